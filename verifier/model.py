"""The nouns of the program: what an article, a source page and a finding are.

Every value here is frozen and complete when made, and can be turned into JSON and back
(`verifier.codec`). The module imports no other room, so every room may import it.

Offsets are code points, zero-based, end-exclusive. Scores and likenesses run from 0.0 to 1.0.
Moments are aware UTC datetimes; dates that may be coarser than a day are ISO 8601 strings
(`2024`, `2024-01`, `2024-01-27`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

# --- closed sets --------------------------------------------------------------------------


class MediaType(StrEnum):
    """What the bytes of an article or a page are."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WIKITEXT = "wikitext"
    PDF = "pdf"
    DOCX = "docx"


class BlockKind(StrEnum):
    """What a stretch of a document is; everything but the prose kinds is kept but not parsed."""

    PARAGRAPH = "paragraph"  # prose
    LIST_ITEM = "list_item"  # prose
    QUOTE = "quote"  # prose, set off as somebody's words: <blockquote>, Markdown ">"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    NOTE = "note"  # a footnote or an entry of a reference list
    TABLE = "table"
    CODE = "code"
    FURNITURE = "furniture"  # navigation, "Share", "Related stories"


PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


class QuotationKind(StrEnum):
    """How the words are given (PARC 3.0: direct, indirect, mixed); the last two are set aside."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    BLOCK = "block"
    NESTED = "nested"
    SCARE = "scare"
    TITLE = "title"


class DatePrecision(StrEnum):
    """How much of a citation's date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DateRole(StrEnum):
    """What a citation's date is the date of."""

    PUBLISHED = "published"
    SAID = "said"
    UNKNOWN = "unknown"


class Medium(StrEnum):
    """What kind of source a citation names."""

    NEWS = "news"
    INTERVIEW = "interview"
    BROADCAST = "broadcast"
    PODCAST = "podcast"
    OPINION = "opinion"
    EMAIL = "email"
    DOCUMENT = "document"
    SOCIAL = "social"
    PRESS_RELEASE = "press_release"
    STATEMENT = "statement"
    SPEECH = "speech"
    TRANSCRIPT = "transcript"
    COURT = "court"
    OFFICIAL_DOCUMENT = "official_document"
    ACADEMIC = "academic"
    BOOK = "book"
    WEB = "web"


class Channel(StrEnum):
    """Where candidate pages come from."""

    LINK = "link"
    FOLDER = "folder"
    SEARXNG = "searxng"
    BRAVE = "brave"
    GDELT = "gdelt"
    GAL = "gal"
    SITEMAP = "sitemap"
    FEED = "feed"
    CDX = "cdx"
    MEMENTO = "memento"
    COMMONCRAWL = "commoncrawl"


class Outcome(StrEnum):
    """Why a page or a channel gave no evidence; each is named, none means "absent"."""

    GONE = "gone"
    SOFT_404 = "soft_404"
    REDIRECTED_HOME = "redirected_home"
    PAYWALLED = "paywalled"
    LOGIN_WALL = "login_wall"
    CONSENT_WALL = "consent_wall"
    BOT_WALL = "bot_wall"
    FORBIDDEN = "forbidden"
    ROBOTS_DENIED = "robots_denied"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    NEEDS_SCRIPT = "needs_script"
    NO_TEXT = "no_text"
    WRONG_TYPE = "wrong_type"
    WRONG_WORK = "wrong_work"
    OTHER_LANGUAGE = "other_language"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    BAD_RESPONSE = "bad_response"
    PARSE_FAILED = "parse_failed"
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    REFUSED = "refused"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_URL = "bad_url"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NO_PAGE = "no_page"
    CHANNEL_REFUSED = "channel_refused"
    NOT_TRIED = "not_tried"
    COPY = "copy"
    LATER = "later"


class Relation(StrEnum):
    """What a page is to the citation: the named source itself, or something else."""

    NAMED = "named"
    MIRROR = "mirror"
    REPUBLISHED = "republished"
    PROVIDED = "provided"
    ELSEWHERE = "elsewhere"


class Basis(StrEnum):
    """Why a passage is shown: it has the words, or only speaks of the same point."""

    SAME_WORDS = "same_words"
    SAME_POINT = "same_point"


