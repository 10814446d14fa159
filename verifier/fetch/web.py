"""Requests in, answers out: the one door to the net.

    Search | Fetch ──▶ Web.answer ──▶ Snapshot | Unread

Every request gets exactly one answer, and whatever goes wrong is an answer too. Requests to one
host go in the order given, some hosts at once; each answer is handed on as soon as it is there.
A `Web` belongs to one event loop.
"""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType

import httpx

from verifier.fetch.breaker import Breaker
from verifier.fetch.client import Client, Reply, gunzip
from verifier.fetch.guard import Guard, place_of
from verifier.fetch.hops import Ask, Hops, validators
from verifier.fetch.outcomes import Refused, printable, refused_by, refused_by_status
from verifier.fetch.pacing import LocalPacer, Pacer
from verifier.fetch.targets import ask_for, is_interface, reads_json, url_of
from verifier.model import Answer, Channel, Fetch, Outcome, Request, Search, Snapshot, Unread
from verifier.settings import Settings

logger = logging.getLogger(__name__)

_KEPT = frozenset(
    {
        "content-type",
        "etag",
        "last-modified",
        "date",
        "content-language",
        "link",
        "memento-datetime",
    }
)
_MAX_HEADER = 2_000  # code points of one kept header
_REFUSALS = frozenset(
    {
        Outcome.FORBIDDEN,
        Outcome.LOGIN_WALL,
        Outcome.PAYWALLED,
        Outcome.BOT_WALL,
        Outcome.RATE_LIMITED,
        Outcome.SERVER_ERROR,
    }
)


class Web:
    """Answers requests from the net."""

    def __init__(self, settings: Settings, pacer: Pacer | None = None) -> None:
        self._settings = settings
        self._pacer = pacer or LocalPacer(settings.host_connections)
        self._guard = Guard(settings)
        self._client = Client(settings, self._guard)
        self._hops = Hops(settings, self._guard, self._client, self._pacer)
        self._breaker = Breaker(self._pacer)

    async def answer(
        self, requests: Sequence[Request], held: Mapping[str, Snapshot] = MappingProxyType({})
    ) -> AsyncIterator[tuple[Request, Answer]]:
        """Each request with its answer, as they come.

        Of pages with an older copy in `held`, by request key, the site is asked whether they have
        changed; one that has not is answered with that copy, fetched now.
        """
        answered: asyncio.Queue[tuple[Request, Answer]] = asyncio.Queue()
        lanes = self._lanes(requests)
        tasks = [
            asyncio.create_task(self._serve(lane, held, answered))
            for lane in lanes
            for _ in range(min(len(lane), self._settings.host_connections))
        ]
        try:
            for _ in range(len(requests)):
                yield await answered.get()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._client.trim()

    async def fetch_url(self, url: str) -> Answer:
        """One page by its URL."""
        return await self._answer(Fetch(url))

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int | Unread:
        """The status that an address answers to a message, or why it could not be sent.

        The address is guarded like a page's. It is a program's, so robots.txt is not asked.
        """
        try:
            place = self._guard.check(url)
            async with asyncio.timeout(self._settings.url_deadline_s):
                return await self._client.post(place, body, headers)
        except Exception as error:  # whatever goes wrong is an answer, as in `_answer`
            fault = refused_by(error)
            return Unread(url, fault.outcome, evidence=fault.evidence)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._hops.aclose()
        await self._client.aclose()

    def _lanes(self, requests: Sequence[Request]) -> list[deque[Request]]:
        """The requests by host, each host's in the order given."""
        lanes: dict[str, deque[Request]] = {}
        for request in requests:
            lanes.setdefault(self._lane(request), deque()).append(request)
        return list(lanes.values())

    def _lane(self, request: Request) -> str:
        if isinstance(request, Search) and request.target.startswith("/"):
            return f"channel {request.channel}"
        try:
            return place_of(request.url if isinstance(request, Fetch) else request.target).site
        except Refused:
            return ""  # answered without the net

    async def _serve(
        self,
        lane: deque[Request],
        held: Mapping[str, Snapshot],
        answered: asyncio.Queue[tuple[Request, Answer]],
    ) -> None:
        while lane:
            request = lane.popleft()
            await answered.put((request, await self._answer(request, held.get(request.key))))

    async def _answer(self, request: Request, held: Snapshot | None = None) -> Answer:
        try:
            if isinstance(request, Search):
                return await self._search(request, held)
            return await self._page(request, held)
        except Refused as refused:
            return self._unread(request, refused)
        except Exception as error:  # the outermost loop: a fault here must not lose the answer
            fault = refused_by(error)
            logger.debug("%s: %s", request, fault, exc_info=error)
            return self._unread(request, fault)

    async def _page(self, request: Fetch, held: Snapshot | None) -> Answer:
        ask = replace(ask_for(request, self._settings), held=held)
        reply = await self._hops.follow(ask)
        same = _unchanged(reply, held)
        if same is not None:
            return same
        refused = refused_by_status(reply.status, reply.headers, reply.body)
        if refused is not None:
            return self._unread(request, refused, reply)
        return _snapshot(request.url, reply, reply.body)

    async def _search(self, request: Search, held: Snapshot | None) -> Answer:
        if request.channel not in self._settings.enabled_channels:
            raise Refused(Outcome.NOT_TRIED, "not set up")
        ask = replace(ask_for(request, self._settings), held=held)
        if _is_robots(ask.url, request.channel):
            return await self._listed_robots(request, ask)
        if not is_interface(request.channel):
            return await self._listing(request, ask)
        await self._breaker.check(request.channel)
        answer = await self._called(request, ask)
        await self._breaker.note(request.channel, answer)
        return answer

    async def _listing(self, request: Search, ask: Ask) -> Answer:
        reply = await self._hops.follow(ask)
        same = _unchanged(reply, ask.held)
        if same is not None:
            return same
        refused = refused_by_status(reply.status, reply.headers, reply.body)
        if refused is not None:
            return self._unread(request, refused, reply)
        body = reply.body
        if body[:2] == b"\x1f\x8b":  # a file that is gzip by itself: sitemap.xml.gz
            body = gunzip(body, ask.max_bytes)
        return _snapshot(ask.url, reply, body)

    async def _called(self, request: Search, ask: Ask) -> Answer:
        """The answer of an interface for programs; a refusal by it is named as one."""
        try:
            answer = await self._listing(request, ask)
        except Refused as refused:
            return self._unread(request, refused)
        if isinstance(answer, Unread) and answer.outcome in _REFUSALS:
            return _refusal(request, ask, answer.evidence or "", answer.retry_after_s)
        if isinstance(answer, Snapshot) and _is_markup(answer.body) and reads_json(request.channel):
            return _refusal(request, ask, "a web page where data was expected", None)
        return answer

    def _unread(self, request: Request, refused: Refused, reply: Reply | None = None) -> Unread:
        return Unread(
            url=url_of(request, self._settings),
            outcome=refused.outcome,
            channel=request.channel if isinstance(request, Search) else None,
            evidence=refused.evidence,
            retry_after_s=refused.retry_after_s,
            final_url=str(reply.place.url) if reply else None,
            status=reply.status if reply else None,
        )

    async def _listed_robots(self, request: Search, ask: Ask) -> Answer:
        """robots.txt as a listing (of sitemaps): the copy that was read for its rules."""
        place = self._guard.check(ask.url)
        robots = (await self._hops.rules(place)).robots
        if robots.outcome is not None:
            raise Refused(robots.outcome, robots.evidence)
        if robots.status != 200:
            refused = refused_by_status(robots.status, httpx.Headers(), b"")
            raise refused or Refused(Outcome.GONE, f"status {robots.status}")
        return Snapshot(
            url=ask.url,
            final_url=robots.url,
            fetched_at=datetime.fromisoformat(robots.fetched_at),
            status=200,
            headers=(("content-type", "text/plain"),),
            sha256=hashlib.sha256(robots.body).hexdigest(),
            body=robots.body,
        )


