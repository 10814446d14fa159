from datetime import UTC, datetime
from hashlib import sha256

import pytest

from verifier.model import (
    Article,
    Blank,
    Candidate,
    Channel,
    Document,
    Fetch,
    Listing,
    MediaType,
    Outcome,
    PageReading,
    Report,
    ReportState,
    Search,
    Snapshot,
    Unread,
)
from verifier.store import JobState
from verifier.store.log import BATCH_SIZE, grouped

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())
FIRST = Fetch("https://news.example/1", round=1, rank=1)
SECOND = Fetch("https://news.example/2", round=1, rank=2)
OTHER_HOST = Fetch("https://other.example/1", round=1, rank=0)


def gone(request):
    return Blank(request, Unread(request.url, Outcome.GONE))


def snapshot(url, body=b"<p>Rain is late."):
    return Snapshot(
        url=url,
        final_url=url,
        fetched_at=datetime(2024, 2, 1, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        sha256=sha256(body).hexdigest(),
        body=body,
    )


def batches_of(rings):
    return [int(ref) for kind, ref in rings if kind == "fetch"]


def answer_all(store, batch_id, reading=gone):
    work = store.claim_batch(batch_id, "fetcher 1")
    for request_id, request in work.requests.items():
        assert store.answer(work, request_id, reading(request), None)
    store.finish_batch(work)


def test_a_round_is_filed_as_one_batch_a_host(store, running, rings):
    assert store.ask(running, (FIRST, SECOND, OTHER_HOST), REPORT)

    works = [store.claim_batch(ref, "fetcher 1") for ref in batches_of(rings())]

    assert {work.host: len(work.requests) for work in works} == {
        "news.example": 2,
        "other.example": 1,
    }
    assert works[0].article == ARTICLE


@pytest.mark.parametrize(
    ("request_", "host"),
    [
        (Fetch("https://News.Example/a"), "news.example"),
        (Search(Channel.SEARXNG, "/search?q=rain"), "searxng:"),
        (Search(Channel.SITEMAP, "https://news.example/sitemap.xml"), "news.example"),
        (Fetch("file:notes.txt", channel=Channel.FOLDER), "folder:"),
        (Fetch("http://[broken/"), ""),
    ],
)
def test_requests_are_grouped_by_where_they_go(request_, host):
    assert [name for name, _ in grouped([request_])] == [host]


def test_a_long_batch_is_cut_so_that_it_ends_before_a_task_must(store):
    pages = [Fetch(f"https://news.example/{n}") for n in range(BATCH_SIZE * 2 + 1)]

    assert [len(group) for _, group in grouped(pages)] == [BATCH_SIZE, BATCH_SIZE, 1]


def test_the_last_answer_of_a_round_rings_for_the_next_and_only_once(store, running, rings):
    store.ask(running, (FIRST, OTHER_HOST), REPORT)
    first, other = batches_of(rings())

    answer_all(store, first)
    assert rings() == []
    answer_all(store, other)

    assert rings() == [("advance", running.job.id)]
    assert rings() == []


def test_an_answer_given_twice_counts_once(store, running, rings):
    store.ask(running, (FIRST, SECOND), REPORT)
    (batch,) = batches_of(rings())
    work = store.claim_batch(batch, "fetcher 1")
    request_id = next(iter(work.requests))

    for _ in range(2):
        assert store.answer(work, request_id, gone(FIRST), snapshot(FIRST.url))

    assert store.job(running.job.id).progress.done == 1
    assert store.seen(running.job.id) == {FIRST.key: gone(FIRST)}


def test_readings_come_back_as_they_were_filed_ordered_by_round_and_rank(store, running, rings):
    search = Search(Channel.SEARXNG, "/search?q=rain", round=0, rank=0)
    listing = Listing(search, (Candidate("https://news.example/1", title="Rain"),))
    page = PageReading(
        request=FIRST,
        final_url=FIRST.url,
        sha256="0" * 64,
        retrieved_at=datetime(2024, 2, 1, tzinfo=UTC),
        title="Rain",
        outlet=None,
        published="2024-02-01",
        published_from="meta",
        language="en",
        words=3,
        complete=True,
    )
    filed = {r.request.key: r for r in (page, listing, gone(OTHER_HOST), Listing(search))}
    store.ask(running, (FIRST, OTHER_HOST, search), REPORT)
    for batch in batches_of(rings()):
        answer_all(store, batch, lambda request: filed[request.key])

    seen = store.seen(running.job.id)

    assert seen == filed
    assert list(seen) == [search.key, OTHER_HOST.key, FIRST.key]


def test_an_empty_listing_is_not_taken_for_a_refusal(store, running, rings):
    search = Search(Channel.SEARXNG, "/search?q=rain")
    store.ask(running, (search,), REPORT)
    (batch,) = batches_of(rings())

    answer_all(store, batch, lambda request: Listing(request))

    assert store.seen(running.job.id) == {search.key: Listing(search)}


def test_a_batch_left_half_answered_is_rung_for_again(store, running, rings):
    store.ask(running, (FIRST, SECOND), REPORT)
    (batch,) = batches_of(rings())
    work = store.claim_batch(batch, "fetcher 1")
    store.answer(work, next(iter(work.requests)), gone(FIRST), None)

    store.finish_batch(work)

    assert rings() == [("fetch", str(batch))]
    assert list(store.claim_batch(batch, "fetcher 2").requests.values()) == [SECOND]


def test_nothing_is_filed_for_a_job_that_was_cancelled(store, running, rings):
    store.ask(running, (FIRST,), REPORT)
    (batch,) = batches_of(rings())
    work = store.claim_batch(batch, "fetcher 1")
    store.cancel(running.job.id)

    assert not store.answer(work, next(iter(work.requests)), gone(FIRST), None)
    assert store.seen(running.job.id) == {}


def test_closing_a_job_files_not_tried_for_what_is_open(store, running, rings):
    store.ask(running, (FIRST, OTHER_HOST), REPORT)
    first, _ = batches_of(rings())
    held = store.claim_batch(first, "fetcher 1")

    seen = store.close_requests(running.lease, "time is over")

    assert {reading.unread.outcome for reading in seen.values()} == {Outcome.NOT_TRIED}
    request_id = next(iter(held.requests))
    assert not store.answer(held, request_id, gone(FIRST), None)


def test_a_snapshot_is_kept_once_and_shown_to_the_owner_of_a_reading(store, running, rings):
    store.ask(running, (FIRST, SECOND), REPORT)
    (batch,) = batches_of(rings())
    work = store.claim_batch(batch, "fetcher 1")
    kept = snapshot(FIRST.url)
    for request_id, request in work.requests.items():
        store.answer(work, request_id, gone(request), snapshot(request.url))

    assert store.snapshot(kept.sha256, "").body == kept.body
    assert store.snapshot(kept.sha256, "somebody else") is None
    assert store.snapshot("0" * 64, "") is None


def test_a_report_is_provisional_until_the_job_has_ended(store, running):
    assert not store.report(running.job.id).final

    assert store.finish(running.lease, REPORT)

    assert store.report(running.job.id).final
    assert store.report(running.job.id).report == REPORT
    assert store.job(running.job.id).state is JobState.DONE
