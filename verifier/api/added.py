"""A source that a person adds beside a finding: text or a file; that finding is judged again.

The file is read in the reading child, like any page, and filed in the job's log; so the report
stays what `judge` says of article and log, and other findings gain by the source as well.
"""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from verifier.api.described import problems
from verifier.api.jobs import job_of, store_of
from verifier.api.problems import Problem
from verifier.api.reports import report_json
from verifier.api.security import Owner
from verifier.api.submissions import source_of
from verifier.judge import judge
from verifier.model import Blank, Channel, Fetch, Limits, Snapshot
from verifier.store import Job, SourceFile, StoredReport

router = APIRouter(tags=["decisions"])


@router.post(
    "/v1/jobs/{job_id}/findings/{finding_id}/sources",
    responses=problems(400, 401, 404, 409, 413, 415, 422),
)
async def add_source(request: Request, job_id: str, finding_id: str, owner: Owner) -> JSONResponse:
    """The finding as it is with the added source: JSON `{"text", "name"?}` or a `source` part."""
    source = await source_of(request)
    return JSONResponse(
        await run_in_threadpool(judged_with, request, job_id, finding_id, owner, source)
    )


def judged_with(
    request: Request, job_id: str, finding_id: str, owner: str, source: SourceFile
) -> dict[str, object]:
    """The finding's JSON after the report was judged again with one source more."""
    store = store_of(request)
    job, stored = _ended(request, job_id, owner)
    if all(f.quotation.id != finding_id for f in stored.report.findings):
        raise Problem(404, "not_found", "the report has no such finding")
    article = stored.report.article
    fetch, snapshot = _as_page(source, finding_id, store.next_place(job_id))
    reading = request.app.state.child.digest(article, fetch, snapshot)
    if isinstance(reading, Blank):
        why = reading.unread.outcome
        raise Problem(422, "unreadable", f"source: cannot be read ({why})", outcome=why)
    settings = request.app.state.settings
    limits = Limits(settings.max_requests, settings.enabled_channels, job.private)
    report = judge(article, {**store.seen(job_id), fetch.key: reading}, limits)
    store.add_source(job_id, fetch, reading, snapshot, report)
    written = report_json(job, replace(stored, report=report))
    findings = written["findings"]
    assert isinstance(findings, list)
    return next(finding for finding in findings if finding["id"] == finding_id)


def _ended(request: Request, job_id: str, owner: str) -> tuple[Job, StoredReport]:
    job = job_of(request, job_id, owner)
    stored = store_of(request).report(job_id)
    if not job.ended or stored is None or not stored.final:
        raise Problem(409, "not_ended", "add sources when the report is there")
    return job, stored


def _as_page(source: SourceFile, finding_id: str, place: int) -> tuple[Fetch, Snapshot]:
    """The source as a page of the folder channel; its name says which bytes it had."""
    digest = sha256(source.body).hexdigest()
    url = f"file:{digest[:8]}/{source.name}"
    fetch = Fetch(url, channel=Channel.FOLDER, round=place, quotations=(finding_id,))
    snapshot = Snapshot(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        headers=(("content-type", source.content_type or "application/octet-stream"),),
        sha256=digest,
        body=source.body,
        path=source.name,
    )
    return fetch, snapshot
