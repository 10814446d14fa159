"""Which pages does the example's web have, and what does each look like?

The files under `pages/` hold what an author wrote: a head of `name: value` lines, an empty line,
and the article's markup. A layout puts the site's furniture around it. One page has no file: the
reprint of the example article itself, which a careful reader must not take for evidence.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined

from verifier.demo.sites import REPRINTER, SITES, Site

FOLDER = files("verifier.demo")
TAG = re.compile(r"<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|figcaption|ul)>")


@dataclass(frozen=True)
class Page:
    """One page: what its author wrote, and how its server answers."""

    host: str
    path: str
    title: str
    body: str  # markup of the article itself
    published: str | None = None  # ISO
    author: str = ""
    status: int = 200
    listing: bool = False
    listed: str | None = None  # all that a search engine knows of a page it may not read

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self.host}{self.path}"

    @property
    def day(self) -> str | None:
        """The date as the page writes it, "27 January 2026"; None without a date."""
        if self.published is None:
            return None
        moment = datetime.fromisoformat(self.published)
        return f"{moment.day} {moment:%B %Y}"

    @cached_property
    def text(self) -> str:
        """The words of the article, a line for each block."""
        stripped = TAG.sub("", BLOCK_END.sub("\n", self.body))
        return html.unescape(stripped).strip()

    @property
    def summary(self) -> str:
        """The first line of the text."""
        return self.text.partition("\n")[0]

    def json_ld(self, site: Site) -> str:
        """The page's metadata as schema.org wants it, fit for a script element."""
        facts = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.published,
            "author": {"@type": "Person", "name": self.author},
            "publisher": {"@type": "Organization", "name": site.name},
            "mainEntityOfPage": self.url,
        }
        return json.dumps(facts).replace("<", "\\u003c")


def article_path() -> Path:
    """The example article as a file."""
    return Path(str(FOLDER / "article.txt"))


def outlets_path() -> Path:
    """The example's outlets, as the `OUTLETS` setting takes them."""
    return Path(str(FOLDER / "outlets.jsonl"))


@cache
def pages() -> tuple[Page, ...]:
    """All pages of the example's web, by URL."""
    written = (_page(folder.name, file) for folder, file in _page_files())
    return tuple(sorted((*written, _reprint()), key=lambda page: page.url))


def render(page: Page) -> str:
    """The whole HTML of a page."""
    site = SITES[page.host]
    others = [other for other in pages() if other.host == page.host and other != page]
    return _layouts().get_template(site.layout).render(page=page, site=site, others=others)


def _page_files() -> Iterator[tuple[Traversable, Traversable]]:
    for folder in (FOLDER / "pages").iterdir():
        for file in folder.iterdir():
            if file.name.endswith(".html"):
                yield folder, file


def _page(host: str, file: Traversable) -> Page:
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    return Page(
        host=host,
        path=values["path"],
        title=values["title"],
        body=body,
        published=values.get("published"),
        author=values.get("author", ""),
        status=int(values.get("status", "200")),
        listing=values.get("kind") == "listing",
        listed=values.get("listed"),
    )


def _reprint() -> Page:
    """The example article as somebody else's page, published the same evening."""
    title, byline, *paragraphs = article_path().read_text(encoding="utf-8").split("\n\n")
    author = byline.partition("\n")[0].removeprefix("By ")
    body = "\n".join(f"<p>{html.escape(paragraph.strip())}</p>" for paragraph in paragraphs)
    return Page(
        host=REPRINTER,
        path="/saltmere-keeps-its-ferry-but-not-its-temper",
        title=title,
        body=body,
        published="2026-02-03T18:00:00+00:00",
        author=author,
    )


@cache
def _layouts() -> Environment:
    layouts = {
        file.name: file.read_text(encoding="utf-8") for file in (FOLDER / "layouts").iterdir()
    }
    return Environment(loader=DictLoader(layouts), autoescape=True, undefined=StrictUndefined)
