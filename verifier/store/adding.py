"""How a source that a person adds beside a finding goes into the log of a job that has ended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, func, select, update

from verifier import codec
from verifier.model import Fetch, Reading, Report, Snapshot
from verifier.store import blobs, ending, log
from verifier.store.engine import insert_or_skip, now
from verifier.store.packing import pack, reading_kind, request_kind
from verifier.store.tables import batches, jobs, readings, requests, sources
from verifier.store.values import SourceFile


@dataclass(frozen=True, slots=True)
class AddedPage:
    """One page of an added source: a file is one, a web archive has many."""

    request: Fetch
    reading: Reading
    snapshot: Snapshot


def _next_place(db: Connection, job_id: str) -> int:
    """The round after the last one: what is added comes after what was looked for."""
    last = db.scalar(select(func.max(requests.c.round)).where(requests.c.job_id == job_id))
    return (last or 0) + 1


def add(
    db: Connection,
    job_id: str,
    finding: str,
    source: SourceFile,
    pages: Sequence[AddedPage],
    judged: Callable[[Mapping[str, Reading]], Report],
) -> Report:
    """File the pages of an added source, and the report as it is with them.

    The same page added again stays as it was filed. The file itself is kept as a source of the
    job, so that a run from the beginning has it too.
    """
    db.execute(select(jobs.c.id).where(jobs.c.id == job_id).with_for_update())
    place = _next_place(db, job_id)
    new = sum([_file(db, job_id, page, place) for page in pages])  # a list: each of them is filed
    if new:
        _keep(db, job_id, finding, source)
        counted = update(jobs).where(jobs.c.id == job_id)
        db.execute(counted.values(total=jobs.c.total + new, done=jobs.c.done + new))
    report = judged(log.seen(db, job_id))
    ending.put_report(db, job_id, report, final=True)
    return report


def _keep(db: Connection, job_id: str, finding: str, source: SourceFile) -> None:
    digest = sha256(source.body).hexdigest()
    blobs.put_body(db, digest, source.body)
    row = {"job_id": job_id, "name": source.name, "content_type": source.content_type}
    db.execute(sources.insert().values(**row, sha256=digest, finding=finding))


def _file(db: Connection, job_id: str, page: AddedPage, place: int) -> bool:
    """Whether the page was new to the job."""
    request = page.request
    found = select(requests.c.id).where(requests.c.job_id == job_id, requests.c.key == request.key)
    if db.scalar(found) is not None:
        return False
    batch = {"job_id": job_id, "round": place, "host": "folder:", "state": "done"}
    batch_key = db.execute(batches.insert().values(**batch)).inserted_primary_key
    assert batch_key is not None
    row = {
        "job_id": job_id,
        "batch_id": batch_key[0],
        "key": request.key,
        "round": place,
        "rank": request.rank,
        "kind": request_kind(request),
        "request": codec.dump(request).decode(),
        "answered": True,
    }
    if not insert_or_skip(db, requests, row):
        return False
    values = {
        "request_id": db.scalar(found),
        "job_id": job_id,
        "kind": reading_kind(page.reading),
        "reading": pack(page.reading),
        "capture_id": blobs.put_snapshot(db, page.snapshot),
        "sha256": page.snapshot.sha256,
        "at": now(db),
    }
    db.execute(readings.insert().values(**values))
    return True
