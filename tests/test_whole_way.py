"""The bundled example, the whole way: by the command line and by the service, with real parts."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from verifier.cli.demo import demo_settings
from verifier.demo.server import DemoServer
from verifier.demo.world import article_path
from verifier.service import running_service
from verifier.service.serving import environment
from verifier.settings import Settings

Json = dict[str, Any]

# What differs between two runs over the same pages: whose run it was, and when.
OF_THE_RUN = frozenset({"job_id", "created_at", "finished_at", "retrieved_at"})

# How each quotation of the example begins, and what is to be found for it: verdict, what is
# misattributed, action, and why.
EXPECTED = [
    ("The ferry is the longest", "verbatim", [], "none", "typography differs only"),
    ("We’ve kept this boat", "near_verbatim", [], "look", "a contraction and a marked cut"),
    ("That engine is thirty-one", "verbatim", ["speaker"], "attribution", "a deckhand said it"),
    ("The hull will cost", "altered", [], "wording", "the digits of a number changed places"),
    ("The board does intend", "altered", [], "wording", "a “not” is gone"),
    ("Resolved, that the vessel", "verbatim", [], "none", "in the minutes that are linked"),
    ("The east bank school", "partial", [], "wording", "the end is invented"),
    ("A town that cannot", "verbatim", ["outlet"], "attribution", "only another outlet has it"),
    ("You can measure", "verbatim", ["date"], "attribution", "said a week later"),
    ("I would sooner drain", "not_found", [], "call", "the Courier was read and lacks it"),
    ("Our underwriters", "unreachable", [], "source", "the Ledger lets nobody read it"),
    ("My first memory", "partial", [], "wording", "two places joined without a mark"),
    ("My grandmother once", "unsourced", [], "source", "names no source"),
    ("efficiency review", "set_aside", [], "none", "scare quotes"),
    ("Last Boat to Anselholm", "set_aside", [], "none", "the name of a song"),
    ("the number of passengers", "related", [], "none", "an indirect statement"),
]


@pytest.fixture(scope="module")
def web() -> Iterator[DemoServer]:
    with DemoServer() as server:
        yield server


@pytest.fixture(scope="module")
def settings(web: DemoServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return demo_settings(web, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def checked(settings: Settings) -> tuple[Json, int]:
    """The report of `verifier check` in a process of its own, and its exit code."""
    command = ["check", str(article_path()), "--format", "json"]
    result = verifier(command, environment(settings))
    return json.loads(result.stdout), result.returncode


@pytest.fixture(scope="module")
def served(settings: Settings) -> Json:
    """The report of the service, submitted and fetched over HTTP."""
    with running_service(settings) as service:
        there = ["--server", service.url]
        submitted = verifier(["submit", str(article_path()), "--wait", *there], os.environ)
        assert submitted.returncode == 0, submitted.stderr
        job = submitted.stdout.strip()
        status = verifier(["status", job, *there], os.environ)
        assert status.stdout.startswith("done, ")
        report = verifier(["report", job, "--format", "json", *there], os.environ)
        assert report.returncode == 1
    written: Json = json.loads(report.stdout)
    return written


def verifier(arguments: list[str], env: Any) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "verifier.cli", *arguments]
    return subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)


def without_run(value: object) -> object:
    """The same JSON without what belongs to one run."""
    if isinstance(value, dict):
        return {key: without_run(part) for key, part in value.items() if key not in OF_THE_RUN}
    if isinstance(value, list):
        return [without_run(part) for part in value]
    return value


def finding(report: Json, beginning: str) -> Json:
    found = [f for f in report["findings"] if f["quotation"]["text"].startswith(beginning)]
    assert len(found) == 1, beginning
    return found[0]


@pytest.mark.parametrize(
    ("beginning", "verdict", "misattributed", "action", "why"),
    EXPECTED,
    ids=[row[0] for row in EXPECTED],
)
def test_each_quotation_of_the_example_gets_its_verdict(
    checked: tuple[Json, int],
    beginning: str,
    verdict: str,
    misattributed: list[str],
    action: str,
    why: str,
) -> None:
    found = finding(checked[0], beginning)

    assert (found["verdict"], found["misattributed"]) == (verdict, misattributed), why
    assert found["action"] == action


def test_the_example_has_no_quotation_beside_those(checked: tuple[Json, int]) -> None:
    listed = {beginning for beginning, *_ in EXPECTED}

    beside = [
        row["quotation"]["text"]
        for row in checked[0]["findings"]
        if not any(row["quotation"]["text"].startswith(beginning) for beginning in listed)
    ]

    assert beside == []


def test_the_example_needs_action_and_check_says_so_by_its_exit_code(
    checked: tuple[Json, int],
) -> None:
    report, code = checked

    assert report["state"] == "action"
    assert code == 1


def test_what_was_not_found_shows_the_nearest_passage_of_the_source_that_was_read(
    checked: tuple[Json, int],
) -> None:
    evidence = finding(checked[0], "I would sooner")["evidence"]

    assert evidence["outlet"] == "The Saltmere Courier"
    assert evidence["relation"] == "named"
    assert evidence["passage"]["text"]


def test_neither_the_reprint_nor_a_later_page_is_evidence(checked: tuple[Json, int]) -> None:
    report, _ = checked

    hosts = {f["evidence"]["url"].split("/")[2] for f in report["findings"] if f["evidence"]}
    ledger = [line for f in report["findings"] for line in f["looked_at"]]

    assert not hosts & {"quickreads.example", "slipwaynotes.example"}
    assert {"copy", "later"} <= {line["outcome"] for line in ledger}


def test_the_command_line_and_the_service_give_the_same_report(
    checked: tuple[Json, int], served: Json
) -> None:
    assert served["job_id"]
    assert checked[0]["job_id"] is None
    assert without_run(served) == without_run(checked[0])


def test_the_demo_runs_prints_its_report_and_leaves_nothing_behind(tmp_path: Path) -> None:
    env = {**os.environ, "TMPDIR": str(tmp_path)}

    result = verifier(["demo"], env)

    assert result.returncode == 0, result.stderr
    for _, verdict, *_ in EXPECTED:
        assert verdict in result.stdout
    assert "The report as one file: " in result.stderr
    (page,) = tmp_path.iterdir()  # the temporary data folder is gone, the report is there
    assert page.read_text().lower().startswith("<!doctype html>")
