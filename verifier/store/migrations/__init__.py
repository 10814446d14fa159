"""How the schema is made and brought up to date, by Alembic, from inside the package.

Each start of a process that may write calls `upgrade`. A new version of the schema is a file in
`versions`; it must leave rows of the version before readable by workers that still run.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from verifier.errors import StoreUnavailable
from verifier.store.engine import reading, writing

_LOCK = 0x76657269  # "veri": any number that nobody else locks


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; at once when it is there already."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with reading(engine) as db:
        if _version(db) == newest:
            return
    with writing(engine) as db:
        _lock(db)  # several processes may start at once; the others find it done
        found = _version(db)
        if found == newest:
            return
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise StoreUnavailable(
                f"the database has schema {found!r}, which this version does not know: "
                "start the newer version that wrote it"
            )
        config.attributes["connection"] = db
        command.upgrade(config, "head")


def _version(db: Connection) -> str | None:
    return MigrationContext.configure(db).get_current_revision()


def _lock(db: Connection) -> None:
    # SQLite needs none: the transaction began as its only writer.
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
