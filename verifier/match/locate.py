"""Where on a page a quotation may stand: exactly, else by shared beginnings of words.

Exact search is `str.find` on the folded texts. For the rest, the first letters of the words of
all open quotations (`grams`) are looked for in one pass over the page's word beginnings; grams of
one quotation that keep their distance vote for one band of the page, and the bands with most
votes become windows for the aligner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from verifier.match.normalise import Normal, is_han, normalise
from verifier.match.page import Hashes, PreparedPage, fours, word_starts

_BAND_BITS = 6
BAND = 1 << _BAND_BITS  # characters; wider than most insertions, narrower than a sentence
_SHIFT = 1 << 24  # keeps bands positive where a text would begin before its page
_NEEDED = 0.2  # of a text's grams, in one band and its neighbours
COMMON = 64  # a gram found more often on a page says nothing about the place
_COMMONEST = 1024  # the same for a text that has no rarer one
_WINDOWS = 4
_LONG = 48  # characters, from which eight-letter grams leave enough of them
_FREE_EDGE = 25  # characters, from which a find may end within a word
_K1, _K2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_NO_INTS = np.empty(0, dtype=np.int64)
_NO_FLOATS = np.empty(0, dtype=np.float64)
_BITS = np.uint64(44)  # the upper 20 bits of a hash index the sieve


# Of each shared gram: which text has it, page offset minus text offset, and its vote.
Hits = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the page's key in which one quotation may stand."""

    start: int
    end: int
    votes: float
    first: int  # about where its first word would stand


def exact(page: PreparedPage, key: str, *, limit: int = 8) -> list[int]:
    """Offsets in the page's key at which the whole key stands, as whole words."""
    found: list[int] = []
    at = page.key.find(key) if key else -1
    tries = 0
    while at >= 0 and len(found) < limit and tries < 2000:
        if _whole_words(page.key, at, at + len(key)):
            found.append(at)
        tries += 1
        at = page.key.find(key, at + 1)
    return found


def _whole_words(key: str, start: int, end: int) -> bool:
    # Never begun within one: "lawful" is in "unlawful", "either side" in "neither side".
    return _edge(key, start) and (end - start >= _FREE_EDGE or _edge(key, end))


def _edge(key: str, at: int) -> bool:
    if at in (0, len(key)) or key[at - 1] in " '" or key[at] in " '":
        return True
    return is_han(ord(key[at - 1])) or is_han(ord(key[at]))


@dataclass(frozen=True, slots=True)
class Probe:
    """Grams of one size of several texts, ready to be looked for on any number of pages."""

    size: int
    texts: tuple[int, ...]  # numbers of the texts among all that are looked for
    lengths: tuple[int, ...]  # of their keys
    wanted: Hashes  # sorted
    owner: npt.NDArray[np.int64]  # of each gram: which of `texts` it is from
    offset: npt.NDArray[np.int64]  # and where there
    first: npt.NDArray[np.int64]  # number of the first gram that equals it
    needed: npt.NDArray[np.int64]  # of each text: grams that make a band worth a look
    sieve: npt.NDArray[np.bool_]


@lru_cache(maxsize=16)
def probes(keys: tuple[str, ...]) -> tuple[Probe, ...]:
    """The probes of some folded texts; worked out once for all pages of an article."""
    normals = [normalise(key) for key in keys]
    by_size: dict[int, list[int]] = {}
    for number, normal in enumerate(normals):
        if normal.key:
            by_size.setdefault(_gram_size(normal), []).append(number)
    return tuple(_probe(size, numbers, normals) for size, numbers in sorted(by_size.items()))


def _probe(size: int, numbers: list[int], normals: Sequence[Normal]) -> Probe:
    places = [word_starts(normals[number].codes) for number in numbers]
    hashes = [
        grams(fours(normals[number].codes), at, size)
        for number, at in zip(numbers, places, strict=True)
    ]
    wanted = np.concatenate(hashes)
    order = np.argsort(wanted, kind="stable")
    wanted = wanted[order]
    sieve = np.zeros(1 << 20, dtype=np.bool_)
    sieve[_sieved(wanted)] = True
    return Probe(
        size,
        tuple(numbers),
        tuple(len(normals[number].key) for number in numbers),
        wanted,
        np.repeat(np.arange(len(numbers)), [at.size for at in places])[order],
        np.concatenate(places).astype(np.int64)[order],
        np.searchsorted(wanted, wanted, "left"),
        np.array([_needed(at.size) for at in places], dtype=np.int64),
        sieve,
    )


def _needed(number: int) -> int:
    """Two grams, and of many a share; one, where there are hardly more."""
    return 1 if number < 4 else max(2, int(_NEEDED * min(number, 60)))


def windows(page: PreparedPage, keys: Sequence[str]) -> list[list[Window]]:
    """For each folded text the stretches of the page that share most with it, best first."""
    found: list[list[Window]] = [[] for _ in keys]
    for probe in probes(tuple(keys)):
        for place, places in places_of(probe, _hits(page, probe), len(page.key)):
            found[probe.texts[place]] = places
    return found


