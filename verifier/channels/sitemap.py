"""Channel `sitemap`: an outlet's own lists of its pages (sitemaps.org, Google news sitemaps).

From robots.txt to the index, from the index to the months that fit, from there to the pages of the
days asked for. Only what fits is followed: whole trees of a big site are millions of addresses.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from verifier import urls
from verifier.channels.answers import distinct, refused, text_of, wanted
from verifier.dates import Days, days_of, distance, url_days
from verifier.model import Candidate, Channel, Listing, Outcome, Search, Snapshot, Unread

MOST_CANDIDATES = 400
MOST_FOLLOWED = 3  # sitemaps of one index
DEEPEST = 3  # an index of indexes ends here
MOST_BYTES = 60_000_000  # sitemaps.org allows 50 MB unpacked
LASTMOD_SLACK = 2  # days; a page is often touched soon after it appeared

_ROBOTS_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MONTH_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(\d\d))?(?!\d)")
_YEAR_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NO_ARTICLES = re.compile(
    r"(?:image|video|tag|author|categor|topic|section|page[-_]sitemap|product)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One `url` or `sitemap` element."""

    loc: str
    lastmod: str | None
    published: str | None
    title: str | None


def ask(
    site: str,
    days: Days | None,
    *,
    domains: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
) -> tuple[Search, ...]:
    """The robots.txt of a site, which names its sitemaps."""
    return (
        Search(
            Channel.SITEMAP,
            f"https://{site}/robots.txt",
            quotations=quotations,
            purpose="robots",
            domains=domains,
            days=(days[0].isoformat(), days[1].isoformat()) if days else None,
        ),
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The sitemaps to follow, or the pages of the days asked for."""
    if search.purpose == "robots":
        return _hear_robots(search, snapshot)
    body = _unpacked(snapshot.body)
    if body is None:
        return refused(search, snapshot, "broken or too large archive")
    if body.lstrip()[:1] != b"<":
        return _hear_lines(search, text_of(snapshot))
    try:
        root, entries = _parse(body)
    except etree.XMLSyntaxError as error:
        return Unread(
            snapshot.url, Outcome.BAD_RESPONSE, channel=Channel.SITEMAP, evidence=str(error)
        )
    if root == "sitemapindex":
        return Listing(search, follow=_fitting(search, entries))
    if root != "urlset":
        return Unread(
            snapshot.url, Outcome.BAD_RESPONSE, channel=Channel.SITEMAP, evidence=f"<{root}>"
        )
    return Listing(search, _pages(search, entries))


def _hear_robots(search: Search, snapshot: Snapshot) -> Listing | Unread:
    listed = list(dict.fromkeys(_ROBOTS_LINE.findall(text_of(snapshot))))
    if not listed:
        return Unread(
            snapshot.url, Outcome.NO_PAGE, channel=Channel.SITEMAP, evidence="no sitemap named"
        )
    entries = [Entry(loc, None, None, None) for loc in listed]
    return Listing(search, follow=_fitting(search, entries))


def _unpacked(body: bytes) -> bytes | None:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(BytesIO(body)) as stream:
            plain = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return plain if len(plain) <= MOST_BYTES else None


def _parse(body: bytes) -> tuple[str, list[Entry]]:
    """The name of the root element and the entries; entities and DTDs are never loaded."""
    root, entries = "", []
    events = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in events:
        name = _local(element.tag)
        if event == "start":
            root = root or name
        elif name in {"url", "sitemap"}:
            entry = _entry(element)
            if entry is not None:
                entries.append(entry)
            element.clear()
    return root, entries


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entry(element: etree._Element) -> Entry | None:
    held: dict[str, str] = {}
    for child in element.iter():
        if child.text and child.text.strip():
            held.setdefault(_local(child.tag), child.text.strip())
    loc = held.get("loc")
    if not loc:
        return None
    return Entry(loc, held.get("lastmod"), held.get("publication_date"), held.get("title"))


def _hear_lines(search: Search, text: str) -> Listing:
    entries = [Entry(line.strip(), None, None, None) for line in text.splitlines() if line.strip()]
    return Listing(search, _pages(search, entries))


# --- what fits the days asked for ------------------------------------------------------------


def _asked(search: Search) -> Days | None:
    if search.days is None:
        return None
    first, last = days_of(search.days[0]), days_of(search.days[1])
    return (first[0], last[1]) if first and last else None


def _fitting(search: Search, entries: list[Entry]) -> tuple[Search, ...]:
    """The sitemaps to follow, those that name the days before those that may hold them."""
    depth = _depth(search) + 1
    if depth > DEEPEST:
        return ()
    asked = _asked(search)
    ranked = sorted(
        (fit, place, entry.loc)
        for place, entry in enumerate(entries)
        if (fit := _fit(entry, asked)) is not None and _own(search, entry.loc)
    )
    return tuple(
        Search(
            Channel.SITEMAP,
            loc,
            quotations=search.quotations,
            purpose=f"index-{depth}",
            domains=search.domains,
            days=search.days,
        )
        for _, _, loc in ranked[:MOST_FOLLOWED]
    )


def _depth(search: Search) -> int:
    return int(search.purpose.rpartition("-")[2]) if "-" in search.purpose else 0


def _own(search: Search, loc: str) -> bool:
    """Whether a sitemap is on the site that names it, or on a host of the same domain."""
    ours, theirs = urls.host(search.target), urls.host(loc)
    return loc.startswith(("http://", "https://")) and (
        urls.under(theirs, ours)
        or urls.under(ours, theirs)
        or ours.split(".")[-2:] == theirs.split(".")[-2:]
    )


def _fit(entry: Entry, asked: Days | None) -> int | None:
    """0 named for the days, 1 for news, 2 may hold them; None when it cannot."""
    path = entry.loc.partition("://")[2].partition("/")[2]
    named = _named_days(path)
    if named is not None and asked is not None:
        return 0 if distance(named, asked) == 0 else None
    if _NO_ARTICLES.search(path):
        return None
    if "news" in path.lower() and named is None:
        return 1
    touched = days_of(entry.lastmod) if entry.lastmod else None
    if touched and asked and touched[1] < asked[0]:
        return None  # nothing was added since before the days asked for
    return 2


def _named_days(path: str) -> Days | None:
    month = _MONTH_NAME.search(path)
    if month is not None:
        return days_of("-".join(part for part in month.groups() if part))
    year = _YEAR_NAME.search(path)
    return days_of(year[1]) if year else None


def _pages(search: Search, entries: list[Entry]) -> tuple[Candidate, ...]:
    """The pages of the days asked for, the surest dates first."""
    asked = _asked(search)
    ranked = sorted(
        (rank, place, candidate)
        for place, entry in enumerate(entries)
        for rank, candidate in _ranked(search, entry, asked)
    )
    return distinct([candidate for _, _, candidate in ranked], MOST_CANDIDATES)


def _ranked(
    search: Search, entry: Entry, asked: Days | None
) -> Iterator[tuple[tuple[int, int], Candidate]]:
    if not wanted(search, entry.loc):
        return
    own = url_days(entry.loc)
    dated = days_of(entry.published or "") or own or days_of(entry.lastmod or "")
    published = entry.published or (own[0].isoformat() if own else entry.lastmod)
    candidate = Candidate(entry.loc, title=entry.title, published=published)
    if asked is None or dated is None:
        yield (1, 0), candidate
        return
    off = distance(dated, asked)
    touched_only = entry.published is None and own is None
    # A last change after the days asked for does not say that the page is younger than they.
    if off == 0 or (touched_only and dated[0] > asked[1]):
        yield (0 if off <= LASTMOD_SLACK else 2, off), candidate
