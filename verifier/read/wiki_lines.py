"""The lines of wikitext: paragraphs, headings, lists, tables, and what is marked inside a line."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from verifier.model import BlockKind
from verifier.read.builder import Builder

_INSIDE = re.compile(
    r"(?P<newline>\n)|(?P<quotes>'{2,})|(?P<external>\[https?://[^\s\[\]<>\"]+)|(?P<close>\])"
    r"|(?P<url>https?://[^\s\[\]<>\"{}|]+)|(?P<switch>__[A-Z]{3,30}__)|(?P<cell>\|\||!!)"
    r"|(?P<tag></?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,300})?/?>)"
)
_HEADING = re.compile(r"={1,6}(?=[^=\n])")
_LIST = re.compile(r"[*#:;]+[ \t]*")
_RULE = re.compile(r"-{4,}")
_TABLE = re.compile(r"[ \t:]*\{\|[^\n]*")
_TABLE_END = re.compile(r"[ \t]*\|\}")
_ROW = re.compile(r"[ \t]*\|-[^\n]*")
_CELL = re.compile(r"[ \t]*(?:\|\+?|!)")
_CELL_ATTRIBUTES = re.compile(r"[^|\[\]{}\n]{0,300}=[^|\[\]{}\n]{0,300}\|(?!\|)")
_BLOCK_TAGS = frozenset({"p", "div", "center", "table", "tr", "td", "th", "ul", "ol", "li", "hr"})
_TAG_NAME = re.compile(r"[a-z0-9]+")
_TRAILING = ".,;:!?'"


@dataclass(slots=True)
class _Base:
    """What the text is inside of."""

    kind: BlockKind
    label: str | None = None
    keeps_lines: bool = False


class Lines:
    """Writes text with its line markup into a builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._bases = [_Base(BlockKind.PARAGRAPH)]
        self._tables = 0
        self._at_start = True  # of a line
        self._is_heading = False
        self._ends_with_line = False  # a heading or a list item
        self._external: tuple[int, str] | None = None

    @contextmanager
    def inside(
        self, kind: BlockKind, label: str | None = None, *, keeps_lines: bool = False
    ) -> Iterator[None]:
        """A block of its own; what follows goes on as what was before."""
        self._bases.append(_Base(kind, label, keeps_lines))
        self._begin()
        yield
        self._bases.pop()
        self._begin()

    def plain(self, words: str) -> None:
        """Words without markup."""
        if words:
            self._at_start = False
            self._builder.text(words)

    def mark(self, label: str) -> None:
        """The marker of a note."""
        start = self._builder.next_offset
        self.plain(f"[{label}]")
        self._builder.mark(start, label)

    def new_line(self) -> None:
        """A line break inside the block."""
        self._builder.line()

    def text(self, words: str) -> None:
        """Wikitext without templates, links between pages and tags that hold something."""
        at = 0
        while at < len(words):
            if self._at_start:
                at = self._line_start(words, at)
                self._at_start = False
                continue
            match = _INSIDE.search(words, at)
            end = match.start() if match else len(words)
            self._words(words[at:end], ends_line=match is None or bool(match["newline"]))
            if match is None:
                return
            self._inside(match, words)
            at = match.end()
            if match["cell"] and self._tables:
                at = self._after_attributes(words, at)

    def _words(self, words: str, *, ends_line: bool) -> None:
        if self._is_heading and ends_line:
            words = words.rstrip(" \t").rstrip("=")
        if words:
            self._builder.text(html.unescape(words))

    # --- the beginning of a line ---

    def _line_start(self, words: str, at: int) -> int:
        if match := _TABLE.match(words, at):
            self._tables += 1
        elif self._tables and (match := _TABLE_END.match(words, at)):
            self._tables -= 1
            self._begin()
        elif self._tables and (match := _ROW.match(words, at)):
            self._begin()
        elif self._tables and (match := _CELL.match(words, at)):
            self._begin(BlockKind.TABLE)
            return self._after_attributes(words, match.end())
        elif match := _HEADING.match(words, at):
            self._begin(BlockKind.HEADING)
            self._is_heading = self._ends_with_line = True
        elif match := _LIST.match(words, at):
            is_item = match[0].strip(": \t") != ""
            self._begin(BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH)
            self._ends_with_line = True
        elif match := _RULE.match(words, at):
            self._begin()
        return match.end() if match else at

    def _after_attributes(self, words: str, at: int) -> int:
        match = _CELL_ATTRIBUTES.match(words, at)
        return match.end() if match else at

    def _begin(self, kind: BlockKind | None = None) -> None:
        """A new block; inside a quotation, a note or a box everything is of that kind."""
        base = self._bases[-1]
        if base.kind is not BlockKind.PARAGRAPH:
            kind = base.kind
        in_table = self._tables and kind is None
        self._builder.begin(kind or (BlockKind.TABLE if in_table else base.kind), base.label)
        self._is_heading = self._ends_with_line = False
        self._external = None

    # --- inside a line ---

    def _inside(self, match: re.Match[str], words: str) -> None:
        if match["newline"]:
            self._newline(is_blank=words[match.end() : match.end() + 1] == "\n")
        elif match["quotes"]:
            extra = {4: 1}.get(len(match[0]), max(0, len(match[0]) - 5))
            self._builder.text("'" * extra)
        elif match["external"]:
            self._external = (self._builder.next_offset, match[0][1:])
        elif match["close"]:
            self._close_external()
        elif match["url"]:
            url = match[0].rstrip(_TRAILING)
            start = self._builder.next_offset
            self._builder.text(url)
            self._builder.link(start, url)
            self._builder.text(match[0][len(url) :])
        elif match["cell"]:
            self._begin(BlockKind.TABLE) if self._tables else self._builder.text(match[0])
        elif match["tag"]:
            self._tag(match[0])

    def _newline(self, *, is_blank: bool) -> None:
        self._at_start = True
        if self._ends_with_line or is_blank:
            self._begin()
        elif self._bases[-1].keeps_lines:
            self._builder.line()
        else:
            self._builder.text(" ")

    def _close_external(self) -> None:
        if self._external is None:
            self._builder.text("]")
            return
        start, url = self._external
        self._external = None
        if self._builder.end <= start:
            self._builder.text(url)
        self._builder.link(start, url)

    def _tag(self, tag: str) -> None:
        name = _TAG_NAME.search(tag)
        if name is None:
            return
        if name[0] == "br":
            self._builder.line()
        elif name[0] in _BLOCK_TAGS:
            self._begin()
