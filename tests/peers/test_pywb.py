"""pywb, an archive server used by national libraries: it replays our evidence and is asked by us.

It stands here for the Wayback Machine too, with the index's form translated before it.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import httpx
import pytest

from tests.peers.loopback import as_wayback, serving
from tests.peers.programs import bin_of, free_port, running
from tests.verifier.fetch.asking import ask
from tests.verifier.snapshots.examples import PAGE, page, written
from verifier.channels import cdx, hear, memento
from verifier.look import WebLook
from verifier.model import (
    Channel,
    Fetch,
    Limits,
    Listing,
    MediaType,
    Outcome,
    Search,
    Snapshot,
    Unread,
    Verdict,
)
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.pipeline import verify
from verifier.read import read
from verifier.settings import Settings

CONFIG = """
enable_memento: true
framed_replay: false
redirect_to_exact: true
enable_banner: false
"""
STORY = PAGE.final_url
LATER = replace(
    page(b"<html><head></head><body><a href='/x'>Later words.</a></body></html>"),
    fetched_at=datetime(2024, 2, 15, 9, 30, tzinfo=UTC),
)
MOVED = replace(page("“Moved”".encode(), "https://other.example/new"), url="https://old.example/a")
SAID = "Nobody in this town has seen the weir that low since the mill was sold"
DEAD = "http://dead.example:8080/weir"
WEIR = page(f"<title>Weir</title><p>“{SAID},” said Mara Lind.".encode(), DEAD)
PAGES = [
    PAGE,
    LATER,
    MOVED,
    WEIR,
    page(bytes(range(256)) * 50, "https://bytes.example/all", "application/octet-stream"),
    page(b"%PDF-1.4\n\x80\x81", "https://bytes.example/paper.pdf", "application/pdf"),
    page("<p>Größe".encode("latin-1"), "https://bytes.example/old", "text/html; charset=latin1"),
    page(b"", "https://bytes.example/empty"),
    page(b"<p>q", "https://bytes.example/search?q=a%20b&x=%C3%A9#part"),
    page(b"<p>kept twice", "https://web.example/web/20240101000000id_/http://inner.example/"),
    replace(page(b"words", "file:a note.txt", "text/plain"), path="a note.txt"),
]
ON_THE_WEB = [held for held in PAGES if held.final_url.startswith("http")]
DAY = date(2024, 1, 16)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a pywb that has our evidence and nothing else."""
    programs, place = bin_of("pywb-2.10.0", "pywb==2.10.0"), tmp_path_factory.mktemp("pywb")
    (place / "evidence.warc.gz").write_bytes(written(*PAGES))
    (place / "config.yaml").write_text(CONFIG)
    for command in (["init", "news"], ["add", "news", "evidence.warc.gz"]):
        subprocess.run(
            [programs / "wb-manager", *command], cwd=place, check=True, capture_output=True
        )
    port = free_port()
    command = [programs / "wayback", "-b", "127.0.0.1", "-p", str(port)]
    with running(command, cwd=place, port=port, log=place / "output.log"):
        yield f"http://127.0.0.1:{port}/news"


@pytest.fixture
def settings(collection: str) -> Settings:
    return Settings(memento_url=collection, host_interval_s=0, channels=("link", "memento"))


# --- our evidence, replayed ------------------------------------------------------------------


@pytest.mark.parametrize("held", ON_THE_WEB, ids=[held.final_url for held in ON_THE_WEB])
def test_every_page_is_replayed_byte_for_byte(collection: str, held: Snapshot) -> None:
    url = f"{collection}/{held.fetched_at:%Y%m%d%H%M%S}id_/{held.final_url.partition('#')[0]}"

    answer = httpx.get(url, trust_env=False, timeout=30)

    assert answer.status_code == 200
    assert answer.content == held.body
    assert answer.headers["content-type"] == dict(held.headers)["content-type"]
    captured = datetime.strptime(answer.headers["memento-datetime"], "%a, %d %b %Y %H:%M:%S GMT")
    assert captured.replace(tzinfo=UTC) == held.fetched_at.replace(microsecond=0)


def test_the_address_that_was_asked_for_replays_the_page_it_led_to(collection: str) -> None:
    answer = httpx.get(f"{collection}/20240116093000id_/{MOVED.url}", trust_env=False, timeout=30)

    assert (answer.status_code, answer.content) == (200, MOVED.body)


