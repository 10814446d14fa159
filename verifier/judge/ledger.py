"""What was searched and looked at for one unit, and what came of it."""

from collections.abc import Sequence

from verifier.judge.sightings import Log, Sighting, Unit
from verifier.model import (
    Blank,
    Channel,
    ChannelStatus,
    Fetch,
    Limits,
    Listing,
    LookedAt,
    Outcome,
    Relation,
    Request,
    Search,
    Searched,
    Verdict,
)

# Where "404" means that nothing is kept there. An interface that answers so is at another address.
_FILES = frozenset({Channel.MEMENTO, Channel.SITEMAP, Channel.FEED, Channel.GAL})


def searched(unit: Unit, log: Log, limits: Limits | None) -> tuple[Searched, ...]:
    """Every channel and whether it was asked for this unit.

    Without limits only the channels that were asked can be told.
    """
    listed: list[Searched] = []
    for channel in Channel:
        status = _status(unit, log, channel)
        if status is None and limits is not None:
            off = channel not in limits.channels
            status = ChannelStatus.OFF if off else ChannelStatus.SKIPPED
        if status is not None:
            listed.append(Searched(channel, status))
    return tuple(listed)


def _status(unit: Unit, log: Log, channel: Channel) -> ChannelStatus | None:
    answered: list[Request] = [listing.request for listing in log.listings]
    answered += [page.request for page in log.pages]
    if any(_was_for(request, unit, channel) for request in answered):
        return ChannelStatus.SEARCHED
    blanks = [blank for blank in log.blanks if _was_for(blank.request, unit, channel)]
    if not blanks:
        return None
    if all(blank.unread.outcome is Outcome.NOT_TRIED for blank in blanks):
        return ChannelStatus.SKIPPED
    # A link that is dead was followed; an engine that did not answer has not searched.
    if channel in {Channel.LINK, Channel.FOLDER}:
        return ChannelStatus.SEARCHED
    absent = {Outcome.NO_PAGE, Outcome.GONE} if channel in _FILES else {Outcome.NO_PAGE}
    if any(blank.unread.outcome in absent for blank in blanks):
        return ChannelStatus.SEARCHED
    return ChannelStatus.REFUSED


def _was_for(request: Request, unit: Unit, channel: Channel) -> bool:
    if request.channel is not channel or not unit.ids & set(request.quotations):
        return False
    # A page that a search led to is no sign that the search is open; a link or a file is.
    return isinstance(request, Search) or channel in {Channel.LINK, Channel.FOLDER}


def looked_at(unit: Unit, sightings: Sequence[Sighting], log: Log) -> tuple[LookedAt, ...]:
    """The pages and the vain searches that concern this unit, in the order they were asked for."""
    rows = [
        (_place(sighting.page.request), _page_row(sighting))
        for sighting in sightings
        if _concerns(unit, sighting)
    ]
    rows += [
        (_place(blank.request), _blank_row(blank))
        for blank in log.blanks
        if isinstance(blank.request, Fetch) and unit.ids & set(blank.request.quotations)
    ]
    rows += _vain(unit, log)
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _place(request: Request) -> tuple[int, int, str]:
    return request.round, request.rank, request.key


def _concerns(unit: Unit, sighting: Sighting) -> bool:
    if unit.ids & set(sighting.page.request.quotations) or sighting.from_source:
        return True
    return sighting.match is not None and sighting.match.verdict is not Verdict.NOT_FOUND


def _page_row(sighting: Sighting) -> LookedAt:
    page = sighting.page
    return LookedAt(
        url=page.request.url,
        channel=page.request.channel,
        outcome=page.outcome,
        relation=sighting.relation,
        words=page.words,
        likeness=sighting.match.likeness if sighting.match else None,
        detail=page.evidence,
    )


def _blank_row(blank: Blank) -> LookedAt:
    request, unread = blank.request, blank.unread
    return LookedAt(
        url=request.url if isinstance(request, Fetch) else None,
        channel=request.channel,
        outcome=unread.outcome,
        relation=None,
        words=None,
        likeness=None,
        detail=unread.evidence,
    )


def _vain(unit: Unit, log: Log) -> list[tuple[tuple[int, int, str], LookedAt]]:
    """One row for each channel that offered no page at all: what it answered last."""
    rows = []
    for channel in Channel:
        listings = [held for held in log.listings if _was_for(held.request, unit, channel)]
        if any(held.candidates for held in listings):
            continue
        blanks = [
            held
            for held in log.blanks
            if isinstance(held.request, Search) and _was_for(held.request, unit, channel)
        ]
        if blanks:
            rows.append((_place(blanks[-1].request), _blank_row(blanks[-1])))
        elif listings:
            rows.append((_place(listings[-1].request), _empty_row(listings[-1])))
    return rows


def _empty_row(listing: Listing) -> LookedAt:
    relation: Relation | None = None
    return LookedAt(None, listing.request.channel, Outcome.NO_PAGE, relation, None, None)
