"""The store as the rest of the program sees it: each method is one transaction.

What happens inside a transaction is in the modules beside this one, as functions over an open
connection, so that several can share one. Every method may raise `StoreUnavailable`.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection, select, text, update

from verifier.errors import StoreUnavailable
from verifier.model import Article, Reading, Report, Request, Snapshot
from verifier.store import (
    blobs,
    ending,
    engine,
    events,
    jobs,
    leases,
    log,
    outbox,
    packing,
    sweep,
)
from verifier.store.migrations import upgrade
from verifier.store.tables import jobs as jobs_table
from verifier.store.tables import reports as reports_table
from verifier.store.tables import sources as sources_table
from verifier.store.values import (
    BatchWork,
    Event,
    Job,
    JobError,
    JobState,
    JobWork,
    Lease,
    Message,
    Ring,
    SourceFile,
    StoredReport,
    Submission,
    Swept,
    moment,
)


class Store:
    """Jobs, their logs, reports and bodies in SQLite or PostgreSQL.

    `make` brings the schema up to date; a worker that starts beside a service may leave it out.
    Close it, or use it as a context manager.
    """

    def __init__(self, url: str, *, lease_s: float = 60, make: bool = True) -> None:
        self.engine = engine.open_engine(url)
        self._lease_s = lease_s
        if make:
            upgrade(self.engine)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back to the database."""
        self.engine.dispose()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction over several steps."""
        return engine.writing(self.engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return engine.reading(self.engine)

    def answers(self) -> bool:
        """Whether the database answers at all."""
        try:
            with self.reading() as db:
                return bool(db.scalar(text("SELECT 1")) == 1)
        except StoreUnavailable:
            return False

    # --- callers --------------------------------------------------------------------------

    def submit(self, submission: Submission, *, owner: str = "", deadline_s: float = 600) -> Job:
        """A new job; it is safe in the store when this returns."""
        with self.writing() as db:
            return jobs.submit(db, submission, owner, deadline_s)

    def job(self, job_id: str, owner: str | None = None) -> Job | None:
        """The job, if there is one and it is this owner's; None asks for anybody's."""
        with self.reading() as db:
            return jobs.get(db, job_id, owner)

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
        at = moment(row.at)
        assert at is not None
        return StoredReport(packing.unpack(row.report, Report), row.final, at)

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
            jobs.delete(db, job_id)

    def snapshot(self, sha256: str, owner: str | None = None) -> Snapshot | None:
        """A snapshot that a reading of one of the owner's jobs names."""
        with self.reading() as db:
            return blobs.snapshot(db, sha256, owner)

    def snapshot_text(self, sha256: str) -> str | None:
        """The text that offsets into the snapshot refer to, if it was kept."""
        with self.reading() as db:
            return blobs.text(db, sha256)

    def keep_snapshot_text(self, sha256: str, words: str) -> None:
        """Keep that text."""
        with self.writing() as db:
            blobs.put_text(db, sha256, words)

    # --- workers: a job -------------------------------------------------------------------

    def claim(self, job_id: str, by: str, deadline_s: float) -> JobWork | None:
        """The job with all that is known, for this worker alone; None: not open, or held."""
        with self.writing() as db:
            lease = leases.claim_job(db, job_id, by, self._lease_s)
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
            return extended(db, lease, self._lease_s)

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
            log.ask(db, work.lease, wanted, work.job.owner)
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

    # --- workers: a batch -----------------------------------------------------------------

    def claim_batch(self, batch_id: int, by: str) -> BatchWork | None:
        """One host's open requests, for this worker alone; None: answered, or held."""
        with self.writing() as db:
            lease = leases.claim_batch(db, batch_id, by, self._lease_s)
            return None if lease is None else log.batch_work(db, lease)

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
                .where(sources_table.c.job_id == job_id)
                .order_by(sources_table.c.id)
            ).all()
            return tuple(
                SourceFile(row.name, row.content_type, blobs.body(db, row.sha256) or b"")
                for row in rows
            )

    # --- the bell -------------------------------------------------------------------------

    def send_due(self, send: Callable[[Message], None], *, limit: int = 200) -> int:
        """How many due rings were sent; a failed one stays due and its error goes on."""
        with self.writing() as db:
            messages = outbox.take_due(db, self._lease_s, limit)
        for index, message in enumerate(messages):
            try:
                send(message)
            except BaseException:
                with self.writing() as db:
                    outbox.not_sent(db, messages[index:])
                raise
        return len(messages)

    def all_rings_lost(self) -> int:
        """The broker was lost: all rings are due again; gives their number."""
        with self.writing() as db:
            return outbox.all_lost(db)

    def overdue_s(self) -> float:
        """Seconds that the oldest ring has been waiting to be sent."""
        with self.reading() as db:
            return outbox.oldest_s(db)

    def forget_leases(self) -> None:
        """All work is free: only for a service that is the only one on its store, at its start."""
        with self.writing() as db:
            leases.forget(db)

    def sweep(self, every_s: float) -> Swept | None:
        """What one sweep repaired; None when another process swept within `every_s`."""
        with self.writing() as db:
            if not sweep.may_sweep(db, every_s):
                return None
            return sweep.sweep(db, self._lease_s)

    def drop_unreferenced(self) -> int:
        """Drop bodies that no job names any more; gives their number."""
        with self.writing() as db:
            return blobs.unreferenced(db)

    def now(self) -> datetime:
        """The moment by the database's clock."""
        with self.reading() as db:
            at = moment(engine.now(db))
        assert at is not None
        return at
