"""The store as workers see it: claim, file, end. Each method is one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from verifier.model import Article, Reading, Report, Request, Snapshot
from verifier.store import alive, blobs, ending, engine, jobs, leases, log, outbox, sharing
from verifier.store.opened import Opened
from verifier.store.tables import jobs as jobs_table
from verifier.store.tables import reports as reports_table
from verifier.store.tables import sources as sources_table
from verifier.store.values import (
    BatchWork,
    JobError,
    JobState,
    JobWork,
    Lease,
    Ring,
    SourceFile,
    Submission,
    moment,
)


class ForWorkers(Opened):
    """What moves jobs on; whoever writes names the lease under which it does."""

    def claim(self, job_id: str, by: str, deadline_s: float) -> JobWork | None:
        """The job with all that is known, for this worker alone; None: not open, or held."""
        with self.writing() as db:
            lease = leases.claim_job(db, job_id, by, self.lease_s)
            if lease is None:
                return None
            leases.start_job(db, lease, deadline_s)
            return self._job_work(db, lease)

    def ended_work(self, job_id: str) -> JobWork | None:
        """A job that was ended from outside, for its last report; None when it has one."""
        with self.reading() as db:
            row = db.execute(
                select(jobs_table.c.state, reports_table.c.final)
                .join(reports_table, isouter=True)
                .where(jobs_table.c.id == job_id)
            ).first()
            if row is None or row.state != JobState.CANCELLED or row.final:
                return None
            return self._job_work(db, Lease(job_id, 0, 0))

    def _job_work(self, db: Connection, lease: Lease) -> JobWork:
        row = db.execute(select(jobs_table).where(jobs_table.c.id == lease.ref)).one()
        job = jobs.job_of(row)
        body = blobs.body(db, row.body_sha256) if row.body_sha256 else None
        return JobWork(
            lease=lease,
            job=job,
            submission=Submission(
                body, job.kind, row.charset, job.url, job.title, job.published, job.private
            ),
            article=log.article(db, lease.ref),
            seen=log.seen(db, lease.ref),
            left=log.open_requests(db, lease.ref),
            has_sources=jobs.has_sources(db, lease.ref),
        )

    def extend(self, lease: Lease, *, batch: bool = False) -> bool:
        """Whether the lease still holds, and runs on; a lost one means: stop."""
        with self.writing() as db:
            extended = leases.extend_batch if batch else leases.extend_job
            return extended(db, lease, self.lease_s)

    def keep_article(self, lease: Lease, article: Article, report: Report) -> bool:
        """Whether the article and its first findings were kept: the lease still held."""
        with self.writing() as db:
            if not leases.holds_job(db, lease):
                return False
            log.put_article(db, lease.ref, article)
            ending.put_report(db, lease.ref, report, final=False)
            return True

    def ask(self, work: JobWork, wanted: Sequence[Request], report: Report) -> bool:
        """Whether the next round was filed, with its rings and the findings so far."""
        with self.writing() as db:
            if not leases.holds_job(db, work.lease):
                return False
            log.ask(db, work.lease, wanted)
            ending.put_report(db, work.lease.ref, report, final=False)
            leases.give_back_job(db, work.lease)
            return True

    def finish(self, lease: Lease, report: Report) -> bool:
        """Whether this call ended the job as done."""
        with self.writing() as db:
            return leases.holds_job(db, lease) and ending.finish(db, lease, report)

    def fail(self, lease: Lease, error: JobError) -> bool:
        """Whether this call ended the job as failed."""
        with self.writing() as db:
            return ending.fail(db, lease.ref, error, lease.fence)

    def met_close(self, job_id: str) -> None:
        """Nothing more is to be done about a job that was ended from outside."""
        with self.writing() as db:
            outbox.begun(db, Ring.CLOSE, job_id)

    def settle(self, job_id: str, report: Report) -> None:
        """The last report of a job that was ended from outside."""
        with self.writing() as db:
            ending.put_report(db, job_id, report, final=True)

    def close_requests(self, lease: Lease, reason: str) -> Mapping[str, Reading]:
        """All readings, with `not_tried` filed for what is open: the deadline has passed."""
        with self.writing() as db:
            log.give_up(db, lease.ref, reason)
            return log.seen(db, lease.ref)

    def give_back(self, lease: Lease, *, batch: bool = False, failed: bool = False) -> None:
        """End a lease before the work is done."""
        with self.writing() as db:
            end = leases.give_back_batch if batch else leases.give_back_job
            end(db, lease, failed=failed)

    def say_alive(self, name: str, queues: Sequence[str]) -> None:
        """Note that a process lives, and takes work from these queues."""
        with self.writing() as db:
            alive.say(db, name, queues)

    # --- workers: a batch -----------------------------------------------------------------

    def claim_batch(self, batch_id: int, by: str) -> BatchWork | None:
        """One host's open requests, for this worker alone; None: answered, or held."""
        with self.writing() as db:
            lease = leases.claim_batch(db, batch_id, by, self.lease_s)
            return None if lease is None else log.batch_work(db, lease)

    def turns(
        self, wanted: Mapping[str, str], *, fresh_s: float, turn_s: float, by: str
    ) -> tuple[Mapping[str, Snapshot], Mapping[str, Snapshot | None]]:
        """Copies that other jobs have just fetched, and what `by` is to fetch, with older ones.

        `wanted` has the address of each request by its key, as have both answers.
        """
        with self.writing() as db:
            return sharing.turns(db, wanted, fresh_s, turn_s, by)

    def answer(
        self, work: BatchWork, request_id: int, reading: Reading, snapshot: Snapshot | None
    ) -> bool:
        """Whether the reading was filed; false means: stop, the job ended or the lease is lost."""
        with self.writing() as db:
            return log.answer(db, work, request_id, reading, snapshot)

    def finish_batch(self, work: BatchWork) -> None:
        """The batch is answered; what is not, is rung for again."""
        with self.writing() as db:
            log.finish_batch(db, work)

    def may_count(self, job_id: str, every_s: float) -> bool:
        """Whether the findings of a running job are to be judged again now."""
        with self.writing() as db:
            at = engine.now(db)
            counted = (
                update(jobs_table)
                .where(jobs_table.c.id == job_id, jobs_table.c.state == JobState.RUNNING)
                .where(jobs_table.c.counted_at < at - every_s)
                .values(counted_at=at)
            )
            return db.execute(counted).rowcount == 1

    def seen(self, job_id: str) -> Mapping[str, Reading]:
        """All readings so far, by round and rank."""
        with self.reading() as db:
            return log.seen(db, job_id)

    def keep_findings(self, job_id: str, report: Report) -> None:
        """The findings as they stand now; nothing when the job has ended meanwhile."""
        with self.writing() as db:
            running = select(jobs_table.c.state).where(jobs_table.c.id == job_id)
            if db.scalar(running.with_for_update()) == JobState.RUNNING:
                ending.put_report(db, job_id, report, final=False)

    def sources(self, job_id: str) -> tuple[SourceFile, ...]:
        """The files that the user gave with the job."""
        with self.reading() as db:
            rows = db.execute(
                select(sources_table)
                .where(sources_table.c.job_id == job_id, sources_table.c.finding.is_(None))
                .order_by(sources_table.c.id)
            ).all()
            return tuple(
                SourceFile(row.name, row.content_type, blobs.body(db, row.sha256) or b"")
                for row in rows
            )

    def now(self) -> datetime:
        """The moment by the database's clock."""
        with self.reading() as db:
            return moment(engine.now(db))
