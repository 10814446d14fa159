"""The outlet's own pages of the cited day: which of its archive addresses to ask, in which order.

A route of the registry says where an outlet lists what it published on a day or in a month. It may
be out of date, so each is tried with the cited day alone; only one that answered is asked for the
neighbouring days. They hear no word of the article.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from verifier.channels import sitemap
from verifier.dates import DAYS_AFTER, DAYS_BEFORE, Days
from verifier.model import Channel, Request, Search
from verifier.outlets.routes import Route, RouteKind
from verifier.plan.desk import Case, Desk

MOST_ROUTES = 2  # of one outlet
MOST_ASKED = 3  # archive pages of one outlet and window
MOST_ALONE = 5  # where no search engine can be asked
OLDEST = 1990  # no web before
NEIGHBOURS = (1, -1, 2, -2, 3)  # days from the cited one, the likelier first


def cited_day(desk: Desk, case: Case) -> tuple[Request, ...]:
    """The outlet's pages of the cited day, one for each way in which it lists them."""
    return tuple(pages[0] for pages in _by_route(desk, case))


def neighbouring_days(desk: Desk, case: Case, *, has_engine: bool) -> tuple[Request, ...]:
    """The pages of the days around it, of the first route that answered."""
    tried = _by_route(desk, case)
    heard = {listing.request.key for listing in desk.log.listings}
    room = (MOST_ASKED if has_engine else MOST_ALONE) - len(tried)
    for pages in tried:
        if pages[0].key in heard:
            return tuple(pages[1 : 1 + room])
    return ()


def _by_route(desk: Desk, case: Case) -> tuple[tuple[Search, ...], ...]:
    """The pages of each route that covers the cited day, the nearest first; those of days lead."""
    days = case.source.days
    if Channel.SITEMAP not in desk.limits.channels or days is None:
        return ()
    # Cited by month or year: its sitemaps do as well.
    if (days[1] - days[0]).days > DAYS_BEFORE + DAYS_AFTER or days[0].year < OLDEST:
        return ()
    ids = tuple(sorted({each for held in desk.group(case) for each in held.ids}))
    found = []
    for route in sorted(case.source.routes, key=lambda route: route.kind is RouteKind.MONTH):
        pages = {
            address: sitemap.ask_archive(address, held, domains=case.source.sites, quotations=ids)
            for address, held in _addresses(route, days[0] + timedelta(days=DAYS_BEFORE))
        }
        if pages:
            found.append(tuple(pages.values()))
    return tuple(found[:MOST_ROUTES])


def _addresses(route: Route, cited: date) -> Iterator[tuple[str, Days]]:
    if route.kind not in (RouteKind.DAY, RouteKind.MONTH):
        return
    for off in (0, *NEIGHBOURS):
        day = cited + timedelta(days=off)
        address = route.expand(day)
        if address is None:
            if off == 0:
                return
        elif route.kind is RouteKind.DAY:
            yield address, (day, day)
        else:
            last = monthrange(day.year, day.month)[1]
            yield address, (day.replace(day=1), day.replace(day=last))
