"""May this URL be fetched? Asked before every hop, and again for every resolved address.

An article may name any URL, so a URL is refused unless it is plainly one of a public page: http or
https, no user-info, a port of the web, a host that is not an inner one. Channels' own origins
(a SearXNG beside us, say) are dialled for their own channel only. What a name resolves to is judged
by `transport`, which asks `check_address` for each answer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import httpx

from verifier.errors import BadSetting
from verifier.fetch.addresses import IpAddress, forbidden_because, literal_address
from verifier.fetch.outcomes import Refused
from verifier.model import Channel, Outcome
from verifier.settings import Settings

WEB_PORTS = frozenset({80, 443, 8080, 8443})
MAX_URL = 8192  # code points; servers and proxies refuse longer ones with names of their own
_DEFAULT_PORT = {"http": 80, "https": 443}
_INNER_SUFFIXES = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")

# Where the channels without a setting live, and the public homes of those with one.
GAL_URL = "https://data.gdeltproject.org"
BRAVE_URL = "https://api.search.brave.com"
COMMONCRAWL_URL = "https://index.commoncrawl.org"
PUBLIC_ARCHIVE = "web.archive.org"
# Sites that are open to everybody stay open to article links even when a channel uses them.
_PUBLIC_ORIGIN_HOSTS = frozenset(
    {
        PUBLIC_ARCHIVE,
        "archive.org",
        "api.gdeltproject.org",
        "data.gdeltproject.org",
        "api.search.brave.com",
        "index.commoncrawl.org",
        "timetravel.mementoweb.org",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a checked URL leads: what is dialled, and the name under which it is paced."""

    url: httpx.URL
    host: str  # as it is dialled: lower case, no brackets, no dot at the end
    port: int
    address: IpAddress | None  # of a host that is a number

    @property
    def site(self) -> str:
        """The host, with its port where that is not the scheme's own; http and https share it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port in (80, 443) else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, int]:
        """Host and port."""
        return self.host, self.port


def place_of(url: str | httpx.URL) -> Place:
    """The place that a URL names; raises `Refused` (bad_url) when it names none we may speak to."""
    return _place_of(str(url).strip())


@lru_cache(maxsize=1024)  # a URL is looked at several times on its way
def _place_of(written: str) -> Place:
    parsed = _parsed(written)
    if parsed.scheme not in _DEFAULT_PORT:
        raise Refused(Outcome.BAD_URL, f"scheme {parsed.scheme or 'missing'!r}, not http or https")
    host = parsed.raw_host.decode("ascii").rstrip(".").lower()
    if not host or len(host) > 253 or any(c in host for c in "\\%/ \t"):
        raise Refused(Outcome.BAD_URL, f"no usable host in {str(parsed)[:200]!r}")
    try:
        address = literal_address(host)
    except ValueError as error:
        raise Refused(Outcome.BAD_URL, str(error)) from error
    port = parsed.port or _DEFAULT_PORT[parsed.scheme]
    return Place(parsed, str(address) if address is not None else host, port, address)


def _parsed(written: str) -> httpx.URL:
    if len(written) > MAX_URL:
        raise Refused(Outcome.BAD_URL, f"{len(written)} characters long")
    if "\\" in written.split("?")[0].split("#")[0]:
        # Browsers read a backslash as a slash, libraries do not: two programs see two hosts.
        raise Refused(Outcome.BAD_URL, f"a backslash in {written[:100]!r}")
    if "@" in _authority(written):
        raise Refused(Outcome.BAD_URL, "user name or password in the URL")
    try:
        return httpx.URL(written.partition("#")[0])  # a fragment never goes to a server
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        _refuse_odd_address(written)
        raise Refused(Outcome.BAD_URL, f"{str(error)[:200]}") from error


def _authority(url: str) -> str:
    """What stands between the slashes: host and port, as written."""
    return re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0]


def _refuse_odd_address(url: str) -> None:
    """Raises `Refused` (forbidden_address) when a URL that does not parse names an inner address.

    httpx takes no octal or full-width numbers; a reader of the report should see what was tried.
    """
    host = re.sub(r":\d*$", "", _authority(url))
    try:
        address = literal_address(host)
    except ValueError:
        return
    why = forbidden_because(address) if address is not None else None
    if why is not None:
        raise Refused(Outcome.FORBIDDEN_ADDRESS, f"{host} is {address}, which is {why}")


class Guard:
    """The rules of one process: which hosts, ports and addresses may be asked, and for what."""

    def __init__(self, settings: Settings) -> None:
        self.allowed = frozenset(_pairs(settings.allow_addresses))
        self.origins = _origins(settings)
        self._private = frozenset(
            place.origin
            for place in self.origins.values()
            if place.host not in _PUBLIC_ORIGIN_HOSTS
        )

    def check(self, url: str | httpx.URL, *, channel: Channel | None = None) -> Place:
        """The place of a URL that may be asked; raises `Refused` with the reason otherwise.

        `channel` is the one whose own origin may be dialled; None for pages and their redirects.
        """
        place = place_of(url)
        if channel is not None and self.is_own_origin(place, channel):
            return place
        if place.origin in self._private:
            raise Refused(Outcome.FORBIDDEN_ADDRESS, f"{place.site} serves a search channel only")
        if place.origin in self.allowed:
            return place
        self._check_port(place)
        self._check_host(place)
        return place

    def is_own_origin(self, place: Place, channel: Channel) -> bool:
        """Is this place the channel's own, set by whoever runs the program?"""
        origin = self.origins.get(channel)
        return origin is not None and origin.origin == place.origin

    def kept(self, channel: Channel | None, place: Place) -> Channel | None:
        """The channel whose origin the next redirect may reach: once left, no way leads back.

        A page that a channel found is still a page, and may redirect wherever it likes.
        """
        return channel if channel is not None and self.is_own_origin(place, channel) else None

    def is_allowed(self, address: IpAddress, place: Place) -> bool:
        """Is this host, or this address, on the list of those allowed although private?"""
        return place.origin in self.allowed or (str(address), place.port) in self.allowed

    def check_address(self, address: IpAddress, place: Place, *, own: bool) -> None:
        """Raises `Refused` when a resolved address may not be dialled for this place."""
        if own or place.origin in self.allowed:
            return
        if (str(address), place.port) in self._private:
            raise Refused(Outcome.FORBIDDEN_ADDRESS, f"{address} serves a search channel only")
        if self.is_allowed(address, place):
            return
        if place.port not in WEB_PORTS:
            raise Refused(Outcome.FORBIDDEN_ADDRESS, f"port {place.port} at {address}")
        why = forbidden_because(address)
        if why is not None:
            raise Refused(
                Outcome.FORBIDDEN_ADDRESS, f"{place.host} is at {address}, which is {why}"
            )

    def _check_port(self, place: Place) -> None:
        # A name may resolve to an allowed address: then the port is judged with the address.
        if place.port in WEB_PORTS or any(port == place.port for _, port in self.allowed):
            return
        raise Refused(Outcome.FORBIDDEN_ADDRESS, f"port {place.port} is not a port of the web")

    def _check_host(self, place: Place) -> None:
        if place.address is not None:
            self.check_address(place.address, place, own=False)
            return
        if "." not in place.host or place.host.endswith(_INNER_SUFFIXES):
            raise Refused(Outcome.FORBIDDEN_ADDRESS, f"{place.host} is an inner name")


