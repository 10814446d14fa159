"""What happened to a job, in order: the stream that a watcher may resume at any number."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from verifier.store.engine import now
from verifier.store.tables import events, jobs
from verifier.store.values import Event, moment

FIRST_VERSION = 2  # of a job with its first event
_INSERT = events.insert()


def note(db: Connection, job_id: str, kind: str, data: Mapping[str, object]) -> None:
    """Add an event; the job's version grows with it, so a polling client sees a change."""
    seq = db.scalar(
        update(jobs)
        .where(jobs.c.id == job_id)
        .values(seq=jobs.c.seq + 1, version=jobs.c.version + 1)
        .returning(jobs.c.seq)
    )
    if seq is None:
        return
    row = {"job_id": job_id, "seq": seq, "kind": kind, "data": json.dumps(data), "at": now(db)}
    db.execute(_INSERT, row)


def note_first(
    db: Connection, job_id: str, kind: str, data: Mapping[str, object], at: float
) -> None:
    """Add the event with which a job begins; its row was made with `FIRST_VERSION` and seq 1."""
    row = {"job_id": job_id, "seq": 1, "kind": kind, "data": json.dumps(data), "at": at}
    db.execute(_INSERT, row)


def after(db: Connection, job_id: str, seq: int, limit: int = 1000) -> tuple[Event, ...]:
    """The events with a number above `seq`, oldest first."""
    rows = db.execute(
        select(events)
        .where(events.c.job_id == job_id, events.c.seq > seq)
        .order_by(events.c.seq)
        .limit(limit)
    )
    return tuple(Event(row.seq, row.kind, json.loads(row.data), moment(row.at)) for row in rows)
