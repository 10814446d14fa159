"""What the store takes and gives: submissions, jobs, work, events. Frozen, complete when made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import overload

from verifier.model import Article, MediaType, Reading, Report, Request


class JobState(StrEnum):
    """Where a job stands; the last three never change again."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})


class Stage(StrEnum):
    """What a job is doing, for a person who watches it."""

    WAITING = "waiting"
    READING = "reading"
    LOOKING = "looking"
    ENDED = "ended"


class Ring(StrEnum):
    """What a worker is rung for; each is the name of a task."""

    ADVANCE = "advance"
    FETCH = "fetch"
    CLOSE = "close"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that the user gives as a source."""

    name: str
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """An article as submitted: its bytes, or the address where they are."""

    body: bytes | None
    kind: MediaType | None = None
    charset: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    private: bool = False
    webhook_url: str | None = None
    retry_of: str | None = None
    sources: tuple[SourceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: requests asked and answered, and the verdicts as they stand now."""

    total: int = 0
    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job failed; `code` is stable."""

    code: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Job:
    """A job as a caller may see it."""

    id: str
    owner: str
    state: JobState
    stage: Stage
    progress: Progress
    created_at: datetime
    deadline_at: datetime
    version: int
    attempt: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error: JobError | None = None
    kind: MediaType | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    private: bool = False
    retry_of: str | None = None

    @property
    def ended(self) -> bool:
        """True when the state never changes again."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A job's report; `final` is false while the job runs: the findings as they stand now."""

    report: Report
    final: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a job, numbered from 1."""

    seq: int
    kind: str
    data: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job or a batch; `fence` tells its holder from an earlier one."""

    ref: str
    fence: int
    attempt: int


@dataclass(frozen=True, slots=True)
class JobWork:
    """What a worker needs to move a job on."""

    lease: Lease
    job: Job
    submission: Submission  # without its sources
    article: Article | None  # None: not read yet
    seen: Mapping[str, Reading]
    left: Mapping[int, Request]  # row id → request; asked and not answered
    has_sources: bool  # files were given with it


@dataclass(frozen=True, slots=True)
class BatchWork:
    """What a worker needs to answer one host's requests of one round."""

    lease: Lease
    job_id: str
    host: str
    deadline_at: datetime
    article: Article
    requests: Mapping[int, Request]  # row id → request; the unanswered ones
    has_sources: bool


class DeliveryState(StrEnum):
    """Whether a webhook is still to be sent."""

    OPEN = "open"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The webhook at the end of a job; `id` is the same on every attempt."""

    id: str
    job_id: str
    url: str
    state: DeliveryState
    attempt: int
    not_before: datetime
    answer: str | None = None  # what came of the last attempt


@dataclass(frozen=True, slots=True)
class Token:
    """A token that the store knows; its secret is known to its holder alone."""

    name: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One ring that waits to be sent."""

    id: int
    kind: Ring
    ref: str


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    rung: int = 0
    given_up: int = 0
    failed: int = 0


class TooManyJobs(Exception):
    """A token has as many open jobs as it may have."""


class TokenExists(Exception):
    """A token of this name was made before; a revoked one keeps its name and its jobs."""


class KeyReused(Exception):
    """An idempotency key came again with another submission."""


class Choice(StrEnum):
    """What a person decides on a finding."""

    ACCEPT = "accept"
    DISPUTE = "dispute"
    NOTE = "note"  # nothing is decided yet: words beside the finding


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's choice beside a finding; a dispute has a reason, a note its words."""

    finding: str
    choice: Choice
    by: str
    reason: str | None = None
    note: str | None = None
    at: datetime | None = None  # None: not kept yet


@overload
def moment(seconds: float) -> datetime: ...


@overload
def moment(seconds: float | None) -> datetime | None: ...


def moment(seconds: float | None) -> datetime | None:
    """The UTC moment of seconds since 1970; None stays None."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
