"""The rungs of the ladder: what to ask next for one unit (DESIGN.md 6).

Each rung gives requests, asked or not; `plan` takes the first that has new ones. Cheap and certain
ones come first: the link, a search on the outlet's site, the pages it offers, the archive for those
that failed, then the outlet's own lists, then anywhere.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from verifier import urls
from verifier.channels import cdx, feed, gdelt, link, memento, searxng, sitemap
from verifier.dates import Days, days_of
from verifier.judge.choose import is_find
from verifier.judge.sightings import GREEN, Sighting
from verifier.matter import phrase, query_words
from verifier.model import (
    Channel,
    Fetch,
    Outcome,
    QuotationKind,
    Relation,
    Request,
    Search,
    Verdict,
)
from verifier.plan.candidates import WORTH_ELSEWHERE, WORTH_NAMED, Ranked, ranked
from verifier.plan.desk import Case, Desk
from verifier.plan.sources import days_asked, site_hosts

MOST_NAMED = 6  # pages of the named source read for one unit
MOST_ELSEWHERE = 4
MOST_UNSOURCED = 2  # pages read for words that name no source
MOST_CAPTURES = 2  # of one page
MOST_FOLLOWED = 3  # sitemaps of one index
MOST_RECOVERED = 3  # failed pages of one unit looked for in archives
AT_ONCE = 2  # pages asked for in one round and unit
CLOSE = 0.85  # of the best score: a second page is asked for in the same round
SEARCH_WORDS = 12
GDELT_WORDS = 8

_CAPTURE_CHANNELS = frozenset({Channel.CDX, Channel.MEMENTO})
_MOVED = frozenset({Outcome.GONE, Outcome.SOFT_404, Outcome.REDIRECTED_HOME, Outcome.DNS})
_HOPELESS = frozenset({Outcome.BAD_URL, Outcome.FORBIDDEN_ADDRESS, Outcome.NOT_TRIED})


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
    if case.ruling.shown is None or not _is_shown_find(case):
        yield anywhere(desk, case)
        yield pages_elsewhere(desk, case)
        if not is_settled(case):
            yield matter_anywhere(desk, case)
            yield pages_elsewhere(desk, case)


def _named_rungs(desk: Desk, case: Case) -> Iterator[tuple[Request, ...]]:
    yield site_search(desk, case)
    yield pages_named(desk, case)
    yield captures(desk, case)
    yield site_phrase(desk, case)
    yield pages_named(desk, case)
    yield gdelt_site(desk, case)
    yield pages_named(desk, case)
    yield own_lists(desk, case)
    yield pages_named(desk, case)
    yield capture_index(desk, case)
    yield pages_named(desk, case)
    yield feeds(desk, case)
    yield pages_named(desk, case)
    yield captures(desk, case)


def _indirect(desk: Desk, case: Case) -> Iterator[tuple[Request, ...]]:
    """An indirect statement gets its link or one search, and one page."""
    if not case.unit.named or case.ruling.verdict is Verdict.RELATED:
        return
    yield (*folder(desk, case), *links(desk, case))
    if is_settled(case) or desk.fetched(case) >= AT_ONCE:
        return
    yield site_search(desk, case)
    yield pages_named(desk, case)


def is_closed(case: Case) -> bool:
    """Whether nothing more needs to be asked for a unit."""
    ruling = case.ruling
    if ruling.verdict in {Verdict.SET_ASIDE, Verdict.RELATED, Verdict.TOO_SHORT}:
        return True
    shown = ruling.shown
    if shown is None or not _is_shown_find(case):
        return False
    if shown.relation is Relation.ELSEWHERE:
        return not ruling.unread
    return ruling.verdict in GREEN or ruling.verdict is Verdict.ALTERED


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
    return bool(case.unit.named) and not case.ruling.unread


# --- pages ------------------------------------------------------------------------------------


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
                for candidate in listing.candidates
                if urls.page_key(candidate.url) not in desk.read
            )
    return tuple(found)


def pages_named(desk: Desk, case: Case, *, only_phrase: bool = False) -> tuple[Request, ...]:
    """The likeliest pages of the named source that were offered and not yet read."""
    if desk.fetched(case) >= MOST_NAMED:
        return ()
    offered = desk.listings(case)
    if only_phrase:
        offered = tuple(held for held in offered if held.request.purpose == "phrase")
    held = ranked(desk.article, case.unit, case.source, offered)
    worth = [r for r in held if r.named and r.score >= WORTH_NAMED]
    return _fetches(desk, case, worth)


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


# --- what failed: other forms, archives ---------------------------------------------------------


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
        and blank.request.original is None
        and blank.request.channel is not Channel.FOLDER
        and blank.unread.outcome not in _HOPELESS
    ]
    failed += [s.page.request.url for s in case.sightings if _is_partial(s)]
    return [url for url in dict.fromkeys(failed) if urls.page_key(url) not in whole]


def _own_keys(sighting: Sighting) -> frozenset[str]:
    request = sighting.page.request
    return frozenset({urls.page_key(request.original or request.url)})


def _is_partial(sighting: Sighting) -> bool:
    page = sighting.page
    own = sighting.relation in {Relation.NAMED, Relation.MIRROR, Relation.REPUBLISHED}
    return own and not page.complete and page.request.original is None


def _recover(desk: Desk, case: Case, url: str) -> Iterator[Request]:
    for sighting in case.sightings:
        if sighting.page.request.url == url:
            for form in sighting.page.alternates:
                yield Fetch(form, channel=sighting.page.request.channel, quotations=case.ids)
    day = _cited_day(desk, case)
    if Channel.CDX in desk.limits.channels:
        yield from cdx.ask_captures(url, day, quotations=case.ids)
    if Channel.MEMENTO in desk.limits.channels:
        yield from memento.ask(url, day, quotations=case.ids)
    offered = [
        candidate
        for listing in desk.log.listings
        if listing.request.channel in _CAPTURE_CHANNELS and listing.request.purpose == "captures"
        for candidate in listing.candidates
        if candidate.original and urls.same_page(candidate.original, url)
    ]
    tried = [c for c in offered if Fetch(c.url).key in desk.seen]
    if offered and len(tried) < MOST_CAPTURES:
        fresh = [c for c in offered if c not in tried]
        for candidate in fresh[:1]:
            yield Fetch(candidate.url, Channel.CDX, quotations=case.ids, original=url)


def _cited_day(desk: Desk, case: Case) -> date | None:
    for named in case.unit.named:
        days = days_of(named.citation.date) if named.citation.date else None
        if days is not None:
            return days[0]
    return desk.article.published


# --- the named source's site ---------------------------------------------------------------------


def site_search(desk: Desk, case: Case) -> tuple[Request, ...]:
    """One search for the matter on the outlet's sites, shared by all that cite it then."""
    if not desk.may_ask(Channel.SEARXNG):
        return ()
    sharers = desk.group(case)
    pieces = [piece for held in sharers for piece in held.unit.pieces]
    terms = query_words(desk.article, pieces, most=SEARCH_WORDS)
    if not case.source.sites:
        terms = (*_unknown_outlet(case), *terms)
    return searxng.ask(words=terms, domains=case.source.sites, quotations=_ids(sharers))


