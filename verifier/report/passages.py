"""The passage of a source as it is shown: its words marked, some forty words either side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.report.diff import Part, parts
from verifier.report.schema import Edit, Evidence, Passage, Piece

WORDS_AROUND = 40
LONGEST_AROUND = 280  # characters; for scripts that do not part words by spaces
LONGEST_GAP = 60  # words left out by the article that are still shown in full


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of the source's text with what stands before and after it."""

    before: str
    parts: tuple[Part, ...]
    after: str


def excerpts(evidence: Evidence, edits: Sequence[Edit]) -> tuple[Excerpt, ...]:
    """The passages to show: one where the pieces stand close together, else one for each piece."""
    whole, pieces = evidence.passage, evidence.passages
    differing = [edit.source_span for edit in edits]
    if _together(whole, pieces):
        hits = [(piece.start, piece.end) for piece in pieces] or [(whole.start, whole.end)]
        shown = parts(whole.text, whole.start, hits=hits, differing=differing)
        return (Excerpt(last_words(whole.prefix), shown, first_words(whole.suffix)),)
    found = []
    for piece in pieces:
        shown = parts(piece.text, piece.start, hits=[(piece.start, piece.end)], differing=differing)
        first = last_words(whole.prefix) if piece.start == whole.start else "…"
        last = first_words(whole.suffix) if piece.end == whole.end else "…"
        found.append(Excerpt(first, shown, last))
    return tuple(found)


def last_words(text: str, count: int = WORDS_AROUND) -> str:
    """The last words of a text, after "…" where words were cut."""
    short = text[-LONGEST_AROUND:]
    found = list(re.finditer(r"\S+", short))
    kept = short[found[-count].start() :] if len(found) > count else short
    return kept if len(kept) == len(text) else "…" + kept


def first_words(text: str, count: int = WORDS_AROUND) -> str:
    """The first words of a text, before "…" where words were cut."""
    short = text[:LONGEST_AROUND]
    found = list(re.finditer(r"\S+", short))
    kept = short[: found[count - 1].end()] if len(found) > count else short
    return kept if len(kept) == len(text) else kept + "…"


def _together(whole: Passage, pieces: Sequence[Piece]) -> bool:
    """Do all pieces lie in the whole passage, in order, with no long stretch between them?"""
    at = whole.start
    for piece in pieces:
        if piece.start < at or piece.end > whole.end:
            return False
        gap = whole.text[at - whole.start : piece.start - whole.start]
        if len(gap.split()) > LONGEST_GAP or len(gap) > 6 * LONGEST_GAP:
            return False
        at = piece.end
    return True
