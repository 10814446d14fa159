"""A report in the form that other programs read: the JSON of the contract.

Stands after `judge`; every other form (text, pages, exports) is made from what this module
writes, so that a stored report and a fresh one look the same. `verifier.report.schema` holds the
same form as a typed model.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from verifier.model import (
    Action,
    Article,
    Citation,
    Cue,
    Edit,
    Evidence,
    Finding,
    LookedAt,
    Passage,
    Quotation,
    Report,
    Span,
    Speaker,
    Verdict,
)

SCHEMA = "verifier/report/1"
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
FILE = "file"  # what stands for the host in the address of a given file
DECIMALS = 3  # of scores and likenesses; more would claim more than is known

Json = dict[str, Any]
Value = TypeVar("Value")


def to_json(
    report: Report,
    *,
    job_id: str | None = None,
    created_at: datetime,
    finished_at: datetime | None,
) -> Json:
    """The report as plain JSON values; `finished_at` is None while a job still runs.

    Offsets stay as they are: a lone surrogate, which no UTF-8 file can hold, becomes one U+FFFD.
    """
    return _encodable(
        {
            "schema": SCHEMA,
            "job_id": job_id,
            "created_at": moment(created_at),
            "finished_at": moment(finished_at),
            "state": report.state.value,
            "article": _article(report.article),
            "counts": _counts(Verdict, report.findings, "verdict"),
            "actions": _counts(Action, report.findings, "action"),
            "findings": [_finding(finding) for finding in report.findings],
        }
    )


def quotation_json(quotation: Quotation) -> Json:
    """One quotation with its speaker, cue and citations, as `verifier parse` prints it too."""
    return _encodable(
        {
            "quotation": {
                "text": quotation.text,
                "kind": quotation.kind.value,
                "start": quotation.start,
                "end": quotation.end,
                "group": quotation.group,
                "parent": quotation.parent,
            },
            "speaker": _speaker(quotation.speaker),
            "cue": _cue(quotation.cue),
            "citations": [_citation(citation) for citation in quotation.citations],
        }
    )


def article_json(article: Article) -> Json:
    """The article's own part of the report."""
    return _encodable(_article(article))


def moment(value: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC with "Z", to the second; None stays None."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _article(article: Article) -> Json:
    document = article.document
    return {
        "title": document.title,
        "byline": document.byline,
        "published": article.published.isoformat() if article.published else None,
        "language": document.language,
        "url": document.url,
        "sha256": document.sha256,
        "text": document.text,
    }


def _counts(
    names: type[Verdict] | type[Action], findings: Iterable[Finding], field: str
) -> dict[str, int]:
    """How many utterances have each word; the pieces of one group count once."""
    utterances = {_utterance(finding): getattr(finding, field) for finding in findings}
    found = Counter(utterances.values())
    return {name.value: found[name] for name in names}


def _utterance(finding: Finding) -> object:
    quotation = finding.quotation
    return quotation.id if quotation.group is None else quotation.group


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.quotation.id,
        "verdict": finding.verdict.value,
        "action": finding.action.value,
        "score": round(finding.score, DECIMALS),
        "misattributed": [name.value for name in finding.misattributed],
        "reason": finding.reason,
        "quoted_in_source": finding.quoted_in_source,
        **quotation_json(finding.quotation),
        "edits": [_edit(edit) for edit in finding.edits],
        "evidence": _evidence(finding.evidence),
        "searched": [
            {"channel": searched.channel.value, "status": searched.status.value}
            for searched in finding.searched
        ],
        "looked_at": [_looked_at(line) for line in finding.looked_at],
    }


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "start": speaker.start, "end": speaker.end}


def _cue(cue: Cue | None) -> Json | None:
    if cue is None:
        return None
    return {"text": cue.text, "start": cue.start, "end": cue.end}


def _citation(citation: Citation) -> Json:
    return {
        "text": citation.text,
        "start": citation.start,
        "end": citation.end,
        "outlet": citation.outlet,
        "outlet_name": citation.outlet_name,
        "date": citation.date,
        "date_text": citation.date_text,
        "date_precision": citation.date_precision.value if citation.date_precision else None,
        "date_role": citation.date_role.value,
        "url": citation.url,
        "title": citation.title,
        "page": citation.page,
        "medium": citation.medium.value if citation.medium else None,
    }


def _edit(edit: Edit) -> Json:
    return {
        "op": edit.op,
        "quoted": edit.quoted,
        "source": edit.source,
        "kind": edit.kind.value,
        "quoted_span": _span(edit.quoted_span),
        "source_span": _span(edit.source_span),
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _outlet(evidence: Evidence) -> str | None:
    """The page's outlet; a given file is of none, unless it names one itself."""
    nameless = evidence.outlet == FILE and evidence.url.startswith(f"{FILE}:")
    return None if nameless else evidence.outlet


def _evidence(evidence: Evidence | None) -> Json | None:
    if evidence is None:
        return None
    return {
        "relation": evidence.relation.value,
        "basis": evidence.basis.value,
        "url": evidence.url,
        "final_url": evidence.final_url,
        "title": evidence.title,
        "outlet": _outlet(evidence),
        "published": evidence.published,
        "published_from": evidence.published_from,
        "retrieved_at": moment(evidence.retrieved_at),
        "sha256": evidence.sha256,
        "memento_datetime": moment(evidence.memento_datetime),
        "snapshot": f"snapshots/{evidence.sha256}",
        "page": evidence.page,
        "passage": {
            "text": evidence.passage.text,
            "prefix": evidence.prefix,
            "suffix": evidence.suffix,
            "start": evidence.passage.start,
            "end": evidence.passage.end,
        },
        "passages": [_passage(passage) for passage in evidence.passages],
    }


def _passage(passage: Passage) -> Json:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


def _looked_at(line: LookedAt) -> Json:
    return {
        "url": line.url,
        "channel": line.channel.value,
        "outcome": line.outcome.value if line.outcome else "read",
        "relation": line.relation.value if line.relation else None,
        "words": line.words,
        "likeness": None if line.likeness is None else round(line.likeness, DECIMALS),
        "detail": line.detail,
    }


def _encodable(value: Value) -> Value:
    """The same value with every lone surrogate replaced, code point for code point."""
    return cast(Value, _without_surrogates(value))


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _without_surrogates(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(part) for part in value]
    return value
