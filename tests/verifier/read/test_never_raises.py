"""Whatever bytes come: a Document or an outcome with a name, and no exception."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verifier.read.reading_aloud import snapshot
from verifier.model import Document, MediaType, Unread
from verifier.read import read, read_page

PIECES = st.sampled_from(
    [
        *(b"<p>", b"</p>", b"<div class='share'>", b"<q>", b"<a href='#fn1'>1</a>", b"<li id=fn1>"),
        *(b"<table><td>", b"<pre>", b"<br>", b"<!--", b"<![CDATA[", b"<script>", b"<svg><title>"),
        *(
            b"<script type='application/ld+json'>",
            b'{"@type":"Article","datePublished":',
            b"[[{}]]",
        ),
        *(b"<meta charset=utf-16>", b"<base href='http://['>", b"<time datetime=", b"&#0;&#xD800;"),
        *(
            b"\x00",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\xc3",
            b"\r\n\r\n",
            b"> ",
            b"    ",
            b"[^1]: ",
            b"[1] ",
        ),
        *(
            b"# ",
            b"References\n",
            b"By Ada Prynn\n",
            b"5 March 2024",
            b"Words of a sentence. ",
            b"[1](//[)",
        ),
    ]
)
BYTES = st.binary() | st.lists(PIECES, max_size=30).map(b"".join)


def holds_together(document: Document | Unread) -> None:
    if isinstance(document, Unread):
        assert document.evidence
        return
    size = len(document.text)
    spans = [*document.blocks, *document.body, *document.links, *document.note_marks]
    assert all(0 <= span.start < span.end <= size for span in spans)
    ends = [block.end for block in document.blocks]
    assert ends == sorted(ends)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    BYTES, st.sampled_from(MediaType), st.sampled_from([None, "utf-8", "utf-16", "zlib", "\x00"])
)
def test_an_article_of_any_bytes(body: bytes, kind: MediaType, charset: str | None) -> None:
    holds_together(read(body, kind, url="https://a.example/", charset=charset))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BYTES, st.sampled_from(["text/html", "", "text/plain", "text/html; charset=zlib", "a;b;="]))
def test_a_page_of_any_bytes(body: bytes, content_type: str) -> None:
    holds_together(read_page(snapshot(body, content_type)))


@pytest.mark.parametrize(
    "tag", [b"div", b"b", b"blockquote", b"table><tr><td", b"ul><li", b"q", b"svg"]
)
def test_a_page_nested_fifty_thousand_deep(tag: bytes) -> None:
    holds_together(read_page(snapshot(b"<%s>" % tag * 50_000 + b"words at the bottom of it all")))


@pytest.mark.parametrize(
    "body",
    [
        b"<a " * 50_000,
        b'<a b="' * 50_000,
        b"<div " + b" ".join(b"a%d=1" % number for number in range(30_000)) + b">words",
        b"<!--" * 100_000,
        b"<script type='application/ld+json'>" + b"[" * 100_000,
        b"a" * 3_000_000,
        b"<title>" + b" | " * 50_000,
        b"\x00" * 100_000,
    ],
)
def test_pages_made_to_harm(body: bytes) -> None:
    holds_together(read_page(snapshot(body)))
