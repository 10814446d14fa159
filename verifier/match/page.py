"""A page made ready for matching: folded once, however many quotations are looked for in it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from verifier.match.language import language_of
from verifier.match.lexicon import triples
from verifier.match.normalise import Codes, Normal, Offsets, normalise

Hashes = npt.NDArray[np.uint64]

_WORDS = 40  # shown on either side of a passage
_LETTERS = 160  # the same where no spaces part the words
_AROUND = 480  # characters in which forty words are looked for
_LETTERS_A_WORD = 24  # on the average; with more there are no spaces between words
_RUN = re.compile(r"\S+")


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
    def word_count(self) -> int:
        """How many words `vocabulary` counts."""
        return self.vocabulary.total()

    @cached_property
    def triples(self) -> frozenset[str]:
        """The letter triples of the page's words."""
        return frozenset().union(*(triples(word) for word in self.vocabulary))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 40 words before and after a stretch of text, as written, cut between words.

    Where words are written without spaces, up to 160 characters.
    """
    before = _last_words(text[max(0, start - _AROUND) : start])
    return before, _first_words(text[end : end + _AROUND])


def _last_words(before: str) -> str:
    if not _spaced(before):
        return before[-_LETTERS:]
    runs = list(_RUN.finditer(before))
    if len(before) == _AROUND and len(runs) > 1:
        runs.pop(0)  # perhaps the end of a longer word
    return before[runs[-min(_WORDS, len(runs))].start() :]


def _first_words(after: str) -> str:
    if not _spaced(after):
        return after[:_LETTERS]
    runs = list(_RUN.finditer(after))
    if len(after) == _AROUND and len(runs) > 1:
        runs.pop()
    return after[: runs[min(_WORDS, len(runs)) - 1].end()]


def _spaced(text: str) -> bool:
    """Whether a stretch of text has a space now and then."""
    return 0 < len(text) < _LETTERS_A_WORD * len(text.split())


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
