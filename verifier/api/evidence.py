"""The pages that a job looked at, over HTTP, as a web archive that other tools replay."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from verifier.api import forms
from verifier.api.described import problems
from verifier.api.jobs import job_of, store_of
from verifier.api.problems import Problem
from verifier.api.security import caller
from verifier.model import Snapshot
from verifier.settings import Settings
from verifier.snapshots import warc
from verifier.store import Job, Store

router = APIRouter(prefix="/v1/jobs", tags=["reports"])
Owner = Annotated[str, Depends(caller)]


@router.get(
    "/{job_id}/evidence.warc.gz",
    response_class=StreamingResponse,
    responses=problems(401, 404, 409) | {200: {"content": {warc.MEDIA_TYPE: {}}}},
)
def evidence(request: Request, job_id: str, owner: Owner) -> StreamingResponse:
    """The pages of a job that has ended as a web archive (WARC 1.1, gzip by record)."""
    job = job_of(request, job_id, owner)
    if not job.ended:
        raise Problem(
            409,
            "not_ended",
            f"the job is {job.state}; ask again",
            headers={"Retry-After": str(forms.RETRY_AFTER_S)},
        )
    settings: Settings = request.app.state.settings
    written = warc.evidence(
        _pages(store_of(request), job_id),
        made_at=job.finished_at or datetime.now(UTC),
        about=_about(job, settings),
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{job_id}.warc.gz"',
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(written, media_type=warc.MEDIA_TYPE, headers=headers)


def _pages(store: Store, job_id: str) -> Iterator[Snapshot]:
    """One page after the other, so that only one is in memory."""
    for capture_id in store.pages_of(job_id):
        snapshot = store.capture(capture_id)
        if snapshot is not None:  # else the job was deleted meanwhile
            yield snapshot


def _about(job: Job, settings: Settings) -> dict[str, str]:
    return {
        "software": f"verifier/{version('verifier')}",
        "http-header-user-agent": settings.full_user_agent,
        "isPartOf": f"urn:uuid:{job.id}",
        "description": "Pages looked at for quotations of an article; bodies without codings.",
    }