def _unknown_outlet(case: Case) -> tuple[str, ...]:
    """The name of an outlet without known domains, or the title of a work, as search words."""
    return tuple(word for word in (case.source.written, *case.source.titles[:1]) if word)


def _ids(cases: tuple[Case, ...]) -> tuple[str, ...]:
    return tuple(sorted({each for case in cases for each in case.ids}))


def _phrase(desk: Desk, case: Case) -> str:
    longest = max((piece.text for piece in case.unit.pieces), key=len)
    return phrase(longest, desk.article.document.language)


def site_phrase(desk: Desk, case: Case) -> tuple[Request, ...]:
    """A search for the rarest run of the quotation on the outlet's sites."""
    if not desk.may_ask(Channel.SEARXNG) or not case.source.sites:
        return ()
    return searxng.ask(phrase=_phrase(desk, case), domains=case.source.sites, quotations=case.ids)


def gdelt_site(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's pages of those days with any word of the matter."""
    if not desk.may_ask(Channel.GDELT) or not case.source.sites:
        return ()
    sharers = desk.group(case)
    pieces = [piece for held in sharers for piece in held.unit.pieces]
    return gdelt.ask(
        any_of=query_words(desk.article, pieces, most=GDELT_WORDS),
        domains=case.source.sites[:3],
        days=days_asked(desk.article, case.source),
        quotations=_ids(sharers),
    )


def own_lists(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's own sitemaps, from robots.txt to the days asked for; one host at a time."""
    days = days_asked(desk.article, case.source)
    if Channel.SITEMAP not in desk.limits.channels or days is None:
        return ()
    ids = _ids(desk.group(case))
    for host in site_hosts(desk.article, case.source, desk.hosts):
        kept = desk.all_days(case)
        robots = sitemap.ask(host, kept, domains=case.source.sites, quotations=ids)
        chain = _chain(desk, robots, days)
        if any(request.key not in desk.seen for request in chain):
            return chain
    return ()


def _chain(desk: Desk, robots: tuple[Search, ...], days: Days) -> tuple[Request, ...]:
    """robots.txt and the sitemaps that fit some days, as far down as answers are there."""
    found = list(robots)
    by_key = {listing.request.key: listing for listing in desk.log.listings}
    for request in found:
        listing = by_key.get(request.key)
        if listing is None:
            continue
        known = {held.key for held in found}
        fitting = sorted(
            (rank, place)
            for place, offered in enumerate(listing.follow)
            if offered.key not in known and (rank := sitemap.fit(offered, days)) is not None
        )
        for _, place in fitting[:MOST_FOLLOWED]:
            found.append(
                replace(listing.follow[place], days=request.days, quotations=request.quotations)
            )
    return tuple(found)


def capture_index(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's pages that the archive captured in those days."""
    days = case.source.days
    if Channel.CDX not in desk.limits.channels or days is None:
        return ()  # the weeks in which an undated page may lie hold too many
    ids = _ids(desk.group(case))
    return tuple(
        search
        for domain in (*case.source.domains[:1], *case.source.mirrors[:1])
        for search in cdx.ask_window(domain, days, quotations=ids)
    )


def has_lists(desk: Desk, case: Case) -> bool:
    """Whether the outlet's sitemaps offered pages: its feed would offer the newest of them."""
    return any(
        listing.request.channel is Channel.SITEMAP and listing.candidates
        for listing in desk.listings(case)
    )


def feeds(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's feed, at one usual address after the other."""
    if Channel.FEED not in desk.limits.channels or has_lists(desk, case):
        return ()
    ids = _ids(desk.group(case))
    hosts = site_hosts(desk.article, case.source, desk.hosts)[:1]
    for place in range(len(feed.PATHS)):
        asked = tuple(
            search
            for host in hosts
            for search in feed.ask(
                host,
                days_asked(desk.article, case.source),
                place=place,
                domains=case.source.sites,
                quotations=ids,
            )
        )
        heard = [s for s in asked if any(li.request.key == s.key for li in desk.log.listings)]
        if heard or any(search.key not in desk.seen for search in asked):
            return asked
    return ()


# --- anywhere -------------------------------------------------------------------------------------


def anywhere(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The rarest run of the quotation, on any site: it finds reprints and wrong outlets."""
    run = _phrase(desk, case)
    found: list[Request] = []
    if " " not in run and run.isascii():
        return ()  # one word is everywhere
    if desk.may_ask(Channel.SEARXNG):
        found.extend(searxng.ask(phrase=run, quotations=case.ids))
    if desk.may_ask(Channel.GDELT) and (case.unit.named or not found):
        days = days_asked(desk.article, case.source)
        found.extend(gdelt.ask(phrase=run, days=days, quotations=case.ids))
    return tuple(found)


def matter_anywhere(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The matter on any site, for a source that could not be read: it finds reprints."""
    if not desk.may_ask(Channel.SEARXNG):
        return ()
    terms = query_words(desk.article, case.unit.pieces, most=SEARCH_WORDS)
    return searxng.ask(words=(*_unknown_outlet(case), *terms), quotations=case.ids)
