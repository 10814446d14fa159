"""Requests answered with as few questions to the net as can be: nothing is asked twice in a while.

Two jobs that want one page, sitemap or search at the same time are told apart by the store: one
has the turn, the other waits for the copy. Of an older copy the site is asked whether it has
changed. What got no answer is not shared; each job tries for itself.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import cast

from verifier.fetch import url_of
from verifier.model import Answer, Channel, Fetch, Request
from verifier.settings import Settings
from workers.wiring import Parts

# A page is as good for another job this long. A retry asks only for what could not be had, and
# refusals are not kept, so it is not answered from here.
FRESH_S = 600.0
LOOK_EVERY_S = 0.2

# A file is its owner's own; a TimeGate's answer is another for each moment that a header names.
_NOT_SHARED = frozenset({Channel.FOLDER, Channel.MEMENTO})


async def shared(
    parts: Parts, requests: Sequence[Request], by: str
) -> AsyncGenerator[tuple[Request, Answer], None]:
    """Each request with its answer, as they come; whoever asks for the next has filed this one.

    `by` names the asker, so that its next attempt does not wait for the turns of this one.
    """
    open_ = list(requests)
    turn_s = parts.settings.url_deadline_s * 2
    while open_:
        wanted = _addresses(open_, parts.settings)
        copies, ours = await asyncio.to_thread(
            parts.store.turns, wanted, fresh_s=FRESH_S, turn_s=turn_s, by=by
        )
        for request in open_:
            if request.key in copies:
                yield request, copies[request.key]
        mine = [r for r in open_ if r.key not in wanted or r.key in ours]
        older = {key: copy for key, copy in ours.items() if copy is not None}
        fetched = cast(
            "AsyncGenerator[tuple[Request, Answer], None]", parts.web.answer(mine, older)
        )
        async with aclosing(fetched) as answers:
            async for request, answer in answers:
                yield request, answer
        done = {request.key for request in mine} | copies.keys()
        open_ = [request for request in open_ if request.key not in done]
        if open_ and not mine:
            await asyncio.sleep(LOOK_EVERY_S)


def _addresses(requests: Sequence[Request], settings: Settings) -> dict[str, str]:
    """Where the requests go that all jobs may share an answer of, by their keys."""
    asked = {r.key: url_of(r, settings) for r in requests if _is_public(r)}
    return {key: url for key, url in asked.items() if url.startswith(("http://", "https://"))}


def _is_public(request: Request) -> bool:
    return isinstance(request, Fetch) or request.channel not in _NOT_SHARED
