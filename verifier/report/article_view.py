"""The article as it is shown: paragraphs, with each quotation marked and numbered."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.model import Verdict
from verifier.report import words
from verifier.report.schema import Article, Finding
from verifier.report.styles import Style

BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n\s*)+")
LINES = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Marker:
    """What the article shows of a card: where a marked quotation leads."""

    id: str
    number: int
    words: str
    style: Style


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of the article; `marker` is that of the quotation they belong to."""

    text: str
    marker: Marker | None = None
    anchor: str | None = None  # id of the finding, on the first stretch of its quotation


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the article."""

    stretches: tuple[Stretch, ...]
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    marker: Marker
    anchor: str


def paragraphs(
    article: Article, findings: Sequence[Finding], markers: Mapping[str, Marker]
) -> tuple[Paragraph, ...]:
    """The article's paragraphs; where quotations overlap, the one that begins first is marked."""
    marks = _marks(findings, markers)
    starts, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    title = words.plain(article.title or "")
    seen_title = False
    shown: list[Paragraph] = []
    for start, end in _paragraph_spans(article.text):
        here = marks[bisect_right(ends, start) : bisect_left(starts, end)]
        is_title = bool(title) and not seen_title
        is_title = is_title and words.plain(article.text[start:end]) == title
        seen_title = seen_title or is_title
        shown.append(Paragraph(tuple(_stretches(article.text, start, end, here)), is_title))
    return tuple(shown)


def _marks(findings: Sequence[Finding], markers: Mapping[str, Marker]) -> list[_Mark]:
    found: list[_Mark] = []
    for pieces in words.utterances(findings):
        if pieces[0].verdict is Verdict.SET_ASIDE:
            continue
        marker = markers[pieces[0].id]
        found += [
            _Mark(piece.quotation.start, piece.quotation.end, marker, piece.id) for piece in pieces
        ]
    kept: list[_Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs end at blank lines; in a text without any, at each line's end.

    Text files break lines inside paragraphs, and the text of a web page has one block a line.
    """
    ends = BLANK_LINES if BLANK_LINES.search(text.strip()) else LINES
    at = 0
    for gap in ends.finditer(text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def _stretches(text: str, start: int, end: int, marks: Iterable[_Mark]) -> Iterator[Stretch]:
    at = start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if at < first:
            yield Stretch(text[at:first])
        anchor = mark.anchor if mark.start >= start else None
        yield Stretch(text[first:last], mark.marker, anchor)
        at = last
    if at < end:
        yield Stretch(text[at:end])
