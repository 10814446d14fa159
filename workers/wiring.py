"""Where the real parts of a worker are put together: once in each process, after its fork."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from celery import Celery
from redis.asyncio import Redis

from verifier.fetch import RedisPacer, Web
from verifier.judge import judge
from verifier.model import (
    Answer,
    Article,
    Channel,
    Document,
    Limits,
    MediaType,
    Reading,
    Report,
    Request,
    Seen,
    Snapshot,
    Unread,
)
from verifier.outlets import Registry, load_registry
from verifier.parse import parse
from verifier.plan import plan
from verifier.reading import ReadingChild
from verifier.settings import Settings, read_settings
from verifier.store import Job, Store
from workers.app import redis_client_url
from workers.bell import try_send
from workers.names import name_of

Value = TypeVar("Value")


class Looker(Protocol):
    """The net, as a worker sees it (`verifier.fetch.Web`)."""

    def answer(
        self, requests: Sequence[Request], held: Mapping[str, Snapshot]
    ) -> AsyncIterator[tuple[Request, Answer]]:
        """Each request with its answer, as they come; `held` has older copies by request key."""

    async def fetch_url(self, url: str) -> Answer:
        """One page by its URL."""

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int | Unread:
        """The status that an address answers to a message, or why it could not be sent."""


class Reader(Protocol):
    """The reading of untrusted bytes (`verifier.reading.ReadingChild`)."""

    def read(
        self, body: bytes, kind: MediaType, url: str | None = None, charset: str | None = None
    ) -> Document | Unread:
        """An article's text, or why it has none."""

    def digest(self, article: Article, request: Request, answer: Answer) -> Reading:
        """What one answer says about the article's quotations."""

    def read_page(self, snapshot: Snapshot) -> Document | Unread:
        """A page's text, or why it has none."""


@dataclass(frozen=True)
class Core:
    """The pure functions that a job is moved on with."""

    parse: Callable[[Document, date | None], Article]
    plan: Callable[[Article, Seen, Limits], Sequence[Request]]
    judge: Callable[[Article, Seen, Limits], Report]


@dataclass
class Parts:
    """All that a task needs; one worker process has one."""

    settings: Settings
    store: Store
    core: Core
    reader: Reader
    web: Looker
    send: Callable[[], object]  # send the rings that are due
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    name: str = field(default_factory=lambda: name_of(os.getpid()))

    def run(self, work: Coroutine[Any, Any, Value]) -> Value:
        """Run asynchronous work to its end, always in the same loop: connections live on."""
        return self.runner.run(work)

    def limits(self, job: Job, *, folder: bool) -> Limits:
        """What this job may ask for."""
        channels = self.settings.enabled_channels
        if not folder:
            channels -= {Channel.FOLDER}
        return Limits(self.settings.max_requests, channels, job.private)


_wired: dict[int, Parts] = {}


def wired() -> Parts:
    """The parts of this process; made when first asked for, so never shared over a fork."""
    pid = os.getpid()
    if pid not in _wired:
        _wired.clear()
        _wired[pid] = _wire(read_settings())
    return _wired[pid]


def _wire(settings: Settings) -> Parts:
    store = Store(settings.store_url, lease_s=settings.lease_s)
    child = ReadingChild(settings)
    child.__enter__()  # it ends with this process, when its pipe closes
    pace = Redis.from_url(redis_client_url(settings.redis_url), socket_timeout=10)
    # A turn at a host lasts no longer than one URL may take; a killed worker's turns end then.
    pacer = RedisPacer(
        pace, host_connections=settings.host_connections, lease_s=settings.url_deadline_s
    )
    web = Web(settings, pacer)
    app = _current_app()
    return Parts(
        settings=settings,
        store=store,
        core=real_core(load_registry(settings.outlets)),
        reader=child,
        web=web,
        send=lambda: try_send(store, app),
    )


def real_core(registry: Registry) -> Core:
    """The verifier's own functions, with this registry of outlets."""
    return Core(
        parse=lambda document, published: parse(document, registry, published=published),
        plan=lambda article, seen, limits: plan(article, seen, limits, registry),
        judge=judge,
    )


def _current_app() -> Celery:
    from workers import app

    celery: Celery = app.app
    return celery
