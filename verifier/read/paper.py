"""Lines on pages to paragraphs: what belongs together, and what is only the page's frame.

A PDF knows glyphs and places, no paragraphs. Lines come in the file's own order, which follows the
columns; their places say where a paragraph begins. Running heads, page numbers and notes never
stand inside a sentence that goes on over the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from verifier.model import BlockKind
from verifier.read.builder import Builder, Laid
from verifier.read.lines import is_quoted, note_label

_MARGIN = 0.12  # of the page's height, where running heads and page numbers stand
# Pages with the same line in the margin; two in a file of up to five pages, and two for the
# outermost line, which names a chapter that may be short.
_REPEATED = 3
_NUMBER = re.compile(
    r"[\s\-–—|•\[(]*(?:page|pg\.?|p\.|seite|página|pagina|стр\.|第)?\s*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|von|de|sur|di|из|/)\s*\d{1,4})?\s*[页頁]?[\s\-–—|•\])]*",
    re.I,
)
_BULLET = re.compile(r"[•‣▪●◦○■□–*\-]\s+\S|\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_FINAL = re.compile(r"[.!?:;…。！？][\"”’»“)\]]*(?:\[?\d{1,3}\]?)?$")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OTHER_SIZE = 0.12  # relative: smaller differences are a raised figure or a rounding
_HEADING_SIZE = 1.15  # of the body's type
_NOTE_SIZE = 0.93
_LONGEST_HEADING = 200  # characters
_WIDE_GAP = 1.4  # of the usual distance between lines
_USUAL_GAP = 1.25  # of the type's size, where no distance could be measured
_INDENT = (0.7, 6.0)  # of the type's size: less is chance, more is another column
_SHORT = 0.35  # of the column: a line that much too short ends a paragraph, stop or not
_COLUMN = 40.0  # points: lines that begin so near each other are of one column


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; places in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int
    hyphenated: bool = False  # it ends inside a word; the hyphen is not in the text


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page in the file's order."""

    lines: tuple[Line, ...]
    bottom: float = 0.0
    top: float = 0.0


@dataclass(slots=True)
class _Block:
    kind: BlockKind
    lines: list[Line]
    page: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in this file."""

    size: float
    gap: float


@dataclass(slots=True)
class _Words:
    """The words of a file, by which a hyphen at a line's end is judged."""

    whole: set[str] = field(default_factory=set)
    hyphened: set[str] = field(default_factory=set)


def lay_pages(pages: Sequence[Page]) -> tuple[Laid, tuple[int, ...]]:
    """The text of these pages, and where in it each page begins."""
    frames = _frames(pages)
    usual = _usual(pages)
    flow: list[_Block] = []
    for page, frame in zip(pages, frames, strict=True):
        lines = [line for line in page.lines if id(line) not in frame]
        middle = (page.bottom + page.top) / 2
        blocks = _blocks(lines, usual, middle)
        framing = [line for line in page.lines if id(line) in frame]
        heads = [_furniture(line) for line in framing if line.bottom >= middle]
        feet = [_furniture(line) for line in framing if line.bottom < middle]
        _append(flow, blocks, heads, feet)
    return _written(flow, len(pages), _words(pages))


# --- the frame of a page ------------------------------------------------------------------


def _frames(pages: Sequence[Page]) -> list[set[int]]:
    """Of each page the lines (by id) that are running heads, feet or page numbers."""
    margins = [_in_margin(page) for page in pages]
    seen = Counter(key for lines in margins for key in {_key(line) for line in lines})
    least = _REPEATED if len(pages) > 5 else 2
    frames = []
    for page, lines in zip(pages, margins, strict=True):
        edges = _edges(page)
        frames.append(
            {
                id(line)
                for line in lines
                if seen[_key(line)] >= (2 if id(line) in edges else least)
                or (id(line) in edges and _NUMBER.fullmatch(line.text))
            }
        )
    return frames


def _in_margin(page: Page) -> list[Line]:
    margin = (page.top - page.bottom) * _MARGIN
    low, high = page.bottom + margin, page.top - margin
    return [line for line in page.lines if not low < line.bottom < high]


def _edges(page: Page) -> set[int]:
    """The highest and the lowest line of a page."""
    if not page.lines:
        return set()
    return {
        id(max(page.lines, key=lambda line: line.bottom)),
        id(min(page.lines, key=lambda line: line.bottom)),
    }


def _key(line: Line) -> str:
    """A line of the margin as it comes again on other pages, with other page numbers."""
    return _DIGITS.sub("#", line.text.casefold())


def _furniture(line: Line) -> _Block:
    return _Block(BlockKind.FURNITURE, [line], line.page)


# --- paragraphs of a page -----------------------------------------------------------------


def _usual(pages: Iterable[Page]) -> _Measure:
    sizes: Counter[float] = Counter()
    gaps: list[float] = []
    for page in pages:
        for number, line in enumerate(page.lines):
            sizes[round(line.size, 1)] += len(line.text)
            gap = page.lines[number - 1].bottom - line.bottom if number else 0.0
            if line.size and 0.8 * line.size < gap < 2.5 * line.size:
                gaps.append(gap)
    size = max(sizes, key=lambda each: sizes[each], default=0.0)
    return _Measure(size, median(gaps) if gaps else _USUAL_GAP * size)


def _blocks(lines: Sequence[Line], usual: _Measure, middle: float) -> list[_Block]:
    edge = _right_edges(lines)
    blocks: list[_Block] = []
    for line in lines:
        if blocks and not _begins(blocks[-1], line, usual, edge[_column(line)]):
            blocks[-1].lines.append(line)
        else:
            blocks.append(_Block(BlockKind.PARAGRAPH, [line], line.page))
    for block in blocks:
        block.kind, block.label = _kind(block, usual, middle)
    return blocks


