"""Markdown: CommonMark with tables, strikethrough, footnotes and a front matter, without markup."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from verifier.model import BlockKind
from verifier.read.builder import Builder, Laid
from verifier.read.layout import absolute

_BEGINS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
    "list_item_open": BlockKind.LIST_ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "th_open": BlockKind.TABLE,
    "td_open": BlockKind.TABLE,
    "footnote_open": BlockKind.NOTE,
}
# These say what the blocks inside them are.
_AROUND = {
    "list_item_open": BlockKind.LIST_ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "footnote_open": BlockKind.NOTE,
}
_DEEPEST = 60  # nested lists and quotations; markdown-it's own limit is 20
_FIELD = re.compile(r"^(title|date|author|published|lang|language)\s*:\s*(.+?)\s*$", re.I | re.M)
_TAG = re.compile(r"<[^>]{1,500}>")
_BREAK_TAG = re.compile(r"<(?:br|p|/p|div|/div|hr)\b[^>]{0,200}>", re.I)


def lay_markdown(text: str, *, base: str | None = None) -> tuple[Laid, dict[str, str]]:
    """The text of a Markdown source, and the fields of its front matter."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    tokens = parser.use(footnote_plugin).use(front_matter_plugin).parse(text)
    builder = Builder()
    around: list[tuple[BlockKind, str | None]] = []
    for token in tokens:
        _lay_block(builder, token, around, base)
    fields = next((token.content for token in tokens if token.type == "front_matter"), "")
    return builder.laid(), {
        match[1].lower(): match[2].strip("\"'") for match in _FIELD.finditer(fields)
    }


def _lay_block(
    builder: Builder,
    token: Token,
    around: list[tuple[BlockKind, str | None]],
    base: str | None,
) -> None:
    if token.type in _AROUND:
        around.append((_AROUND[token.type], _label(token)))
    if token.type in _BEGINS:
        kind, label = _BEGINS[token.type], None
        if around and kind is not BlockKind.HEADING:
            kind, label = _outermost(around)
        builder.begin(kind, label)
    elif token.type in ("fence", "code_block"):
        builder.begin(BlockKind.CODE)
        builder.verbatim(token.content)
        builder.finish()
    elif token.type == "html_block":
        builder.begin(BlockKind.PARAGRAPH)
        _lay_html(builder, token.content)
        builder.finish()
    elif token.type == "inline":
        _lay_inline(builder, token.children or (), base)
    elif token.type.removesuffix("_close") + "_open" in _AROUND:
        around.pop()


def _outermost(around: Sequence[tuple[BlockKind, str | None]]) -> tuple[BlockKind, str | None]:
    """A note or a quotation goes before the list inside it or around it."""
    for kind in (BlockKind.NOTE, BlockKind.QUOTE):
        for entry in around:
            if entry[0] is kind:
                return entry
    return around[-1]


def _lay_inline(builder: Builder, tokens: Sequence[Token], base: str | None) -> None:
    links: list[tuple[int, str | None]] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            builder.text(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            builder.line()
        elif token.type == "html_inline":
            _lay_html(builder, token.content)
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            links.append((builder.next_offset, absolute(href, base)))
        elif token.type == "link_close":
            start, url = links.pop()
            if url:
                builder.link(start, url)
        elif token.type == "footnote_ref":
            start = builder.next_offset
            builder.text(f"[{_label(token)}]")
            builder.mark(start, _label(token) or "")


def _lay_html(builder: Builder, markup: str) -> None:
    """The words of raw HTML inside Markdown, its tags left out."""
    for number, piece in enumerate(_BREAK_TAG.split(markup)):
        if number:
            builder.line()
        builder.text(_TAG.sub("", piece))


def _label(token: Token) -> str | None:
    """A footnote's label; inline footnotes have a number instead."""
    if not token.type.startswith("footnote"):
        return None
    return str(token.meta.get("label") or token.meta["id"] + 1)
