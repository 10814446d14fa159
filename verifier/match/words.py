"""The words of a folded text, with the places they came from."""

import re
from typing import NamedTuple
from unicodedata import combining

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
    end = len(normal.key) if end is None else min(end, len(normal.key))
    key, text = normal.key, normal.text
    at = normal.starts[start:end].tolist()
    for match in _WORD.finditer(key, start, end):
        first, last = match.span()
        word = match.group()
        if "'" in word and (elided := _ELISION.match(word)):
            cut = first + elided.end()
            found.append(
                Word(key[first:cut], first, cut, text[at[first - start] : at[cut - 1 - start] + 1])
            )
            first = cut
        raw_end = at[last - 1 - start] + 1
        while raw_end < len(text) and text[raw_end] > "\u02ff" and combining(text[raw_end]):
            raw_end += 1  # an accent that follows its letter as a character of its own
        found.append(Word(key[first:last], first, last, text[at[first - start] : raw_end]))
    return found
