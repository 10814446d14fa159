"""What only changed places: actors swapped, a day and its month turned, dates told from numbers.

A single difference cannot show it: the word that is missing here stands elsewhere. So the kinds
that `relate` found one by one are looked at again, together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from verifier.match import likeness
from verifier.match.cuts import Quote
from verifier.match.edits import Difference
from verifier.match.lexicon import Lexicon
from verifier.match.words import Word
from verifier.model import EditKind

_TURNED = 3  # words over which a number may move and still belong to the same date
_LOOSE = (EditKind.WORD, EditKind.NAME, EditKind.ADDITION, EditKind.OMISSION)
_CALENDAR = frozenset("年月日号號")  # after a number, where each character is a word


def renamed(found: Sequence[Difference], quote: Quote, lexicon: Lexicon) -> Iterator[Difference]:
    """The differences, each with the kind that it has among the others."""
    loose = [d for d in found if d.kind in _LOOSE]
    quoted = {w.text for d in loose for w in _quoted(d, quote) if len(w.text) > 2}
    moved = quoted & {w.text for d in loose for w in d.source}
    turned = _turned_dates(found, quote, lexicon)
    for d in found:
        here = {w.text for w in _quoted(d, quote)} | {w.text for w in d.source}
        if here & turned:
            yield replace(d, kind=EditKind.NUMBER_FORMAT)
        elif d.kind in _LOOSE and (here & moved or _crosswise(d, loose, quote, lexicon)):
            yield replace(d, kind=EditKind.ACTOR)
        elif d.kind is EditKind.NUMBER and _before_month(d, quote):
            yield replace(d, kind=EditKind.DATE)
        else:
            yield d


def _crosswise(d: Difference, loose: Sequence[Difference], quote: Quote, lexicon: Lexicon) -> bool:
    """Whether what is quoted here is the source's elsewhere, and the other way round.

    In another case, too (Петров ударил Иванова), and in scripts that write names unspaced.
    """

    def same(one: Sequence[Word], other: Sequence[Word]) -> bool:
        left, right = ("".join(w.text for w in some) for some in (one, other))
        if len(left) < 2 or len(right) < 2:
            return False
        return left == right or likeness.inflected(left, right, lexicon)

    return any(
        same(_quoted(d, quote), e.source) and same(_quoted(e, quote), d.source)
        for e in loose
        if e is not d
    )


def _before_month(d: Difference, quote: Quote) -> bool:
    following = quote.words[d.last].text if d.last < len(quote.words) else ""
    return following in _CALENDAR and d.last > d.first


def _turned_dates(found: Sequence[Difference], quote: Quote, lexicon: Lexicon) -> set[str]:
    """Days and months that only changed sides: 5 January, January 5."""
    month = lexicon.month
    dated = [
        d
        for d in found
        if d.kind in (EditKind.NUMBER, EditKind.DATE)
        or any(w.text in month for w in (*_quoted(d, quote), *d.source))
    ]
    inserted = {w.text: d.first for d in dated if not d.source for w in _quoted(d, quote)}
    deleted = {w.text: d.first for d in dated if d.first == d.last for w in d.source}
    turned = set()
    for text in inserted.keys() & deleted.keys():
        first, last = sorted((inserted[text], deleted[text]))
        passed = {w.text for w in quote.words[first : last + 1]}
        if last - first <= _TURNED and not month.keys().isdisjoint(passed):
            turned.add(text)  # 十三 and 三十 are two numbers
    return turned


def _quoted(d: Difference, quote: Quote) -> tuple[Word, ...]:
    return quote.words[d.first : d.last]
