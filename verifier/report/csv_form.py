"""A report as CSV (RFC 4180), one line an utterance, for spreadsheets.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP): the words
of an article and the titles of pages are written by others.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

from verifier.report import schema, words
from verifier.report.decided import NOTHING_DECIDED, Decided
from verifier.report.styles import words_on_screen

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width ones count too
COLUMNS = (
    "id",
    "action",
    "verdict",
    "finding",
    "reason",
    "quotation",
    "speaker",
    "cited",
    "misattributed",
    "score",
    "found_in",
    "found_published",
    "passage",
    "url",
    "sha256",
    "start",
    "end",
    "decision",
    "decided_by",
    "decided_at",
    "decision_reason",
    "note",
)


def to_csv(report: Mapping[str, Any], *, decided: Mapping[str, Decided] = NOTHING_DECIDED) -> str:
    """The findings as lines with a heading; lines end with CR LF, as the RFC has it."""
    out = io.StringIO(newline="")
    write = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    write.writerow(COLUMNS)
    for pieces in words.utterances(schema.load(report).findings):
        write.writerow([_safe(cell) for cell in _line(pieces, decided)])
    return out.getvalue()


def _line(pieces: tuple[schema.Finding, ...], decided: Mapping[str, Decided]) -> list[str]:
    first, evidence = pieces[0], pieces[0].evidence
    found = (
        ("", "", "", "", "")
        if evidence is None
        else (
            words.page_name(evidence) or "",
            evidence.published or "",
            evidence.passage.text,
            evidence.final_url,
            evidence.sha256,
        )
    )
    return [
        first.id,
        first.action.value,
        first.verdict.value,
        words_on_screen(first),
        first.reason,
        " … ".join(piece.quotation.text for piece in pieces),
        first.speaker.name if first.speaker else "",
        "; ".join(filter(None, (words.cited(citation) for citation in first.citations))),
        " ".join(first.misattributed),
        str(first.score),
        *found,
        str(first.quotation.start),
        str(pieces[-1].quotation.end),
        *_decision(decided.get(first.id)),
    ]


def _decision(decided: Decided | None) -> tuple[str, ...]:
    if decided is None:
        return ("",) * 5
    return (
        decided.choice,
        decided.by,
        decided.at or "",
        decided.reason or "",
        decided.note or "",
    )


def _safe(cell: str) -> str:
    line = words.plain(cell)
    return "'" + line if line.startswith(FORMULA) else line