def _gram_size(normal: Normal) -> int:
    """How many letters a seed has: more where texts are long, few where a letter is a word."""
    han = sum(is_han(code) for code in normal.codes[:200].tolist())
    if han * 3 > min(len(normal.key), 200):
        return 2
    return 8 if len(normal.key) >= _LONG else 4


def grams(four: Hashes, places: npt.NDArray[np.int32], size: int) -> Hashes:
    """A hash of the `size` characters (2, 4 or 8) that begin at each of the places."""
    first = four[places]
    if size == 2:
        first &= np.uint64(0xFFFFFFFF)
    first *= _K1
    if size == 8:
        first ^= four[places + 4] * _K2
    first ^= first >> np.uint64(29)
    first *= _K2
    return first


def _sieved(hashes: Hashes) -> npt.NDArray[np.int64]:
    return (hashes >> _BITS).view(np.int64)


def _hits(page: PreparedPage, probe: Probe) -> Hits:
    """Of each shared gram: which text has it, page offset minus text offset, and its vote."""
    wanted, starts = probe.wanted, page.word_starts
    on_page = grams(page.fours, starts, probe.size)
    passed = np.flatnonzero(probe.sieve[_sieved(on_page)])
    there = on_page[passed]
    low = np.searchsorted(wanted, there, "left")
    real = wanted[np.minimum(low, wanted.size - 1)] == there
    passed, low = passed[real], low[real]
    if not passed.size:
        return _NO_INTS, _NO_INTS, _NO_FLOATS
    high = np.searchsorted(wanted, there[real], "right")
    often = np.bincount(low, minlength=wanted.size)
    if int(often.max()) > COMMON:
        rare = often[low] <= _caps(often, probe)[low]
        passed, low, high = passed[rare], low[rare], high[rare]
    counts = high - low
    pairs = np.repeat(low, counts) + within(counts)
    at = starts[np.repeat(passed, counts)].astype(np.int64)
    votes = np.repeat(1.0 / (1.0 + often[low] / 8.0), counts)
    return probe.owner[pairs], at - probe.offset[pairs], votes


def _caps(often: npt.NDArray[np.int64], probe: Probe) -> npt.NDArray[np.int64]:
    """How often each gram may be found: more where a text has none that is rare."""
    never = np.iinfo(np.int64).max
    counts = np.where(often[probe.first] > 0, often[probe.first], never)
    rarest = np.full(len(probe.texts), never, dtype=np.int64)
    np.minimum.at(rarest, probe.owner, counts)
    lenient = np.minimum(_COMMONEST, np.maximum(COMMON, rarest[probe.owner]))
    caps = np.zeros(often.size, dtype=np.int64)
    np.maximum.at(caps, probe.first, lenient)
    return caps


def within(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """0, 1, … for each run of that many."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    return np.arange(total) - np.repeat(ends - counts, counts)


def places_of(probe: Probe, hits: Hits, length: int) -> Iterator[tuple[int, list[Window]]]:
    """The windows of each text of a probe that has any, in a key of that length."""
    owner, diagonal, vote = hits
    hit = np.bincount(owner, minlength=probe.needed.size) >= probe.needed
    if not hit.any():
        return
    worth = hit[owner]
    named = (owner[worth] << 32) + ((diagonal[worth] + _SHIFT) >> _BAND_BITS)
    order = np.argsort(named, kind="stable")
    named = named[order]
    edges = np.flatnonzero(np.concatenate(([True], named[1:] != named[:-1])))
    names, counts = named[edges], np.diff(np.append(edges, named.size))
    # An insertion shifts what follows it into the next band: neighbours count together.
    beside = np.flatnonzero(np.diff(names) == 1)
    together = counts.copy()
    together[beside] += counts[beside + 1]
    together[beside + 1] += counts[beside]
    kept = np.flatnonzero(together >= probe.needed[names >> 32])
    if not kept.size:
        return
    votes = np.add.reduceat(vote[worth][order], edges)
    bands: dict[int, list[tuple[int, float]]] = {}
    for name, count in zip(names[kept].tolist(), votes[kept].tolist(), strict=True):
        place, number = divmod(name, 1 << 32)
        bands.setdefault(place, []).append((number - (_SHIFT >> _BAND_BITS), count))
    for place, some in bands.items():
        yield place, _windows(some, probe.lengths[place], length)


def _windows(bands: list[tuple[int, float]], length: int, page_length: int) -> list[Window]:
    """The best bands as windows; neighbours vote together, for an insertion shifts the rest."""
    votes = dict(bands)
    scored = sorted(
        (
            (votes[band] + votes.get(band + 1, 0.0) + votes.get(band - 1, 0.0), -band)
            for band in votes
        ),
        reverse=True,
    )
    slack = 48 + length // 4
    chosen: list[Window] = []
    for count, negative in scored:
        if len(chosen) == _WINDOWS or count < 0.2 * scored[0][0]:
            break
        middle = -negative * BAND
        start = max(0, middle - slack)
        end = min(page_length, middle + BAND + length + slack)
        if end > start and not any(w.start - BAND < start < w.start + BAND for w in chosen):
            chosen.append(Window(start, end, count, middle))
    return chosen
