"""The word for a comparison, and how sure we are that the passage is the quotation.

The worst difference decides. Before that: is what was found more than chance would give?
"""

from dataclasses import dataclass
from math import log2

from verifier.match.chance import SURE_BITS, bits, weight
from verifier.match.compare import Comparison
from verifier.match.cuts import Quote
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


@dataclass(frozen=True, slots=True)
class Measure:
    """The weights that decide; all from 0.0 up, a plain content word weighing 1.0."""

    whole: float  # of the quotation
    held: float  # of its words that are there as they are
    answered: float  # of its words that are there in another form, or replaced by one of a kind
    strange: float  # of its words that are not there at all
    omitted: float  # of the source's words left out without a mark
    proof: float  # bits of the words held, less what a page of this length gives by chance


def measure(comparison: Comparison, quote: Quote, search: Search) -> Measure:
    """The weights of one comparison."""
    lex = search.lexicon
    weights = [weight(w.text, lex) for w in quote.words]
    same = {n for n, there in comparison.anchors if quote.words[n].text == there.text}
    answered = strange = omitted = 0.0
    for d in comparison.differences:
        loose = sum(weights[n] for n in range(d.first, d.last) if n not in same)
        there = sum(weight(w.text, lex) for w in d.source)
        if d.kind in (EditKind.WORD, EditKind.NAME):
            answered += min(loose, there) / 2
            strange += loose - min(loose, there) / 2
            omitted += max(0.0, there - loose)
        elif d.kind is EditKind.ADDITION:
            strange += loose
        elif d.kind is EditKind.OMISSION:
            omitted += there
        else:
            answered += loose
    proof = sum(bits(quote.words[n].text, lex, search.page.vocabulary) for n in same)
    chance = SURE_BITS + log2(max(64, len(search.page.key) / 6))
    held = sum(weights[n] for n in same)
    return Measure(sum(weights), held, answered, strange, omitted, proof - chance)


def verdict(comparison: Comparison, m: Measure) -> Verdict:
    """The one word for a comparison."""
    kinds = {d.kind for d in comparison.differences}
    if m.proof < 0 and kinds - _HARMLESS - {EditKind.TYPOGRAPHY}:
        return Verdict.NOT_FOUND
    share = (m.held + m.answered) / max(m.whole, 0.1)
    if share < 0.4 or m.proof < -10:
        return Verdict.NOT_FOUND
    if share < 0.75 or comparison.joined or comparison.reversed:
        return Verdict.PARTIAL if m.proof > 0 or share > 0.75 else Verdict.NOT_FOUND
    if m.strange >= 2.5 or m.omitted >= 2.5:
        return Verdict.PARTIAL
    if kinds & _TURNING:
        return Verdict.ALTERED
    if kinds & {EditKind.ADDITION, EditKind.OMISSION}:
        return Verdict.PARTIAL
    return Verdict.NEAR_VERBATIM if kinds & _HARMLESS else Verdict.VERBATIM


def score(comparison: Comparison, m: Measure, word: Verdict) -> float:
    """How sure we are that this passage is this quotation, 0.0 to 1.0."""
    share = min(1.0, (m.held + m.answered) / max(m.whole, 0.1))
    sure = max(0.0, min(1.0, (m.proof + 30.0) / 60.0))
    plain = 0.75 * share + 0.25 * sure
    if word is Verdict.NOT_FOUND:
        return round(0.45 * plain, 4)
    if word is Verdict.PARTIAL:
        return round(0.3 + 0.4 * plain, 4)
    return round(0.6 + 0.4 * plain, 4)
