"""The passage of a source as it is shown: its words marked, some forty words either side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.report.diff import Part, parts
from verifier.report.schema import Edit, Evidence, Passage, Piece

WORDS_AROUND = 40
LONGEST_AROUND = 280  # characters; for scripts that do not part words by spaces
LONGEST_GAP = 60  # words left out by the article that are still shown in full
LONG_ENOUGH_TO_BE_CUT = 100  # characters; the last words of a page are mostly fewer
SPACES = 4  # characters between a piece and the words left out beside it, all of them spaces
FURNITURE_WORDS = 4  # a line of so few words that ends no sentence is a button or a menu's entry
FURNITURE_GAP = " · "
LINES = re.compile(r"\s*\n\s*")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of the source's text with what stands before and after it."""

    before: str
    parts: tuple[Part, ...]
    after: str


def excerpts(evidence: Evidence, edits: Sequence[Edit]) -> tuple[Excerpt, ...]:
    """The passages to show: one where what lies between the pieces is known and short.

    Else one for each piece. What stands before and after the first is shown too.
    """
    whole = evidence.passage
    before = in_few_lines(last_words(whole.prefix, more=whole.start > len(whole.prefix)))
    after = in_few_lines(first_words(whole.suffix))
    pieces = sorted(evidence.passages, key=lambda piece: piece.start)
    hits = [(piece.start, piece.end) for piece in pieces] or [(whole.start, whole.end)]
    differing = [edit.source_span for edit in edits]
    joined = _joined(whole, pieces, edits)
    if joined is not None:
        ends = after if len(pieces) < 2 else "…"  # what follows the last piece is not kept
        return (Excerpt(before, parts(joined, hits[0][0], hits=hits, differing=differing), ends),)
    return tuple(
        Excerpt(
            before if piece.start == whole.start else "…",
            parts(piece.text, piece.start, hits=hits, differing=differing),
            after if piece.end == whole.end else "…",
        )
        for piece in pieces
    )


def in_few_lines(text: str) -> str:
    """The text with the lines of a page's furniture ("Share", "Print") side by side."""
    first, *rest = text.split("\n")
    lines = [first]
    for line in rest:
        if _is_furniture(lines[-1].rpartition(FURNITURE_GAP)[2]) and _is_furniture(line):
            lines[-1] += FURNITURE_GAP + line
        else:
            lines.append(line)
    return "\n".join(lines)


def _is_furniture(line: str) -> bool:
    return 0 < len(line.split()) <= FURNITURE_WORDS and not SENTENCE_END.search(line)


def last_words(text: str, count: int = WORDS_AROUND, *, more: bool = False) -> str:
    """The last words of a text, after "…" where words were cut.

    With `more` the text was itself cut out of a longer one, perhaps inside a word.
    """
    short = LINES.sub("\n", text)[-LONGEST_AROUND:]
    found = list(re.finditer(r"\S+", short))
    if len(found) > count:
        return "…" + short[found[-count].start() :]
    if len(short) < len(text) and not more:
        more = len(LINES.sub("\n", text)) > LONGEST_AROUND
    if not more:
        return short
    return "…" + (short[found[1].start() :] if len(found) > 1 else short)


def first_words(text: str, count: int = WORDS_AROUND) -> str:
    """The first words of a text, before "…" where words were cut.

    A long text that does not end a sentence was itself cut, perhaps inside a word.
    """
    short = LINES.sub("\n", text)
    whole = len(short) <= LONGEST_AROUND
    short = short[:LONGEST_AROUND]
    found = list(re.finditer(r"\S+", short))
    if len(found) > count:
        return short[: found[count - 1].end()] + "…"
    if whole and (len(short) < LONG_ENOUGH_TO_BE_CUT or SENTENCE_END.search(short)):
        return short
    return (short[: found[-2].end()] if len(found) > 1 else short) + "…"


def _joined(whole: Passage, pieces: Sequence[Piece], edits: Sequence[Edit]) -> str | None:
    """The source's text from the first piece to the last, where it is known; else None."""
    if len(pieces) <= 1:
        return pieces[0].text if pieces else whole.text
    text, at = pieces[0].text, pieces[0].end
    for piece in pieces[1:]:
        between = _between(whole, at, piece.start, edits)
        if between is None or len(between.split()) > LONGEST_GAP:
            return None
        text, at = text + between + piece.text, piece.end
    return text


def _between(whole: Passage, start: int, end: int, edits: Sequence[Edit]) -> str | None:
    """The source's text between two offsets, from the passage or from the words left out."""
    if whole.start <= start <= end <= whole.end:
        return whole.text[start - whole.start : end - whole.start]
    if 0 <= end - start <= SPACES:
        return " " * (end - start)
    for edit in edits:
        first, last = edit.source_span
        spaces = (first - start) + (end - last)
        if start <= first < last <= end and last - first == len(edit.source) and spaces <= SPACES:
            return " " * (first - start) + edit.source + " " * (end - last)
    return None