def _column(line: Line) -> int:
    return round(line.left / _COLUMN)


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """How far the lines reach that begin near each other."""
    reach: dict[int, float] = {}
    for line in lines:
        for column in range(_column(line) - 1, _column(line) + 2):
            reach[column] = max(reach.get(column, line.right), line.right)
    return reach


def _begins(block: _Block, line: Line, usual: _Measure, edge: float) -> bool:
    """Whether `line` begins a new paragraph after `block`."""
    before = block.lines[-1]
    if before.hyphenated:
        return False
    down, size = before.bottom - line.bottom, before.size or usual.size
    if abs(down) < 0.5 * size and line.left >= before.right - size:
        return False  # a further piece of the same line
    if abs(line.size - size) > _OTHER_SIZE * size or down > _WIDE_GAP * max(usual.gap, size):
        return True
    if _BULLET.match(line.text):
        return True
    if down < -size:  # the next column
        return not _goes_on(before, line, edge)
    if _INDENT[0] * size < line.left - before.left < _INDENT[1] * size:
        return not _BULLET.match(block.lines[0].text)
    return _ends_early(before, line, edge)


def _ends_early(before: Line, line: Line, edge: float) -> bool:
    """Whether there was room for the next word, so that the line was ended on purpose."""
    width = edge - before.left
    spare = edge - before.right
    letter = (before.right - before.left) / max(len(before.text), 1)
    word = line.text.split(maxsplit=1)[0]
    if spare <= (len(word) + 1) * letter:
        return False
    return spare > _SHORT * width or _FINAL.search(before.text) is not None


def _goes_on(before: Line, line: Line, edge: float | None) -> bool:
    """Whether the sentence of one column or page goes on at the top of the next."""
    if before.hyphenated or line.text[:1].islower():
        return True
    if _FINAL.search(before.text) or _BULLET.match(line.text):
        return False
    return edge is None or before.right > edge - _SHORT * (edge - before.left)


def _kind(block: _Block, usual: _Measure, middle: float) -> tuple[BlockKind, str | None]:
    first = block.lines[0]
    size = max(line.size for line in block.lines)
    length = sum(len(line.text) for line in block.lines)
    label = note_label(first.text)
    if label and size < _NOTE_SIZE * usual.size and first.bottom < middle:
        return BlockKind.NOTE, label[0]
    if size > _HEADING_SIZE * usual.size and length <= _LONGEST_HEADING:
        text = " ".join(line.text for line in block.lines)
        return (BlockKind.PARAGRAPH if is_quoted(text) else BlockKind.HEADING), None
    if _BULLET.match(first.text):
        return BlockKind.LIST_ITEM, None
    return BlockKind.PARAGRAPH, None


# --- over the pages -----------------------------------------------------------------------


def _append(
    flow: list[_Block], blocks: list[_Block], heads: list[_Block], feet: list[_Block]
) -> None:
    """Add a page to what was laid out so far.

    Where a paragraph goes on, what frames the pages comes before it (of the page that ends) and
    behind it (of the page that begins).
    """
    prose = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    last = next((block for block in reversed(flow) if block.kind in prose), None)
    between = flow[_index(flow, last) + 1 :] if last else []
    is_open = last is not None and all(
        block.kind in (BlockKind.FURNITURE, BlockKind.NOTE) for block in between
    )
    if last is not None and is_open and blocks and _continues(last, blocks[0]):
        for block in between:
            block.page = min(block.page, last.page)
        del flow[-len(between) - 1 :]
        flow += [*between, last]
        last.lines += blocks.pop(0).lines
    flow += [*heads, *blocks, *feet]


def _index(flow: Sequence[_Block], block: _Block) -> int:
    return next(at for at in range(len(flow) - 1, -1, -1) if flow[at] is block)


def _continues(last: _Block, following: _Block) -> bool:
    before, line = last.lines[-1], following.lines[0]
    if following.kind is not BlockKind.PARAGRAPH:
        return False
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return False
    reach = max(each.right for each in last.lines) if len(last.lines) > 1 else None
    return _goes_on(before, line, reach)


# --- writing it down ----------------------------------------------------------------------


def _words(pages: Iterable[Page]) -> _Words:
    words = _Words()
    for page in pages:
        for line in page.lines:
            for word in _WORD.findall(line.text.casefold()):
                (words.hyphened if "-" in word else words.whole).add(word)
    return words


def _written(flow: Sequence[_Block], pages: int, words: _Words) -> tuple[Laid, tuple[int, ...]]:
    builder = Builder()
    starts: list[int] = []
    for block in flow:
        builder.begin(block.kind, block.label)
        before: Line | None = None
        for line in block.lines:
            if before is not None:
                builder.text(_joint(before, line, words))
            page = line.page if block.kind is not BlockKind.FURNITURE else block.page
            while len(starts) <= page:
                starts.append(builder.next_offset if starts else 0)
            builder.text(line.text)
            before = line
    while len(starts) < pages:
        starts.append(builder.end)
    return builder.laid(), tuple(starts)


def _joint(before: Line, line: Line, words: _Words) -> str:
    """What stands between two lines: a space, nothing inside a word, or the word's own hyphen."""
    if not before.hyphenated:
        return " "
    left = _WORD.findall(before.text.casefold())[-1:] or [""]
    right = _WORD.findall(line.text.casefold())[:1] or [""]
    together, apart = left[0] + right[0], f"{left[0]}-{right[0]}"
    is_own = apart in words.hyphened and together not in words.whole
    return "-" if is_own or not line.text[:1].islower() else ""
