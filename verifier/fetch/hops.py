"""From a URL to the answer at its end: redirects by hand, each hop checked, paced and timed.

A hop is: the guard passes the place, its robots.txt allows the path, the pacer gives a turn, the
client asks. The deadline runs over all hops together and stands still while we wait for a turn, so
that politeness towards a busy host does not look like a slow host; that waiting has its own bound.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from verifier.fetch.client import Client, Reply, Sent
from verifier.fetch.guard import PUBLIC_ARCHIVE, Guard, Place, place_of
from verifier.fetch.outcomes import Refused, refused_by, retry_after_s, wall_seen
from verifier.fetch.pacing import DEFAULT_WAIT_S, Busy, Pacer
from verifier.fetch.robots import (
    MAX_BYTES,
    Robots,
    RobotsCache,
    Rules,
    robots_of,
    robots_of_fault,
)
from verifier.model import Channel, Outcome, Snapshot
from verifier.settings import Settings

MAX_REDIRECTS = 10
MAX_DELAY_S = 30.0  # a longer Crawl-delay would keep a reader waiting for a day
MAX_PENALTY_S = 30.0  # a Retry-After is about one page; its host rests this long at most
_NOTICED_S = 0.001
_MARGIN = 1.05  # a site hears two requests a little closer together than they were sent
_PATIENCE = 3  # time-outs in a row after which a site gets less time
_BACK_OFF_S = 5.0  # after a 429 that names no time

# What public services publish or their maintained clients keep: GDELT 1 request in 5 s; the
# Wayback Machine's index 24 a minute and its captures 8 a second (four fifths of its limits).
_GDELT_S = 5.1
_INDEX_S = 2.5
_CAPTURE_S = 0.125
_INDEX_PATHS = ("/cdx/", "/web/timemap/")


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to get: where, on whose behalf, and how much of it."""

    url: str
    max_bytes: int
    channel: Channel | None = None  # whose own origin may be dialled, if `url` is there
    headers: Mapping[str, str] = field(default_factory=dict)  # to the channel's own origin only
    obeys_robots: bool = True
    any_type: bool = False
    cut: bool = False
    share: float = 1.0  # of the deadline
    is_page: bool = False  # a redirect to the front page is then no answer
    held: Snapshot | None = None  # an older copy: the site is asked whether it has changed


