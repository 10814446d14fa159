"""What has happened so far, in figures that outlive the jobs: ends of jobs, fetches, sweeps.

A figure is counted in the transaction that makes it true, so none is lost or counted twice. Each
process counts in rows of its own: with one row for all, every answer of every worker would wait
for the one before. `sums` adds them up, `fold` those of processes that count no more.
"""

import os
import socket
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from verifier.store.engine import now
from verifier.store.tables import tallies

JOBS, SECONDS, FETCHES, SWEEPS = "jobs", "seconds", "fetches", "sweeps"
# Seconds from submission to report, by which the time of a job is told.
BOUNDS_S = (1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600)
ABOVE = "+Inf"
FOLD_S = 3600.0  # a process that counted nothing for so long is over, or loses nothing


def add(db: Connection, name: str, label: str, count: int = 1, amount: float = 0.0) -> None:
    """Count something that happened."""
    _add(db, name, label, _slot(os.getpid()), count, amount)


def add_seconds(db: Connection, seconds: float) -> None:
    """Count the time of a job, under the least bound that it does not exceed."""
    place = bisect_left(BOUNDS_S, seconds)
    add(db, SECONDS, str(BOUNDS_S[place]) if place < len(BOUNDS_S) else ABOVE, amount=seconds)


def sums(db: Connection) -> Mapping[tuple[str, str], tuple[int, float]]:
    """(name, label) → how often, and how much in all."""
    rows = db.execute(
        select(
            tallies.c.name,
            tallies.c.label,
            func.sum(tallies.c.count).label("times"),
            func.sum(tallies.c.amount).label("amount"),
        ).group_by(tallies.c.name, tallies.c.label)
    )
    return {(row.name, row.label): (int(row.times), float(row.amount)) for row in rows}


def fold(db: Connection) -> None:
    """Add the rows of those who count no more to those of nobody."""
    old = (tallies.c.slot != "", tallies.c.at < now(db) - FOLD_S)
    gone = db.execute(delete(tallies).where(*old).returning(*tallies.c)).all()
    for row in gone:
        _add(db, row.name, row.label, "", row._mapping["count"], row.amount)


def _add(db: Connection, name: str, label: str, slot: str, count: int, amount: float) -> None:
    row = {"name": name, "label": label, "slot": slot, "amount": amount, "at": now(db)}
    db.execute(_adding(db.dialect.name), row | {"count": count})


@cache
def _adding(dialect: str) -> Any:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(tallies)
    added = {
        "count": tallies.c.count + statement.excluded.count,
        "amount": tallies.c.amount + statement.excluded.amount,
        "at": statement.excluded.at,
    }
    return statement.on_conflict_do_update(index_elements=["name", "label", "slot"], set_=added)


@cache  # by the number: a forked process is another one
def _slot(pid: int) -> str:
    return f"{socket.gethostname()}:{pid}"[:120]