# --- as a Memento archive --------------------------------------------------------------------


def one(settings: Settings, request: Search | Fetch) -> Snapshot | Unread:
    ((_, answer),) = ask(settings, [request])
    return answer


@pytest.mark.parametrize(("day", "nearest"), [(DAY, PAGE), (date(2024, 3, 1), LATER)])
def test_the_capture_nearest_a_day_is_found_and_read_as_it_was(
    settings: Settings, day: date, nearest: Snapshot
) -> None:
    (search,) = memento.ask(STORY, day)
    answer = one(settings, search)
    assert isinstance(answer, Snapshot)

    listing = hear(search, answer)

    assert isinstance(listing, Listing)
    assert {held.original for held in listing.candidates} == {STORY}
    assert len(listing.candidates) == 2
    read_page = one(settings, Fetch(listing.candidates[0].url, channel=Channel.MEMENTO))
    assert isinstance(read_page, Snapshot)
    assert read_page.body == nearest.body
    assert read_page.memento_datetime == nearest.fetched_at.replace(microsecond=0)


def test_a_page_that_was_never_captured_is_gone_and_nothing_refused(settings: Settings) -> None:
    (search,) = memento.ask("https://never.example/", DAY)

    answer = one(settings, search)

    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.GONE


def test_the_gate_leads_to_the_capture_nearest_the_day(settings: Settings) -> None:
    gate = Search(Channel.MEMENTO, f"/{STORY}", days=("2024-02-20", "2024-02-20"))

    answer = one(settings, gate)

    assert isinstance(answer, Snapshot)
    assert answer.final_url.endswith(f"/20240215093000/{STORY}")
    assert answer.memento_datetime == LATER.fetched_at


def test_a_link_that_is_dead_is_verified_in_the_archive(settings: Settings) -> None:
    text = f'<p>“{SAID},” <a href="{DEAD}">Mara Lind told the paper</a> in January.</p>'
    registry = load_registry()
    document = read(text.encode(), MediaType.HTML)
    assert not isinstance(document, Unread)
    article = parse(document, registry, published=date(2024, 1, 20))
    limits = Limits(channels=frozenset({Channel.LINK, Channel.MEMENTO}))

    with WebLook(settings) as look:
        report = verify(article, look, limits, registry)

    (finding,) = report.findings
    assert finding.verdict is Verdict.VERBATIM
    assert finding.evidence is not None
    assert finding.evidence.url == DEAD
    assert finding.evidence.final_url.endswith(f"/20240116093000id_/{DEAD}")
    assert finding.evidence.memento_datetime == WEIR.fetched_at.replace(microsecond=0)
    assert finding.evidence.sha256 == WEIR.sha256


# --- in the Wayback Machine's place ----------------------------------------------------------


@pytest.fixture
def wayback(collection: str) -> Iterator[Settings]:
    with serving(as_wayback(collection)) as address:
        yield Settings(wayback_url=address, host_interval_s=0)


def test_the_index_gives_the_pages_of_an_outlet_in_some_days(wayback: Settings) -> None:
    (search,) = cdx.ask_window("meridianpost.example", (DAY, DAY))
    answer = one(wayback, search)
    assert isinstance(answer, Snapshot)

    listing = hear(search, answer)

    assert isinstance(listing, Listing)
    assert [(held.url, held.published) for held in listing.candidates] == [(STORY, "2024-01-16")]


@pytest.mark.parametrize(("day", "nearest"), [(DAY, PAGE), (date(2024, 3, 1), LATER)])
def test_the_index_gives_the_capture_nearest_a_day(
    wayback: Settings, day: date, nearest: Snapshot
) -> None:
    (search,) = cdx.ask_captures(STORY, day)
    answer = one(wayback, search)
    assert isinstance(answer, Snapshot)

    listing = hear(search, answer)

    assert isinstance(listing, Listing)
    read_page = one(wayback, Fetch(listing.candidates[0].url, channel=Channel.CDX))
    assert isinstance(read_page, Snapshot)
    assert read_page.body == nearest.body
    assert read_page.memento_datetime == nearest.fetched_at.replace(microsecond=0)


def test_an_index_without_captures_was_searched_in_vain(wayback: Settings) -> None:
    (search,) = cdx.ask_captures("https://never.example/", DAY)
    answer = one(wayback, search)
    assert isinstance(answer, Snapshot)

    assert hear(search, answer) == Listing(search)
