"""Which words of a quotation differ from its source, as runs that any form can show.

Pure text work on the edits of a finding: no markup here. The edits turn the source into the
quotation, so a run that differs has the source's words (to be read as taken out) and the
quotation's (as put in).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.model import HARMLESS_EDITS, EditKind
from verifier.report.schema import Edit, Quotation


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
    """A stretch of a source's text: around the passage, in it, or a word of it that differs."""

    text: str
    hit: bool = False
    differs: bool = False


def runs(quotation: Quotation, edits: Iterable[Edit]) -> tuple[Run, ...]:
    """The quotation from end to end, with the source's words beside those that differ.

    Edits outside the quotation and edits that overlap an earlier one are left out: the words of
    the quotation are then shown as they are.
    """
    found: list[Run] = []
    at = quotation.start
    for edit in _merged(quotation, edits):
        start, end = edit.quoted_span
        if start < at or end > quotation.end or end < start:
            continue
        found.append(Run(same=_cut(quotation, at, start)))
        found.append(Run(source=edit.source, quoted=_cut(quotation, start, end), kind=edit.kind))
        at = end
    found.append(Run(same=_cut(quotation, at, quotation.end)))
    return tuple(run for run in _spaced(found) if run != Run())


def shortened(words: str, first: int = 7, last: int = 4) -> str:
    """The words, the middle of a long stretch as a count."""
    found = words.split()
    left_out = len(found) - first - last
    if left_out < first:
        return words
    begin, end = " ".join(found[:first]), " ".join(found[-last:])
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}{begin} … ({left_out} words) … {end}{after}"


def parts(
    text: str, start: int, *, hits: Iterable[Sequence[int]], differing: Iterable[Sequence[int]] = ()
) -> tuple[Part, ...]:
    """A text that begins at offset `start`, cut wherever a hit or a differing word begins or ends.

    Spans are of the same text as `start`; what lies outside is cut off.
    """
    inside = _within(text, start, hits)
    odd = _within(text, start, differing)
    edges = sorted({0, len(text), *(edge for span in inside + odd for edge in span)})
    return tuple(
        Part(text[here:there], hit=_covers(inside, here), differs=_covers(odd, here))
        for here, there in pairwise(edges)
    )


def _merged(quotation: Quotation, edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, neighbours as one: five words put in beside each other are one change."""
    merged: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.quoted_span):
        if merged and _neighbours(quotation, merged[-1], edit):
            merged[-1] = _both(quotation, merged[-1], edit)
        else:
            merged.append(edit)
    return merged


def _neighbours(quotation: Quotation, left: Edit, right: Edit) -> bool:
    """Is nothing but a space between two edits, on either side?"""
    if EditKind.MARK in (left.kind, right.kind) or left.op != right.op:
        return False
    between = _cut(quotation, left.quoted_span[1], right.quoted_span[0])
    apart = right.source_span[0] - left.source_span[1]
    if left.op == "delete":
        return left.quoted_span == right.quoted_span and apart == 1
    return left.quoted_span[1] < right.quoted_span[0] and between == " " and 0 <= apart <= 1


def _both(quotation: Quotation, left: Edit, right: Edit) -> Edit:
    kinds = [edit.kind for edit in (left, right) if edit.kind not in HARMLESS_EDITS]
    start, end = left.quoted_span[0], right.quoted_span[1]
    return left.model_copy(
        update={
            "quoted": _cut(quotation, start, end),
            "source": " ".join(filter(None, (left.source, right.source))),
            "kind": kinds[0] if kinds else left.kind,
            "quoted_span": (start, end),
            "source_span": (left.source_span[0], right.source_span[1]),
        }
    )


def _within(text: str, start: int, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    moved = ((max(span[0] - start, 0), min(span[1] - start, len(text))) for span in spans)
    return [(first, last) for first, last in moved if first < last]


def _covers(spans: Iterable[tuple[int, int]], at: int) -> bool:
    return any(first <= at < last for first, last in spans)


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
