"""What a site lets robots do (RFC 9309), read once a host.

4xx: everything is allowed. 5xx: nothing is. A host that cannot be reached at all gives its own
outcome (dns, timeout, …) to every page of it: "robots denied" would hide what is wrong. Applied to
pages, sitemaps and feeds; documented interfaces for programs are not crawled but called.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from protego import Protego

from verifier.fetch.guard import Place
from verifier.fetch.outcomes import Refused
from verifier.fetch.pacing import Pacer
from verifier.model import Outcome

MAX_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least; the rest is not read
KEPT_S = 6 * 3600.0  # the RFC's longest is 24 h
FAULT_KEPT_S = 60.0  # a host that is down may be back soon
_DENIED_KEPT_S = 600.0
_CLAIM_S = 30.0  # a worker that got nothing by then is gone
_LOOK_AGAIN_S = 0.1
_MAX_KNOWN = 512  # hosts; one may hold half a megabyte


@dataclass(frozen=True, slots=True)
class Robots:
    """One host's robots.txt as it was had; complete when made."""

    url: str
    status: int  # 0 when the host did not answer
    body: bytes
    fetched_at: str  # ISO
    outcome: Outcome | None = None  # why it could not be had
    evidence: str = ""

    def note(self) -> bytes:
        """The form in which workers share it."""
        return json.dumps(
            {
                "url": self.url,
                "status": self.status,
                "body": self.body.decode("latin-1"),
                "fetched_at": self.fetched_at,
                "outcome": self.outcome,
                "evidence": self.evidence,
            }
        ).encode()

    @classmethod
    def of_note(cls, note: bytes) -> "Robots":
        """The same, back."""
        fields = json.loads(note)
        outcome = Outcome(fields["outcome"]) if fields["outcome"] else None
        body = fields["body"].encode("latin-1")
        return cls(**{**fields, "outcome": outcome, "body": body})

    @property
    def kept_s(self) -> float:
        """How long it may be relied on."""
        if self.outcome is None:
            return KEPT_S
        return _DENIED_KEPT_S if self.outcome is Outcome.ROBOTS_DENIED else FAULT_KEPT_S


@dataclass(frozen=True, slots=True)
class Rules:
    """Robots with its rules read."""

    robots: Robots
    parsed: Protego

    def check(self, url: str, agent: str) -> None:
        """Raises `Refused` when the URL may not be fetched."""
        if self.robots.outcome is not None:
            raise Refused(self.robots.outcome, f"robots.txt: {self.robots.evidence}")
        if not self.parsed.can_fetch(url, agent):
            raise Refused(Outcome.ROBOTS_DENIED, f"{self.robots.url} disallows it for {agent}")

    def delay_s(self, agent: str) -> float:
        """The pause between two requests that the site asks for; 0.0 when it asks for none."""
        delay_s = float(self.parsed.crawl_delay(agent) or 0.0)
        rate = self.parsed.request_rate(agent)
        return max(delay_s, rate.seconds / rate.requests) if rate else delay_s


Get = Callable[[str], Awaitable[Robots]]


class RobotsCache:
    """The rules of all hosts asked lately; a host's robots.txt is had once, whoever asks first."""

    def __init__(self, pacer: Pacer, get: Get) -> None:
        self._pacer = pacer
        self._get = get
        self._known: dict[str, tuple[float, Rules]] = {}
        self._coming: dict[str, asyncio.Task[Rules]] = {}

    async def rules(self, place: Place) -> Rules:
        """The rules of the site that a place belongs to.

        Whoever gives up waiting leaves the asking to go on: its result serves the next page.
        """
        site = place.site
        rules = self._fresh(site)
        if rules is not None:
            return rules
        if site not in self._coming:
            self._coming[site] = asyncio.create_task(self._learn(site, place))
            self._coming[site].add_done_callback(lambda _: self._coming.pop(site))
        return await self._result(self._coming[site])

    async def _result(self, coming: asyncio.Task[Rules]) -> Rules:
        try:
            return await asyncio.shield(coming)
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if coming.cancelled() and waiting is not None and not waiting.cancelling():
                raise Refused(Outcome.NOT_TRIED, "stopped") from None  # closed under our feet
            raise

    async def have(self, site: str, robots: Robots) -> None:
        """Take what a site answered, though it was another that was asked about."""
        if self._fresh(site) is None:
            self._keep(site, _read(robots))
            await self._pacer.remember(f"robots:{site}", robots.note(), ttl_s=robots.kept_s)

    async def aclose(self) -> None:
        """Stop asking."""
        coming = list(self._coming.values())
        for task in coming:
            task.cancel()
        await asyncio.gather(*coming, return_exceptions=True)

    async def _learn(self, site: str, place: Place) -> Rules:
        rules = _read(await self._robots(site, str(place.url.join("/robots.txt"))))
        self._keep(site, rules)
        return rules

    def _keep(self, site: str, rules: Rules) -> None:
        while len(self._known) >= _MAX_KNOWN:
            del self._known[next(iter(self._known))]  # the oldest
        self._known[site] = (time.monotonic() + rules.robots.kept_s, rules)

    def _fresh(self, site: str) -> Rules | None:
        until, rules = self._known.get(site, (0.0, None))
        return rules if until > time.monotonic() else None

    async def _robots(self, site: str, url: str) -> Robots:
        """The robots.txt that some worker has or had; ours to get where none does."""
        name = f"robots:{site}"
        give_up = time.monotonic() + _CLAIM_S
        while (note := await self._pacer.recall(name)) is None:
            if await self._pacer.claim(name, ttl_s=_CLAIM_S) or time.monotonic() > give_up:
                robots = await self._get(url)
                await self._pacer.remember(name, robots.note(), ttl_s=robots.kept_s)
                return robots
            await asyncio.sleep(_LOOK_AGAIN_S)
        return Robots.of_note(note)


def _read(robots: Robots) -> Rules:
    body = robots.body if robots.status == 200 else b""
    text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    return Rules(robots, Protego.parse(text))


def robots_of(url: str, status: int, body: bytes) -> Robots:
    """Robots from an answer that was had (RFC 9309, 2.3.1)."""
    at = datetime.now(UTC).isoformat()
    if status >= 500:
        denied = Outcome.ROBOTS_DENIED
        return Robots(url, status, b"", at, denied, f"status {status}: all is disallowed")
    return Robots(url, status, body if status == 200 else b"", at)


def robots_of_fault(url: str, fault: Refused) -> Robots:
    """Robots of a host that did not answer, or not with anything that can be read."""
    at = datetime.now(UTC).isoformat()
    return Robots(url, 0, b"", at, fault.outcome, fault.evidence)
