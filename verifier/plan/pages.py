"""Which pages to read next for a unit: links, files, what was offered, and archived captures."""

from collections.abc import Iterator
from datetime import date

from verifier import urls
from verifier.channels import cdx, link, memento
from verifier.dates import days_of
from verifier.judge.settle import settling
from verifier.judge.sightings import Sighting
from verifier.model import Channel, Fetch, Outcome, Relation, Request, Search
from verifier.plan.candidates import (
    WORTH_ELSEWHERE,
    WORTH_LAST,
    WORTH_NAMED,
    Ranked,
    ranked,
)
from verifier.plan.desk import Case, Desk
from verifier.plan.sources import is_own

MOST_NAMED = 6  # pages of the named source read for one unit
MOST_ELSEWHERE = 4
MOST_LAST = 3  # pages read for one unit, after which doubtful ones are not tried
MOST_UNSOURCED = 2  # pages read for words that name no source
MOST_ON_POINT = 2  # pages read for an indirect statement
MOST_FILES = 5  # of the user's folder
MOST_CAPTURES = 2  # of one page
MOST_FORMS = 2  # AMP, print and canonical ones, of one page
MOST_CHANGED = 2  # live pages that lack the words, looked for in archives
MOST_RECOVERED = 3  # failed pages of one unit looked for in archives
AT_ONCE = 2  # pages asked for in one round and unit
CLOSE = 0.85  # of the best score: a second page is asked for in the same round

_CAPTURE_CHANNELS = frozenset({Channel.CDX, Channel.MEMENTO})
_HOPELESS = frozenset({Outcome.BAD_URL, Outcome.FORBIDDEN_ADDRESS, Outcome.NOT_TRIED})


