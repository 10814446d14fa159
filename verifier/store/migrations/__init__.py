"""How the schema is made and brought up to date, by Alembic, from inside the package.

Each start of a process that may write calls `upgrade`. A new version of the schema is a file in
`versions`; it must leave rows of the version before readable by workers that still run.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from verifier.errors import StoreUnavailable
from verifier.store.engine import reading, writing

_HERE = Path(__file__).parent
_LOCK = 0x76657269  # "veri": any number that nobody else locks


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; at once when it is there already."""
    known = revisions()
    with reading(engine) as db:
        if _version(db) == known[-1]:
            return
    with writing(engine) as db:
        _lock(db)  # several processes may start at once; the others find it done
        found = _version(db)
        if found == known[-1]:
            return
        if found is not None and found not in known:
            raise StoreUnavailable(
                f"the database has schema {found!r}, which this version does not know: "
                "start the newer version that wrote it"
            )
        _migrate(db)


def revisions() -> tuple[str, ...]:
    """The schemas that this version knows, oldest first: each file is named for its own."""
    return tuple(sorted(path.name[:4] for path in (_HERE / "versions").glob("[0-9]*.py")))


def _version(db: Connection) -> str | None:
    if not inspect(db).has_table("alembic_version"):
        return None
    found = db.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _migrate(db: Connection) -> None:
    # Imported here: Alembic takes a quarter of a second, and most starts find nothing to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, "head")


def _lock(db: Connection) -> None:
    # SQLite needs none: the transaction began as its only writer.
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