class Budget:
    """Seconds left for one URL; only `spending` uses them up."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.left_s = seconds

    @asynccontextmanager
    async def spending(self) -> AsyncIterator[None]:
        """Time spent on the net; raises `Refused` (timeout) when it is used up."""
        start = time.monotonic()
        try:
            async with asyncio.timeout(max(self.left_s, 0.0)):
                yield
        except TimeoutError as error:
            raise Refused(Outcome.TIMEOUT, f"no whole answer in {self.seconds:g} s") from error
        finally:
            self.left_s -= time.monotonic() - start


class Hops:
    """Follows URLs to their ends under the rules of guard, robots and pacer."""

    def __init__(self, settings: Settings, guard: Guard, client: Client, pacer: Pacer) -> None:
        self._settings = settings
        self._guard = guard
        self._client = client
        self._pacer = pacer
        self._robots = RobotsCache(pacer, self._get_robots)
        self._in_vain: dict[str, int] = {}  # time-outs of a site since its last answer
        self._agent = settings.user_agent.split("/")[0].strip() or "verifier"

    async def follow(self, ask: Ask) -> Reply:
        """The answer at the end of all redirects, of any status; raises `Refused`."""
        budget = Budget(self._deadline_s(place_of(ask.url)) * ask.share)
        place = first = self._guard.check(ask.url, channel=ask.channel)
        channel = self._guard.kept(ask.channel, place)
        seen = {str(place.url)}
        for _ in range(MAX_REDIRECTS + 1):
            reply = await self._hop(place, ask, budget, own=channel is not None)
            if reply.location is None:
                return reply
            place = self._guard.check(_joined(place, reply.location), channel=channel)
            channel = self._guard.kept(channel, place)
            if ask.is_page and is_home(first, place):
                raise Refused(Outcome.REDIRECTED_HOME, f"redirected to {place.url}")
            if str(place.url) in seen:
                raise Refused(Outcome.TOO_MANY_REDIRECTS, f"redirected in a circle: {place.url}")
            seen.add(str(place.url))
        raise Refused(Outcome.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS} redirects")

    def _deadline_s(self, place: Place) -> float:
        """The time for one URL; less at a site that has let us wait in vain again and again."""
        whole_s = self._settings.url_deadline_s
        return whole_s if self._in_vain.get(place.site, 0) < _PATIENCE else whole_s / 4

    async def aclose(self) -> None:
        """Stop what goes on by itself."""
        await self._robots.aclose()

    async def rules(self, place: Place) -> Rules:
        """The rules that the place's robots.txt lays down."""
        return await self._robots.rules(place)

    async def _hop(self, place: Place, ask: Ask, budget: Budget, *, own: bool) -> Reply:
        delay_s = 0.0
        if ask.obeys_robots and not own and place.host != PUBLIC_ARCHIVE:
            async with budget.spending():
                rules = await self.rules(place)
            rules.check(str(place.url), self._agent)
            delay_s = rules.delay_s(self._agent)
        interval_s = self.interval_s(place, delay_s, own=own)
        reply = await self._turn(place, ask, budget, interval_s, own=own)
        wait_s = await self._wait_before_again(place, reply, interval_s)
        if wait_s is None or wait_s >= budget.left_s:
            return reply
        budget.left_s -= wait_s
        return await self._turn(place, ask, budget, interval_s, own=own)

    async def _turn(
        self, place: Place, ask: Ask, budget: Budget, interval_s: float, *, own: bool
    ) -> Reply:
        slot = self._pacer.slot(_lane(place), interval_s=interval_s, wait_s=DEFAULT_WAIT_S)
        try:
            async with slot:
                on_sent = self._delayed(place, interval_s) if interval_s else None
                return await self._exchange(place, ask, budget, own=own, on_sent=on_sent)
        except Busy as error:
            raise Refused(Outcome.NOT_TRIED, str(error), retry_after_s=error.wait_s) from error

    def _delayed(self, place: Place, interval_s: float) -> Sent:
        """Counts the interval anew when setting up a line took time: the site heard nothing yet."""
        began = time.monotonic()

        async def on_sent() -> None:
            if time.monotonic() - began > _NOTICED_S:
                await self._pacer.penalise(_lane(place), interval_s)

        return on_sent

    async def _exchange(
        self, place: Place, ask: Ask, budget: Budget, *, own: bool, on_sent: Sent | None
    ) -> Reply:
        try:
            async with budget.spending():
                reply = await self._client.ask(
                    place,
                    max_bytes=ask.max_bytes,
                    own=own,
                    headers={**(ask.headers if own else {}), **validators(ask.held, place)},
                    any_type=ask.any_type,
                    cut=ask.cut,
                    on_sent=on_sent,
                )
        except Refused as refused:
            timed_out = refused.outcome is Outcome.TIMEOUT
            self._in_vain[place.site] = self._in_vain.get(place.site, 0) + 1 if timed_out else 0
            raise
        self._in_vain[place.site] = 0
        return reply

    async def _wait_before_again(
        self, place: Place, reply: Reply, interval_s: float
    ) -> float | None:
        """Seconds after which the same request may be made once more; None when it may not.

        Whoever says "too many" gets a rest from all of us.
        """
        if reply.status != 429 and not 500 <= reply.status <= 599:
            return None
        named_s = retry_after_s(reply.headers)
        wait_s = named_s
        if wait_s is None:
            wait_s = _BACK_OFF_S if reply.status == 429 and interval_s else interval_s
        await self._pacer.penalise(_lane(place), min(wait_s, MAX_PENALTY_S))
        if wall_seen(reply.status, reply.headers, reply.body):
            return None
        return wait_s if named_s is not None or reply.status != 429 else None

    def interval_s(self, place: Place, delay_s: float, *, own: bool) -> float:
        """Seconds between two requests to a place; 0.0 when pacing is switched off."""
        usual_s = self._settings.host_interval_s
        if usual_s == 0:
            return 0.0
        if place.host == "api.gdeltproject.org":
            return _GDELT_S
        if place.host == PUBLIC_ARCHIVE:
            return _INDEX_S if place.url.path.startswith(_INDEX_PATHS) else _CAPTURE_S
        if own:
            return 0.0  # the user's own service, with limits of its own
        return max(usual_s, min(delay_s, MAX_DELAY_S)) * _MARGIN

    async def _get_robots(self, url: str) -> Robots:
        # A little sooner than the page that waits for it, which then learns what was wrong.
        ask = Ask(url, MAX_BYTES, obeys_robots=False, any_type=True, cut=True, share=0.9)
        try:
            reply = await self.follow(ask)
        except Refused as fault:
            return _robots_without(url, fault)
        except Exception as error:
            return _robots_without(url, refused_by(error))
        landed = reply.place.url
        if reply.place.site != place_of(url).site and landed.raw_path == b"/robots.txt":
            # "example.org" most often sends us to "www.example.org", whose own file this is.
            own = robots_of(str(landed), reply.status, reply.body)
            await self._robots.have(reply.place.site, own)
        return robots_of(url, reply.status, reply.body)


