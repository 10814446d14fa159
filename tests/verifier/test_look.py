from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.demo.server import SEARCH_HOST, DemoServer
from verifier.demo.world import outlets_path
from verifier.folder import Folder
from verifier.look import WebLook
from verifier.model import (
    Article,
    Blank,
    Channel,
    Document,
    Fetch,
    Listing,
    MediaType,
    Outcome,
    PageReading,
    Quotation,
    QuotationKind,
    Reading,
    Search,
    Seen,
    Verdict,
)
from verifier.settings import Settings, read_settings

WORDS = "The ferry is the longest street in this town, and nobody closes a street"
TEXT = f"“{WORDS},” the mayor said.\n"
QUOTATION = Quotation("q00000001", WORDS, 1, 1 + len(WORDS), QuotationKind.DIRECT)
ARTICLE = Article(Document(TEXT, MediaType.TEXT, sha256="0" * 64), (QUOTATION,))
MAYOR = Fetch("http://sbcnews.example/2026/01/27/mayor-defends-saltmere-ferry")
CLOSED = Fetch("http://osterledger.example/business/2026/01/25/oster-mutual-and-the-ferry")


@pytest.fixture(scope="module")
def web() -> Iterator[DemoServer]:
    with DemoServer() as server:
        yield server


def settings(web: DemoServer, **more: object) -> Settings:
    return read_settings(
        proxy_url=web.url,
        searxng_url=f"http://{SEARCH_HOST}",
        outlets=outlets_path(),
        host_interval_s=0,
        **more,
    )


def outcome(reading: Reading) -> Outcome | None:
    assert isinstance(reading, Blank)
    return reading.unread.outcome


def test_each_request_has_its_reading_in_the_order_asked(web: DemoServer) -> None:
    search = Search(Channel.SEARXNG, "/search?q=longest+street&format=json", purpose="matter")

    with WebLook(settings(web)) as look:
        readings = look(ARTICLE, [CLOSED, search, MAYOR])

    assert list(readings) == [CLOSED.key, search.key, MAYOR.key]
    assert outcome(readings[CLOSED.key]) is Outcome.FORBIDDEN
    listing = readings[search.key]
    assert isinstance(listing, Listing)
    assert MAYOR.url in [candidate.url for candidate in listing.candidates]
    page = readings[MAYOR.key]
    assert isinstance(page, PageReading)
    assert [match.verdict for match in page.matches] == [Verdict.VERBATIM]


def test_pages_read_are_kept_by_their_hash(web: DemoServer) -> None:
    with WebLook(settings(web)) as look:
        page = look(ARTICLE, [MAYOR])[MAYOR.key]

        assert isinstance(page, PageReading)
        kept = look.snapshots.get(page.sha256)

    assert kept is not None
    assert "longest street" in kept.body.decode()


def test_whoever_watches_sees_each_reading_come(web: DemoServer) -> None:
    seen: list[Seen] = []

    with WebLook(settings(web), on_reading=seen.append) as look:
        look(ARTICLE, [MAYOR])
        look(ARTICLE, [CLOSED])

    assert sorted({len(one) for one in seen}) == [1, 2]
    assert set(seen[-1]) == {MAYOR.key, CLOSED.key}


def test_offline_only_the_folder_answers(web: DemoServer, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"Notes of the day.\n\n“{WORDS},” she said.\n")
    given = Fetch("file:notes.txt", channel=Channel.FOLDER)
    asked = len(web.requests)

    with WebLook(settings(web), Folder([tmp_path]), offline=True) as look:
        readings = look(ARTICLE, [MAYOR, given])

    assert outcome(readings[MAYOR.key]) is Outcome.NOT_TRIED
    assert isinstance(readings[given.key], PageReading)
    assert len(web.requests) == asked


def test_without_a_folder_its_requests_are_not_tried(web: DemoServer) -> None:
    given = Fetch("file:notes.txt", channel=Channel.FOLDER)

    with WebLook(settings(web)) as look:
        assert outcome(look(ARTICLE, [given])[given.key]) is Outcome.NOT_TRIED


def test_after_the_deadline_nothing_more_is_tried(web: DemoServer) -> None:
    asked = len(web.requests)

    with WebLook(settings(web, job_deadline_s=0.000001)) as look:
        readings = look(ARTICLE, [MAYOR, CLOSED])

    assert {outcome(reading) for reading in readings.values()} == {Outcome.NOT_TRIED}
    assert len(web.requests) <= asked + 2
