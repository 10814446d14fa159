"""The list of a caller's articles, narrowed by words of the title and by state."""

from dataclasses import dataclass

from fastapi import Request

from verifier.api.jobs import store_of
from verifier.api.page_views import STATE_WORDS, Listed, listed
from verifier.report.words import plain
from verifier.store import Job, JobState

SHOWN = 30
SEARCHED = 300  # jobs that a search goes through, the newest first
TITLES_KEPT = 10_000
UNTITLED = "Untitled article"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles to show, and how they were chosen."""

    jobs: tuple[Listed, ...]
    words: str
    state: JobState | None
    more: bool  # there are others that are not shown

    @property
    def narrowed(self) -> bool:
        """Whether anything was left out on purpose."""
        return bool(self.words or self.state)

    @property
    def states(self) -> dict[JobState, str]:
        """What may be chosen."""
        return STATE_WORDS


def shelf(request: Request, owner: str, words: str = "", state: str = "") -> Shelf:
    """The caller's newest articles whose title has these words; an unknown state is none."""
    chosen = JobState(state) if state in set(JobState) else None
    wanted = plain(words).casefold().split()
    limit = SEARCHED if wanted else SHOWN + 1
    titled = (
        (job, _title(request, job))
        for job in store_of(request).jobs(owner, state=chosen, limit=limit)
    )
    found = [
        (job, title)
        for job, title in titled
        if all(word in plain(f"{title} {job.url or ''}").casefold() for word in wanted)
    ]
    shown = tuple(listed(job, title) for job, title in found[:SHOWN])
    return Shelf(shown, words, chosen, more=len(found) > SHOWN)


def _title(request: Request, job: Job) -> str:
    """What an article is called: by its sender, by itself, or by its address."""
    if job.title is None and job.ended:
        return _own_title(request, job.id) or job.url or UNTITLED
    return job.title or job.url or UNTITLED


def _own_title(request: Request, job_id: str) -> str:
    # A report is large and its title never changes once the job has ended, so titles are kept.
    state = request.app.state
    if not hasattr(state, "titles") or len(state.titles) > TITLES_KEPT:
        state.titles = {}
    if job_id not in state.titles:
        stored = store_of(request).report(job_id)
        title = stored.report.article.document.title if stored else None
        state.titles[job_id] = title or ""
    return str(state.titles[job_id])
