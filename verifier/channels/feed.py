"""Channel `feed`: an outlet's RSS or Atom feed, which holds its newest pages."""

from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from verifier.channels.answers import distinct, refused, wanted
from verifier.dates import Days
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

MOST_CANDIDATES = 100
PATHS = ("/feed", "/rss.xml", "/rss")  # where content systems put them by default


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
    return (
        Search(
            Channel.FEED,
            f"https://{site}{PATHS[place]}",
            quotations=quotations,
            purpose="feed",
            domains=domains,
            days=(days[0].isoformat(), days[1].isoformat()) if days else None,
        ),
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The entries of a feed; refused when the answer is none."""
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
