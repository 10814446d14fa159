"""Is this the page, a part of it, or something that stands in its way?

Answers for one laid-out page. Absence of words from a teaser proves nothing, so a teaser must be
known for one; and a whole page with a "Subscribe" box must stay whole. Both are told by markers
together with how much prose there is, never by a marker alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.model import Block, BlockKind, Outcome
from verifier.read.builder import Laid
from verifier.read.lines import count_words
from verifier.read.metadata import Metadata
from verifier.read.notice_words import APP, NOTICES, RECORDING, SIGN_UP
from verifier.read.wall_words import (
    BOT,
    CONSENT,
    CUT,
    LOGIN,
    MAY_BE_CUT,
    NEEDS_SCRIPT,
    NOT_FOUND,
    Marker,
)

_TEASER_WORDS = 400  # of prose: a page with more has its article, whatever its boxes say
_STUB_WORDS = 120  # said not to be free, and shorter than any article
_NOTICE_WORDS = 150  # a page that is nothing but a notice
_NOTICE_BESIDE = 40  # words of prose that explain a notice
_ITEM_BESIDE = 15  # the same, of what calls itself an article
_RECORDING_WORDS = 100  # of prose; what is said in a recording is longer
_ERROR_WORDS = 250  # an error page may list the latest stories
_LONGEST_NOTICE = 50  # words
_LONGEST_MARKER = 300  # characters of a block that is a notice
_SCRIPTED_WORDS = 60
_MUCH_SCRIPT = 5_000  # characters of script; a file counts as 2,000
_FEWEST_WORDS = 3
_FEWEST_IN_PART = 30  # words behind a wall; fewer are the notice that stands there

_CUT_MARKS = ("…", "...", "[…]", "[...]", "[&hellip;]", "……")
_SLUG_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST_IN_SLUG = 3  # words of an address that is a story's
_HOMES = frozenset({"/", "/index.html", "/index.php", "/home"})
_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE)
_FEWEST_IN_PROSE = 8  # words; a shorter block is a label or a link


@dataclass(frozen=True, slots=True)
class Wall:
    """What is in the way, what shows it, and whether part of the page can be read all the same."""

    outcome: Outcome
    evidence: str
    readable: bool = False


def wall_of(laid: Laid, meta: Metadata, url: str) -> Wall | None:
    """What stands in the way of this page; None when it can be read whole."""
    if home := _other_page(meta, url):
        return home
    counts = [_prose_words(laid, block) for block in laid.blocks]
    if sum(counts) > _TEASER_WORDS + 4 * _LONGEST_NOTICE:
        return _cut_off(laid, meta)  # most pages; no other notice is worth looking for
    page = _page(laid, meta, counts)
    return (
        _soft_404(page)
        or _no_text(page)
        or _notice(page, BOT, Outcome.BOT_WALL)
        or _own_notice(page)
        or _paywall(page)
        or _cut_off(laid, meta)
        or _notice(page, LOGIN, Outcome.LOGIN_WALL)
        or _notice(page, CONSENT, Outcome.CONSENT_WALL)
        or _needs_script(page)
        or _elsewhere(page)
        or _breaks_off(page)
    )


@dataclass(frozen=True, slots=True)
class _Page:
    laid: Laid
    meta: Metadata
    notices: tuple[str, ...]  # short blocks, in order
    main_notices: tuple[str, ...]  # those of them that are not in the page's furniture
    words: int  # of prose, what asks for a subscription left out


def _page(laid: Laid, meta: Metadata, counts: Sequence[int]) -> _Page:
    """`counts` are the words of prose of each block."""
    short = [block for block in laid.blocks if block.end - block.start <= _LONGEST_MARKER]
    notices = tuple(laid.text[block.start : block.end] for block in short)
    cuts = CUT.all_in(notices)
    words = sum(
        count
        for block, count in zip(laid.blocks, counts, strict=True)
        if count and not (cuts and laid.text[block.start : block.end] in cuts)
    )
    main = tuple(
        notice
        for block, notice in zip(short, notices, strict=True)
        if block.kind is not BlockKind.FURNITURE
    )
    return _Page(laid, meta, notices, main, words)


def _prose_words(laid: Laid, block: Block) -> int:
    """Words of a block of prose; 0 for furniture, and for what is too short to be a sentence."""
    if block.kind not in _PROSE:
        return 0
    count = count_words(laid.text[block.start : block.end])
    return count if count >= _FEWEST_IN_PROSE else 0


def _no_text(page: _Page) -> Wall | None:
    if count_words(page.laid.text) >= _FEWEST_WORDS:
        return None
    if page.meta.script_chars > _MUCH_SCRIPT:
        return Wall(Outcome.NEEDS_SCRIPT, "no words, only script")
    return Wall(Outcome.NO_TEXT, "no words on the page")


def _soft_404(page: _Page) -> Wall | None:
    if page.words > _ERROR_WORDS:
        return None
    for said in (page.meta.heading, page.meta.page_title, page.meta.title):
        # An article about lost pages has a longer title, and more than a notice below it.
        if said and len(said) <= 80 and NOT_FOUND.says(said) and page.words <= _NOTICE_WORDS:
            return Wall(Outcome.SOFT_404, f"titled “{said}”")
    return None


def _notice(page: _Page, marker: Marker, outcome: Outcome) -> Wall | None:
    """A page that is nothing but such a notice, by its title or one of its short blocks."""
    if page.words > _NOTICE_WORDS:
        return None
    title = page.meta.page_title or ""
    # A banner in the furniture of a page that has prose is no more than a banner.
    notices = page.main_notices if page.words else page.notices
    said = title if marker.says(title) else marker.first(notices)
    if said is None:
        return None
    rest = page.words - (count_words(said) if said in notices else 0)
    # The boxes of a brief item say such things too.
    most = _ITEM_BESIDE if page.meta.is_article or marker is SIGN_UP else _NOTICE_BESIDE
    if rest <= most and count_words(page.laid.text) <= 4 * _NOTICE_WORDS:
        return Wall(outcome, f"says “{_short(said)}” and little else")
    return None


def _own_notice(page: _Page) -> Wall | None:
    found = (_notice(page, marker, outcome) for marker, outcome in NOTICES)
    return next((wall for wall in found if wall is not None), None)


def _other_page(meta: Metadata, url: str) -> Wall | None:
    """The front page or a section's, served under the address of a story that is gone.

    Such a page says that its own address is one that the asked one only begins with.
    """
    own, said = _path(url), _path(meta.canonical or "")
    if meta.is_article or said is None or own is None or not own.startswith(said.rstrip("/") + "/"):
        return None
    words = _SLUG_WORD.findall(own.rpartition("/")[2].lower())
    named = f"{meta.title} {meta.heading} {meta.page_title}".lower()
    if own == said or len(words) < _FEWEST_IN_SLUG or any(word in named for word in words):
        return None
    if said in _HOMES:
        return Wall(Outcome.REDIRECTED_HOME, f"calls itself {meta.canonical}")
    # A title in another script than its address could not be found in it.
    return Wall(Outcome.SOFT_404, f"calls itself {meta.canonical}") if named.isascii() else None


def _path(url: str) -> str | None:
    rest = url.partition("://")[2]
    return rest and "/" + rest.partition("/")[2].partition("?")[0].partition("#")[0].strip("/")


def _elsewhere(page: _Page) -> Wall | None:
    """A page whose words are in a recording, or go on in an app; what is there can be read."""
    if page.words <= _RECORDING_WORDS:
        heard = RECORDING.first(page.main_notices)
        if heard is not None or page.meta.is_recording:
            said = f"says “{_short(heard)}”" if heard else "is a recording"
            return Wall(Outcome.NO_TEXT, f"{said} and has {page.words} words of prose", True)
    if page.words <= _TEASER_WORDS:
        for block in reversed(page.laid.blocks):
            said = page.laid.text[block.start : block.end]
            if block.end - block.start <= _LONGEST_MARKER and APP.says(said):
                return Wall(Outcome.LOGIN_WALL, f"its text ends at “{_short(said)}”", True)
            if _prose_words(page.laid, block):
                break
    return None


def _breaks_off(page: _Page) -> Wall | None:
    """A short page whose main text ends with the dots of an extract."""
    if page.words > _STUB_WORDS:
        return None
    laid = page.laid
    by_group: Counter[int] = Counter()
    last: dict[int, Block] = {}
    for block, group in zip(laid.blocks, laid.groups, strict=False):
        if block.kind is BlockKind.PARAGRAPH:
            by_group[group] += block.end - block.start
            last[group] = block
    if not by_group:
        return None
    end = last[by_group.most_common(1)[0][0]]
    said = laid.text[end.start : end.end]
    if not said.endswith(_CUT_MARKS):
        return None
    return Wall(Outcome.PAYWALLED, f"breaks off at “{_short(said[-40:])}”", True)


def _paywall(page: _Page) -> Wall | None:
    if page.words > _TEASER_WORDS or _has_walled_part(page.meta):
        return None
    cut = CUT.first(page.notices)
    weak = MAY_BE_CUT.first(page.notices)
    walled = page.meta.free is False
    missing = walled and page.meta.walled_words == 0
    if cut is not None:
        evidence = f"says “{_short(cut)}” and has {page.words} words of prose"
    elif walled and (missing or weak is not None or page.words <= _STUB_WORDS):
        evidence = f"says that it is not free (schema.org) and has {page.words} words of prose"
    else:
        return None
    return Wall(Outcome.PAYWALLED, evidence, readable=True)


def _has_walled_part(meta: Metadata) -> bool:
    """Whether the part that is not free is there all the same, for a script to hide."""
    return meta.walled_words is not None and meta.walled_words >= _FEWEST_IN_PART


def _cut_off(laid: Laid, meta: Metadata) -> Wall | None:
    """A page of any length whose prose stops at a notice that more is for subscribers.

    Such a notice with prose below it is a box in a whole page, and alone it may be the label of
    another story: a second sign is needed, that the page calls itself not free or asks readers
    who have subscribed to log in.
    """
    if _has_walled_part(meta) or CUT.first(_end_notices(laid)) is None:
        return None
    below: list[str] = []
    for block in reversed(laid.blocks):
        said = laid.text[block.start : block.end]
        notice = len(said) <= _LONGEST_MARKER
        if notice and CUT.says(said):
            asked = any(map(MAY_BE_CUT.says, [said, *below]))
            if meta.free is False or (asked and block.kind is not BlockKind.FURNITURE):
                return Wall(Outcome.PAYWALLED, f"its text ends at “{_short(said)}”", readable=True)
        elif _prose_words(laid, block) and not (notice and MAY_BE_CUT.says(said)):
            return None
        if notice:
            below.append(said)
    return None


def _end_notices(laid: Laid) -> list[str]:
    """The short blocks below the last long one that is prose."""
    notices = []
    for block in reversed(laid.blocks):
        if block.end - block.start <= _LONGEST_MARKER:
            notices.append(laid.text[block.start : block.end])
        elif _prose_words(laid, block):
            break
    return notices


def _needs_script(page: _Page) -> Wall | None:
    if page.words > _SCRIPTED_WORDS:
        return None
    asked = NEEDS_SCRIPT.first(page.notices)
    if asked and page.words <= _FEWEST_IN_PROSE * 3:
        return Wall(Outcome.NEEDS_SCRIPT, f"says “{_short(asked)}”")
    if page.meta.script_chars > _MUCH_SCRIPT and not page.words:
        return Wall(
            Outcome.NEEDS_SCRIPT, f"no prose, {page.meta.script_chars} characters of script"
        )
    return None


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 80 else flat[:79] + "…"
