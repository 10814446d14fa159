"""The log of a job, request → reading: how it grows and how it is read back.

Questions come in rounds. `ask` files a round with the batches and rings for it in one
transaction; `answer` files one reading and, when it was the round's last, rings for the next.
A reading is unique to its request, so an answer given twice counts once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select, update

from verifier import codec
from verifier.model import (
    Article,
    Blank,
    Channel,
    Outcome,
    PageReading,
    Reading,
    Request,
    Search,
    Snapshot,
    Unread,
)
from verifier.store import blobs, events, leases, outbox, sharing, tallies
from verifier.store import jobs as jobs_of_callers
from verifier.store.engine import insert_or_skip, now
from verifier.store.packing import (
    READING_KINDS,
    REQUEST_KINDS,
    pack,
    reading_kind,
    request_kind,
    unpack,
)
from verifier.store.tables import articles, batches, jobs, readings, requests
from verifier.store.values import BatchWork, JobState, Lease, Ring, Stage, moment

# A batch ends well before a task's time limit (`workers.app`): at most this many requests, of
# which two go at once and each takes `URL_DEADLINE_S` at most.
BATCH_SIZE = 16


def put_article(db: Connection, job_id: str, article: Article) -> None:
    """Keep the article as it was read and parsed; a second writing changes nothing."""
    insert_or_skip(db, articles, {"job_id": job_id, "article": pack(article)})


def article(db: Connection, job_id: str) -> Article | None:
    """The job's article, once it was read."""
    packed = db.scalar(select(articles.c.article).where(articles.c.job_id == job_id))
    return None if packed is None else unpack(packed, Article)


def ask(db: Connection, lease: Lease, wanted: Sequence[Request]) -> None:
    """File a round of requests, grouped by host, with a ring for each group."""
    job = db.execute(
        update(jobs)
        .where(jobs.c.id == lease.ref)
        .values(
            round=jobs.c.round + 1,
            total=jobs.c.total + len(wanted),
            stage=Stage.LOOKING,
        )
        .returning(jobs.c.round, jobs.c.owner, jobs.c.created_at)
    ).one()
    for host, group in grouped(wanted):
        batch = {"job_id": lease.ref, "round": job.round, "host": host, "state": "open"}
        key = db.execute(batches.insert().values(**batch)).inserted_primary_key
        assert key is not None
        rows = [_request_row(lease.ref, key[0], request) for request in group]
        db.execute(requests.insert(), rows)
        outbox.ring_as(db, Ring.FETCH, str(key[0]), job.owner, job.created_at)
    events.note(db, lease.ref, "round", {"round": job.round, "requests": len(wanted)})


def _request_row(job_id: str, batch_id: int, request: Request) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "batch_id": batch_id,
        "key": request.key,
        "round": request.round,
        "rank": request.rank,
        "kind": request_kind(request),
        "request": codec.dump(request).decode(),
        "answered": False,
    }


def grouped(wanted: Sequence[Request]) -> list[tuple[str, list[Request]]]:
    """The requests by the host they go to, in groups of at most `BATCH_SIZE`."""
    by_host: dict[str, list[Request]] = defaultdict(list)
    for request in wanted:
        by_host[host_of(request)].append(request)
    return [
        (host, group[start : start + BATCH_SIZE])
        for host, group in by_host.items()
        for start in range(0, len(group), BATCH_SIZE)
    ]


def host_of(request: Request) -> str:
    """The host that a request goes to, or the channel's name where it goes to a channel."""
    if request.channel is Channel.FOLDER:
        return "folder:"
    address = request.target if isinstance(request, Search) else request.url
    if isinstance(request, Search) and address.startswith("/"):
        return f"{request.channel}:"
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # brackets that are no IPv6 address; the fetcher will name it
        return ""


def seen(db: Connection, job_id: str) -> Mapping[str, Reading]:
    """All readings so far, ordered by round and rank: what `plan` and `judge` are asked with."""
    rows = db.execute(
        select(requests.c.key, readings.c.kind, readings.c.reading)
        .join(readings, readings.c.request_id == requests.c.id)
        .where(requests.c.job_id == job_id)
        .order_by(requests.c.round, requests.c.rank, requests.c.id)
    )
    return {row.key: unpack(row.reading, READING_KINDS[row.kind]) for row in rows}


def unanswered(db: Connection, job_id: str) -> int:
    """How many requests are open."""
    count = select(func.count()).select_from(requests)
    open_ = count.where(requests.c.job_id == job_id, requests.c.answered.is_(False))
    return db.scalar(open_) or 0


def batch_work(db: Connection, lease: Lease) -> BatchWork | None:
    """What is left to answer of a claimed batch; None when its job runs no more."""
    batch_id = int(lease.ref)
    row = db.execute(
        select(batches.c.job_id, batches.c.host, jobs.c.deadline_at)
        .join(jobs, jobs.c.id == batches.c.job_id)
        .where(batches.c.id == batch_id, jobs.c.state == JobState.RUNNING)
    ).first()
    if row is None:
        return None
    about = article(db, row.job_id)
    if about is None:
        return None
    left = open_requests(db, row.job_id, batch_id)
    has_sources = jobs_of_callers.has_sources(db, row.job_id)
    return BatchWork(lease, row.job_id, row.host, moment(row.deadline_at), about, left, has_sources)


