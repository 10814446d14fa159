"""Not too often, not too many at once: turns at a host, and what workers know in common.

A turn is one request: its start keeps the interval from the start of the one before, and at most
so many are under way at once. `LocalPacer` serves one process, `RedisPacer` all workers; both also
keep small notes with a time to live (robots.txt, refusals), because these too must hold over all
workers. What interval a host wants is not decided here.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

DEFAULT_WAIT_S = 120.0
_MAX_NOTES = 4096


class Busy(Exception):
    """No turn at a host within the time that may be waited."""

    def __init__(self, host: str, wait_s: float) -> None:
        super().__init__(f"no turn at {host} within {wait_s:g} s")
        self.wait_s = wait_s


class Pacer(Protocol):
    """What hands out turns, and keeps what all workers should know."""

    def slot(
        self, host: str, *, interval_s: float = 0.0, wait_s: float = DEFAULT_WAIT_S
    ) -> AbstractAsyncContextManager[None]:
        """A turn at a host; raises `Busy` when none comes within `wait_s`."""
        ...

    async def penalise(self, host: str, seconds: float) -> None:
        """No turn at this host for so many seconds."""
        ...

    async def recall(self, name: str) -> bytes | None:
        """A note; None when there is none, or its time is over."""
        ...

    async def remember(self, name: str, note: bytes, *, ttl_s: float) -> None:
        """Keep a note for so many seconds."""
        ...

    async def claim(self, name: str, *, ttl_s: float) -> bool:
        """Is this ours to do? True for one asker within so many seconds."""
        ...


@dataclass(slots=True)
class _Host:
    """The state of one host in one process."""

    under_way: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0


class LocalPacer:
    """Turns within one process and one event loop, in the order in which they were asked for."""

    def __init__(self, host_connections: int = 2) -> None:
        self._connections = host_connections
        self._hosts: dict[str, _Host] = {}
        self._notes: dict[str, tuple[float, bytes]] = {}

    @asynccontextmanager
    async def slot(
        self, host: str, *, interval_s: float = 0.0, wait_s: float = DEFAULT_WAIT_S
    ) -> AsyncIterator[None]:
        """A turn at a host."""
        state = self._host(host)
        try:
            async with asyncio.timeout(wait_s):
                await self._take(state, interval_s, wait_s, host)
        except TimeoutError as error:
            raise Busy(host, wait_s) from error
        try:
            yield
        finally:
            state.under_way.release()

    async def _take(self, state: _Host, interval_s: float, wait_s: float, host: str) -> None:
        await state.under_way.acquire()
        try:
            async with state.turn:
                await self._rest(state, wait_s, host)
                state.next_at = time.monotonic() + interval_s
        except BaseException:
            state.under_way.release()
            raise

    async def _rest(self, state: _Host, wait_s: float, host: str) -> None:
        while (wait := state.next_at - time.monotonic()) > 0:
            if wait > wait_s:  # a penalty longer than we may wait: say so at once
                raise Busy(host, wait)
            await asyncio.sleep(wait)  # again: a penalty may have come meanwhile

    async def penalise(self, host: str, seconds: float) -> None:
        """No turn at this host for so many seconds."""
        state = self._host(host)
        state.next_at = max(state.next_at, time.monotonic() + seconds)

    async def recall(self, name: str) -> bytes | None:
        """A note."""
        until, note = self._notes.get(name, (0.0, b""))
        return note if until > time.monotonic() else None

    async def remember(self, name: str, note: bytes, *, ttl_s: float) -> None:
        """Keep a note."""
        now = time.monotonic()
        if len(self._notes) > _MAX_NOTES:
            self._notes = {n: kept for n, kept in self._notes.items() if kept[0] > now}
        self._notes[name] = (now + ttl_s, note)

    async def claim(self, name: str, *, ttl_s: float) -> bool:
        """Is this ours to do?"""
        if await self.recall(f"claim:{name}") is not None:
            return False
        await self.remember(f"claim:{name}", b"1", ttl_s=ttl_s)
        return True

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(self._connections))
        return self._hosts[host]


# Both scripts read Redis's own clock: the workers' clocks may differ.
_NOW = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
"""
# KEYS: next start, leases. ARGV: lease, lease ms, most leases, interval ms, busy poll ms.
# Returns 0 when the turn is ours, else milliseconds to wait, negative when all turns are taken.
_TAKE = (
    _NOW
    + """
local next_at = tonumber(redis.call('GET', KEYS[1]) or '0')
if next_at > now then return next_at - now end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return -tonumber(ARGV[5]) end
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
if tonumber(ARGV[4]) > 0 then
  redis.call('SET', KEYS[1], string.format('%d', now + ARGV[4]), 'PX', ARGV[4])
end
return 0
"""
)
# KEYS: next start. ARGV: penalty ms.
_PENALISE = (
    _NOW
    + """
local until_ = now + ARGV[1]
if tonumber(redis.call('GET', KEYS[1]) or '0') < until_ then
  redis.call('SET', KEYS[1], string.format('%d', until_), 'PX', ARGV[1])
end
return 0
"""
)
_POLL_MS = 50
_LONGEST_SLEEP_S = 2.0  # a penalty may be shortened, a lease may run out: look again


