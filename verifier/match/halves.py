"""French denies in two halves, and speech leaves out the first: "je (ne) suis pas"."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from verifier.match.cuts import Quote
from verifier.match.edits import Difference
from verifier.match.lexicon import Lexicon
from verifier.model import EditKind

_FIRST = frozenset({"ne", "n'"})
_REACH = 5  # words from the first half to the second
_SECOND = frozenset({"pas", "jamais", "rien", "plus", "guere", "aucun", "aucune", "personne"})


def with_halves(
    differences: Sequence[Difference], kept: Collection[int], quote: Quote, lexicon: Lexicon
) -> list[Difference]:
    """The differences, with a "ne" whose "pas" both sides have as a function word."""
    if lexicon.language != "fr":
        return list(differences)
    return [
        replace(d, kind=EditKind.FUNCTION) if _is_half(d, kept, quote) else d for d in differences
    ]


def _is_half(d: Difference, kept: Collection[int], quote: Quote) -> bool:
    texts = [w.text for w in d.source] + [w.text for w in quote.words[d.first : d.last]]
    if len(texts) != 1 or texts[0] not in _FIRST:
        return False
    after = range(d.last, min(d.last + _REACH, len(quote.words)))
    return any(quote.words[n].text in _SECOND and n in kept for n in after)
