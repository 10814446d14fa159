"""Does a passage stand inside quotation marks on its page?

Marks are read paragraph by paragraph, for a paragraph that goes on quoting opens with a mark of
its own. In a transcript, a speech or a block quotation there are no marks to ask for.
"""

import re
from functools import lru_cache

_BREAK = re.compile(r"\n\s*\n|(?<=[.!?:;\"”»’)])\s*\n")
_OPENING = {"“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "《": "》", "‟": "”"}
_STRAIGHT = '"＂'
_REACH = 4_000  # characters of a paragraph that are read before a passage
_LEAST_VOICE = 2  # "I" and "we" of a page that is somebody's own words
_TURNS = 6  # of speakers in a transcript
_MOSTLY = 0.6  # share of a passage's letters that must be inside marks

_SPOKEN_TITLE = re.compile(
    r"\b(?:remarks|speech|address|keynote|transcript|statement|testimony|full text|inaugural|"
    r"open letter|rede|discurso|discours|allocution|declaraci[oó]n|выступление|стенограмма|"
    r"речь|обращение)\b|讲话|致辞|全文|演讲|연설|전문|خطاب|كلمة",
    re.IGNORECASE,
)
_TURN = re.compile(r"^\s*(?:[A-Z][A-Za-z.'’ -]{1,40}|[A-ZА-Я .]{2,30}|Q|A)\s?:\s+\S", re.MULTILINE)
_FIRST_PERSON = re.compile(
    r"\b(?:I|we|our|us|my|ich|wir|unser|nosotros|nuestr[oa]s?|nous|notre|nos|мы|наш|нам|нас)\b"
)
_MARK = re.compile("[" + re.escape("".join({*_OPENING, *_OPENING.values(), *_STRAIGHT})) + "‘”»]")
_DASH = re.compile(r"^\s*[—–―]\s*\S")


def paragraph(text: str, at: int) -> tuple[int, int]:
    """The paragraph around a place, by line breaks; hard-wrapped lines stay together."""
    start = max(0, at - _REACH)
    for found in _BREAK.finditer(text, start, at):
        start = found.end()
    after = _BREAK.search(text, at, min(len(text), at + _REACH))
    return start, after.start() if after else min(len(text), at + _REACH)


def quoted_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of `text[start:end]` inside quotation marks, marks left out.

    A mark that closes nothing closes what the paragraph began with; one that is never closed
    runs to the end, as it does where the next paragraph goes on.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    closing = ""
    for found in _MARK.finditer(text, start, end):
        at, sign = found.start(), found.group()
        if opened is not None:
            if sign == closing or (closing == "“" and sign == "”"):
                spans.append((opened, at))
                opened = None
        elif sign in _OPENING:
            opened, closing = at + 1, _OPENING[sign]
        elif sign in _STRAIGHT:
            if _closes(text, at) and not spans:
                spans.append((start, at))
            else:
                opened, closing = at + 1, sign
        elif sign == "‘" and _single_pair(text, at, end):
            opened, closing = at + 1, "’"
        elif sign in "”»" and not spans:
            spans.append((start, at))
    if opened is not None:
        spans.append((opened, end))
    return spans


def _closes(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and before not in "([" and (after.isspace() or after in ",.;:)")


def _single_pair(text: str, at: int, end: int) -> bool:
    return re.search(r"’(?!\w)", text[at + 1 : end]) is not None


def inside_marks(text: str, start: int, end: int) -> bool | None:
    """Whether the passage stands inside quotation marks; None where that cannot be asked."""
    first, last = paragraph(text, start)
    last = max(last, end)
    inside = letters = 0
    spans = quoted_spans(text, first, last)
    for at in range(start, end):
        if text[at].isalnum():
            letters += 1
            inside += any(a <= at < b for a, b in spans)
    if letters and inside >= _MOSTLY * letters:
        return True
    if _DASH.match(text[first:last]) and not text[first : first + 3].isascii():
        return True
    return None if _spoken(text, first, start) else False


@lru_cache(maxsize=4)  # asked for each piece of a quotation on one page
def _voices(text: str) -> tuple[int, int]:
    """How many speakers' turns a page begins with, and how often it says "I" and "we"."""
    return len(_TURN.findall(text[:40_000])), len(_FIRST_PERSON.findall(text[:20_000]))


def _spoken(text: str, first: int, start: int) -> bool:
    """Whether the page gives somebody's words without marks: a speech, a transcript, a block."""
    before = text[:first].rstrip()
    if before.endswith((":", "：")):
        return True  # set off below "…, he wrote:"
    turns, voice = _voices(text)
    if _TURN.match(text[first : first + 80]) or turns >= _TURNS:
        return True
    sample = text[max(0, start - 20_000) : start + 20_000]
    marks = sum(sample.count(mark) for mark in '"“„«「')
    few = marks * 400 < len(sample)
    length = min(len(text), 20_000)
    titled = _SPOKEN_TITLE.search(text[:600]) is not None
    enough = length / (700 if titled else 250)
    return few and voice > max(_LEAST_VOICE, enough)
