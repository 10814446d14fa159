"""What stands before a number and is no word of it: a minus, and "over" or "up to".

The folded text has no signs, so "-15" and "15" are one word there. Here the text as written is
asked; a minus in words is the same as one in signs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from verifier.match.cuts import Quote
from verifier.match.edits import Difference
from verifier.match.lexicon import Lexicon
from verifier.match.lists import word_lists
from verifier.match.normalise import Normal, fold_letters
from verifier.match.numbers import has_number, is_year
from verifier.match.words import Word
from verifier.model import EditKind

_BEFORE = 14  # characters before a number in which its sign stands
_MINUS = frozenset(fold_letters(word) for word in word_lists("units")["minus"])
_SIGN = re.compile(r"(?:^|[\s(\[\"“«„:=])(?:[-–﹣－]|−\s?)[$€£¥]?$")
_WORD = re.compile(r"([^\W\d_]+)\s*$")
_SMALL = frozenset({EditKind.FUNCTION, EditKind.FILLER, EditKind.ADDITION, EditKind.OMISSION})


def below_zero(word: Word, normal: Normal) -> bool:
    """Whether a number has a minus before it, in signs or in words."""
    start = normal.span(word.start, word.end)[0]
    before = normal.text[max(0, start - _BEFORE) : start]
    if _SIGN.search(before):
        return True
    name = _WORD.search(before)
    return name is not None and fold_letters(name[1]) in _MINUS


def with_signs(
    differences: Sequence[Difference],
    anchors: Sequence[tuple[int, Word]],
    quote: Quote,
    page: Normal,
    lexicon: Lexicon,
) -> list[Difference]:
    """The differences, with lost signs and with what bounds a number as what they are."""
    there = {d.first: d.source[0] for d in differences if d.last - d.first == 1 and d.source}
    there |= dict(anchors)
    kept = [_renamed(d, there, quote, page, lexicon) for d in differences]
    return kept + list(_lost(anchors, quote, page))


def _lost(anchors: Sequence[tuple[int, Word]], quote: Quote, page: Normal) -> Iterator[Difference]:
    for number, word in anchors:
        if word.text[:1].isdecimal() and _turned(quote.words[number], word, quote, page):
            yield Difference(EditKind.NUMBER, number, number + 1, (word,), word.start)


def _turned(quoted: Word, there: Word, quote: Quote, page: Normal) -> bool:
    return below_zero(quoted, quote.normal) != below_zero(there, page)


def _same_year(d: Difference, quote: Quote, page: Normal) -> bool:
    """Whether one side is the other's year without its century: '98."""
    if d.last - d.first != 1 or len(d.source) != 1:
        return False
    pairs = [(quote.words[d.first], quote.normal), (d.source[0], page)]
    (short, where), (long, _) = sorted(pairs, key=lambda pair: len(pair[0].text))
    start = where.span(short.start, short.end)[0]
    cut = where.text[max(0, start - 1) : start] in tuple("'’‘")
    return cut and short.text.isdecimal() and long.text[2:] == short.text and is_year(long.text)


def _renamed(
    d: Difference, there: Mapping[int, Word], quote: Quote, page: Normal, lexicon: Lexicon
) -> Difference:
    if d.kind in (EditKind.NUMBER, EditKind.DATE) and _same_year(d, quote, page):
        return replace(d, kind=EditKind.NUMBER_FORMAT)
    if d.kind is EditKind.NUMBER_FORMAT and d.first in there and d.last - d.first == 1:
        quoted = quote.words[d.first]
        turned = has_number(quoted.text, lexicon) and _turned(quoted, there[d.first], quote, page)
        return replace(d, kind=EditKind.NUMBER) if turned else d
    if d.kind not in _SMALL or (d.source and d.first < d.last) or d.last >= len(quote.words):
        return d
    texts = [w.text for w in d.source or quote.words[d.first : d.last]]
    following = quote.words[d.last]
    if not texts or not has_number(following.text, lexicon):
        return d
    if _MINUS.issuperset(texts) and d.last in there:
        turned = _turned(following, there[d.last], quote, page)
        return replace(d, kind=EditKind.NUMBER if turned else EditKind.NUMBER_FORMAT)
    return replace(d, kind=EditKind.QUANTIFIER) if lexicon.bounds_strictly(*texts) else d
