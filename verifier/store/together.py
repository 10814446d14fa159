"""How writers of one process share a commit: whoever is first in line does the work of all.

A commit waits for the disk, which takes longer than the work. Fifty callers that submit at once
would wait for fifty commits in a row; so the one at the head of the line takes along what stands
behind it, each in a savepoint of its own, and all of it is safe when the one commit returns.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from verifier.store.engine import writing

Value = TypeVar("Value")
AT_ONCE = 32  # works of one transaction; a longer one would keep other writers out


@dataclass(eq=False)
class _Work:
    """One writer's work, and what came of it."""

    write: Callable[[Connection], Any]
    value: Any = None
    error: Exception | None = None
    over: bool = False


class Together:
    """The line of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line = Lock()
        self._waiting: deque[_Work] = deque()
        # PostgreSQL groups commits by itself, and its writers do not exclude each other.
        self._alone = engine.dialect.name != "sqlite"

    def write(self, write: Callable[[Connection], Value]) -> Value:
        """What the work gives, once it is committed; raises what it raises."""
        if self._alone:
            with writing(self._engine) as db:
                return write(db)
        mine = _Work(write)
        self._waiting.append(mine)
        while not mine.over:
            with self._line:
                if not mine.over:
                    self._do_some()
        if mine.error is not None:
            raise mine.error
        value: Value = mine.value
        return value

    def _do_some(self) -> None:
        some = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
        try:
            with writing(self._engine) as db:
                for work in some:
                    _do(db, work)
        except Exception as error:  # nothing was committed, so it is everybody's
            for work in some:
                work.error = error
        finally:
            for work in some:
                work.over = True


def _do(db: Connection, work: _Work) -> None:
    """One work in a savepoint: what it refuses is its own, what the database refuses is not."""
    try:
        with db.begin_nested():
            work.value = work.write(db)
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
            raise
        work.error = error
