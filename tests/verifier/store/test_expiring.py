import pytest
from sqlalchemy import func, select

from verifier.model import MediaType
from verifier.store import Submission
from verifier.store.expiring import STEP
from verifier.store.tables import bodies, jobs, metadata

DAY_S = 24 * 3600
EMPTY_STAYS = {"alembic_version", "locks", "tallies"}


def count(store, table):
    with store.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


@pytest.fixture
def end_long_ago(store):
    def end(job_id, days):
        store.cancel(job_id)
        with store.writing() as db:
            at = store.now().timestamp() - days * DAY_S
            db.execute(jobs.update().where(jobs.c.id == job_id).values(finished_at=at))
            db.execute(bodies.update().values(at=at))

    return end


def submitted(store, words=b"text"):
    return store.submit(Submission(words, MediaType.TEXT)).id


def test_jobs_expire_by_the_time_since_their_end(store, end_long_ago):
    old, young, open_ = (submitted(store, words) for words in (b"old", b"young", b"open"))
    end_long_ago(old, 31)
    end_long_ago(young, 29)

    store.tidy(30 * DAY_S)

    assert store.job(old) is None
    assert store.job(young) is not None
    assert store.job(open_) is not None
    assert count(store, bodies) == 2


def test_with_no_time_set_nothing_expires(store, end_long_ago):
    job_id = submitted(store)
    end_long_ago(job_id, 10_000)

    assert store.tidy(0) == 0
    assert store.job(job_id) is not None


def test_expired_jobs_go_in_small_steps(store, end_long_ago):
    for number in range(STEP + 1):
        end_long_ago(submitted(store, b"text %d" % number), 31)

    store.tidy(30 * DAY_S)
    assert count(store, jobs) == 1
    while store.tidy(30 * DAY_S):
        pass
    assert (count(store, jobs), count(store, bodies)) == (0, 0)


def test_a_body_that_another_job_has_stays(store, end_long_ago):
    one, other = submitted(store), submitted(store)
    end_long_ago(one, 31)

    store.delete(one)
    store.tidy(30 * DAY_S, older_s=0)

    assert store.claim(other, "worker 1", 600).submission.body == b"text"


def test_after_deleting_nothing_of_a_job_is_left(store, end_long_ago):
    job_id = submitted(store)
    end_long_ago(job_id, 1)

    store.delete(job_id)

    left = {t.name for t in metadata.sorted_tables if count(store, t)} - EMPTY_STAYS
    assert left == set()
