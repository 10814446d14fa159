"""What a page says about itself: title, date, byline, site, language, its other addresses.

Read from one lxml tree in one pass over the elements that can say it. The date's order is JSON-LD,
meta, time, URL, and only then htmldate's search, each with its origin beside it.
"""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from verifier.read.dates import date_in_url, full_date, iso
from verifier.read.layout import absolute
from verifier.read.titles import site_in_title, title_of
from verifier.read.walled_parts import words_behind_wall

_DATE_METAS = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished"),
    *("og:published_time", "rnews:datepublished", "parsely-pub-date", "sailthru.date", "pubdate"),
    *(
        "cxenseparse:recs:publishtime",
        "publish-date",
        "publish_date",
        "publishdate",
        "article.published",
    ),
    *("published_date", "published-date", "publication_date", "date.available", "dc.date.issued"),
    *("dcterms.created", "dcterms.date", "dcterms.available", "dcterms.issued", "dc.date.created"),
    *(
        "dcsext.pubdate",
        "article_date_original",
        "originalpublicationdate",
        "timestamp",
        "mediator_published_time",
    ),
    *("citation_publication_date", "citation_online_date", "displaydate", "article:post_date"),
    *("vr:published_time", "bt:pubdate", "shareaholic:article_published_time", "dc.date", "date"),
    *("created", "date_published", "pub_date", "article-publication-date"),
)
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
)
_DESCRIPTION_METAS = ("og:description", "description", "twitter:description")
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|WebPage|VideoObject|Interview|Speech")
_STORY_TYPES = re.compile(r"Article|BlogPosting|Reportage|Review\b")
_RECORDINGS = frozenset({"VideoObject", "AudioObject", "PodcastEpisode", "RadioEpisode"})
_LONGEST_JSON = 2_000_000
_PARTS_SEARCHED = 5_000  # of one JSON-LD block, so that no page can keep us here
_PUBLISHED_CLASS = re.compile(
    r"publi|entry-date|post-date|posted|dateline|pubdate|article-date", re.I
)
_HEADINGS = 10  # of a page, looked at
_TAGS = ("title", "meta", "link", "script", "time", "h1", "base")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was said, as it was said; None where nothing was."""

    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    byline: str | None = None
    site_name: str | None = None
    language: str | None = None
    canonical: str | None = None
    alternates: tuple[str, ...] = ()
    description: str | None = None
    article_body: str | None = None  # the whole article, where JSON-LD carries it
    free: bool | None = None  # schema.org isAccessibleForFree
    walled_words: int | None = None  # in the part that is not free, where the page says which
    page_title: str | None = None  # of the <title> element, site name and all
    heading: str | None = None  # the first <h1>
    is_article: bool = False  # called one by its head
    is_live: bool = False  # called a live blog
    is_recording: bool = False  # called a video or an audio, and no article
    script_chars: int = 0


class _Head:
    """The elements that can say something, gathered in one pass."""

    def __init__(self, tree: HtmlElement) -> None:
        self.metas: dict[str, str] = {}
        self.links: list[tuple[str, Mapping[str, str]]] = []
        self.times: list[HtmlElement] = []
        self.headings: list[HtmlElement] = []
        self.title: str | None = None
        self.base: str | None = None
        self.things: list[dict[str, object]] = []
        self.script_chars = 0
        for element in tree.iter(*_TAGS):
            getattr(self, f"_{element.tag}")(element)

    def _title(self, element: HtmlElement) -> None:
        if self.title is None and element.text:
            parent = element.getparent()
            if parent is None or parent.tag != "svg":
                self.title = _flat(element.text)

    def _meta(self, element: HtmlElement) -> None:
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            self.metas.setdefault(name.strip().lower(), content.strip())
        elif (element.get("http-equiv") or "").lower() == "content-language" and content:
            self.metas.setdefault("content-language", content.strip())

    def _link(self, element: HtmlElement) -> None:
        self.links.append(((element.get("rel") or "").lower(), element.attrib))

    def _script(self, element: HtmlElement) -> None:
        text = element.text or ""
        if "ld+json" in (element.get("type") or ""):
            self.things += _things(text)
        else:
            self.script_chars += len(text) + (2_000 if element.get("src") else 0)

    def _time(self, element: HtmlElement) -> None:
        self.times.append(element)

    def _h1(self, element: HtmlElement) -> None:
        self.headings.append(element)

    def _base(self, element: HtmlElement) -> None:
        self.base = self.base or element.get("href")


def metadata_of(tree: HtmlElement, url: str | None) -> Metadata:
    """What the page with this tree says about itself."""
    head = _Head(tree)
    thing = _article(head.things)
    published, origin = _published(head, thing, url)
    site = head.metas.get("og:site_name") or _name(thing.get("publisher"))
    headings = [flat for element in head.headings[:_HEADINGS] if (flat := _flat(_words(element)))]
    headline = thing.get("headline")
    stated = [headline if isinstance(headline, str) else None]
    stated += [head.metas.get(name) for name in ("og:title", "twitter:title")]
    named = [flat for words in stated if words and (flat := _plain(words))]
    title = title_of(head.title or "", named, headings, head.metas.get("og:site_name"))
    return Metadata(
        title=title,
        published=published,
        published_from=origin,
        byline=_byline(head, thing),
        site_name=site
        or head.metas.get("application-name")
        or site_in_title(head.title or "", [*headings, title or ""]),
        language=_language(tree, head),
        canonical=_canonical(head, url),
        alternates=_alternates(head, url),
        description=next(
            (html.unescape(head.metas[m]) for m in _DESCRIPTION_METAS if m in head.metas), None
        ),
        article_body=_article_body(head.things),
        free=_free(head.things),
        walled_words=words_behind_wall(tree, head.things),
        page_title=head.title,
        heading=headings[0] if headings else None,
        is_article=_is_article(head),
        is_live=any("LiveBlog" in str(thing.get("@type", "")) for thing in head.things),
        is_recording=_is_recording(head),
        script_chars=head.script_chars,
    )


# --- JSON-LD ------------------------------------------------------------------------------


def _things(text: str) -> list[dict[str, object]]:
    """All objects of a JSON-LD block, however nested; broken JSON gives what can be mended."""
    data = _loaded(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"))
    found: list[dict[str, object]] = []
    queue: list[object] = [data]
    for item in queue:  # grows while it is walked
        if len(queue) > _PARTS_SEARCHED:
            break
        if isinstance(item, dict):
            found.append(item)
            queue += [value for value in item.values() if isinstance(value, dict | list)]
        elif isinstance(item, list):
            queue += [value for value in item if isinstance(value, dict | list)]
    return found


def _loaded(text: str) -> object:
    if not text or len(text) > _LONGEST_JSON:
        return None
    try:
        # Line breaks inside strings are the commonest fault, so they are let pass.
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _dates_of_broken(text)


def _dates_of_broken(text: str) -> dict[str, object] | None:
    """The few fields worth having of JSON that is none."""
    fields = dict(
        re.findall(
            r'"(datePublished|headline|isAccessibleForFree)"\s*:\s*"?([^",}\n]{1,300})', text
        )
    )
    return {"@type": "Article", **fields} if fields else None


def _article(things: list[dict[str, object]]) -> dict[str, object]:
    """The object that speaks of the page itself: the first article, else what has a date."""
    articles = [thing for thing in things if _ARTICLE_TYPES.search(str(thing.get("@type", "")))]
    articles.sort(
        key=lambda thing: (
            "Article" not in str(thing["@type"]) and "Posting" not in str(thing["@type"])
        )
    )
    dated = [thing for thing in articles if thing.get("datePublished")]
    return (dated or articles or [{}])[0]


def _is_article(head: _Head) -> bool:
    if head.metas.get("og:type", "").lower() == "article" or "article:published_time" in head.metas:
        return True
    return any(_STORY_TYPES.search(str(thing.get("@type", ""))) for thing in head.things)


def _is_recording(head: _Head) -> bool:
    if _is_article(head):
        return False
    kinds = {str(thing.get("@type", "")) for thing in head.things}
    return head.metas.get("og:type", "").lower().startswith("video") or bool(kinds & _RECORDINGS)


def _article_body(things: list[dict[str, object]]) -> str | None:
    bodies = [body for thing in things if isinstance(body := thing.get("articleBody"), str)]
    return max(bodies, key=len, default=None)


def _free(things: list[dict[str, object]]) -> bool | None:
    """What the article says; parts of it (hasPart) are walled by the same word."""
    said = [
        str(thing["isAccessibleForFree"]).strip().lower()
        for thing in things
        if "isAccessibleForFree" in thing
    ]
    if not said:
        return None
    return not any(word in ("false", "0", "no", "http://schema.org/false") for word in said)


def _name(value: object) -> str | None:
    """A person's or organisation's name, or several, of a JSON-LD value."""
    if isinstance(value, list):
        return ", ".join(name for item in value[:10] if (name := _name(item))) or None
    if isinstance(value, dict):
        value = value.get("name")
        return _name(value) if isinstance(value, list) else _name(str(value)) if value else None
    return _flat(html.unescape(value)) or None if isinstance(value, str) else None


# --- single facts -------------------------------------------------------------------------


def _published(
    head: _Head, thing: dict[str, object], url: str | None
) -> tuple[str | None, str | None]:
    if day := _iso_of(thing.get("datePublished") or thing.get("uploadDate")):
        return day, "json-ld"
    for other in head.things:
        if day := _iso_of(other.get("datePublished")):
            return day, "json-ld"
    for name in _DATE_METAS:
        if day := _iso_of(head.metas.get(name)):
            return day, "meta"
    if day := _time_of(head.times):
        return day, "time"
    if url and (day := date_in_url(url)):
        return day, "url"
    return None, None


def _iso_of(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return iso(value) if isinstance(value, str) else None


def _time_of(times: list[HtmlElement]) -> str | None:
    """The <time> marked as publication, else the only day that all of them name."""
    days: list[str] = []
    for element in times:
        day = iso(element.get("datetime") or "") or full_date(_words(element)[:100])
        if not day:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if "pubdate" in element.attrib or _PUBLISHED_CLASS.search(names):
            return day
        days.append(day)
    return days[0] if days else None


def _byline(head: _Head, thing: dict[str, object]) -> str | None:
    if name := _name(thing.get("author")):
        return name
    names = [head.metas[meta] for meta in _AUTHOR_METAS if meta in head.metas]
    return next((_flat(name) for name in names if "://" not in name), None)


def _language(tree: HtmlElement, head: _Head) -> str | None:
    root = tree.getroottree().getroot()
    for said in (
        root.get("lang") or root.get("xml:lang"),
        head.metas.get("og:locale"),
        head.metas.get("content-language"),
        head.metas.get("language"),
    ):
        code = re.match(r"([a-z]{2})(?![a-z])", (said or "").strip().lower())
        if code:
            return code[1]
    return None


def _canonical(head: _Head, url: str | None) -> str | None:
    base = (absolute(head.base, url) if head.base else None) or url
    for rel, attributes in head.links:
        if rel == "canonical" and (href := attributes.get("href")):
            return absolute(href, base)
    og_url = head.metas.get("og:url")
    return absolute(og_url, base) if og_url else None


def _alternates(head: _Head, url: str | None) -> tuple[str, ...]:
    """AMP and print forms of the page."""
    found = []
    for rel, attributes in head.links:
        is_print = "alternate" in rel and "print" in (attributes.get("media") or "")
        href = attributes.get("href")
        if href and (rel == "amphtml" or is_print) and (form := absolute(href, url)):
            found.append(form)
    return tuple(dict.fromkeys(found))


def _words(element: HtmlElement) -> str:
    return "".join(element.itertext())


def _plain(words: str) -> str:
    return _flat(html.unescape(words))


def _flat(words: str) -> str:
    return " ".join(words.split())
