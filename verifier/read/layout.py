"""HTML elements, in document order, to text and blocks.

`Layout` is told of every start tag, text and end tag, by whichever parser made the tree
(Beautiful Soup for submitted articles, lxml for fetched pages), so that both are laid out by the
same rules. It keeps its own stack: nothing here recurses, however deep the page is nested.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from verifier.model import Block, BlockKind
from verifier.read.builder import Builder, Laid

Attributes = Mapping[str, str]

# No visible words. <noscript> stays: it often holds the only copy of a lazy-loaded caption.
SKIPPED = frozenset(
    {"script", "style", "template", "head", "iframe", "object", "embed", "canvas", "svg", "audio"}
    | {"video", "map", "math", "select", "datalist", "textarea", "progress", "meter", "applet"}
    | {"noframes", "frameset", "title", "meta", "link", "base"}
)
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
# Separate words, and say nothing of what they hold.
_PLAIN_BLOCKS = frozenset(
    {"html", "body", "p", "div", "section", "article", "main", "center", "form", "fieldset", "ul"}
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
    r"|readmore|trending|subscribe|subscription|paywall|pullquote|pull-quote|popup|modal|toolbar"
    r"|navbar|skip-link|sr-only|visually-hidden|screen-reader-text)"
    r"|(?P<byline>byline|dateline|entry-meta|post-meta|article-meta|timestamp|pubdate)"
    r"|(?P<caption>caption|wp-caption-text|photo-credit|image-credit)"
    r")(?=$|[\s_-])",
    re.I,
)
_CLASS_KINDS = {
    "furniture": BlockKind.FURNITURE,
    "byline": BlockKind.BYLINE,
    "caption": BlockKind.CAPTION,
}
_LONG_CELL = 100  # characters: a table cell that holds more is laid-out prose
_LONG_BYLINE = 160
_LONG_CAPTION = 600


@dataclass(slots=True)
class _Open:
    """An element that is open: what to undo when it closes."""

    tag: str
    is_block: bool
    kind: BlockKind
    note: str | None
    in_article: bool
    link: tuple[int, str] | None = None
    mark: tuple[int, str] | None = None


class Layout:
    """Turns tags and text, as they come, into a laid-out text."""

    def __init__(
        self,
        *,
        base: str | None = None,
        note_labels: frozenset[str] = frozenset(),
        by_class: bool = True,
    ) -> None:
        """`note_labels` are the ids of the notes; `base` makes links absolute."""
        self._builder = Builder()
        self._base = base
        self._labels = note_labels
        self._by_class = by_class
        self._stack = [_Open("", True, BlockKind.PARAGRAPH, None, False)]
        self._verbatim = 0

    def open(self, tag: str, attributes: Attributes) -> bool:
        """An element begins; False: leave out what it holds, and do not close it."""
        if tag in SKIPPED:
            return False
        if tag == "br":
            self._builder.line()
            return True
        above = self._stack[-1]
        if tag in _BLOCKS:
            self._open_block(tag, attributes, above)
        else:
            self._open_inline(tag, attributes, above)
        return True

    def text(self, words: str) -> None:
        """Words between tags."""
        if self._verbatim:
            self._builder.verbatim(words)
        else:
            self._builder.text(words)

    def close(self, tag: str) -> None:
        """The element that was opened last ends."""
        if tag == "br":
            return
        element = self._stack.pop()
        if element.link:
            self._builder.link(*element.link)
        if element.mark:
            self._builder.mark(*element.mark)
        if tag == "q":
            self._builder.text("”")
        if element.is_block:
            self._verbatim -= tag == "pre"
            above = self._stack[-1]
            self._builder.begin(above.kind, above.note)

    def laid(self) -> Laid:
        """All that was laid out; layout tables and over-eager class names are put right."""
        laid = self._builder.laid()
        return Laid(
            laid.text, tuple(_settled(block) for block in laid.blocks), laid.links, laid.note_marks
        )

    def _open_block(self, tag: str, attributes: Attributes, above: _Open) -> None:
        kind = self._kind(tag, attributes, above)
        note = above.note
        name = attributes.get("id")
        if name in self._labels:
            kind, note = BlockKind.NOTE, name
        in_article = above.in_article or tag in _ARTICLE_TAGS
        self._stack.append(_Open(tag, True, kind, note, in_article))
        self._verbatim += tag == "pre"
        self._builder.begin(kind, note)

    def _open_inline(self, tag: str, attributes: Attributes, above: _Open) -> None:
        element = _Open(tag, False, above.kind, above.note, above.in_article)
        self._stack.append(element)
        name = attributes.get("id") or attributes.get("name")
        if name in self._labels and name and not self._builder.in_block:
            self._builder.relabel(BlockKind.NOTE, name)
        if tag == "q":
            self._builder.text("“")
        elif tag == "code" and self._verbatim and not self._builder.in_block:
            self._builder.relabel(BlockKind.CODE, None)
        href = attributes.get("href") if tag == "a" else None
        if href is None:
            return
        start = self._builder.next_offset
        if href.startswith("#"):
            label = href[1:]
            if label in self._labels and above.note != label:
                element.mark = (start, label)
        elif url := absolute(href, self._base):
            element.link = (start, url)

    def _kind(self, tag: str, attributes: Attributes, above: _Open) -> BlockKind:
        own = _OWN_KIND.get(tag, BlockKind.PARAGRAPH)
        if tag in ("header", "footer") and (above.in_article or above.kind is BlockKind.QUOTE):
            own = BlockKind.PARAGRAPH  # of an article or a quotation: title, byline, its source
        if attributes.get("role") in _FURNITURE_ROLES:
            own = BlockKind.FURNITURE
        elif self._by_class and tag not in _NEVER_BY_CLASS:
            own = max(own, _kind_by_class(attributes), key=_RANK.__getitem__)
        if above.kind is BlockKind.FURNITURE and tag == "h1":
            return BlockKind.HEADING  # the title of many pages stands in their <header>
        return max(above.kind, own, key=_RANK.__getitem__)


def absolute(href: str, base: str | None) -> str | None:
    """`href` as an absolute http(s) URL where `base` allows; None when it leads to no page."""
    try:
        url = urljoin(base, href.strip()) if base else href.strip()
    except ValueError:  # "http://[" and the like
        return None
    scheme = url.partition(":")[0].lower() if ":" in url else ""
    if base or scheme in ("http", "https"):
        return url if scheme in ("http", "https") else None
    return url if url and not re.match(r"[a-z][a-z0-9+.-]*:", url, re.I) else None


def _kind_by_class(attributes: Attributes) -> BlockKind:
    names = attributes.get("class") or ""
    if "id" in attributes:
        names = f"{names} {attributes['id']}"
    match = _CLASSES.search(names) if names else None
    return _CLASS_KINDS[match.lastgroup or ""] if match else BlockKind.PARAGRAPH


def _settled(block: Block) -> Block:
    length = block.end - block.start
    too_long = {
        BlockKind.TABLE: _LONG_CELL,
        BlockKind.BYLINE: _LONG_BYLINE,
        BlockKind.CAPTION: _LONG_CAPTION,
    }
    if length > too_long.get(block.kind, length):
        return Block(block.start, block.end, BlockKind.PARAGRAPH)
    return block
