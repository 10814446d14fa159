"""What a caller may do with jobs: submit, look, list."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select

from verifier.model import MediaType
from verifier.store import blobs, events, outbox
from verifier.store.engine import now
from verifier.store.tables import jobs, sources
from verifier.store.values import (
    ENDED,
    OPEN,
    Job,
    JobError,
    JobState,
    Progress,
    Ring,
    Stage,
    Submission,
    moment,
)

# A job may wait in line for this many times its own deadline; the deadline proper runs from the
# moment a worker takes it, so a long queue does not spoil the reports at its end.
WAIT_FACTOR = 6

# Written once: SQLAlchemy takes longer to put these together than SQLite to run them.
_BY_ID = select(jobs).where(jobs.c.id == bindparam("ref"))
_VERSION = select(jobs.c.version, jobs.c.state).where(
    jobs.c.id == bindparam("ref"), jobs.c.owner == bindparam("owner")
)
_INSERT = jobs.insert()


def submit(db: Connection, submission: Submission, owner: str, deadline_s: float) -> Job:
    """A new job in the state queued, and the ring for it."""
    at = now(db)
    job_id = str(uuid4())
    row = {
        "id": job_id,
        "owner": owner,
        "state": JobState.QUEUED,
        "stage": Stage.WAITING,
        "kind": submission.kind,
        "charset": submission.charset,
        "url": submission.url,
        "title": submission.title,
        "published": submission.published and submission.published.isoformat(),
        "private": submission.private,
        "webhook_url": submission.webhook_url,
        "retry_of": submission.retry_of,
        "created_at": at,
        "deadline_at": at + deadline_s * WAIT_FACTOR,
        "version": events.FIRST_VERSION,
        "seq": 1,
        "body_sha256": None,
    }
    if submission.body is not None:
        digest = sha256(submission.body).hexdigest()
        blobs.put_body(db, digest, submission.body)
        row["body_sha256"] = digest
    db.execute(_INSERT, row)
    _put_sources(db, job_id, submission)
    events.note_first(db, job_id, "state", {"state": JobState.QUEUED}, at)
    outbox.ring_as(db, Ring.ADVANCE, job_id, owner, at)
    return Job(
        id=job_id,
        owner=owner,
        state=JobState.QUEUED,
        stage=Stage.WAITING,
        progress=Progress(),
        created_at=moment(at),
        deadline_at=moment(at + deadline_s * WAIT_FACTOR),
        version=events.FIRST_VERSION,
        kind=submission.kind,
        url=submission.url,
        title=submission.title,
        published=submission.published,
        private=submission.private,
        retry_of=submission.retry_of,
    )


def _put_sources(db: Connection, job_id: str, submission: Submission) -> None:
    for source in submission.sources:
        digest = sha256(source.body).hexdigest()
        blobs.put_body(db, digest, source.body)
        db.execute(
            sources.insert().values(
                job_id=job_id,
                name=source.name,
                content_type=source.content_type,
                sha256=digest,
            )
        )


def has_sources(db: Connection, job_id: str) -> bool:
    """Whether files were given with the job."""
    given = select(sources.c.id).where(sources.c.job_id == job_id, sources.c.finding.is_(None))
    return db.scalar(given.limit(1)) is not None


def get(db: Connection, job_id: str, owner: str | None = None) -> Job | None:
    """The job, if there is one and it is the owner's; None asks for anybody's."""
    row = db.execute(_BY_ID, {"ref": job_id}).first()
    if row is None or (owner is not None and row.owner != owner):
        return None
    return job_of(row)


def version(db: Connection, job_id: str, owner: str) -> tuple[int, bool] | None:
    """A job's version, and whether it has ended; None where `get` has none."""
    row = db.execute(_VERSION, {"ref": job_id, "owner": owner}).first()
    return None if row is None else (row.version, row.state in ENDED)


def listed(
    db: Connection,
    owner: str | None,
    state: JobState | None,
    limit: int,
    before: tuple[float, str] | None,
) -> tuple[Job, ...]:
    """Jobs, the newest first, from the one after `before` (its time and id) on."""
    statement = select(jobs).order_by(jobs.c.created_at.desc(), jobs.c.id.desc()).limit(limit)
    if owner is not None:
        statement = statement.where(jobs.c.owner == owner)
    if state is not None:
        statement = statement.where(jobs.c.state == state)
    if before is not None:
        at, job_id = before
        older = and_(jobs.c.created_at == at, jobs.c.id < job_id)
        statement = statement.where(or_(jobs.c.created_at < at, older))
    return tuple(job_of(row) for row in db.execute(statement))


def in_flight(db: Connection, owner: str) -> int:
    """How many open jobs an owner has."""
    mine = select(func.count()).select_from(jobs)
    return db.scalar(mine.where(jobs.c.state.in_(OPEN), jobs.c.owner == owner)) or 0


def job_of(row: Row[Any]) -> Job:
    """The job that a row of the table holds."""
    error = JobError(*json.loads(row.error)) if row.error else None
    counts: Mapping[str, int] = json.loads(row.counts)
    return Job(
        id=row.id,
        owner=row.owner,
        state=JobState(row.state),
        stage=Stage(row.stage),
        progress=Progress(row.total, row.done, counts),
        created_at=moment(row.created_at),
        deadline_at=moment(row.deadline_at),
        version=row.version,
        attempt=row.attempt,
        started_at=moment(row.started_at),
        finished_at=moment(row.finished_at),
        error=error,
        kind=MediaType(row.kind) if row.kind else None,
        url=row.url,
        title=row.title,
        published=date.fromisoformat(row.published) if row.published else None,
        private=row.private,
        retry_of=row.retry_of,
    )
