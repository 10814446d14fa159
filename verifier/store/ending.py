"""How a job ends: done, failed or cancelled, once and for good."""

import json
from collections import Counter

from sqlalchemy import Connection, String, cast, select, update

from verifier.model import Report
from verifier.store import events, outbox, tallies, webhooks
from verifier.store.engine import now, upsert
from verifier.store.packing import pack
from verifier.store.tables import batches, jobs, reports
from verifier.store.tables import outbox as outbox_table
from verifier.store.values import OPEN, JobError, JobState, Lease, Ring, Stage


def finish(db: Connection, lease: Lease, report: Report) -> bool:
    """Whether this call ended the job as done; then this is its report."""
    if not end(db, lease.ref, JobState.DONE, fence=lease.fence):
        return False
    put_report(db, lease.ref, report, final=True)
    return True


def fail(db: Connection, job_id: str, error: JobError, fence: int | None = None) -> bool:
    """Whether this call ended the job as failed; the findings so far stay readable."""
    if not end(db, job_id, JobState.FAILED, error=error, fence=fence):
        return False
    settle_report(db, job_id)
    return True


def cancel(db: Connection, job_id: str) -> bool:
    """Whether this call cancelled the job; a worker is rung for the report of what is known."""
    if not end(db, job_id, JobState.CANCELLED):
        return False
    outbox.ring(db, Ring.CLOSE, job_id, job_id)
    return True


def end(
    db: Connection,
    job_id: str,
    state: JobState,
    *,
    error: JobError | None = None,
    fence: int | None = None,
) -> bool:
    """Whether this call ended the job; one that has ended stays as it is."""
    statement = update(jobs).where(jobs.c.id == job_id, jobs.c.state.in_(OPEN))
    if fence is not None:
        statement = statement.where(jobs.c.fence == fence)
    ended = db.execute(
        statement.values(
            state=state,
            stage=Stage.ENDED,
            finished_at=now(db),
            lease_by=None,
            lease_until=None,
            error=error and json.dumps([error.code, error.title, error.detail]),
        ).returning(jobs.c.created_at, jobs.c.finished_at)
    ).first()
    if ended is None:
        return False
    tallies.add(db, tallies.JOBS, state)
    if state is not JobState.CANCELLED:
        tallies.add_seconds(db, ended.finished_at - ended.created_at)
    _stop_batches(db, job_id)
    outbox.begun(db, Ring.ADVANCE, job_id)
    events.note(db, job_id, "state", {"state": state})
    webhooks.open_delivery(db, job_id)
    return True


def _stop_batches(db: Connection, job_id: str) -> None:
    refs = select(cast(batches.c.id, String)).where(batches.c.job_id == job_id)
    db.execute(
        outbox_table.delete().where(outbox_table.c.kind == Ring.FETCH, outbox_table.c.ref.in_(refs))
    )
    db.execute(
        update(batches)
        .where(batches.c.job_id == job_id)
        .values(state="done", lease_by=None, lease_until=None)
    )


def put_report(db: Connection, job_id: str, report: Report, *, final: bool) -> None:
    """Keep the report, and its counts beside the job; a provisional one is written over."""
    at = now(db)
    counts = counted(report)
    row = {"job_id": job_id, "final": final, "report": pack(report), "at": at}
    upsert(db, reports, ("job_id",), row)
    db.execute(
        update(jobs)
        .where(jobs.c.id == job_id)
        .values(counts=json.dumps(counts, sort_keys=True), counted_at=at)
    )
    events.note(db, job_id, "report" if final else "counts", {"counts": counts})


def counted(report: Report) -> dict[str, int]:
    """How many utterances have each verdict; the pieces of one group count once."""
    verdicts = {
        finding.quotation.id if finding.quotation.group is None else finding.quotation.group: (
            finding.verdict.value
        )
        for finding in report.findings
    }
    return dict(Counter(verdicts.values()))


def settle_report(db: Connection, job_id: str) -> bool:
    """Whether there was a report so far; it is the last word now."""
    settled = update(reports).where(reports.c.job_id == job_id).values(final=True)
    return db.execute(settled).rowcount == 1
