import pytest

from verifier.model import MediaType
from verifier.read import media_type_of

PAGE = b"<!doctype html><html><body><p>words</p></body></html>"
ZIP_WITH_WORD = b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml"


@pytest.mark.parametrize(
    ("name", "content_type", "body", "kind"),
    [
        ("a.txt", None, b"words", MediaType.TEXT),
        ("a.md", "text/plain", b"# words", MediaType.MARKDOWN),
        ("a.html", None, PAGE, MediaType.HTML),
        ("page.doc.htm", "text/html; charset=utf-8", b"words", MediaType.HTML),
        (None, "text/html", b"words", MediaType.HTML),
        (None, "application/octet-stream", PAGE, MediaType.HTML),
        (None, None, b"\xef\xbb\xbf\n<!-- saved --><html>", MediaType.HTML),
        (None, None, b"words alone", MediaType.TEXT),
        ("a.txt", "text/plain", b"%PDF-1.7 ...", MediaType.PDF),  # the signature says what it is
        ("a.docx", None, ZIP_WITH_WORD, MediaType.DOCX),
        ("a.txt", None, b"PK\x03\x04 other", None),
        ("a.pdf", None, b"no signature", None),
        ("a.txt", None, b"\x89PNG\r\n\x1a\n", None),
        (None, "image/jpeg", b"\xff\xd8\xff", None),
        (None, "application/json", b"{}", None),
        (None, None, b"\x00\x01\x02\x03" * 100, None),
    ],
)
def test_the_kind_of_some_bytes(
    name: str | None, content_type: str | None, body: bytes, kind: MediaType | None
) -> None:
    assert media_type_of(name, content_type, body) is kind
