"""What the article marks in a quotation: cuts (…, [...], (…)) and words put in brackets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from verifier.match.normalise import Normal, normalise
from verifier.match.words import Word, words

_MOST_MARKS = 60  # of a quotation; a text with more is no quotation, and time is bounded
_DOTS = r"(?:…+|\.\s?\.\s?\.(?:\s?\.)?)"
_CUT = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}")
_BRACKET = re.compile(r"\[([^\[\]]{1,120})\]|［([^［］]{1,120})］")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cut or a bracket; it stands before the quoted word number `before`."""

    before: int
    start: int  # offsets into the quotation as written
    end: int
    bracketed: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in its parts: the words to be found, and the marks between them.

    Bracketed words are not among `words`; cuts at the very edges part nothing.
    """

    normal: Normal
    words: tuple[Word, ...]
    cuts: tuple[Mark, ...]
    brackets: tuple[Mark, ...]

    fragments: tuple[tuple[int, int], ...]  # the uncut stretches, as word numbers
    keys: tuple[str, ...]  # their words, joined by single spaces


@lru_cache(maxsize=512)
def read_quote(text: str) -> Quote:
    """The quotation taken apart at its marks; plain where it has none."""
    normal = normalise(text)
    every = words(normal)
    cut_spans = _spans(_CUT, text)
    bracket_spans = [span for span in _spans(_BRACKET, text) if not _CUT.search(text, *span)]
    inside = [_inside(word, normal, bracket_spans) for word in every]
    kept = tuple(w for w, within in zip(every, inside, strict=True) if within is None)
    if not kept:
        return _quote(normal, every, (), ())
    cuts = tuple(Mark(_number(kept, normal, start), start, end) for start, end in cut_spans)
    brackets = tuple(
        Mark(
            _number(kept, normal, span[0]),
            *span,
            tuple(w for w, within in zip(every, inside, strict=True) if within == number),
        )
        for number, span in enumerate(bracket_spans)
    )
    return _quote(normal, kept, cuts, brackets)


def _quote(
    normal: Normal, kept: Sequence[Word], cuts: tuple[Mark, ...], brackets: tuple[Mark, ...]
) -> Quote:
    edges = sorted({0, len(kept), *(m.before for m in cuts if 0 < m.before < len(kept))})
    fragments = tuple(pairwise(edges))
    keys = tuple(" ".join(word.text for word in kept[a:b]) for a, b in fragments)
    return Quote(normal, tuple(kept), cuts, brackets, fragments, keys)


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Where cuts and brackets stand in a text."""
    cuts, brackets = _spans(_CUT, text), _spans(_BRACKET, text)
    return sorted({*cuts, *(b for b in brackets if not any(b[0] <= c[0] < b[1] for c in cuts))})


def _spans(mark: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in islice(mark.finditer(text), _MOST_MARKS)]


def marks_in(text: str) -> int:
    """How many cuts and brackets a text has."""
    return len(mark_spans(text))


def _inside(word: Word, normal: Normal, spans: Sequence[tuple[int, int]]) -> int | None:
    """The number of the bracket that holds the whole word."""
    start, end = normal.span(word.start, word.end)
    for number, (first, last) in enumerate(spans):
        if first <= start and end <= last:
            return number
    return None


def _number(kept: Sequence[Word], normal: Normal, at: int) -> int:
    """The number of the first kept word that begins at or after a place in the text."""
    for number, word in enumerate(kept):
        if normal.span(word.start, word.end)[0] >= at:
            return number
    return len(kept)
