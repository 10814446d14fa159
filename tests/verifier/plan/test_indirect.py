"""What is asked for an indirect statement beside a quotation of the same source and day."""

from dataclasses import replace
from urllib.parse import unquote_plus

from tests.verifier.nouns import REGISTRY, article, citation, match, page, quotation
from verifier.model import (
    Candidate,
    Channel,
    Fetch,
    Limits,
    Listing,
    QuotationKind,
    Reading,
    Request,
    Search,
    Verdict,
)
from verifier.plan import plan
from verifier.plan.pages import MOST_ON_POINT

ENGINE = Limits(channels=frozenset({Channel.SEARXNG}))
QUOTED = quotation("The ferry is the longest street in this town", citation())
STATED = replace(
    quotation("the cannery at Brannock reopened its salmon smokehouse", citation(), id="q2"),
    kind=QuotationKind.INDIRECT,
    aside="indirect statement",
    start=90,
)
ARTICLE = article(QUOTED, STATED)
FERRY = "https://meridianpost.example/2024/01/15/ferry"


def settled(*offered: str) -> dict[str, Reading]:
    """A log in which the quotation was found and the statement's own search offered some pages."""
    found = page(FERRY, match())
    seen: dict[str, Reading] = {found.request.key: found}
    for request in asked(seen):
        assert isinstance(request, Search)
        words = "cannery Brannock salmon smokehouse"
        pages = tuple(Candidate(url, title=words) for url in offered)
        seen[request.key] = Listing(request, pages)
    return seen


def asked(seen: dict[str, Reading]) -> tuple[Request, ...]:
    return plan(ARTICLE, seen, ENGINE, REGISTRY)


def test_it_is_searched_for_in_its_own_words_although_its_source_is_settled() -> None:
    (search,) = (r.request for r in settled().values() if isinstance(r, Listing))

    assert isinstance(search, Search)
    assert search.quotations == ("q2",)
    assert "Brannock" in unquote_plus(search.target)
    assert "ferry" not in unquote_plus(search.target).lower()


def test_a_few_of_the_pages_offered_are_read_and_then_it_is_enough() -> None:
    offered = [f"https://meridianpost.example/2024/01/1{n}/cannery" for n in range(5)]
    seen = settled(*offered)

    read = []
    while requests := asked(seen):
        for request in requests:
            assert isinstance(request, Fetch)
            assert request.url in offered
            read.append(request.url)
            absent = match(Verdict.NOT_FOUND, passage="", score=0.0, quoted=None)
            seen[request.key] = page(request.url, absent, request=request)

    assert 0 < len(read) <= MOST_ON_POINT
