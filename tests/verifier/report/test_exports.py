"""Markdown, CSV, SARIF and Web Annotation: the same findings in the forms of others."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    EMPTY,
    FINISHED,
    NOT_FOUND,
    PAGE,
    REPORT,
    TEXT,
    an_article,
)
from verifier.model import Report, ReportState
from verifier.report import to_annotations, to_csv, to_json, to_md, to_sarif
from verifier.report.decided import Decided
from verifier.report.forms import FORMS


def form(report: Report = REPORT) -> dict[str, Any]:
    return to_json(report, job_id="j", created_at=CREATED, finished_at=FINISHED)


def with_reason(reason: str) -> dict[str, Any]:
    return form(Report(REPORT.article, ReportState.ACTION, (replace(ALTERED, reason=reason),)))


# --- CSV ----------------------------------------------------------------------------------


def rows(report: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(report), newline="")))


def test_csv_has_a_line_an_utterance_the_worst_first() -> None:
    made = rows(form())

    assert len(made) == 10
    assert made[0]["verdict"] == "not_found"
    assert made[0]["quotation"] == "Nobody in this town has asked us, … and nobody will."
    assert made[1]["passage"] == "We can pay for a second ship,"
    assert TEXT[int(made[1]["start"]) : int(made[1]["end"])] == made[1]["quotation"]


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://evil.example","x")',
        " =1+1",
        "＝1+1",
        "\x00=1",
        "\u202e=1",
    ],
)
def test_no_cell_is_a_formula(formula: str) -> None:
    cell = rows(with_reason(formula))[0]["reason"]

    assert cell.startswith("'")


def test_line_breaks_of_foreign_text_do_not_break_lines() -> None:
    assert len(to_csv(with_reason('a"\n"b,\r\nc')).strip().split("\r\n")) == 2


# --- Markdown -----------------------------------------------------------------------------


def test_markdown_has_each_finding_with_a_footnote_to_its_source() -> None:
    made = to_md(form())

    assert made.startswith("# Harbour town votes on its ferry\n")
    assert "## 2. ! Found with words changed (`altered`)" in made
    assert "we ~~can~~ **cannot** pay for a second ship" in made
    assert "<https://harbour.example/ferry?read=1>" in made
    for number in range(1, 10):
        assert made.count(f"[^{number}]") == 2


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](http://evil.example/x.png)",
        "# not a heading",
        "http://evil.example/auto",
        "1. not a list",
        "- not a list",
        "www.evil.example and a@evil.example",
        "`code` **bold** ~~gone~~ &lt;b&gt;",
    ],
)
def test_foreign_text_is_no_markdown(hostile: str) -> None:
    made = to_md(with_reason(hostile))
    shown = MarkdownIt("commonmark", {"html": True}).render(made)

    paragraph = next(line for line in shown.splitlines() if "[^1]" in line)
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'javascript:alert(1)"' not in shown
    inside = paragraph.removeprefix("<p>").partition("[^1]")[0]
    assert "<" not in inside


# --- SARIF --------------------------------------------------------------------------------


def sarif(report: dict[str, Any] | None = None, **options: str) -> dict[str, Any]:
    return json.loads(to_sarif(report or form(), **options))["runs"][0]


def test_sarif_regions_are_the_quotations() -> None:
    lines = TEXT.split("\n")

    for result in sarif()["results"]:
        for location in result["locations"]:
            region = location["physicalLocation"]["region"]
            start, length = region["charOffset"], region["charLength"]
            assert TEXT[start : start + length] == region["snippet"]["text"]
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] in TEXT[start:]
            assert line[region["startColumn"] - 1 :].startswith(region["snippet"]["text"])


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_sarif_lines_end_at_every_kind_of_line_end(end: str) -> None:
    text = TEXT.replace("\n", end)
    at = text.index(ALTERED.quotation.text)
    moved = replace(ALTERED.quotation, start=at, end=at + len(ALTERED.quotation.text), citations=())
    report = Report(an_article(text), ReportState.ACTION, (replace(ALTERED, quotation=moved),))

    region = sarif(form(report))["results"][0]["locations"][0]["physicalLocation"]["region"]

    assert (region["startLine"], region["endLine"]) == (8, 8)
    assert region["startColumn"] == text.split(end)[7].index("we cannot") + 1


def test_sarif_levels_follow_the_actions() -> None:
    found = {result["ruleId"]: (result["level"], result["kind"]) for result in sarif()["results"]}

    assert found["not_found"] == ("error", "fail")
    assert found["unreadable"] == ("warning", "fail")
    assert found["too_short"] == ("note", "fail")
    assert found["found"] == ("none", "pass")
    assert found["related_passage"] == ("none", "informational")


def test_sarif_rules_are_listed_once_and_pointed_to() -> None:
    run = sarif()
    rules = run["tool"]["driver"]["rules"]

    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_names_the_file_that_was_checked() -> None:
    run = sarif(artifact="drafts/my story [2].md")

    assert run["artifacts"][0]["location"]["uri"] == "drafts/my%20story%20%5B2%5D.md"


def test_sarif_of_nothing_has_no_results() -> None:
    assert sarif(form(EMPTY))["results"] == []


# --- Web Annotation -----------------------------------------------------------------------


def annotations() -> list[dict[str, Any]]:
    page = json.loads(to_annotations(form()))
    assert (page["@context"], page["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationPage",
    )
    return list(page["items"])


def test_selectors_point_at_the_words_in_the_article_and_in_the_source() -> None:
    for one in annotations():
        pointed = [(target, TEXT) for target in one["target"]]
        pointed += [(body, PAGE) for body in one["body"] if body["type"] == "SpecificResource"]
        for resource, text in pointed:
            quoted, position = resource["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quoted["exact"]
            assert text[:start].endswith(quoted["prefix"])
            assert text[end:].startswith(quoted["suffix"])


def test_an_annotation_has_a_target_for_each_piece_of_an_utterance() -> None:
    asked = next(one for one in annotations() if one["id"].endswith(NOT_FOUND.quotation.id))

    assert [target["selector"][0]["exact"] for target in asked["target"]] == [
        "Nobody in this town has asked us,",
        "and nobody will.",
    ]


@pytest.mark.parametrize("write", [to_sarif, to_annotations])
def test_controls_are_escaped_in_json(write: Any) -> None:
    made = write(with_reason("a\x1b[31m\x00b"))

    assert not {chr(code) for code in range(32)} - {"\n"} & set(made)


# --- what people decided --------------------------------------------------------------------

HOSTILE = "=1 <script>alert(1)</script>\n# no [heading](x)"
DECIDED = {ALTERED.quotation.id: Decided("dispute", "ann", None, HOSTILE, HOSTILE)}


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"json"}))
def test_every_form_for_people_tells_what_was_decided(name: str) -> None:
    plain, made = (FORMS[name].write(form(), decided=one) for one in ({}, DECIDED))

    said = "ann" if name == "csv" else "Finding disputed"
    assert made.count(said) == plain.count(said) + 1


def test_the_findings_of_the_contract_hold_no_decision() -> None:
    assert FORMS["json"].write(form(), decided=DECIDED) == FORMS["json"].write(form())


def test_words_of_a_decision_are_no_markup_and_no_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(to_csv(form(), decided=DECIDED), newline="")))
    decided = next(one for one in lines if one["decision"])
    shown = MarkdownIt("commonmark", {"html": True}).render(to_md(form(), decided=DECIDED))

    assert lines[0]["decision"] == ""
    assert (decided["decision"], decided["decided_by"]) == ("dispute", "ann")
    assert decided["note"].startswith("'=1")
    assert "<script" not in shown
    assert shown.count("<h1") == 1
