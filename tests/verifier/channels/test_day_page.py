"""What an outlet's own page of a day offers."""

from datetime import date

import pytest

from tests.verifier.nouns import snapshot
from verifier.channels import hear, sitemap
from verifier.model import Candidate, Listing, Outcome, Unread

DAY = date(2024, 1, 15)
SITE = "https://meridianpost.example"
ASKED = sitemap.ask_archive(f"{SITE}/2024/01/15/", (DAY, DAY), domains=("meridianpost.example",))
OF_A_MONTH = sitemap.ask_archive(
    f"{SITE}/2024/01/", (date(2024, 1, 1), date(2024, 1, 31)), domains=("meridianpost.example",)
)


def offered(links: str, asked=ASKED) -> tuple[Candidate, ...]:
    body = f"<!doctype html><html><body>{links}</body></html>"
    heard = hear(asked, snapshot(body, url=asked.target))
    assert isinstance(heard, Listing)
    return heard.candidates


def test_headlines_are_candidates_of_that_day() -> None:
    links = "<h2><a href='/news/ferry'>The ferry is <b>late</b> again</a></h2>"

    assert offered(links) == (
        Candidate(f"{SITE}/news/ferry", title="The ferry is late again", published="2024-01-15"),
    )


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("<a href='/sport'>All sport</a>", id="a section has a short name"),
        pytest.param("<nav><a href='/news/x'>The ferry is late again</a></nav>", id="a menu"),
        pytest.param("<footer><p><a href='/x'>About us and our work</a></p></footer>", id="a foot"),
        pytest.param("<a href='https://other.example/x'>The ferry is late again</a>", id="a guest"),
        pytest.param("<a href='/'>The Meridian Post front page</a>", id="the front page"),
        pytest.param("<a href='/2024/01/15/#top'>Back to the very top</a>", id="itself"),
        pytest.param("<a href='javascript:go(1)'>The ferry is late again</a>", id="a script"),
        pytest.param("<a href='http://[x'>The ferry is late again</a>", id="no address"),
        pytest.param("<a>The ferry is late again</a>", id="no link"),
    ],
)
def test_what_is_no_headline_is_left_out(link: str) -> None:
    assert offered(link) == ()


def test_an_address_tells_its_own_day() -> None:
    link = "<a href='/2024/01/12/ferry'>The ferry is late again</a>"

    assert [c.published for c in offered(link)] == ["2024-01-12"]


def test_the_page_of_a_month_dates_nothing() -> None:
    link = "<a href='/news/ferry'>The ferry is late again</a>"

    assert [c.published for c in offered(link, OF_A_MONTH)] == [None]


def test_a_headline_without_spaces_counts_by_its_letters() -> None:
    links = "<a href='/a'>首相は渡し船の遅れについて謝罪した</a><a href='/b'>政治</a>"

    assert [c.url for c in offered(links)] == [f"{SITE}/a"]


def test_the_page_of_a_day_may_be_a_sitemap() -> None:
    body = f"<urlset><url><loc>{SITE}/news/ferry</loc></url></urlset>"

    heard = hear(ASKED, snapshot(body, url=ASKED.target))

    assert isinstance(heard, Listing)
    assert [c.url for c in heard.candidates] == [f"{SITE}/news/ferry"]


@pytest.mark.parametrize(
    "body",
    ["<!DOCTYPE html><p>Oops", "<html><body>Oops</html>", "<?xml version='1.0'?><html>Oops</html>"],
)
def test_a_web_page_in_place_of_a_sitemap_is_refused(body: str) -> None:
    (robots,) = sitemap.ask("meridianpost.example", (DAY, DAY))
    (asked,) = hear(robots, snapshot(f"Sitemap: {SITE}/sitemap.xml", url=robots.target)).follow

    heard = hear(asked, snapshot(body, url=asked.target))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.BAD_RESPONSE
