"""The pages of a job as a web archive: of that job only, and only when it has ended."""

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
from warcio.archiveiterator import ArchiveIterator

from verifier.model import (
    Article,
    Blank,
    Channel,
    Document,
    Fetch,
    MediaType,
    Outcome,
    Report,
    ReportState,
    Request,
    Search,
    Snapshot,
    Unread,
)
from verifier.store import JobWork, Store

REPORT = Report(
    Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), ()), ReportState.CLEAR, ()
)


def started(http: httpx.Client, store: Store) -> JobWork:
    job_id = http.post("/v1/jobs", json={"text": "“Rain,” she said."}).json()["id"]
    work = store.claim(job_id, "worker 1", 600)
    assert work is not None
    store.keep_article(work.lease, REPORT.article, REPORT)
    return work


def answered(store: Store, work: JobWork, *asked: Request) -> None:
    """All requests answered, each with a page that names its address; then the job is done."""
    assert store.ask(work, asked, REPORT)
    for batch in batches(store, work.job.id):
        held = store.claim_batch(batch, "worker 1")
        assert held is not None
        for row, request in held.requests.items():
            url = request.url if isinstance(request, Fetch) else "https://search.example/"
            blank = Blank(request, Unread(url, Outcome.NO_TEXT))
            assert store.answer(held, row, blank, snapshot(url))
    again = store.claim(work.job.id, "worker 1", 600)
    assert again is not None
    assert store.finish(again.lease, REPORT)


def batches(store: Store, job_id: str) -> Iterator[int]:
    with store.reading() as db:
        yield from db.exec_driver_sql(f"SELECT id FROM batches WHERE job_id = '{job_id}'").scalars()


def snapshot(url: str) -> Snapshot:
    body = f"<p>{url}".encode()
    return Snapshot(
        url,
        url,
        datetime(2024, 1, 16, tzinfo=UTC),
        200,
        (("content-type", "text/html"),),
        hashlib.sha256(body).hexdigest(),
        body,
    )


def responses(archive: bytes) -> list[tuple[str, bytes]]:
    return [
        (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(archive))
        if record.rec_type == "response"
    ]


def test_the_archive_has_the_jobs_pages_in_the_order_of_its_log(
    http: httpx.Client, store: Store
) -> None:
    work = started(http, store)
    pages = [Fetch("https://b.example/", rank=1), Fetch("https://a.example/", rank=2)]
    other = started(http, store)
    answered(store, other, Fetch("https://elsewhere.example/"))
    answered(store, work, *pages, Search(Channel.SEARXNG, "/search?q=rain", rank=0))

    answer = http.get(f"/v1/jobs/{work.job.id}/evidence.warc.gz")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/warc"
    assert answer.headers["content-disposition"].endswith(f'"{work.job.id}.warc.gz"')
    assert responses(answer.content) == [
        ("https://b.example/", b"<p>https://b.example/"),
        ("https://a.example/", b"<p>https://a.example/"),
    ]


def test_asked_twice_it_is_the_same(http: httpx.Client, store: Store) -> None:
    work = started(http, store)
    answered(store, work, Fetch("https://a.example/"))
    path = f"/v1/jobs/{work.job.id}/evidence.warc.gz"

    assert http.get(path).content == http.get(path).content


def test_a_job_without_pages_has_an_archive_that_says_what_it_is(
    http: httpx.Client, store: Store
) -> None:
    work = started(http, store)
    store.finish(work.lease, REPORT)

    answer = http.get(f"/v1/jobs/{work.job.id}/evidence.warc.gz")

    (info,) = ArchiveIterator(io.BytesIO(answer.content))
    assert info.rec_type == "warcinfo"


def test_a_job_that_runs_has_none_yet(http: httpx.Client, store: Store) -> None:
    work = started(http, store)

    answer = http.get(f"/v1/jobs/{work.job.id}/evidence.warc.gz")

    assert (answer.status_code, answer.json()["code"]) == (409, "not_ended")
    assert "retry-after" in answer.headers


def test_nobody_elses_job_has_one(http: httpx.Client) -> None:
    answer = http.get("/v1/jobs/00000000-0000-0000-0000-000000000000/evidence.warc.gz")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
