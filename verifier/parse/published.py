"""When an article was published, by what it says itself."""

from collections.abc import Sequence
from datetime import date

from verifier.model import Block, BlockKind, Document
from verifier.parse.dates import find_dates
from verifier.parse.language import Language
from verifier.parse.layout import CREDIT_MARKS

_OPENING = 1500  # code points in which a byline or dateline stands
_LEAST_CREDIT = 12  # code points beside the date of "— Ada Prynn, Harbour Wire, May 3, 2024"
_LONGEST_LINE = 120


def publication_date(
    document: Document, lexicon: Language, given: date | None
) -> tuple[date | None, str | None]:
    """The day and where it was found; (None, None) when the article does not say."""
    if given is not None:
        return given, "given"
    if document.published:
        day = _iso_day(document.published)
        if day is not None:
            return day, document.published_from or "metadata"
    return _from_opening(document, lexicon)


def _iso_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _from_opening(document: Document, lexicon: Language) -> tuple[date | None, str | None]:
    at = 0
    notes = [b for b in document.blocks if b.kind is BlockKind.NOTE and b.start < _OPENING]
    for line in document.text[:_OPENING].splitlines(keepends=True):
        start, at = at, at + len(line)
        if not line.strip() or len(line.strip()) > _LONGEST_LINE or _is_in(notes, start):
            continue
        for mention in find_dates(document.text, start, at, lexicon):
            if mention.year is None or mention.month is None or mention.day is None:
                continue
            rest = len(line.strip()) - len(mention.text)
            names_source = line.lstrip("> ").startswith(CREDIT_MARKS) and rest > _LEAST_CREDIT
            if rest <= 60 and not names_source and not any(mark in line for mark in '“”"«»'):
                return date(mention.year, mention.month, mention.day), "text"
    return None, None


def _is_in(blocks: Sequence[Block], at: int) -> bool:
    return any(block.start <= at < block.end for block in blocks)
