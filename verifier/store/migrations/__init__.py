"""How the schema is made and brought up to date, by Alembic, from inside the package."""

from sqlalchemy import Engine

from verifier.store.tables import metadata


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema."""
    metadata.create_all(engine)
