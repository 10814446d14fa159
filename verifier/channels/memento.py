"""Channel `memento`: other archives' captures of a page, by TimeMap (RFC 7089, MemGator)."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from verifier.channels.answers import refused, text_of
from verifier.dates import days_of
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

OFFERED_CAPTURES = 3

_LINK = re.compile(r"<([^>]+)>((?:\s*;\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;]+))*)")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s,;]+))")
_REPLAY = re.compile(r"^(https?://[^/]+/(?:[^/]+/){0,4}?)(\d{14})(mp_|if_)?/(?=https?:/)")
_RAW_PATHS = ("/web/", "/wayback/")  # of the Wayback Machine, OpenWayback and pywb


def ask(url: str, day: date | None, *, quotations: tuple[str, ...] = ()) -> tuple[Search, ...]:
    """The TimeMap of one page; its day is the one whose captures are wanted."""
    days = (day.isoformat(), day.isoformat()) if day else None
    return (
        Search(
            Channel.MEMENTO,
            f"/timemap/link/{url}",
            quotations=quotations,
            purpose="captures",
            days=days,
        ),
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The captures listed, the nearest to the day first; refused when it is no TimeMap."""
    text = text_of(snapshot)
    if "<" not in text or "rel" not in text or "<html" in text[:500].lower():
        return refused(search, snapshot, text)
    links = [(found[1], _parameters(found[2])) for found in _LINK.finditer(text)]
    original = next((url for url, held in links if "original" in held.get("rel", "").split()), None)
    captures = [
        (moment, url)
        for url, held in links
        if "memento" in held.get("rel", "").split() and (moment := _moment(held))
    ]
    asked = days_of(search.days[0]) if search.days else None
    captures.sort(key=lambda capture: (_off(capture[0], asked[0] if asked else None), capture[1]))
    return Listing(
        search,
        tuple(
            Candidate(_raw(url, snapshot.url), original=original)
            for _, url in captures[:OFFERED_CAPTURES]
        ),
    )


def _raw(url: str, asked: str) -> str:
    """The address of a capture's own bytes, where the archive is of a kind that has one.

    The plain address gives the page with the archive's scripts and its links rewritten. An archive
    that answers for itself is taken to be one of that kind; others are known by their paths, and
    some (archive.today's) have no raw form.
    """
    found = _REPLAY.match(url)
    if found is None:
        return url
    path = urlsplit(found[1]).path
    own = urlsplit(url)[:2] == urlsplit(asked)[:2]
    if not (own or found[3] or any(part in path for part in _RAW_PATHS)):
        return url
    return f"{found[1]}{found[2]}id_{url[found.end() - 1 :]}"


def _parameters(written: str) -> dict[str, str]:
    return {name: quoted or bare for name, quoted, bare in _PARAMETER.findall(written)}


def _moment(held: dict[str, str]) -> datetime | None:
    try:
        moment = parsedate_to_datetime(held.get("datetime", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _off(moment: datetime, day: date | None) -> float:
    if day is None:
        return moment.timestamp()
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return abs((moment - noon).total_seconds())
