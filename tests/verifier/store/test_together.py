"""Writers that share a commit: each gets its own result, and none what another did wrong."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from verifier.model import MediaType
from verifier.store import KeyReused, Submission
from verifier.store.tables import locks

TEXT = Submission(b"text", MediaType.TEXT)


def test_many_at_once_are_each_in_the_store_when_they_return(store):
    with ThreadPoolExecutor(20) as callers:
        made = list(callers.map(lambda _: store.submit(TEXT).id, range(100)))

    assert len(set(made)) == 100
    assert all(store.job(job_id) is not None for job_id in made)


def test_one_key_makes_one_job_however_many_come_at_once(store):
    with ThreadPoolExecutor(20) as callers:
        made = list(callers.map(lambda _: store.submit_once(TEXT, "key"), range(40)))

    assert len({job.id for job, _ in made}) == 1
    assert sum(not replayed for _, replayed in made) == 1


def test_what_one_did_wrong_is_its_own(store):
    store.submit_once(TEXT, "key")
    other = Submission(b"other", MediaType.TEXT)

    def submit(number):
        if number % 2:
            with pytest.raises(KeyReused):
                store.submit_once(other, "key")
            return None
        return store.submit(TEXT).id

    with ThreadPoolExecutor(10) as callers:
        made = [job_id for job_id in callers.map(submit, range(40)) if job_id]

    assert all(store.job(job_id) is not None for job_id in made)


def test_a_refused_work_leaves_nothing_behind(store):
    def write(db):
        db.execute(locks.insert().values(name="half", until=0.0))
        raise KeyReused("half")

    with pytest.raises(KeyReused):
        store.together.write(write)
    with store.reading() as db:
        assert "half" not in [row.name for row in db.execute(locks.select())]


def test_when_the_commit_fails_nobody_is_told_it_was_done(store):
    def fail(_connection):
        raise OSError("the disk is full")

    event.listen(store.engine, "commit", fail)
    try:
        with pytest.raises(OSError, match="disk"):
            store.submit(TEXT)
    finally:
        event.remove(store.engine, "commit", fail)
    assert store.jobs() == ()
