"""What kind of thing some bytes are: by signature, declared type, name, and a look inside."""

import re
from pathlib import PurePosixPath

from verifier.model import MediaType
from verifier.read.decode import decode, looks_binary

_TYPES = {
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "application/vnd.wap.xhtml+xml": MediaType.HTML,
    "text/markdown": MediaType.MARKDOWN,
    "text/x-markdown": MediaType.MARKDOWN,
    "text/x-wiki": MediaType.WIKITEXT,
    "application/pdf": MediaType.PDF,
    "application/x-pdf": MediaType.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": MediaType.DOCX,
}
# Said by servers and browsers of files they know nothing about: the name and the bytes decide.
_UNSURE = frozenset(
    {"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/zip"}
    | {"application/x-unknown-content-type", "application/download", "application/force-download"}
)
_ENDINGS = {
    ".txt": MediaType.TEXT,
    ".text": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".mkd": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".wiki": MediaType.WIKITEXT,
    ".wikitext": MediaType.WIKITEXT,
    ".mediawiki": MediaType.WIKITEXT,
    ".pdf": MediaType.PDF,
    ".docx": MediaType.DOCX,
}
# Bytes that begin like this are no text, whatever their name says.
_OTHER = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"MZ"),
    *(b"\xd0\xcf\x11\xe0", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"%!PS", b"SQLite format 3\x00"),
    *(b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"wOFF", b"BZh"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|h1|p|table)\b",
    re.I | re.S,
)
_SIGNATURE_BYTES = 1_024  # a PDF's signature may stand anywhere in these


def media_type_of(name: str | None, content_type: str | None, body: bytes) -> MediaType | None:
    """The kind of `body`, or None when it is none that can be read.

    The bytes' own signature goes first, then the declared type where it says something, then the
    ending of the name, then the look of the bytes.
    """
    if b"%PDF-" in body[:_SIGNATURE_BYTES]:
        return MediaType.PDF
    if body.startswith(b"PK\x03\x04") and b"word/" in body:
        return MediaType.DOCX
    if body.startswith(_OTHER):
        return None
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared not in _UNSURE:
        return _believed(_TYPES.get(declared), body)
    by_name = _ENDINGS.get(PurePosixPath((name or "").lower()).suffix)
    return _believed(by_name, body) if by_name else _by_look(body)


def is_html(body: bytes) -> bool:
    """Whether `body` begins as an HTML page does."""
    return _HTML.match(body.removeprefix(b"\xef\xbb\xbf")) is not None


def _believed(kind: MediaType | None, body: bytes) -> MediaType | None:
    """`kind`, unless it is one that a signature would have shown."""
    return None if kind in (MediaType.PDF, MediaType.DOCX) and body else kind


def _by_look(body: bytes) -> MediaType | None:
    if is_html(body):
        return MediaType.HTML
    return None if looks_binary(decode(body[:50_000]).text) else MediaType.TEXT
