import pytest

from verifier.read.dates import date_in_url, ends_dated, full_date, is_dated, iso, opens_dated


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("February 1, 2024", "2024-02-01"),
        ("by Gwen Prosser | 27 Feb 2023", "2023-02-27"),
        ("Por Inés Valdecasas. 14 de diciembre de 2023", "2023-12-14"),
        ("15. Januar 2024", "2024-01-15"),
        ("1er mars 2021", "2021-03-01"),
        ("15 января 2024 г.", "2024-01-15"),
        ("5 kwietnia 2022", "2022-04-05"),
        ("2024年1月27日", "2024-01-27"),
        ("2024년 1월 27일", "2024-01-27"),
        ("27.01.2024, 10:15 Uhr", "2024-01-27"),
        ("13/01/2024", "2024-01-13"),  # there is no thirteenth month
        ("03/04/2023", None),  # March or April, by country
        ("31 February 2024", None),
        ("May 2024", None),
        ("Room 5, 2024 seats", None),
    ],
)
def test_a_written_date(words: str, day: str | None) -> None:
    assert full_date(words) == day


@pytest.mark.parametrize(
    ("like", "day"), [("2023-03-05", "2023-03-04"), ("2023-04-02", "2023-04-03")]
)
def test_a_date_that_can_be_read_two_ways_is_read_as_the_nearer(like: str, day: str) -> None:
    assert full_date("03/04/2023", like=like) == day


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2023-12-13T03:53:00Z", "2023-12-13T03:53:00+00:00"),
        ("2023-12-13T03:53:00.000+0100", "2023-12-13T03:53:00+01:00"),
        ("2023-12-13 03:53", "2023-12-13T03:53:00"),
        ("20240127", "2024-01-27"),
        ("Mon, 15 Jan 2024 10:00:00 GMT", "2024-01-15"),
        ("2023-13-45", None),
        ("0001-01-01T00:00:00Z", None),  # an empty field of some systems
        ("soon", None),
    ],
)
def test_a_machine_date(stamp: str, moment: str | None) -> None:
    assert iso(stamp) == moment


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/01/27/ferry", "2024-01-27"),
        ("https://a.example/world/2024/jan/16/ferry", "2024-01-16"),
        ("http://a.example/20240127/c.html", "2024-01-27"),
        ("https://a.example/ferry-2024-01-15/", "2024-01-15"),
        ("https://a.example/view/20240116014200504", None),  # a number of an article
        ("https://a.example/2024/99/99/", None),
        ("https://a.example/?d=2024/01/27", None),
        ("https://archive.example/web/20220303/https://a.example/ferry", None),
        ("https://archive.example/web/20220303/https://a.example/2022/03/01/x", "2022-03-01"),
    ],
)
def test_a_date_in_an_address(url: str, day: str | None) -> None:
    assert date_in_url(url) == day


@pytest.mark.parametrize(
    "line",
    [
        "Published: 5 March 2024, 10:15",
        "Friday, July 21, 2017",
        "Updated 27.01.2024",
        "2024年1月27日",
    ],
)
def test_a_line_that_is_a_date(line: str) -> None:
    assert is_dated(line)


@pytest.mark.parametrize("line", ["The strike began on 5 March 2024", "no date", ""])
def test_a_line_that_is_more_than_a_date(line: str) -> None:
    assert not is_dated(line)


def test_where_in_a_line_its_date_stands() -> None:
    assert ends_dated("Letter no. 12, 5 March 2024")
    assert not ends_dated("On 5 March 2024 it began")
    assert opens_dated("Thursday, May 7, 2015 On Tuesday, the government announced it.")
    assert opens_dated("HARBOUR NEWS, 5 March 2024 – The ferry stays in port.")
    assert not opens_dated("The ferry has been in port since 5 March 2024, he said.")
