"""Which channels to ask next for a unit: searches, the outlet's own lists, the archive's index."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from verifier import urls
from verifier.channels import brave, cdx, feed, gal, gdelt, searxng, sitemap
from verifier.dates import DAYS_AFTER, DAYS_BEFORE, Days
from verifier.identify import is_named_after
from verifier.matter import phrase, query_words
from verifier.model import Channel, Listing, Request, Search
from verifier.plan.desk import Case, Desk
from verifier.plan.sources import days_asked, site_hosts
from verifier.plan.unlisted import guesses

MOST_FOLLOWED = 3  # sitemaps of one index
SEARCH_WORDS = 12
STATEMENT_WORDS = 8  # of an indirect statement, whose page tells of much else
MOST_SHARERS = 8  # quotations whose words make one search
GDELT_WORDS = 8


def has_engine(desk: Desk) -> bool:
    """Whether a search engine of the whole web may be asked."""
    return desk.may_ask(Channel.SEARXNG) or desk.may_ask(Channel.BRAVE)


def _engine(
    desk: Desk,
    quotations: tuple[str, ...],
    *,
    phrase: str = "",
    words: tuple[str, ...] = (),
    domains: tuple[str, ...] = (),
) -> tuple[Search, ...]:
    """One search of the whole web: by the metasearch, else by the engine that is paid for."""
    ask = searxng.ask if desk.may_ask(Channel.SEARXNG) else brave.ask
    if not has_engine(desk):
        return ()
    return ask(phrase=phrase, words=words, domains=domains, quotations=quotations)


def site_search(desk: Desk, case: Case) -> tuple[Request, ...]:
    """One search for the matter on the outlet's sites, shared by all that cite it then."""
    sharers = desk.group(case)
    pieces = [piece for held in sharers for piece in held.unit.pieces][:MOST_SHARERS]
    terms = query_words(desk.article, pieces, most=SEARCH_WORDS)
    if not case.source.sites:
        terms = (*_unknown_outlet(case), *terms)
    return _engine(desk, ids_of(sharers), words=terms, domains=case.source.sites)


def own_matter(desk: Desk, case: Case) -> tuple[Request, ...]:
    """A search on the outlet's sites with the words of one statement alone."""
    terms = query_words(desk.article, case.unit.pieces, most=STATEMENT_WORDS)
    if not case.source.sites:
        terms = (*_unknown_outlet(case), *terms)
    return _engine(desk, case.ids, words=terms, domains=case.source.sites)


def _unknown_outlet(case: Case) -> tuple[str, ...]:
    """The name of an outlet without known domains, or the title of a work, as search words."""
    return tuple(word for word in (case.source.written, *case.source.titles[:1]) if word)


def ids_of(cases: tuple[Case, ...]) -> tuple[str, ...]:
    """The ids of all quotations of some cases."""
    return tuple(sorted({each for case in cases for each in case.ids}))


def _phrase(desk: Desk, case: Case) -> str:
    longest = max((piece.text for piece in case.unit.pieces), key=len)
    return phrase(longest, desk.article.document.language)


def site_phrase(desk: Desk, case: Case) -> tuple[Request, ...]:
    """A search for the rarest run of the quotation on the outlet's sites."""
    if not case.source.sites:
        return ()
    return _engine(desk, case.ids, phrase=_phrase(desk, case), domains=case.source.sites)


