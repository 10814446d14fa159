from datetime import date

import pytest

from verifier.outlets import Route, RouteKind, load_registry
from verifier.outlets.routes import fault

DAY = date(2024, 1, 7)
SITE = "https://www.harbour.example"


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("{year}/{month}/{day}/", "2024/01/07/"),
        ("{year}/{m}/{d}", "2024/1/7"),
        ("{yy}{month}{day}.htm", "240107.htm"),
        ("{year}/{mon}/{day}/all", "2024/jan/07/all"),
        ("{year}/{month_name}/{d}", "2024/january/7"),
        ("{day}-{Month_name}-{year}", "07-January-2024"),
        ("starttime-{serial}.cms", "starttime-45298.cms"),
    ],
)
def test_a_day_route_becomes_the_address_of_that_day(template: str, address: str) -> None:
    route = Route(RouteKind.DAY, f"{SITE}/{template}")

    assert fault(route, ["harbour.example"]) is None
    assert route.expand(DAY) == f"{SITE}/{address}"


def test_the_words_of_a_search_are_encoded() -> None:
    route = Route(RouteKind.SEARCH, f"{SITE}/search?q={{query}}")

    assert route.expand(query="“salt & tide”") == f"{SITE}/search?q=%E2%80%9Csalt+%26+tide%E2%80%9D"
    assert route.expand(query="  ") is None


def test_a_route_without_fields_needs_no_day() -> None:
    assert Route(RouteKind.FEED, f"{SITE}/feed").expand() == f"{SITE}/feed"


def test_a_route_covers_only_its_days() -> None:
    route = Route(RouteKind.DAY, f"{SITE}/{{serial}}", since=DAY, until=date(2024, 1, 8))

    assert route.expand(DAY) is not None
    assert route.expand(date(2024, 1, 6)) is None
    assert route.expand(date(2024, 1, 9)) is None
    assert route.expand() is None


@pytest.mark.parametrize(
    ("kind", "template", "says"),
    [
        ("feed", "ftp://harbour.example/feed", "http"),
        ("feed", "javascript:alert(1)", "http"),
        ("feed", "//harbour.example/feed", "http"),
        ("feed", "https://other.example/feed", "own domains"),
        ("feed", "https://notharbour.example/feed", "own domains"),
        ("feed", "https://harbour.example.other.example/feed", "own domains"),
        ("feed", "https://harbour.example@other.example/feed", "user"),
        ("feed", "https://harbour.example:8443/feed", "port"),
        ("day", "https://{year}.harbour.example/{month}/{day}", "field in its host"),
        ("day", "https://harbour.example/{year}/{month}", "fields of a day route"),
        ("month", "https://harbour.example/{year}/{month}/{day}", "fields of a month route"),
        ("feed", "https://harbour.example/{year}", "fields of a feed route"),
        ("search", "https://harbour.example/search", "fields of a search route"),
        ("day", "https://harbour.example/{year}/{month}/{day}/{hour}", "{hour}"),
        ("day", "https://harbour.example/{year}/{month}/{day}/{}", "{}"),
    ],
)
def test_a_route_that_cannot_be_is_told(kind: str, template: str, says: str) -> None:
    wrong = fault(Route(RouteKind(kind), template), ["harbour.example"])

    assert wrong is not None
    assert says in wrong


def test_every_bundled_route_is_sound_and_gives_an_address() -> None:
    routed = [(outlet, route) for outlet in load_registry() for route in outlet.routes]

    assert len(routed) > 200
    for outlet, route in routed:
        assert fault(route, (*outlet.domains, *outlet.mirrors)) is None, route
        day = min(max(DAY, route.since), route.until)
        address = route.expand(day, query="salt") or ""
        assert address.startswith(("https://", "http://"))
        assert "{" not in address
