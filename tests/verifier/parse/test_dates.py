from datetime import date

import pytest

from verifier.model import DatePrecision
from verifier.parse.dates import find_dates, resolve
from verifier.parse.language import language

PUBLISHED = date(2024, 6, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "code", "iso", "precision"),
    [
        ("Jan. 15, 2024", "en", "2024-01-15", DatePrecision.DAY),
        ("15 January 2024", "en", "2024-01-15", DatePrecision.DAY),
        ("2024-01-15", "en", "2024-01-15", DatePrecision.DAY),
        ("September 2021", "en", "2021-09", DatePrecision.MONTH),
        ("in 1998", "en", "1998", DatePrecision.YEAR),
        ("on Monday", "en", "2024-06-10", DatePrecision.DAY),
        ("yesterday", "en", "2024-06-11", DatePrecision.DAY),
        ("two weeks ago", "en", "2024-05-29", DatePrecision.DAY),
        ("last month", "en", "2024-05", DatePrecision.MONTH),
        ("in May", "en", "2024-05", DatePrecision.MONTH),
        ("3. Mai 2023", "de", "2023-05-03", DatePrecision.DAY),
        ("12.03.2024", "de", "2024-03-12", DatePrecision.DAY),
        ("1er mars 2024", "fr", "2024-03-01", DatePrecision.DAY),
        ("13 de diciembre de 2023", "es", "2023-12-13", DatePrecision.DAY),
        ("3月5日", "zh", "2024-03-05", DatePrecision.DAY),
        ("2023년 5월 3일", "ko", "2023-05-03", DatePrecision.DAY),
        ("5 марта 2024", "ru", "2024-03-05", DatePrecision.DAY),
    ],
)
def test_dates_as_written(text: str, code: str, iso: str, precision: DatePrecision) -> None:
    (mention,) = find_dates(text, 0, len(text), language(code))

    meant = resolve(mention, PUBLISHED)

    assert (meant.iso, meant.precision) == (iso, precision)


@pytest.mark.parametrize(
    ("text", "published", "iso", "ambiguous", "why"),
    [
        ("Dec. 30", date(2025, 1, 2), "2024-12-30", False, "the turn of the year"),
        ("Jan. 27", date(2024, 2, 1), "2024-01-27", False, "the latest not after publication"),
        ("June 15", date(2024, 6, 12), "2023-06-15", True, "three days ahead is much nearer"),
        ("Feb. 29", date(2025, 3, 5), "2024-02-29", False, "the last year that had the day"),
    ],
)
def test_a_missing_year(text: str, published: date, iso: str, ambiguous: bool, why: str) -> None:
    (mention,) = find_dates(text, 0, len(text), language("en"))

    meant = resolve(mention, published)

    assert (meant.iso, meant.ambiguous) == (iso, ambiguous), why


def test_without_a_publication_date_a_missing_year_is_not_guessed() -> None:
    (mention,) = find_dates("Jan. 27", 0, 7, language("en"))

    meant = resolve(mention, None)

    assert (meant.iso, meant.how) == (None, "no publication date")


@pytest.mark.parametrize("text", ["he may go", "the Today programme", "$2,024", "room 1999%"])
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, 0, len(text), language("en")) == []
