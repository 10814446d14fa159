"""What is still worth asking for an article; () when nothing is.

A pure function of article and log: it asks the judge which findings are open, takes for each the
next rung of the ladder, and never repeats a question. Limits count requests, never seconds.
"""

from dataclasses import replace

from verifier.judge.sightings import is_aside
from verifier.model import Article, Limits, QuotationKind, Request, Search, Seen
from verifier.outlets import Registry
from verifier.plan.desk import Case, Desk
from verifier.plan.ladder import ladder

__all__ = ["plan"]


def plan(article: Article, seen: Seen, limits: Limits, registry: Registry) -> tuple[Request, ...]:
    """The requests of the next round, in order of rank; () when the job is done."""
    left = limits.max_requests - len(seen)
    if left <= 0:
        return ()
    desk = Desk(article, seen, limits, registry)
    asked: dict[str, Request] = {}
    busy: set[str] = set()
    for case in sorted(desk.cases, key=_patience):
        if is_aside(case.unit.lead) and case.unit.lead.kind is not QuotationKind.INDIRECT:
            continue
        # What an undated or indirect one looks for is often on the page that a dated citation
        # of the same outlet leads to: it waits.
        if _patience(case)[0] and busy & set(case.source.sites):
            continue
        fresh = next_rung(desk, case)
        if fresh:
            busy.update(case.source.sites)
        for request in fresh:
            asked[request.key] = _merged(asked.get(request.key), request)
    return _numbered(desk, list(asked.values())[:left])


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
