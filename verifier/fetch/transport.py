"""The connection itself: the address that was checked is the address that is dialled.

A host is resolved once for a connection, every answer is checked by the guard, and a literal is
dialled, so a name that changes between check and connection (DNS rebinding) changes nothing. TLS
name and Host header stay the host's. HTTP/1.1 only; no sockets of other kinds; nothing from the
environment. Through an egress proxy the same, but for dialling and resolving.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from functools import lru_cache
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any

import certifi
import httpcore
import httpx

from verifier.fetch.addresses import IpAddress
from verifier.fetch.guard import Guard, Place
from verifier.fetch.line import Line, dial
from verifier.fetch.outcomes import Refused
from verifier.fetch.resolver import Resolver
from verifier.model import Outcome

CONNECT_S = 8.0  # a server that is there takes the connection within a second or two
KEEP_ALIVE_S = 4.0  # many servers close after five, and a request sent just then is lost
_TRIES = 4  # addresses of one host that are dialled in turn


@lru_cache(maxsize=4)
def tls_context(ca_bundle: Path | None) -> ssl.SSLContext:
    """The process's TLS settings; building them takes 18 ms, so they are shared."""
    context = ssl.create_default_context(cafile=str(ca_bundle or certifi.where()))
    context.set_alpn_protocols(["http/1.1"])
    return context


class Dialler:
    """Makes lines to one place and no other, at addresses that the guard has passed."""

    def __init__(self, place: Place, guard: Guard, resolver: Resolver, *, own: bool) -> None:
        self._place = place
        self._guard = guard
        self._resolver = resolver
        self._own = own  # a channel's own origin: set by whoever runs the program

    async def line(self, context: ssl.SSLContext) -> Line:
        """A line to a checked address; for https under TLS, which speaks to the name."""
        addresses = await self._resolver.addresses(self._place.host)
        for address in addresses:
            self._guard.check_address(address, self._place, own=self._own)
            self._check_not_us(address)
        line = await self._dial(addresses[:_TRIES])
        if self._place.url.scheme == "http":
            return line
        return await line.start_tls(context, self._place.host, CONNECT_S)

    def _check_not_us(self, address: IpAddress) -> None:
        """A public address of this very machine leads to our own services (smokescreen's rule)."""
        listed = self._own or self._guard.is_allowed(address, self._place)
        if not listed and is_this_machine(address):
            raise Refused(Outcome.FORBIDDEN_ADDRESS, f"{address} is this machine")

    async def _dial(self, addresses: tuple[IpAddress, ...]) -> Line:
        failed: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                return await dial(_literal(address), self._place.port, CONNECT_S / len(addresses))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


def is_this_machine(address: IpAddress) -> bool:
    """Is the address one of this machine's own? The routing table knows; nothing is sent."""
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return bool(probe.getsockname()[0] == str(address))
    except OSError:
        return False  # no way there: dialling will say so


def _literal(address: IpAddress) -> str:
    """The address to dial; a mapped one as the IPv4 address it is."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)


class DirectTransport(httpx.AsyncBaseTransport):
    """The connections to one place, each dialled under guard and used again while it lives.

    httpcore speaks HTTP/1.1 on each; its pool is left out, since it takes as much time as all the
    rest. How many are under way at once is the pacer's business.
    """

    def __init__(self, dialler: Dialler, place: Place, context: ssl.SSLContext) -> None:
        self._dialler = dialler
        self._origin = httpcore.Origin(place.url.raw_scheme, place.host.encode(), place.port)
        self._context = context
        self._idle: list[httpcore.AsyncHTTP11Connection] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request: no redirect followed, no cookie kept, nothing decoded."""
        connection = await self._live_one() or await self._new_one()
        # The place's own name of the host: "a.example." and "a.example" share their connections.
        asked = _for_httpcore(request)
        asked.url.host, asked.url.port = self._origin.host, self._origin.port
        answer = await connection.handle_async_request(asked)
        return _for_httpx(answer, lambda: self._keep(connection))

    async def _live_one(self) -> httpcore.AsyncHTTP11Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def _new_one(self) -> httpcore.AsyncHTTP11Connection:
        line = await self._dialler.line(self._context)
        return httpcore.AsyncHTTP11Connection(
            origin=self._origin, stream=line, keepalive_expiry=KEEP_ALIVE_S
        )

    def _keep(self, connection: httpcore.AsyncHTTP11Connection) -> None:
        if connection.is_idle():  # else its answer was not read to the end: it is closed
            self._idle.append(connection)

    async def aclose(self) -> None:
        """Close the connections that are not under way."""
        while self._idle:
            await self._idle.pop().aclose()


class ProxyBackend(httpcore.AsyncNetworkBackend):
    """Lines to the egress proxy, which is the only thing that is dialled."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A line to the proxy."""
        return await dial(host, port, timeout or CONNECT_S)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: no page lives on a socket of this machine."""
        raise Refused(Outcome.FORBIDDEN_ADDRESS, "a unix socket")

    async def sleep(self, seconds: float) -> None:
        """A pause, for the pool's own use."""
        await asyncio.sleep(seconds)


class ProxyTransport(httpx.AsyncBaseTransport):
    """The connections to one place through an egress proxy, which also resolves its name."""

    def __init__(self, proxy_url: str, connections: int, context: ssl.SSLContext) -> None:
        proxy = httpx.Proxy(url=proxy_url)
        self._pool = httpcore.AsyncHTTPProxy(
            proxy_url=httpcore.URL(
                scheme=proxy.url.raw_scheme,
                host=proxy.url.raw_host,
                port=proxy.url.port,
                target=proxy.url.raw_path,
            ),
            proxy_auth=proxy.raw_auth,
            proxy_headers=proxy.headers.raw,
            proxy_ssl_context=context if proxy.url.scheme == "https" else None,
            ssl_context=context,
            max_connections=connections,
            keepalive_expiry=KEEP_ALIVE_S,
            http1=True,
            http2=False,
            network_backend=ProxyBackend(),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request, as the proxy had it."""
        return _for_httpx(await self._pool.handle_async_request(_for_httpcore(request)))

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


def _for_httpcore(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        ),
        headers=request.headers.raw,
        # A GET has none; its empty stream would cost a write of nothing.
        content=request.stream if request.method == "POST" else None,
        extensions=request.extensions,
    )


def _for_httpx(
    answer: httpcore.Response, at_end: Callable[[], None] | None = None
) -> httpx.Response:
    return httpx.Response(
        answer.status,
        headers=answer.headers,
        stream=_Body(answer.stream, at_end),
        extensions=answer.extensions,
    )


class _Body(httpx.AsyncByteStream):
    """The raw bytes of an answer; closing it early closes the connection."""

    def __init__(self, stream: Any, at_end: Callable[[], None] | None) -> None:
        self._stream = stream
        self._at_end = at_end

    def __aiter__(self) -> AsyncIterator[bytes]:
        parts: AsyncIterator[bytes] = self._stream.__aiter__()
        return parts

    async def aclose(self) -> None:
        await self._stream.aclose()
        if self._at_end is not None:
            self._at_end()
            self._at_end = None
