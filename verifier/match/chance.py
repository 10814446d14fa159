"""How much a find proves: rare words against what a page of that length gives by accident."""

from collections.abc import Iterable, Mapping
from math import log2

from verifier.match.lexicon import Lexicon
from verifier.match.normalise import is_han

_FUNCTION_BITS = 3.0
_HAN_BITS = 5.0
_LEAST_BITS, _MOST_BITS = 5.0, 13.0
_LETTERS_BITS = 1.35  # a letter's share of a word's rarity: long words are rare words
SURE_BITS = 16.0  # over the page's own log2 length: one chance find in 65,000 pages


def weight(word: str, lexicon: Lexicon) -> float:
    """How much of a quotation's sense a word carries: 0.3 for a function word, else 1."""
    if word in lexicon.function or word in lexicon.filler:
        return 0.3
    return 0.5 if len(word) == 1 else 1.0


def bits(word: str, lexicon: Lexicon, vocabulary: Mapping[str, int]) -> float:
    """How rare a word is, as -log2 of a rough chance; more often on the page is less rare."""
    if word in lexicon.function or word in lexicon.filler:
        return _FUNCTION_BITS
    if is_han(ord(word[0])):
        return _HAN_BITS
    rarity = min(_MOST_BITS, max(_LEAST_BITS, 2.0 + _LETTERS_BITS * len(word)))
    return max(_LEAST_BITS, rarity - log2(1 + vocabulary.get(word, 0) / 4))


def too_common(
    words: Iterable[str], lexicon: Lexicon, vocabulary: Mapping[str, int], page_length: int
) -> bool:
    """Whether these words would stand on a page of this length by accident."""
    proof = sum(bits(word, lexicon, vocabulary) for word in words)
    return proof < SURE_BITS + log2(max(64, page_length / 6))
