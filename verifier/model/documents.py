"""A document: the text of an article or a page, with what its markup said about it."""

from dataclasses import dataclass

from verifier.model.words import BlockKind, MediaType, Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; code points, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that is one paragraph, heading, caption and so on."""

    start: int
    end: int
    kind: BlockKind
    label: str | None = None  # of a note: the key its markers refer to ("1", "fn1", "ms")


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: its words in the text, and where it points (absolute where a base is known)."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote marker in the prose ("1", "[ms]") and the label of the note it points to."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """Text of an article or a page, with what the markup said about it.

    `text` is all visible text, block ends as line breaks. `body` are the spans of the main text,
    the whole text where that could not be told. `complete` is false when only a part could be
    read (a teaser); `outcome` then says why.
    """

    text: str
    media_type: MediaType
    sha256: str  # of the bytes read
    blocks: tuple[Block, ...] = ()
    body: tuple[Span, ...] = ()
    title: str | None = None
    published: str | None = None  # ISO date, or datetime with the page's own offset
    published_from: str | None = None  # "json-ld", "meta", "time", "url", "text", …
    byline: str | None = None
    site_name: str | None = None
    language: str | None = None  # ISO 639-1, lower case
    url: str | None = None
    canonical: str | None = None
    alternates: tuple[str, ...] = ()  # AMP and print forms, which may have more
    links: tuple[Link, ...] = ()
    note_marks: tuple[NoteMark, ...] = ()
    page_starts: tuple[int, ...] = ()  # of a paged document: where each page begins in `text`
    complete: bool = True
    outcome: Outcome | None = None
    evidence: str | None = None  # what was seen that says so
