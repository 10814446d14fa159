import pytest

from verifier.report.lines import columns, cut, padded, wrapped


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("ferry", 5),
        ("港の橋", 6),
        ("ﾊｼ", 2),  # half-width katakana
        ("e\u0301", 1),  # a combining accent takes no column
        ("a\u200bb", 2),  # nor does a space of no width
        ("مرحبا", 5),
    ],
)
def test_a_text_takes_as_many_columns_as_a_terminal_gives_it(text: str, wide: int) -> None:
    assert columns(text) == wide


@pytest.mark.parametrize(
    ("text", "width", "left"),
    [
        ("ferry", 5, "ferry"),
        ("ferries", 5, "ferr…"),
        ("the ferry", 5, "the…"),  # no space before the sign
        ("港の橋です", 6, "港の…"),  # half a letter is no letter
    ],
)
def test_a_cut_text_says_so(text: str, width: int, left: str) -> None:
    assert cut(text, width) == left
    assert columns(padded(text, width)) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 20, ["one two"]),
        ("see http://a.example/long now", 10, ["see", "http://a.example/long", "now"]),
        ("港の橋は来年までに", 8, ["港の橋は", "来年まで", "に"]),
        ("港の橋です。", 10, ["港の橋で", "す。"]),  # a stop begins no line
        ("町「港」です", 5, ["町", "「港」", "です"]),  # an opening bracket ends none
        ("", 8, []),
    ],
)  # fmt: skip
def test_lines_end_between_words_or_wide_letters(
    text: str, width: int, expected: list[str]
) -> None:
    assert wrapped(text, width) == expected


def test_the_first_line_and_the_others_are_set_in() -> None:
    assert wrapped("one two three", 9, "- ", "    ") == ["- one two", "    three"]
