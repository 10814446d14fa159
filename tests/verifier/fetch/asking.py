"""Asking a `Web` from tests that are plain functions."""

import asyncio
from collections.abc import Mapping, Sequence

from tests.verifier.fetch.hostile import Server
from verifier.fetch import Pacer, Web
from verifier.model import Answer, Fetch, Outcome, Request, Snapshot, Unread
from verifier.settings import Settings


def settings_for(
    *servers: Server, hosts: Sequence[str] = ("127.0.0.1",), **given: object
) -> Settings:
    """Settings that allow the servers and do not pace, unless told otherwise."""
    usual: dict[str, object] = {
        "allow_addresses": tuple(f"{host}:{server.port}" for server in servers for host in hosts),
        "host_interval_s": 0,
        "url_deadline_s": 2,
    }
    return Settings(**{**usual, **given})  # type: ignore[arg-type]


def ask(
    settings: Settings,
    requests: Sequence[Request],
    pacer: Pacer | None = None,
    held: Mapping[str, Snapshot] | None = None,
) -> list[tuple[Request, Answer]]:
    """The answers in the order in which they came."""

    async def run() -> list[tuple[Request, Answer]]:
        web = Web(settings, pacer)
        try:
            return [pair async for pair in web.answer(requests, held or {})]
        finally:
            await web.aclose()

    return asyncio.run(run())


def fetch(settings: Settings, url: str) -> Answer:
    """The answer for one page."""
    return ask(settings, [Fetch(url)])[0][1]


def outcome_of(answer: Answer) -> Outcome | None:
    """None for a page that was had."""
    return answer.outcome if isinstance(answer, Unread) else None


def body_of(answer: Answer) -> bytes:
    """The body of a page that was had."""
    assert isinstance(answer, Snapshot), answer
    return answer.body
