"""Submitting twice, trying again, deciding, counting."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.verifier.nouns import snapshot
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
from verifier.store import AddedPage, Choice, Decision, KeyReused, SourceFile, Submission
from verifier.store.alive import SILENT_S
from verifier.store.tables import tallies, workers

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


def test_files_added_to_a_finding_are_sources_of_a_run_from_the_beginning(store, half_read):
    given = Fetch("file:0badcafe/notes.txt", channel=Channel.FOLDER)
    page = AddedPage(given, Blank(given, Unread(given.url, Outcome.NO_TEXT)), snapshot("notes"))
    notes = SourceFile("notes.txt", "text/plain", b"notes")
    store.add_source(half_read.id, "q1", notes, [page], lambda seen: REPORT)

    unread = store.retry(half_read.id, deadline_s=600, keep_read=True)
    again = store.retry(unread.id, deadline_s=600, keep_read=False)

    assert store.sources(half_read.id) == store.sources(unread.id) == ()
    assert store.sources(again.id) == (notes,)
    assert store.claim(again.id, "worker 1", 600).has_sources


def test_the_report_with_an_added_source_is_judged_of_the_whole_log(store, half_read):
    seen_by = []

    def add(number):
        given = Fetch(f"file:{number}/notes.txt", channel=Channel.FOLDER)
        page = AddedPage(
            given, Blank(given, Unread(given.url, Outcome.NO_TEXT)), snapshot(f"notes {number}")
        )
        source = SourceFile("notes.txt", "text/plain", f"notes {number}".encode())

        def judged(seen):
            seen_by.append(set(seen))
            return REPORT

        store.add_source(half_read.id, "q1", source, [page], judged)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # Each was judged with all that were filed before it: the last report lacks none.
    assert sorted(len(seen) for seen in seen_by) == list(range(3, 11))
    assert seen_by[-1] == set(store.seen(half_read.id))


def test_figures_count_jobs_by_state(store, half_read):
    store.submit(RAIN)

    figures = store.figures()

    assert (figures.jobs["done"], figures.jobs["queued"], figures.jobs["running"]) == (1, 1, 0)
    assert figures.outbox_unsent == 1
    assert figures.seconds["+Inf"] == 1


def test_ended_jobs_stay_counted_when_they_are_deleted(store, half_read):
    store.delete(half_read.id)

    assert store.figures().jobs["done"] == 1


def test_fetches_are_counted_by_outcome_with_their_bytes(store, running, rings):
    store.ask(running, (PAGE, SEARCH), REPORT)
    for _, ref in rings():
        work = store.claim_batch(int(ref), "fetcher 1")
        for number, request in work.requests.items():
            if request == SEARCH:
                store.answer(work, number, Listing(request), snapshot("12345"))
            else:
                unread = Blank(request, Unread(PAGE.url, Outcome.TIMEOUT))
                store.answer(work, number, unread, None)
                store.answer(work, number, unread, None)  # a late twin counts once

    figures = store.figures()

    assert figures.fetches == {"read": 1, "timeout": 1}
    assert figures.fetch_bytes == 5


def test_figures_are_the_same_when_rows_of_the_past_are_folded(store, half_read):
    before = store.figures()
    with store.writing() as db:
        db.execute(tallies.update().values(at=1.0))

    store.tidy(0)

    assert store.figures() == replace(before, outbox_oldest_s=store.figures().outbox_oldest_s)
    with store.reading() as db:
        assert set(db.scalars(select(tallies.c.slot))) == {""}


def test_workers_are_counted_while_they_say_that_they_live(store):
    for name in ("a:1", "a:2"):
        store.say_alive(name, ["fetch"])
    store.say_alive("a:2", ["fetch"])
    store.say_alive("b:3", ["article", "control"])
    assert store.workers() == {"fetch": 2, "article": 1, "control": 1}

    store.forget_dead(lambda name: name == "a:1")
    assert store.workers()["fetch"] == 1

    with store.writing() as db:
        db.execute(workers.update().values(seen_at=workers.c.seen_at - SILENT_S))
    assert store.workers() == {}
