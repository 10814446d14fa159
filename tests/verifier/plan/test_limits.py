"""An article with more quotations than the limit has requests; the user's own files."""

from dataclasses import replace

from tests.verifier.nouns import REGISTRY, article, citation, quotation
from verifier.model import (
    Article,
    Blank,
    Candidate,
    Channel,
    Fetch,
    Limits,
    Listing,
    Outcome,
    Search,
    Seen,
    Unread,
)
from verifier.plan import FEWEST_A_ROUND, plan
from verifier.plan.desk import TRIALS

ENGINE = Limits(max_requests=60, channels=frozenset({Channel.SEARXNG}))


def long_article(number: int) -> Article:
    """An article that cites one outlet for a day of its own with each quotation."""
    return article(
        *(
            replace(
                quotation(f"Ferry{n} is the longest street in this town", id=f"q{n}", start=90 * n),
                citations=(citation(day=f"19{n}-01-05"),),
            )
            for n in range(10, 10 + number)
        )
    )


def run(quoted: Article, limits: Limits) -> tuple[Seen, list[int]]:
    """The whole ladder on a web where searches offer a page each and no page can be read."""
    seen: Seen = {}
    sizes: list[int] = []
    while requests := plan(quoted, seen, limits, REGISTRY):
        sizes.append(len(requests))
        for request in requests:
            if isinstance(request, Search):
                host = (request.domains or ("elsewhere.example",))[0]
                page = Candidate(
                    f"https://{host}/{request.key}", title="The ferry is the longest street"
                )
                seen = {**seen, request.key: Listing(request, (page,))}
            else:
                gone = Unread(request.url, Outcome.GONE)
                seen = {**seen, request.key: Blank(request, gone)}
    return seen, sizes


def test_what_is_begun_is_brought_to_its_end_before_the_next_is_begun() -> None:
    seen, sizes = run(long_article(80), ENGINE)

    fetched = {
        id_
        for reading in seen.values()
        if isinstance(reading.request, Fetch)
        for id_ in reading.request.quotations
    }
    assert fetched  # not all of the limit went into searches
    assert {f"q{n}" for n in range(10, 15)} <= fetched
    assert sizes[0] == TRIALS  # the engine may not answer at all
    assert sizes[1] == FEWEST_A_ROUND
    assert len(seen) == ENGINE.max_requests


def test_the_users_own_files_are_all_read_whatever_the_limit() -> None:
    quoted = long_article(80)
    own = Limits(max_requests=1, channels=frozenset({Channel.FOLDER, Channel.SEARXNG}))

    first = plan(quoted, {}, own, REGISTRY)

    assert sum(request.channel is Channel.FOLDER for request in first) == 80
    seen = {r.key: Listing(r, (Candidate("file:a.txt"),)) for r in first if isinstance(r, Search)}
    second = plan(quoted, seen, own, REGISTRY)
    assert [r.url for r in second if isinstance(r, Fetch)] == ["file:a.txt"]
    assert not any(request.channel is Channel.SEARXNG for request in (*first, *second))
