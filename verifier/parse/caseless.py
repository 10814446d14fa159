"""Speakers, sources and dates in scripts without capital letters: Chinese, Korean, Arabic.

Names cannot be told by their letters there. What is known are the cue words, the titles before or
after a name, the particles behind it and the registry's names in that script; the rules read the
stretch of the sentence before and after a quotation with these.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z]+(?:[ ][A-Z][A-Za-z]+){0,3}")
_MASK = "\0"  # stands for what is known to be an outlet or a day
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
    outlets = list(_outlets(reader, left, start)) + list(_outlets(reader, end, right))
    days = find_dates(text, left, start, lexicon) or find_dates(text, end, right, lexicon)
    named = [(c.start, c.end) for c in outlets] + [(day.start, day.end) for day in days]
    speaker, cue = _speaker_beside(reader, (left, start, end, right), named)
    if days and not outlets:
        outlets = _occasion(reader, left, start) or _occasion(reader, end, right)
    if outlets and days:
        outlets[0] = dated(outlets[0], days[0], reader.published, DateRole.UNKNOWN)
    return Found(speaker, cue, tuple(outlets))


# --- speakers -----------------------------------------------------------------------------


def _speaker_beside(
    reader: Reader, edges: tuple[int, int, int, int], named: list[tuple[int, int]]
) -> tuple[Mention | None, tuple[int, int] | None]:
    """The speaker in text[left:start] or text[end:right], where outlets and days are masked."""
    left, start, end, right = edges
    piece = list(reader.text[left:right])
    for first, last in named:
        if reader.text[first - 1 : first] == "《" and reader.text[last : last + 1] == "》":
            first, last = first - 1, last + 1
        for at in range(max(first, left) - left, min(last, right) - left):
            piece[at] = _MASK
    masked, before, after = "".join(piece), (0, start - left), (end - left, right - left)
    speaker, cue = _speaker(masked, reader.lexicon, before, after)
    if speaker is not None:
        speaker = replace(speaker, start=speaker.start + left, end=speaker.end + left)
    return speaker, (cue[0] + left, cue[1] + left) if cue is not None else None


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
    cue = _last_of(lexicon, "speech", text, start, end)
    if cue is None:
        return None
    name_start, name_end = start, cue.start()
    for match in _BOUND.finditer(text, start, cue.start()):
        name_start = match.end() if match.end() < cue.start() else name_start
    name_end = _before_any(text, ("接受", *"对在向"), name_start, name_end)
    title = _last_of(lexicon, "titles", text, name_start, name_end)
    if title is not None and title.end() < name_end:
        name_start = title.end()
    name_end = _before_any(text, tuple("的于就则也还曾"), name_start, name_end)
    name = _unmasked(text, name_start, name_end)
    if (
        name is None
        or not name[1] - name[0] <= 12
        or text[slice(*name)] in lexicon.phrase("speech")
    ):
        return None
    mention = Mention(text[slice(*name)], *name, MentionKind.NOMINAL)
    return mention, cue.span()


def _last_of(
    lexicon: Language, group: str, text: str, start: int, end: int
) -> re.Match[str] | None:
    """The word of a class that begins last in text[start:end], also inside another of them."""
    pattern = _any_of(lexicon, group)
    last = None
    found = pattern.search(text, start, end)
    while found is not None:
        last = found
        found = pattern.search(text, found.start() + 1, end)
    return last


@cache
def _any_of(lexicon: Language, group: str) -> re.Pattern[str]:
    """Any word of a class; of two that begin alike the longer one."""
    words = sorted(lexicon.phrase(group), reverse=True)
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _before_any(text: str, joints: tuple[str, ...], start: int, end: int) -> int:
    """Where a name ends that one of these words follows; `end` when none does."""
    cuts = (text.find(joint, start + 1, end) for joint in joints)
    return min((cut for cut in cuts if cut > 0), default=end)


def _unmasked(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first stretch of text[start:end] that names no outlet and no day."""
    while start < end and text[start] == _MASK:
        start += 1
    masked = text.find(_MASK, start, end)
    end = masked if masked >= 0 else end
    return (start, end) if start < end else None


