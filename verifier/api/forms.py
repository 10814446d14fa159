"""What the API's answers look like in JSON."""

import re
from datetime import datetime
from typing import Any

from verifier.store import Job

# A comma may stand inside a tag, so a list of them is not split at commas.
_TAG = re.compile(r'(?:W/)?("[^"]*")')

SUBMITTED_RETRY_S = 2  # no job ends sooner
RETRY_AFTER_S = 1  # a poll costs a millisecond; a job takes seconds


def job_json(job: Job) -> dict[str, Any]:
    """A job as `GET /v1/jobs/{id}` gives it."""
    error = job.error
    return {
        "id": job.id,
        "state": job.state,
        "stage": job.stage,
        "progress": {
            "total": job.progress.total,
            "done": job.progress.done,
            "counts": dict(job.progress.counts),
        },
        "attempt": job.attempt,
        "created_at": moment(job.created_at),
        "started_at": moment(job.started_at),
        "finished_at": moment(job.finished_at),
        "deadline_at": moment(job.deadline_at),
        "title": job.title,
        "url": job.url,
        "retry_of": job.retry_of,
        "error": error and {"code": error.code, "title": error.title, "detail": error.detail},
        "warnings": [],
        "links": links(job.id),
    }


def links(job_id: str) -> dict[str, str]:
    """Where a job's parts are."""
    here = f"/v1/jobs/{job_id}"
    return {
        "self": here,
        "report": f"{here}/report",
        "events": f"{here}/events",
        "cancel": f"{here}/cancel",
    }


def moment(value: datetime | None) -> str | None:
    """An ISO 8601 moment in UTC, to the second."""
    if value is None:
        return None
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def etag(version: int) -> str:
    """The entity tag of a job in this version: another one after every change."""
    return f'"v{version}"'


def is_known(header: str | None, tag: str) -> bool:
    """Whether an If-None-Match header names this entity tag (RFC 9110, 13.1.2).

    The comparison is weak: a tag and its `W/` form are the same. `*` names any.
    """
    if header is None:
        return False
    return header.strip() == "*" or tag in {found[1] for found in _TAG.finditer(header)}
