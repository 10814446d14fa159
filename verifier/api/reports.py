"""Reports and the snapshots they name, over HTTP."""

import hashlib
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from verifier import report as forms_of_report
from verifier.api import forms
from verifier.api.described import problems
from verifier.api.jobs import job_of, store_of
from verifier.api.page_desks import desk_of, report_json
from verifier.api.problems import Problem
from verifier.api.security import Owner, new_nonce, page_headers
from verifier.model import Unread
from verifier.report.decided import Decided
from verifier.report.forms import FORMS
from verifier.store import Job, JobState, StoredReport

router = APIRouter(tags=["reports"])

_FORMATS = tuple(FORMS)
_BY_MEDIA_TYPE = {
    "application/json": "json",
    "application/*": "json",
    "*/*": "json",
    "text/html": "html",
    "text/plain": "text",
    "text/*": "text",
    "text/markdown": "md",
    "text/csv": "csv",
    "application/sarif+json": "sarif",
    "application/ld+json": "annotations",
}


@router.get(
    "/v1/jobs/{job_id}/report",
    response_class=Response,
    responses=problems(401, 404, 406, 409, 422)
    | {200: {"content": {form.media_type.partition(";")[0]: {} for form in FORMS.values()}}},
)
def report(
    request: Request,
    job_id: str,
    owner: Owner,
    format: Annotated[str | None, Query(json_schema_extra={"enum": [*FORMS, None]})] = None,  # noqa: A002
) -> Response:
    """The report of a job that has ended, in the form that `format` or Accept names."""
    job = job_of(request, job_id, owner)
    wanted = _wanted(format, request.headers.get("accept", "*/*"))
    stored = store_of(request).report(job_id)
    if not job.ended or (stored is not None and not stored.final):
        raise Problem(
            409,
            "not_ended",
            f"the job is {job.state}; ask again",
            headers={"Retry-After": str(forms.RETRY_AFTER_S)},
        )
    if stored is None:
        raise _no_report(job)
    written = report_json(job, stored)
    decided = {} if wanted == "json" else desk_of(store_of(request), job, written).decided
    tag = _tag(stored, wanted, decided)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept"}
    if forms.is_known(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    answer = _written(written, wanted, decided, str(request.base_url).rstrip("/"))
    for name, value in headers.items():
        answer.headers.setdefault(name, value)
    return answer


def _wanted(given: str | None, accept: str) -> str:
    if given is None:
        offers = sorted(map(_offer, accept.split(",")), key=lambda offer: -offer[1])
        given = next(
            (_BY_MEDIA_TYPE[name] for name, weight in offers if weight and name in _BY_MEDIA_TYPE),
            None,
        )
    if given not in _FORMATS:
        raise Problem(406, "not_acceptable", f"ask for one of {', '.join(_FORMATS)}")
    return given


def _offer(part: str) -> tuple[str, float]:
    """One media range of an Accept header with its weight (RFC 9110, 12.5.1); 0 refuses it."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((value[2:] for value in parameters if value.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


def _no_report(job: Job) -> Problem:
    if job.state is JobState.CANCELLED:
        return Problem(404, "no_report", "the job was cancelled before its article was read")
    if job.error is None:
        return Problem(404, "no_report", "the job has no report")
    return Problem(404, "no_report", f"{job.error.title}: {job.error.detail}")


def _tag(stored: StoredReport, wanted: str, decided: Mapping[str, Decided]) -> str:
    """Names what the answer is made of: the report, its form, and people's decisions in it."""
    said = "".join(f"{finding}{one!r}" for finding, one in sorted(decided.items()))
    decisions = hashlib.sha256(said.encode()).hexdigest()[:12] if said else ""
    return f'"r{int(stored.at.timestamp() * 1000)}{decisions}-{wanted}"'


def _written(
    written: dict[str, object], wanted: str, decided: Mapping[str, Decided], service: str
) -> Response:
    if wanted == "json":
        return JSONResponse(written)
    if wanted != "html":
        form = FORMS[wanted]
        return Response(form.write(written, decided=decided), media_type=form.media_type)
    nonce = new_nonce()
    return HTMLResponse(
        forms_of_report.to_html(written, service=service, nonce=nonce, decided=decided),
        headers=page_headers(nonce),
    )


@router.get("/v1/snapshots/{sha256}", responses=problems(401, 404, 422))
def snapshot(request: Request, sha256: str, owner: Owner, raw: bool = False) -> Response:
    """The text of a source page as it was fetched; `raw=1` gives its bytes as a download.

    404 unless a reading of one of the caller's jobs names it.
    """
    store = store_of(request)
    kept = store.snapshot(sha256, owner)
    if kept is None:
        raise Problem(404, "not_found", "there is no such snapshot")
    if raw:
        return Response(
            kept.body,
            media_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{sha256[:16]}.bin"'},
        )
    words = store.snapshot_text(sha256)
    if words is None:
        page = request.app.state.child.read_page(kept)
        if isinstance(page, Unread):
            raise Problem(422, "unreadable", f"the snapshot cannot be read: {page.outcome}")
        words = page.text
        store.keep_snapshot_text(sha256, words)
    headers = {"X-Original-URL": ascii_url(kept.final_url)}
    return PlainTextResponse(words.encode("utf-8", "replace"), headers=headers)


def ascii_url(url: str) -> str:
    """A URL that may stand in a header."""
    return "".join(c if 32 < ord(c) < 127 else "%3F" for c in url)


@router.get(
    "/schemas/report.json",
    response_class=Response,
    responses={200: {"content": {"application/schema+json": {}}}},
)
def report_schema() -> JSONResponse:
    """The JSON Schema of a report."""
    return JSONResponse(forms_of_report.json_schema(), media_type="application/schema+json")


@router.get("/v1/jobs/{job_id}/findings", include_in_schema=False)
def findings(request: Request, job_id: str, owner: Owner) -> JSONResponse:
    """The findings as they stand now, also while the job runs."""
    job = job_of(request, job_id, owner)
    stored = store_of(request).report(job_id)
    if stored is None:
        raise _no_report(job)
    return JSONResponse(report_json(job, stored) | {"final": stored.final})
