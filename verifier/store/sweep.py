"""What is repaired at regular times, whatever was lost: no job can stay open for ever.

Every step is a guarded change that may run anywhere, twice or at once with the work itself.
"""

from typing import Any

from sqlalchemy import Connection, String, cast, exists, select, update

from verifier.store import alive, ending, log, outbox, sharing, tallies
from verifier.store.engine import insert_or_skip, now
from verifier.store.tables import batches, jobs, locks, reports
from verifier.store.tables import outbox as outbox_table
from verifier.store.values import OPEN, JobError, JobState, Ring, Swept

MAX_ATTEMPTS = 3  # claims without success after which work is given up
LAST_RESORT_LEASES = 2  # a job this long past its deadline is ended without a worker

CRASHED = JobError(
    "worker_crashed",
    "A worker crashed",
    f"the work on this article crashed {MAX_ATTEMPTS} times; submit it again or report it",
)
TOO_LATE = JobError(
    "deadline", "No worker took the job", "the deadline passed before the article was read"
)


def may_sweep(db: Connection, for_s: float, name: str = "sweep") -> bool:
    """Whether this process is the one to sweep now; the others come next time."""
    at = now(db)
    insert_or_skip(db, locks, {"name": name, "until": 0.0})
    taken = update(locks).where(locks.c.name == name, locks.c.until <= at).values(until=at + for_s)
    return db.execute(taken).rowcount == 1


def sweep(db: Connection, lease_s: float) -> Swept:
    """Take back what leases ran out on, ring for what nobody was rung for, end what is late."""
    sharing.forget_turns(db)
    alive.forget_silent(db)
    failed = _crashed_jobs(db) + _late_jobs(db, lease_s)
    given_up = _crashed_batches(db)
    rung = _forgotten_jobs(db) + _forgotten_batches(db) + _unsettled(db)
    for action, count in (("rung", rung), ("given_up", given_up), ("failed", failed)):
        if count:
            tallies.add(db, tallies.SWEEPS, action, count)
    return Swept(rung=rung, given_up=given_up, failed=failed)


def _crashed_jobs(db: Connection) -> int:
    """Jobs whose lease ran out: another attempt, or the end after too many."""
    at = now(db)
    crashed = select(jobs.c.id).where(
        jobs.c.state.in_(OPEN), jobs.c.lease_until < at, jobs.c.attempt >= MAX_ATTEMPTS
    )
    failed = [ref for ref in db.scalars(crashed).all() if ending.fail(db, ref, CRASHED)]
    db.execute(
        update(jobs)
        .where(jobs.c.state.in_(OPEN), jobs.c.lease_until < at)
        .values(lease_until=None, lease_by=None, fence=jobs.c.fence + 1)
    )
    return len(failed)


def _crashed_batches(db: Connection) -> int:
    """Batches whose lease ran out: another attempt, or `not_tried` for what is left of them."""
    at = now(db)
    expired = (batches.c.state == "open", batches.c.lease_until < at)
    poison = select(batches.c.id, batches.c.job_id).where(
        *expired, batches.c.attempt >= MAX_ATTEMPTS
    )
    reason = f"given up after {MAX_ATTEMPTS} crashes of a worker"
    given_up = sum(log.give_up(db, row.job_id, reason, row.id) for row in db.execute(poison).all())
    db.execute(
        update(batches)
        .where(*expired)
        .values(lease_until=None, lease_by=None, fence=batches.c.fence + 1)
    )
    return given_up


def _late_jobs(db: Connection, lease_s: float) -> int:
    """End jobs long past their deadline that no worker came to end."""
    at = now(db)
    late = select(jobs.c.id).where(
        jobs.c.state.in_(OPEN), jobs.c.deadline_at + LAST_RESORT_LEASES * lease_s < at
    )
    return sum(_end_late(db, ref) for ref in db.scalars(late).all())


def _end_late(db: Connection, job_id: str) -> bool:
    known = db.scalar(select(reports.c.job_id).where(reports.c.job_id == job_id))
    if known is None:
        return ending.fail(db, job_id, TOO_LATE)
    return ending.end(db, job_id, JobState.DONE) and ending.settle_report(db, job_id)


def _forgotten_jobs(db: Connection) -> int:
    """Ring for open jobs that nobody holds and nobody was rung for: a lost last step.

    A job whose deadline has passed is rung for although requests are open: its worker files them
    as not tried.
    """
    at = now(db)
    waiting = exists().where(batches.c.job_id == jobs.c.id, batches.c.state == "open")
    free = jobs.c.lease_until.is_(None)
    idle = select(jobs.c.id).where(jobs.c.state.in_(OPEN), free)
    idle = idle.where(~_rung(Ring.ADVANCE, jobs.c.id), ~waiting | (jobs.c.deadline_at < at))
    forgotten = db.scalars(idle).all()
    for job_id in forgotten:
        outbox.ring(db, Ring.ADVANCE, job_id, job_id)
    return len(forgotten)


def _forgotten_batches(db: Connection) -> int:
    free = batches.c.lease_until.is_(None)
    ref = cast(batches.c.id, String)
    idle = (
        select(batches.c.id, batches.c.job_id)
        .join(jobs, jobs.c.id == batches.c.job_id)
        .where(jobs.c.state == JobState.RUNNING, batches.c.state == "open", free)
        .where(~_rung(Ring.FETCH, ref))
    )
    rows = db.execute(idle).all()
    for row in rows:
        outbox.ring(db, Ring.FETCH, str(row.id), row.job_id)
    return len(rows)


def _unsettled(db: Connection) -> int:
    """Ring for cancelled jobs whose last report is not written yet."""
    provisional = (
        select(jobs.c.id)
        .join(reports, reports.c.job_id == jobs.c.id)
        .where(jobs.c.state == JobState.CANCELLED, reports.c.final.is_(False))
        .where(~_rung(Ring.CLOSE, jobs.c.id))
    )
    unsettled = db.scalars(provisional).all()
    for job_id in unsettled:
        outbox.ring(db, Ring.CLOSE, job_id, job_id)
    return len(unsettled)


def _rung(kind: Ring, ref: Any) -> Any:
    return exists().where(outbox_table.c.kind == kind, outbox_table.c.ref == ref)
