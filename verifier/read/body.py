"""Which stretches of a page's text are its main text.

Trafilatura chooses; its words are then found again in our own text, so that the body is spans of
the text that everything else refers to.
"""

import logging
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document as Found

from verifier.model import Block, BlockKind, Span
from verifier.read.builder import Laid
from verifier.read.lines import kind_of_line

# White space, what has no width (trafilatura drops it), and the bar between its table cells.
_NOTHING = r"\s|\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_SPACE = re.compile(f"[{_NOTHING}]+")
_WORD = re.compile(f"[^{_NOTHING}]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…”\"])\s+")
_MAIN = 0.3  # of the body: elements of one sort that hold this much of it hold all of it
_MUCH_FURNITURE = 0.3  # of the body: then it is no furniture
_SHORTEST_PARAGRAPH = 60  # characters
_FINAL = frozenset('.!?…。！？”"»’)')
_COMPARED = 60  # characters of a standfirst
_SHORTEST = 20  # characters of a sentence that is looked for by itself
_ANCHOR = 30  # characters at both ends by which a line is found whose middle differs
_LIST_MARK = re.compile(r"^\s*-\s+")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page's faults are no news of ours


def body_spans(tree: HtmlElement, laid: Laid, standfirst: str | None) -> tuple[Span, ...]:
    """The body of the page with this tree, as spans of its text in order; () when none is found.

    `standfirst` is the description in the page's head. The tree is used up: trafilatura changes it.
    """
    found = bare_extraction(tree, include_comments=False, with_metadata=False)
    if not isinstance(found, Found) or not found.text:
        return ()
    spans = spans_of(found.text.split("\n"), laid.text)
    return refined(spans, laid, standfirst)


def likely_body(laid: Laid) -> tuple[Span, ...]:
    """Where the prose of a page begins and ends, by its layout alone; () when it has none.

    Elements of one sort that hold most of the prose are its body; what stands between them is too.
    """
    by_group: Counter[int] = Counter()
    pairs = list(zip(laid.blocks, laid.groups, strict=False))
    prose = [place for place, (block, _) in enumerate(pairs) if _is_prose(block, laid.text)]
    for place in prose:
        block, group = pairs[place]
        by_group[group] += block.end - block.start
    if not by_group:
        return ()
    main = max(by_group, key=lambda group: by_group[group])
    inside = [place for place in prose if pairs[place][1] == main]
    first, last = inside[0], inside[-1]
    # Datelines and sign-offs are no sentences, but stand in the same sort of element.
    while first > 0 and pairs[first - 1][1] == main:
        first -= 1
    while last + 1 < len(pairs) and pairs[last + 1][1] == main:
        last += 1
    return (Span(pairs[first][0].start, pairs[last][0].end),)


def prose_of(laid: Laid) -> str:
    """The paragraphs that are sentences: what language a page is in, its menus may not be."""
    return "\n".join(
        laid.text[block.start : block.end] for block in laid.blocks if _is_prose(block, laid.text)
    )


def refined(spans: Sequence[Span], laid: Laid, standfirst: str | None) -> tuple[Span, ...]:
    """The same body without furniture inside it, and with paragraphs that were passed over.

    Trafilatura loses parts of articles that are split over several elements of one sort; those
    elements' class names are the same, so what stands in them belongs together.
    """
    inside = [_overlap(block, spans) for block in laid.blocks]
    size = sum(inside) or 1
    by_group: Counter[int] = Counter()
    for chars, group in zip(inside, laid.groups, strict=False):
        by_group[group] += chars
    main = {group for group, chars in by_group.items() if group and chars >= _MAIN * size}
    furniture = [
        block
        for block, chars in zip(laid.blocks, inside, strict=True)
        if chars and _is_furniture(block, laid.text)
    ]
    added = [
        Span(block.start, block.end)
        for block, chars, group in zip(laid.blocks, inside, laid.groups, strict=False)
        if not chars
        and (
            (group in main and _is_prose(block, laid.text))
            or _is_standfirst(laid.text[block.start : block.end], standfirst)
        )
    ]
    if sum(block.end - block.start for block in furniture) > _MUCH_FURNITURE * size:
        furniture = []
    return _merged([*_without(spans, furniture), *added], laid.text)


