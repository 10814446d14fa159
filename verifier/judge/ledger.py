"""What was searched and looked at for one unit, and what came of it."""

from collections.abc import Sequence

from verifier.judge.sightings import Held, Log, Sighting, Unit
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
# Where every request is followed, and none is a question.
_FOLLOWED = frozenset({Channel.LINK, Channel.FOLDER})


def searched(unit: Unit, log: Log, limits: Limits | None) -> tuple[Searched, ...]:
    """Every channel and whether it was asked for this unit.

    Without limits only the channels that were asked can be told.
    """
    held = log.held(unit.ids)
    answered: list[Request] = [listing.request for listing in held.listings]
    answered += [page.request for page in held.pages]
    open_ = {request.channel for request in answered if _asks(request)}
    blanks: dict[Channel, list[Outcome]] = {}
    for blank in held.blanks:
        if _asks(blank.request):
            blanks.setdefault(blank.request.channel, []).append(blank.unread.outcome)
    listed: list[Searched] = []
    for channel in Channel:
        status = _status(channel, channel in open_, blanks.get(channel, []))
        if status is None and limits is not None:
            off = channel not in limits.channels
            status = ChannelStatus.OFF if off else ChannelStatus.SKIPPED
        if status is not None:
            listed.append(Searched(channel, status))
    return tuple(listed)


def _status(channel: Channel, answered: bool, blanks: Sequence[Outcome]) -> ChannelStatus | None:
    # A link that is dead was followed; an engine that did not answer has not searched.
    absent = {Outcome.NO_PAGE, Outcome.GONE} if channel in _FILES else {Outcome.NO_PAGE}
    if answered or not absent.isdisjoint(blanks):
        return ChannelStatus.SEARCHED
    if not blanks:
        return None
    if all(outcome is Outcome.NOT_TRIED for outcome in blanks):
        return ChannelStatus.SKIPPED
    return ChannelStatus.SEARCHED if channel in _FOLLOWED else ChannelStatus.REFUSED


def _asks(request: Request) -> bool:
    """Whether a request is a sign that its channel is open.

    A page that a search led to is none; a link or a file is.
    """
    return isinstance(request, Search) or request.channel in _FOLLOWED


def looked_at(unit: Unit, sightings: Sequence[Sighting], log: Log) -> tuple[LookedAt, ...]:
    """The pages and the vain searches that concern this unit, in the order they were asked for."""
    held = log.held(unit.ids)
    rows = [(_place(s.page.request), _page_row(s)) for s in sightings if _concerns(s)]
    rows += [
        (_place(b.request), _blank_row(b)) for b in held.blanks if isinstance(b.request, Fetch)
    ]
    rows += _vain(held)
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _place(request: Request) -> tuple[int, int, str]:
    return request.round, request.rank, request.key


def _concerns(sighting: Sighting) -> bool:
    if sighting.asked or sighting.from_source:
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


def _vain(held: Held) -> list[tuple[tuple[int, int, str], LookedAt]]:
    """One row for each channel that offered no page at all: what it answered last."""
    offering = {listing.request.channel for listing in held.listings if listing.candidates}
    last: dict[Channel, tuple[tuple[int, int, str], LookedAt]] = {}
    for listing in held.listings:
        last[listing.request.channel] = _place(listing.request), _empty_row(listing)
    for blank in held.blanks:  # a refusal says more than an empty answer
        if isinstance(blank.request, Search):
            last[blank.request.channel] = _place(blank.request), _blank_row(blank)
    return [row for channel, row in last.items() if channel not in offering]


def _empty_row(listing: Listing) -> LookedAt:
    relation: Relation | None = None
    return LookedAt(None, listing.request.channel, Outcome.NO_PAGE, relation, None, None)
