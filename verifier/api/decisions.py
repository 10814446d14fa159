"""A person's decision beside a finding: accept it, dispute it with a reason, or note something."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from verifier.api import forms
from verifier.api.described import DECISION, problems
from verifier.api.jobs import job_of, store_of
from verifier.api.problems import Problem
from verifier.api.security import Owner
from verifier.api.submissions import bounded_body, json_object
from verifier.store import Choice, Decision

router = APIRouter(prefix="/v1/jobs/{job_id}", tags=["decisions"])

MAX_WORDS = 2_000  # characters of a reason or a note
_MAX_BODY = 64_000


@router.put(
    "/findings/{finding_id}/decision",
    responses=problems(400, 401, 404, 409, 413, 422),
    openapi_extra=DECISION,
)
async def decide(request: Request, job_id: str, finding_id: str, owner: Owner) -> JSONResponse:
    """Keep a decision; the one before it goes. The finding itself stays as it is."""
    fields = json_object(await bounded_body(request, _MAX_BODY))
    await run_in_threadpool(must_have_finding, request, job_id, finding_id, owner)
    decision = decision_of(fields, finding_id, owner)
    await run_in_threadpool(store_of(request).decide, job_id, decision)
    kept = await run_in_threadpool(store_of(request).decisions, job_id)
    return JSONResponse(next(decision_json(d) for d in kept if d.finding == finding_id))


@router.delete("/findings/{finding_id}/decision", status_code=204, responses=problems(401, 404))
def take_back(request: Request, job_id: str, finding_id: str, owner: Owner) -> Response:
    """Take a decision back."""
    job_of(request, job_id, owner)
    if not store_of(request).take_back(job_id, finding_id):
        raise Problem(404, "not_found", "there is no decision on this finding")
    return Response(status_code=204)


@router.get("/decisions", responses=problems(401, 404))
def decisions(request: Request, job_id: str, owner: Owner) -> JSONResponse:
    """All decisions on the job's findings."""
    job_of(request, job_id, owner)
    return JSONResponse({"items": [decision_json(d) for d in store_of(request).decisions(job_id)]})


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as the API gives it."""
    return {
        "finding": decision.finding,
        "choice": decision.choice,
        "reason": decision.reason,
        "note": decision.note,
        "by": decision.by,
        "at": forms.moment(decision.at),
    }


def must_have_finding(request: Request, job_id: str, finding_id: str, owner: str) -> None:
    """Refuse a decision on what is not there: 404, and 409 before the report is."""
    job_of(request, job_id, owner)
    stored = store_of(request).report(job_id)
    if stored is None or not stored.final:
        raise Problem(409, "not_ended", "decide when the report is there")
    if all(finding.quotation.id != finding_id for finding in stored.report.findings):
        raise Problem(404, "not_found", "the report has no such finding")


def decision_of(fields: dict[str, Any], finding_id: str, owner: str) -> Decision:
    """The decision that these fields make; raises `Problem` with the field at fault."""
    unknown = sorted(set(fields) - {"choice", "reason", "note"})
    if unknown:
        raise Problem(422, "bad_field", f"{unknown[0]!a}: there is no such field")
    reason, note = _words(fields, "reason"), _words(fields, "note")
    choice = fields.get("choice")
    if choice is None and note:
        choice = Choice.NOTE.value
    if choice not in list(Choice):
        raise Problem(422, "bad_field", f"choice: one of {', '.join(Choice)}, or a note alone")
    if choice == Choice.NOTE and not note:
        raise Problem(422, "bad_field", "note: a note needs words")
    if choice == Choice.DISPUTE and not reason:
        raise Problem(422, "bad_field", "reason: a dispute needs one")
    return Decision(finding_id, Choice(choice), owner or "local", reason, note)


def _words(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_WORDS or "\0" in value:
        raise Problem(422, "bad_field", f"{name}: a text of at most {MAX_WORDS} characters")
    return value.encode("utf-8", "replace").decode()
