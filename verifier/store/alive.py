"""Which workers live: each pool process says so now and then, and is forgotten when it stops.

Asked of the store, not of the broker: a broadcast through Redis takes a second to come back, and
nothing comes back from workers that cannot reach the store, which are of no use either.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, func, select

from verifier.store.engine import now, upsert
from verifier.store.tables import workers

SAY_EVERY_S = 4.0
# Three words may fail to come. Leases are longer: who is silent may still finish its work.
SILENT_S = 3 * SAY_EVERY_S


def say(db: Connection, name: str, queues: Sequence[str]) -> None:
    """A process lives, and takes work from these queues."""
    at = now(db)
    for queue in queues:
        upsert(db, workers, ("name", "queue"), {"name": name, "queue": queue, "seen_at": at})


def by_queue(db: Connection) -> Mapping[str, int]:
    """How many processes take work from each queue."""
    alive = select(workers.c.queue, func.count()).where(workers.c.seen_at > now(db) - SILENT_S)
    return {row[0]: int(row[1]) for row in db.execute(alive.group_by(workers.c.queue))}


def names(db: Connection) -> tuple[str, ...]:
    """The names of all that have said so and were not forgotten."""
    return tuple(db.scalars(select(workers.c.name).distinct()))


def forget(db: Connection, which: Sequence[str]) -> None:
    """These processes are known to be gone."""
    db.execute(delete(workers).where(workers.c.name.in_(which)))


def forget_silent(db: Connection) -> None:
    """Drop those that have said nothing for long."""
    db.execute(delete(workers).where(workers.c.seen_at < now(db) - 4 * SILENT_S))
