"""How much a find proves: rare words against what a page of that length gives by accident."""

from collections.abc import Iterable
from math import log2

from verifier.match.lexicon import Lexicon
from verifier.match.normalise import is_han
from verifier.match.page import PreparedPage

_FUNCTION_BITS = 3.0
_HAN_BITS = 5.0
_LEAST_BITS, _MOST_BITS = 5.0, 13.0
_LETTERS_BITS = 1.35  # a letter's share of a word's rarity: long words are rare words
_OFTEN, _OFTEN_IN = 3, 100  # at least so many times, and once in so many words: often on a page
SURE_BITS = 16.0  # over the page's own log2 length: one chance find in 65,000 pages


def weight(word: str, lexicon: Lexicon) -> float:
    """How much of a quotation's sense a word carries: 0.3 for a function word, else 1."""
    if word in lexicon.function or word in lexicon.filler:
        return 0.3
    return 0.5 if len(word) == 1 else 1.0


def bits(word: str, lexicon: Lexicon, page: PreparedPage) -> float:
    """How rare a word is, as -log2 of a rough chance; more often on the page is less rare.

    What a page says over and over (a table, minutes, a refrain) stands beside anything there.
    """
    if word in lexicon.function or word in lexicon.filler:
        return _FUNCTION_BITS
    if is_han(ord(word[0])):
        return _HAN_BITS
    rarity = min(_MOST_BITS, max(_LEAST_BITS, 2.0 + _LETTERS_BITS * len(word)))
    count = page.vocabulary.get(word, 0)
    rare = max(_LEAST_BITS, rarity - log2(1 + count / 4))
    if not often(word, page):
        return rare
    return max(_FUNCTION_BITS, min(rare, log2(page.word_count / count)))


def often(word: str, page: PreparedPage) -> bool:
    """Whether the page says this word over and over, so that it stands in most passages."""
    count = page.vocabulary.get(word, 0)
    return count >= _OFTEN and count * _OFTEN_IN >= page.word_count


def by_accident(page: PreparedPage) -> float:
    """Bits of proof that a page of this length has for any words."""
    return SURE_BITS + log2(max(64, len(page.key) / 6))


def too_common(words: Iterable[str], lexicon: Lexicon, page: PreparedPage) -> bool:
    """Whether these words would stand on a page of this length by accident."""
    return sum(bits(word, lexicon, page) for word in words) < by_accident(page)
