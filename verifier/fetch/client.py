"""One request and its answer, bounded in time, size and shape.

The answer's body is decoded here and nowhere else: one layer of gzip at most, in small steps, so
that a bomb is noticed after the limit and not after the memory. A cap on what httpx hands out
would come too late: it unpacks stacked encodings before the caller sees a byte.
"""

import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from verifier.fetch.guard import Guard, Place
from verifier.fetch.line import HEAD_BYTES, Line, Stale
from verifier.fetch.outcomes import Refused, check_type
from verifier.fetch.resolver import Resolver, resolver_for
from verifier.fetch.transport import (
    CONNECT_S,
    Dialler,
    DirectTransport,
    ProxyTransport,
    tls_context,
)
from verifier.model import Outcome
from verifier.settings import Settings

MAX_HEADERS = 200  # fields; h11 itself refuses a head above about 100 KB
ERROR_BODY = 64_000  # bytes of an error page that are read: enough to know a bot wall
_STEP = 65_536  # bytes inflated at once
_GZIP_OR_ZLIB = 47  # zlib's code for "find out which"
_MAX_POOLS = 256

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.9,*/*;q=0.8"


Sent = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered to one request; the body decoded, cut short for an error page."""

    place: Place
    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect points, as written."""
        if self.status not in (301, 302, 303, 307, 308):
            return None
        written = next((v for k, v in self.headers.raw if k.lower() == b"location"), b"").strip()
        try:
            return written.decode("utf-8") or None
        except UnicodeDecodeError:
            return written.decode("latin-1")


class Client:
    """Asks places for pages; keeps a small pool of connections for each."""

    def __init__(self, settings: Settings, guard: Guard) -> None:
        self._settings = settings
        self._guard = guard
        self._resolver: Resolver = resolver_for(settings.dns_server)
        self._transports: OrderedDict[tuple[str, str, int, bool], httpx.AsyncBaseTransport] = (
            OrderedDict()
        )
        self._headers = {
            "User-Agent": settings.full_user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en;q=0.8,*;q=0.5",
            "Accept-Encoding": "gzip",
        }

    async def ask(
        self,
        place: Place,
        *,
        max_bytes: int,
        own: bool = False,
        headers: Mapping[str, str] | None = None,
        any_type: bool = False,
        cut: bool = False,
        on_sent: Sent | None = None,
    ) -> Reply:
        """The answer of a place that the guard has passed. The caller sets the time limit.

        Raises `Refused`, or what httpcore raises. `own` marks a channel's own origin; `any_type`
        lets archives and pictures through; `cut` takes the first bytes of what is too large.
        `on_sent` is called when the line is set up and the request is about to leave.
        """
        request = httpx.Request(
            "GET",
            place.url,
            headers={**self._headers, **(headers or {})},
            extensions={"timeout": {"connect": CONNECT_S}, **_traced(on_sent)},
        )
        response = await self._response(place, request, own=own)
        async with aclosing(response):
            _check_head(response)
            stream = response.extensions["network_stream"]
            assert isinstance(stream, Line)
            # Chunks of one byte, the worst framing that is still honest, take six for one.
            stream.allow(max_bytes * 6 + HEAD_BYTES)
            if response.status_code == 200 and not any_type:
                check_type(response.headers)
            body = await _body(response, max_bytes, cut=cut)
        return Reply(place, response.status_code, response.headers, body)

    async def post(self, place: Place, body: bytes, headers: Mapping[str, str]) -> int:
        """The status that a place answers to a message of ours; its words are not read.

        No redirect is followed. The caller sets the time limit. Raises as `ask` does.
        """
        request = httpx.Request(
            "POST",
            place.url,
            content=body,
            headers={"User-Agent": self._headers["User-Agent"], "Accept": "*/*", **headers},
            extensions={"timeout": {"connect": CONNECT_S}},
        )
        response = await self._response(place, request, own=False)
        await response.aclose()
        return response.status_code

    async def _response(self, place: Place, request: httpx.Request, *, own: bool) -> httpx.Response:
        transport = self._transport(place, own)
        try:
            return await transport.handle_async_request(request)
        except Stale:  # closed before it heard us (RFC 9112, 9.3.1): a new line, and once more
            return await transport.handle_async_request(request)

    def _transport(self, place: Place, own: bool) -> httpx.AsyncBaseTransport:
        key = (place.url.scheme, place.host, place.port, own)
        if key not in self._transports:
            self._transports[key] = self._new_transport(place, own)
        self._transports.move_to_end(key)
        return self._transports[key]

    def _new_transport(self, place: Place, own: bool) -> httpx.AsyncBaseTransport:
        settings = self._settings
        context = tls_context(settings.ca_bundle)
        if settings.proxy_url:
            return ProxyTransport(settings.proxy_url, settings.host_connections, context)
        dialler = Dialler(place, self._guard, self._resolver, own=own)
        return DirectTransport(dialler, place, context)

    async def trim(self) -> None:
        """Close the connections of the hosts that were not asked for longest."""
        while len(self._transports) > _MAX_POOLS:
            _, transport = self._transports.popitem(last=False)
            await transport.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        self._resolver.close()
        while self._transports:
            _, transport = self._transports.popitem()
            await transport.aclose()


