"""SearXNG, Brave and GDELT: what is asked, and what their many kinds of answers mean."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.verifier.nouns import snapshot
from verifier.channels import brave, gdelt, hear, searxng
from verifier.model import Channel, Listing, Outcome, Search, Unread

DAYS = (date(2024, 1, 13), date(2024, 1, 18))
SEARCH = Search(Channel.SEARXNG, "/search?q=ferry", domains=("meridianpost.example",))
GDELT = Search(Channel.GDELT, "/api/v2/doc/doc?query=ferry", domains=("meridianpost.example",))


def query_of(search: Search, name: str) -> str:
    return parse_qs(urlsplit(search.target).query)[name][0]


def results(*rows: dict[str, object], silent: list[list[str]] | None = None) -> str:
    return json.dumps({"results": rows, "unresponsive_engines": silent or []})


def test_searxng_is_asked_for_a_phrase_on_sites() -> None:
    (search,) = searxng.ask(phrase="the longest street", domains=("a.example", "b.example"))

    assert query_of(search, "q") == '"the longest street" site:a.example OR site:b.example'
    assert query_of(search, "format") == "json"


def test_nothing_is_asked_for_no_words() -> None:
    assert searxng.ask(domains=("a.example",)) == ()
    assert gdelt.ask(days=DAYS) == ()


def test_searxng_results_of_other_hosts_are_left_out() -> None:
    body = results(
        {"url": "https://www.meridianpost.example/a", "title": "A", "content": "s"},
        {"url": "https://other.example/b"},
        {"url": "javascript:alert(1)"},
    )

    heard = hear(SEARCH, snapshot(body))

    assert isinstance(heard, Listing)
    assert [held.url for held in heard.candidates] == ["https://www.meridianpost.example/a"]
    assert heard.candidates[0].snippet == "s"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(results(silent=[["engine", "too many requests"]]), id="no engine answered"),
        pytest.param("<html>403 Forbidden</html>", id="JSON is switched off"),
        pytest.param('{"error": "No query"}', id="an error"),
        pytest.param("[]", id="another shape"),
    ],
)
def test_a_search_that_could_not_be_made_is_no_search(body: str) -> None:
    heard = hear(SEARCH, snapshot(body))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.CHANNEL_REFUSED


def test_no_results_while_engines_answered_is_an_empty_list() -> None:
    assert hear(SEARCH, snapshot(results())) == Listing(SEARCH)


def test_gdelt_is_asked_within_days_and_hosts() -> None:
    (search,) = gdelt.ask(any_of=("ferry", "slipway"), domains=("a.example",), days=DAYS)

    assert query_of(search, "query") == "(ferry OR slipway) domain:a.example"
    assert query_of(search, "startdatetime") == "20240113000000"
    assert query_of(search, "enddatetime") == "20240119000000"


def test_gdelt_is_not_asked_for_days_before_it_began() -> None:
    assert gdelt.ask(any_of=("ferry",), days=(date(1998, 1, 1), date(1998, 12, 31))) == ()


def test_gdelt_is_not_asked_for_a_phrase_that_it_calls_too_short() -> None:
    assert gdelt.ask(phrase="oh no") != ()
    assert gdelt.ask(phrase="oh") == ()


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        pytest.param("{}", [], id="nothing"),
        pytest.param(
            '{"articles": [{"url": "https://meridianpost.example/a", "title": "A\x01 \\q",'
            ' "seendate": "20240115T093000Z"}]}',
            ["https://meridianpost.example/a"],
            id="bare control characters and backslashes",
        ),
        pytest.param(
            '{"articles": [{"url": "https://notmeridianpost.example/a"}]}',
            [],
            id="domain: also matches other domains",
        ),
    ],
)
def test_gdelt_lists(body: str, urls: list[str]) -> None:
    heard = hear(GDELT, snapshot(body))

    assert isinstance(heard, Listing)
    assert [held.url for held in heard.candidates] == urls


def test_gdelt_gives_the_day_a_page_was_seen() -> None:
    body = '{"articles": [{"url": "https://meridianpost.example/a", "seendate": "20240115T0930Z"}]}'

    heard = hear(GDELT, snapshot(body))

    assert isinstance(heard, Listing)
    assert heard.candidates[0].published == "2024-01-15"


@pytest.mark.parametrize("body", ["The specified phrase is too short.\n", "<html>busy</html>", ""])
def test_gdelt_text_with_status_200_is_a_refusal(body: str) -> None:
    heard = hear(GDELT, snapshot(body))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.CHANNEL_REFUSED


def test_a_channel_that_does_not_exist_was_not_tried() -> None:
    heard = hear(Search(Channel.COMMONCRAWL, "/x"), snapshot("{}"))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.NOT_TRIED


class TestBrave:
    """Brave: bounded queries, results of two parts, refusals told from results."""

    SEARCH = Search(Channel.BRAVE, brave.PATH + "q=ferry", domains=("meridianpost.example",))

    def test_it_is_asked_for_a_phrase_on_sites(self) -> None:
        (search,) = brave.ask(phrase="the longest street", domains=("a.example", "b.example"))

        assert query_of(search, "q") == '"the longest street" site:a.example OR site:b.example'
        assert search.target.startswith("/res/v1/web/search?")
        assert brave.ask() == ()

    def test_a_query_keeps_within_the_services_bounds(self) -> None:
        (search,) = brave.ask(words=["ferryman"] * 80, domains=("a.example",))
        query = query_of(search, "q")

        assert len(query) <= brave.MOST_CHARACTERS
        assert len(query.split()) <= brave.MOST_WORDS
        assert query.endswith("site:a.example")

    def test_results_of_other_hosts_are_left_out(self) -> None:
        web = [
            {"url": "https://meridianpost.example/a", "title": "A", "page_age": "2024-01-15"},
            {"url": "https://other.example/b"},
        ]
        news = [{"url": "https://www.meridianpost.example/n", "description": "s"}]
        body = {"type": "search", "web": {"results": web}, "news": {"results": news}}

        heard = hear(self.SEARCH, snapshot(json.dumps(body)))

        assert isinstance(heard, Listing)
        assert [held.url for held in heard.candidates] == [
            "https://meridianpost.example/a",
            "https://www.meridianpost.example/n",
        ]
        assert heard.candidates[0].published == "2024-01-15"

    def test_no_result_is_an_empty_listing(self) -> None:
        heard = hear(self.SEARCH, snapshot('{"type": "search", "query": {}}'))

        assert isinstance(heard, Listing)
        assert heard.candidates == ()

    @pytest.mark.parametrize("body", ['{"type": "ErrorResponse"}', "[]", "Too many requests"])
    def test_anything_else_is_a_refusal(self, body: str) -> None:
        heard = hear(self.SEARCH, snapshot(body))

        assert isinstance(heard, Unread)
        assert heard.outcome is Outcome.CHANNEL_REFUSED
