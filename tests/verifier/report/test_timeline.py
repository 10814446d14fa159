from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    FINISHED,
    NOT_FOUND,
    REPORT,
)
from verifier.model import Finding, Report
from verifier.report import schema, to_json
from verifier.report.timeline import timeline


def read(finding: Finding) -> schema.Finding:
    report = Report(REPORT.article, REPORT.state, (finding,))
    return schema.load(to_json(report, created_at=CREATED, finished_at=FINISHED)).findings[0]


def found(**fields: object) -> schema.Finding:
    assert ALTERED.evidence is not None
    return read(replace(ALTERED, evidence=replace(ALTERED.evidence, **fields)))  # type: ignore[arg-type]


def test_events_come_in_order() -> None:
    archived = datetime(2026, 2, 28, 12, tzinfo=UTC)

    events = timeline(found(memento_datetime=archived), "2026-03-01")

    assert [(event.day, event.what) for event in events] == [
        ("27 Feb. 2026", "cited"),
        ("27 Feb. 2026", "source published"),
        ("28 Feb. 2026", "archived"),
        ("1 March 2026", "article published"),
        ("2 March 2026", "read"),
    ]


@pytest.mark.parametrize(
    ("source", "article", "late"),
    [
        ("2026-03-02", "2026-03-01", True),
        ("2026-03-01T23:00:00+01:00", "2026-03-01", False),
        ("2026", "2026-03-01", False),  # the year says nothing of the day
        ("2027", "2026-03-01", True),
        (None, "2026-03-01", False),
        ("2026-03-02", None, False),
    ],
)
def test_a_source_dated_after_the_article_is_marked(
    source: str | None, article: str | None, late: bool
) -> None:
    events = timeline(found(published=source), article)

    assert any(event.late for event in events) is late


def test_without_a_source_there_is_nothing_to_order() -> None:
    assert timeline(read(NOT_FOUND), "2026-03-01") == ()
