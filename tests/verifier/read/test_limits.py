"""Pages and files made to exhaust their reader, each through the child that has to outlive them."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.verifier.read.making import pdf
from verifier.model import Document, MediaType, Outcome, Snapshot
from verifier.reading import ReadingChild
from verifier.settings import read_settings

MOST_S = 10.0
MOST_KB = 512 * 1024  # of memory, over what the child has after its imports
READ = None  # a Document, and no failure
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
URL = "https://ledger.example/ferry"


@pytest.fixture(scope="module")
def child() -> Iterator[ReadingChild]:
    with ReadingChild(read_settings()) as started:
        yield started


def zipped(*parts: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return held.getvalue()


def laughs() -> str:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{rows}]>'


def many_pages() -> bytes:
    line = [(72.0, 700.0, 12.0, "The ferry did not sail.")]
    return pdf([line] * 5_000)


ATTACKS: dict[str, tuple[str, Callable[[], bytes], set[Outcome | None]]] = {
    "an attribute of 50 MB": (
        "text/html",
        lambda: b'<p title="' + b"x" * 50_000_000 + b'">The ferry did not sail.</p>',
        {Outcome.TOO_LARGE},
    ),
    "a million tags": ("text/html", lambda: b"<b>word</b> " * 1_000_000, {Outcome.TOO_LARGE}),
    "a million blocks": (
        "text/html",
        lambda: b"<p>word</p>" * 1_000_000,
        {Outcome.TOO_LARGE},
    ),
    "entities in HTML": (
        "text/html",
        lambda: f"{laughs()}<p>The ferry did not sail. &e9;</p>".encode(),
        {READ},
    ),
    "a PDF of 5,000 pages": ("application/pdf", many_pages, {READ}),
    "a DOCX that unpacks to 200 MB": (
        DOCX,
        lambda: zipped(("word/document.xml", b" " * 200_000_000)),
        {Outcome.TOO_LARGE},
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_made_to_exhaust_the_reader_does_not(name: str, child: ReadingChild) -> None:
    content_type, made, wanted = ATTACKS[name]
    body = made()
    child.read(b"words", MediaType.TEXT)
    process = child._process
    assert process is not None
    status = Path(f"/proc/{process.pid}/status")
    Path(f"/proc/{process.pid}/clear_refs").write_text("5")  # the peak is counted from here on
    before = _kilobytes(status, "VmRSS")
    started = time.monotonic()

    answer = child.read_page(
        Snapshot(
            URL,
            URL,
            datetime(2024, 4, 1, tzinfo=UTC),
            200,
            (("content-type", content_type),),
            "",
            body,
        )
    )

    assert time.monotonic() - started < MOST_S
    assert (READ if isinstance(answer, Document) else answer.outcome) in wanted, answer
    assert not status.exists() or _kilobytes(status, "VmHWM") - before < MOST_KB
    assert isinstance(child.read(b"words", MediaType.TEXT), Document)


def _kilobytes(status: Path, name: str) -> int:
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])
