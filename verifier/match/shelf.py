"""Many pages indexed together, for quotations that come one after another.

A page that is read once is passed over once (`locate`). Where the same pages are asked again and
again, as when a report is judged anew, their grams are sorted once, and a further quotation costs
a few binary searches however many pages there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verifier.match.locate import (
    BAND,
    COMMON,
    Hits,
    Probe,
    Window,
    grams,
    places_of,
    probes,
    within,
)
from verifier.match.page import Hashes, PreparedPage, fours, word_starts

_SIZES = (2, 4, 8)
_GAP = 16  # characters between two pages, so that no gram spans both


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pages side by side in one key, and for each gram size the sorted grams with their places."""

    starts: npt.NDArray[np.int64]  # of each page in the joined key
    length: int
    hashes: tuple[Hashes, ...]
    places: tuple[npt.NDArray[np.int64], ...]

    def find(self, keys: Sequence[str]) -> list[list[tuple[int, Window]]]:
        """For each folded text the pages and stretches that share most with it, best first."""
        found: list[list[tuple[int, Window]]] = [[] for _ in keys]
        for probe in probes(tuple(keys)):
            for place, windows in places_of(probe, self._hits(probe), self.length):
                half = probe.lengths[place] // 2 + BAND // 2
                found[probe.texts[place]] = [self._on_page(window, half) for window in windows]
        return found

    def _hits(self, probe: Probe) -> Hits:
        which = _SIZES.index(probe.size)
        hashes, places = self.hashes[which], self.places[which]
        low = np.searchsorted(hashes, probe.wanted, "left")
        counts = np.searchsorted(hashes, probe.wanted, "right") - low
        counts[counts > COMMON] = 0
        pairs = np.repeat(np.arange(counts.size), counts)
        at = places[np.repeat(low, counts) + within(counts)]
        votes = 1.0 / (1.0 + counts[pairs] / 8.0)
        return probe.owner[pairs], at - probe.offset[pairs], votes

    def _on_page(self, window: Window, half: int) -> tuple[int, Window]:
        page = int(np.searchsorted(self.starts, max(0, window.first + half), "right")) - 1
        start = int(self.starts[page])
        end = int(self.starts[page + 1]) if page + 1 < self.starts.size else self.length
        return page, Window(
            max(0, window.start - start),
            min(window.end, end - _GAP) - start,
            window.votes,
            window.first - start,
        )


def index(pages: Sequence[PreparedPage]) -> Shelf:
    """The pages on one shelf, in the order given."""
    gap = np.full(_GAP, 32, dtype=np.uint16)
    parts = [part for page in pages for part in (page.normal.codes, gap)]
    codes = np.concatenate(parts) if parts else gap
    lengths = np.array([page.normal.codes.size + _GAP for page in pages], dtype=np.int64)
    begins, four = word_starts(codes), fours(codes)
    hashes, places = [], []
    for size in _SIZES:
        each = grams(four, begins, size)
        order = np.argsort(each, kind="stable")
        hashes.append(each[order])
        places.append(begins[order].astype(np.int64))
    return Shelf(np.cumsum(lengths) - lengths, codes.size, tuple(hashes), tuple(places))
