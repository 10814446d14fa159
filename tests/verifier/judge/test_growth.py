"""How does the work of a judgement grow with the article? Counted in calls, not in seconds."""

import sys
from dataclasses import replace

from tests.verifier.judge.cases import CITED
from tests.verifier.nouns import article, fetch, log, unread
from verifier.judge import judge
from verifier.model import Channel, Limits, Listing, Outcome, Search


def _calls(quotations: int) -> int:
    """How many functions are called to judge an article of which each quotation was asked for."""
    # No address twice: what is cached of one is no work for the next.
    ids = [f"{quotations}-{n}" for n in range(quotations)]
    quoted = [replace(CITED, id=id_, start=100 * n) for n, id_ in enumerate(ids)]
    asked = [Search(Channel.SEARXNG, f"/{q.id}", quotations=(q.id,)) for q in quoted]
    gone = [
        replace(fetch(f"https://meridianpost.example/{q.id}"), quotations=(q.id,)) for q in quoted
    ]
    seen = log(*map(Listing, asked), *(unread(f.url, Outcome.GONE, request=f) for f in gone))
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        judge(article(*quoted), seen, Limits(1000, frozenset(Channel)))
    finally:
        sys.setprofile(before)
    return counted


def test_work_grows_with_the_log_and_not_with_quotations_times_readings() -> None:
    assert _calls(160) < 2.3 * _calls(80)
