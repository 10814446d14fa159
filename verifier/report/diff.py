"""Which words of a quotation differ from its source, as runs that any form can show.

Pure text work on the edits of a finding: no markup here. The edits turn the source into the
quotation, so a run that differs has the source's words (to be read as taken out) and the
quotation's (as put in).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.model import HARMLESS_EDITS, EditKind
from verifier.report.schema import Edit, Passage, Piece, Quotation


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the quotation: the same words in both, or the words of each side."""

    same: str = ""
    source: str = ""
    quoted: str = ""
    kind: EditKind | None = None  # of a difference

    @property
    def turns_meaning(self) -> bool:
        """Can this difference turn the meaning?"""
        return self.kind is not None and self.kind not in HARMLESS_EDITS


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, and whether it is one of the marked ones."""

    text: str
    marked: bool = False


def runs(quotation: Quotation, edits: Iterable[Edit]) -> tuple[Run, ...]:
    """The quotation from end to end, with the source's words beside those that differ.

    Edits outside the quotation and edits that overlap an earlier one are left out: the words of
    the quotation are then shown as they are.
    """
    found: list[Run] = []
    at = quotation.start
    for edit in sorted(edits, key=lambda edit: edit.quoted_span):
        start, end = edit.quoted_span
        if start < at or end > quotation.end or end < start:
            continue
        found.append(Run(same=_cut(quotation, at, start)))
        found.append(Run(source=edit.source, quoted=_cut(quotation, start, end), kind=edit.kind))
        at = end
    found.append(Run(same=_cut(quotation, at, quotation.end)))
    return tuple(run for run in _spaced(found) if run != Run())


def parts(text: str, start: int, spans: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    """A text that begins at offset `start`, cut where the spans begin and end."""
    found: list[Part] = []
    at = 0
    for first, last in sorted(spans):
        here, there = max(first - start, at), min(last - start, len(text))
        if here >= there:
            continue
        found += [Part(text[at:here]), Part(text[here:there], marked=True)]
        at = there
    found.append(Part(text[at:]))
    return tuple(part for part in found if part.text)


def source_parts(passage: Passage | Piece, edits: Iterable[Edit]) -> tuple[Part, ...]:
    """The passage with the source's differing words marked."""
    return parts(passage.text, passage.start, (edit.source_span for edit in edits))


def _cut(quotation: Quotation, start: int, end: int) -> str:
    return quotation.text[start - quotation.start : end - quotation.start]


def _spaced(found: Sequence[Run]) -> list[Run]:
    """The runs with a space between words that would run together.

    Words which the quotation lacks have no place of their own in it: "the man" quotes
    "the old man", and the edit stands between two characters.
    """
    spaced = list(found)
    for index, run in enumerate(spaced):
        if not run.source or run.quoted:
            continue
        before = spaced[index - 1].same[-1:] if index else ""
        after = spaced[index + 1].same[:1] if index + 1 < len(spaced) else ""
        left = " " if before and not before.isspace() and not run.source[0].isspace() else ""
        right = " " if after.isalnum() and not run.source[-1].isspace() else ""
        if left and right:
            continue  # inside a word: the edit is about letters
        spaced[index] = Run(source=left + run.source + right, kind=run.kind)
    return spaced