def _korean(text: str, lexicon: Language, start: int, end: int) -> Mention | None:
    """`김하늘 교수는`: the word with a subject particle, its title left out."""
    particles = lexicon.phrase("particles_after")
    titles = lexicon.words.get("titles", frozenset())
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\s,“”\"]+", text[start:end])]
    for place, (at, _, word) in enumerate(words):
        following = words[place + 1][2] if place + 1 < len(words) else ""
        if word.endswith("의") and lexicon.has("words_of", following):
            word = word[:-1] + particles[0]  # "장관의 말을 인용해": his words are quoted
        particle = next((p for p in particles if word.endswith(p) and len(word) > len(p) + 1), None)
        if particle is None:
            continue
        bare = word[: -len(particle)]
        if bare in titles and place:
            at, _, bare = words[place - 1]
        if _MASK in bare or any(marker in bare for marker in lexicon.phrase("outlet_markers")):
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
        spoken = _quoted_place(words, place, lexicon)
        named = _name_behind(words[spoken + 1 :], lexicon)
        if named is None:
            return None
        first, last = named
        name = text[start + first : start + last]
        mention = Mention(name, start + first, start + last, MentionKind.NOMINAL)
        return mention, (start + at, start + to)
    return None


def _quoted_place(words: list[tuple[int, int, str]], place: int, lexicon: Language) -> int:
    """`نقلت الوكالة عن الوزير قوله`: the name is behind "from", not behind the verb."""
    quoting = [at for at in range(place, len(words)) if lexicon.has("words_of", words[at][2])]
    if not quoting:
        return place
    froms = [at for at in range(place, quoting[0]) if lexicon.has("from_whom", words[at][2])]
    return froms[-1] if froms else place


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
        if _MASK in word or lexicon.has("words_of", word):
            break
        taken.append((at, to))
    return (taken[0][0], taken[-1][1]) if taken else None


# --- outlets ------------------------------------------------------------------------------


def _outlets(reader: Reader, start: int, end: int) -> Iterator[Citation]:
    """The registry's names in this script, names in title marks, and what is called an outlet."""
    piece, lexicon = reader.text[start:end], reader.lexicon
    if not piece:
        return
    medium = medium_of(piece, lexicon)
    if medium is None and any(word in piece for word in _media(lexicon)):
        medium = Medium.INTERVIEW
    spans: dict[int, int] = {}
    for at, to in _name_places(reader, piece):
        if not any(first < to and at < last for first, last in spans.items()):
            spans[at] = to
    for at, to in sorted(spans.items()):
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


def _name_places(reader: Reader, piece: str) -> Iterator[tuple[int, int]]:
    """Where names of outlets may stand, the surest first."""
    seen: set[str] = set()
    for match in _script_names(reader.names.registry).finditer(piece):
        if match.group() not in seen:  # one citation of each, at its first place
            seen.add(match.group())
            yield match.span()
    for match in _LATIN_NAME.finditer(piece):
        if reader.names.known(match.group()):
            yield match.span()
    yield from (match.span(1) for match in _TITLED_WORK.finditer(piece))
    platforms = reader.lexicon.tables.get("platform_names", {})
    yield from (
        (piece.find(name), piece.find(name) + len(name)) for name in platforms if name in piece
    )
    for match in _called_outlets(reader.lexicon).finditer(piece):
        yield match.span("name" if match["name"] else "behind")


def _occasion(reader: Reader, start: int, end: int) -> list[Citation]:
    """`在记者会上`, `기자회견에서`: where it was said, when no outlet is named."""
    piece = reader.text[start:end]
    for word, medium in _media(reader.lexicon).items():
        if word in piece:
            at = start + piece.index(word)
            return [Citation(word, at, at + len(word), medium=medium)]
    return []


@cache
def _media(lexicon: Language) -> Mapping[str, Medium]:
    """Words that name a medium, longest first."""
    media = lexicon.tables.get("media", {})
    return {word: Medium(media[word]) for word in sorted(media, key=len, reverse=True)}


@cache
def _called_outlets(lexicon: Language) -> re.Pattern[str]:
    """Unknown names that are called outlets: `海边日报报道`, `صحيفة الساحل`."""
    endings = "|".join(map(re.escape, lexicon.phrase("outlet_endings"))) or "(?!)"
    markers = "|".join(map(re.escape, lexicon.phrase("outlet_nouns"))) or "(?!)"
    return re.compile(
        rf"""
        (?:^|(?<=[\s，,。（(：:据據对對向受诉訴]))(?P<name>[^\W\d_a-zA-Z据據对對向]{{1,6}}?(?:{endings}))
      | (?<!\w)ل?(?:{markers})\s(?P<behind>(?:الأنباء\s)?\w{{3,}})
        """,
        re.VERBOSE,
    )


@cache
def _script_names(registry: Registry) -> re.Pattern[str]:
    """The registry's names in scripts without capitals, longest first."""
    names = {
        name
        for name, _ in registry.names()
        if len(name) > 1 and not _LATIN.search(name) and name.upper() == name.lower()
    }
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or "(?!)")
