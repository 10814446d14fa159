"""Which stretches of a page's text are its main text.

Trafilatura chooses; its words are then found again in our own text, so that the body is spans of
the text that everything else refers to.
"""

import logging
import re
from collections.abc import Sequence

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document as Found

from verifier.model import Span

_SPACE = re.compile(r"[\s|]+")  # a bar parts the cells of trafilatura's tables
_NOT_SPACE = re.compile(r"[^\s|]")
_ANCHOR = 30  # characters at both ends by which a line is found whose middle differs
_LIST_MARK = re.compile(r"^\s*(?:[-•*|]\s*)+")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page's faults are no news of ours


def body_spans(tree: HtmlElement, text: str) -> tuple[Span, ...]:
    """The body of the page with this tree, as spans of `text` in order; () when none is found.

    The tree is used up: trafilatura changes it.
    """
    found = bare_extraction(tree, include_comments=False, with_metadata=False)
    if not isinstance(found, Found) or not found.text:
        return ()
    return spans_of(found.text.split("\n"), text)


def spans_of(lines: Sequence[str], text: str) -> tuple[Span, ...]:
    """Where these lines stand in `text`, white space aside; lines that do not are left out."""
    places = [match.start() for match in _NOT_SPACE.finditer(text)]
    squeezed = _SPACE.sub("", text)
    spans, cursor = [], 0
    for line in lines:
        words = _SPACE.sub("", _LIST_MARK.sub("", line))
        found = words and (_find(words, squeezed, cursor) or _find(words, squeezed, 0))
        if found:
            cursor = found[1]
            spans.append(Span(places[found[0]], places[cursor - 1] + 1))
    return _merged(spans, text)


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
