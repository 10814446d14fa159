"""How jobs go for good: deleted by their owner, or expired; with the bodies that only they had.

In small steps, each a transaction of its own: a sweep that drops a month of jobs must not keep
the only writer of a SQLite from those who submit.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, exists, select

from verifier.store import outbox
from verifier.store.engine import now
from verifier.store.tables import batches, bodies, captures, idempotency, jobs, readings, sources
from verifier.store.tables import outbox as outbox_table
from verifier.store.values import ENDED, Ring

STEP = 20  # jobs, captures or bodies of one transaction
# A body is put or touched in the transaction that will name it. What was touched within this time
# may be about to be named, so it stays for the hourly tidying.
SETTLED_S = 60.0
_REFS = 500  # variables of one statement; SQLite's old limit is 999


def delete_job(db: Connection, job_id: str) -> None:
    """The job and all that hangs on it, with what only it had read or was submitted as."""
    named = _bodies_of(db, job_id)
    kept = select(readings.c.capture_id).where(
        readings.c.job_id == job_id, readings.c.capture_id.is_not(None)
    )
    capture_ids = tuple(db.scalars(kept))
    for kind in (Ring.ADVANCE, Ring.CLOSE, Ring.WEBHOOK):
        outbox.begun(db, kind, job_id)
    refs = [str(ref) for ref in db.scalars(select(batches.c.id).where(batches.c.job_id == job_id))]
    for some in _cut(refs):
        rung = (outbox_table.c.kind == Ring.FETCH, outbox_table.c.ref.in_(some))
        db.execute(delete(outbox_table).where(*rung))
    db.execute(jobs.delete().where(jobs.c.id == job_id))
    before = now(db) - SETTLED_S
    for ids in _cut(capture_ids):
        _drop_captures(db, captures.c.id.in_(ids))
    for hashes in _cut(named):
        _drop_bodies(db, bodies.c.sha256.in_(hashes), bodies.c.at <= before)


def expire(db: Connection, keep_s: float) -> int:
    """Delete the jobs that ended longest ago, a few of those over `keep_s`; gives their number."""
    old = (
        select(jobs.c.id)
        .where(jobs.c.finished_at < now(db) - keep_s, jobs.c.state.in_(ENDED))
        .order_by(jobs.c.finished_at)
        .limit(STEP)
    )
    ids = db.scalars(old).all()
    for job_id in ids:
        delete_job(db, job_id)
    return len(ids)


def drop_unreferenced(db: Connection, older_s: float, step: int = STEP) -> int:
    """Drop a few captures and bodies that no job names any more; gives the number of rows."""
    before = now(db) - older_s
    lost = select(captures.c.id).where(captures.c.at <= before, ~_is_read()).limit(step)
    gone = _drop_captures(db, captures.c.id.in_(db.scalars(lost).all()))
    unused = select(bodies.c.sha256).where(bodies.c.at <= before, ~_is_named()).limit(step)
    return gone + _drop_bodies(
        db, bodies.c.sha256.in_(db.scalars(unused).all()), bodies.c.at <= before
    )


def forget_keys(db: Connection, older_s: float) -> int:
    """Drop idempotency keys of a day that is over; gives their number."""
    return db.execute(delete(idempotency).where(idempotency.c.at < now(db) - older_s)).rowcount


def _bodies_of(db: Connection, job_id: str) -> tuple[str, ...]:
    mine = select(jobs.c.body_sha256).where(jobs.c.id == job_id)
    given = select(sources.c.sha256).where(sources.c.job_id == job_id)
    read = select(readings.c.sha256).where(readings.c.job_id == job_id)
    return tuple(sha256 for sha256 in db.scalars(mine.union(given, read)) if sha256)


def _drop_captures(db: Connection, *which: Any) -> int:
    return db.execute(captures.delete().where(*which, ~_is_read())).rowcount


def _drop_bodies(db: Connection, *which: Any) -> int:
    return db.execute(bodies.delete().where(*which, ~_is_named())).rowcount


def _is_read() -> Any:
    return exists().where(readings.c.capture_id == captures.c.id)


def _is_named() -> Any:
    """Whether a capture, a source or an article is these bytes."""
    return (
        exists().where(captures.c.sha256 == bodies.c.sha256)
        | exists().where(sources.c.sha256 == bodies.c.sha256)
        | exists().where(jobs.c.body_sha256 == bodies.c.sha256)
    )


def _cut(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _REFS] for start in range(0, len(values), _REFS)]
