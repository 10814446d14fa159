"""Which words of a quotation are which words of a stretch of the page.

Local alignment of words (Smith and Waterman 1981, linear gaps), row by row in numpy. Words that
are the same, or nearly so, are anchors; what lies between anchors is left to `edits`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from verifier.match.words import Word

Cells = npt.NDArray[np.int32]

_SAME, _SAME_COMMON, _LIKE, _OTHER, _GAP = 10, 4, 5, -3, 3
_LIKE_FROM = 0.7  # of Indel similarity; below it two words are not one word miswritten


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation found in one place: pairs of (word number, word of the page)."""

    anchors: tuple[tuple[int, Word], ...]
    score: int

    @property
    def first(self) -> int:
        """Number of the first quoted word that is there."""
        return self.anchors[0][0]

    @property
    def last(self) -> int:
        """Number of the last quoted word that is there."""
        return self.anchors[-1][0]

    @property
    def start(self) -> int:
        """Where it begins, in the page's key."""
        return self.anchors[0][1].start

    @property
    def end(self) -> int:
        """Where it ends, in the page's key."""
        return self.anchors[-1][1].end


def align(
    quoted: Sequence[Word], there: Sequence[Word], common: frozenset[str], *, first: int = 0
) -> Piece | None:
    """The best piece of the quotation among these words of the page; None when none is alike.

    `first` is the number of the first quoted word given; `common` are words that weigh little.
    """
    if not quoted or not there:
        return None
    likeness = _likeness([w.text for w in quoted], [w.text for w in there], common)
    best = _fill(likeness)
    anchors = _trace(best, likeness)
    if not anchors:
        return None
    pairs = tuple((first + i, there[j]) for i, j in anchors)
    return Piece(pairs, int(best.max()))


def _likeness(quoted: list[str], there: list[str], common: frozenset[str]) -> Cells:
    kinds = sorted(set(there))
    column = {text: number for number, text in enumerate(kinds)}
    ratios = cdist(
        quoted,
        kinds,
        scorer=Indel.normalized_similarity,
        score_cutoff=_LIKE_FROM,
        dtype=np.float32,
    )
    table = np.full(ratios.shape, _OTHER, dtype=np.int32)
    table[ratios > 0] = _LIKE
    for row, text in enumerate(quoted):
        if len(text) < 3:
            table[row] = _OTHER
        if text in column:
            table[row, column[text]] = _SAME_COMMON if text in common else _SAME
    return table[:, [column[text] for text in there]]


def _fill(likeness: Cells) -> Cells:
    """Scores of the best alignments that end at each pair of words."""
    rows, columns = likeness.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    steps = np.arange(columns + 1, dtype=np.int32) * _GAP
    for row in range(rows):
        above = best[row]
        here = np.maximum(above - _GAP, 0)
        here[1:] = np.maximum(here[1:], above[:-1] + likeness[row])
        best[row + 1] = np.maximum.accumulate(here + steps) - steps
    return best


def _trace(best: Cells, likeness: Cells) -> list[tuple[int, int]]:
    row, column = (int(n) for n in np.unravel_index(int(best.argmax()), best.shape))
    anchors: list[tuple[int, int]] = []
    while row and column and best[row, column] > 0:
        score = best[row, column]
        gain = likeness[row - 1, column - 1]
        if score == best[row - 1, column - 1] + gain:
            row, column = row - 1, column - 1
            if gain > 0:
                anchors.append((row, column))
        elif score == best[row - 1, column] - _GAP:
            row -= 1
        else:
            column -= 1
    anchors.reverse()
    return anchors
