"""Who may work on what: claims that run out by themselves, and fences against late twins.

A claim is one guarded UPDATE; whoever changes the row has it. It lasts `lease_s` and is extended
by a heartbeat, so a worker that dies is replaced without anybody noticing its death. Each claim
raises the fence; every write of the holder names it, so one that was slow, not dead, writes
nothing after its place was taken.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, case, or_, select, union, update

from verifier.store import events, outbox
from verifier.store.engine import now
from verifier.store.tables import batches, jobs
from verifier.store.values import OPEN, JobState, Lease, Ring, Stage


def claim_job(db: Connection, job_id: str, by: str, lease_s: float) -> Lease | None:
    """The lease on a job that is open and nobody's; its first claim starts the job."""
    at = now(db)
    row = db.execute(
        update(jobs)
        .where(jobs.c.id == job_id, jobs.c.state.in_(OPEN), _free(jobs, at))
        .values(**_taken(jobs, by, at + lease_s))
        .returning(jobs.c.fence, jobs.c.attempt)
    ).first()
    if row is None:
        return None
    outbox.begun(db, Ring.ADVANCE, job_id)
    return Lease(job_id, row.fence, row.attempt)


def start_job(db: Connection, lease: Lease, deadline_s: float) -> None:
    """Mark a queued job as running; its deadline runs from here."""
    at = now(db)
    soon = at + deadline_s
    deadline = case((jobs.c.deadline_at > soon, soon), else_=jobs.c.deadline_at)
    started = db.execute(
        update(jobs)
        .where(jobs.c.id == lease.ref, jobs.c.fence == lease.fence)
        .where(jobs.c.state == JobState.QUEUED)
        .values(state=JobState.RUNNING, stage=Stage.READING, started_at=at, deadline_at=deadline)
    )
    if started.rowcount == 1:
        events.note(db, lease.ref, "state", {"state": JobState.RUNNING})


def claim_batch(db: Connection, batch_id: int, by: str, lease_s: float) -> Lease | None:
    """The lease on a batch that is open and nobody's."""
    at = now(db)
    row = db.execute(
        update(batches)
        .where(batches.c.id == batch_id, batches.c.state == "open", _free(batches, at))
        .values(**_taken(batches, by, at + lease_s))
        .returning(batches.c.fence, batches.c.attempt)
    ).first()
    if row is None:
        return None
    outbox.begun(db, Ring.FETCH, str(batch_id))
    return Lease(str(batch_id), row.fence, row.attempt)


def extend_job(db: Connection, lease: Lease, lease_s: float) -> bool:
    """Whether the lease still holds; then it runs on."""
    at = now(db)
    statement = (
        update(jobs)
        .where(jobs.c.id == lease.ref, jobs.c.fence == lease.fence, jobs.c.lease_until > at)
        .values(lease_until=at + lease_s)
    )
    return db.execute(statement).rowcount == 1


def extend_batch(db: Connection, lease: Lease, lease_s: float) -> bool:
    """Whether the lease still holds and the job still runs; then it runs on."""
    at = now(db)
    running = select(jobs.c.id).where(jobs.c.state == JobState.RUNNING, jobs.c.deadline_at > at)
    statement = (
        update(batches)
        .where(batches.c.id == int(lease.ref), batches.c.fence == lease.fence)
        .where(batches.c.lease_until > at, batches.c.job_id.in_(running))
        .values(lease_until=at + lease_s)
    )
    return db.execute(statement).rowcount == 1


def holds_job(db: Connection, lease: Lease) -> bool:
    """Whether the lease is still ours; the row is locked until the transaction ends."""
    row = db.execute(
        select(jobs.c.fence, jobs.c.state, jobs.c.lease_until)
        .where(jobs.c.id == lease.ref)
        .with_for_update()
    ).first()
    if row is None or row.state not in OPEN:
        return False
    return row.fence == lease.fence and row.lease_until is not None


def give_back_job(db: Connection, lease: Lease, *, failed: bool = False) -> None:
    """End the lease; after a failure the attempt stays counted and a worker is rung again."""
    changes: dict[str, Any] = {"lease_by": None, "lease_until": None}
    if not failed:
        changes["attempt"] = 0
    statement = update(jobs).where(jobs.c.id == lease.ref, jobs.c.fence == lease.fence)
    given = db.execute(statement.where(jobs.c.lease_until.is_not(None)).values(**changes))
    if failed and given.rowcount == 1:
        outbox.ring(db, Ring.ADVANCE, lease.ref, lease.ref)


def give_back_batch(db: Connection, lease: Lease, *, failed: bool = False) -> None:
    """End the lease before all is answered; another worker is rung for the rest."""
    changes: dict[str, Any] = {"lease_by": None, "lease_until": None}
    if not failed:
        changes["attempt"] = batches.c.attempt - 1
    statement = (
        update(batches)
        .where(batches.c.id == int(lease.ref), batches.c.fence == lease.fence)
        .where(batches.c.lease_until.is_not(None), batches.c.state == "open")
        .values(**changes)
    )
    job_id = db.scalar(statement.returning(batches.c.job_id))
    if job_id is not None:
        outbox.ring(db, Ring.FETCH, lease.ref, job_id)


def forget(db: Connection) -> None:
    """End all leases; raised fences keep whoever held one from writing."""
    for table in (jobs, batches):
        db.execute(
            update(table)
            .where(table.c.lease_until.is_not(None))
            .values(lease_by=None, lease_until=None, fence=table.c.fence + 1)
        )


def holders(db: Connection) -> tuple[str, ...]:
    """The names of all who hold a lease."""
    names = union(*(select(t.c.lease_by).where(t.c.lease_until > now(db)) for t in (jobs, batches)))
    return tuple(name for name in db.scalars(names) if name)


def expire(db: Connection, names: Sequence[str]) -> int:
    """Let the leases of these holders run out now; gives their number."""
    at = now(db)
    ended = 0
    for table in (jobs, batches):
        held = update(table).where(table.c.lease_by.in_(names), table.c.lease_until > at)
        ended += db.execute(held.values(lease_until=at - 1)).rowcount
    return ended


def _free(table: Any, at: float) -> Any:
    return or_(table.c.lease_until.is_(None), table.c.lease_until < at)


def _taken(table: Any, by: str, until: float) -> dict[str, Any]:
    return {
        "lease_by": by,
        "lease_until": until,
        "attempt": table.c.attempt + 1,
        "fence": table.c.fence + 1,
    }
