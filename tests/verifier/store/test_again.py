"""Submitting twice, trying again, deciding, counting."""

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
    Report,
    ReportState,
    Search,
    Unread,
)
from verifier.store import Choice, Decision, KeyReused, SourceFile, Submission

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())
RAIN = Submission(b"rain", MediaType.TEXT)
PAGE = Fetch("https://news.example/1")
SEARCH = Search(Channel.SEARXNG, "/search?q=rain")


def test_the_same_submission_under_one_key_is_one_job(store, rings):
    first, first_replayed = store.submit_once(RAIN, "key 1")
    second, second_replayed = store.submit_once(RAIN, "key 1")

    assert second.id == first.id
    assert (first_replayed, second_replayed) == (False, True)
    assert rings() == [("advance", first.id)]


@pytest.mark.parametrize(
    "other",
    [
        Submission(b"snow", MediaType.TEXT),
        Submission(b"rain", MediaType.HTML),
        Submission(b"rain", MediaType.TEXT, title="Rain"),
        Submission(b"rain", MediaType.TEXT, private=True),
        Submission(b"rain", MediaType.TEXT, sources=(SourceFile("a", None, b"a"),)),
        Submission(None, url="https://news.example/1"),
    ],
)
def test_a_key_that_comes_with_another_submission_is_refused(store, other):
    store.submit_once(RAIN, "key 1")

    with pytest.raises(KeyReused):
        store.submit_once(other, "key 1")
    assert len(store.jobs()) == 1


def test_a_key_is_its_owners(store):
    ann, _ = store.submit_once(RAIN, "key 1", owner="ann")
    bob, replayed = store.submit_once(RAIN, "key 1", owner="bob")

    assert ann.id != bob.id
    assert not replayed


def test_the_key_of_a_deleted_job_is_free(store):
    first, _ = store.submit_once(RAIN, "key 1")
    store.cancel(first.id)
    store.delete(first.id)

    assert store.submit_once(RAIN, "key 1")[1] is False


@pytest.fixture
def half_read(store, running, rings):
    """An ended job: a search was answered, a page was not."""
    store.ask(running, (SEARCH, PAGE), REPORT)
    for _, ref in rings():
        work = store.claim_batch(int(ref), "fetcher 1")
        for number, request in work.requests.items():
            reading = (
                Listing(request, (Candidate(PAGE.url),))
                if request == SEARCH
                else Blank(request, Unread(PAGE.url, Outcome.TIMEOUT))
            )
            store.answer(work, number, reading, None)
        store.finish_batch(work)
    work = store.claim(running.job.id, "worker 1", 600)
    assert store.finish(work.lease, REPORT)
    rings()
    return running.job


def test_a_retry_asks_only_for_what_was_not_read(store, half_read, rings):
    again = store.retry(half_read.id, deadline_s=600, keep_read=True)

    assert again.retry_of == half_read.id
    assert rings() == [("advance", again.id)]
    work = store.claim(again.id, "worker 1", 600)
    assert work.article == ARTICLE
    assert list(work.seen) == [SEARCH.key]
    assert work.left == {}


def test_a_retry_goes_on_with_the_next_round(store, half_read, rings):
    again = store.retry(half_read.id, deadline_s=600, keep_read=True)
    rings()
    work = store.claim(again.id, "worker 1", 600)

    assert store.ask(work, (PAGE,), REPORT)
    ((_, batch),) = rings()
    batch_work = store.claim_batch(int(batch), "fetcher 1")
    (number,) = batch_work.requests
    store.answer(batch_work, number, Blank(PAGE, Unread(PAGE.url, Outcome.GONE)), None)

    assert rings() == [("advance", again.id)]
    assert set(store.seen(again.id)) == {SEARCH.key, PAGE.key}
    assert store.job(again.id).progress.done == 2


def test_a_retry_from_the_beginning_reads_the_article_again(store, half_read):
    again = store.retry(half_read.id, deadline_s=600, keep_read=False)

    work = store.claim(again.id, "worker 1", 600)
    assert work.article is None
    assert work.submission.body == b"text"


def test_a_decision_stands_beside_a_finding_until_taken_back(store, job):
    store.decide(job.id, Decision("q1", Choice.ACCEPT, "ann"))
    store.decide(job.id, Decision("q1", Choice.DISPUTE, "bob", reason="an older edition"))

    (kept,) = store.decisions(job.id)
    assert (kept.choice, kept.by, kept.reason) == (Choice.DISPUTE, "bob", "an older edition")
    assert store.take_back(job.id, "q1")
    assert not store.take_back(job.id, "q1")
    assert store.decisions(job.id) == ()


def test_figures_count_jobs_by_state(store, half_read):
    store.submit(RAIN)

    figures = store.figures()

    assert figures["verifier_jobs", "state", "done"] == 1
    assert figures["verifier_jobs", "state", "queued"] == 1
    assert figures["verifier_rings_waiting", "", ""] == 1
