"""The passage of a page that speaks of the same point, though in other words.

For indirect statements, and for quotations that turn out to be paraphrases. Each rare word of the
statement is looked for by its stem; the sentence or two in which most of their weight comes
together is the nearest passage. It shows where to read, and proves nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log2

from rapidfuzz.distance import Indel

from verifier.match.chance import bits
from verifier.match.language import language_of
from verifier.match.lexicon import Lexicon, lexicon
from verifier.match.locate import exact
from verifier.match.normalise import is_han, normalise
from verifier.match.page import PreparedPage, around
from verifier.match.words import words
from verifier.model import Basis, Match, Passage, Quotation, Verdict

_REACH = 480  # characters that the shared words may lie apart: two or three sentences
_HAN_REACH = 120
_MOST_PLACES = 60  # of one stem; a commoner one tells nothing
_SHARE = 0.42  # of the statement's weight that must come together
_LEAST_STEMS = 3
_TOLD_BY = 9  # stems: a long statement says several things, and one of them is a point, too
_SHORT_WORD = 5  # letters; such words are common whatever the page says
_LONGEST = 900  # characters shown
_RUN = 3  # words in a row that a paraphrase may keep
_MOST_WORDS = 60  # of a quotation that are looked for
_ADDS = 0.3  # of the best sentence's weight, from which a neighbour is shown with it
_SENTENCE_END = re.compile(r"[.!?。！？؟][\"”’»)\]]*(?=\s|$|[^\x00-\x7f])|\n")


Event = tuple[int, str]  # where in the page's key a stem stands


@dataclass(frozen=True, slots=True)
class _Cluster:
    weight: float
    events: tuple[Event, ...]
    stems: int


def nearest(statement: Quotation, page: PreparedPage) -> Match | None:
    """The sentence or two that share most rare words with the statement; None when too few do.

    `verdict` is `not_found`, `basis` is `same_point`; `score` is the share of weight found.
    """
    known = lexicon(page.language or _told(statement.text))
    stems = _stems(statement.text, known, page)
    total = sum(sorted(stems.values(), reverse=True)[:_TOLD_BY])
    best = _densest(stems, page) if len(stems) >= _LEAST_STEMS else None
    if best is None or best.stems < _LEAST_STEMS or best.weight < _SHARE * total:
        return None
    start, end = _sentences(page, best, stems)
    return _shown(statement, page, start, end, best.weight / total)


def closest(quotation: Quotation, page: PreparedPage) -> Match | None:
    """The nearest passage for a quotation that is not on the page; None when none comes near.

    One on the same point, else a sentence that shares three words in a row with it, two of them
    no function words: what a paraphrase keeps of the words it paraphrases.
    """
    return nearest(quotation, page) or _shared_run(quotation, page)


def _shared_run(quotation: Quotation, page: PreparedPage) -> Match | None:
    known = lexicon(page.language or _told(quotation.text))
    found = _folded(quotation.text)
    plain = known.function | known.filler
    for at in range(len(found) - _RUN + 1):
        run = found[at : at + _RUN]
        if sum(word not in plain and not is_han(ord(word[0])) for word in run) < _RUN - 1:
            continue
        places = exact(page, " ".join(run), limit=1)
        if places:
            start, end = _sentence(page.text, page.normal.span(places[0], places[0] + 1)[0])
            return _shown(quotation, page, start, end, _RUN / len(found))
    return None


def _shown(statement: Quotation, page: PreparedPage, start: int, end: int, share: float) -> Match:
    passage = page.text[start:end]
    before, after = around(page.text, start, end)
    alike = Indel.normalized_similarity(statement.text.casefold(), passage.casefold())
    return Match(
        quotation=statement.id,
        verdict=Verdict.NOT_FOUND,
        passages=(Passage(passage, start, end),),
        prefix=before,
        suffix=after,
        edits=(),
        likeness=round(alike, 4),
        score=round(min(1.0, share), 4),
        basis=Basis.SAME_POINT,
    )


def _stems(text: str, known: Lexicon, page: PreparedPage) -> dict[str, float]:
    """The statement's rare words by their stems, each with its weight."""
    found = _folded(text)
    stems: dict[str, float] = {}
    for word in found:
        if word in known.function or word in known.filler or is_han(ord(word[0])):
            continue
        if len(word) > 2 or word[0].isdigit():
            rarity = bits(word, known, page)
            plain = len(word) <= _SHORT_WORD and word.isalpha()
            stems[_stem(word)] = rarity / 2 if plain else rarity
    for left, right in pairwise(found):
        if is_han(ord(left[0])) and is_han(ord(right[0])):
            stems[left + right] = 8.0
    return stems


