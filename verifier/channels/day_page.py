"""What does an outlet's own page of a day, or of a month, list?

Many outlets keep their archive as plain web pages, one a day: headlines with links. `sitemap` hands
such an answer on to here. Only headlines count, by what a link says: menus, sections and other
sites are left out.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from verifier import urls
from verifier.channels.answers import distinct, refused, wanted
from verifier.dates import url_days
from verifier.model import Candidate, Listing, Search, Snapshot, Unread

DAY, MONTH = "day", "month"  # purposes of a search
MOST_CANDIDATES = 1000
FEWEST_WORDS = 4  # of a headline; menus have fewer
FEWEST_LETTERS = 12  # of a headline in a script that sets no spaces

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FURNITURE = frozenset({"nav", "header", "footer", "aside", "form"})
_SNIFFED = 1024  # bytes


def is_web_page(body: bytes) -> bool:
    """Whether an answer is HTML, by its first bytes: servers often mislabel what they send."""
    return _MARKUP.search(body[:_SNIFFED]) is not None


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The pages that a day's or a month's page links; those of a day are dated by it."""
    try:
        tree = html.document_fromstring(snapshot.body, parser=_parser(snapshot.body))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return refused(search, snapshot, "no page")
    return Listing(search, distinct(list(_headlines(search, snapshot, tree)), MOST_CANDIDATES))


def _parser(body: bytes) -> html.HTMLParser:
    """A parser that takes UTF-8 for what it is; else the page's own word counts."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return html.HTMLParser()
    return html.HTMLParser(encoding="utf-8")


def _headlines(search: Search, snapshot: Snapshot, tree: html.HtmlElement) -> Iterator[Candidate]:
    day = search.days[0] if search.days and search.purpose == DAY else None
    here = urls.page_key(snapshot.final_url)
    for link in tree.iter("a"):
        title = " ".join(link.text_content().split())
        url = _absolute(snapshot.final_url, link.get("href"))
        if url is None or not _is_headline(title) or not wanted(search, url):
            continue
        if urls.is_home(url) or urls.page_key(url) == here or _is_furniture(link):
            continue
        own = url_days(url)
        published = own[0].isoformat() if own and own[0] == own[1] else day
        yield Candidate(url, title=title, published=published)


def _absolute(base: str, href: str | None) -> str | None:
    try:
        return urljoin(base, (href or "").strip()).partition("#")[0] if href else None
    except ValueError:
        return None


def _is_headline(title: str) -> bool:
    if title.isascii() or " " in title:
        return len(title.split()) >= FEWEST_WORDS
    return len(title) >= FEWEST_LETTERS


def _is_furniture(link: html.HtmlElement) -> bool:
    return any(element.tag in _FURNITURE for element in link.iterancestors())
