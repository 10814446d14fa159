"""The Wayback Machine's index and TimeMaps: pages of some days, and captures of one page."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.verifier.nouns import citation, snapshot
from verifier.channels import cdx, hear, link, memento
from verifier.model import Listing, Outcome, Search, Unread

PAGE = "https://meridianpost.example/view?id=7"
DAY = date(2024, 1, 15)
ARCHIVE = "https://archive.example/cdx/search/cdx?url=x"


def captures(*stamps: str, day: date | None = DAY) -> list[str]:
    (search,) = cdx.ask_captures(PAGE, day)
    rows = [["original", "timestamp"], *([PAGE, stamp] for stamp in stamps)]
    heard = hear(search, snapshot(json.dumps(rows), ARCHIVE))
    assert isinstance(heard, Listing)
    assert all(held.original == PAGE for held in heard.candidates)
    return [held.url for held in heard.candidates]


def test_the_index_is_asked_for_a_domain_and_days() -> None:
    (search,) = cdx.ask_window("meridianpost.example", (date(2024, 1, 13), date(2024, 1, 18)))
    asked = parse_qs(urlsplit(search.target).query)

    assert asked["url"] == ["meridianpost.example"]
    assert asked["matchType"] == ["domain"]
    assert (asked["from"], asked["to"]) == (["20240113"], ["20240122"])


def test_the_index_offers_live_addresses_with_the_day_of_capture() -> None:
    (search,) = cdx.ask_window("meridianpost.example", (DAY, DAY))
    rows = [["original", "timestamp"], [PAGE, "20240115093000"], ["https://o.test/", "20240115"]]

    heard = hear(search, snapshot(json.dumps(rows), ARCHIVE))

    assert isinstance(heard, Listing)
    assert [(held.url, held.published) for held in heard.candidates] == [(PAGE, "2024-01-15")]


def test_captures_come_nearest_the_cited_day_first_as_raw_replay_of_that_archive() -> None:
    assert captures("20230101000000", "20240120000000", "20240116000000") == [
        f"https://archive.example/web/20240116000000id_/{PAGE}",
        f"https://archive.example/web/20240120000000id_/{PAGE}",
        f"https://archive.example/web/20230101000000id_/{PAGE}",
    ]


def test_without_a_day_the_oldest_capture_comes_first() -> None:
    assert captures("20240120000000", "20230101000000", day=None)[0].endswith(
        f"/web/20230101000000id_/{PAGE}"
    )


@pytest.mark.parametrize("body", ["[]", "", "[ ]"])
def test_no_capture_is_an_empty_list(body: str) -> None:
    (search,) = cdx.ask_captures(PAGE, DAY)

    assert hear(search, snapshot(body, ARCHIVE)) == Listing(search)


@pytest.mark.parametrize("body", ["<html>Too Many Requests</html>", '{"error": "x"}'])
def test_another_answer_is_a_refusal(body: str) -> None:
    (search,) = cdx.ask_captures(PAGE, DAY)

    heard = hear(search, snapshot(body, ARCHIVE))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.CHANNEL_REFUSED


def timemap(search: Search, body: str) -> Listing | Unread:
    return hear(search, snapshot(body, "https://mementos.example/timemap/link/x"))


def test_a_timemap_offers_the_mementos_nearest_first() -> None:
    (search,) = memento.ask(PAGE, DAY)
    body = (
        f'<{PAGE}>; rel="original",\n'
        f'<https://a.example/timemap/link/{PAGE}>; rel="self"; type="application/link-format",\n'
        f'<https://a.example/web/20230101000000/{PAGE}>; rel="first memento"; '
        'datetime="Sun, 01 Jan 2023 00:00:00 GMT",\n'
        f'<https://a.example/web/20240116000000/{PAGE}>; rel="last memento"; '
        'datetime="Tue, 16 Jan 2024 00:00:00 GMT"\n'
    )

    heard = timemap(search, body)

    assert isinstance(heard, Listing)
    assert [held.url for held in heard.candidates] == [
        f"https://a.example/web/20240116000000id_/{PAGE}",
        f"https://a.example/web/20230101000000id_/{PAGE}",
    ]
    assert {held.original for held in heard.candidates} == {PAGE}


@pytest.mark.parametrize(
    ("memento_at", "asked_at"),
    [
        ("https://mementos.example/news/20240116000000/", "/news/20240116000000id_/"),  # its own
        ("https://a.example/web/20240116000000/", "/web/20240116000000id_/"),
        ("https://a.example/web/20240116000000if_/", "/web/20240116000000id_/"),
        ("https://a.example/wayback/archive/20240116000000mp_/", "/archive/20240116000000id_/"),
        ("https://a.example/20240116000000/", "/20240116000000/"),  # may have no raw form
        ("https://a.example/web/20240116000000id_/", "/web/20240116000000id_/"),
        ("https://a.example/web/2024/", "/web/2024/"),
    ],
)
def test_a_memento_is_asked_for_as_it_was_captured(memento_at: str, asked_at: str) -> None:
    (search,) = memento.ask(PAGE, DAY)
    body = f'<{memento_at}{PAGE}>; rel="memento"; datetime="Tue, 16 Jan 2024 00:00:00 GMT"'

    heard = timemap(search, body)

    assert isinstance(heard, Listing)
    (held,) = heard.candidates
    assert held.url.endswith(asked_at + PAGE)


def test_what_is_no_timemap_is_refused() -> None:
    (search,) = memento.ask(PAGE, DAY)

    assert isinstance(timemap(search, "<html>rel</html>"), Unread)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://a.example/story#top", ["https://a.example/story"]),
        ("https://a.example/", []),  # a front page is no single work
        ("mailto:desk@a.example", []),
        (None, []),
    ],
)
def test_a_link_is_followed_when_it_points_at_a_page(url: str | None, asked: list[str]) -> None:
    assert [held.url for held in link.ask(citation(url=url), ("q1",))] == asked
