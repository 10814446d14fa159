"""What is still worth asking for an article; () when nothing is.

A pure function of article and log: it asks the judge which findings are open, takes for each the
next rung of the ladder, and never repeats a question. Limits count requests to the net, never
seconds; the user's own files cost nothing.

Where an article has more quotations than the limit has requests, those begun are brought to their
end before others are begun: half a search for each would find nothing for any.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verifier.judge.sightings import is_aside
from verifier.model import Article, Channel, Limits, QuotationKind, Request, Search, Seen
from verifier.outlets import Registry
from verifier.plan.desk import TRIALS, WORD_CHANNELS, Case, Desk
from verifier.plan.ladder import ladder

__all__ = ["plan"]

FEWEST_A_ROUND = 40  # requests to the net; the articles of one page never need more
SHARE_A_ROUND = 4  # of what is left, where that is more


def plan(article: Article, seen: Seen, limits: Limits, registry: Registry) -> tuple[Request, ...]:
    """The requests of the next round, in order of rank; () when the job is done."""
    desk = Desk(article, seen, limits, registry)
    asked: dict[str, Request] = {}
    busy: set[str] = set()
    for case in sorted(desk.cases, key=lambda case: (not desk.is_begun(case), *_patience(case))):
        if is_aside(case.unit.lead) and case.unit.lead.kind is not QuotationKind.INDIRECT:
            continue
        # What an undated or indirect one looks for is often on the page that a dated citation
        # of the same outlet leads to: it waits.
        if _patience(case)[0] and busy & set(case.source.places):
            continue
        fresh = next_rung(desk, case)
        if fresh:
            busy.update(case.source.places)
        for request in fresh:
            asked[request.key] = _merged(asked.get(request.key), request)
    return _numbered(desk, _affordable(desk, _tried_out(desk, asked.values())))


def _tried_out(desk: Desk, asked: Iterable[Request]) -> Iterator[Request]:
    """All but the many questions to an engine that has not answered any: a few tell if it will."""
    room = {channel: TRIALS for channel in WORD_CHANNELS if not desk.has_answered(channel)}
    for request in asked:
        left = room.get(request.channel, 1)
        if request.channel in room:
            room[request.channel] = left - 1
        if left > 0:
            yield request


def _affordable(desk: Desk, asked: Iterable[Request]) -> list[Request]:
    """The first requests, as many as the limit leaves for this round, and all for own files."""
    left = desk.limits.max_requests - desk.spent
    room = min(left, max(FEWEST_A_ROUND, left // SHARE_A_ROUND))
    kept: list[Request] = []
    for request in asked:
        is_free = request.channel is Channel.FOLDER
        if is_free or room > 0:
            kept.append(request)
            room -= not is_free
    return kept


def _patience(case: Case) -> tuple[int, int]:
    """Linked and dated citations first, then undated ones, then indirect statements."""
    lead = case.unit.lead
    if lead.kind is QuotationKind.INDIRECT:
        return 2, lead.start
    linked = any(named.linked for named in case.unit.named)
    return int(case.source.days is None and not linked), lead.start


def next_rung(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The new requests of the first rung that has any."""
    for rung in ladder(desk, case):
        fresh = tuple(request for request in rung if request.key not in desk.seen)
        if fresh:
            return fresh
    return ()


def _merged(held: Request | None, request: Request) -> Request:
    """One request for all quotations that ask for it."""
    if held is None:
        return request
    both = tuple(sorted({*held.quotations, *request.quotations}))
    if isinstance(held, Search):
        return replace(held, quotations=both)
    return replace(held, quotations=both)


def _numbered(desk: Desk, requests: list[Request]) -> tuple[Request, ...]:
    return tuple(
        replace(request, round=desk.round, rank=rank) for rank, request in enumerate(requests)
    )
