"""What the page's sentence, or the next one, makes of a passage: a condition, a question, a lie.

"If nobody cheats, we will win" says no more than "we will win" if the first half is kept; "Do you
think I am a thief?" and "I am a thief. That is a lie" do not say that I am one. Each function
looks at the page alone and gives the words there that take the passage back.
"""

import re
from collections.abc import Collection, Sequence

from verifier.match.lexicon import Lexicon
from verifier.match.normalise import normalise
from verifier.match.words import Word, words
from verifier.model import Span

_REACH = 240  # characters before a passage in which its sentence is looked at
_AFTER = 60  # characters after it in which what takes it back begins
_TAIL = 3  # words between a condition's comma and the passage: if …, (we will) "win"
_FRAME = 7  # words between the head of a question and the passage
_SENTENCE = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\s*|\n")
_COMMA = re.compile("[,،，、—–]")
_ASKS = re.compile(r"[^.!?。！？؟\n]{0,40}[?？؟]")
_NEXT = re.compile(r"[ \t.,;:!。，！、،—–-]*")
_DONE = re.compile(r"\s*(?:[.,;:!?…\"”’»)—–。，！،]|$)")
_JOINS = frozenset(
    [
        "and",
        "but",
        "or",
        "so",
        "well",
        "und",
        "aber",
        "oder",
        "et",
        "mais",
        "ou",
        "y",
        "pero",
        "e",
        "ma",
        "o",
        "mas",
        "и",
        "но",
        "а",
    ]
)
_ON = frozenset(["that", "dass", "que", "che", "что", "أن", "to", "zu", "de", "di"])


def opening(found: Sequence[Word], phrases: Collection[str]) -> int:
    """How many of the first words are one of the phrases, at the longest."""
    texts = [word.text for word in found[:7]]
    fits = (n for n in range(len(texts), 0, -1) if " ".join(texts[:n]) in phrases)
    length = next(fits, 0)
    plain = length != 1 or len(texts[0]) > 2 or found[0].raw.isascii() or texts[0] > "\u0400"
    return length if plain else 0  # es "si", not "sí"


def premise(text: str, start: int, known: Lexicon) -> Span | None:
    """The "if" of a condition that stands before the passage in its sentence."""
    since = _sentence_start(text, start)
    commas = [since + match.end() for match in _COMMA.finditer(text[since:start])]
    if not commas or not known.premises:
        return None
    tail = [word.text for word in words(normalise(text[commas[-1] : start]))]
    plain = known.function | known.modal
    if len(tail) > _TAIL or not plain.issuperset(tail) or not _JOINS.isdisjoint(tail):
        return None
    for head, end in zip([since, *commas], commas, strict=False):
        if found := _clause_head(text, head, end, known):
            return found
    return None


def question(text: str, start: int, end: int, known: Lexicon) -> Span | None:
    """The head of a question, "do you think", that the passage is the rest of."""
    if not known.asking or not (text[end - 1 : end] in "?？؟" or _ASKS.match(text, end)):
        return None
    since = _sentence_start(text, start)
    normal = normalise(text[since:start])
    found = words(normal)
    skip = int(bool(found) and found[0].text in _JOINS)
    length = opening(found[skip:], known.asking)
    if not length or len(found) - length - skip > _FRAME:
        return None
    first, last = normal.span(found[skip].start, found[skip + length - 1].end)
    return Span(since + first, since + last)


def rebuttal(text: str, end: int, known: Lexicon) -> Span | None:
    """What the speaker goes on with to deny the passage: "That is a lie."."""
    begin = _NEXT.match(text, end)
    since = begin.end() if begin else end
    normal = normalise(text[since : since + _AFTER])
    found = words(normal)
    length = opening(found, known.rebuttals)
    if not length or (length < len(found) and found[length].text in _ON):
        return None
    first, last = normal.span(found[0].start, found[length - 1].end)
    return Span(since + first, since + last) if _DONE.match(text, since + last) else None


def _clause_head(text: str, head: int, end: int, known: Lexicon) -> Span | None:
    normal = normalise(text[head:end])
    found = words(normal)
    skip = int(bool(found) and found[0].text in _JOINS)
    length = opening(found[skip:], known.premises)
    if not length or opening(found[skip:], known.idle) or length + skip == len(found):
        return None
    first, last = normal.span(found[skip].start, found[skip + length - 1].end)
    return Span(head + first, head + last)


def _sentence_start(text: str, start: int) -> int:
    since = max(0, start - _REACH)
    for stop in _SENTENCE.finditer(text, since, start):
        since = stop.end()
    return since
