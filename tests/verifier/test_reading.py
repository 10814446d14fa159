"""The reading child for real: a process that is timed out, killed and started again."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

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
    Search,
    Snapshot,
    Unread,
)
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.read import read, read_page
from verifier.reading import ReadingChild
from verifier.settings import Settings, read_settings

URL = "https://ledger.example/ferry"
WORDS = "The ferry did not sail on Monday. “We are waiting for a part from abroad,” Ada Prynn said."
TEXT = f"{WORDS} Nobody at the harbour could say more than that.\n\n{WORDS}"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return read_settings()


@pytest.fixture(scope="module")
def child(settings: Settings) -> Iterator[ReadingChild]:
    with ReadingChild(settings) as started:
        yield started


def page(body: bytes) -> Snapshot:
    headers = (("content-type", "text/html"),)
    return Snapshot(URL, URL, datetime(2024, 4, 1, tzinfo=UTC), 200, headers, "ab", body)


def article() -> Article:
    document = read(TEXT.encode(), MediaType.TEXT)
    assert isinstance(document, Document)
    return parse(document, load_registry())


def process_id(child: ReadingChild) -> int:
    """Of the process behind it; the one private thing these tests look at."""
    process = child._process
    assert process is not None
    return process.pid


def test_the_child_reads_what_this_process_would_read(child: ReadingChild) -> None:
    body = f"<title>Ferry</title><h1>Ferry</h1><p>{WORDS}</p>".encode()

    assert child.read(TEXT.encode(), MediaType.TEXT) == read(TEXT.encode(), MediaType.TEXT)
    assert child.read(body, MediaType.HTML, URL) == read(body, MediaType.HTML, url=URL)
    assert child.read_page(page(body)) == read_page(page(body))


def test_every_byte_gets_there(child: ReadingChild) -> None:
    body = bytes(range(256)) * 100

    unread = child.read(body, MediaType.TEXT)

    assert unread == read(body, MediaType.TEXT)
    assert isinstance(unread, Unread)
    assert unread.outcome is Outcome.WRONG_TYPE


def test_an_answer_is_digested_against_an_article(child: ReadingChild) -> None:
    reading = child.digest(article(), Fetch(URL), page(f"<h1>Ferry</h1><p>{WORDS}</p>".encode()))

    assert isinstance(reading, PageReading)
    assert reading.final_url == URL


def test_a_failed_fetch_and_a_search_are_digested_too(child: ReadingChild) -> None:
    gone = Unread(URL, Outcome.GONE)
    search = Search(Channel.FOLDER, "ferry")
    files = Snapshot(
        *("file:", "file:", datetime(2024, 4, 1, tzinfo=UTC), 200, (), "cd"),
        json.dumps(["file:a.txt"]).encode(),
    )

    blank = child.digest(article(), Fetch(URL), gone)
    listing = child.digest(article(), search, files)

    assert blank == Blank(Fetch(URL), gone)
    assert isinstance(listing, Listing)
    assert [candidate.url for candidate in listing.candidates] == ["file:a.txt"]


def test_a_child_that_was_killed_is_started_again(child: ReadingChild) -> None:
    child.read(TEXT.encode(), MediaType.TEXT)
    first = process_id(child)
    os.kill(first, signal.SIGKILL)

    reading = child.digest(article(), Fetch(URL), page(f"<p>{WORDS}</p>".encode()))

    assert process_id(child) != first
    assert isinstance(reading, PageReading)


def test_a_page_that_takes_too_long_costs_the_page_and_not_the_child(settings: Settings) -> None:
    slow = b"<p>" + b"<b><i>word</b></i> " * 200_000
    with ReadingChild(settings, message_s=1.0) as child:
        child.read(b"words", MediaType.TEXT)
        unread = child.read_page(page(slow))
        after = child.read(b"words", MediaType.TEXT)

    assert isinstance(unread, Unread)
    assert unread.outcome is Outcome.PARSE_FAILED
    assert unread.evidence == "reading took longer than 1 s"
    assert isinstance(after, Document)


def test_many_threads_may_share_a_child(child: ReadingChild) -> None:
    wrong: list[int] = []

    def ask(number: int) -> None:
        document = child.read(f"Words of thread {number}.".encode(), MediaType.TEXT)
        if not isinstance(document, Document) or document.text != f"Words of thread {number}.":
            wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def _read_in_daemon(results: "multiprocessing.Queue[str]") -> None:
    with ReadingChild(read_settings()) as child:
        document = child.read(b"Words.", MediaType.TEXT)
    results.put(document.text if isinstance(document, Document) else str(document))


def test_a_daemonic_process_may_have_a_child() -> None:
    """Celery's prefork children are such; multiprocessing refuses to start anything in them."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=_read_in_daemon, args=(results,), daemon=True)
    process.start()

    assert results.get(timeout=60) == "Words."
    process.join()


def run_in_child(code: str) -> str:
    """What a process prints that is confined as the child is."""
    script = f"from verifier import reading\nreading._preload()\nreading._confine()\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('ledger.example', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_the_child_may_not_reach_out(code: str) -> None:
    assert "PermissionError: the reading child may not do this" in run_in_child(code)


def test_the_child_may_not_take_all_memory() -> None:
    assert "MemoryError" in run_in_child("x = b'x' * 4_000_000_000")


def test_the_child_sees_no_environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_TOKENS", "name:secret")
    with ReadingChild(settings) as child:
        child.read(b"words", MediaType.TEXT)
        environment = Path(f"/proc/{process_id(child)}/environ").read_text()

    assert "secret" not in environment
