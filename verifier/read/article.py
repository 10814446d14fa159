"""An article as submitted: its bytes to a Document, whatever its type."""

import hashlib
from dataclasses import replace

from verifier.model import Block, BlockKind, Document, Link, MediaType, Outcome, Span, Unread
from verifier.read.builder import Laid
from verifier.read.dates import full_date, iso
from verifier.read.decode import decode, looks_binary
from verifier.read.files import Fault
from verifier.read.html_article import lay_html_article
from verifier.read.language import language_of
from verifier.read.lines import kind_of_line, names_writer
from verifier.read.markdown import lay_markdown
from verifier.read.media import media_type_of
from verifier.read.metadata import Metadata
from verifier.read.notes import Taken, with_notes
from verifier.read.text import lay_text, links_in

_NEAR_TOP = 6  # blocks
_TOP_CHARS = 1_500
_WORDLESS = "there are no words in it"
_FILES = frozenset({MediaType.PDF, MediaType.DOCX})


def read(
    body: bytes, kind: MediaType, *, url: str | None = None, charset: str | None = None
) -> Document | Unread:
    """The article in `body`; `Unread` (no_text, wrong_type, bad_encoding) when there is none.

    Of plain text every code point is kept, the byte order mark aside.
    """
    if fault := _fault(body, kind):
        return Unread(url, fault.outcome, evidence=fault.evidence)
    if kind in _FILES:
        return _read_file(body, kind, url)
    decoded = decode(body, charset, markup=kind is MediaType.HTML)
    if decoded.hopeless:
        return Unread(url, Outcome.BAD_ENCODING, evidence=f"not {decoded.codec}, nor a known one")
    if looks_binary(decoded.text):
        return Unread(url, Outcome.WRONG_TYPE, evidence="binary data, not text")
    laid, said = _lay(decoded.text, kind, url)
    if not laid.text.strip():
        return Unread(url, Outcome.NO_TEXT, evidence=_WORDLESS)
    return _document(laid, said, body, kind, url)


def _fault(body: bytes, kind: MediaType) -> Fault | None:
    if not body.strip():
        return Fault(Outcome.NO_TEXT, "it is empty")
    real = media_type_of(None, None, body)
    if real is kind:
        return None
    if real in _FILES or kind in _FILES:
        return Fault(Outcome.WRONG_TYPE, f"given as {kind}, but it is {real or 'something else'}")
    if real is None:
        return Fault(Outcome.WRONG_TYPE, "binary data, not text")
    return None


def _read_file(body: bytes, kind: MediaType, url: str | None) -> Document | Unread:
    # Imported here: most documents are no files, and PDFium is 9 MB.
    if kind is MediaType.PDF:
        from verifier.read.pdf import read_pdf as read_file
    else:
        from verifier.read.docx import read_docx as read_file
    paper = read_file(body)
    if isinstance(paper, Fault):
        return Unread(url, paper.outcome, evidence=paper.evidence)
    if not paper.laid.text.strip():
        return Unread(url, Outcome.NO_TEXT, evidence=_WORDLESS)
    document = _document(paper.laid, paper.said, body, kind, url)
    document = replace(document, page_starts=paper.page_starts)
    if paper.lack is None:
        return document
    outcome, evidence = paper.lack.outcome, paper.lack.evidence
    return replace(document, complete=False, outcome=outcome, evidence=evidence)


def _lay(text: str, kind: MediaType, url: str | None) -> tuple[Laid, Metadata]:
    if kind is MediaType.HTML:
        return lay_html_article(text, url)
    if kind is MediaType.WIKITEXT:
        from verifier.read.wikitext import lay_wikitext  # as rare as files are

        return lay_wikitext(text, base=url)
    if kind is MediaType.MARKDOWN:
        laid, fields = lay_markdown(text, base=url)
        published = iso(fields.get("date", "") or fields.get("published", ""))
        return laid, Metadata(
            title=fields.get("title"),
            published=published,
            published_from="meta" if published else None,
            byline=fields.get("author"),
            language=(fields.get("lang") or fields.get("language") or "")[:2].lower() or None,
        )
    return lay_text(text), Metadata()


def _document(
    laid: Laid, said: Metadata, body: bytes, kind: MediaType, url: str | None
) -> Document:
    if kind is not MediaType.TEXT:
        laid = with_notes(_with_lines(laid))
    published, origin = said.published, said.published_from
    if kind in _FILES and (printed := _date_in(laid, top_only=True)):
        published, origin = printed, "text"  # a file may be made long after what it prints
    if published is None:
        published = _date_in(laid)
        origin = "text" if published else None
    return Document(
        text=laid.text,
        media_type=kind,
        sha256=hashlib.sha256(body).hexdigest(),
        blocks=laid.blocks,
        body=(Span(0, len(laid.text)),),
        # A wiki page's title stands above its source; the first heading in it is a section's.
        title=said.title or (None if kind is MediaType.WIKITEXT else _title_in(laid)),
        published=published,
        published_from=origin,
        byline=said.byline or _byline_in(laid),
        site_name=said.site_name,
        language=language_of(laid.text) or said.language,
        url=url,
        canonical=said.canonical,
        alternates=said.alternates,
        links=_all_links(laid),
        note_marks=laid.note_marks,
    )


def _with_lines(laid: Laid) -> Laid:
    """Paragraphs that are bylines, captions or "Share" lines by their words, marked so."""
    blocks = []
    for number, block in enumerate(laid.blocks):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            words = laid.text[block.start : block.end]
            kind = kind_of_line(words, near_top=number < _NEAR_TOP)
            block = replace(block, kind=kind) if kind else block
        blocks.append(block)
    return replace(laid, blocks=tuple(blocks))


def _all_links(laid: Laid) -> tuple[Link, ...]:
    """Links of the markup, and URLs written out that are none of these."""
    marked = Taken((link.start, link.end) for link in laid.links)
    written = [link for link in links_in(laid.text) if not marked.touches(link.start, link.end)]
    links = {(link.start, link.end): link for link in (*written, *laid.links)}
    return tuple(links[span] for span in sorted(links))


def _title_in(laid: Laid) -> str | None:
    heading = next(
        (block for block in laid.blocks[:_NEAR_TOP] if block.kind is BlockKind.HEADING), None
    )
    return " ".join(_words(laid, heading).split()) if heading else None


def _date_in(laid: Laid, *, top_only: bool = False) -> str | None:
    """The day in a byline or date line, the first of those at the top, else the last one."""
    lines = [block for block in laid.blocks if block.kind is BlockKind.BYLINE]
    if top_only:
        lines = [block for block in lines if block.start <= _TOP_CHARS]
    lines.sort(key=lambda block: block.start > _TOP_CHARS)
    return next((day for block in lines if (day := full_date(_words(laid, block)))), None)


def _byline_in(laid: Laid) -> str | None:
    """The first line near the top that names a writer ("By …")."""
    for block in laid.blocks:
        if block.kind is BlockKind.BYLINE and block.start < _TOP_CHARS:
            words = " ".join(_words(laid, block).split())
            if names_writer(words):
                return words
    return None


def _words(laid: Laid, block: Block) -> str:
    return laid.text[block.start : block.end]