def _is_robots(url: str, channel: Channel) -> bool:
    return channel in (Channel.SITEMAP, Channel.FEED) and place_of(url).url.path == "/robots.txt"


def _is_markup(body: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _unchanged(reply: Reply, held: Snapshot | None) -> Snapshot | None:
    """The older copy, as fetched now, when the site answers that the page is still the same."""
    if reply.status != 304 or held is None or not validators(held, reply.place):
        return None
    return replace(held, fetched_at=datetime.now(UTC))


def _snapshot(url: str, reply: Reply, body: bytes) -> Snapshot:
    return Snapshot(
        url=url,
        final_url=str(reply.place.url),
        fetched_at=datetime.now(UTC),
        status=reply.status,
        headers=_kept(reply.headers),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        memento_datetime=_moment(reply.headers.get("memento-datetime")),
    )


def _kept(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    named = ((name.decode("latin-1").lower(), value) for name, value in headers.raw)
    return tuple(
        (name, printable(value.decode("utf-8", "replace")[:_MAX_HEADER]))
        for name, value in named
        if name in _KEPT or name.startswith("x-archive-")
    )


def _moment(written: str | None) -> datetime | None:
    """The aware moment of an HTTP date; None for anything else."""
    try:
        moment = parsedate_to_datetime(written or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refusal(request: Search, ask: Ask, evidence: str, retry_after_s: float | None) -> Unread:
    return Unread(
        url=ask.url,
        outcome=Outcome.CHANNEL_REFUSED,
        channel=request.channel,
        evidence=evidence,
        retry_after_s=retry_after_s,
    )
