"""A database that is open, and its transactions: what both sides of the store stand on."""

from contextlib import AbstractContextManager

from sqlalchemy import Connection

from verifier.store import engine
from verifier.store.migrations import upgrade


class Opened:
    """An open database; `make` brings its schema up to date."""

    def __init__(self, url: str, *, lease_s: float = 60, make: bool = True) -> None:
        self.engine = engine.open_engine(url)
        self.lease_s = lease_s
        if make:
            upgrade(self.engine)

    def close(self) -> None:
        """Give the connections back to the database."""
        self.engine.dispose()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction over several steps."""
        return engine.writing(self.engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return engine.reading(self.engine)
