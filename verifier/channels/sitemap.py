"""Channel `sitemap`: an outlet's own lists of its pages (sitemaps.org, Google news sitemaps).

From robots.txt to the index, from the index to the months that fit, from there to the pages of the
days asked for. An index offers all its sitemaps, each with the days it can hold; `plan` follows
only what fits (`fit`): whole trees of a big site are millions of addresses. An outlet's own address
for a day or a month (`ask_archive`) may answer with a sitemap or with a web page.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from verifier import urls
from verifier.channels import day_page
from verifier.channels.answers import distinct, refused, text_of, wanted
from verifier.dates import Days, days_of, distance, url_days
from verifier.model import Candidate, Channel, Listing, Outcome, Search, Snapshot, Unread

MOST_CANDIDATES = 1000
MOST_LISTED = 1000  # sitemaps of one index
DEEPEST = 3  # an index of indexes ends here
MOST_BYTES = 60_000_000  # sitemaps.org allows 50 MB unpacked
LASTMOD_SLACK = 2  # days; a page is often touched soon after it appeared

_ROBOTS_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MONTH_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(\d\d))?(?!\d)")
_YEAR_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NO_ARTICLES = re.compile(
    r"(?:image|video|tag|author|categor|topic|section|page[-_]sitemap|product)", re.IGNORECASE
)
_PICTURES = (
    "{http://www.google.com/schemas/sitemap-image/",
    "{http://www.google.com/schemas/sitemap-video/",
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


def ask_archive(
    url: str,
    days: Days,
    *,
    domains: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
) -> Search:
    """An outlet's own list of what it published on a day, or in some days."""
    return Search(
        Channel.SITEMAP,
        url,
        quotations=quotations,
        purpose=day_page.DAY if days[0] == days[1] else day_page.MONTH,
        domains=domains,
        days=(days[0].isoformat(), days[1].isoformat()),
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The sitemaps to follow, or the pages of the days asked for."""
    if search.purpose == "robots":
        return _hear_robots(search, snapshot)
    body = _unpacked(snapshot.body)
    if body is None:
        return refused(search, snapshot, "broken or too large archive")
    if day_page.is_web_page(body):
        return _hear_web_page(search, snapshot)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return _hear_lines(search, text_of(snapshot))
    try:
        root, entries = _parse(body)
    except etree.XMLSyntaxError as error:
        return Unread(
            snapshot.url, Outcome.BAD_RESPONSE, channel=Channel.SITEMAP, evidence=str(error)
        )
    if root == "sitemapindex":
        return Listing(search, follow=_offered(search, entries))
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
    # The address has to be whole, and often is not.
    entries = [Entry(urljoin(snapshot.final_url, loc), None, None, None) for loc in listed]
    return Listing(search, follow=_offered(search, entries))


def _hear_web_page(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """An archive page's links. A web page where a sitemap was asked for is a server's apology."""
    if search.purpose in (day_page.DAY, day_page.MONTH):
        return day_page.hear(search, snapshot)
    return Unread(
        snapshot.url, Outcome.BAD_RESPONSE, channel=Channel.SITEMAP, evidence="a web page"
    )


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


def _is_picture(tag: object) -> bool:
    return isinstance(tag, str) and tag.startswith(_PICTURES)


def _entry(element: etree._Element) -> Entry | None:
    held: dict[str, str] = {}
    for child in element.iter():
        if _is_picture(child.tag):
            continue  # it has a loc and a title of its own
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


def _offered(search: Search, entries: list[Entry]) -> tuple[Search, ...]:
    """The sitemaps of an index on the same site, each with the days that it can hold."""
    depth = _depth(search) + 1
    if depth > DEEPEST:
        return ()
    own = [entry for entry in entries if _own(search, entry.loc)]
    return tuple(
        Search(
            Channel.SITEMAP,
            entry.loc,
            quotations=search.quotations,
            purpose=f"index-{depth}",
            domains=search.domains,
            days=_holds(entry),
        )
        for entry in own[:MOST_LISTED]
    )


def _depth(search: Search) -> int:
    return int(search.purpose.rpartition("-")[2]) if "-" in search.purpose else 0


def _holds(entry: Entry) -> tuple[str, str] | None:
    """The days that a sitemap can hold, by its name, else up to its last change."""
    named = _named_days(_path(entry.loc))
    if named is not None:
        return named[0].isoformat(), named[1].isoformat()
    touched = days_of(entry.lastmod) if entry.lastmod else None
    return (date.min.isoformat(), touched[1].isoformat()) if touched else None


def fit(offered: Search, asked: Days) -> tuple[int, int] | None:
    """How well an offered sitemap fits the days asked for, lower is better; None when it cannot.

    First those whose name gives the days (the later ones before), then lists of news, then those
    that may hold them.
    """
    path = _path(offered.target)
    held = _asked(offered)
    if held is not None and distance(held, asked) > 0:
        return None
    if held is not None and held[0] != date.min:
        return 0, -held[1].toordinal()
    if _NO_ARTICLES.search(path):
        return None
    return (1, 0) if "news" in path.lower() else (2, 0)


def _path(url: str) -> str:
    return url.partition("://")[2].partition("/")[2]


def _own(search: Search, loc: str) -> bool:
    """Whether a sitemap is on the site that names it, or on a host of the same domain."""
    ours, theirs = urls.host(search.target), urls.host(loc)
    return loc.startswith(("http://", "https://")) and (
        urls.under(theirs, ours)
        or urls.under(ours, theirs)
        or ours.split(".")[-2:] == theirs.split(".")[-2:]
    )


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
