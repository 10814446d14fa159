"""Which decisions stand beside a report's findings: its own, and those of earlier runs.

A new run of the same article shows the decisions of the runs before it until it has its own, and
says so where the finding under one is another now.
"""

from collections.abc import Mapping
from typing import Any

from verifier.api.forms import moment
from verifier.report import schema, to_json
from verifier.report.decided import Decided, Desk
from verifier.store import Decision, Job, Store, StoredReport

RUNS_BACK = 10  # how many earlier runs are asked for decisions


def report_json(job: Job, stored: StoredReport) -> dict[str, object]:
    """A stored report in the contract's form."""
    return to_json(
        stored.report,
        job_id=job.id,
        created_at=job.created_at,
        finished_at=job.finished_at or stored.at,
    )


def desk_of(store: Store, job: Job, report: Mapping[str, Any], *, csrf: str = "") -> Desk:
    """The decisions on a job's findings, those of its earlier runs among them."""
    decided = {one.finding: _shown(one) for one in store.decisions(job.id)}
    bases = _bases(report) if job.retry_of else {}
    run = job
    for _ in range(RUNS_BACK):
        before = store.job(run.retry_of, job.owner) if run.retry_of else None
        stored = store.report(before.id) if before else None
        if before is None or stored is None:
            break
        then = _bases(report_json(before, stored))
        for one in store.decisions(before.id):
            if one.finding in bases and one.finding not in decided:
                changed = then.get(one.finding) != bases[one.finding]
                decided[one.finding] = _shown(one, earlier=True, changed=changed)
        run = before
    return Desk(decided, f"/jobs/{job.id}", csrf)


def _shown(one: Decision, *, earlier: bool = False, changed: bool = False) -> Decided:
    return Decided(
        choice=one.choice.value,
        by=one.by,
        at=moment(one.at),
        reason=one.reason,
        note=one.note,
        earlier=earlier,
        changed=changed,
    )


def _bases(report: Mapping[str, Any]) -> dict[str, object]:
    """Finding → what a decision on it rests on: the verdict, the page, and its words."""
    return {one.id: _basis(one) for one in schema.load(report).findings}


def _basis(finding: schema.Finding) -> object:
    seen = finding.evidence
    page = (seen.final_url, seen.passage.text) if seen else None
    return finding.verdict, tuple(finding.misattributed), page
