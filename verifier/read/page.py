"""A fetched source page: all visible text, its body, and whether it is the whole page."""

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import replace
from email.message import Message

from lxml.html import HtmlElement

from verifier.model import Block, BlockKind, Document, MediaType, Outcome, Snapshot, Span, Unread
from verifier.read.article import read
from verifier.read.body import body_spans, likely_body, prose_of
from verifier.read.builder import BLOCK_BREAK, Laid
from verifier.read.dateline import published
from verifier.read.decode import Decoded, decode, looks_binary
from verifier.read.html_article import lay_html_article
from verifier.read.language import language_of
from verifier.read.layout import LAYOUTS, Layout
from verifier.read.live import goes_on
from verifier.read.media import media_type_of
from verifier.read.metadata import Metadata, metadata_of
from verifier.read.pager import part_of
from verifier.read.trees import DEEP, lay_tree, tree_of
from verifier.read.walls import wall_of

# Beyond these the body and a date that nothing states are not searched for: it would take longer
# than reading the page. The longest real page measured has 7,000 elements.
_MANY_ELEMENTS = 40_000
_LONG_TEXT = 500_000  # characters
# A page of more is not looked into: its tree alone may take all of the reading child's memory.
MAX_HTML_BYTES = 10_000_000
_MIDDLE_WORDS = 8
_TAG = re.compile(r"</?[a-z][^>]{0,300}>", re.I)

BodyOf = Callable[[HtmlElement, Laid, str | None], tuple[Span, ...]]


def read_page(snapshot: Snapshot) -> Document | Unread:
    """The page in `snapshot`; `Unread` when it is no page but a wall, an error or no text.

    A page of which only a part is there (a teaser) is a Document with `complete` false.
    """
    return _read(snapshot, body_spans)


def skim_page(snapshot: Snapshot) -> Document | Unread:
    """The same page, for whom the text is enough: `body` is where the layout has most prose.

    Searching for the body takes twice as long as all the rest of reading, and quotations are
    looked for in all of the text.
    """
    return _read(snapshot, _likely_body)


def _read(snapshot: Snapshot, body_of: BodyOf) -> Document | Unread:
    content_type = dict(snapshot.headers).get("content-type")
    name = snapshot.path or snapshot.final_url.partition("?")[0]
    kind = media_type_of(name, content_type, snapshot.body)
    if kind is None:
        return _unread(snapshot, Outcome.WRONG_TYPE, content_type or "neither a page nor text")
    charset = charset_of(content_type)
    if kind is not MediaType.HTML:
        answer = read(snapshot.body, kind, url=snapshot.final_url, charset=charset)
        return replace(answer, url=snapshot.final_url)
    if len(snapshot.body) > MAX_HTML_BYTES:
        return _unread(snapshot, Outcome.TOO_LARGE, f"more than {MAX_HTML_BYTES:,} bytes of HTML")
    decoded = decode(snapshot.body, charset, markup=True)
    if decoded.hopeless:
        return _unread(snapshot, Outcome.BAD_ENCODING, f"not {decoded.codec}, nor a known one")
    if looks_binary(decoded.text):
        return _unread(snapshot, Outcome.WRONG_TYPE, "called HTML, but binary data")
    return _read_html(decoded, snapshot, body_of)


