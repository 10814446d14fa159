"""The ladder: what to ask next for one unit, rung by rung (docs/verdicts.md).

Each rung gives requests, asked or not; `plan` takes the first that has new ones. Cheap and certain
ones come first: the link, a search on the outlet's site, the pages it offers, the archive for those
that failed, then the outlet's own lists, then anywhere.
"""

from collections.abc import Iterator

from verifier.judge.choose import is_find
from verifier.judge.sightings import GREEN
from verifier.model import Outcome, QuotationKind, Relation, Request, Verdict
from verifier.plan.archives import cited_day, neighbouring_days
from verifier.plan.desk import Case, Desk
from verifier.plan.pages import (
    captures,
    earlier,
    folder,
    links,
    pages_elsewhere,
    pages_last,
    pages_named,
    pages_on_point,
)
from verifier.plan.searches import (
    anywhere,
    capture_index,
    feeds,
    gdelt_site,
    guessed_lists,
    has_engine,
    matter_anywhere,
    minute_files,
    own_lists,
    own_matter,
    site_phrase,
    site_search,
)

_MOVED = frozenset({Outcome.GONE, Outcome.SOFT_404, Outcome.REDIRECTED_HOME, Outcome.DNS})


def ladder(desk: Desk, case: Case) -> Iterator[tuple[Request, ...]]:
    """The rungs of one unit that are still worth climbing, in order."""
    unit = case.unit
    if unit.lead.kind is QuotationKind.INDIRECT:
        yield from _indirect(desk, case)
        return
    if not unit.named:
        yield folder(desk, case)
        yield anywhere(desk, case)
        yield pages_elsewhere(desk, case)
        return
    yield (*folder(desk, case), *links(desk, case))
    yield captures(desk, case)
    if is_closed(case):
        return
    if not is_settled(case) and may_have_moved(desk, case):
        yield from _named_rungs(desk, case)
    elif case.ruling.verdict is Verdict.NOT_FOUND:
        yield pages_named(desk, case, only_phrase=True)
        if not has_engine(desk):
            # Before words are called absent, the outlet's neighbouring days are looked at too.
            yield own_lists(desk, case)
        yield earlier(desk, case)
    if _is_shown_find(case) and case.ruling.verdict is not Verdict.PARTIAL:
        return
    yield anywhere(desk, case)
    yield pages_elsewhere(desk, case)
    if not is_settled(case):
        yield matter_anywhere(desk, case)
        yield pages_elsewhere(desk, case)
    yield pages_last(desk, case)  # the article may have the day wrong


def _named_rungs(desk: Desk, case: Case) -> Iterator[tuple[Request, ...]]:
    yield site_search(desk, case)
    yield pages_named(desk, case)
    yield captures(desk, case)
    yield site_phrase(desk, case)
    yield pages_named(desk, case)
    yield gdelt_site(desk, case)
    yield pages_named(desk, case)
    yield cited_day(desk, case)
    yield pages_named(desk, case)
    yield neighbouring_days(desk, case, has_engine=has_engine(desk))
    yield pages_named(desk, case)
    yield own_lists(desk, case)
    yield guessed_lists(desk, case)
    yield pages_named(desk, case)
    yield capture_index(desk, case)
    yield pages_named(desk, case)
    yield feeds(desk, case)
    yield pages_named(desk, case)
    yield minute_files(desk, case)
    yield pages_named(desk, case)
    yield captures(desk, case)


def _indirect(desk: Desk, case: Case) -> Iterator[tuple[Request, ...]]:
    """An indirect statement gets its link, or one search in its own words and the likeliest pages.

    Whether its source is settled is no matter: that is about words that are not there.
    """
    if not case.unit.named or case.ruling.verdict is Verdict.RELATED:
        return
    yield (*folder(desk, case), *links(desk, case))
    yield own_matter(desk, case)
    yield pages_on_point(desk, case)


def is_closed(case: Case) -> bool:
    """Whether nothing more needs to be asked for a unit."""
    ruling = case.ruling
    if ruling.verdict in {Verdict.SET_ASIDE, Verdict.RELATED, Verdict.TOO_SHORT}:
        return True
    shown = ruling.shown
    if shown is None or not _is_shown_find(case):
        return False
    if shown.relation is Relation.ELSEWHERE:
        return is_settled(case)
    # Altered words on a page of other days may have a better page in the window.
    altered = ruling.verdict is Verdict.ALTERED and shown.in_window is not False
    return ruling.verdict in GREEN or altered


def _is_shown_find(case: Case) -> bool:
    shown = case.ruling.shown
    return shown is not None and is_find(case.unit, shown)


def may_have_moved(desk: Desk, case: Case) -> bool:
    """Whether the named source may still be found on its site.

    A linked page that is there but closed (a paywall, a refusal) is not found again by searching;
    one that is gone may live on under another address.
    """
    if not all(named.linked for named in case.unit.named):
        return True
    return any(blank.unread.outcome in _MOVED for blank in desk.failures(case))


def is_settled(case: Case) -> bool:
    """Whether every source that a unit names was read."""
    return bool(case.unit.named) and not case.unread
