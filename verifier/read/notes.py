"""Footnotes and reference lists that no markup shows: "[1]" in the prose, "[1] …" below it.

A last pass over a laid-out text of any kind. It splits the blocks in which entries stand and
never changes the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from verifier.model import PROSE, Block, BlockKind, NoteMark
from verifier.read.builder import Laid
from verifier.read.lines import NOTE_HEADING, marks_in, note_label

_LINE = re.compile(r"[^\r\n]+")


def with_notes(laid: Laid) -> Laid:
    """The same text, its unmarked note entries as NOTE blocks and their marks beside."""
    entries = _entries(laid)
    if not entries:
        return laid
    blocks = [piece for block in laid.blocks for piece in _split(block, laid.text, entries)]
    labels = {label for label, _ in entries.values()}
    marks = [*laid.note_marks, *_marks(laid, blocks, labels)]
    marks.sort(key=lambda mark: mark.start)
    return Laid(laid.text, tuple(blocks), laid.links, tuple(marks))


def _entries(laid: Laid) -> dict[int, tuple[str, int]]:
    """Note entries: where each begins → its label and its end."""
    marked = {label: start for start, _, label in reversed(marks_in(laid.text))}
    found: dict[int, tuple[str, int]] = {}
    under_heading = False
    for block in laid.blocks:
        if block.kind is BlockKind.HEADING:
            under_heading = bool(NOTE_HEADING.fullmatch(laid.text[block.start : block.end].strip()))
            continue
        if block.kind not in PROSE:
            continue
        for start, end in lines_of(laid.text, block.start, block.end):
            line = laid.text[start:end]
            if NOTE_HEADING.fullmatch(line.strip()):
                under_heading = True
                found[start] = ("", end)
                continue
            label = note_label(line)
            if label and _is_entry(*label, start, marked, under_heading=under_heading):
                found[start] = (label[0], end)
    return found if any(label for label, _ in found.values()) else {}


def _is_entry(
    label: str, certain: bool, start: int, marked: dict[str, int], *, under_heading: bool
) -> bool:
    """An entry is pointed at from above it, or stands in a list of notes."""
    is_marked = label in marked and marked[label] < start
    return is_marked or (under_heading and (certain or label.isdigit()))


def lines_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a stretch of text, line ends left out, as spans; empty lines left out."""
    return [
        (start + match.start(), start + match.end())
        for match in _LINE.finditer(text[start:end])
        if match[0].strip()
    ]


def _split(block: Block, text: str, entries: dict[int, tuple[str, int]]) -> list[Block]:
    """One block cut where note entries begin; lines after an entry belong to it."""
    if block.kind not in PROSE:
        return [block]
    starts = [start for start in sorted(entries) if block.start <= start < block.end]
    if not starts:
        return [block]
    pieces = [] if starts[0] == block.start else [_piece(block.start, starts[0], text, block.kind)]
    for start, stop in zip(starts, [*starts[1:], block.end], strict=True):
        label = entries[start][0]
        kind = BlockKind.NOTE if label else BlockKind.HEADING
        pieces.append(_piece(start, stop, text, kind, label or None))
    return [piece for piece in pieces if piece.start < piece.end]


def _piece(start: int, end: int, text: str, kind: BlockKind, label: str | None = None) -> Block:
    return Block(start, start + len(text[start:end].rstrip()), kind, label)


def _marks(laid: Laid, blocks: list[Block], labels: set[str]) -> list[NoteMark]:
    taken = Taken((mark.start, mark.end) for mark in laid.note_marks)
    prose = [block for block in blocks if block.kind in PROSE]
    return [
        NoteMark(block.start + start, block.start + end, label)
        for block in prose
        for start, end, label in marks_in(laid.text[block.start : block.end])
        if label in labels and not taken.touches(block.start + start, block.start + end)
    ]


class Taken:
    """Stretches of a text that are taken; asked for each of thousands of others."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them overlaps text[start:end]."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start
