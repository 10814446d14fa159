"""A source that a person adds beside a finding: text, a file or a web archive; judged again.

The file is read in the reading child, like any page, and filed in the job's log; so the report
stays what `judge` says of article and log, and other findings gain by the source as well.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from verifier.api.described import SOURCE, problems
from verifier.api.jobs import job_of, store_of
from verifier.api.page_desks import report_json
from verifier.api.problems import Problem
from verifier.api.security import Owner
from verifier.api.submissions import source_of
from verifier.judge import judge
from verifier.model import (
    Article,
    Blank,
    Channel,
    Fetch,
    Limits,
    Outcome,
    Quotation,
    Reading,
    Report,
    Search,
    Snapshot,
)
from verifier.reading import ReadingChild
from verifier.store import AddedPage, Job, SourceFile, StoredReport

router = APIRouter(tags=["decisions"])


@router.post(
    "/v1/jobs/{job_id}/findings/{finding_id}/sources",
    responses=problems(400, 401, 404, 409, 413, 415, 422),
    openapi_extra=SOURCE,
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
    article = stored.report.article
    found = (f.quotation for f in stored.report.findings if f.quotation.id == finding_id)
    quotation = next(found, None)
    if quotation is None:
        raise Problem(404, "not_found", "the report has no such finding")
    child: ReadingChild = request.app.state.child
    pages = _read(child, article, _pages_of(source, quotation, child), quotation)
    settings = request.app.state.settings
    limits = Limits(settings.max_requests, settings.enabled_channels, job.private)

    def judged(seen: Mapping[str, Reading]) -> Report:
        return judge(article, seen, limits)

    report = store.add_source(job_id, finding_id, source, pages, judged)
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


def _read(
    child: ReadingChild, article: Article, pages: list[Snapshot], quotation: Quotation
) -> list[AddedPage]:
    """The pages that can be read; `Problem` when there is none."""
    read, why = [], Outcome.NO_TEXT
    for rank, page in enumerate(pages):
        fetch = Fetch(page.url, channel=Channel.FOLDER, rank=rank, quotations=(quotation.id,))
        reading = child.digest(article, fetch, page)
        if isinstance(reading, Blank):
            why = reading.unread.outcome
        else:
            read.append(AddedPage(fetch, reading, page))
    if not read:
        raise Problem(422, "unreadable", f"source: cannot be read ({why})", outcome=why)
    return read


def _pages_of(source: SourceFile, quotation: Quotation, child: ReadingChild) -> list[Snapshot]:
    """The source as a page of the folder channel; of a web archive those that fit the words.

    A name says which bytes it had: two sources may be called the same.
    """
    url = f"file:{sha256(source.body).hexdigest()[:8]}/{source.name}"
    # Here and below: the room brings two HTML parsers with it, half a second of each start.
    from verifier.snapshots.archives import is_archive

    if is_archive(source.name):
        return _in_archive(source, url, quotation, child)
    return [
        Snapshot(
            url=url,
            final_url=url,
            fetched_at=datetime.now(UTC),
            status=200,
            headers=(("content-type", source.content_type or "application/octet-stream"),),
            sha256=sha256(source.body).hexdigest(),
            body=source.body,
            path=source.name,
        )
    ]


def _in_archive(
    source: SourceFile, url: str, quotation: Quotation, child: ReadingChild
) -> list[Snapshot]:
    from verifier.folder import Folder

    name = "pages.warc.gz" if source.name.lower().endswith(".gz") else "pages.warc"
    with TemporaryDirectory(prefix="verifier-source-") as place:
        Path(place, name).write_bytes(source.body)
        folder = Folder((place,), child.read_page)
        offered = folder.answer(Search(Channel.FOLDER, quotation.text))
        assert isinstance(offered, Snapshot)  # a folder answers every search
        pages = [
            folder.answer(Fetch(one, channel=Channel.FOLDER)) for one in json.loads(offered.body)
        ]
    return [
        replace(page, url=url + page.url.removeprefix(f"file:{name}"), path=source.name)
        for page in pages
        if isinstance(page, Snapshot)
    ]
