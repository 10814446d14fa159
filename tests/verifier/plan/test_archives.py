"""The outlet's own pages of the cited day are asked for, and not many of them."""

from datetime import date

import pytest

from tests.verifier.nouns import POST, article, citation, log, quotation
from verifier.model import Blank, Channel, Limits, Listing, Outcome, Request, Search, Unread
from verifier.outlets import Outlet, Registry
from verifier.outlets.routes import Route, RouteKind
from verifier.plan import plan

SITE = "https://meridianpost.example"
LISTS = Limits(channels=frozenset({Channel.SITEMAP}), private=True)
OF_A_DAY = Route(RouteKind.DAY, f"{SITE}/{{year}}/{{month}}/{{day}}/")
OF_A_MONTH = Route(RouteKind.MONTH, f"{SITE}/{{year}}-{{month}}.xml")
ENDED = Route(RouteKind.DAY, f"{SITE}/old/{{year}}{{month}}{{day}}", until=date(2010, 1, 1))


def asked(day: str | None, routes: tuple[Route, ...], *readings: object) -> list[Request]:
    registry = Registry([Outlet(POST, domains=("meridianpost.example",), routes=routes)])
    cited = quotation("The ferry is the longest street in this town", citation(day=day))
    return list(plan(article(cited), log(*readings), LISTS, registry))  # type: ignore[arg-type]


def told(requests: list[Request]) -> list[str]:
    assert all(isinstance(request, Search) for request in requests)
    return [r.target.removeprefix(SITE) for r in requests if isinstance(r, Search)]


def refused(request: Request) -> Blank:
    return Blank(request, Unread(None, Outcome.GONE))


def test_the_cited_day_is_asked_for_first_and_its_month() -> None:
    assert told(asked("2024-01-15", (OF_A_MONTH, OF_A_DAY, ENDED))) == [
        "/2024/01/15/",
        "/2024-01.xml",
    ]


def test_neighbouring_days_only_where_the_route_answered() -> None:
    first = asked("2024-01-15", (OF_A_DAY,))

    heard = asked("2024-01-15", (OF_A_DAY,), *(Listing(r) for r in first))
    stale = asked("2024-01-15", (OF_A_DAY,), *(refused(r) for r in first))

    assert told(heard) == ["/2024/01/16/", "/2024/01/14/", "/2024/01/17/", "/2024/01/13/"]
    assert told(stale) == ["/robots.txt"]


def test_a_month_route_is_asked_for_each_month_once() -> None:
    first = asked("2024-01-31", (OF_A_MONTH,))

    heard = asked("2024-01-31", (OF_A_MONTH,), *(Listing(r) for r in first))

    assert told(first) == ["/2024-01.xml"]
    assert told(heard) == ["/2024-02.xml"]


@pytest.mark.parametrize("day", [None, "2024-01", "2024", "1970-01-15"])
def test_without_a_day_of_the_web_no_archive_page_is_asked_for(day: str | None) -> None:
    assert told(asked(day, (OF_A_DAY, OF_A_MONTH))) == ["/robots.txt"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999"])
def test_a_year_that_is_a_slip_counts_as_no_date(day: str) -> None:
    assert asked(day, (OF_A_DAY,)) == asked(None, (OF_A_DAY,))