def _pairs(allowed: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Host and port of each entry, the host in the form in which it is dialled."""
    for entry in allowed:
        host, _, port = entry.rpartition(":")
        address = literal_address(host)
        yield (str(address) if address is not None else host.lower().rstrip(".")), int(port)


def _origins(settings: Settings) -> dict[Channel, Place]:
    return {
        channel: _origin(channel, base)
        for channel in Channel
        if (base := base_of(channel, settings))
    }


def _origin(channel: Channel, base: str) -> Place:
    try:
        return place_of(base)
    except Refused as refused:
        if "@" in base:  # what stands before it may be a password
            fault = "user name or password in the URL"
            raise BadSetting(f"the address of {channel}: {fault}") from None
        raise BadSetting(f"the address of {channel}, {base!r}: {refused.evidence}") from refused


def base_of(channel: Channel, settings: Settings) -> str:
    """The address that a channel's relative targets belong to; "" for one without."""
    return {
        Channel.SEARXNG: settings.searxng_url,
        Channel.GDELT: settings.gdelt_url,
        Channel.CDX: settings.wayback_url,
        Channel.MEMENTO: settings.memento_url or settings.wayback_url,
        Channel.GAL: GAL_URL,
        Channel.BRAVE: BRAVE_URL,
        Channel.COMMONCRAWL: COMMONCRAWL_URL,
    }.get(channel, "")
