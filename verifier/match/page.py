"""A page made ready for matching: folded once, however many quotations are looked for in it."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from verifier.match.language import language_of
from verifier.match.lexicon import triples
from verifier.match.normalise import Codes, Normal, Offsets, normalise

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class PreparedPage:
    """A page's text with its folded form; what few pages need is worked out when asked."""

    normal: Normal
    word_starts: Offsets  # in the key; each Han character is a word
    fours: Hashes  # at each place of the key the four characters from there on, as one number

    @property
    def text(self) -> str:
        """The page's text, as read."""
        return self.normal.text

    @property
    def key(self) -> str:
        """The folded text."""
        return self.normal.key

    @cached_property
    def language(self) -> str | None:
        """The page's language, as far as its commonest words tell."""
        return language_of(self.key[:20_000])

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word stands on the page (its first 200,000 characters)."""
        return Counter(self.key[:200_000].split(" "))

    @cached_property
    def triples(self) -> frozenset[str]:
        """The letter triples of the page's words."""
        return frozenset().union(*(triples(word) for word in self.vocabulary))


def prepare(text: str) -> PreparedPage:
    """A page ready for `match`; the text is folded here, once."""
    normal = normalise(text)
    return PreparedPage(normal, word_starts(normal.codes), fours(normal.codes))


def fours(codes: Codes) -> Hashes:
    """At each place the four characters from there on (zeros after the end), as one number."""
    padded = np.concatenate((codes, np.zeros(8, dtype=np.uint16))).astype("<u2", copy=False)
    return np.ndarray((codes.size + 4,), dtype="<u8", buffer=padded.data, strides=(2,))


def word_starts(codes: Codes) -> Offsets:
    """Offsets at which words begin in a folded text."""
    if not codes.size:
        return np.empty(0, dtype=np.int32)
    starts = np.empty(codes.size, dtype=np.bool_)
    starts[0] = True
    starts[1:] = codes[:-1] == 32
    if int(codes.max()) >= 0x3040:
        han = ((codes >= 0x3040) & (codes < 0xA000)) | ((codes >= 0xF900) & (codes < 0xFB00))
        starts |= han
        starts[1:] |= han[:-1]
    return np.flatnonzero(starts).astype(np.int32)
