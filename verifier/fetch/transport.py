"""The connection itself: the address that was checked is the address that is dialled.

httpx offers no say over dialling, httpcore does: its pool takes a network backend. Ours resolves a
host once, has every answer checked by the guard, and dials a literal, so a name that changes
between check and connection (DNS rebinding) changes nothing. TLS name and Host header stay the
host's. HTTP/1.1 only; no sockets of other kinds; nothing from the environment.

One pool a host: httpcore walks all connections of a pool on every request, so one big pool is
several times slower.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from functools import lru_cache
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any

import certifi
import httpcore
import httpx

from verifier.fetch.addresses import IpAddress
from verifier.fetch.guard import Guard, Place
from verifier.fetch.line import dial
from verifier.fetch.outcomes import Refused
from verifier.fetch.resolver import Resolver
from verifier.model import Outcome

CONNECT_S = 8.0  # a server that is there takes the connection within a second or two
KEEP_ALIVE_S = 4.0  # many servers close after five, and a request sent just then is lost
_TRIES = 4  # addresses of one host that are dialled in turn


@lru_cache(maxsize=4)
def tls_context(ca_bundle: Path | None) -> ssl.SSLContext:
    """The process's TLS settings; building them takes 18 ms, so they are shared."""
    return ssl.create_default_context(cafile=str(ca_bundle or certifi.where()))


class PlainBackend(httpcore.AsyncNetworkBackend):
    """Dials what it is told to, and bounds what comes: for the egress proxy."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the host as named."""
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


class GuardedBackend(PlainBackend):
    """Dials for one place and no other, at addresses that the guard has passed."""

    def __init__(self, place: Place, guard: Guard, resolver: Resolver, *, own: bool) -> None:
        self._place = place
        self._guard = guard
        self._resolver = resolver
        self._own = own  # a channel's own origin: set by whoever runs the program

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to a checked address of the place."""
        addresses = await self._resolver.addresses(self._place.host)
        for address in addresses:
            self._guard.check_address(address, self._place, own=self._own)
            self._check_not_us(address)
        return await self._dial(addresses[:_TRIES], timeout or CONNECT_S)

    def _check_not_us(self, address: IpAddress) -> None:
        """A public address of this very machine leads to our own services (smokescreen's rule)."""
        listed = self._own or self._guard.is_allowed(address, self._place)
        if not listed and is_this_machine(address):
            raise Refused(Outcome.FORBIDDEN_ADDRESS, f"{address} is this machine")

    async def _dial(
        self, addresses: tuple[IpAddress, ...], timeout_s: float
    ) -> httpcore.AsyncNetworkStream:
        failed: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                return await dial(_literal(address), self._place.port, timeout_s / len(addresses))
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


class _Body(httpx.AsyncByteStream):
    """The raw bytes of an answer; closing it early closes the connection."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class Transport(httpx.AsyncBaseTransport):
    """An httpcore pool in httpx's clothes; exceptions are httpcore's own."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request: no redirect followed, no cookie kept, nothing decoded."""
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


def direct(
    place: Place,
    guard: Guard,
    resolver: Resolver,
    *,
    connections: int,
    own: bool,
    ca_bundle: Path | None,
) -> Transport:
    """A transport that dials the place itself."""
    return Transport(
        httpcore.AsyncConnectionPool(
            ssl_context=tls_context(ca_bundle),
            max_connections=connections,
            keepalive_expiry=KEEP_ALIVE_S,
            http1=True,
            http2=False,
            network_backend=GuardedBackend(place, guard, resolver, own=own),
        )
    )


def by_proxy(proxy_url: str, *, connections: int, ca_bundle: Path | None) -> Transport:
    """A transport that leaves dialling, and the resolving of names, to an egress proxy."""
    proxy = httpx.Proxy(url=proxy_url)
    return Transport(
        httpcore.AsyncHTTPProxy(
            proxy_url=httpcore.URL(
                scheme=proxy.url.raw_scheme,
                host=proxy.url.raw_host,
                port=proxy.url.port,
                target=proxy.url.raw_path,
            ),
            proxy_auth=proxy.raw_auth,
            proxy_headers=proxy.headers.raw,
            proxy_ssl_context=tls_context(ca_bundle) if proxy.url.scheme == "https" else None,
            ssl_context=tls_context(ca_bundle),
            max_connections=connections,
            keepalive_expiry=KEEP_ALIVE_S,
            http1=True,
            http2=False,
            network_backend=PlainBackend(),
        )
    )
