"""The stretches of a document that are parsed, as paragraphs.

Prose blocks are parsed, block quotations as somebody's words, and lines that credit the words
above them; notes are only looked up. Where the
document has no blocks, blank lines part the paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.model import PROSE, BlockKind, Document

CREDIT_MARKS = ("—", "–", "-", "―")  # what opens a line that says whose the words above are


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph's place, edges trimmed of blanks."""

    start: int
    end: int
    is_quote: bool = False
    is_heading: bool = False


def stretches(document: Document) -> list[Stretch]:
    """The paragraphs of a document in order, none overlapping another."""
    text = document.text
    found = []
    at = 0
    for start, end, kind in _blocks(document):
        start, end = _trim(text, max(start, at), min(end, len(text)))
        if start >= end:
            continue
        found.append(Stretch(start, end, kind is BlockKind.QUOTE, kind is BlockKind.HEADING))
        at = end
    return found


def _blocks(document: Document) -> Iterator[tuple[int, int, BlockKind]]:
    if not document.blocks:
        yield from ((a, b, BlockKind.PARAGRAPH) for a, b in _by_blank_lines(document.text))
        return
    above: BlockKind | None = None
    for block in sorted(document.blocks, key=lambda b: (b.start, b.end)):
        credits_above = above in PROSE and document.text.startswith(CREDIT_MARKS, block.start)
        if block.kind in PROSE or block.kind is BlockKind.HEADING:
            yield block.start, block.end, block.kind
        elif block.kind is BlockKind.BYLINE and credits_above:
            yield block.start, block.end, BlockKind.PARAGRAPH
        above = block.kind


def _by_blank_lines(text: str) -> Iterator[tuple[int, int]]:
    start, at = None, 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
        at += len(line)
    if start is not None:
        yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def quoted_span(text: str, stretch: Stretch) -> tuple[int, int]:
    """The words of a block quotation, without `> ` before and a credit line behind them."""
    start, end = stretch.start, stretch.end
    while start < end and text[start] in "> ":
        start += 1
    line = text.rfind("\n", start, end) + 1
    last = text[line:end].lstrip("> ")
    credited = last.startswith(CREDIT_MARKS) and last[1:].lstrip(" [")[:1].isupper()
    if credited and line > start:
        end = start + len(text[start:line].rstrip("> \n"))
    return start, end