class RedisPacer:
    """Turns over all workers that share a Redis.

    A turn is a lease that runs out by itself, so a killed worker blocks a host for `lease_s` at
    most. When Redis does not answer, this process paces by itself: slower is never wrong.
    """

    def __init__(
        self,
        client: Any,  # redis.asyncio.Redis; its type is generic in a way that stubs disagree on
        *,
        host_connections: int = 2,
        lease_s: float = 60.0,
        prefix: str = "verifier:pace:",
    ) -> None:
        self._client = client
        self._connections = host_connections
        self._lease_ms = int(lease_s * 1000)
        self._prefix = prefix
        self._take = client.register_script(_TAKE)
        self._penalise = client.register_script(_PENALISE)
        self._local = LocalPacer(host_connections)

    @asynccontextmanager
    async def slot(
        self, host: str, *, interval_s: float = 0.0, wait_s: float = DEFAULT_WAIT_S
    ) -> AsyncIterator[None]:
        """A turn at a host."""
        lease = uuid4().hex
        try:
            await self._wait(host, lease, interval_s, wait_s)
        except (RedisError, OSError) as error:
            logger.warning("pacing without Redis: %s", error)
            async with self._local.slot(host, interval_s=interval_s, wait_s=wait_s):
                yield
            return
        try:
            yield
        finally:
            await self._release(host, lease)

    async def _wait(self, host: str, lease: str, interval_s: float, wait_s: float) -> None:
        give_up = time.monotonic() + wait_s
        keys = [self._key("next", host), self._key("busy", host)]
        args = [lease, self._lease_ms, self._connections, int(interval_s * 1000), _POLL_MS]
        while (wait_ms := int(await self._take(keys=keys, args=args))) != 0:
            wait = abs(wait_ms) / 1000
            if time.monotonic() + wait > give_up:
                raise Busy(host, max(wait, wait_s))
            await asyncio.sleep(min(wait, _LONGEST_SLEEP_S))

    async def _release(self, host: str, lease: str) -> None:
        try:
            await asyncio.shield(self._client.zrem(self._key("busy", host), lease))
        except (RedisError, OSError) as error:
            logger.warning("a turn at %s ends with its lease only: %s", host, error)

    async def penalise(self, host: str, seconds: float) -> None:
        """No turn at this host for so many seconds, for any worker."""
        await self._local.penalise(host, seconds)
        if seconds <= 0:
            return
        try:
            await self._penalise(keys=[self._key("next", host)], args=[int(seconds * 1000)])
        except (RedisError, OSError) as error:
            logger.warning("pacing without Redis: %s", error)

    async def recall(self, name: str) -> bytes | None:
        """A note that any worker left."""
        try:
            note: bytes | str | None = await self._client.get(self._key("note", name))
        except (RedisError, OSError):
            return await self._local.recall(name)
        return note.encode() if isinstance(note, str) else note

    async def remember(self, name: str, note: bytes, *, ttl_s: float) -> None:
        """Keep a note for all workers."""
        await self._local.remember(name, note, ttl_s=ttl_s)
        try:
            await self._client.set(self._key("note", name), note, px=int(ttl_s * 1000))
        except (RedisError, OSError) as error:
            logger.warning("a note is kept here only: %s", error)

    async def claim(self, name: str, *, ttl_s: float) -> bool:
        """Is this ours to do, and no other worker's?"""
        try:
            key = self._key("claim", name)
            return bool(await self._client.set(key, b"1", nx=True, px=int(ttl_s * 1000)))
        except (RedisError, OSError):
            return await self._local.claim(name, ttl_s=ttl_s)

    def _key(self, kind: str, name: str) -> str:
        return f"{self._prefix}{kind}:{name}"
