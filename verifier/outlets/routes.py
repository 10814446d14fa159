"""Which addresses of an outlet list what it published on a day, in a month, or by words.

A route is a template such as `https://www.harbour.example/{year}/{month}/{day}/`. It comes from
public documentation or from the form of the outlet's own addresses; `checked` tells the day it was
seen to work, and is empty until then. Routes only name addresses: asking them is the channels'.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import quote_plus, urlsplit

from verifier.outlets.names import host_of

_FIELD = re.compile(r"\{(\w*)\}")
# Month names stand here, not in `calendar`: that module follows the machine's locale.
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's day count


class RouteKind(StrEnum):
    """What the page behind a route lists."""

    DAY = "day"  # what appeared on one day
    MONTH = "month"  # what appeared in one month, often a sitemap
    YEAR = "year"
    SEARCH = "search"  # pages with given words
    FEED = "feed"  # the latest; no field
    SITEMAP = "sitemap"  # an index of sitemaps or a list of news; no field


_NEEDED = {
    RouteKind.DAY: ("year", "month", "day"),
    RouteKind.MONTH: ("year", "month"),
    RouteKind.YEAR: ("year",),
    RouteKind.SEARCH: ("query",),
    RouteKind.FEED: (),
    RouteKind.SITEMAP: (),
}
# What each field tells, so that `{m}` counts as a month and `{serial}` as a whole date.
_TELLS = {
    "year": ("year",),
    "yy": ("year",),
    "month": ("month",),
    "m": ("month",),
    "month_name": ("month",),
    "Month_name": ("month",),
    "mon": ("month",),
    "day": ("day",),
    "d": ("day",),
    "serial": ("year", "month", "day"),
    "query": ("query",),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One way to list an outlet's pages; fields in braces are filled in by `expand`.

    Fields: `{year}` 2024 · `{yy}` 24 · `{month}` 01 · `{m}` 1 · `{month_name}` january ·
    `{Month_name}` January · `{mon}` jan · `{day}` 07 · `{d}` 7 · `{serial}` 45298 (days as a
    spreadsheet counts them) · `{query}` words, percent-encoded.
    """

    kind: RouteKind
    template: str
    checked: str = ""  # the day it was seen to work; "" is never
    since: date = date.min  # the days that the route covers
    until: date = date.max

    def expand(self, day: date | None = None, query: str = "") -> str | None:
        """The address for a day or for words; None when the route does not cover the day."""
        needed = _NEEDED[self.kind]
        if "query" in needed:
            return self._filled({"query": quote_plus(query)}) if query.strip() else None
        if not needed:
            return self.template
        if day is None or not self.since <= day <= self.until:
            return None
        return self._filled(_date_fields(day))

    def _filled(self, values: dict[str, str]) -> str:
        return _FIELD.sub(lambda field: values[field[1]], self.template)


def _date_fields(day: date) -> dict[str, str]:
    month = _MONTHS[day.month - 1]
    return {
        "year": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "month": f"{day.month:02}",
        "m": str(day.month),
        "month_name": month.lower(),
        "Month_name": month,
        "mon": month[:3].lower(),
        "day": f"{day.day:02}",
        "d": str(day.day),
        "serial": str((day - _SERIAL_ZERO).days),
    }


def fault(route: Route, domains: Iterable[str]) -> str | None:
    """What is wrong with a route of an outlet that has these domains; None when nothing is."""
    parts = urlsplit(route.template)
    if parts.scheme not in ("http", "https"):
        return "is not an http or https address"
    if "@" in parts.netloc or ":" in parts.netloc or "{" in parts.netloc:
        return "may not have a user, a port or a field in its host"
    own = {host_of(domain) for domain in domains}
    if not any(host_of(parts.netloc) == host or parts.netloc.endswith("." + host) for host in own):
        return "is not on one of the outlet's own domains"
    fields = _FIELD.findall(route.template)
    if unknown := [name for name in fields if name not in _TELLS]:
        return f"has a field that is not known: {{{unknown[0]}}}"
    told = {told for name in fields for told in _TELLS[name]}
    if told != set(_NEEDED[route.kind]):
        return f"needs the fields of a {route.kind} route: {', '.join(_NEEDED[route.kind]) or '—'}"
    return None


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
