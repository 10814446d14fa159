"""A report as SARIF 2.1.0 (OASIS), for code hosts and editors.

Each style of finding is a rule, each utterance a result.

The region is the quotation in the article. Columns and offsets count code points, which the run
says (`columnKind`); lines end at LF, CR or CR LF.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from verifier.model import Action, Verdict
from verifier.report import schema, words
from verifier.report.decided import NOTHING_DECIDED, Decided
from verifier.report.styles import STYLES, Style, style_of, words_on_screen

SCHEMA_ADDRESS = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {
    Action.CALL: "error",
    Action.WORDING: "error",
    Action.ATTRIBUTION: "warning",
    Action.SOURCE: "warning",
    Action.LOOK: "note",
    Action.NONE: "none",
}
LINE_END = re.compile("\r\n|\r|\n")
RULE_WORDS = {
    "not_found": "The source named was read and does not have the words",
    "altered": "The source has other words",
    "part": "Words are not in the source",
    "stitched": "Words are joined or left out without a mark",
    "elsewhere": "The words stand in another source than the one named",
    "attribution_differs": "The source attributes the words otherwise",
    "unreadable": "The source named could not be read",
    "no_source": "There is no source to look up",
    "too_short": "Too short to decide",
    "related_passage": "A passage on the same point",
    "found_small": "Found; small words differ",
    "found_cuts": "Found, with cuts and insertions marked",
    "found": "Found word for word",
}


def to_sarif(
    report: Mapping[str, Any],
    *,
    artifact: str | None = None,
    decided: Mapping[str, Decided] = NOTHING_DECIDED,
) -> str:
    """The findings as a SARIF log; `artifact` is the article's path or address, where known.

    What was set aside is left out. A passage or a found quotation has the level "none".
    """
    read = schema.load(report)
    found = [
        pieces
        for pieces in words.utterances(read.findings)
        if pieces[0].verdict is not Verdict.SET_ASIDE
    ]
    rules = [style for name, style in STYLES.items() if name in RULE_WORDS]
    address = _address(artifact or read.article.url or "article")
    lines = _Lines(read.article.text)
    run = {
        "tool": {"driver": {"name": "verifier", "rules": [_rule(style) for style in rules]}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": {"uri": address}, "hashes": {"sha-256": read.article.sha256}},
        ],
        "results": [
            _result(pieces, [style.name for style in rules], address, lines)
            | _suppressions(decided.get(pieces[0].id))
            for pieces in found
        ],
        "properties": {"state": read.state.value},
    }
    log = {"$schema": SCHEMA_ADDRESS, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(style: Style) -> dict[str, Any]:
    text = RULE_WORDS[style.name]
    rule: dict[str, Any] = {
        "id": style.name,
        "name": "".join(part.title() for part in style.name.split("_")),
        "shortDescription": {"text": text},
    }
    return rule | ({"help": {"text": f"{style.todo}."}} if style.todo else {})


def _result(
    pieces: Sequence[schema.Finding], rules: list[str], address: str, lines: "_Lines"
) -> dict[str, Any]:
    first = pieces[0]
    name = style_of(first).name
    level = LEVELS[first.action]
    result: dict[str, Any] = {
        "ruleId": name,
        "ruleIndex": rules.index(name),
        "level": level,
        "kind": _kind(first.verdict) if level == "none" else "fail",
        "message": {"text": f"{words_on_screen(first)}. {first.reason}".strip()},
        "locations": [_location(piece, address, lines) for piece in pieces],
        "partialFingerprints": {"finding/v1": first.id},
        "properties": {
            "verdict": first.verdict.value,
            "action": first.action.value,
            "score": first.score,
        },
    }
    return result | _related(first)


def _suppressions(decided: Decided | None) -> dict[str, Any]:
    """A dispute as a suppression under review: it stands beside the result and hides nothing."""
    if decided is None or decided.choice != "dispute":
        return {}
    said = {"kind": "external", "status": "underReview", "justification": decided.sentence}
    return {"suppressions": [said]}


def _kind(verdict: Verdict) -> str:
    return "informational" if verdict is Verdict.RELATED else "pass"


def _location(piece: schema.Finding, address: str, lines: "_Lines") -> dict[str, Any]:
    quotation = piece.quotation
    region = lines.region(quotation.start, quotation.end)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": address, "index": 0},
            "region": region | {"snippet": {"text": quotation.text}},
        }
    }


def _related(finding: schema.Finding) -> dict[str, Any]:
    """The passage in its source, where there is one."""
    evidence = finding.evidence
    if evidence is None:
        return {}
    passage = evidence.passage
    location = {
        "id": 1,
        "message": {"text": words.found_in(evidence) or evidence.final_url},
        "physicalLocation": {
            "artifactLocation": {"uri": _address(evidence.final_url)},
            "region": {
                "charOffset": passage.start,
                "charLength": passage.end - passage.start,
                "snippet": {"text": passage.text},
            },
        },
    }
    return {"relatedLocations": [location]}


def _address(written: str) -> str:
    """The address or path as a URI reference, with everything foreign to one escaped."""
    return quote(words.plain(written), safe=":/?#@!$&'()*+,;=%~-._")


class _Lines:
    """Where offsets stand in a text: lines and columns from 1, in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in LINE_END.finditer(text))]

    def region(self, start: int, end: int) -> dict[str, int]:
        first, column = self._place(start)
        last, past = self._place(end)
        return {
            "startLine": first,
            "startColumn": column,
            "endLine": last,
            "endColumn": past,
            "charOffset": start,
            "charLength": end - start,
        }

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
