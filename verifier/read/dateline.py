"""The day a page shows its readers, and which of its several dates is the day of publication.

Machine-readable dates come first (`verifier.read.metadata`). What is printed beside the title
corrects them by a few days: a moment in UTC may be another day where the page was printed, and
what a writer cites is the day that was printed. A page that shows a far later day was updated.
"""

import re
from collections.abc import Sequence
from datetime import date

from htmldate import find_date
from lxml.html import HtmlElement

from verifier.model import Block, BlockKind
from verifier.read.builder import Laid
from verifier.read.dates import ends_dated, full_date, is_dated, opens_dated
from verifier.read.metadata import Metadata

_BEFORE = 2  # blocks
_AFTER = 14
_WINDOW = 600  # characters from the title on
_LONGEST_LINE = 300
_LONGEST_WITH_STOP = 60  # characters; what is longer and ends in a stop is a sentence
_SHORTEST_PARAGRAPH = 100
_CORRECTION_DAYS = 7
_SEARCHED = 100_000  # characters
_UPDATED = re.compile(
    r"updated?|modified|revised|reviewed|aktualisiert|änderung|stand|mis à jour|modifié|"
    r"actualizad[oa]|modificad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt|обновлен|更新",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first published|date of publication|veröffentlicht|erschienen|"
    r"publié|publicado|pubblicato|notizia|gepubliceerd|опубликовано|发布时间|发表时间)"
    r"(?: on| am| le| el| il| del| em| op)?\s*:?\s*(?P<rest>\S.{5,40})",
    re.I,
)
_UPDATE = re.compile(
    r"\b(?:last updated|updated|zuletzt aktualisiert|aktualisiert am|mis à jour le|"
    r"actualizado el|aggiornato il)(?: on)?\s*:?\s*(?P<rest>\S.{5,40})",
    re.I,
)

Dated = tuple[str, str]  # ISO, and where it was found


def published(meta: Metadata, laid: Laid, tree: HtmlElement | None, url: str) -> Dated | None:
    """When the page was published, and what says so; None when nothing does."""
    stated = (meta.published, meta.published_from) if meta.published else None
    shown, updated = _shown(laid, meta)
    if stated and stated[0] and stated[1]:
        near = shown and abs((_day(shown) - _day(stated[0])).days) <= _CORRECTION_DAYS
        if near and shown and shown[:10] != stated[0][:10]:
            return shown, "text"
        return stated[0], stated[1]
    for found in (shown, _labelled(laid.text, _PUBLISHED), updated, _labelled(laid.text, _UPDATE)):
        if found:
            return found, "text"
    searched = _searched(tree, url) if tree is not None else None
    return (searched, "htmldate") if searched else None


def _shown(laid: Laid, meta: Metadata) -> tuple[str | None, str | None]:
    """The day printed beside the title, and the day printed there as that of an update.

    Where none is printed there (the title of many pages is the site's name), what stands beside
    the first paragraph counts.
    """
    title = _squeezed(meta.title or meta.heading or "")
    updated = None
    for place in (
        next(
            (n for n, block in enumerate(laid.blocks) if _is_title(block, laid.text, title)), None
        ),
        next((n for n, block in enumerate(laid.blocks) if _is_paragraph(block, laid.text)), None),
    ):
        for block in _around(laid.blocks, place):
            words = laid.text[block.start : block.end]
            day = full_date(words, like=meta.published)
            if day is None or not _is_dateline(block, words, meta):
                continue
            if not _UPDATED.search(_before_date(words)):
                return day, updated
            updated = updated or day
    return None, updated


def _around(blocks: Sequence[Block], place: int | None) -> Sequence[Block]:
    """The blocks beside the one at `place`, those behind it first."""
    if place is None:
        return ()
    behind = [
        block
        for block in blocks[place : place + 1 + _AFTER]
        if block.start - blocks[place].end <= _WINDOW
    ]
    before = blocks[max(0, place - _BEFORE) : place]
    # What stands in a page's frame above the title is today's date, or an archive's.
    return [*behind, *(block for block in before if block.kind is not BlockKind.FURNITURE)]


def _is_title(block: Block, text: str, title: str) -> bool:
    if block.kind is not BlockKind.HEADING or not title:
        return False
    words = _squeezed(text[block.start : block.end])
    return words.startswith(title) or (words in title and len(words) > len(title) / 2)


def _is_paragraph(block: Block, text: str) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.end - block.start >= _SHORTEST_PARAGRAPH
        and text[block.end - 1] in '.!?…”"»'
    )


def _is_dateline(block: Block, words: str, meta: Metadata) -> bool:
    """Whether a block that holds a date is there for the date's sake."""
    if meta.published is None and opens_dated(words):
        return True
    if len(words) > _LONGEST_LINE:
        return False
    if block.kind is BlockKind.BYLINE or _PUBLISHED.match(words):
        return True
    is_sentence = words.endswith(".") and len(words) > _LONGEST_WITH_STOP
    return not is_sentence and (is_dated(words) or ends_dated(words))


def _before_date(words: str) -> str:
    """What stands before the first digit of a line: the label of its first date."""
    digit = re.search(r"\d", words)
    return words[: digit.start()] if digit else words


def _labelled(text: str, label: re.Pattern[str]) -> str | None:
    """The one day that the text calls its day of publication, or of its last change."""
    days = {full_date(match["rest"]) for match in label.finditer(text, 0, _SEARCHED)} - {None}
    return days.pop() if len(days) == 1 else None


def _searched(tree: HtmlElement, url: str) -> str | None:
    """What htmldate finds: the last resort, since it takes any date rather than none."""
    try:
        # Of a kept capture not the archive's address, which has the day of the capture.
        own = url[max(url.rfind("http://"), url.rfind("https://"), 0) :]
        found = find_date(tree, original_date=True, url=own or None)
    except (ValueError, TypeError, OverflowError, RecursionError, AttributeError):
        return None
    return found if isinstance(found, str) else None


def _day(stamp: str) -> date:
    return date.fromisoformat(stamp[:10])


def _squeezed(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
