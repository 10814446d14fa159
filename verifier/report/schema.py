"""The report's JSON as a typed model, and its JSON Schema.

`Report` here is the contract's form of a report, field by field; the renderers read a stored
report through it, and `/schemas/report.json` and `verifier schema` publish it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from verifier.model import (
    Action,
    Basis,
    Channel,
    ChannelStatus,
    DatePrecision,
    DateRole,
    EditKind,
    Medium,
    Misattribution,
    Outcome,
    QuotationKind,
    Relation,
    ReportState,
    Verdict,
)

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"

# The forms of dates and digests are in the published schema, where they bind other programs.
# Reading does not test them: a page must show an old report rather than refuse it for a date.
Offset = Annotated[int, Field(ge=0, description="code points, zero-based")]
Share = Annotated[float, Field(ge=0, le=1)]
Digest = Annotated[str, Field(json_schema_extra={"pattern": r"^[0-9a-f]{64}$"})]
PartialDate = Annotated[
    str,
    Field(
        description="ISO 8601, as precise as known",
        json_schema_extra={"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    ),
]
Moment = Annotated[
    str,
    Field(
        description="ISO 8601, UTC",
        json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"},
    ),
]
SpanPair = Annotated[
    tuple[Offset, Offset], Field(description="start and end, code points, end-exclusive")
]


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, serialize_by_alias=True, validate_by_name=True
    )


class Article(_Part):
    """The article as it was read; all its findings' offsets refer to `text`."""

    title: str | None
    byline: str | None
    published: PartialDate | None
    language: str | None
    url: str | None
    sha256: Digest = Field(description="of the submitted bytes")
    text: str


class Quotation(_Part):
    """The words between the marks, and where they stand in the article."""

    text: str
    kind: QuotationKind
    start: Offset
    end: Offset
    group: int | None = Field(description="the pieces of one utterance share it")
    parent: str | None = Field(description="of a nested quotation: the finding around it")


class Speaker(_Part):
    """The fullest form of the name in the article, and the mention beside the quotation."""

    name: str
    start: Offset
    end: Offset


class Cue(_Part):
    """The word that introduces the quotation."""

    text: str
    start: Offset
    end: Offset


class Citation(_Part):
    """The article's pointer to a source."""

    text: str
    start: Offset
    end: Offset
    outlet: str | None = Field(description="the registry's name")
    outlet_name: str | None = Field(description="as the article has it")
    date: PartialDate | None
    date_text: str | None
    date_precision: DatePrecision | None
    date_role: DateRole
    url: str | None
    title: str | None
    page: str | None
    medium: Medium | None


class Edit(_Part):
    """One difference; the edits turn the source into the quotation."""

    op: Literal["replace", "insert", "delete"]
    quoted: str
    source: str
    kind: EditKind
    quoted_span: SpanPair = Field(description="into article.text")
    source_span: SpanPair = Field(description="into the text of the snapshot")


class Piece(_Part):
    """A stretch of the snapshot's text."""

    text: str
    start: Offset
    end: Offset


class Passage(_Part):
    """The passage shown, with the words before and after it."""

    text: str
    prefix: str
    suffix: str
    start: Offset
    end: Offset


class Evidence(_Part):
    """The page that the finding rests on, and the passage in it."""

    relation: Relation
    basis: Basis
    url: str
    final_url: str
    title: str | None
    outlet: str | None
    published: str | None = Field(description="ISO date, or date and time with the page's offset")
    published_from: str | None
    retrieved_at: Moment
    sha256: Digest
    memento_datetime: Moment | None
    snapshot: str = Field(json_schema_extra={"pattern": "^snapshots/[0-9a-f]{64}$"})
    page: str | None
    passage: Passage
    passages: list[Piece]


class Searched(_Part):
    """Whether one channel was asked for this quotation."""

    channel: Channel
    status: ChannelStatus


class LookedAt(_Part):
    """One line of the ledger: what was looked at, and what came of it."""

    url: str | None
    channel: Channel
    outcome: Literal["read"] | Outcome
    relation: Relation | None
    words: int | None = Field(ge=0)
    likeness: Share | None = Field(description="of the strings; not how sure we are")
    detail: str | None


class Finding(_Part):
    """What was found for one quotation: never whether it is true."""

    id: str = Field(json_schema_extra={"pattern": "^q[0-9a-f]{8}$"})
    verdict: Verdict
    action: Action
    score: Share = Field(description="how sure we are that this passage is this quotation")
    misattributed: list[Misattribution]
    reason: str
    quoted_in_source: bool | None
    quotation: Quotation
    speaker: Speaker | None
    cue: Cue | None
    citations: list[Citation]
    edits: list[Edit]
    evidence: Evidence | None
    searched: list[Searched]
    looked_at: list[LookedAt]


class Report(_Part):
    """What was found for each quotation of one article, the worst first."""

    schema_: Literal["verifier/report/1"] = Field(alias="schema")
    job_id: str | None
    created_at: Moment
    finished_at: Moment | None = Field(description="null while the job still runs")
    state: ReportState
    article: Article
    counts: dict[Verdict, Annotated[int, Field(ge=0)]]
    actions: dict[Action, Annotated[int, Field(ge=0)]]
    findings: list[Finding]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report."""
    return {"$schema": SCHEMA_ID, **Report.model_json_schema(by_alias=True)}


def load(report: Mapping[str, Any]) -> Report:
    """A stored report as a typed value; raises `pydantic.ValidationError` when it is none."""
    return Report.model_validate(report)
