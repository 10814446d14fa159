"""Where on a page a quotation may stand: exactly, else by shared beginnings of words.

Exact search is `str.find` on the folded texts. For the rest, the first letters of the words of
all open quotations (`grams`) are looked for in one pass over the page's word beginnings; grams of
one quotation that keep their distance vote for one band of the page, and the bands with most
votes become windows for the aligner.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verifier.match.normalise import Codes, Normal, is_han
from verifier.match.page import PreparedPage, word_starts

Hashes = npt.NDArray[np.uint64]

_BAND = 64  # characters; wider than most insertions, narrower than a sentence
_COMMON = 64  # a gram found more often on a page says nothing about the place
_COMMONEST = 1024  # the same for a text that has no rarer one
_WINDOWS = 4
_LONG = 48  # characters, from which eight-letter grams leave enough of them
_FREE_EDGE = 25  # characters, from which a find may begin or end within a word
_K1, _K2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_BITS = np.uint64(44)  # the upper 20 bits of a hash index the sieve


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the page's key in which one quotation may stand."""

    start: int
    end: int
    votes: float


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
    if end - start >= _FREE_EDGE:
        return True
    return _edge(key, start) and _edge(key, end)


def _edge(key: str, at: int) -> bool:
    if at in (0, len(key)) or key[at - 1] in " '" or key[at] in " '":
        return True
    return is_han(ord(key[at - 1])) or is_han(ord(key[at]))


def windows(page: PreparedPage, keys: Sequence[Normal]) -> list[list[Window]]:
    """For each text the stretches of the page that share most with it, best first."""
    found: list[list[Window]] = [[] for _ in keys]
    by_size: dict[int, list[int]] = {}
    for number, key in enumerate(keys):
        by_size.setdefault(_gram_size(key), []).append(number)
    for size, numbers in by_size.items():
        hits = _hits(page, [keys[number] for number in numbers], size)
        for place, bands in _bands(*hits).items():
            number = numbers[place]
            found[number] = _windows(bands, len(keys[number].key), len(page.key))
    return found


def _gram_size(normal: Normal) -> int:
    """How many letters a seed has: more where texts are long, few where a letter is a word."""
    han = sum(is_han(code) for code in normal.codes[:200].tolist())
    if han * 3 > min(len(normal.key), 200):
        return 2
    return 8 if len(normal.key) >= _LONG else 4


def grams(codes: Codes, places: npt.NDArray[np.int32], size: int) -> Hashes:
    """A hash of the `size` characters (2, 4 or 8) that begin at each of the places."""
    padded = np.concatenate((codes, np.zeros(8, dtype=np.uint16))).astype("<u2", copy=False)
    fours = np.ndarray((codes.size + 4,), dtype="<u8", buffer=padded.data, strides=(2,))
    first = fours[places]
    if size == 2:
        first &= np.uint64(0xFFFFFFFF)
    hashes = first * _K1
    if size == 8:
        hashes ^= fours[places + 4] * _K2
    return (hashes ^ (hashes >> np.uint64(29))) * _K2


def _hits(
    page: PreparedPage, keys: Sequence[Normal], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Of each shared gram: which text has it, page offset minus text offset, and its vote."""
    places = [word_starts(key.codes) for key in keys]
    hashes = [grams(key.codes, at, size) for key, at in zip(keys, places, strict=True)]
    owner = np.repeat(np.arange(len(keys)), [at.size for at in places])
    offset = np.concatenate(places).astype(np.int64)
    wanted = np.concatenate(hashes)
    order = np.argsort(wanted, kind="stable")
    wanted, owner, offset = wanted[order], owner[order], offset[order]
    sieve = np.zeros(1 << 20, dtype=np.bool_)
    sieve[(wanted >> _BITS).astype(np.int64)] = True

    on_page = grams(page.normal.codes, page.word_starts, size)
    passed = np.flatnonzero(sieve[(on_page >> _BITS).astype(np.int64)])
    low = np.searchsorted(wanted, on_page[passed], "left")
    high = np.searchsorted(wanted, on_page[passed], "right")
    real = high > low
    passed, low, high = passed[real], low[real], high[real]
    often = np.bincount(low, minlength=wanted.size)
    cap = _caps(often, wanted, owner, len(keys))
    rare = often[low] <= cap[low]
    passed, low, high = passed[rare], low[rare], high[rare]
    often = often[low]
    counts = high - low
    pairs = np.repeat(low, counts) + _within(counts)
    at = page.word_starts[np.repeat(passed, counts)].astype(np.int64)
    return owner[pairs], at - offset[pairs], np.repeat(1.0 / (1.0 + often / 8.0), counts)


def _caps(
    often: npt.NDArray[np.int64], wanted: Hashes, owner: npt.NDArray[np.int64], texts: int
) -> npt.NDArray[np.int64]:
    """How often each gram may be found: more where a text has none that is rare."""
    first = np.searchsorted(wanted, wanted, "left")
    counts = np.where(often[first] > 0, often[first], np.iinfo(np.int64).max)
    rarest = np.full(texts, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(rarest, owner, counts)
    lenient = np.minimum(_COMMONEST, np.maximum(_COMMON, rarest[owner]))
    caps = np.zeros(wanted.size, dtype=np.int64)
    np.maximum.at(caps, first, lenient)
    return caps


def _within(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """0, 1, … for each run of that many."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    return np.arange(total) - np.repeat(ends - counts, counts)


def _bands(
    owner: npt.NDArray[np.int64], diagonal: npt.NDArray[np.int64], vote: npt.NDArray[np.float64]
) -> dict[int, list[tuple[int, float]]]:
    """For each text its bands, as (band, votes), in the order of the page."""
    if not owner.size:
        return {}
    shift = np.int64(1 << 24)
    band = (diagonal + shift) // _BAND
    names, inverse = np.unique(owner * (1 << 32) + band, return_inverse=True)
    votes = np.bincount(inverse, weights=vote)
    found: dict[int, list[tuple[int, float]]] = {}
    for name, count in zip(names.tolist(), votes.tolist(), strict=True):
        place, number = divmod(name, 1 << 32)
        found.setdefault(place, []).append((number - int(shift) // _BAND, count))
    return found


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
        middle = -negative * _BAND
        start = max(0, middle - slack)
        end = min(page_length, middle + _BAND + length + slack)
        if end > start and not any(w.start - _BAND < start < w.start + _BAND for w in chosen):
            chosen.append(Window(start, end, count))
    return chosen
