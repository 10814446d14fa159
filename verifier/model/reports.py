"""A report: what was found for each quotation, and the passage that shows it."""

from dataclasses import dataclass
from datetime import datetime

from verifier.model.articles import Article, Quotation
from verifier.model.log import Edit, Passage
from verifier.model.words import (
    Action,
    Basis,
    Channel,
    ChannelStatus,
    Misattribution,
    Outcome,
    Relation,
    ReportState,
    Verdict,
)


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
