"""A report as W3C Web Annotations (JSON-LD): what was found, pinned to the article and the source.

Each annotation has two selectors a target: the words with what stands around them, which survive a
small change of the text, and the position, which is exact in the text that was read. Positions
count code points, as the Web Annotation Data Model has it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from verifier.model import Verdict
from verifier.report import schema, words
from verifier.report.decided import NOTHING_DECIDED, Decided
from verifier.report.styles import style_of, words_on_screen

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quotation, as the data model's examples have about


def to_annotations(
    report: Mapping[str, Any], *, decided: Mapping[str, Decided] = NOTHING_DECIDED
) -> str:
    """The findings as an AnnotationPage; what was set aside is left out."""
    read = schema.load(report)
    made = [
        _annotation(pieces, read, decided.get(pieces[0].id))
        for pieces in words.utterances(read.findings)
        if pieces[0].verdict is not Verdict.SET_ASIDE
    ]
    page = {
        "@context": CONTEXT,
        "id": f"urn:sha256:{read.article.sha256}:annotations",
        "type": "AnnotationPage",
        "items": made,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(
    pieces: Sequence[schema.Finding], report: schema.Report, decided: Decided | None
) -> dict[str, Any]:
    first = pieces[0]
    made: dict[str, Any] = {
        "id": f"urn:sha256:{report.article.sha256}:{first.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": report.finished_at or report.created_at,
        "generator": {"type": "Software", "name": "verifier"},
        "body": [
            _text(f"{words_on_screen(first)}. {first.reason}".strip()),
            {"type": "TextualBody", "purpose": "tagging", "value": first.verdict.value},
            {"type": "TextualBody", "purpose": "tagging", "value": style_of(first).name},
            *_passages(first),
            *([_decision(decided)] if decided else []),
        ],
        "target": [_quoted(piece, report.article) for piece in pieces],
    }
    return made


def _text(value: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "value": value,
        "format": "text/plain",
        "language": "en",
    }


def _decision(decided: Decided) -> dict[str, Any]:
    """A person's decision as a body of its own, with its own maker."""
    body: dict[str, Any] = {
        "type": "TextualBody",
        "purpose": "commenting",
        "value": decided.sentence,
        "format": "text/plain",
        "creator": {"type": "Person", "name": decided.by},
    }
    return body | ({"created": decided.at} if decided.at else {})


def _quoted(piece: schema.Finding, article: schema.Article) -> dict[str, Any]:
    start, end = piece.quotation.start, piece.quotation.end
    return {
        "type": "SpecificResource",
        "source": article.url or f"urn:sha256:{article.sha256}",
        "selector": _selectors(
            piece.quotation.text,
            article.text[max(0, start - AROUND) : start],
            article.text[end : end + AROUND],
            start,
            end,
        ),
    }


def _passages(finding: schema.Finding) -> list[dict[str, Any]]:
    """The passage in the snapshot that was read, as a body that points there."""
    evidence = finding.evidence
    if evidence is None:
        return []
    passage = evidence.passage
    source: dict[str, Any] = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": evidence.final_url,
        "state": {
            "type": "TimeState",
            "sourceDate": evidence.memento_datetime or evidence.retrieved_at,
        },
        "selector": _selectors(
            passage.text,
            passage.prefix[-AROUND:],
            passage.suffix[:AROUND],
            passage.start,
            passage.end,
        ),
    }
    return [source]


def _selectors(exact: str, prefix: str, suffix: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
