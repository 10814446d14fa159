"""Requests answered with as few fetches as can be: a page that another job has is not asked twice.

Two jobs that want one page at the same time are told apart by the store: one has the turn, the
other waits for the copy. What could not be read is not shared; each job tries for itself.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TypeGuard, cast

from verifier.model import Answer, Fetch, Request
from workers.wiring import Parts

# A page is as good for another job this long. A retry asks only for pages that could not be
# read, which are not kept, so it is never answered from here.
FRESH_S = 600.0
LOOK_EVERY_S = 0.2


async def shared(
    parts: Parts, requests: Sequence[Request], by: str
) -> AsyncGenerator[tuple[Request, Answer], None]:
    """Each request with its answer, as they come; whoever asks for the next has filed this one.

    `by` names the asker, so that its next attempt does not wait for the turns of this one.
    """
    open_ = list(requests)
    turn_s = parts.settings.url_deadline_s * 2
    while open_:
        pages = [request for request in open_ if _is_public(request)]
        copies, ours = await asyncio.to_thread(
            parts.store.turns, pages, fresh_s=FRESH_S, turn_s=turn_s, by=by
        )
        for page in pages:
            if page.key in copies:
                yield page, copies[page.key]
        mine = [r for r in open_ if not _is_public(r) or r.key in ours]
        fetched = cast("AsyncGenerator[tuple[Request, Answer], None]", parts.web.answer(mine))
        async with aclosing(fetched) as answers:
            async for request, answer in answers:
                yield request, answer
        open_ = [page for page in pages if page.key not in ours and page.key not in copies]
        if open_ and not mine:
            await asyncio.sleep(LOOK_EVERY_S)


def _is_public(request: Request) -> TypeGuard[Fetch]:
    """Whether it is a page of the web: a `file:` is its owner's own, whatever an article links."""
    return isinstance(request, Fetch) and request.url.startswith(("http://", "https://"))
