"""Webhooks over HTTP: which address may have one, what signs it, and what came of it."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from verifier.api import forms
from verifier.api.described import problems
from verifier.api.jobs import job_of, store_of
from verifier.api.problems import Problem
from verifier.api.security import Owner
from verifier.store import DeliveryState

router = APIRouter(prefix="/v1", tags=["webhooks"])


@router.get("/webhook-secret", responses=problems(401))
def secret(request: Request, owner: Owner) -> JSONResponse:
    """The secret that signs the caller's webhooks (Standard Webhooks 1.0.0)."""
    known = request.app.state.settings.webhook_secret or store_of(request).webhook_secret(owner)
    return JSONResponse({"secret": known}, headers={"Cache-Control": "no-store"})


@router.get("/jobs/{job_id}/webhook", responses=problems(401, 404, 409))
def delivery(request: Request, job_id: str, owner: Owner) -> JSONResponse:
    """What came of the job's webhook so far; 409 before the job's end, or where there is none."""
    job_of(request, job_id, owner)
    found = store_of(request).delivery(job_id)
    if found is None:
        raise Problem(409, "no_webhook", "the job has not ended, or has no webhook_url")
    waits = found.state is DeliveryState.OPEN
    return JSONResponse(
        {
            "id": found.id,
            "url": found.url,
            "state": found.state,
            "attempt": found.attempt,
            "answer": found.answer,
            "next_at": forms.moment(found.not_before) if waits else None,
        }
    )
