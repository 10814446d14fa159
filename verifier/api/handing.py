"""How jobs are handed in, by a program or on a page: within the limit of the caller's open jobs."""

from typing import Any

from fastapi import Request

from verifier.api.problems import Problem
from verifier.settings import Settings
from verifier.store import Job, KeyReused, Store, Submission, TooManyJobs

BUSY_S = 30  # a job takes seconds to minutes


def hand_in(
    request: Request, submission: Submission, owner: str, *, key: str | None = None
) -> tuple[Job, bool]:
    """The job, and whether it was there before under this idempotency key.

    Raises `Problem`: too many open jobs, or the key came with another submission.
    """
    store: Store = request.app.state.store
    limits = _limits(request, owner)
    try:
        if key is None:
            found = store.submit(submission, **limits), False
        else:
            found = store.submit_once(submission, key, **limits)
    except TooManyJobs as error:
        raise _busy(limits["in_flight"]) from error
    except KeyReused as error:
        raise Problem(
            422, "key_reused", "Idempotency-Key: came before with another submission"
        ) from error
    request.app.state.ring()
    return found


def hand_in_again(request: Request, job: Job, *, only_unread: bool) -> Job:
    """The same article as a new job; with `only_unread` what was read is kept.

    Raises `Problem` with too many open jobs, and for a job that has not ended.
    """
    if not job.ended:
        raise Problem(409, "not_ended", f"the job is {job.state}; cancel it first")
    store: Store = request.app.state.store
    limits = _limits(request, job.owner)
    try:
        again = store.retry(job.id, keep_read=only_unread, **limits)
    except TooManyJobs as error:
        raise _busy(limits["in_flight"]) from error
    request.app.state.ring()
    return again


def _limits(request: Request, owner: str) -> dict[str, Any]:
    settings: Settings = request.app.state.settings
    # Without tokens there is one user, who is nobody's competitor.
    in_flight = settings.jobs_in_flight if owner else 0
    return {"owner": owner, "deadline_s": settings.job_deadline_s, "in_flight": in_flight}


def _busy(allowed: int) -> Problem:
    words = f"this token has {allowed} open jobs already; wait until some have ended"
    return Problem(429, "too_many_jobs", words, headers={"Retry-After": str(BUSY_S)})
