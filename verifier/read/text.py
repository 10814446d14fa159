"""Plain text: the text stays as it is, code point for code point; blocks are laid over it.

Blocks are parted by empty lines. Within such a chunk every line is a block of its own, as
newspapers and word processors write them, unless the lines were broken to a width.
"""

import re
from itertools import pairwise

from verifier.model import Block, BlockKind, Link
from verifier.read.builder import Laid
from verifier.read.lines import is_quoted, kind_of_line, note_label
from verifier.read.notes import lines_of, with_notes

_CHUNK_END = re.compile(r"(?:\r\n|\r|\n)[ \t\u00a0\ufeff]*(?:\r\n|\r|\n)\s*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_URL = re.compile(r"https?://[^\s<>\"“”‘’«»|\\^`{}]+", re.I)
_TRAILING = ".,;:!?'*_)]"
_RULE = re.compile(r"[=\-~_*#·.•\s]{3,}")
# A stop, also before a closing mark, a citation in brackets or a note marker.
_FINAL = re.compile(
    r"[.!?:;,…。！？][\"”’»“)\]]*(?:\s*\([^()]{1,80}\))?(?:\s*\[\w{1,4}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*\s*$"
)
_NEAR_TOP = 5  # lines: title, standfirst, byline, date
_LONGEST_HEADING = 110
_LONGEST_TITLE = 160
_NARROWEST = 40  # a shorter width is verse or a list, not text broken to a width
_WIDEST = 130

Spans = list[tuple[int, int]]


def lay_text(text: str) -> Laid:
    """Blocks, links and note marks of a plain text; `text` itself is not touched."""
    chunks = _chunks(text)
    indented = [_indent(text, chunk) >= 2 for chunk in chunks]
    may_quote = sum(indented) * 2 < len(chunks)  # else it is the way this text begins paragraphs
    blocks: list[Block] = []
    for chunk, is_indented in zip(chunks, indented, strict=True):
        near_top = len(blocks) < _NEAR_TOP
        kind = BlockKind.QUOTE if _is_set_off(text, chunk, is_indented and may_quote) else None
        blocks += _of_chunk(text, chunk, kind, near_top=near_top)
    blocks = _with_headings(text, blocks)
    return with_notes(Laid(text, tuple(blocks), links_in(text)))


def links_in(text: str) -> tuple[Link, ...]:
    """The URLs written out in a text."""
    return tuple(
        Link(match.start(), match.start() + len(url), url)
        for match in _URL.finditer(text)
        if len(url := _unpunctuated(match[0])) > len("https://")
    )


def _unpunctuated(url: str) -> str:
    """A URL without the stop or bracket of the sentence around it."""
    while url and url[-1] in _TRAILING:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def _chunks(text: str) -> list[Spans]:
    """Stretches between empty lines, each as the spans of its lines."""
    chunks, start = [], 0
    for gap in _CHUNK_END.finditer(text):
        chunks.append(lines_of(text, start, gap.start()))
        # White space after the gap is the next line's indentation.
        line_start = max(text.rfind("\n", 0, gap.end()), text.rfind("\r", 0, gap.end())) + 1
        start = max(line_start, gap.start())
    chunks.append(lines_of(text, start, len(text)))
    return [chunk for chunk in chunks if chunk]


def _indent(text: str, chunk: Spans) -> int:
    """How far the least indented line is set in, in spaces."""
    return min(
        len(line) - len(line.lstrip())
        for line in (text[start:end].replace("\t", "    ") for start, end in chunk)
    )


def _is_set_off(text: str, chunk: Spans, is_indented: bool) -> bool:
    return is_indented or all(text[start:end].lstrip().startswith(">") for start, end in chunk)


def _of_chunk(text: str, chunk: Spans, kind: BlockKind | None, *, near_top: bool) -> list[Block]:
    """Blocks of one chunk: special lines alone, the rest line by line or joined where broken."""
    if kind is BlockKind.QUOTE:
        return [_block(text, chunk[0][0], chunk[-1][1], kind)]
    blocks: list[Block] = []
    run: Spans = []
    for number, (start, end) in enumerate(chunk):
        line = text[start:end]
        own = kind_of_line(line, near_top=near_top and number < _NEAR_TOP)
        if own is None and _RULE.fullmatch(line):
            own = BlockKind.HEADING if run else BlockKind.FURNITURE
        if own is None and note_label(line) is None:
            run.append((start, end))
            continue
        if own is BlockKind.HEADING:  # an underlined title
            title = run.pop()
            blocks += [*_of_run(text, run), _block(text, title[0], title[1], own)]
            own, run = BlockKind.FURNITURE, []
        blocks += _of_run(text, run)
        run = [] if own else [(start, end)]
        if own:
            blocks.append(_block(text, start, end, own))
    return blocks + _of_run(text, run)


def _of_run(text: str, run: Spans) -> list[Block]:
    if not run:
        return []
    if _is_wrapped(text, run):
        return [_block(text, run[0][0], run[-1][1], BlockKind.PARAGRAPH)]
    return [_block(text, start, end, BlockKind.PARAGRAPH) for start, end in run]


def _is_wrapped(text: str, run: Spans) -> bool:
    """Whether these lines are one paragraph broken to a width.

    They are when, wherever a line ends, the next line's first word would not have fitted.
    """
    if len(run) < 2:
        return False
    lines = [text[start:end].strip() for start, end in run]
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return False
    full = [
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 2
        for line, following in pairwise(lines)
    ]
    return sum(full) >= 0.7 * len(full)


def _block(text: str, start: int, end: int, kind: BlockKind) -> Block:
    """A block without the white space at its ends."""
    words = text[start:end]
    return Block(start + len(words) - len(words.lstrip()), start + len(words.rstrip()), kind)


def _with_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Lines that stand alone above prose and read like a title, as headings."""
    out = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind is BlockKind.PARAGRAPH and _is_heading(text, block, following, number == 0):
            block = Block(block.start, block.end, BlockKind.HEADING)
        out.append(block)
    return out


def _is_heading(text: str, block: Block, following: Block | None, first: bool) -> bool:
    words = text[block.start : block.end]
    limit = _LONGEST_TITLE if first else _LONGEST_HEADING
    if following is None or len(words) > limit or "\n" in words or not re.search(r"\w", words):
        return False
    alone = len(_LINE_END.findall(text, block.end, following.start)) > 1
    above_byline = first and following.kind is BlockKind.BYLINE
    if not (alone or above_byline or words.isupper()):
        return False
    if words.isupper() and len(words.split()) > 1:
        return True
    if _FINAL.search(words) or words[0].islower() or note_label(words):
        return False
    return first or not is_quoted(words)
