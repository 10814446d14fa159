"""How a source that a person adds beside a finding goes into the log of a job that has ended."""

from sqlalchemy import Connection, func, select, update

from verifier import codec
from verifier.model import Fetch, Reading, Report, Snapshot
from verifier.store import blobs, ending
from verifier.store.engine import insert_or_skip, now
from verifier.store.packing import pack, reading_kind, request_kind
from verifier.store.tables import batches, jobs, readings, requests


def next_place(db: Connection, job_id: str) -> int:
    """The round after the last one: what is added comes after what was looked for."""
    last = db.scalar(select(func.max(requests.c.round)).where(requests.c.job_id == job_id))
    return (last or 0) + 1


def add(
    db: Connection,
    job_id: str,
    request: Fetch,
    reading: Reading,
    snapshot: Snapshot,
    report: Report,
) -> None:
    """File the reading of an added source, and the report as it is with it.

    The same source added again stays as it was filed.
    """
    db.execute(select(jobs.c.id).where(jobs.c.id == job_id).with_for_update())
    key = _filed(db, job_id, request)
    if key is not None:
        values = {
            "request_id": key,
            "job_id": job_id,
            "kind": reading_kind(reading),
            "reading": pack(reading),
            "capture_id": blobs.put_snapshot(db, snapshot),
            "sha256": snapshot.sha256,
            "at": now(db),
        }
        db.execute(readings.insert().values(**values))
        counted = update(jobs).where(jobs.c.id == job_id)
        db.execute(counted.values(total=jobs.c.total + 1, done=jobs.c.done + 1))
    ending.put_report(db, job_id, report, final=True)


def _filed(db: Connection, job_id: str, request: Fetch) -> int | None:
    batch = {"job_id": job_id, "round": request.round, "host": "folder:", "state": "done"}
    batch_key = db.execute(batches.insert().values(**batch)).inserted_primary_key
    assert batch_key is not None
    row = {
        "job_id": job_id,
        "batch_id": batch_key[0],
        "key": request.key,
        "round": request.round,
        "rank": request.rank,
        "kind": request_kind(request),
        "request": codec.dump(request).decode(),
        "answered": True,
    }
    if not insert_or_skip(db, requests, row):
        return None
    found = select(requests.c.id).where(requests.c.job_id == job_id, requests.c.key == request.key)
    return db.scalar(found)
