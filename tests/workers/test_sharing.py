"""A page that several jobs cite is fetched once."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace

import pytest

from verifier.model import (
    Article,
    Blank,
    Document,
    Fetch,
    MediaType,
    Outcome,
    PageReading,
    Report,
    ReportState,
    Snapshot,
    Unread,
)
from verifier.store import Store, Submission
from workers import answering
from workers.wiring import Parts

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())
PAGES = [Fetch(f"https://news.example/{n}") for n in range(3)]
FIRST = {PAGES[0].key: PAGES[0].url}
BODY = b"<p>Rain is late."


class CountingWeb:
    """Answers every page, or refuses it, and counts how often each was fetched."""

    def __init__(self, *, refuses=False):
        self.fetched = Counter()
        self.held = {}
        self.refuses = refuses

    async def answer(self, requests, held):
        self.held.update(held)
        for request in requests:
            self.fetched[request.url] += 1
            await asyncio.sleep(0)
            yield request, self._answer(request)

    def _answer(self, request):
        if self.refuses:
            return Unread(request.url, Outcome.FORBIDDEN)
        return Snapshot(
            url=request.url,
            final_url=request.url,
            fetched_at=datetime.now(UTC),
            status=200,
            headers=(),
            sha256=sha256(BODY).hexdigest(),
            body=BODY,
        )


def read(request, snapshot):
    """The reading of a page that could be read."""
    return PageReading(
        request=request,
        final_url=snapshot.final_url,
        sha256=snapshot.sha256,
        retrieved_at=snapshot.fetched_at,
        title=None,
        outlet=None,
        published=None,
        published_from=None,
        language=None,
        words=3,
        complete=True,
    )


class Reader:
    """Reads every page, or finds nothing to read on any."""

    def __init__(self, *, in_vain=False):
        self.in_vain = in_vain

    def digest(self, article, request, answer):
        if isinstance(answer, Unread):
            return Blank(request, answer)
        if self.in_vain:
            return Blank(request, Unread(request.url, Outcome.CONSENT_WALL))
        return read(request, answer)


@pytest.fixture
def own_store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@pytest.fixture
def parts_with(own_store):
    """The parts of a worker whose net is this one."""
    made = []

    def parts(web, *, in_vain=False):
        settings = SimpleNamespace(url_deadline_s=20.0, lease_s=60.0)
        core = SimpleNamespace(judge=lambda *_: REPORT)
        parts = Parts(settings, own_store, core, Reader(in_vain=in_vain), web, send=lambda: None)
        parts.limits = lambda *_, **__: None
        made.append(parts)
        return parts

    yield parts
    for parts in made:
        parts.runner.close()


def asked(store):
    """A job that asks for the pages; the numbers of its batches."""
    job = store.submit(Submission(b"text", MediaType.TEXT))
    work = store.claim(job.id, "worker 1", 600)
    store.keep_article(work.lease, ARTICLE, REPORT)
    store.ask(work, PAGES, REPORT)
    sent = []
    store.send_due(lambda message: sent.append(message))
    return job.id, [int(m.ref) for m in sent if m.kind == "fetch"]


def test_a_second_job_takes_the_copies_of_the_first(own_store, parts_with):
    web = CountingWeb()
    parts = parts_with(web)
    for _ in range(3):
        job_id, batches = asked(own_store)
        for batch in batches:
            answering.fetch_host(parts, batch)
        assert own_store.job(job_id).progress.done == len(PAGES)

    assert set(web.fetched.values()) == {1}


def test_an_older_copy_goes_along_so_that_the_site_can_say_it_is_the_same(
    own_store, parts_with, monkeypatch
):
    web = CountingWeb()
    parts = parts_with(web)
    monkeypatch.setattr("workers.sharing.FRESH_S", -1.0)
    for _ in range(2):
        _, batches = asked(own_store)
        for batch in batches:
            answering.fetch_host(parts, batch)

    assert set(web.fetched.values()) == {2}
    assert {key: copy.url for key, copy in web.held.items()} == {p.key: p.url for p in PAGES}


def test_what_could_not_be_read_is_tried_by_each_job_itself(own_store, parts_with):
    web = CountingWeb(refuses=True)
    parts = parts_with(web)
    for _ in range(2):
        _, batches = asked(own_store)
        for batch in batches:
            answering.fetch_host(parts, batch)

    assert set(web.fetched.values()) == {2}


@pytest.mark.parametrize("fresh_s", [600.0, -1.0])
def test_a_wall_that_came_as_a_page_is_neither_shared_nor_asked_about(
    own_store, parts_with, monkeypatch, fresh_s
):
    web = CountingWeb()
    parts = parts_with(web, in_vain=True)
    monkeypatch.setattr("workers.sharing.FRESH_S", fresh_s)
    for _ in range(2):
        _, batches = asked(own_store)
        for batch in batches:
            answering.fetch_host(parts, batch)

    assert set(web.fetched.values()) == {2}
    assert web.held == {}


def test_one_asker_has_the_turn_and_the_next_has_the_copy(own_store):
    def turns(by):
        return own_store.turns(FIRST, fresh_s=600, turn_s=60, by=by)

    assert turns("batch 1") == ({}, {PAGES[0].key: None})
    assert turns("batch 2") == ({}, {})
    assert turns("batch 1") == ({}, {PAGES[0].key: None})  # its next attempt

    _, (batch,) = asked(own_store)
    work = own_store.claim_batch(batch, "fetcher 1")
    snapshot = CountingWeb()._answer(PAGES[0])
    number = next(n for n, request in work.requests.items() if request == PAGES[0])
    own_store.answer(work, number, read(PAGES[0], snapshot), snapshot)

    assert turns("batch 2") == ({PAGES[0].key: snapshot}, {})


def test_the_turn_of_a_killed_worker_runs_out(own_store):
    own_store.turns(FIRST, fresh_s=600, turn_s=-1, by="batch 1")

    _, ours = own_store.turns(FIRST, fresh_s=600, turn_s=60, by="batch 2")

    assert set(ours) == {PAGES[0].key}


def test_an_old_copy_is_not_used_but_asked_about(own_store):
    _, (batch,) = asked(own_store)
    work = own_store.claim_batch(batch, "fetcher 1")
    number, request = next(iter(work.requests.items()))
    snapshot = CountingWeb()._answer(request)
    own_store.answer(work, number, read(request, snapshot), snapshot)

    wanted = {request.key: request.url}
    copies, ours = own_store.turns(wanted, fresh_s=0, turn_s=60, by="batch 2")

    assert (copies, ours) == ({}, {request.key: snapshot})
