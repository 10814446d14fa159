"""A database that is open, and its transactions: what both sides of the store stand on."""

from contextlib import AbstractContextManager

from sqlalchemy import Connection

from verifier.store import engine
from verifier.store.migrations import upgrade
from verifier.store.together import Together


class Opened:
    """An open database; `make` brings its schema up to date."""

    def __init__(self, url: str, *, lease_s: float = 60, make: bool = True) -> None:
        self.engine = engine.open_engine(url)
        self.lease_s = lease_s
        self.together = Together(self.engine)
        if make:
            upgrade(self.engine)

    @property
    def reads_at_once(self) -> bool:
        """Whether a short read waits for nothing: SQLite's readers do not wait for its writer."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give the connections back to the database."""
        self.engine.dispose()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction over several steps."""
        return engine.writing(self.engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return engine.reading(self.engine)
