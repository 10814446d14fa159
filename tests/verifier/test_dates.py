"""Dates of citations, pages and addresses."""

from datetime import date

import pytest

from tests.verifier.nouns import citation
from verifier import dates

DAY = date(2024, 1, 16)


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-01-16", (DAY, DAY)),
        ("2024-01-16T23:00:00Z", (DAY, DAY)),
        ("2024-13", None),
        ("2024-02-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_an_iso_date_means_its_first_and_last_day(
    iso: str, expected: tuple[date, date] | None
) -> None:
    assert dates.days_of(iso) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.test/2024/01/16/story", (DAY, DAY)),
        ("https://a.test/2024/1/16/story", (DAY, DAY)),
        ("https://a.test/world/2024/jan/16/story", (DAY, DAY)),
        ("https://a.test/world/2024/January/16/story", (DAY, DAY)),
        ("https://a.test/story-2024-01-16/", (DAY, DAY)),
        ("https://a.test/view/AEN20240116001852325", (DAY, DAY)),
        ("https://a.test/2024/01/story", (date(2024, 1, 1), date(2024, 1, 31))),
        ("https://a.test/story/7441990.html", None),
        ("https://a.test/20241399/", None),
        ("https://a.test/story", None),
    ],
)
def test_an_address_may_carry_a_day(url: str, expected: tuple[date, date] | None) -> None:
    assert dates.url_days(url) == expected


@pytest.mark.parametrize(
    ("published", "cited", "off"),
    [
        ("2024-01-16", "2024-01-16", 0),
        ("2024-01-20", "2024-01-16", 4),
        ("2024-01-17T02:00:00+09:00", "2024-01-16", 0),  # 16 January in UTC
        ("2024-01-31", "2024-01", 0),
        ("2024-02-03", "2024-01", 3),
        ("2024", "2024-05-05", 0),
        (None, "2024-01-16", None),
        ("2024-01-16", None, None),
        ("yesterday", "2024-01-16", None),
    ],
)
def test_days_between_a_page_and_a_cited_date(
    published: str | None, cited: str | None, off: int | None
) -> None:
    assert dates.days_off(published, cited) == off


def test_the_window_is_two_days_before_to_three_days_after() -> None:
    assert dates.window(citation(day="2024-01-16")) == (date(2024, 1, 14), date(2024, 1, 19))
    assert dates.window(citation(day="2024-01")) == (date(2023, 12, 30), date(2024, 2, 3))
    assert dates.window(citation(day=None)) is None


def test_a_window_at_the_end_of_time_is_cut_there() -> None:
    assert dates.window(citation(day="9999-12-31")) == (date(9999, 12, 29), date(9999, 12, 31))
    assert dates.window(citation(day="0001-01-01")) == (date(1, 1, 1), date(1, 1, 4))
