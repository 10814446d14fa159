"""How the database is opened, and what a transaction is here.

SQLite: WAL with `synchronous=FULL`, so a committed job survives a power cut, and
`BEGIN IMMEDIATE` for every writing transaction: a transaction that reads first and writes later
would fail with "database is locked" instead of waiting. PostgreSQL: pg8000, READ COMMITTED, and
row locks where two transactions could each miss what the other one does.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from verifier.errors import BadSetting, StoreUnavailable

BUSY_TIMEOUT_S = 10  # a writer waits this long for the one before it
POOL_SIZE = 20  # the API's worker threads are 40; polls are short
MAX_OVERFLOW = 40

_writers: "WeakKeyDictionary[Engine, Lock]" = WeakKeyDictionary()


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; raises `BadSetting` for any other URL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        # The value may hold a password: it is never shown.
        raise BadSetting("VERIFIER_DATABASE_URL: not a database URL") from error
    if parsed.drivername in ("postgresql", "postgres"):
        # SQLAlchemy's default driver is psycopg2, which we do not install (LGPL).
        parsed = parsed.set(drivername="postgresql+pg8000")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        name = parsed.get_backend_name()
        raise BadSetting(f"VERIFIER_DATABASE_URL: SQLite or PostgreSQL only, not {name}")
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            parsed,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
            pool_size=POOL_SIZE,
            max_overflow=MAX_OVERFLOW,
        )
        _prepare_sqlite(engine)
        return engine
    try:
        return create_engine(
            parsed, pool_size=POOL_SIZE, max_overflow=MAX_OVERFLOW, pool_pre_ping=True
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        driver = parsed.drivername
        raise BadSetting(f"VERIFIER_DATABASE_URL: no driver {driver}; use pg8000") from error


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own implicit BEGIN is in the way
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write; it is committed when the block ends without an error."""
    # SQLite lets a second writer sleep and look again, unfairly: with fifty threads one may wait
    # for seconds. Within a process they stand in line instead.
    line = _writers.setdefault(engine, Lock()) if engine.dialect.name == "sqlite" else nullcontext()
    with line, _translated(), engine.begin() as db:
        yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, so that it waits for no writer."""
    with _translated(), engine.connect() as db:
        db.execution_options(reads=True)
        with db.begin():
            yield db


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise StoreUnavailable(
            f"the database does not answer: {type(error.orig).__name__}: {error.orig}"
        ) from error


def now(db: Connection) -> float:
    """Seconds since 1970 by the database's clock, so that all machines share one.

    Whole microseconds: a moment that went through a datetime is equal to the one in the row, as
    a list that goes on after a certain job needs it.
    """
    if db.dialect.name == "sqlite":
        return round(time.time(), 6)
    at = db.scalar(text("SELECT extract(epoch FROM clock_timestamp())::float8"))
    return round(float(at or 0.0), 6)


@cache  # putting the statement together takes longer than running it
def _skipping(table: Table, dialect: str) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def insert_or_skip(db: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Whether the row was new; an existing row with the same unique key is left as it is."""
    return db.execute(_skipping(table, db.dialect.name), values).rowcount == 1


def upsert(db: Connection, table: Table, key: tuple[str, ...], values: dict[str, Any]) -> None:
    """The row with this key has these values afterwards, whether it was there or not."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values)
    changes = {name: statement.excluded[name] for name in values if name not in key}
    db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))