def links(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The pages that the article links, unless they were read under another address."""
    if Channel.LINK not in desk.limits.channels:
        return ()
    asked = [f for named in case.unit.named for f in link.ask(named.citation, case.ids)]
    return tuple(f for f in asked if urls.page_key(f.url) not in desk.read)


def folder(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The files of the user's own folder that may hold the words."""
    if Channel.FOLDER not in desk.limits.channels:
        return ()
    target = " ".join(piece.text for piece in case.unit.pieces)
    found: list[Request] = [Search(Channel.FOLDER, target, quotations=case.ids, purpose="words")]
    for listing in desk.listings(case):
        if listing.request.channel is Channel.FOLDER:
            found.extend(
                Fetch(candidate.url, channel=Channel.FOLDER, quotations=case.ids)
                for candidate in listing.candidates[:MOST_FILES]
                if urls.page_key(candidate.url) not in desk.read
            )
    return tuple(found)


def pages_named(
    desk: Desk, case: Case, *, only_phrase: bool = False, worth: float = WORTH_NAMED
) -> tuple[Request, ...]:
    """The likeliest pages of the named source that were offered and not yet read."""
    if desk.fetched(case) >= MOST_NAMED:
        return ()
    offered = desk.listings(case)
    if only_phrase:
        offered = tuple(held for held in offered if held.request.purpose == "phrase")
    held = ranked(desk.article, case.unit, case.source, offered)
    return _fetches(desk, case, [r for r in held if r.named and r.score >= worth])


def pages_on_point(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The likeliest pages of the source that were offered for an indirect statement alone."""
    ids = set(case.ids)
    own = [held for held in desk.listings(case) if set(held.request.quotations) == ids]
    tried = {
        urls.page_key(candidate.url)
        for held in own
        for candidate in held.candidates
        if urls.page_key(candidate.url) in desk.read
    }
    if len(tried) >= MOST_ON_POINT:
        return ()
    held = ranked(desk.article, case.unit, case.source, own)
    return _fetches(desk, case, [r for r in held if r.named and r.score >= WORTH_NAMED])


def pages_last(desk: Desk, case: Case) -> tuple[Request, ...]:
    """When all else failed: pages of the named source that nothing but their site speaks for."""
    tried = [
        blank for blank in desk.failures(case) if blank.unread.outcome is not Outcome.NOT_TRIED
    ]
    if desk.fetched(case) - len(tried) >= MOST_LAST:
        return ()
    return pages_named(desk, case, worth=WORTH_LAST)


def pages_elsewhere(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The likeliest pages of any other site that were offered and not yet read."""
    most = MOST_NAMED + MOST_ELSEWHERE if case.unit.named else MOST_UNSOURCED
    if desk.fetched(case) >= most:
        return ()
    offered = desk.listings(case, anywhere=True)
    held = ranked(desk.article, case.unit, case.source, offered)
    return _fetches(desk, case, [r for r in held if r.score >= WORTH_ELSEWHERE])


def _fetches(desk: Desk, case: Case, worth: list[Ranked]) -> tuple[Request, ...]:
    """The first unread pages; a second only when it is nearly as likely."""
    fresh = [r for r in worth if urls.page_key(r.candidate.url) not in desk.read]
    taken = [r for r in fresh[:AT_ONCE] if r.score >= CLOSE * fresh[0].score]
    return tuple(
        Fetch(r.candidate.url.partition("#")[0], channel=_channel(desk, case, r), quotations=ids)
        for r in taken
        for ids in (tuple(sorted({i for c in _sharers(desk, case) for i in c.ids})),)
    )


def _sharers(desk: Desk, case: Case) -> tuple[Case, ...]:
    return desk.group(case) if case.unit.named else (case,)


def _channel(desk: Desk, case: Case, chosen: Ranked) -> Channel:
    """The channel that offered a page first."""
    key = urls.page_key(chosen.candidate.url)
    for listing in desk.listings(case):
        if any(urls.page_key(held.url) == key for held in listing.candidates):
            return listing.request.channel
    return Channel.LINK


# --- what failed: other forms, archives ------------------------------------------------------


def captures(desk: Desk, case: Case) -> tuple[Request, ...]:
    """Other forms and archived captures of the named pages that could not be read in full."""
    found: list[Request] = []
    for url in _failed(desk, case)[:MOST_RECOVERED]:
        found.extend(_recover(desk, case, url))
    return tuple(found)


def _failed(desk: Desk, case: Case) -> list[str]:
    """The pages of the named source that gave nothing, or only a part, under any address."""
    whole = {key for sighting in case.sightings if sighting.complete for key in _own_keys(sighting)}
    failed = [
        blank.request.url
        for blank in desk.failures(case)
        if isinstance(blank.request, Fetch)
        and _is_live(blank.request)
        and blank.unread.outcome not in _HOPELESS
        and _is_promising(desk, case, blank.request.url)
    ]
    failed += [s.page.request.url for s in case.sightings if _is_partial(s)]
    return [url for url in dict.fromkeys(failed) if urls.page_key(url) not in whole]


def _is_promising(desk: Desk, case: Case, url: str) -> bool:
    """Whether a page that failed is the source's own, or was offered for the exact phrase."""
    if any(urls.same_page(named.citation.url, url) for named in case.unit.named):
        return True
    if is_own(case.source, urls.host(url)):
        return True
    return any(
        urls.same_page(candidate.url, url)
        for listing in desk.listings(case)
        if listing.request.purpose == "phrase"
        for candidate in listing.candidates
    )


def _own_keys(sighting: Sighting) -> frozenset[str]:
    request = sighting.page.request
    return frozenset({urls.page_key(request.original or request.url)})


def _is_partial(sighting: Sighting) -> bool:
    page = sighting.page
    own = sighting.relation in {Relation.NAMED, Relation.MIRROR, Relation.REPUBLISHED}
    return own and not page.complete and page.request.original is None


def _recover(desk: Desk, case: Case, url: str) -> tuple[Request, ...]:
    """A page's other forms, where it has any; then what archives keep of it."""
    forms = tuple(
        # By its original it stands for the page itself, as a capture does.
        Fetch(form, channel=sighting.page.request.channel, quotations=case.ids, original=url)
        for sighting in case.sightings
        if sighting.page.request.url == url
        for form in sighting.page.alternates[:MOST_FORMS]
    )
    if any(form.key not in desk.seen for form in forms):
        return forms
    return tuple(_kept(desk, case, url, most=MOST_CAPTURES))


def _kept(desk: Desk, case: Case, url: str, *, most: int) -> Iterator[Request]:
    """The archives' lists of a page's captures, and the next capture that they offered."""
    day = _cited_day(desk, case)
    if Channel.CDX in desk.limits.channels:
        yield from cdx.ask_captures(url, day, quotations=case.ids)
    if Channel.MEMENTO in desk.limits.channels:
        yield from memento.ask(url, day, quotations=case.ids)
    # By the channel that offered it: an archive of one's own is dialled by its channel only.
    offered = [
        Fetch(candidate.url, listing.request.channel, quotations=case.ids, original=url)
        for listing in desk.log.listings
        if listing.request.channel in _CAPTURE_CHANNELS and listing.request.purpose == "captures"
        for candidate in listing.candidates
        if candidate.original and urls.same_page(candidate.original, url)
    ]
    fresh = [capture for capture in offered if capture.key not in desk.seen]
    if len(offered) - len(fresh) < most:
        yield from fresh[:1]


def earlier(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The captures nearest the cited day of the live pages that lack the words: pages change."""
    pages = dict.fromkeys(
        sighting.page.request
        for named in case.unit.named
        for sighting in settling(named, case.sightings, desk.log)
    )
    live = [request for request in pages if _is_live(request)][:MOST_CHANGED]
    return tuple(asked for page in live for asked in _kept(desk, case, page.url, most=1))


def _is_live(request: Fetch) -> bool:
    return request.original is None and request.channel is not Channel.FOLDER


def _cited_day(desk: Desk, case: Case) -> date | None:
    for named in case.unit.named:
        days = days_of(named.citation.date) if named.citation.date else None
        if days is not None:
            return days[0]
    return desk.article.published