class EditKind(StrEnum):
    """What a differing word is; the first ten cannot turn the meaning."""

    MARK = "mark"  # a cut or an insertion that the article marks: … or [ ]
    TYPOGRAPHY = "typography"
    TYPO = "typo"
    OCR = "ocr"
    SPELLING = "spelling"
    INFLECTION = "inflection"
    CONTRACTION = "contraction"
    NUMBER_FORMAT = "number_format"
    FUNCTION = "function"
    FILLER = "filler"
    SYNONYM = "synonym"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ACTOR = "actor"
    NEGATION = "negation"
    MODAL = "modal"
    QUANTIFIER = "quantifier"
    ANTONYM = "antonym"
    OMISSION = "omission"
    ADDITION = "addition"
    WORD = "word"


HARMLESS_EDITS = frozenset(
    {
        EditKind.MARK,
        EditKind.TYPOGRAPHY,
        EditKind.TYPO,
        EditKind.OCR,
        EditKind.SPELLING,
        EditKind.INFLECTION,
        EditKind.CONTRACTION,
        EditKind.NUMBER_FORMAT,
        EditKind.FUNCTION,
        EditKind.FILLER,
        EditKind.SYNONYM,
    }
)


class Verdict(StrEnum):
    """What was found for one quotation; about being found, never about being true."""

    VERBATIM = "verbatim"
    NEAR_VERBATIM = "near_verbatim"
    ALTERED = "altered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"  # every named source was read in full
    UNREACHABLE = "unreachable"  # a named source could not be read: says nothing about the words
    UNSOURCED = "unsourced"
    TOO_SHORT = "too_short"
    RELATED = "related"
    SET_ASIDE = "set_aside"


class Misattribution(StrEnum):
    """What the article says of the passage that the source does not bear out."""

    OUTLET = "outlet"
    DATE = "date"
    SPEAKER = "speaker"


class Action(StrEnum):
    """What an editor may have to do, the worst first."""

    CALL = "call"
    WORDING = "wording"
    ATTRIBUTION = "attribution"
    SOURCE = "source"
    LOOK = "look"
    NONE = "none"


class ReportState(StrEnum):
    """The one word over a whole report; never a grade."""

    ACTION = "action"
    INCOMPLETE = "incomplete"
    CLEAR = "clear"


class ChannelStatus(StrEnum):
    """Whether a channel was asked for one quotation."""

    SEARCHED = "searched"
    REFUSED = "refused"
    SKIPPED = "skipped"  # not needed, or not allowed for this job (`private`)
    OFF = "off"  # not set up


# --- documents ----------------------------------------------------------------------------


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


# --- articles -----------------------------------------------------------------------------


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

    @property
    def text(self) -> str:
        """The text that all offsets of quotations, speakers and citations refer to."""
        return self.document.text


# --- the log: request → reading ------------------------------------------------------------


def _key(*parts: str) -> str:
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Search:
    """A question to a channel; the answer lists candidates.

    `target` is a whole URL where the channel has no fixed address (sitemap, feed), else the path
    and query that follow the channel's own address from the settings (searxng, cdx, gdelt, …);
    for the folder it is the words looked for.
    """

    channel: Channel
    target: str
    round: int = field(default=0, compare=False)
    rank: int = field(default=0, compare=False)
    quotations: tuple[str, ...] = field(default=(), compare=False)  # ids it was asked for
    purpose: str = field(default="", compare=False)  # "phrase", "matter", "index", …
    domains: tuple[str, ...] = field(default=(), compare=False)  # listings keep only these hosts
    days: tuple[str, str] | None = field(default=None, compare=False)  # ISO first, last

    @property
    def key(self) -> str:
        """A hash of what is asked, and of nothing else: the same question has the same key."""
        return _key("search", self.channel, self.target)


@dataclass(frozen=True, slots=True)
class Fetch:
    """A page to read."""

    url: str
    channel: Channel = field(default=Channel.LINK, compare=False)  # how we came to it
    round: int = field(default=0, compare=False)
    rank: int = field(default=0, compare=False)
    quotations: tuple[str, ...] = field(default=(), compare=False)
    original: str | None = field(default=None, compare=False)  # of an archived copy: its URI-R

    @property
    def key(self) -> str:
        """A hash of the URL."""
        return _key("fetch", self.url)


Request = Search | Fetch


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page's bytes as fetched at one moment; the same for a search channel's answer."""

    __pydantic_config__: ClassVar[dict[str, str]] = {  # bytes as base64 in JSON
        "ser_json_bytes": "base64",
        "val_json_bytes": "base64",
    }

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]  # lower-case names, the kept ones
    sha256: str  # of the decoded body
    body: bytes
    memento_datetime: datetime | None = None  # RFC 7089; set when archived
    path: str | None = None  # of a file given by the user


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a request has no answer that can be read."""

    url: str | None
    outcome: Outcome
    channel: Channel | None = None
    evidence: str | None = None
    retry_after_s: float | None = None
    final_url: str | None = None
    status: int | None = None