def _traced(on_sent: Sent | None) -> dict[str, Any]:
    """The extension by which httpcore tells how far a request is."""
    if on_sent is None:
        return {}

    async def trace(event: str, info: object) -> None:
        if event == "http11.send_request_headers.started":
            await on_sent()

    return {"trace": trace}


def _check_head(response: httpx.Response) -> None:
    headers = response.headers
    if len(headers.raw) > MAX_HEADERS:
        raise Refused(Outcome.BAD_RESPONSE, f"{len(headers.raw)} header fields")
    if "content-length" in headers and "transfer-encoding" in headers:
        # Two lengths for one body: the sign of request smuggling (RFC 9112, 6.3).
        raise Refused(Outcome.BAD_RESPONSE, "both Content-Length and Transfer-Encoding")
    coding = _coding(headers)
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise Refused(Outcome.BAD_RESPONSE, f"content encoding {coding[:60]!r} was not asked for")


async def _body(response: httpx.Response, max_bytes: int, *, cut: bool) -> bytes:
    """The decoded body of an answer; of an error page its beginning, of a redirect nothing."""
    if response.status_code == 200:
        return await (_beginning if cut else _whole)(response, max_bytes)
    if response.has_redirect_location and not _is_short(response):
        return b""
    return await _beginning(response, ERROR_BODY)


def _is_short(response: httpx.Response) -> bool:
    # A short body is read although nobody wants it: else its connection could not be used again.
    length = response.headers.get("content-length", "")
    return length.isascii() and length.isdigit() and int(length[:9]) <= ERROR_BODY


async def _whole(response: httpx.Response, max_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:19]) > max_bytes:
        raise Refused(Outcome.TOO_LARGE, f"{declared[:19]} bytes announced")
    async for part in _decoded(response, max_wire=max_bytes):
        size += len(part)
        if size > max_bytes:
            raise Refused(Outcome.TOO_LARGE, f"more than {max_bytes} bytes")
        parts.append(part)
    return b"".join(parts)


async def _beginning(response: httpx.Response, max_bytes: int) -> bytes:
    """The first bytes of an answer, as far as they can be had: a fault later on is no matter."""
    body = b""
    try:
        async for part in _decoded(response, max_wire=max_bytes):
            body += part
            if len(body) > max_bytes:
                break
    except (Refused, httpcore.RemoteProtocolError, httpcore.NetworkError):
        return body[:max_bytes]
    return body[:max_bytes]


def _decoded(response: httpx.Response, *, max_wire: int) -> AsyncIterator[bytes]:
    chunks = _counted(response, max_wire)
    gzipped = _coding(response.headers) in ("gzip", "x-gzip")
    return _inflated(chunks) if gzipped else chunks


async def _counted(response: httpx.Response, max_wire: int) -> AsyncIterator[bytes]:
    """The bytes as sent, not more than allowed: an endless gzip header inflates to nothing."""
    assert isinstance(response.stream, httpx.AsyncByteStream)
    sent = 0
    async for chunk in response.stream:
        sent += len(chunk)
        yield chunk
        if sent > max_wire:
            raise Refused(Outcome.TOO_LARGE, f"more than {max_wire} bytes sent")


def _coding(headers: httpx.Headers) -> str:
    return str(headers.get("content-encoding", "")).strip().lower()


async def _inflated(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The bytes of a gzip stream (one layer, any number of members) in steps of a bounded size."""
    members = Inflater()
    async for chunk in chunks:
        for part in members.feed(chunk):
            yield part
    members.close()


class Inflater:
    """Unpacks one layer of gzip or zlib step by step; raises `Refused` (bad_response)."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` unpacks to, in parts of at most 64 KiB."""
        while data:
            if self._member.eof:
                if data[0] != 0x1F:  # padding after the last member; gzip itself ignores it
                    return
                self._member = zlib.decompressobj(_GZIP_OR_ZLIB)
            self._started = True
            try:
                part = self._member.decompress(data, _STEP)
            except zlib.error as error:
                raise Refused(Outcome.BAD_RESPONSE, f"broken gzip: {error}") from error
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if part:
                yield part

    def close(self) -> None:
        """Raises `Refused` when the stream broke off: half a page would pass for a page."""
        if self._started and not self._member.eof:
            raise Refused(Outcome.BAD_RESPONSE, "the gzip stream ends too early")


def gunzip(body: bytes, max_bytes: int) -> bytes:
    """The content of a gzip file (a sitemap, a minute file); raises `Refused`."""
    members, parts, size = Inflater(), [], 0
    for part in members.feed(body):
        size += len(part)
        if size > max_bytes:
            raise Refused(Outcome.TOO_LARGE, f"more than {max_bytes} bytes unpacked")
        parts.append(part)
    members.close()
    return b"".join(parts)
