"""One turn of the loop: an article's log → the next round of requests, or its report.

This is `pipeline.verify` cut at the line that waits: the turn asks `plan`, files what it wants,
and ends. The last answer of the round rings for the next turn.
"""

import logging
from dataclasses import replace

from verifier.errors import StoreUnavailable
from verifier.model import Article, Document, Outcome, Snapshot, Unread
from verifier.store import JobError, JobWork, Submission
from verifier.store.log import not_tried
from verifier.store.sweep import MAX_ATTEMPTS
from workers.heartbeat import beating
from workers.wiring import Parts

_log = logging.getLogger(__name__)

TIME_OVER = "the time for this job was over"
CANCELLED = "the job was cancelled"


def advance(parts: Parts, job_id: str) -> None:
    """Move a job on by one round; nothing when it has ended or another worker has it."""
    work = parts.store.claim(job_id, parts.name, parts.settings.job_deadline_s)
    if work is None:
        return
    parts.send()  # this place in the queue is free: whose turn is it?
    with beating(parts.store, work.lease, parts.settings.lease_s):
        try:
            _turn(parts, work)
        except StoreUnavailable:
            raise  # the lease runs out by itself, and the sweep rings again
        except Exception:
            _log.exception("job %s: attempt %d failed", job_id, work.lease.attempt)
            _failed(parts, work)
    parts.send()


def close(parts: Parts, job_id: str) -> None:
    """Write the last report of a cancelled job: what was not looked at is `not_tried`."""
    work = parts.store.ended_work(job_id)
    if work is None:
        parts.store.met_close(job_id)
        return
    article = work.article or _parsed(parts, work)
    if isinstance(article, Article):
        seen = dict(work.seen)
        for request in work.left.values():
            seen[request.key] = not_tried(request, CANCELLED)
        limits = parts.limits(work.job, folder=work.has_sources)
        parts.store.settle(job_id, parts.core.judge(article, seen, limits))
    parts.store.met_close(job_id)


def _failed(parts: Parts, work: JobWork) -> None:
    if work.lease.attempt < MAX_ATTEMPTS:
        parts.store.give_back(work.lease, failed=True)
        return
    fault = JobError("internal_error", "The verifier failed", "the fault is in the service's log")
    parts.store.fail(work.lease, fault)


def _turn(parts: Parts, work: JobWork) -> None:
    article = work.article or _begin(parts, work)
    if article is None:
        return
    limits = parts.limits(work.job, folder=work.has_sources)
    if parts.store.now() >= work.job.deadline_at:
        seen = parts.store.close_requests(work.lease, TIME_OVER)
        parts.store.finish(work.lease, parts.core.judge(article, seen, limits))
        return
    if work.left:  # rung too early; the last answer rings again
        parts.store.give_back(work.lease)
        return
    wanted = parts.core.plan(article, work.seen, limits)
    report = parts.core.judge(article, work.seen, limits)
    if wanted:
        parts.store.ask(work, wanted, report)
    else:
        parts.store.finish(work.lease, report)


def _begin(parts: Parts, work: JobWork) -> Article | None:
    """The article, read and kept with its first findings; None when the job ended for it."""
    article = _parsed(parts, work)
    if isinstance(article, JobError):
        parts.store.fail(work.lease, article)
        return None
    limits = parts.limits(work.job, folder=work.has_sources)
    report = parts.core.judge(article, {}, limits)
    return article if parts.store.keep_article(work.lease, article, report) else None


def _parsed(parts: Parts, work: JobWork) -> Article | JobError:
    submission = work.submission
    if submission.body is None:
        fetched = _fetched(parts, submission)
        if isinstance(fetched, JobError):
            return fetched
        submission = fetched
    body, kind = submission.body, submission.kind
    if body is None or kind is None:
        return JobError("wrong_type", "Not an article", "neither text nor a type that can be read")
    document = parts.reader.read(body, kind, submission.url, submission.charset)
    if isinstance(document, Unread):
        return _unreadable(document)
    return parts.core.parse(_titled(document, submission), submission.published)


def _titled(document: Document, submission: Submission) -> Document:
    return replace(document, title=submission.title) if submission.title else document


def _fetched(parts: Parts, submission: Submission) -> Submission | JobError:
    """The submission with the bytes of its page, by the same guarded fetch as any source."""
    assert submission.url is not None
    answer = parts.run(parts.web.fetch_url(submission.url))
    if isinstance(answer, Unread):
        return _unreadable(answer)
    if len(answer.body) > parts.settings.max_article_bytes:
        return _unreadable(Unread(submission.url, Outcome.TOO_LARGE))
    return _taken(submission, answer)


def _taken(submission: Submission, page: Snapshot) -> Submission:
    # Imported here: the room brings two HTML parsers with it, which are for the reading child.
    from verifier.read import media_type_of

    declared = dict(page.headers).get("content-type")
    return replace(
        submission,
        body=page.body,
        kind=media_type_of(page.final_url, declared, page.body),
        charset=_charset(declared),
        url=page.final_url,
    )


def _charset(declared: str | None) -> str | None:
    for parameter in (declared or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _unreadable(unread: Unread) -> JobError:
    where = unread.url or "the article"
    why = unread.evidence or unread.outcome.replace("_", " ")
    return JobError(unread.outcome, "The article could not be read", f"{where}: {why}")
