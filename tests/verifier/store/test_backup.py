"""A backup made by the database's own means, while the store is in use, is a whole store."""

import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from verifier.model import MediaType
from verifier.store import Store, Submission

BEFORE = Submission(b"The rain is late.", MediaType.TEXT)


@contextmanager
def in_use(store: Store) -> Iterator[list[str]]:
    """Jobs are submitted all the time, from before the block until after it; gives their ids."""
    ids: list[str] = []
    busy, stop = threading.Event(), threading.Event()

    def submit() -> None:
        while not stop.is_set():
            ids.append(store.submit(Submission(f"{uuid4()}".encode(), MediaType.TEXT)).id)
            busy.set()

    thread = threading.Thread(target=submit)
    thread.start()
    try:
        assert busy.wait(30)
        yield ids
    finally:
        stop.set()
        thread.join()


def check_restored(address: str, job_id: str) -> None:
    with Store(address, lease_s=60) as restored:
        job = restored.job(job_id)
        assert job is not None
        work = restored.claim(job_id, "worker 1", deadline_s=600)  # and it can be worked on
        assert work is not None
        assert work.submission.body == BEFORE.body


def test_sqlite_is_backed_up_while_it_is_written(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store(f"sqlite:///{tmp_path / 'store.db'}", lease_s=60) as store:
        before = store.submit(BEFORE)
        with (
            in_use(store) as ids,
            closing(sqlite3.connect(tmp_path / "store.db")) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            told = target.execute("SELECT id FROM jobs").fetchall()
            sound = target.execute("PRAGMA integrity_check").fetchall()

    assert sound == [("ok",)]
    assert before.id in {row[0] for row in told} <= {before.id, *ids}
    check_restored(f"sqlite:///{copy}", before.id)


@pytest.fixture
def database(postgres: str) -> Callable[[], str]:
    """Makes an empty database and gives its name."""

    def make() -> str:
        name = f"t{uuid4().hex}"
        admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
        with admin.connect() as db:
            db.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        return name

    return make


def test_postgresql_is_dumped_while_it_is_written(
    postgres: str, database: Callable[[], str], tmp_path: Path
) -> None:
    old, new, dump = database(), database(), tmp_path / "verifier.dump"
    with Store(postgres.replace("/postgres?", f"/{old}?"), lease_s=60) as store:
        before = store.submit(BEFORE)
        with in_use(store):
            run(postgres, "pg_dump", "--format=custom", f"--file={dump}", old)

    run(postgres, "pg_restore", f"--dbname={new}", "--no-owner", "--exit-on-error", str(dump))

    check_restored(postgres.replace("/postgres?", f"/{new}?"), before.id)


def run(address: str, name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs; Debian keeps those of the server's version off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    folder = Path(str(make_url(address).query["unix_sock"])).parent
    subprocess.run(
        [str(found[-1]) if found else name, f"--host={folder}", "--username=verifier", *arguments],
        check=True,
    )
