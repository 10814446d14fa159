"""The evidence of a job as a web archive (WARC 1.1) that archive tools open and replay.

For each page that was read: a `response` with what came, a `request` with what is known of the
question, and, where redirects led there, a `revisit` that says under which address it was asked
for. A file of the user's is a `resource`. Reading archives is `warc_in`.

The bodies are those that the report's digests and offsets speak of: transfer and content codings
were undone when the page was fetched, so the headers that told of them are left out and
Content-Length is that of the body. The payload digest is the report's own sha256, in hexadecimal.
The same snapshots give the same bytes.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from verifier.model import Snapshot

MEDIA_TYPE = "application/warc"
VERSION = "1.1"
_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# They describe the line, or the coding that was undone; what they said is no longer so.
OF_THE_LINE = frozenset(
    {
        *("connection", "content-encoding", "content-length", "keep-alive", "set-cookie"),
        *("te", "trailer", "transfer-encoding", "upgrade"),
    }
)
_ASCII = "".join(map(chr, range(33, 127)))  # what may stand in an address as it is


def evidence(
    snapshots: Iterable[Snapshot], *, made_at: datetime, about: Mapping[str, str]
) -> Iterator[bytes]:
    """An archive of these pages in pieces, gzip by record; `about` goes into its first record."""
    archive = _Archive()
    yield archive.info(made_at, about)
    for snapshot in snapshots:
        yield archive.records(snapshot)


class _Archive:
    """Writes the records of one archive, each under a name that follows from what it holds."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version=VERSION)
        self._info = ""
        self._written: set[str] = set()

    def info(self, made_at: datetime, about: Mapping[str, str]) -> bytes:
        """The record that describes the archive."""
        fields = {"format": f"WARC File Format {VERSION}", "conformsTo": _CONFORMS_TO, **about}
        text = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields.items())
        self._info = _id("warcinfo", _moment(made_at), text)
        headers = {"WARC-Record-ID": self._info, "WARC-Date": _moment(made_at)}
        self._write("", "warcinfo", headers, payload=text.encode())
        return self._taken()

    def records(self, snapshot: Snapshot) -> bytes:
        """The records of one page; nothing for a capture that is there already."""
        url = address(snapshot.final_url)
        own = _id("page", url, _moment(snapshot.fetched_at), snapshot.sha256)
        if own not in self._written:
            self._written.add(own)
            if is_web(url):
                self._page(snapshot, url, own)
            else:
                self._file(snapshot, url, own)
        asked = address(snapshot.url)
        again = _id("asked", own, asked)
        if asked != url and is_web(asked) and is_web(url) and again not in self._written:
            self._written.add(again)
            self._redirected(snapshot, asked, url, again)
        return self._taken()

    def _page(self, snapshot: Snapshot, url: str, own: str) -> None:
        headers = self._headers(snapshot, own)
        self._write(url, "response", headers, payload=snapshot.body, http=_answer(snapshot))
        asked = headers | {"WARC-Record-ID": _id("request", own), "WARC-Concurrent-To": own}
        del asked["WARC-Payload-Digest"]
        self._write(url, "request", asked, http=_question(url))

    def _file(self, snapshot: Snapshot, url: str, own: str) -> None:
        declared = next((v for k, v in snapshot.headers if k == "content-type"), "")
        headers = self._headers(snapshot, own)
        headers["Content-Type"] = _one_line(declared) or "application/octet-stream"
        self._write(url, "resource", headers, payload=snapshot.body)

    def _redirected(self, snapshot: Snapshot, asked: str, url: str, own: str) -> None:
        headers = self._headers(snapshot, own) | {
            "WARC-Profile": _SAME_PAYLOAD,
            "WARC-Refers-To-Target-URI": url,
            "WARC-Refers-To-Date": _moment(snapshot.fetched_at),
        }
        self._write(asked, "revisit", headers, http=_answer(snapshot))

    def _headers(self, snapshot: Snapshot, own: str) -> dict[str, str]:
        return {
            "WARC-Record-ID": own,
            "WARC-Date": _moment(snapshot.fetched_at),
            "WARC-Warcinfo-ID": self._info,
            "WARC-Payload-Digest": f"sha256:{snapshot.sha256}",
        }

    def _write(
        self,
        url: str,
        kind: str,
        headers: Mapping[str, str],
        *,
        payload: bytes = b"",
        http: Any = None,
    ) -> None:
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            warc_headers_dict=dict(headers),
            http_headers=http,
        )
        self._writer.write_record(record)

    def _taken(self) -> bytes:
        written = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return written


def _answer(snapshot: Snapshot) -> Any:
    """The head of the answer with the headers kept."""
    headers = [
        (_one_line(name), _one_line(value))
        for name, value in snapshot.headers
        if name.lower() not in OF_THE_LINE
    ]
    headers.append(("content-length", str(len(snapshot.body))))
    try:
        reason = HTTPStatus(snapshot.status).phrase
    except ValueError:
        reason = ""
    return StatusAndHeaders(f"{snapshot.status} {reason}".strip(), headers, protocol="HTTP/1.1")


def _question(url: str) -> Any:
    """The head of the request, as far as it is known for sure."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    return StatusAndHeaders(f"GET {target} HTTP/1.1", [("Host", host)], is_http_request=True)


def address(url: str) -> str:
    """A URL as an archive names it: ASCII, and without the fragment, which is never sent."""
    return quote(url.partition("#")[0], safe=_ASCII)


def is_web(url: str) -> bool:
    """Whether a URL is one of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _id(*parts: str) -> str:
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(parts)).urn}>"


def _one_line(written: str) -> str:
    return " ".join(written.split())
