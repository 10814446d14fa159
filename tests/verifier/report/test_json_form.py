import json
from dataclasses import replace

import jsonschema
import pytest

from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    EMPTY,
    FINISHED,
    PAGE,
    REPORT,
    TEXT,
    VERBATIM,
    an_article,
)
from verifier.model import Report, ReportState
from verifier.report import json_schema, schema, to_json

FIELDS = {
    "report": "schema job_id created_at finished_at state article counts actions findings",
    "article": "title byline published language url sha256 text",
    "finding": "id verdict action score misattributed reason quoted_in_source quotation speaker "
    "cue citations edits evidence searched looked_at",
    "quotation": "text kind start end group parent",
    "citation": "text start end outlet outlet_name date date_text date_precision date_role url "
    "title page medium",
    "edit": "op quoted source kind quoted_span source_span",
    "evidence": "relation basis url final_url title outlet published published_from retrieved_at "
    "sha256 memento_datetime snapshot page passage passages",
    "passage": "text prefix suffix start end",
    "looked_at": "url channel outcome relation words likeness detail",
}


def form(report: Report = REPORT) -> dict:
    return to_json(report, job_id="j1", created_at=CREATED, finished_at=FINISHED)


def finding_form(finding_id: str) -> dict:
    return next(finding for finding in form()["findings"] if finding["id"] == finding_id)


def test_every_object_has_the_fields_of_the_contract_and_no_others() -> None:
    report = form()
    finding = finding_form(ALTERED.quotation.id)

    shown = {
        "report": report,
        "article": report["article"],
        "finding": finding,
        "quotation": finding["quotation"],
        "citation": finding["citations"][0],
        "edit": finding["edits"][0],
        "evidence": finding["evidence"],
        "passage": finding["evidence"]["passage"],
        "looked_at": finding["looked_at"][0],
    }

    assert {name: list(value) for name, value in shown.items()} == {
        name: fields.split() for name, fields in FIELDS.items()
    }


def test_offsets_point_at_the_words_they_stand_for() -> None:
    report = form()

    for finding in report["findings"]:
        quotation = finding["quotation"]
        assert TEXT[quotation["start"] : quotation["end"]] == quotation["text"]
        for citation in finding["citations"]:
            assert TEXT[citation["start"] : citation["end"]] == citation["text"]
        if finding["evidence"]:
            passage = finding["evidence"]["passage"]
            assert PAGE[passage["start"] : passage["end"]] == passage["text"]


def test_pieces_of_one_utterance_count_once() -> None:
    report = form()

    assert report["counts"]["not_found"] == 1
    assert report["actions"]["call"] == 1
    assert sum(report["counts"].values()) == sum(report["actions"].values()) == 10


def test_a_page_that_was_read_has_the_outcome_read() -> None:
    ledger = finding_form(ALTERED.quotation.id)["looked_at"]

    assert [line["outcome"] for line in ledger] == ["read", "paywalled"]


def test_moments_are_utc_with_a_z_and_scores_are_rounded() -> None:
    report = form()

    assert report["created_at"] == "2026-03-02T09:00:00Z"
    assert report["findings"][0]["score"] == 0.912
    assert report["findings"][0]["looked_at"][0]["likeness"] == 0.988


def test_a_running_job_has_no_end() -> None:
    report = to_json(REPORT, created_at=CREATED, finished_at=None)

    assert (report["job_id"], report["finished_at"]) == (None, None)


def test_a_finding_without_anything_has_nulls_and_empty_lists() -> None:
    finding = finding_form("q00000008")

    assert [finding[name] for name in ("speaker", "cue", "evidence", "quoted_in_source")] == [
        None
    ] * 4
    assert finding["citations"] == finding["edits"] == finding["looked_at"] == []


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["one of each", "no quotation"])
def test_the_form_is_valid_by_the_published_schema(report: Report) -> None:
    written = json.loads(json.dumps(form(report)))

    jsonschema.Draft202012Validator(json_schema()).validate(written)


def test_the_published_schema_is_itself_valid_and_refuses_what_is_not_of_the_contract() -> None:
    published = json_schema()
    jsonschema.Draft202012Validator.check_schema(published)
    valid = jsonschema.Draft202012Validator(published)
    report = form()

    assert valid.is_valid(report)
    assert not valid.is_valid({**report, "grade": 87})
    assert not valid.is_valid({**report, "schema": "verifier/report/2"})
    assert not valid.is_valid({**report, "created_at": "yesterday"})


def test_the_typed_model_writes_back_what_it_has_read() -> None:
    report = form()

    assert schema.load(report).model_dump(mode="json") == report


def test_a_lone_surrogate_becomes_one_replacement_character() -> None:
    broken = Report(an_article(TEXT + "\ud83d\ude00\ud800."), ReportState.CLEAR, ())

    text = to_json(broken, created_at=CREATED, finished_at=FINISHED)["article"]["text"]

    assert text == TEXT + "\ufffd\ufffd\ufffd."


def test_the_order_of_findings_is_the_judges() -> None:
    turned = replace(REPORT, findings=(VERBATIM, ALTERED))

    assert [finding["verdict"] for finding in form(turned)["findings"]] == ["verbatim", "altered"]


def test_a_given_file_is_of_no_outlet_unless_it_names_one() -> None:
    def outlet(url: str, name: str) -> str | None:
        given = replace(VERBATIM.evidence, url=url, outlet=name)
        report = replace(REPORT, findings=(replace(VERBATIM, evidence=given),))
        return form(report)["findings"][0]["evidence"]["outlet"]

    assert outlet("file:notes.txt", "file") is None
    assert outlet("file:saved.html", "Harbour Gazette") == "Harbour Gazette"
    assert outlet("https://file.example/", "file") == "file"