def gdelt_site(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's pages of those days with any word of the matter."""
    if not desk.may_ask(Channel.GDELT) or not case.source.sites:
        return ()
    sharers = desk.group(case)
    pieces = [piece for held in sharers for piece in held.unit.pieces][:MOST_SHARERS]
    return gdelt.ask(
        any_of=query_words(desk.article, pieces, most=GDELT_WORDS),
        domains=case.source.sites[:3],
        days=days_asked(desk.article, case.source),
        quotations=ids_of(sharers),
    )


def own_lists(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's own sitemaps, from robots.txt to the days asked for; one host at a time."""
    days = days_asked(desk.article, case.source)
    if Channel.SITEMAP not in desk.limits.channels or days is None:
        return ()
    ids = ids_of(desk.group(case))
    kept = desk.all_days(case)
    for host in _list_hosts(desk, case):
        robots = sitemap.ask(host, kept, domains=case.source.sites, quotations=ids)
        chain = _chain(desk, robots, days)
        if any(request.key not in desk.seen for request in chain):
            return chain
    return ()


def guessed_lists(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The lists of an outlet that the registry lacks, at the address that its name suggests.

    Only where no engine can be asked for it; the first address with a robots.txt is the last.
    """
    days = days_asked(desk.article, case.source)
    may_guess = Channel.SITEMAP in desk.limits.channels and not desk.limits.private
    if case.source.sites or days is None or not may_guess or has_engine(desk):
        return ()
    ids = ids_of(desk.of_one_outlet(case))
    for host in _likely_hosts(desk, case):
        robots = sitemap.ask(host, desk.all_days(case), domains=(host,), quotations=ids)
        chain = _chain(desk, robots, days)
        if any(request.key not in desk.seen for request in chain) or len(chain) > 1:
            return chain
    return ()


def _likely_hosts(desk: Desk, case: Case) -> tuple[str, ...]:
    """Hosts that were met and are called by the outlet's name, else guesses."""
    written = case.source.written
    met = [urls.bare(host) for host in desk.hosts if is_named_after(host, written)]
    domains = [domain for other in desk.cases for domain in other.source.domains]
    language = desk.article.document.language
    return tuple(met[:1]) or guesses(written, language, dict.fromkeys(domains))


def _list_hosts(desk: Desk, case: Case) -> Iterator[str]:
    """The hosts of a source, without those that are another's with or without its "www."."""
    walked = {
        urls.bare(urls.site(listing.request.target)): urls.site(listing.request.target)
        for listing in desk.log.listings
        if listing.request.channel is Channel.SITEMAP and listing.request.purpose == "robots"
    }
    for host in site_hosts(desk.article, case.source, desk.hosts):
        yield walked.get(urls.bare(host), host)


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
        for place in _followed(desk, listing, fitting):
            found.append(
                replace(listing.follow[place], days=request.days, quotations=request.quotations)
            )
    return tuple(found)


def _followed(
    desk: Desk, listing: Listing, fitting: list[tuple[tuple[int, int], int]]
) -> list[int]:
    """The places of the sitemaps to follow: those named for the days, others if these list nothing.

    Where a site has a sitemap for the month, its list of news has nothing more.
    """
    named = [place for (kind, _), place in fitting if kind == 0][:MOST_FOLLOWED]
    keys = {listing.follow[place].key for place in named}
    told = [held for held in desk.log.listings if held.request.key in keys]
    if keys - desk.seen.keys() or any(held.candidates or held.follow for held in told):
        return named
    return [place for _, place in fitting[:MOST_FOLLOWED]]


def capture_index(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's pages that the archive captured in those days."""
    days = case.source.days
    if days is None and not has_lists(desk, case):
        # The weeks in which an undated page may lie hold many: only where nothing else lists any.
        days = days_asked(desk.article, case.source)
    if Channel.CDX not in desk.limits.channels or days is None:
        return ()
    ids = ids_of(desk.group(case))
    return tuple(
        search
        for domain in (*case.source.domains[:2], *case.source.mirrors[:1])
        for search in cdx.ask_window(domain, days, quotations=ids)
    )


def has_lists(desk: Desk, case: Case) -> bool:
    """Whether the outlet's sitemaps offered pages: its feed would offer the newest of them."""
    return any(
        listing.request.channel is Channel.SITEMAP and listing.candidates
        for listing in desk.listings(case)
    )


def feeds(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's feeds: those its front page names, else the usual addresses, one by one."""
    if Channel.FEED not in desk.limits.channels or has_lists(desk, case):
        return ()
    days = days_asked(desk.article, case.source)
    domains, ids = case.source.sites, ids_of(desk.group(case))
    for host in site_hosts(desk.article, case.source, desk.hosts)[:1]:
        home = feed.ask_home(host, days, domains=domains, quotations=ids)
        named = [listing.follow for listing in desk.log.listings if listing.request.key == home.key]
        if home.key not in desk.seen:
            return (home,)
        if not named:
            return ()  # a site whose front page cannot be had
        if any(named):
            return tuple(search for follow in named for search in follow)
        for place in range(len(feed.PATHS)):
            asked = feed.ask(host, days, place=place, domains=domains, quotations=ids)
            heard = any(_is_heard(desk, search) for search in asked)
            if heard or any(search.key not in desk.seen for search in asked):
                return asked
    return ()


def _is_heard(desk: Desk, search: Search) -> bool:
    return any(listing.request.key == search.key for listing in desk.log.listings)


def minute_files(desk: Desk, case: Case) -> tuple[Request, ...]:
    """Samples of the files in which GDELT lists what it saw on the cited day."""
    cited = case.source.days
    if Channel.GAL not in desk.limits.channels or cited is None or not case.source.sites:
        return ()
    if (cited[1] - cited[0]).days > DAYS_BEFORE + DAYS_AFTER:
        return ()  # a month has thousands of files
    ids = ids_of(desk.group(case))
    day = cited[0] + timedelta(days=DAYS_BEFORE)
    probed = gal.probe(day, domains=case.source.sites, quotations=ids)
    if any(search.key not in desk.seen for search in probed):
        return probed
    there = [search for search in probed if _is_heard(desk, search)]
    return gal.sample(there, domains=case.source.sites, quotations=ids)


def anywhere(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The rarest run of the quotation, on any site: it finds reprints and wrong outlets."""
    run = _phrase(desk, case)
    if " " not in run and run.isascii():
        return ()  # one word is everywhere
    found: list[Request] = [*_engine(desk, case.ids, phrase=run)]
    if desk.may_ask(Channel.GDELT) and (case.unit.named or not found):
        days = days_asked(desk.article, case.source)
        found.extend(gdelt.ask(phrase=run, days=days, quotations=case.ids))
    return tuple(found)


def matter_anywhere(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The matter on any site, for a source that could not be read: it finds reprints."""
    terms = query_words(desk.article, case.unit.pieces, most=SEARCH_WORDS)
    return _engine(desk, case.ids, words=(*_unknown_outlet(case), *terms))
