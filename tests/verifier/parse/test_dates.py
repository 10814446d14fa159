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
        ("June 19", date(2024, 6, 12), "2023-06-19", True, "seven days ahead still is"),
        ("June 20", date(2024, 6, 12), "2023-06-20", False, "eight days ahead is not"),
        ("Jan. 2", date(2024, 12, 30), "2024-01-02", True, "ahead over the turn of the year"),
        ("June 12", date(2024, 6, 12), "2024-06-12", False, "the day itself"),
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


@pytest.mark.parametrize(
    ("code", "text"),
    [
        *(("en", text) for text in ("he may go", "the Today programme", "$2,024", "room 1999%")),
        *(("en", text) for text in ("the 1990s", "at 9.30", "version 2.0.24", "12:30")),
        ("de", "um 9.30 Uhr"),
        ("pt", "a segunda edição"),
        ("ko", "3일간"),
    ],
)
def test_what_is_no_date(code: str, text: str) -> None:
    assert find_dates(text, 0, len(text), language(code)) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "27-Jan-2024"),
        ("en", "Saturday, Jan. 27"),
        ("en", "the 27th of January"),
        ("en", "27.01.2024"),
        ("de", "27.1."),
        ("de", "27. Jan. 2024"),
        ("fr", "27 janv. 2024"),
        ("fr", "27-01-2024"),
        ("es", "27 de enero de 2024"),
        ("pt", "27.jan.2024"),
        ("it", "27 gen. 2024"),
        ("ru", "27 янв. 2024"),
        ("ru", "27 января 2024 года"),
        ("pl", "27 stycznia 2024 r."),
        ("zh", "1月27日"),
        ("zh", "今年1月27日"),
        ("ko", "2024. 1. 27."),
        ("ko", "올해 1월 27일"),
        ("ar", "٢٧ يناير ٢٠٢٤"),
        ("ar", "27 كانون الثاني/يناير 2024"),
    ],
)
def test_one_day_in_many_forms(code: str, text: str) -> None:
    (mention,) = find_dates(text, 0, len(text), language(code))

    assert resolve(mention, PUBLISHED).iso == "2024-01-27"


@pytest.mark.parametrize(
    ("code", "text", "iso", "why"),
    [
        ("de", "am Dienstagabend", "2024-06-11", "a part of the day is written onto it"),
        ("zh", "他周二说", "2024-06-11", "no spaces between words"),
        ("ko", "지난주에", "2024-06-05", "a particle is written onto it"),
        ("ko", "지난해 12월", "2023-12", "a month of the year that is counted back"),
        ("en", "a couple of weeks ago", "2024-05-29", "a number of three words"),
        ("zh", "两周前", "2024-05-29", "no spaces between number and unit"),
        ("ru", "в январе", "2024-01", "the month is declined"),
        ("zh", "8日", "2024-06-08", "the day of this month"),
        ("ko", "27일", "2024-05-27", "this month's is still to come"),
    ],
)
def test_days_told_in_words(code: str, text: str, iso: str, why: str) -> None:
    (mention,) = find_dates(text, 0, len(text), language(code))

    assert resolve(mention, PUBLISHED).iso == iso, why


def test_a_day_alone_that_few_months_have() -> None:
    (mention,) = find_dates("31일", 0, 3, language("ko"))

    assert resolve(mention, date(2024, 3, 1)).iso == "2024-01-31"


@pytest.mark.parametrize(
    ("text", "ambiguous", "why"),
    [
        ("3/4/2024", True, "month or day first"),
        ("3.4.2024", False, "nobody writes the month first with dots"),
        ("27/1/2024", False, "there is no month 27"),
        ("4/4/2024", False, "both readings are one"),
    ],
)
def test_an_order_that_cannot_be_told(text: str, ambiguous: bool, why: str) -> None:
    (mention,) = find_dates(text, 0, len(text), language("en"))

    assert resolve(mention, PUBLISHED).ambiguous is ambiguous, why