def answer(
    db: Connection, work: BatchWork, request_id: int, reading: Reading, snapshot: Snapshot | None
) -> bool:
    """Whether the reading was filed: false when the job has ended or the lease is lost."""
    if not _lock_running(db, work.job_id):
        return False
    fence = db.scalar(select(batches.c.fence).where(batches.c.id == int(work.lease.ref)))
    if fence != work.lease.fence:
        return False
    _file(db, work.job_id, request_id, reading, snapshot)
    sharing.end_turn(db, work.requests[request_id].key)
    close_round(db, work.job_id)
    return True


def finish_batch(db: Connection, work: BatchWork) -> None:
    """Mark a batch whose requests all have an answer."""
    batch_id = int(work.lease.ref)
    left = db.scalar(
        select(func.count())
        .select_from(requests)
        .where(requests.c.batch_id == batch_id, requests.c.answered.is_(False))
    )
    if left:
        leases.give_back_batch(db, work.lease, failed=True)
        return
    db.execute(
        update(batches)
        .where(batches.c.id == batch_id, batches.c.fence == work.lease.fence)
        .values(state="done", lease_by=None, lease_until=None)
    )


def give_up(db: Connection, job_id: str, reason: str, batch_id: int | None = None) -> int:
    """File `not_tried` for the open requests of a job, or of one batch; gives their number."""
    if not _lock_running(db, job_id):
        return 0
    stopped = update(batches).where(batches.c.job_id == job_id, batches.c.state == "open")
    if batch_id is not None:
        stopped = stopped.where(batches.c.id == batch_id)
    left = open_requests(db, job_id, batch_id)
    for request_id, request in left.items():
        _file(db, job_id, request_id, not_tried(request, reason), None)
    # A raised fence stops a worker that still holds one of them.
    db.execute(
        stopped.values(state="done", lease_until=None, lease_by=None, fence=batches.c.fence + 1)
    )
    close_round(db, job_id)
    return len(left)


def open_requests(
    db: Connection, job_id: str, batch_id: int | None = None
) -> Mapping[int, Request]:
    """The requests without an answer, by row id: of a job, or of one of its batches."""
    statement = (
        select(requests.c.id, requests.c.kind, requests.c.request)
        .where(requests.c.job_id == job_id, requests.c.answered.is_(False))
        .order_by(requests.c.round, requests.c.rank, requests.c.id)
    )
    if batch_id is not None:
        statement = statement.where(requests.c.batch_id == batch_id)
    rows = db.execute(statement)
    return {row.id: codec.load(row.request, REQUEST_KINDS[row.kind]) for row in rows}


def not_tried(request: Request, reason: str) -> Blank:
    """The reading of a request that was never answered."""
    url = None if isinstance(request, Search) else request.url
    unread = Unread(url, Outcome.NOT_TRIED, channel=request.channel, evidence=reason)
    return Blank(request, unread)


def close_round(db: Connection, job_id: str) -> bool:
    """Whether this call rang for the next round: the last answer does, and only once."""
    if unanswered(db, job_id):
        return False
    closed = db.execute(
        update(jobs)
        .where(jobs.c.id == job_id, jobs.c.state == JobState.RUNNING)
        .where(jobs.c.rung_round < jobs.c.round)
        .values(rung_round=jobs.c.round)
    )
    if closed.rowcount == 0:
        return False
    outbox.ring(db, Ring.ADVANCE, job_id, job_id)
    return True


def _lock_running(db: Connection, job_id: str) -> bool:
    # Two batches that end at once would each see the other's last request as open, and nobody
    # would close the round: PostgreSQL takes this lock, SQLite has one writer anyway.
    state = db.scalar(select(jobs.c.state).where(jobs.c.id == job_id).with_for_update())
    return bool(state == JobState.RUNNING)


def _file(
    db: Connection, job_id: str, request_id: int, reading: Reading, snapshot: Snapshot | None
) -> None:
    values: dict[str, Any] = {
        "request_id": request_id,
        "job_id": job_id,
        "kind": reading_kind(reading),
        "reading": pack(reading),
        "at": now(db),
    }
    if not insert_or_skip(db, readings, values):
        return
    _count(db, reading, snapshot)
    if snapshot is not None:
        capture_id = blobs.put_snapshot(db, snapshot)
        db.execute(
            update(readings)
            .where(readings.c.request_id == request_id)
            .values(capture_id=capture_id, sha256=snapshot.sha256)
        )
    db.execute(update(requests).where(requests.c.id == request_id).values(answered=True))
    db.execute(
        update(jobs)
        .where(jobs.c.id == job_id)
        .values(done=jobs.c.done + 1, version=jobs.c.version + 1)
    )


def _count(db: Connection, reading: Reading, snapshot: Snapshot | None) -> None:
    """Count what was asked of the net: not a user's own file, not the copy of another job."""
    if reading.request.channel is Channel.FOLDER:
        return
    if snapshot is not None and blobs.is_kept(db, snapshot):
        return
    outcome = reading.unread.outcome if isinstance(reading, Blank) else None
    if isinstance(reading, PageReading):
        outcome = reading.outcome
    size = len(snapshot.body) if snapshot is not None else 0
    tallies.add(db, tallies.FETCHES, outcome or "read", amount=size)