def _likely_body(tree: HtmlElement, laid: Laid, standfirst: str | None) -> tuple[Span, ...]:
    return likely_body(laid)


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header."""
    message = Message()
    message["content-type"] = content_type or "text/html"
    charset = message.get_param("charset")
    return charset if isinstance(charset, str) else None


def _read_html(decoded: Decoded, snapshot: Snapshot, body_of: BodyOf) -> Document | Unread:
    url = snapshot.final_url
    tree = tree_of(decoded.text)
    if tree is None:  # no element at all, or nested deeper than lxml goes
        laid, meta = lay_html_article(decoded.text, url)
        plain = False
    else:
        meta = metadata_of(tree, url)
        laid, plain = _laid(tree, url)
    laid = _with_head(laid, meta)
    wall = wall_of(laid, meta, url)
    if wall is not None and not wall.readable:
        return _unread(snapshot, wall.outcome, wall.evidence)
    dated = published(meta, laid, tree if plain else None, url)
    meta = replace(meta, published=dated and dated[0], published_from=dated and dated[1])
    is_article = meta.is_article
    part = part_of(tree, laid, url, is_article=is_article) if tree is not None else None
    part = part or goes_on(laid, meta)
    body = body_of(tree, laid, meta.description) if tree is not None and plain else ()
    document = _document(laid, meta, snapshot, body)
    if wall is not None:
        return replace(document, complete=False, outcome=wall.outcome, evidence=wall.evidence)
    if part is not None:
        forms = (*part.others, *document.alternates)
        document = replace(
            document,
            alternates=tuple(dict.fromkeys(forms)),
            complete=False,
            outcome=Outcome.NOT_TRIED,
            evidence=part.evidence,
        )
    return document


def _laid(tree: HtmlElement, url: str) -> tuple[Laid, bool]:
    """The laid-out page, and whether it is plain enough for libraries that recurse and search."""
    doubted: frozenset[int] = frozenset()
    for _ in range(LAYOUTS):
        layout = Layout(base=url, doubted=doubted)
        depth = lay_tree(tree, layout)
        misled = layout.misled()
        if not misled:
            break
        doubted |= misled
    laid = layout.laid()
    is_large = layout.elements > _MANY_ELEMENTS or len(laid.text) > _LONG_TEXT
    return laid, depth <= DEEP and not is_large


def _document(laid: Laid, meta: Metadata, snapshot: Snapshot, body: tuple[Span, ...]) -> Document:
    return Document(
        text=laid.text,
        media_type=MediaType.HTML,
        sha256=snapshot.sha256 or hashlib.sha256(snapshot.body).hexdigest(),
        blocks=laid.blocks,
        body=body or (Span(0, len(laid.text)),),
        title=meta.title,
        published=meta.published,
        published_from=meta.published_from,
        byline=meta.byline,
        site_name=meta.site_name,
        language=language_of(prose_of(laid) or laid.text) or meta.language,
        url=snapshot.final_url,
        canonical=meta.canonical,
        alternates=meta.alternates,
        links=laid.links,
        note_marks=laid.note_marks,
    )


def _with_head(laid: Laid, meta: Metadata) -> Laid:
    """The text with what only the head says behind it: title, standfirst, a hidden article.

    Behind and not before, so that the page's own order stays and offsets are those of the layout.
    """
    added = [(meta.title, BlockKind.HEADING), (meta.description, BlockKind.CAPTION)]
    added += [(line, BlockKind.PARAGRAPH) for line in _hidden_article(laid.text, meta)]
    parts, length, blocks = [laid.text], len(laid.text), list(laid.blocks)
    for words, kind in added:
        flat = " ".join((words or "").split())
        if not flat or flat in laid.text:
            continue
        gap = BLOCK_BREAK if length else ""
        parts += [gap, flat]
        start = length + len(gap)
        length = start + len(flat)
        blocks.append(Block(start, length, kind))
    return replace(laid, text="".join(parts), blocks=tuple(blocks))


def _hidden_article(text: str, meta: Metadata) -> list[str]:
    """Lines of the article that JSON-LD carries, when the page itself does not show its middle."""
    carried = html.unescape(_TAG.sub("\n", meta.article_body or ""))
    words = carried.split()
    middle = " ".join(words[len(words) // 2 :][:_MIDDLE_WORDS])
    if len(words) < 2 * _MIDDLE_WORDS or middle in " ".join(text.split()):
        return []
    return [line for line in carried.splitlines() if line.strip()]


def _unread(snapshot: Snapshot, outcome: Outcome, evidence: str) -> Unread:
    return Unread(
        snapshot.url,
        outcome,
        evidence=evidence,
        final_url=snapshot.final_url,
        status=snapshot.status,
    )
