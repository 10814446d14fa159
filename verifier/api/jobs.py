"""Jobs over HTTP: submit, list, poll, cancel, delete, report."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from verifier.api import forms
from verifier.api.described import SUBMISSION, JobsView, JobView, problems
from verifier.api.handing import hand_in, hand_in_again
from verifier.api.problems import Problem, no_such_job
from verifier.api.security import Owner
from verifier.api.submissions import submission_of
from verifier.settings import Settings
from verifier.store import Job, JobState, Store

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])
_CURSOR = "^[0-9a-f]{46}$"  # microseconds and an id, in hexadecimal: all such are read
MAX_KEY = 255  # characters of an idempotency key


def store_of(request: Request) -> Store:
    """The store of the application."""
    store: Store = request.app.state.store
    return store


def job_of(request: Request, job_id: str, owner: str) -> Job:
    """The caller's job; 404 when there is none or it is somebody else's."""
    job = store_of(request).job(job_id, owner)
    if job is None:
        raise no_such_job()
    return job


@router.post(
    "",
    status_code=202,
    responses={202: {"model": JobView}, **problems(400, 401, 413, 415, 422, 503)},
    openapi_extra=SUBMISSION,
)
async def submit(request: Request, owner: Owner) -> JSONResponse:
    """Take an article; it is verified by the workers, and safe once this answers."""
    settings: Settings = request.app.state.settings
    submission = await submission_of(request, settings)
    key = _key_of(request)
    job, replayed = await run_in_threadpool(hand_in, request, submission, owner, key=key)
    headers = {"Idempotent-Replayed": "true"} if replayed else {}
    return _accepted(job, headers)


def _key_of(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 0 < len(key) <= MAX_KEY or not all(32 < ord(c) < 127 for c in key):
        raise Problem(400, "bad_key", f"Idempotency-Key: 1 to {MAX_KEY} visible ASCII characters")
    return key


def _accepted(job: Job, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """202: where the job is, and when it is worth asking."""
    told = {"Location": f"/v1/jobs/{job.id}", "Retry-After": str(forms.SUBMITTED_RETRY_S)}
    return JSONResponse(forms.job_json(job), status_code=202, headers=told | dict(headers or {}))


@router.get("", responses={200: {"model": JobsView}, **problems(401, 422)})
def list_jobs(
    request: Request,
    owner: Owner,
    state: JobState | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(json_schema_extra={"pattern": _CURSOR})] = None,
) -> JSONResponse:
    """The caller's jobs, the newest first."""
    before = None if cursor is None else _read_cursor(cursor)
    found = store_of(request).jobs(owner, state=state, limit=limit + 1, before=before)
    items = [forms.job_json(job) for job in found[:limit]]
    if len(found) <= limit:
        return JSONResponse({"items": items, "next_cursor": None})
    following = _cursor(found[limit - 1])
    query = f"?limit={limit}&cursor={following}" + (f"&state={state}" if state else "")
    link = f'</v1/jobs{query}>; rel="next"'
    return JSONResponse({"items": items, "next_cursor": following}, headers={"Link": link})


@router.get("/{job_id}", responses={200: {"model": JobView}, **problems(401, 404)})
async def status(request: Request, job_id: str, owner: Owner) -> Response:
    """How far a job is; 304 when nothing changed since the ETag that the caller has."""
    if store_of(request).reads_at_once:  # a thread would cost more than the look
        return _status(request, job_id, owner)
    return await run_in_threadpool(_status, request, job_id, owner)


def _status(request: Request, job_id: str, owner: str) -> Response:
    known = request.headers.get("if-none-match")
    if known is not None:  # most polls bring no news, and then the job itself is not read
        found = store_of(request).version(job_id, owner)
        if found is not None and forms.is_known(known, forms.etag(found[0])):
            return Response(status_code=304, headers=_poll_headers(*found))
    job = job_of(request, job_id, owner)
    return JSONResponse(forms.job_json(job), headers=_poll_headers(job.version, job.ended))


def _poll_headers(version: int, ended: bool) -> dict[str, str]:
    headers = {"ETag": forms.etag(version), "Cache-Control": "private, no-cache"}
    return headers if ended else headers | {"Retry-After": str(forms.RETRY_AFTER_S)}


@router.post(
    "/{job_id}/cancel",
    status_code=202,
    responses={202: {"model": JobView}, 200: {"model": JobView}, **problems(401, 404, 409)},
)
def cancel(request: Request, job_id: str, owner: Owner) -> JSONResponse:
    """Stop a job; its report then holds what was known. 409 when it ended by itself."""
    job_of(request, job_id, owner)
    cancelled = store_of(request).cancel(job_id)
    job = job_of(request, job_id, owner)
    if cancelled:
        request.app.state.ring()
        return _accepted(job)
    if job.state is JobState.CANCELLED:
        return JSONResponse(forms.job_json(job))
    raise Problem(409, "job_ended", f"the job is {job.state} already")


@router.post(
    "/{job_id}/retry",
    status_code=202,
    responses={202: {"model": JobView}, **problems(401, 404, 409, 422)},
)
def retry(
    request: Request, job_id: str, owner: Owner, only: Literal["unreachable"] | None = None
) -> JSONResponse:
    """Try an ended job again as a new one; `only=unreachable` keeps what could be read."""
    job = job_of(request, job_id, owner)
    return _accepted(hand_in_again(request, job, only_unread=only is not None))


@router.delete("/{job_id}", status_code=204, responses=problems(401, 404, 409))
def delete(request: Request, job_id: str, owner: Owner) -> Response:
    """Remove a job that has ended, with its report and readings."""
    job = job_of(request, job_id, owner)
    if not job.ended:
        raise Problem(409, "job_running", f"the job is {job.state}; cancel it first")
    store_of(request).delete(job_id)
    return Response(status_code=204)


def _cursor(job: Job) -> str:
    return f"{round(job.created_at.timestamp() * 1e6):014x}{UUID(job.id).hex}"


def _read_cursor(cursor: str) -> tuple[float, str]:
    if re.fullmatch(_CURSOR, cursor) is None:
        raise Problem(422, "bad_cursor", "cursor: use next_cursor of the list before")
    return int(cursor[:14], 16) / 1e6, str(UUID(cursor[14:]))
