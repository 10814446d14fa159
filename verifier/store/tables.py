"""Which tables hold the service's state: jobs, their log of requests and readings, and the rest.

The tables are the truth and Redis only the door bell, so whatever must survive a crash stands
here. Moments are seconds since 1970 (UTC) as floats, so SQLite and PostgreSQL compare them alike.
Large values (articles, readings, reports, bodies) are compressed and stand in tables of their
own, so that polling a job never reads them. The schema itself is made by `migrations`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _job_id(*, primary: bool = False) -> Column[str]:
    """The column that hangs a row on its job: it goes when the job is deleted."""
    return Column(
        "job_id",
        String(36),
        ForeignKey("jobs.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
    )


jobs = Table(
    "jobs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("owner", String(200), nullable=False),  # a token's name; "" without tokens
    Column("state", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("kind", String(16)),  # of the article's bytes; NULL: as the page says (`url`)
    Column("body_sha256", String(64)),  # of the submitted bytes; NULL: still to be fetched
    Column("charset", String(64)),
    Column("url", Text),
    Column("title", Text),
    Column("published", String(10)),
    Column("private", Boolean, nullable=False),
    Column("webhook_url", Text),
    Column("retry_of", String(36)),
    Column("created_at", Float, nullable=False),
    Column("started_at", Float),
    Column("finished_at", Float),
    Column("deadline_at", Float, nullable=False),
    # The log's state in figures: what has been asked, answered, and for which round the bell
    # was rung; a round is rung for once.
    Column("round", Integer, nullable=False, default=0),
    Column("rung_round", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("done", Integer, nullable=False, default=0),
    Column("counts", Text, nullable=False, default="{}"),
    Column("counted_at", Float),  # when the counts were last judged
    Column("error", Text),
    # The lease: who works on it, until when; `attempt` counts claims since the last success,
    # `fence` all claims, so that a late twin's writes can be told from the holder's.
    Column("lease_by", String(80)),
    Column("lease_until", Float),
    Column("attempt", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1),  # one more with every change: ETag
    Column("seq", Integer, nullable=False, default=0),  # of the last event
    Index("ix_jobs_owner_created", "owner", "created_at", "id"),
    Index("ix_jobs_state", "state", "lease_until"),
    Index("ix_jobs_body", "body_sha256"),
    Index("ix_jobs_finished", "finished_at"),
)

articles = Table(
    "articles",
    metadata,
    _job_id(primary=True),
    Column("article", LargeBinary, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    _job_id(),
    Column("round", Integer, nullable=False),
    Column("host", Text, nullable=False),
    Column("state", String(8), nullable=False),  # open, done
    Column("lease_by", String(80)),
    Column("lease_until", Float),
    Column("attempt", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Index("ix_batches_state", "state", "lease_until"),
    Index("ix_batches_job", "job_id"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    _job_id(),
    Column("batch_id", Integer, ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("round", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("kind", String(8), nullable=False),  # search, fetch
    Column("request", Text, nullable=False),
    Column("answered", Boolean, nullable=False, default=False),
    UniqueConstraint("job_id", "key"),
    Index("ix_requests_batch", "batch_id"),
)

readings = Table(
    "readings",
    metadata,
    # The primary key is the promise that an answer given twice counts once.
    Column("request_id", Integer, ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True),
    _job_id(),
    Column("kind", String(8), nullable=False),  # listing, page, blank
    Column("reading", LargeBinary, nullable=False),
    Column("capture_id", Integer),
    Column("sha256", String(64)),
    Column("at", Float, nullable=False),
    Index("ix_readings_job", "job_id"),
    Index("ix_readings_sha256", "sha256"),
    Index("ix_readings_capture", "capture_id"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),  # zlib
    Column("size", Integer, nullable=False),
    Column("text", LargeBinary),  # zlib of the text that offsets refer to, once it was read
    Column("at", Float, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("bodies.sha256"), nullable=False),
    Column("url", Text, nullable=False),
    Column("capture", Text, nullable=False),  # the snapshot without its body
    Column("at", Float, nullable=False),
    Index("ix_captures_sha256", "sha256"),
    Index("ix_captures_url", "url", "at"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    _job_id(),
    Column("name", Text, nullable=False),
    Column("content_type", String(200)),
    Column("sha256", String(64), ForeignKey("bodies.sha256"), nullable=False),
    # The finding beside which it was added to an ended job; NULL: given with the job.
    Column("finding", String(32)),
    Index("ix_sources_job", "job_id"),
    Index("ix_sources_sha256", "sha256"),
)

reports = Table(
    "reports",
    metadata,
    _job_id(primary=True),
    Column("final", Boolean, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("at", Float, nullable=False),
)

events = Table(
    "events",
    metadata,
    _job_id(primary=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("data", Text, nullable=False),
    Column("at", Float, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # advance, fetch, close, webhook
    Column("ref", String(80), nullable=False),
    Column("owner", String(200), nullable=False, default=""),
    Column("created_at", Float, nullable=False),
    Column("sends", Integer, nullable=False, default=0),
    Column("due_at", Float, nullable=False),  # when it is to be sent, or sent again
    UniqueConstraint("kind", "ref"),
    Index("ix_outbox_due_at", "due_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    _job_id(),
    Column("at", Float, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    _job_id(primary=True),
    Column("finding", String(32), primary_key=True),
    Column("choice", String(16), nullable=False),
    Column("reason", Text),
    Column("note", Text),
    Column("by", String(200), nullable=False),
    Column("at", Float, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created_at", Float, nullable=False),
    Column("revoked_at", Float),
)

deliveries = Table(
    "deliveries",
    metadata,
    _job_id(primary=True),
    Column("id", String(40), nullable=False),  # webhook-id: the same on every attempt
    Column("url", Text, nullable=False),
    Column("state", String(16), nullable=False),  # open, delivered, given_up
    Column("attempt", Integer, nullable=False, default=0),
    Column("not_before", Float, nullable=False),
    Column("answer", Text),  # what came of the last attempt
    Column("at", Float, nullable=False),  # of the last change
)

secrets = Table(
    "secrets",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("secret", String(100), nullable=False),  # signs the owner's webhooks
)

workers = Table(
    "workers",
    metadata,
    Column("name", String(120), primary_key=True),  # of a pool process: host and number
    Column("queue", String(40), primary_key=True),
    Column("seen_at", Float, nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("label", String(40), primary_key=True),
    Column("slot", String(120), primary_key=True),  # who counted, so that nobody waits for a row
    Column("count", BigInteger, nullable=False),
    Column("amount", Float, nullable=False),  # seconds or bytes
    Column("at", Float, nullable=False),
)

locks = Table(
    "locks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("until", Float, nullable=False),
    Column("by", String(80)),
)