def _robots_without(url: str, fault: Refused) -> Robots:
    if fault.outcome is Outcome.TOO_MANY_REDIRECTS:
        return robots_of(url, 404, b"")  # RFC 9309, 2.3.1.2: as if there were none
    return robots_of_fault(url, fault)


def _lane(place: Place) -> str:
    """The name under which a place is paced; the archive's index has limits of its own."""
    if place.host == PUBLIC_ARCHIVE and place.url.path.startswith(_INDEX_PATHS):
        return f"{place.site}/cdx"
    return place.site


def validators(held: Snapshot | None, place: Place) -> dict[str, str]:
    """The headers that ask whether a copy is still the page at `place` (RFC 9110, 13.1)."""
    if held is None or held.final_url != str(place.url):
        return {}
    kept = dict(held.headers)
    asked = {"If-None-Match": kept.get("etag"), "If-Modified-Since": kept.get("last-modified")}
    return {name: value for name, value in asked.items() if value and value.isascii()}


_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WITHOUT_HOST = re.compile(r"https?:(?!//[^/])", re.IGNORECASE)


def _joined(place: Place, location: str) -> str | httpx.URL:
    """Where a redirect leads. Libraries and browsers differ on "http:/x": it is refused."""
    if _WITHOUT_HOST.match(location):
        raise Refused(Outcome.BAD_URL, f"redirected to {location[:100]!r}")
    if _ABSOLUTE.match(location):
        return location
    try:
        return place.url.join(location)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise Refused(Outcome.BAD_URL, f"redirected to {location[:100]!r}: {error}") from error


_HOME = re.compile(
    r"/?(?:index\.\w{2,5}|home(?:page)?|[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.IGNORECASE
)


_CAPTURE = re.compile(r".*?/web/\d{1,14}[a-z_]*/(https?:/.+)")


def is_home(asked: Place, landed: Place) -> bool:
    """Does a redirect lead from some page of a site to the site's front page?

    Between two captures of an archive, the pages that were captured are compared.
    """
    asked, landed = _captured(asked), _captured(landed)
    if not _HOME.fullmatch(landed.url.path) or landed.url.query:
        return False
    if _HOME.fullmatch(asked.url.path) and not asked.url.query:
        return False
    return _same_site(asked.host, landed.host)


def _captured(place: Place) -> Place:
    found = _CAPTURE.fullmatch(place.url.raw_path.decode("ascii"))
    try:
        return place_of(found[1]) if found else place
    except Refused:
        return place


def _same_site(one: str, other: str) -> bool:
    # A short link to a front page is an answer; so the two must belong together.
    a, b = one.removeprefix("www."), other.removeprefix("www.")
    return a == b or a.endswith("." + b) or b.endswith("." + a)
