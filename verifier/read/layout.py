"""HTML elements, in document order, to text and blocks.

`Layout` is told of every start tag, text and end tag, by whichever parser made the tree
(Beautiful Soup for submitted articles, lxml for fetched pages), so that both are laid out by the
same rules. It keeps its own stack: nothing here recurses, however deep the page is nested.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol
from urllib.parse import urljoin

from verifier.model import PROSE, Block, BlockKind
from verifier.read.builder import Builder, Laid

_Anchor = tuple[int, str, bool]  # where it begins, address or label, whether it marks a note
Ranked = tuple[int, BlockKind]  # plain numbers are compared a hundred thousand times a second

# No visible words. <noscript> stays: it often holds the only copy of a lazy-loaded caption. <head>
# stays: libxml2 puts an <article> there when no <body> tag says that the head has ended.
SKIPPED = frozenset(
    {"script", "style", "template", "iframe", "object", "embed", "canvas", "svg", "audio"}
    | {"video", "map", "math", "select", "datalist", "textarea", "progress", "meter", "applet"}
    | {"noframes", "frameset", "title", "meta", "link", "base"}
)
# Which kind wins where one stands inside another.
_RANK = {
    BlockKind.FURNITURE: 5,
    BlockKind.NOTE: 4,
    BlockKind.CAPTION: 3,
    BlockKind.QUOTE: 3,
    BlockKind.CODE: 3,
    BlockKind.BYLINE: 3,
    BlockKind.HEADING: 2,
    BlockKind.LIST_ITEM: 1,
    BlockKind.TABLE: 1,
    BlockKind.PARAGRAPH: 0,
}
_OWN_KIND = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE),
    **dict.fromkeys(("nav", "aside", "footer", "menu", "dialog"), BlockKind.FURNITURE),
    "header": BlockKind.FURNITURE,
    "blockquote": BlockKind.QUOTE,
    "address": BlockKind.BYLINE,
}
_PLAIN = (0, BlockKind.PARAGRAPH)
_FURNITURE = (_RANK[BlockKind.FURNITURE], BlockKind.FURNITURE)
_OWN = {
    tag: _FURNITURE if kind is BlockKind.FURNITURE else (_RANK[kind], kind)
    for tag, kind in _OWN_KIND.items()
}
# Separate words, and say nothing of what they hold.
_PLAIN_BLOCKS = frozenset(
    {
        "html",
        "head",
        "body",
        "p",
        "div",
        "section",
        "article",
        "main",
        "center",
        "form",
        "fieldset",
        "ul",
    }
    | {"ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "figure", "details", "summary", "hr"}
    | {
        "legend",
        "pre",
        "option",
        "optgroup",
        "button",
        "dir",
        "hgroup",
        "search",
        "noscript",
        "listing",
    }
)
_BLOCKS = _PLAIN_BLOCKS | frozenset(_OWN_KIND)
_MEANT = frozenset({"a", "q", "code"})  # inline elements that are more than letters in bold
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ARTICLE_TAGS = frozenset({"article", "main"})
# Their classes speak of the page as a whole ("has-sidebar").
_NEVER_BY_CLASS = frozenset({"html", "body", "main", "article", "h1"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"}
)
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:"
    r"(?P<furniture>share|sharing|sharedaddy|social|related|newsletter|cookies?|advert|ads?"
    r"|advertisement|promo|breadcrumbs?|sidebar|comments?|sponsored|recommended|recommendations"
    r"|readmore|trending|pullquote|pull-quote|popup|modal|toolbar"
    r"|navbar|wm-ipp|skip-link|sr-only|visually-hidden|screen-reader-text)"
    r"|(?P<byline>byline|dateline|entry-meta|post-meta|article-meta|timestamp|pubdate)"
    r"|(?P<caption>caption|wp-caption-text|photo-credit|image-credit)"
    r")(?=$|[\s_-])",
    re.I,
)
_CLASS_KINDS = {
    "furniture": _FURNITURE,
    "byline": (_RANK[BlockKind.BYLINE], BlockKind.BYLINE),
    "caption": _OWN["caption"],
}
_LEAST_PROSE = 0.25  # of the text; with less, class names may have misled us
_LARGE = 0.3  # of the text; furniture is smaller, or there is more than one piece of it
_PROSE = tuple(PROSE)  # compared by identity; an enum's hash is computed in Python
LAYOUTS = 4  # of one page at most: each time the class names that misled us are doubted
# Characters; what is longer is prose.
_LONGEST = {BlockKind.TABLE: 100, BlockKind.BYLINE: 160, BlockKind.CAPTION: 600}
_SHORTEST_LONGEST = min(_LONGEST.values())
_LONGEST_NAMES = 200


class Attributes(Protocol):
    """What an element says of itself: an element of lxml or a dict; neither is copied."""

    def get(self, name: str, /) -> str | None:
        """The attribute of this name, None when it has none."""


@dataclass(slots=True)
class _Open:
    """A block element that is open: what holds for all that is in it."""

    ranked: Ranked
    note: str | None
    in_article: bool
    group: int  # of the blocks right inside it
    within: int  # the group that it is in itself
    classed: tuple[int, int] | None = None


class Layout:
    """Turns tags and text, as they come, into a laid-out text."""

    def __init__(
        self,
        *,
        base: str | None = None,
        note_labels: frozenset[str] = frozenset(),
        doubted: frozenset[int] = frozenset(),
    ) -> None:
        """`base` makes links absolute; `note_labels` are the ids of the notes.

        `doubted` are the numbers of elements whose class names are not to be believed.
        """
        self._builder = Builder()
        self._base = base
        self._labels = note_labels
        self._doubted = doubted
        self._number = 0  # of the element, in document order
        self._classed: list[tuple[int, int, int]] = []  # furniture by class: number, start, end
        self._groups: dict[tuple[str, str | None], int] = {}
        self._stack = [_Open(_PLAIN, None, False, 0, 0)]  # of blocks
        self._anchors: list[_Anchor | None] = []  # <a> that are open; None leads nowhere
        self._verbatim = 0

    @property
    def elements(self) -> int:
        """How many elements were opened."""
        return self._number

    def open(self, tag: str, attributes: Attributes) -> bool:
        """An element begins; False: leave out what it holds, and do not close it."""
        if tag in SKIPPED:
            return False
        self._number += 1
        if tag == "br":
            self._builder.line()
            return True
        if tag in _BLOCKS:
            self._open_block(tag, attributes, self._stack[-1])
        else:
            if self._labels and not self._builder.in_block:
                self._relabel(attributes)
            if tag in _MEANT:
                self._open_inline(tag, attributes, self._stack[-1])
        return True

    def text(self, words: str) -> None:
        """Words between tags."""
        if self._verbatim:
            self._builder.verbatim(words)
        else:
            self._builder.text(words)

    def close(self, tag: str) -> None:
        """The element that was opened last ends."""
        if tag not in _BLOCKS:
            if tag in _MEANT:
                self._close_inline(tag)
            return
        element = self._stack.pop()
        if element.classed:
            self._classed.append((*element.classed, self._builder.end))
        self._verbatim -= tag == "pre"
        above = self._stack[-1]
        self._builder.begin(above.ranked[1], above.note, above.within)

    def laid(self) -> Laid:
        """All that was laid out; layout tables and over-eager class names are put right."""
        laid = self._builder.laid()
        return replace(laid, blocks=tuple(settled(block) for block in laid.blocks))

    def misled(self) -> frozenset[int]:
        """Elements that only their class names call furniture, and that hold most of the page.

        Empty unless hardly any prose is left beside them; meant for a second layout.
        """
        laid = self._builder.laid()
        prose = sum(block.end - block.start for block in laid.blocks if block.kind in _PROSE)
        if prose >= _LEAST_PROSE * len(laid.text):
            return frozenset()
        large = _LARGE * len(laid.text)
        return frozenset(number for number, start, end in self._classed if end - start >= large)

    def _open_block(self, tag: str, attributes: Attributes, above: _Open) -> None:
        if above.ranked is _FURNITURE and tag != "h1" and not self._labels:
            # All that is in furniture is furniture, whatever its class names say: half of a page.
            group = self._group(tag, attributes.get("class"))
            in_article = above.in_article or tag in _ARTICLE_TAGS
            self._stack.append(_Open(_FURNITURE, above.note, in_article, group, above.group))
            self._verbatim += tag == "pre"
            self._builder.begin(BlockKind.FURNITURE, above.note, above.group)
            return
        names = attributes.get("class")
        ranked = self._ranked(tag, attributes, names, above)
        note = above.note
        if self._labels and (label := attributes.get("id")) in self._labels:
            ranked, note = (_RANK[BlockKind.NOTE], BlockKind.NOTE), label
        group = self._group(tag, names)
        in_article = above.in_article or tag in _ARTICLE_TAGS
        element = _Open(ranked, note, in_article, group, above.group)
        if ranked is _FURNITURE and above.ranked is not _FURNITURE:
            element.classed = (self._number, self._builder.end)
        self._stack.append(element)
        self._verbatim += tag == "pre"
        self._builder.begin(ranked[1], note, above.group)

    def _group(self, tag: str, classes: str | None) -> int:
        """The number of the elements of one sort."""
        return self._groups.setdefault((tag, classes), len(self._groups) + 1)

    def _open_inline(self, tag: str, attributes: Attributes, above: _Open) -> None:
        if tag == "a":
            self._anchors.append(self._anchor(attributes.get("href"), above))
        elif tag == "q":
            self._builder.text("“")
        elif self._verbatim and not self._builder.in_block:
            self._builder.relabel(BlockKind.CODE, None)

    def _close_inline(self, tag: str) -> None:
        if tag == "q":
            self._builder.text("”")
        anchor = self._anchors.pop() if tag == "a" else None
        if anchor is None:
            return
        start, target, is_mark = anchor
        if is_mark:
            self._builder.mark(start, target)
        else:
            self._builder.link(start, target)

    def _relabel(self, attributes: Attributes) -> None:
        name = attributes.get("id") or attributes.get("name")
        if name in self._labels and name:
            self._builder.relabel(BlockKind.NOTE, name)

    def _anchor(self, href: str | None, above: _Open) -> _Anchor | None:
        """Where a link begins and leads, when it is one that is kept."""
        if href is None:
            return None
        if href.startswith("#"):
            label = href[1:]
            is_mark = label in self._labels and above.note != label
            return (self._builder.next_offset, label, True) if is_mark else None
        if above.ranked is _FURNITURE or not (url := absolute(href, self._base)):
            return None
        return self._builder.next_offset, url, False

    def _ranked(
        self, tag: str, attributes: Attributes, classes: str | None, above: _Open
    ) -> Ranked:
        own = _OWN.get(tag, _PLAIN)
        if self._number in self._doubted:
            own = _PLAIN
        elif tag in ("header", "footer") and (
            above.in_article or above.ranked[1] is BlockKind.QUOTE
        ):
            own = _PLAIN  # of an article or a quotation: title, byline, its source
        elif attributes.get("role") in _FURNITURE_ROLES:
            own = _FURNITURE
        elif tag not in _NEVER_BY_CLASS:
            names = _names(classes, attributes.get("id"))
            by_class = _ranked_by_names(names) if names else _PLAIN
            own = by_class if by_class[0] > own[0] else own
        if above.ranked is _FURNITURE and tag == "h1":
            return _OWN["h1"]  # the title of many pages stands in their <header>
        return own if own[0] > above.ranked[0] else above.ranked


def absolute(href: str, base: str | None) -> str | None:
    """`href` as an absolute http(s) URL where `base` allows; None when it leads to no page."""
    href = href.strip()
    if href[:8].lower().startswith(("http://", "https://")):
        return href
    scheme = _SCHEME.match(href)
    if scheme or not href:
        return None  # mailto:, javascript:, tel:
    if not base:
        return href
    try:
        url = urljoin(base, href)
    except ValueError:  # "//[" and the like
        return None
    return url if url.startswith(("http://", "https://")) else None


def _names(classes: str | None, own_id: str | None) -> str | None:
    return f"{classes or ''} {own_id}" if own_id else classes


@lru_cache(maxsize=4_096)  # a page repeats its few class names a thousand times
def _ranked_by_names(names: str) -> Ranked:
    match = _CLASSES.search(names[:_LONGEST_NAMES])
    return _CLASS_KINDS[match.lastgroup or ""] if match else _PLAIN


def settled(block: Block) -> Block:
    """Prose after all: a table cell, a byline or a caption longer than such things are."""
    length = block.end - block.start
    if length <= _SHORTEST_LONGEST or length <= _LONGEST.get(block.kind, length):
        return block
    return Block(block.start, block.end, BlockKind.PARAGRAPH)