Answer = Snapshot | Unread


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that a channel offers."""

    url: str
    title: str | None = None
    snippet: str | None = None
    published: str | None = None
    original: str | None = None  # of an archived copy: the URL that was archived


@dataclass(frozen=True, slots=True)
class Listing:
    """What a channel offered; `follow` are further questions it leads to (an index's sitemaps)."""

    request: Search
    candidates: tuple[Candidate, ...] = ()
    follow: tuple[Search, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference; edits turn the source into the quotation."""

    op: str  # "replace", "insert" (only in the quotation), "delete" (only in the source)
    quoted: str
    source: str
    kind: EditKind
    quoted_span: Span  # into the article's text
    source_span: Span  # into the page's text


@dataclass(frozen=True, slots=True)
class Match:
    """The passages of one page that come closest to one quotation.

    `verdict` is one of the five words about text (verbatim … not_found); not_found with passages
    means that they are the nearest ones and no more.
    """

    quotation: str
    verdict: Verdict
    passages: tuple[Passage, ...]  # in the order of the quotation
    prefix: str
    suffix: str
    edits: tuple[Edit, ...]
    likeness: float  # of the strings, 0.0 to 1.0
    score: float  # how sure we are that this passage is this quotation, 0.0 to 1.0
    basis: Basis = Basis.SAME_WORDS
    short: bool = False  # too few or too common words to prove anything by themselves
    quoted: bool | None = None  # inside quotation marks there; None where that cannot be asked
    speaker: str | None = None  # named near the passage as the one who said it
    speaker_near: bool = False  # the article's speaker is named near it
    speaker_differs: bool = False  # another person is named as speaker there
    page: str | None = None  # page number of a paged document


@dataclass(frozen=True, slots=True)
class Bearing:
    """How one page bears on one citation of one quotation."""

    quotation: str
    citation: int  # index into the quotation's citations; -1 where it has none
    relation: Relation
    on_matter: bool = False  # on the same matter, by the rule of "settled"
    in_window: bool | None = None  # None: the page or the citation has no date


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page says about the open quotations of one article."""

    request: Fetch
    final_url: str
    sha256: str
    retrieved_at: datetime
    title: str | None
    outlet: str | None  # the registry's name, else the site's own, else the host
    published: str | None
    published_from: str | None
    language: str | None
    words: int
    complete: bool
    outcome: Outcome | None = None  # why it is incomplete, or `copy`, `later`, `wrong_work`, …
    evidence: str | None = None
    memento_datetime: datetime | None = None
    canonical: str | None = None
    alternates: tuple[str, ...] = ()  # AMP, print and canonical forms that may have more
    bearings: tuple[Bearing, ...] = ()
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """A request that gave nothing to read."""

    request: Request
    unread: Unread


Reading = Listing | PageReading | Blank
Seen = Mapping[str, Reading]  # request key → reading


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may ask for; counts requests, never seconds."""

    max_requests: int = 200
    channels: frozenset[Channel] = frozenset({Channel.LINK})
    private: bool = False  # no word of the article goes to a search channel


# --- reports ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that a finding shows, and the page it stands in."""

    relation: Relation
    basis: Basis
    url: str
    final_url: str
    title: str | None
    outlet: str | None
    published: str | None
    published_from: str | None
    retrieved_at: datetime
    sha256: str
    memento_datetime: datetime | None
    page: str | None
    passage: Passage
    prefix: str
    suffix: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """Whether one channel was asked for one quotation."""

    channel: Channel
    status: ChannelStatus


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One line of a finding's ledger: what was looked at, and what came of it."""

    url: str | None
    channel: Channel
    outcome: Outcome | None  # None: read
    relation: Relation | None
    words: int | None
    likeness: float | None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one quotation."""

    quotation: Quotation
    verdict: Verdict
    action: Action
    score: float
    reason: str
    misattributed: tuple[Misattribution, ...] = ()
    quoted_in_source: bool | None = None
    edits: tuple[Edit, ...] = ()
    evidence: Evidence | None = None
    searched: tuple[Searched, ...] = ()
    looked_at: tuple[LookedAt, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one article, the worst first."""

    article: Article
    state: ReportState
    findings: tuple[Finding, ...]
