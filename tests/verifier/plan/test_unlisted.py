"""Where the site of an outlet is looked for that the registry lacks."""

from dataclasses import replace

import pytest

from tests.verifier.nouns import article, citation, log, quotation
from verifier.model import Article, Blank, Channel, Limits, Link, Outcome, Search, Unread
from verifier.outlets import Outlet, Registry
from verifier.plan import plan
from verifier.plan.unlisted import guesses, linked_domains

COURIER = "Brannock Courier"
BRITISH = Registry([Outlet("Meridian Post", domains=("meridianpost.co.uk",))])
LISTS = Limits(channels=frozenset({Channel.SITEMAP}))
CITED = quotation("The ferry is the longest street in this town", citation(COURIER))


def told(quoted: Article, *readings: object, limits: Limits = LISTS) -> list[str]:
    requests = plan(quoted, log(*readings), limits, BRITISH)  # type: ignore[arg-type]
    return [request.target for request in requests if isinstance(request, Search)]


@pytest.mark.parametrize(
    ("written", "language", "others", "expected"),
    [
        (COURIER, "en", (), ("brannockcourier.com", "brannockcourier.org")),
        (
            COURIER,
            "en",
            ("a.co.uk", "b.co.uk", "c.ie"),
            ("brannockcourier.com", "brannockcourier.co.uk"),
        ),
        (COURIER, "en", ("van.eu", "post.example"), ("brannockcourier.com", "brannockcourier.org")),
        ("The Brannock Courier", "en", (), ("brannockcourier.com", "brannockcourier.org")),
        ("Wald-Kurier", "de", (), ("wald-kurier.de", "wald-kurier.com")),
        ("Skov Tidende", "da", (), ("skovtidende.dk", "skovtidende.com")),
        ("Courier", "en", (), ()),  # anybody's
        ("", "en", (), ()),
        ("Лесной курьер", "ru", (), ()),
        ("Salt & Tide Weekly", "en", (), ()),
        ("brannock.example/courier", "en", (), ()),  # an address, not a name
    ],
)
def test_an_address_is_guessed_by_the_name(
    written: str, language: str, others: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert guesses(written, language, others) == expected


def test_two_addresses_are_tried_one_after_the_other_and_no_more() -> None:
    quoted = article(CITED)
    seen: list[object] = []
    tried = []
    while targets := told(quoted, *seen):
        tried.extend(targets)
        seen.extend(
            Blank(Search(Channel.SITEMAP, target), Unread(None, Outcome.DNS)) for target in targets
        )

    assert tried == [
        "https://brannockcourier.com/robots.txt",
        "https://brannockcourier.org/robots.txt",
    ]


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(replace(LISTS, private=True), id="a name is a word of the article"),
        pytest.param(replace(LISTS, channels=frozenset({Channel.LINK})), id="no lists wanted"),
    ],
)
def test_nothing_is_guessed_where_it_may_not_be(limits: Limits) -> None:
    assert told(article(CITED), limits=limits) == []


def test_an_engine_is_asked_instead_of_guessing() -> None:
    limits = replace(LISTS, channels=frozenset({Channel.SITEMAP, Channel.SEARXNG}))

    assert not any("robots.txt" in target for target in told(article(CITED), limits=limits))


def test_a_link_called_by_the_outlets_name_tells_its_domain() -> None:
    quoted = article(CITED)
    text = f"{quoted.text} See the Brannock Courier."
    start = text.index("the Brannock")
    link = Link(start, start + len("the Brannock Courier"), "https://www.courier.test/town/1")
    linked = replace(quoted, document=replace(quoted.document, text=text, links=(link,)))

    assert linked_domains(linked, COURIER) == ("courier.test",)
    assert told(linked) == ["https://courier.test/robots.txt"]


def test_a_linked_citation_tells_the_domain_of_an_unlinked_one() -> None:
    elsewhere = replace(
        CITED, id="q2", citations=(citation(COURIER, url="https://courier.test/town/1"),)
    )

    assert linked_domains(article(CITED, elsewhere), COURIER) == ("courier.test",)
