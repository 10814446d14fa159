"""Channel `feed`: an outlet's RSS or Atom feed, which holds its newest pages.

The front page names its feeds (`rel=alternate`, as the RSS Advisory Board's autodiscovery has it);
where it names none, the addresses at which content systems put them are tried.
"""

from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree, html

from verifier.channels.answers import distinct, refused, wanted
from verifier.dates import Days
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

MOST_CANDIDATES = 100
MOST_FEEDS = 2  # of those that a front page names; the first is of the whole site
PATHS = ("/feed", "/rss.xml")  # where content systems put them by default

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def ask_home(
    site: str,
    days: Days | None,
    *,
    domains: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
) -> Search:
    """The front page of a site, which names its feeds."""
    return _search(f"https://{site}/", "home", days, domains, quotations)


def ask(
    site: str,
    days: Days | None,
    *,
    place: int = 0,
    domains: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
) -> tuple[Search, ...]:
    """The feed at one of the usual addresses of a site; () when all were tried."""
    if place >= len(PATHS):
        return ()
    return (_search(f"https://{site}{PATHS[place]}", "feed", days, domains, quotations),)


def _search(
    url: str,
    purpose: str,
    days: Days | None,
    domains: tuple[str, ...],
    quotations: tuple[str, ...],
) -> Search:
    return Search(
        Channel.FEED,
        url,
        quotations=quotations,
        purpose=purpose,
        domains=domains,
        days=(days[0].isoformat(), days[1].isoformat()) if days else None,
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The entries of a feed, or the feeds that a front page names; refused when it is neither."""
    if search.purpose == "home":
        return _hear_home(search, snapshot)
    # A stream, because feedparser takes bytes for a file name or an address when they look so.
    parsed: Any = feedparser.parse(BytesIO(snapshot.body), resolve_relative_uris=False)
    if not parsed.version:
        return refused(search, snapshot, "no feed")
    found = [
        Candidate(
            url=str(entry.get("link") or ""),
            title=entry.get("title") or None,
            snippet=entry.get("summary") or None,
            published=_published(entry.get("published_parsed") or entry.get("updated_parsed")),
        )
        for entry in parsed.entries
        if wanted(search, str(entry.get("link") or ""))
    ]
    return Listing(search, distinct(found, MOST_CANDIDATES))


def _published(moment: struct_time | None) -> str | None:
    if moment is None:
        return None
    try:
        return datetime(*moment[:6], tzinfo=UTC).isoformat()
    except ValueError:
        return None


def _hear_home(search: Search, snapshot: Snapshot) -> Listing | Unread:
    try:
        tree = html.document_fromstring(snapshot.body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return refused(search, snapshot, "no page")
    named = [
        urljoin(snapshot.final_url, str(link.get("href")))
        for link in tree.iter("link")
        if "alternate" in str(link.get("rel", "")).lower().split()
        and str(link.get("type", "")).lower().partition(";")[0].strip() in _TYPES
        and link.get("href")
    ]
    feeds = [url for url in dict.fromkeys(named) if url.startswith(("http://", "https://"))]
    return Listing(
        search,
        follow=tuple(
            Search(
                Channel.FEED,
                url,
                quotations=search.quotations,
                purpose="feed",
                domains=search.domains,
                days=search.days,
            )
            for url in feeds[:MOST_FEEDS]
        ),
    )
