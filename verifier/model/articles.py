"""An article: a document with the quotations and citations found in it."""

from dataclasses import dataclass
from datetime import date

from verifier.model.documents import Document, Span
from verifier.model.words import DatePrecision, DateRole, Medium, QuotationKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have said it: the fullest form in the article, and the mention beside it."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that introduces the quotation: "said", "according to"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """The article's pointer to a source."""

    text: str  # the article's words, article.text[start:end]
    start: int
    end: int
    outlet: str | None = None  # the registry's name; None when the registry has none or several
    outlet_name: str | None = None  # as written
    outlet_candidates: tuple[str, ...] = ()  # registry names, when several own the written name
    date: str | None = None  # ISO, as precise as known
    date_text: str | None = None
    date_precision: DatePrecision | None = None
    date_role: DateRole = DateRole.UNKNOWN
    date_resolved: str | None = None  # "absolute", "year from publication", "weekday", …
    date_ambiguous: bool = False  # another reading is as near: never fault by date
    url: str | None = None
    title: str | None = None
    page: str | None = None
    medium: Medium | None = None
    relayed: int = 0  # place in a chain ("KCNA, via Yonhap"): 0 is the nearest, the named one


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article gives as someone's own; one per contiguous span.

    `text` is what stands between the marks, closing comma or stop included.
    """

    id: str  # "q" and 8 hex digits of a hash of kind, text and occurrence
    text: str
    start: int
    end: int
    kind: QuotationKind
    group: int | None = None  # the pieces of one interrupted utterance share a number
    parent: str | None = None  # of a nested quotation: the id of the one around it
    clause: Span | None = None  # the clause it stands in, attribution left out
    speaker: Speaker | None = None
    cue: Cue | None = None
    citations: tuple[Citation, ...] = ()  # nearest first
    aside: str | None = None  # why it is set aside; None when it is checked
    speaker_is_source: bool = False  # an outlet or a document speaks in its own voice


@dataclass(frozen=True, slots=True)
class Article:
    """A document with the quotations found in it."""

    document: Document
    quotations: tuple[Quotation, ...]
    published: date | None = None
    published_from: str | None = None  # "given", or where in the article it was found

    def __hash__(self) -> int:
        # Caches ask for it again and again, and a long article has thousands of parts.
        return hash((self.document.sha256, self.published, len(self.quotations)))

    @property
    def text(self) -> str:
        """The text that all offsets of quotations, speakers and citations refer to."""
        return self.document.text
