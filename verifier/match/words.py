"""The words of a folded text, with the places they came from."""

import re
from typing import NamedTuple

from verifier.match.normalise import Normal

_WORD = re.compile(
    "[%$€£¥&₽₩₹]|[\u3040-\u9fff\uf900-\ufaff]|[^ %$€£¥&₽₩₹\u3040-\u9fff\uf900-\ufaff]+"
)
# l'État, n'a, qu'on: the part before the apostrophe is a word of its own; I'll and we've are not.
_ELISION = re.compile(
    "^(?:.{1,2}|jusqu|lorsqu|puisqu|quoiqu|quelqu|aujourd|dall|dell|nell|sull|all)'"
    "(?=(?!(?:ll|re|ve|s|t|m|d|em)$).)"
)


class Word(NamedTuple):
    """A word of a folded text; `start` and `end` are offsets into the key."""

    text: str
    start: int
    end: int
    raw: str  # as written


def words(normal: Normal, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `key[start:end]`, in order. Each Han or kana character is a word."""
    found: list[Word] = []
    end = len(normal.key) if end is None else end
    for match in _WORD.finditer(normal.key, start, end):
        first, last = match.span()
        text = match.group()
        if "'" in text and (elided := _ELISION.match(text)):
            cut = first + elided.end()
            found.append(_word(normal, first, cut))
            first = cut
        found.append(_word(normal, first, last))
    return found


def _word(normal: Normal, start: int, end: int) -> Word:
    first, last = normal.span(start, end)
    return Word(normal.key[start:end], start, end, normal.text[first:last])
