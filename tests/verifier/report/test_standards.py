"""SARIF and Web Annotations against what their standards demand.

The SARIF schema below is our own, written from the standard (OASIS SARIF 2.1.0, section 3): only
we write is allowed in it, so that a misspelt property is seen. Where `VERIFIER_SARIF_SCHEMA` is
a copy of the schema that OASIS publishes, the log is held against that one too.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.verifier.report.examples import ALTERED, CREATED, EMPTY, FINISHED, NOT_FOUND, REPORT
from verifier.model import Report
from verifier.report import to_annotations, to_json, to_sarif
from verifier.report.decided import Decided

DECIDED = {
    NOT_FOUND.quotation.id: Decided("accept", "ann", "2026-03-02T10:00:00+00:00", note="Asked."),
    ALTERED.quotation.id: Decided("dispute", "local", "2026-03-02T10:01:00+00:00", "It is on p. 3"),
}
OFFICIAL = os.environ.get("VERIFIER_SARIF_SCHEMA")


def closed(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def some(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT = {"type": "string"}
URI = {"type": "string", "pattern": r"^[A-Za-z0-9:/?#@!$&'()*+,;=%~._-]+$"}
COUNT = {"type": "integer", "minimum": 0}
LINE = {"type": "integer", "minimum": 1}
BAG = {"type": "object"}
MESSAGE = closed("text", text=TEXT)
PLACE = closed("uri", uri=URI, index=COUNT)  # 3.4
REGION = closed(  # 3.30; columns and lines begin at 1, offsets at 0
    "charOffset charLength snippet",
    startLine=LINE,
    startColumn=LINE,
    endLine=LINE,
    endColumn=LINE,
    charOffset=COUNT,
    charLength=COUNT,
    snippet=MESSAGE,
)
PHYSICAL = closed("artifactLocation region", artifactLocation=PLACE, region=REGION)
LOCATION = closed("physicalLocation", id=COUNT, message=MESSAGE, physicalLocation=PHYSICAL)
SUPPRESSION = closed(  # 3.35
    "kind",
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=TEXT,
)
RESULT = closed(  # 3.27
    "message ruleId level kind locations",
    ruleId=TEXT,
    ruleIndex=COUNT,
    level={"enum": ["none", "note", "warning", "error"]},
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    message=MESSAGE,
    locations=some(LOCATION, minItems=1),
    relatedLocations=some(LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions=some(SUPPRESSION, uniqueItems=True),
    properties=BAG,
) | {
    # 3.27.9 and 3.27.10: a level other than "none" is for what fails.
    "if": {"properties": {"kind": {"not": {"const": "fail"}}}},
    "then": {"properties": {"level": {"const": "none"}}},
}
RULE = closed("id", id=TEXT, name=TEXT, shortDescription=MESSAGE, help=MESSAGE)  # 3.49
DRIVER = closed("name", name=TEXT, rules=some(RULE, uniqueItems=True))  # 3.19
HASHES = {"type": "object", "additionalProperties": {"pattern": "^[0-9a-f]{64}$"}}
RUN = closed(  # 3.14
    "tool results",
    tool=closed("driver", driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    artifacts=some(closed("", location=PLACE, hashes=HASHES), uniqueItems=True),
    results=some(RESULT),
    properties=BAG,
)
LOG = closed(  # 3.13
    "version runs",
    **{"$schema": URI, "version": {"const": "2.1.0"}, "runs": some(RUN, minItems=1)},
)


def form(report: Report) -> dict[str, Any]:
    return to_json(report, job_id="j", created_at=CREATED, finished_at=FINISHED)


@pytest.mark.parametrize("decided", [{}, DECIDED], ids=["undecided", "decided"])
@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["findings", "nothing"])
def test_a_sarif_log_is_as_the_standard_has_it(
    report: Report, decided: Mapping[str, Decided]
) -> None:
    log = json.loads(to_sarif(form(report), decided=decided))

    jsonschema.Draft202012Validator(LOG).validate(log)
    if OFFICIAL:
        published = json.loads(Path(OFFICIAL).read_text("utf-8"))
        jsonschema.Draft4Validator(published).validate(log)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("results", 0, "level"), "fatal"),
        (("results", 0, "locations"), []),
        (("results", 0, "colour"), "red"),
        (("results", 0, "kind"), "pass"),  # while its level is "error"
        (("results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("artifacts", 0, "location", "uri"), "my story.md"),
        (("tool", "driver", "name"), None),
    ],
)
def test_a_log_that_breaks_the_standard_is_seen(path: tuple[Any, ...], value: Any) -> None:
    log = json.loads(to_sarif(form(REPORT)))
    at = log["runs"][0]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value

    assert not jsonschema.Draft202012Validator(LOG).is_valid(log)


def test_a_dispute_is_a_suppression_that_hides_nothing() -> None:
    results = json.loads(to_sarif(form(REPORT), decided=DECIDED))["runs"][0]["results"]

    said = [result["suppressions"] for result in results if "suppressions" in result]
    assert len(said) == 1
    assert said[0][0]["status"] == "underReview"
    assert "It is on p. 3" in said[0][0]["justification"]


# What the W3C Web Annotation Data Model demands, by its sections.


def test_annotations_are_as_the_model_has_them() -> None:
    page = json.loads(to_annotations(form(REPORT), decided=DECIDED))

    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"  # 3.1: exactly this
    assert page["type"] == "AnnotationPage"  # 5.2: a page has a type, an id and its items
    assert is_iri(page["id"])
    assert page["items"]
    for one in page["items"]:
        assert is_iri(one["id"])  # 3.1: exactly one
        assert one["type"] == "Annotation"  # 3.1: one or more
        assert one["target"]  # 3.1: one or more
        assert one["motivation"] == "assessing"  # 3.3.5: of the closed list
        datetime.fromisoformat(one["created"])  # 3.3.1: a date with its time zone
        for resource in one["body"] + one["target"]:
            check_resource(resource)


def check_resource(resource: dict[str, Any]) -> None:
    if resource["type"] == "TextualBody":  # 3.2.4: exactly one value
        assert isinstance(resource["value"], str)
        assert resource["purpose"] in ("describing", "tagging", "commenting")
        return
    assert resource["type"] == "SpecificResource"  # 4: exactly one source
    assert is_iri(resource["source"])
    quoted, position = resource["selector"]
    assert quoted["type"] == "TextQuoteSelector"  # 4.2.4: exactly one exact
    assert isinstance(quoted["exact"], str)
    assert position["type"] == "TextPositionSelector"  # 4.2.5: start and end, not negative
    assert 0 <= position["start"] < position["end"]


def is_iri(written: str) -> bool:
    scheme, colon, rest = written.partition(":")
    return bool(colon and rest) and scheme in ("urn", "http", "https") and " " not in written


def test_a_decision_is_a_body_with_its_own_maker() -> None:
    items = json.loads(to_annotations(form(REPORT), decided=DECIDED))["items"]

    made = [
        body["creator"]["name"]
        for one in items
        for body in one["body"]
        if body.get("purpose") == "commenting"
    ]
    assert sorted(made) == ["ann", "local"]
