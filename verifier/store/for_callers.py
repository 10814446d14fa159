"""The store as the API sees it: submit, look, cancel, decide. Each method is one transaction."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from verifier.errors import StoreUnavailable
from verifier.model import Reading, Report, Snapshot
from verifier.store import (
    adding,
    alive,
    blobs,
    counting,
    deciding,
    ending,
    events,
    expiring,
    jobs,
    once,
    packing,
    retrying,
)
from verifier.store.adding import AddedPage
from verifier.store.counting import Figures
from verifier.store.opened import Opened
from verifier.store.tables import reports as reports_table
from verifier.store.values import (
    Decision,
    Event,
    Job,
    JobState,
    SourceFile,
    StoredReport,
    Submission,
    TooManyJobs,
    moment,
)


class ForCallers(Opened):
    """What a caller may ask; `owner` is a token's name, None stands for anybody."""

    def answers(self) -> bool:
        """Whether the database answers at all."""
        try:
            with self.reading() as db:
                return bool(db.scalar(text("SELECT 1")) == 1)
        except StoreUnavailable:
            return False

    def submit(
        self,
        submission: Submission,
        *,
        owner: str = "",
        deadline_s: float = 600,
        in_flight: int = 0,
    ) -> Job:
        """A new job; it is safe in the store when this returns.

        Raises `TooManyJobs` when the owner has `in_flight` open ones; 0 is no limit.
        """

        def write(db: Connection) -> Job:
            _check_limit(db, owner, in_flight)
            return jobs.submit(db, submission, owner, deadline_s)

        return self.together.write(write)

    def submit_once(
        self,
        submission: Submission,
        key: str,
        *,
        owner: str = "",
        deadline_s: float = 600,
        in_flight: int = 0,
    ) -> tuple[Job, bool]:
        """The job for this idempotency key, and whether it was there before.

        Raises `KeyReused` when the key came with another submission, and `TooManyJobs`.
        """
        digest = once.digest_of(submission)

        def write(db: Connection) -> tuple[Job, bool]:
            known = once.job_of_key(db, owner, key, digest)
            job = jobs.get(db, known) if known else None
            if job is not None:
                return job, True
            _check_limit(db, owner, in_flight)
            job = jobs.submit(db, submission, owner, deadline_s)
            once.remember(db, owner, key, digest, job.id)
            return job, False

        try:
            return self.together.write(write)
        except IntegrityError:  # another request took the key in the same moment: this one is it
            return self.submit_once(
                submission, key, owner=owner, deadline_s=deadline_s, in_flight=in_flight
            )

    def retry(
        self,
        job_id: str,
        *,
        deadline_s: float,
        keep_read: bool,
        owner: str = "",
        in_flight: int = 0,
    ) -> Job:
        """A new job for the same article; with `keep_read` only what was not read is asked.

        Raises `TooManyJobs`.
        """
        with self.writing() as db:
            _check_limit(db, owner, in_flight)
            new_id = retrying.retry(db, job_id, deadline_s, keep_read=keep_read)
            job = jobs.get(db, new_id)
        assert job is not None
        return job

    def add_source(
        self,
        job_id: str,
        finding: str,
        source: SourceFile,
        pages: Sequence[AddedPage],
        judged: Callable[[Mapping[str, Reading]], Report],
    ) -> Report:
        """The report as it is with an added source; filed once, however often it is added.

        `judged` is asked with the whole log while the job is locked, so that of two sources that
        are added at once neither is missing in the report.
        """
        with self.writing() as db:
            return adding.add(db, job_id, finding, source, pages, judged)

    def decide(self, job_id: str, decision: Decision) -> None:
        """Keep a person's decision beside a finding."""
        with self.writing() as db:
            deciding.decide(db, job_id, decision)

    def take_back(self, job_id: str, finding: str) -> bool:
        """Whether there was a decision to take back."""
        with self.writing() as db:
            return deciding.take_back(db, job_id, finding)

    def decisions(self, job_id: str) -> tuple[Decision, ...]:
        """All decisions on a job's findings."""
        with self.reading() as db:
            return deciding.decided(db, job_id)

    def workers(self) -> Mapping[str, int]:
        """How many worker processes live, by the queue that they take work from."""
        with self.reading() as db:
            return alive.by_queue(db)

    def figures(self) -> Figures:
        """What can be counted."""
        with self.reading() as db:
            return counting.figures(db)

    def job(self, job_id: str, owner: str | None = None) -> Job | None:
        """The job, if there is one and it is this owner's; None asks for anybody's."""
        with self.reading() as db:
            return jobs.get(db, job_id, owner)

    def version(self, job_id: str, owner: str) -> tuple[int, bool] | None:
        """A job's version, and whether it has ended: all that a poll without news needs."""
        with self.reading() as db:
            return jobs.version(db, job_id, owner)

    def jobs(
        self,
        owner: str | None = None,
        *,
        state: JobState | None = None,
        limit: int = 20,
        before: tuple[float, str] | None = None,
    ) -> tuple[Job, ...]:
        """Jobs, the newest first; `before` is the time and id of the last one seen."""
        with self.reading() as db:
            return jobs.listed(db, owner, state, limit, before)

    def report(self, job_id: str) -> StoredReport | None:
        """The job's report, or the findings as they stand while it runs; None before the first."""
        with self.reading() as db:
            row = db.execute(select(reports_table).where(reports_table.c.job_id == job_id)).first()
        if row is None:
            return None
        return StoredReport(packing.unpack(row.report, Report), row.final, moment(row.at))

    def events(self, job_id: str, after: int = 0) -> tuple[Event, ...]:
        """What happened to the job since event `after`."""
        with self.reading() as db:
            return events.after(db, job_id, after)

    def cancel(self, job_id: str) -> bool:
        """Whether this call cancelled the job; false when it had ended."""
        with self.writing() as db:
            return ending.cancel(db, job_id)

    def delete(self, job_id: str) -> None:
        """The job is gone with all that hangs on it."""
        with self.writing() as db:
            expiring.delete_job(db, job_id)

    def snapshot(self, sha256: str, owner: str | None = None) -> Snapshot | None:
        """A snapshot that a reading of one of the owner's jobs names."""
        with self.reading() as db:
            return blobs.snapshot(db, sha256, owner)

    def pages_of(self, job_id: str) -> tuple[int, ...]:
        """The numbers of the captures of all pages that a job read, in the order of its log."""
        with self.reading() as db:
            return blobs.pages_of(db, job_id)

    def capture(self, capture_id: int) -> Snapshot | None:
        """The snapshot of one capture; None when no job names it any more."""
        with self.reading() as db:
            return blobs.capture(db, capture_id)

    def snapshot_text(self, sha256: str) -> str | None:
        """The text that offsets into the snapshot refer to, if it was kept."""
        with self.reading() as db:
            return blobs.text(db, sha256)

    def keep_snapshot_text(self, sha256: str, words: str) -> None:
        """Keep that text."""
        with self.writing() as db:
            blobs.put_text(db, sha256, words)


def _check_limit(db: Connection, owner: str, in_flight: int) -> None:
    if in_flight and jobs.in_flight(db, owner) >= in_flight:
        raise TooManyJobs(owner)
