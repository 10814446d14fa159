"""A store on real SQLite, and short ways to make what it keeps."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from verifier.model import Article, Document, MediaType, Report, ReportState
from verifier.store import Job, JobWork, Store, Submission
from verifier.store.tables import batches, jobs, outbox

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64, blocks=()), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'store.db'}", lease_s=60) as opened:
        yield opened


@pytest.fixture
def job(store: Store) -> Job:
    return store.submit(Submission(b"text", MediaType.TEXT))


@pytest.fixture
def running(store: Store, job: Job) -> JobWork:
    """A claimed job whose article was read."""
    work = store.claim(job.id, "worker 1", deadline_s=600)
    assert work is not None
    assert store.keep_article(work.lease, ARTICLE, REPORT)
    return work


@pytest.fixture
def expire(store: Store) -> Callable[[], None]:
    """Let every lease run out, as if time had passed."""

    def run_out() -> None:
        with store.writing() as db:
            for table in (jobs, batches):
                db.execute(
                    table.update().where(table.c.lease_until.is_not(None)).values(lease_until=1.0)
                )

    return run_out


@pytest.fixture
def lose_rings(store: Store) -> Callable[[], None]:
    """Forget who was to be rung, as no fault ever should."""

    def forget() -> None:
        with store.writing() as db:
            db.execute(outbox.delete())

    return forget


@pytest.fixture
def rings(store: Store) -> Callable[[], list[tuple[str, str]]]:
    """Send what is due; kind and id of each."""

    def send() -> list[tuple[str, str]]:
        sent: list[tuple[str, str]] = []
        store.send_due(lambda message: sent.append((message.kind.value, message.ref)))
        return sent

    return send
