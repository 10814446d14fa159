"""Speakers, sources and dates in scripts without capital letters: Chinese, Korean, Arabic.

Names cannot be told by their letters there. What is known are the cue words, the titles before or
after a name, the particles behind it and the registry's names in that script; the rules read the
stretch of the sentence before and after a quotation with these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from verifier.model import Citation, DateRole, Medium
from verifier.outlets import Registry
from verifier.parse.dates import find_dates
from verifier.parse.language import Language
from verifier.parse.phrases import Mention, MentionKind
from verifier.parse.pointers import Reader, dated, medium_of

_REACH = 90  # code points of the sentence that are read on either side
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s)")
_BOUND = re.compile(r"[，,。、：:；;（）()《》\s\d]|[“”\"「」『』«»]")
_TITLED_WORK = re.compile(r"《([^《》]{2,20})》")
_DAY_BEFORE = re.compile(r"\d{1,2}(?:月\d{1,2})?日\w{0,2}$|(?:周|星期)[一二三四五六日天]$")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z]+(?:[ ][A-Z][A-Za-z]+){0,3}")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Found:
    """What stands beside one quotation."""

    speaker: Mention | None
    cue: tuple[int, int] | None
    citations: tuple[Citation, ...]


def read_around(reader: Reader, floor: int, start: int, end: int, ceiling: int) -> Found:
    """Speaker and source of a quotation text[start:end] from its own sentence."""
    text, lexicon = reader.text, reader.lexicon
    left = max(floor, start - _REACH)
    for match in _SENTENCE_END.finditer(text, left, start):
        left = match.end()
    stop = _SENTENCE_END.search(text, end, min(ceiling, end + _REACH))
    right = stop.end() if stop else min(ceiling, end + _REACH)
    whole = bool(_SENTENCE_END.search(text, max(start, end - 2), end))
    if whole and left < start and text[end : end + 1] not in ("，", "（", "(", ","):
        right = end  # the sentence ended inside the quotation
    speaker, cue = _speaker(text, lexicon, (left, start), (end, right))
    outlets = list(_outlets(reader, left, start)) + list(_outlets(reader, end, right))
    days = find_dates(text, left, start, lexicon) or find_dates(text, end, right, lexicon)
    if outlets and days:
        outlets[0] = dated(outlets[0], days[0], reader.published, DateRole.UNKNOWN)
    return Found(speaker, cue, tuple(outlets))


# --- speakers -----------------------------------------------------------------------------


def _speaker(
    text: str, lexicon: Language, before: tuple[int, int], after: tuple[int, int]
) -> tuple[Mention | None, tuple[int, int] | None]:
    if lexicon.code == "zh":
        return _chinese(text, lexicon, *before) or _chinese(text, lexicon, *after) or (None, None)
    if lexicon.code == "ko":
        speaker = _korean(text, lexicon, *before) or _korean(text, lexicon, *after)
        return speaker, _cue_in(text, lexicon, *after)
    return _verb_first(text, lexicon, *before) or _verb_first(text, lexicon, *after) or (None, None)


def _cue_in(text: str, lexicon: Language, start: int, end: int) -> tuple[int, int] | None:
    for cue in lexicon.phrase("speech"):
        at = text.find(cue, start, end)
        if at >= 0 and len(cue) > 1:
            return at, at + len(cue)
    return None


def _chinese(
    text: str, lexicon: Language, start: int, end: int
) -> tuple[Mention, tuple[int, int]] | None:
    """`工程师李文舟的话说：`: the name between title, or clause start, and cue."""
    cues = ((text.rfind(cue, start, end), cue) for cue in lexicon.phrase("speech"))
    at, cue = max(cues, default=(-1, ""))
    if at < 0:
        return None
    name_start, name_end = start, at
    at_name = at
    day = _DAY_BEFORE.search(text, start, at)  # "林静5月8日表示": the day stands behind the name
    if day is not None and day.start() > start:
        at_name = name_end = day.start()
    for match in _BOUND.finditer(text, start, at_name):
        name_start = match.end() if match.end() < at_name else name_start
    titled = [(text.rfind(title, name_start, at_name), title) for title in lexicon.phrase("titles")]
    where, title = max(titled, default=(-1, ""))
    if where >= 0 and where + len(title) < at_name:
        name_start = where + len(title)
    for joint in ("接受", *"的对在向于就则也还曾"):
        cut = text.find(joint, name_start + 1, name_end)
        name_end = cut if cut > 0 else name_end
    if not 0 < name_end - name_start <= 12:
        return None
    name = text[name_start:name_end]
    mention = Mention(name, name_start, name_end, MentionKind.NOMINAL)
    return mention, (at, at + len(cue))


def _korean(text: str, lexicon: Language, start: int, end: int) -> Mention | None:
    """`김하늘 교수는`: the word with a subject particle, its title left out."""
    particles = lexicon.phrase("particles_after")
    titles = lexicon.words.get("titles", frozenset())
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\s,“”\"]+", text[start:end])]
    for place, (at, _, word) in enumerate(words):
        particle = next((p for p in particles if word.endswith(p) and len(word) > len(p) + 1), None)
        if particle is None:
            continue
        bare = word[: -len(particle)]
        if bare in titles and place:
            at, _, bare = words[place - 1]
        if any(marker in bare for marker in lexicon.phrase("outlet_markers")):
            continue
        return Mention(bare, start + at, start + at + len(bare), MentionKind.NOMINAL)
    return None


def _verb_first(
    text: str, lexicon: Language, start: int, end: int
) -> tuple[Mention, tuple[int, int]] | None:
    """`قال المهندس …`: the words behind the verb, up to a preposition or a mark."""
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\s:،,]+", text[start:end])]
    for place, (at, to, word) in enumerate(words):
        if word.lstrip("و") not in lexicon.verbs:
            continue
        named = _name_behind(words[place + 1 :], lexicon)
        if named is None:
            return None
        first, last = named
        name = text[start + first : start + last]
        mention = Mention(name, start + first, start + last, MentionKind.NOMINAL)
        return mention, (start + at, start + to)
    return None


def _name_behind(words: list[tuple[int, int, str]], lexicon: Language) -> tuple[int, int] | None:
    titles = lexicon.words.get("titles", frozenset())
    stops = lexicon.words.get("prepositions", frozenset()) | lexicon.words.get("that", frozenset())
    markers = lexicon.phrase("outlet_markers")
    taken: list[tuple[int, int]] = []
    for at, to, word in words[:6]:
        if not taken and (word in titles or (word.startswith("ال") and words[0][2] in titles)):
            continue  # "وزير الخارجية": a title of two words
        if word in stops or word.startswith(markers) or word.strip('“”"«»') != word:
            break
        taken.append((at, to))
    return (taken[0][0], taken[-1][1]) if taken else None


# --- outlets ------------------------------------------------------------------------------


def _outlets(reader: Reader, start: int, end: int) -> Iterator[Citation]:
    """The registry's names in this script, and names in title marks."""
    piece = reader.text[start:end]
    seen: list[tuple[int, int]] = []
    medium = medium_of(piece, reader.lexicon)
    if medium is None and any(word in piece for word in reader.lexicon.tables.get("media", {})):
        medium = Medium.INTERVIEW
    latin = {m.group().strip() for m in _LATIN_NAME.finditer(piece)}
    latin = {name for name in latin if reader.names.known(name)}
    for name in (*_script_names(reader.names.registry), *latin):
        at = piece.find(name)
        if at < 0 or any(a <= at < b for a, b in seen):
            continue
        seen.append((at, at + len(name)))
    seen += [m.span(1) for m in _TITLED_WORK.finditer(piece) if m.start(1) not in dict(seen)]
    for at, to in sorted(seen):
        named = reader.names.resolve(piece[at:to])
        yield Citation(
            piece[at:to],
            start + at,
            start + to,
            outlet=named.outlet,
            outlet_name=named.written,
            outlet_candidates=named.candidates,
            medium=medium or Medium.NEWS,
        )


@cache
def _script_names(registry: Registry) -> tuple[str, ...]:
    """The registry's names in scripts without capitals, longest first."""
    names = {
        name
        for name, _ in registry.names()
        if len(name) > 1 and not _LATIN.search(name) and name.upper() == name.lower()
    }
    return tuple(sorted(names, key=len, reverse=True))
