"""Helpers of the reading tests: a document as the kinds and words of its blocks."""

from datetime import UTC, datetime

from verifier.model import Document, MediaType, Snapshot, Unread
from verifier.read import read, read_page

URL = "https://ledger.example/2024/03/05/ferry"


def article(text: str, kind: MediaType = MediaType.TEXT) -> Document:
    document = read(text.encode(), kind)
    assert isinstance(document, Document)
    return document


def snapshot(body: str | bytes, content_type: str = "text/html", url: str = URL) -> Snapshot:
    data = body.encode() if isinstance(body, str) else body
    headers = (("content-type", content_type),)
    return Snapshot(url, url, datetime(2024, 4, 1, tzinfo=UTC), 200, headers, "", data)


def page(body: str | bytes, content_type: str = "text/html", url: str = URL) -> Document | Unread:
    return read_page(snapshot(body, content_type, url))


def whole(body: str | bytes, url: str = URL) -> Document:
    document = page(body, url=url)
    assert isinstance(document, Document), document
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def kinds(document: Document) -> list[str]:
    return [block.kind.value for block in document.blocks]
