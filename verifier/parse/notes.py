"""Notes: which citation a marker in the prose stands for.

A note's text is read by the grammar of `pointers`; a marker without a note cites nothing.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from verifier.model import BlockKind, Citation, Document, NoteMark
from verifier.parse.language import Language
from verifier.parse.pointers import Pointer, Reader, read_pointer

_MARK = re.compile(
    r"""
      \[\^?(?P<label>[\w.-]{1,12})\]   # [1]
    | 【(?P<cited>\d{1,3})†[^】\n]{0,40}】  # as language models cite
    | (?P<raised>[¹²³⁰⁴-⁹]{1,3})
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A marker in the prose and what its note cites."""

    start: int
    end: int
    citations: tuple[Citation, ...]
    author: str | None = None


def marked_notes(document: Document, reader: Reader) -> list[Marked]:
    """The markers whose notes cite something, in order."""
    notes = _notes(document, reader)
    found = []
    for mark in [*document.note_marks, *_textual_marks(document, notes)]:
        pointer = notes.get(mark.label)
        if pointer is not None and pointer.citations:
            found.append(Marked(mark.start, mark.end, pointer.citations, pointer.author))
    return sorted(found, key=lambda marked: marked.start)


def _textual_marks(document: Document, notes: Mapping[str, Pointer]) -> list[NoteMark]:
    """Markers that stand in the text as such and that the document does not list."""
    if not notes:
        return []
    listed = {mark.start for mark in document.note_marks}
    blocks = [(b.start, b.end) for b in document.blocks if b.kind is BlockKind.NOTE]
    found = []
    for match in _MARK.finditer(document.text):
        label = match["label"] or match["cited"] or _plain_digits(match["raised"] or "")
        inside = any(start <= match.start() < end for start, end in blocks)
        if label in notes and match.start() not in listed and not inside:
            found.append(NoteMark(match.start(), match.end(), label))
    return found


def _plain_digits(raised: str) -> str:
    return unicodedata.normalize("NFKC", raised)


def _notes(document: Document, reader: Reader) -> dict[str, Pointer]:
    notes: dict[str, Pointer] = {}
    before = Pointer(())
    for block in document.blocks:
        if block.kind is not BlockKind.NOTE or block.label is None or block.label in notes:
            continue
        start = _after_label(document.text, block.start, block.end, block.label)
        if _says_same(document.text[start : block.end], reader):
            notes[block.label] = before
            continue
        pointer = read_pointer(reader, start, block.end)
        before = with_link(document, block.start, block.end, pointer, reader)
        notes[block.label] = before
    return notes


def _says_same(note: str, reader: Reader) -> bool:
    """`Ibid.`, `Ebd., S. 4`: the work of the note before."""
    return note.strip().lower().startswith(reader.lexicon.phrase("ibid"))


def _after_label(text: str, start: int, end: int, label: str) -> int:
    opening = unicodedata.normalize("NFKC", text[start : min(end, start + len(label) + 3)])
    at = opening.find(label)  # a raised figure is one code point as the plain one is
    if at < 0:
        return start
    at += start
    at += len(label)
    while at < end and text[at] in "]).:^† \t\u00a0":
        at += 1
    return at if at < end else start


def with_link(
    document: Document, start: int, end: int, pointer: Pointer, reader: Reader
) -> Pointer:
    """What a note or a credit line cites, with the address that its first link leads to."""
    at = bisect_left(document.links, start, key=lambda link: link.start)
    link = document.links[at] if at < len(document.links) else None
    if link is None or link.start >= end or not link.url.startswith(("http:", "https:")):
        return pointer
    if not pointer.citations:
        return Pointer((linked_citation(reader, link.start, link.end, link.url),))
    first = pointer.citations[0]
    return replace(pointer, citations=(with_url(first, link.url, reader), *pointer.citations[1:]))


def with_url(citation: Citation, url: str, reader: Reader) -> Citation:
    """A citation with an address, and its domain's outlet where none is written."""
    outlet = citation.outlet
    if outlet is None and citation.outlet_name is None:
        owner = reader.names.registry.by_domain(url)
        outlet = owner.name if owner is not None else None
    return replace(citation, url=citation.url or url, outlet=outlet)


def linked_citation(reader: Reader, start: int, end: int, url: str) -> Citation:
    """The citation that a bare link makes."""
    return with_url(Citation(reader.text[start:end], start, end), url, reader)


def editorial_remarks(text: str, lexicon: Language) -> list[tuple[int, int]]:
    """Where parentheses speak of the quotation itself: `(emphasis added)`, `(sic)`."""
    return [match.span() for match in _remark(lexicon).finditer(text)]


@cache
def _remark(lexicon: Language) -> re.Pattern[str]:
    """A remark and nothing else: `(emphasis added, Reuters, May 3)` cites."""
    remarks = "|".join(map(re.escape, lexicon.phrase("editorial_remarks"))) or "(?!)"
    return re.compile(
        rf"[(\[]\s?(?:{remarks})(?:\s[^()\[\],;\d\n“”„«»\"]{{0,30}})?[.!]?\s?[)\]]", re.IGNORECASE
    )
