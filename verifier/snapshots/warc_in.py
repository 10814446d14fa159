"""Pages out of web archives (WARC 1.0 and 1.1), packed or not, as snapshots.

An archive comes from anywhere, so nothing in it is believed: lines, records, bodies and the whole
file are bounded, and a fault ends the reading quietly; the pages before it count. (warcio's own
reader takes lines of any length and unpacks a body at once.) Only whole answers become pages: a
capture that was cut short would pass for a page that lacks the words.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

from verifier.model import Snapshot
from verifier.read.media import media_type_of
from verifier.snapshots.unpacked import Place, Unpacked
from verifier.snapshots.warc import OF_THE_LINE, is_web

MAX_BODY_BYTES = 20_000_000
MAX_RECORDS = 50_000
MAX_UNPACKED_BYTES = 4_000_000_000  # of one file
_MAX_HEAD = 200_000  # bytes of the head of an HTTP answer
_MAX_LINE = 8_192
_MAX_LINES = 200
_MAX_EMPTY = 20  # empty lines between two records; two are right
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_PAGES = frozenset({"response", "resource", "conversion"})

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one archive is read."""

    body_bytes: int = MAX_BODY_BYTES  # larger pages are passed over
    records: int = MAX_RECORDS
    unpacked_bytes: int = MAX_UNPACKED_BYTES


DEFAULT = Bounds()


def is_archive(name: str) -> bool:
    """Whether a file is a web archive, by its name."""
    return name.lower().endswith((".warc", ".warc.gz"))


def pages(path: Path, bounds: Bounds = DEFAULT) -> Iterator[Snapshot]:
    """The pages of an archive that can be read, in its order; none where it is broken."""
    return (snapshot for _, snapshot in placed(path, bounds))


def placed(path: Path, bounds: Bounds = DEFAULT) -> Iterator[tuple[Place, Snapshot]]:
    """The pages of an archive, each with the place of its record."""
    try:
        with path.open("rb") as file:
            source = Unpacked(file, most=bounds.unpacked_bytes)
            for _ in range(bounds.records):
                record = _next_record(source, bounds)
                if record is None:
                    return
                snapshot = _snapshot(record, path, bounds)
                if snapshot is not None:
                    yield record.place, snapshot
    except OSError:
        return


def page_at(path: Path, place: Place, bounds: Bounds = DEFAULT) -> Snapshot | None:
    """The page whose record is at a place that `placed` gave; None when it is gone."""
    try:
        with path.open("rb") as file:
            record = _next_record(Unpacked(file, most=bounds.unpacked_bytes, place=place), bounds)
    except OSError:
        return None
    return _snapshot(record, path, bounds) if record else None


@dataclass(frozen=True, slots=True)
class _Record:
    place: Place
    headers: Mapping[str, str]
    block: bytes | None  # None: not wanted, or too large


def _next_record(source: Unpacked, bounds: Bounds) -> _Record | None:
    """The next record; None at the end and where the file is no archive any more."""
    for _ in range(_MAX_EMPTY):
        place, line = source.place, source.line(_MAX_LINE)
        if line not in (b"\r\n", b"\n"):
            break
    head = _head(source) if line.startswith(b"WARC/") else None
    if head is None:
        return None
    headers = dict(reversed(_fields(head)))
    length = _number(headers.get("content-length", ""))
    if length is None:
        return None
    if length > bounds.body_bytes + _MAX_HEAD or not _is_wanted(headers):
        return _Record(place, headers, None) if source.skip(length) else None
    block = source.take(length)
    return _Record(place, headers, block) if len(block) == length else None


def _head(source: Unpacked) -> bytes | None:
    """The lines up to an empty one; None when there is none within bounds."""
    lines: list[bytes] = []
    for _ in range(_MAX_LINES):
        line = source.line(_MAX_LINE)
        if line in (b"\r\n", b"\n"):
            return b"".join(lines)
        if not line.endswith(b"\n"):
            return None
        lines.append(line)
    return None


def _fields(head: bytes) -> Fields:
    """Names in lower case and values of header lines; folded lines joined."""
    text = re.sub(r"\r?\n[ \t]+", " ", head.decode("utf-8", "replace"))
    named = (line.partition(":") for line in re.split(r"\r?\n", text))
    return tuple((name.strip().lower(), value.strip()) for name, colon, value in named if colon)


def _is_wanted(headers: Mapping[str, str]) -> bool:
    """Whether a record may hold a whole page."""
    cut = {"warc-truncated", "warc-segment-number"} & headers.keys()
    return headers.get("warc-type", "").lower() in _PAGES and not cut


def _snapshot(record: _Record, path: Path, bounds: Bounds) -> Snapshot | None:
    moment = _moment(record.headers.get("warc-date", ""))
    url = record.headers.get("warc-target-uri", "").strip("<>")
    if record.block is None or moment is None or not url:
        return None
    fields: Fields = (("content-type", record.headers.get("content-type", "")),)
    body: bytes | None = record.block
    if record.headers["warc-type"].lower() == "response":
        fields, body = _answer(record.block, bounds.body_bytes) if is_web(url) else ((), None)
    if body is None or len(body) > bounds.body_bytes:
        return None
    declared = next((value for name, value in fields if name == "content-type"), None)
    if media_type_of(url.partition("?")[0], declared, body) is None:
        return None
    return Snapshot(
        url=url,
        final_url=url,
        fetched_at=moment,
        status=200,
        headers=tuple((name, value) for name, value in fields if name not in OF_THE_LINE),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        memento_datetime=_archived(fields),
        path=str(path),
    )


def _answer(block: bytes, most: int) -> tuple[Fields, bytes | None]:
    """Headers and decoded body of an HTTP answer; no body unless it is the whole of a page."""
    found = re.search(rb"\r?\n\r?\n", block[:_MAX_HEAD])
    status = _STATUS.match(block)
    if found is None or status is None or status[1] != b"200":
        return (), None
    _, _, lines = block[: found.start()].partition(b"\n")
    fields = _fields(lines)
    headers = dict(reversed(fields))
    body: bytes | None = block[found.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(block[found.end() :])
    elif len(block) - found.end() < (_number(headers.get("content-length", "")) or 0):
        body = None
    coding = headers.get("content-encoding", "identity").strip().lower()
    if body is None or coding in ("", "identity"):
        return fields, body
    return fields, _unzipped(body, most) if coding in ("gzip", "x-gzip") else None


def _unchunked(body: bytes) -> bytes | None:
    """The body without its chunks' marks (RFC 9112, 7.1); None when chunks are missing.

    Many recorders take the marks out and leave the header: then there is no first mark.
    """
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size + len(b"\r\n")
    return body if at == 0 else None


def _unzipped(body: bytes, most: int) -> bytes | None:
    """The body unpacked, or as it is where the recorder did that; None when it is not whole."""
    source = Unpacked(BytesIO(body), most=most + 1)
    unpacked = source.take(most + 1)
    return unpacked if source.whole else None


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else None


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _archived(fields: Fields) -> datetime | None:
    """When an archive took the page, where it came from one (RFC 7089)."""
    written = next((value for name, value in fields if name == "memento-datetime"), "")
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
