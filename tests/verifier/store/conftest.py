"""A store on real SQLite and on a real PostgreSQL, and short ways to move it on."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from verifier.model import Article, Document, MediaType, Report, ReportState
from verifier.store import Job, JobWork, Store, Submission
from verifier.store.tables import batches, jobs, outbox

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64, blocks=()), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())


def program(name: str) -> str | None:
    """PostgreSQL's own program; Debian keeps it off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


def as_other(command: list[str]) -> list[str]:
    """The command as a user that PostgreSQL runs for: it refuses root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of our own, on a unix socket."""
    initdb, server = program("initdb"), program("postgres")
    if initdb is None or server is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    # Not under pytest's folder, which only its own user may enter.
    place = Path("/tmp") / f"verifier-pg-{uuid4().hex[:8]}"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    data = place / "data"
    try:
        subprocess.run(
            as_other([initdb, "-D", str(data), "-U", "verifier", "-A", "trust", "--no-sync"]),
            check=True,
            capture_output=True,
            cwd=place,
        )
        yield from run_postgres(server, data, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run_postgres(server: str, data: Path, place: Path) -> Iterator[str]:
    options = ["-D", str(data), "-k", str(place), "-c", "listen_addresses=", "-c", "fsync=off"]
    with subprocess.Popen(
        as_other([server, *options]), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=place
    ) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if b"ready to accept connections" in line:
                    break
            yield f"postgresql+pg8000://verifier@/postgres?unix_sock={place}/.s.PGSQL.5432"
        finally:
            process.send_signal(signal.SIGINT)  # "fast": does not wait for its clients
            process.communicate()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        with Store(f"sqlite:///{tmp_path / 'store.db'}", lease_s=60) as opened:
            yield opened
        return
    address = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    with Store(address.replace("/postgres?", f"/{name}?"), lease_s=60) as opened:
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
                held = table.update().where(table.c.lease_until.is_not(None))
                db.execute(held.values(lease_until=1.0))

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