def _overlap(block: Block, spans: Sequence[Span]) -> int:
    """How much of a block is inside the spans (in order, apart), characters."""
    chars = 0
    for span in spans[bisect_right(spans, block.start, key=_end) :]:
        if span.start >= block.end:
            break
        chars += min(block.end, span.end) - max(block.start, span.start)
    return chars


def _end(span: Span) -> int:
    return span.end


def _is_furniture(block: Block, text: str) -> bool:
    words = text[block.start : block.end]
    return block.kind is BlockKind.FURNITURE or (
        len(words) < _SHORTEST_PARAGRAPH * 2
        and kind_of_line(words, near_top=False) is BlockKind.FURNITURE
    )


def _is_prose(block: Block, text: str) -> bool:
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        and block.end - block.start >= _SHORTEST_PARAGRAPH
        and text[block.end - 1] in _FINAL
    )


def _is_standfirst(words: str, standfirst: str | None) -> bool:
    if standfirst is None or len(words) < _SHORTEST_PARAGRAPH:
        return False
    return _SPACE.sub("", words)[:_COMPARED] == _SPACE.sub("", standfirst)[:_COMPARED]


def _without(spans: Sequence[Span], blocks: Sequence[Block]) -> list[Span]:
    """The spans, these blocks (in order) cut out of them."""
    out: list[Span] = []
    for span in spans:
        start = span.start
        for block in blocks[bisect_right(blocks, start, key=_block_end) :]:
            if block.start >= span.end:
                break
            out.append(Span(start, max(start, block.start)))
            start = block.end
        out.append(Span(start, max(start, span.end)))
    return [span for span in out if span.start < span.end]


def _block_end(block: Block) -> int:
    return block.end


def spans_of(lines: Sequence[str], text: str) -> tuple[Span, ...]:
    """Where these lines stand in `text`, white space aside; lines that do not are left out."""
    words = list(_WORD.finditer(text))
    starts = [0, *accumulate(match.end() - match.start() for match in words)]
    squeezed = _SPACE.sub("", text)
    spans, cursor = [], 0
    for line in lines:
        for start, end in _places(line, squeezed, cursor):
            cursor = end
            spans.append(Span(_place(start, words, starts), _place(end - 1, words, starts) + 1))
    return _merged(spans, text)


def _place(offset: int, words: Sequence[re.Match[str]], starts: Sequence[int]) -> int:
    """The offset in the text of an offset in the same text without its white space."""
    number = bisect_right(starts, offset) - 1
    return words[number].start() + offset - starts[number]


def _places(line: str, squeezed: str, cursor: int) -> list[tuple[int, int]]:
    """Where a line stands, or its sentences where it does not stand as a whole."""
    words = _SPACE.sub("", _LIST_MARK.sub("", line))
    if not words:
        return []
    if place := _find(words, squeezed, cursor) or _find(words, squeezed, 0):
        return [place]
    found = []
    for sentence in _SENTENCE_END.split(line):
        words = _SPACE.sub("", sentence)
        place = _find(words, squeezed, cursor) or _find(words, squeezed, 0)
        if place and len(words) >= _SHORTEST:
            cursor = place[1]
            found.append(place)
    return found


def _find(words: str, squeezed: str, cursor: int) -> tuple[int, int] | None:
    """Where `words` stand from `cursor` on; by their ends where the middle is not the same."""
    at = squeezed.find(words, cursor)
    if at >= 0:
        return at, at + len(words)
    if len(words) < 3 * _ANCHOR:
        return None
    first = squeezed.find(words[:_ANCHOR], cursor)
    last = squeezed.find(words[-_ANCHOR:], first + _ANCHOR) if first >= 0 else -1
    end = last + _ANCHOR
    return (first, end) if last >= 0 and end - first < 1.5 * len(words) else None


def _merged(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """In order, and one where only white space lies between."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip()):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
