from datetime import date

import pytest
from sqlalchemy import select

from verifier.model import MediaType
from verifier.store import Job, JobState, SourceFile, Store, Submission, engine
from verifier.store.tables import bodies
from verifier.store.values import moment


def test_a_submitted_job_is_queued_and_somebody_is_rung_for_it(store, rings):
    job = store.submit(Submission(b"text", MediaType.TEXT), owner="ann")

    assert job.state is JobState.QUEUED
    assert rings() == [("advance", job.id)]


def test_a_job_keeps_what_was_submitted(store):
    given = Submission(
        b"text",
        MediaType.MARKDOWN,
        charset="utf-8",
        title="Rain",
        published=date(2024, 2, 1),
        private=True,
        sources=(SourceFile("a.txt", "text/plain", b"rain"),),
    )

    job = store.submit(given)
    work = store.claim(job.id, "worker 1", deadline_s=600)

    assert (work.submission.body, work.submission.kind) == (b"text", MediaType.MARKDOWN)
    assert work.submission.published == date(2024, 2, 1)
    assert work.job.private
    assert work.has_sources
    assert store.sources(job.id) == given.sources


@pytest.mark.parametrize(
    ("owner", "seen"),
    [("ann", True), ("bob", False), ("", False), (None, True)],
)
def test_a_job_is_seen_by_its_owner_only(store, owner, seen):
    job = store.submit(Submission(b"text", MediaType.TEXT), owner="ann")

    assert (store.job(job.id, owner) is not None) is seen


def test_jobs_are_listed_newest_first_and_page_by_page(store):
    made = [store.submit(Submission(b"text", MediaType.TEXT)).id for _ in range(5)]

    first = store.jobs("", limit=2)
    last = first[-1]
    rest = store.jobs("", limit=9, before=(last.created_at.timestamp(), last.id))

    assert [job.id for job in first + rest] == made[::-1]


def test_a_moment_in_a_row_survives_the_way_through_a_datetime(store):
    for _ in range(200):
        with store.reading() as db:
            at = engine.now(db)
        assert moment(at).timestamp() == at


def test_a_job_that_was_deleted_is_gone_with_its_bodies(store, rings):
    job = store.submit(Submission(b"text", MediaType.TEXT))
    kept = store.submit(Submission(b"other", MediaType.TEXT))
    store.cancel(job.id)

    store.delete(job.id)
    assert store.tidy(0, older_s=3600) == 0  # it was touched just now, maybe by another job
    assert store.tidy(0, older_s=0) == 1

    assert store.job(job.id) is None
    assert rings() == [("advance", kept.id)]
    with store.reading() as db:
        assert db.scalar(select(bodies.c.size)) == len(b"other")


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_has_ended_stays_as_it_ended(store: Store, job: Job, state: JobState):
    from verifier.store import ending

    with store.writing() as db:
        assert ending.end(db, job.id, state)

    assert not store.cancel(job.id)
    assert store.claim(job.id, "worker 1", deadline_s=600) is None
    assert store.job(job.id).state is state


def test_every_change_of_a_job_changes_its_version(store, job):
    before = store.job(job.id).version

    store.claim(job.id, "worker 1", deadline_s=600)

    assert store.job(job.id).version > before


def test_events_are_numbered_and_can_be_resumed(store, job):
    store.claim(job.id, "worker 1", deadline_s=600)
    store.cancel(job.id)

    every = store.events(job.id)

    assert [(e.seq, e.data["state"]) for e in every] == [
        (1, "queued"),
        (2, "running"),
        (3, "cancelled"),
    ]
    assert store.events(job.id, after=2) == every[2:]


def test_two_stores_share_one_file(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with Store(url) as one, Store(url) as other:
        job = one.submit(Submission(b"text", MediaType.TEXT))

        assert other.job(job.id) == job
