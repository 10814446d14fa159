"""Every form that a report can take, by the name that the command line and the API know it by."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from verifier.report.annotations import to_annotations
from verifier.report.csv_form import to_csv
from verifier.report.decided import NOTHING_DECIDED, Decided
from verifier.report.html import to_html
from verifier.report.markdown import to_md
from verifier.report.sarif import to_sarif
from verifier.report.text import to_text


class Write(Protocol):
    """What writes a report in one form, people's decisions beside the findings."""

    def __call__(
        self, report: Mapping[str, Any], /, *, decided: Mapping[str, Decided] = NOTHING_DECIDED
    ) -> str:
        """The report in this form."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what it is called on screen, how a file of it ends, and what writes it."""

    words: str
    ending: str
    media_type: str
    write: Write


def as_json(report: Mapping[str, Any], *, decided: Mapping[str, Decided] = NOTHING_DECIDED) -> str:
    """The report's JSON as text, letters as they are; it holds findings and no decisions."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, Form] = {
    "html": Form("One HTML file", "html", "text/html; charset=utf-8", to_html),
    "md": Form("Markdown", "md", "text/markdown; charset=utf-8", to_md),
    "text": Form("Plain text", "txt", "text/plain; charset=utf-8", to_text),
    "csv": Form("CSV for a spreadsheet", "csv", "text/csv; charset=utf-8; header=present", to_csv),
    "json": Form("JSON", "json", "application/json", as_json),
    "sarif": Form("SARIF", "sarif", "application/sarif+json", to_sarif),
    "annotations": Form("Web Annotations", "jsonld", "application/ld+json", to_annotations),
}
