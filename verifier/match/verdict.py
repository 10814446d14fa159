"""The word for a comparison, and how sure we are that the passage is the quotation.

The worst difference decides. Before that: is what was found more than chance would give?
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log2

from verifier.match.align import Piece
from verifier.match.chance import bits, by_accident, often, weight
from verifier.match.compare import Anchor, Comparison
from verifier.match.cuts import Quote
from verifier.match.edits import Difference
from verifier.match.page import PreparedPage
from verifier.match.pieces import Search
from verifier.model import EditKind, Verdict

_HARMLESS = frozenset(
    {
        EditKind.MARK,
        EditKind.TYPO,
        EditKind.OCR,
        EditKind.SPELLING,
        EditKind.INFLECTION,
        EditKind.CONTRACTION,
        EditKind.NUMBER_FORMAT,
        EditKind.FUNCTION,
        EditKind.FILLER,
        EditKind.SYNONYM,
    }
)
_TURNING = frozenset(
    {
        EditKind.NUMBER,
        EditKind.DATE,
        EditKind.NAME,
        EditKind.ACTOR,
        EditKind.NEGATION,
        EditKind.MODAL,
        EditKind.QUANTIFIER,
        EditKind.ANTONYM,
        EditKind.WORD,
    }
)


_LACKS = frozenset({EditKind.ADDITION, EditKind.OMISSION})
_PASSED_OVER = frozenset({EditKind.MARK, EditKind.FILLER, EditKind.TYPOGRAPHY})
_OTHER_FORM = _HARMLESS - {EditKind.FUNCTION, EditKind.FILLER}
_AT_EDGE = frozenset(
    {
        EditKind.WORD,
        EditKind.NAME,
        EditKind.ADDITION,
        EditKind.NEGATION,
        EditKind.MODAL,
        EditKind.QUANTIFIER,
    }
)
_REPLACED = frozenset({EditKind.WORD, EditKind.QUANTIFIER})
_INVENTED = 3  # words in a row that the source has not: no edit, but other words
_LEFT_OUT = 5  # words in a row that the quotation leaves out without a mark
_RUN = 4  # words in a row, from which each further one is more than its own rarity tells
_RUN_BITS = 2.0
_CHOICE_BITS = 3.0  # of each gap but one: where words go on after it was the aligner's choice
_CHOSEN = frozenset({EditKind.ACTOR, EditKind.WORD, EditKind.ADDITION, EditKind.OMISSION})
_PLAIN = 0.3  # weight of a function word
_SCRAPS = 3  # such gaps, from which the words between them must hold together somewhere
_SHORT = 5.5  # weight of a quotation whose edge words may well begin another sentence
_HOPE = 0.45  # share of a quotation's weight, from which its differences are looked at
_PART = 2.4  # weight of words that stand together; with less in common it is a paraphrase
_HALF = 0.5  # of the quotation's weight; the same for a short one
_PART_BITS = 12.0  # of proof; a part with less is no more than other pages have by accident
_EVEN, _SLOPE = 14.0, 3.0  # bits at which a part is as likely chance, and how fast that changes
_NEARLY = -8.0  # bits that a quotation with harmless changes only may lack
_KEPT = 0.6  # of a quotation's weight, in its place; with less, no change of words explains it
_SWAPPED = 0.7  # of the weight of words that changed places two by two, with nothing else moved
_STRANGE = 2.5  # weight of unexplained words, from which it is partly another text


@dataclass(frozen=True, slots=True)
class Measure:
    """The weights that decide; all from 0.0 up, a plain content word weighing 1.0."""

    whole: float  # of the quotation
    held: float  # of its words that are there as they are
    kept: float  # of its words that are there in their places, in one form or another
    answered: float  # of its words that are there in another form, or replaced by one of a kind
    strange: float  # of its words that are not there at all
    omitted: float  # of the source's words left out without a mark
    proof: float  # bits of the words held, less what a page of this length gives by chance
    gaps: int  # places where words are left out, put in, moved or replaced
    invented: int  # most words in a row that only the quotation has
    left_out: int  # most words in a row that only the source has
    loose_edge: bool  # a difference before the first or after the last word found
    edge: int  # quoted words there that nothing explains, if one of them has content
    edge_words: int  # the same of words of any kind
    together: float  # of the longest run of quoted words that stand together there

    @property
    def share(self) -> float:
        """How much of the quotation is there in one form or another."""
        return min(1.0, (self.held + self.answered) / max(self.whole, 0.1))

    @property
    def holds_together(self) -> bool:
        """Whether somewhere so many quoted words stand in a row that they are a part of it."""
        return self.together >= min(_PART, _HALF * self.whole)


def hopeless(quote: Quote, pieces: Sequence[Piece], search: Search) -> bool:
    """Whether what was found is chance whatever the differences turn out to be."""
    anchors = [anchor for piece in pieces for anchor in piece.anchors]
    weights = [weight(w.text, search.lexicon) for w in quote.words]
    same = {n for n, there in anchors if quote.words[n].text == there.text}
    alike = sum(weights[n] for n, _ in anchors)
    if alike > _KEPT * sum(weights) or _together(anchors, quote, weights) >= _PART:
        return False
    if _breaks(anchors) > _SCRAPS:
        return True
    if alike > _HOPE * sum(weights) or 2 * len(same) > len(quote.words):
        return False
    return 1.5 * _proof(same, quote, search) < by_accident(search.page)


def _breaks(anchors: Sequence[Anchor]) -> int:
    """How often words that are there do not follow one another there, or in the quotation."""
    return sum(
        there.start - before.end > 1 or number > last + 1
        for (last, before), (number, there) in pairwise(anchors)
    )


def measure(comparison: Comparison, quote: Quote, search: Search) -> Measure:
    """The weights of one comparison."""
    lex = search.lexicon
    weights = [weight(w.text, lex) for w in quote.words]
    gaps = _gaps(comparison, weights)
    same = {n for n, there in comparison.anchors if quote.words[n].text == there.text}
    answered = strange = omitted = 0.0
    for d in comparison.differences:
        loose = sum(weights[n] for n in range(d.first, d.last) if n not in same)
        there = sum(weight(w.text, lex) for w in d.source)
        if d.kind is EditKind.NAME and d.source:
            answered += loose  # one name for another, however many words either has
        elif d.kind in (EditKind.WORD, EditKind.NAME):
            answered += min(loose, there) / 2
            strange += loose - min(loose, there) / 2
            omitted += max(0.0, there - loose)
        elif d.kind is EditKind.ADDITION:
            strange += loose
        elif d.kind is EditKind.OMISSION:
            omitted += there
        else:
            answered += loose
    first, last = comparison.anchors[0][0], comparison.anchors[-1][0]
    return Measure(
        whole=sum(weights),
        held=sum(weights[n] for n in same),
        kept=_kept(comparison, quote, weights, same),
        answered=answered,
        strange=strange,
        omitted=omitted,
        proof=_proof(same, quote, search)
        + _half(comparison, quote, search)
        - _chosen(comparison, gaps, search.page),
        gaps=gaps,
        invented=_longest_insertion(comparison, weights),
        left_out=_longest_omission(comparison),
        loose_edge=any(
            d.kind in _AT_EDGE
            and (d.first < first or d.last > last + 1)
            and not (d.kind in _REPLACED and d.last - d.first == len(d.source) == 1)
            and not _within(d, comparison, len(weights))
            for d in comparison.differences
        ),
        edge=max(
            _unexplained(comparison, lambda d: d.first < first, content=True),
            _unexplained(comparison, lambda d: d.last > last + 1, content=True),
        ),
        edge_words=max(
            _unexplained(comparison, lambda d: d.first < first, content=False),
            _unexplained(comparison, lambda d: d.last > last + 1, content=False),
        ),
        together=_together(comparison.anchors, quote, weights),
    )


def _gaps(comparison: Comparison, weights: Sequence[float]) -> int:
    """How many places there are where something unexplained stands between words that are there.

    A function word between two such places does not part them.
    """
    end, gaps = -2, 0
    for d in sorted(comparison.differences, key=lambda d: (d.first, d.last)):
        apart = d.first > end + 1 or (d.first == end + 1 and weights[end] > _PLAIN)
        if d.kind in _CHOSEN:
            gaps += apart
        if d.kind in _CHOSEN or d.first == end:
            end = d.last
    return gaps


def _kept(
    comparison: Comparison, quote: Quote, weights: Sequence[float], same: Collection[int]
) -> float:
    """The weight of words in their places; two that changed places with each other count in part.

    Words that a page uses often are beside any passage there: that they were moved proves nothing.
    """
    there = {*same}
    for d in comparison.differences:
        if d.kind in _OTHER_FORM:
            there.update(range(d.first, d.last))
    moved = [d for d in comparison.differences if d.kind is EditKind.ACTOR]
    if len(moved) != 2 or not _exchanged(moved[0], moved[1], quote):
        return sum(weights[n] for n in there)
    swapped = {n for d in moved for n in range(d.first, d.last)} - there
    return sum(weights[n] for n in there) + _SWAPPED * sum(weights[n] for n in swapped)


def _exchanged(one: Difference, other: Difference, quote: Quote) -> bool:
    """Whether each of two differences has quoted words that the other has of the source."""

    def shared(left: Difference, right: Difference) -> bool:
        quoted = {w.text for w in quote.words[left.first : left.last]}
        return not quoted.isdisjoint(w.text for w in right.source)

    return shared(one, other) and shared(other, one)


def _within(d: Difference, comparison: Comparison, words: int) -> bool:
    """Whether words left out stand between quoted words that are there: `he (tried to) warn`."""
    if d.first < d.last:
        return d.kind is EditKind.NEGATION and bool(d.source)  # the words themselves are there
    touched = {n for e in comparison.differences for n in range(e.first, e.last)}
    return not touched.issuperset(range(d.first)) and not touched.issuperset(range(d.last, words))


def _proof(same: Collection[int], quote: Quote, search: Search) -> float:
    """Bits of the words found; in a long run each word is rarer than alone.

    A word that the page says often proves nothing when it stands alone between differences.
    """
    total, run, before = 0.0, 0, -2
    for number in sorted(same):
        run = run + 1 if number == before + 1 else 1
        text, before = quote.words[number].text, number
        if run == 1 and number + 1 not in same and often(text, search.page):
            continue
        total += bits(text, search.lexicon, search.page)
        total += _RUN_BITS * (run > _RUN)
    return total


def _chosen(comparison: Comparison, gaps: int, page: PreparedPage) -> float:
    """Bits that chance gives: a place on the page, one for each further piece, and each gap."""
    pieces = len(comparison.passages) - 1 if comparison.joined else 0
    places = pieces * log2(max(64, page.word_count))
    return by_accident(page) + places + _CHOICE_BITS * max(0, gaps - 1)


def _half(comparison: Comparison, quote: Quote, search: Search) -> float:
    """Half the bits of words that are there in another form: they are in their places, too."""
    return 0.5 * sum(
        bits(quote.words[n].text, search.lexicon, search.page)
        for d in comparison.differences
        if d.kind in _OTHER_FORM
        for n in range(d.first, d.last)
    )


def _together(anchors: Sequence[Anchor], quote: Quote, weights: Sequence[float]) -> float:
    """The weight of the longest run of quoted words that stand together there."""
    longest = run = 0.0
    before, end = -2, -2
    for number, there in anchors:
        same = quote.words[number].text == there.text
        goes_on = same and number == before + 1 and there.start - end in (0, 1)
        run = (run if goes_on else 0.0) + weights[number] if same else 0.0
        before, end = number, there.end
        longest = max(longest, run)
    return longest


def _longest_insertion(comparison: Comparison, weights: Sequence[float]) -> int:
    longest = run = 0
    end, content = -1, False
    for d in sorted(comparison.differences, key=lambda d: d.first):
        if d.source or d.first == d.last or d.kind is EditKind.ACTOR:
            continue  # what is elsewhere there is not invented
        if d.first != end:
            run, content = 0, False
        run += d.last - d.first
        content = content or max(weights[d.first : d.last]) >= 1.0
        end = d.last
        longest = max(longest, run if content else 0)
    return longest


def _unexplained(
    comparison: Comparison, at_edge: Callable[[Difference], bool], *, content: bool
) -> int:
    """How many quoted words at one edge are neither there nor there in another form."""
    explained = {*_OTHER_FORM, EditKind.ACTOR}
    found = [d for d in comparison.differences if at_edge(d) and d.kind not in explained]
    if content and all(d.kind in (EditKind.FUNCTION, EditKind.FILLER) for d in found):
        return 0
    return sum(d.last - d.first for d in found)


def _longest_omission(comparison: Comparison) -> int:
    runs: dict[int, int] = {}
    for d in comparison.differences:
        one_filler = d.kind is EditKind.FILLER and len(d.source) == 1
        if d.first == d.last and (one_filler or d.kind not in _PASSED_OVER):
            runs[d.first] = runs.get(d.first, 0) + len(d.source)
    return max(runs.values(), default=0)


def verdict(comparison: Comparison, m: Measure) -> Verdict:
    """The one word for a comparison."""
    kinds = {d.kind for d in comparison.differences} - {EditKind.TYPOGRAPHY}
    other_start = m.edge_words > 1 and m.whole < _SHORT
    fine = kinds <= _HARMLESS and m.share >= 0.9 and not other_start
    if fine and m.proof > _NEARLY and not _scattered(comparison):
        return Verdict.NEAR_VERBATIM if kinds else Verdict.VERBATIM
    if m.proof < 0:
        return Verdict.NOT_FOUND
    if _only_part(comparison, m) or (kinds & _LACKS and not kinds & _TURNING):
        part = m.holds_together and m.proof >= _PART_BITS
        return Verdict.PARTIAL if part else Verdict.NOT_FOUND
    if kinds & _TURNING:
        return Verdict.ALTERED
    return Verdict.NEAR_VERBATIM if kinds else Verdict.VERBATIM


def _only_part(comparison: Comparison, m: Measure) -> bool:
    """Whether pieces are joined, or more differs than single edits explain."""
    return (
        _scattered(comparison)
        or m.share < 0.75
        or m.kept < _KEPT * m.whole
        or (m.gaps >= _SCRAPS and not m.holds_together)
        or max(m.strange, m.omitted) >= _STRANGE
        or max(m.invented, m.edge) >= _INVENTED
        or m.left_out >= _LEFT_OUT
        or (m.loose_edge and m.whole < _SHORT)
    )


def _scattered(comparison: Comparison) -> bool:
    return comparison.joined or comparison.reversed


def score(m: Measure, word: Verdict) -> float:
    """How sure we are that this passage is this quotation, 0.0 to 1.0, whatever was changed in it.

    Of whole finds the share of the quotation that is there decides, of parts the proof: short runs
    of common words stand on other pages, too. The logistic curve is fitted on the development
    pairs (`benchmarks match --table` shows how often each tenth was right, real and rule-made
    cases apart): of parts between real pairs none below 12 bits was the quotation, from 18 on all
    but retranslations were, and those keep little of the wording.
    """
    sure = 1 / (1 + exp((_EVEN - m.proof) / _SLOPE)) if m.proof < 100 else 1.0
    if word is Verdict.NOT_FOUND:
        return round(0.25 * m.share * min(1.0, m.together / max(m.whole, 0.1) + 0.5), 4)
    if word is Verdict.PARTIAL:
        return round(sure * (0.5 + 0.4 * m.share), 4)
    return round(0.6 + 0.39 * (0.75 * m.share + 0.25 * sure), 4)
