"""Lines for a terminal: how wide a text is there, and where it may be broken.

A letter of Chinese, Japanese or Korean takes two columns, a combining mark none; and where a script
does not part words by spaces, a line may end after any letter.
"""

import re
import unicodedata
from collections.abc import Iterator

# What may not begin a line, after JIS X 4051: closing marks, stops, small kana and the long mark.
NOT_FIRST = "、。，．・：；？！）」』】〉》〕］｝”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
NOT_LAST = "（「『【〈《〔［｛“‘"


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_columns, text))


def cut(text: str, width: int) -> str:
    """The text in so many columns, with "…" where something was cut."""
    if columns(text) <= width:
        return text
    kept, room = "", width - 1
    for sign in text:
        room -= _columns(sign)
        if room < 0:
            break
        kept += sign
    return kept.rstrip() + "…"


def padded(text: str, width: int) -> str:
    """The text, cut or filled with spaces to so many columns."""
    short = cut(text, width)
    return short + " " * (width - columns(short))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of so many columns; words longer than a line, such as URLs, stay whole."""
    lines: list[str] = []
    line, at, space = first, first, ""
    for piece in _pieces(text):
        if piece == " ":
            space = " " if line != at else ""
            continue
        if line != at and columns(line + space + piece) > width:
            lines.append(line)
            line = at = rest
            space = ""
        line += space + piece
        space = ""
    return [*lines, line] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Spaces, words, and single wide letters with the marks that must stay on their line."""
    for word in re.findall(r"\s+|\S+", text):
        if word.isspace():
            yield " "
            continue
        piece = ""
        for sign in word:
            if piece and _may_end(piece[-1], sign):
                yield piece
                piece = ""
            piece += sign
        yield piece


def _may_end(last: str, following: str) -> bool:
    wide = _columns(last) == 2 or _columns(following) == 2
    return wide and last not in NOT_LAST and following not in NOT_FIRST


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
