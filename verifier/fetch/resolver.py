"""The addresses of a host, asked once a connection.

By the system's resolver, or by the one named in the settings. Nothing is cached here: the pool
keeps connections, and an address that was checked is the address that is dialled.
"""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Protocol

import dns.asyncresolver
import dns.exception
import dns.resolver

from verifier.fetch.addresses import IpAddress, literal_address
from verifier.fetch.outcomes import Refused
from verifier.model import Outcome

_LOOKUPS_AT_ONCE = 32
MAX_ADDRESSES = 64  # more are a flood, not a site


class Resolver(Protocol):
    """What turns a name into addresses."""

    async def addresses(self, host: str) -> tuple[IpAddress, ...]:
        """All addresses of a host, IPv4 first; raises `Refused` (dns) when there is none."""
        ...

    def close(self) -> None:
        """Start no more look-ups."""
        ...


def resolver_for(dns_server: str) -> Resolver:
    """The resolver at `ip:port`; the system's when none is named."""
    return NamedResolver(dns_server) if dns_server else SystemResolver()


class SystemResolver:
    """getaddrinfo, in threads of its own.

    A look-up cannot be stopped, and a name server that says nothing holds its thread for half a
    minute: the event loop's own few threads have other work.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="look-up")

    def close(self) -> None:
        """Start no more look-ups."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def addresses(self, host: str) -> tuple[IpAddress, ...]:
        """All addresses of a host."""
        address = literal_address(host)
        if address is not None:
            return (address,)
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _look_up, host)
        except (socket.gaierror, UnicodeError) as error:
            raise Refused(Outcome.DNS, f"{host}: {error}") from error
        return _ordered(host, found)


def _look_up(host: str) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


class NamedResolver:
    """One name server, asked by dnspython for A and AAAA at once."""

    def __init__(self, dns_server: str) -> None:
        host, _, port = dns_server.rpartition(":")
        self._resolver = dns.asyncresolver.Resolver(configure=False)
        self._resolver.nameservers = [host.strip("[]")]
        self._resolver.port = int(port)
        self._resolver.timeout = 2.0  # for one try
        self._resolver.lifetime = 6.0

    async def addresses(self, host: str) -> tuple[IpAddress, ...]:
        """All addresses of a host."""
        address = literal_address(host)
        if address is not None:
            return (address,)
        answers = await asyncio.gather(self._ask(host, "A"), self._ask(host, "AAAA"))
        found = [text for texts, _ in answers for text in texts]
        if not found:
            raise Refused(Outcome.DNS, f"{host}: {next(why for _, why in answers if why)}")
        return _ordered(host, found)

    def close(self) -> None:
        """Nothing to stop: each look-up ends with its own time limit."""

    async def _ask(self, host: str, kind: str) -> tuple[list[str], str]:
        """The records of one kind, and why there are none."""
        try:
            answer = await self._resolver.resolve(host, kind, search=False)
        except dns.exception.DNSException as error:
            return [], " ".join(str(error).split()) or type(error).__name__
        return [record.to_text() for record in answer], ""


def _ordered(host: str, texts: list[str]) -> tuple[IpAddress, ...]:
    """The addresses without repetition, IPv4 first: it is the one that works everywhere."""
    found = sorted(dict.fromkeys(map(ip_address, texts)), key=lambda address: address.version)
    if not found:
        raise Refused(Outcome.DNS, f"{host} has no address")
    if len(found) > MAX_ADDRESSES:
        raise Refused(Outcome.DNS, f"{host} has {len(found)} addresses")
    return tuple(found)
