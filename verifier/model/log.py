"""The log of a job, *request → reading*: what was asked, what came back, what it says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from verifier.model.documents import Span
from verifier.model.words import Basis, Channel, EditKind, Outcome, Relation, Verdict


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