@lru_cache(maxsize=512)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(w.text for w in words(normalise(text)))[:_MOST_WORDS]


@lru_cache(maxsize=512)
def _told(text: str) -> str | None:
    return language_of(normalise(text).key)


def _stem(word: str) -> str:
    """The letters that bear endings: "housing" and "houses" have one stem."""
    return word if len(word) < 5 else word[: max(4, min(6, len(word) - 3))]


def _densest(stems: dict[str, float], page: PreparedPage) -> _Cluster | None:
    """The stretch of the page where most of the stems' weight comes together."""
    events: list[tuple[int, str]] = []
    for stem in stems:
        events += [(at, stem) for at in _places(page.key, stem)]
    events.sort()
    reach = _HAN_REACH if page.language == "zh" else _REACH
    best: _Cluster | None = None
    inside: dict[str, int] = {}
    first = 0
    for number, (at, stem) in enumerate(events):
        inside[stem] = inside.get(stem, 0) + 1
        while at - events[first][0] > reach:
            gone = events[first][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        weight = sum(stems[name] for name in inside) - log2(1 + (at - events[first][0]) / 60)
        if best is None or weight > best.weight:
            best = _Cluster(weight, tuple(events[first : number + 1]), len(inside))
    return best


def _places(key: str, stem: str) -> list[int]:
    """Where words begin with the stem; none when it is too common to tell anything."""
    han = is_han(ord(stem[0]))
    wanted = stem if han else f" {stem}"
    skip = 0 if han else 1
    places = [0] if not han and key.startswith(stem) else []
    at = key.find(wanted)
    while at >= 0 and len(places) <= _MOST_PLACES:
        places.append(at + skip)
        at = key.find(wanted, at + 1)
    return places if len(places) <= _MOST_PLACES else []


def _sentences(page: PreparedPage, cluster: _Cluster, stems: dict[str, float]) -> tuple[int, int]:
    """The sentence with most of the weight, and its neighbours where they add to it."""
    found: dict[tuple[int, int], set[str]] = {}
    for at, stem in cluster.events:
        place = page.normal.span(at, at + 1)[0]
        found.setdefault(_sentence(page.text, place), set()).add(stem)
    spans = sorted(found)

    def weight(names: set[str]) -> float:
        return sum(stems[name] for name in names)

    middle = max(range(len(spans)), key=lambda n: (weight(found[spans[n]]), -n))
    first = last = middle
    have = set(found[spans[middle]])
    least = _ADDS * weight(have)
    while last + 1 < len(spans) and weight(found[spans[last + 1]] - have) >= least:
        last += 1
        have |= found[spans[last]]
    while first and weight(found[spans[first - 1]] - have) >= least:
        first -= 1
        have |= found[spans[first]]
    return spans[first][0], spans[last][1]


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around a place, at most `_LONGEST` characters."""
    first = max(0, at - _LONGEST // 2)
    for found in _SENTENCE_END.finditer(text, first, at):
        first = found.end()
    after = _SENTENCE_END.search(text, at, min(len(text), at + _LONGEST // 2))
    last = after.end() if after else min(len(text), at + _LONGEST // 2)
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
