"""How a job is tried again: as a new job, with everything that the old one did read.

A job is its log, so a job that starts with the old log, less what could not be read, asks for
just that again.
"""

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, select

from verifier.store import events, outbox
from verifier.store.engine import now
from verifier.store.jobs import WAIT_FACTOR
from verifier.store.tables import articles, batches, jobs, readings, requests, sources
from verifier.store.values import JobState, Ring, Stage

_SUBMITTED = (
    *("owner", "kind", "body_sha256", "charset", "url", "title", "published", "private"),
    "webhook_url",
)


def retry(db: Connection, job_id: str, deadline_s: float, *, keep_read: bool) -> str:
    """The id of a new job for the same article; `keep_read` asks only for what was not read."""
    old = db.execute(select(jobs).where(jobs.c.id == job_id)).one()
    at = now(db)
    new_id = str(uuid4())
    submitted = {name: getattr(old, name) for name in _SUBMITTED}
    db.execute(
        jobs.insert().values(
            **submitted,
            id=new_id,
            state=JobState.QUEUED,
            stage=Stage.WAITING,
            retry_of=job_id,
            created_at=at,
            deadline_at=at + deadline_s * WAIT_FACTOR,
        )
    )
    _copy_sources(db, job_id, new_id, as_given=not keep_read)
    if keep_read:
        _copy(db, articles, job_id, new_id)
        _copy_log(db, job_id, new_id)
    events.note(db, new_id, "state", {"state": JobState.QUEUED})
    outbox.ring_as(db, Ring.ADVANCE, new_id, old.owner, at)
    return new_id


def _copy(db: Connection, table: Any, job_id: str, new_id: str) -> None:
    for row in db.execute(select(table).where(table.c.job_id == job_id)).all():
        db.execute(table.insert().values(**_values(row), job_id=new_id))


def _copy_sources(db: Connection, job_id: str, new_id: str, *, as_given: bool) -> None:
    """The user's files; those added beside a finding become as those given with the job.

    Not where the log is copied: there they are read already.
    """
    for row in db.execute(select(sources).where(sources.c.job_id == job_id)).all():
        kept = {"name": row.name, "content_type": row.content_type, "sha256": row.sha256}
        finding = None if as_given else row.finding
        db.execute(sources.insert().values(**kept, finding=finding, job_id=new_id))


def _copy_log(db: Connection, job_id: str, new_id: str) -> None:
    """The old log's requests that were read, in one batch that is done."""
    kept = db.execute(
        select(requests, readings.c.reading, readings.c.kind, readings.c.capture_id)
        .add_columns(readings.c.sha256, readings.c.at)
        .join(readings, readings.c.request_id == requests.c.id)
        .where(requests.c.job_id == job_id, readings.c.kind != "blank")
        .order_by(requests.c.id)
    ).all()
    batch = {"job_id": new_id, "round": 0, "host": "", "state": "done"}
    batch_key = db.execute(batches.insert().values(**batch)).inserted_primary_key
    assert batch_key is not None
    for row in kept:
        _copy_reading(db, row, new_id, batch_key[0])
    counted = jobs.update().where(jobs.c.id == new_id)
    db.execute(counted.values(total=len(kept), done=len(kept)))


def _copy_reading(db: Connection, row: Row[Any], new_id: str, batch_id: int) -> None:
    fields = row._mapping
    request = {c.name: fields[c] for c in requests.c if c.name not in ("id", "job_id", "batch_id")}
    key = db.execute(
        requests.insert().values(**request, job_id=new_id, batch_id=batch_id)
    ).inserted_primary_key
    assert key is not None
    names = ("reading", "kind", "capture_id", "sha256", "at")
    reading = {name: fields[readings.c[name]] for name in names}
    db.execute(readings.insert().values(**reading, request_id=key[0], job_id=new_id))


def _values(row: Row[Any]) -> dict[str, Any]:
    return {k: v for k, v in row._mapping.items() if k != "job_id"}
