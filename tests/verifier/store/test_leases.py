import pytest
from sqlalchemy import select

from verifier.model import (
    Article,
    Blank,
    Document,
    Fetch,
    MediaType,
    Outcome,
    Report,
    ReportState,
    Unread,
)
from verifier.store import JobError, JobState, Submission, Swept
from verifier.store.engine import now
from verifier.store.outbox import WINDOW
from verifier.store.sweep import MAX_ATTEMPTS
from verifier.store.tables import jobs, outbox

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())
PAGE = Fetch("https://news.example/1")


def gone(request):
    return Blank(request, Unread(request.url, Outcome.GONE))


def claim(store, job_id, by="worker 1"):
    return store.claim(job_id, by, deadline_s=600)


def test_only_one_worker_gets_a_job(store, job):
    assert claim(store, job.id, "worker 1") is not None
    assert claim(store, job.id, "worker 2") is None


def test_a_job_whose_lease_ran_out_goes_to_the_next_worker(store, job, expire):
    first = claim(store, job.id, "worker 1")
    expire()

    second = claim(store, job.id, "worker 2")

    assert second.lease.attempt == 2
    assert not store.extend(first.lease)
    assert store.extend(second.lease)


def test_a_late_twin_writes_nothing(store, running, expire):
    expire()
    claim(store, running.job.id, "worker 2")

    assert not store.ask(running, (PAGE,), REPORT)
    assert not store.finish(running.lease, REPORT)
    assert not store.fail(running.lease, JobError("x", "x", "x"))
    assert store.job(running.job.id).state is JobState.RUNNING
    assert store.job(running.job.id).progress.total == 0


def test_a_late_twin_of_a_batch_writes_nothing(store, running, rings, expire):
    store.ask(running, (PAGE,), REPORT)
    ((_, batch),) = rings()
    first = store.claim_batch(int(batch), "fetcher 1")
    expire()
    second = store.claim_batch(int(batch), "fetcher 2")
    (request_id,) = second.requests

    assert not store.answer(first, request_id, gone(PAGE), None)
    assert not store.extend(first.lease, batch=True)
    assert store.answer(second, request_id, gone(PAGE), None)


@pytest.mark.parametrize("ended", ["cancelled", "past its deadline"])
def test_the_lease_on_a_batch_is_lost_when_its_job_has_ended(store, running, rings, ended):
    store.ask(running, (PAGE,), REPORT)
    ((_, batch),) = rings()
    work = store.claim_batch(int(batch), "fetcher 1")
    assert store.extend(work.lease, batch=True)

    if ended == "cancelled":
        store.cancel(running.job.id)
    else:
        with store.writing() as db:
            db.execute(jobs.update().values(deadline_at=1.0))

    assert not store.extend(work.lease, batch=True)


def test_a_round_well_filed_forgives_earlier_attempts(store, job, expire):
    claim(store, job.id)
    expire()
    work = claim(store, job.id)
    store.keep_article(work.lease, ARTICLE, REPORT)

    store.ask(work, (PAGE,), REPORT)

    assert store.job(job.id).attempt == 0


def test_an_attempt_that_failed_is_rung_for_again_at_once(store, job, rings):
    rings()
    work = claim(store, job.id)

    store.give_back(work.lease, failed=True)

    assert rings() == [("advance", job.id)]
    assert claim(store, job.id).lease.attempt == 2


# --- the sweep -------------------------------------------------------------------------------


def test_the_sweep_rings_for_a_job_whose_worker_died(store, job, rings, expire):
    rings()
    claim(store, job.id)
    expire()

    assert store.sweep(5) == Swept(rung=1)
    assert rings() == [("advance", job.id)]


def test_the_sweep_rings_for_a_batch_whose_worker_died(store, running, rings, expire):
    store.ask(running, (PAGE,), REPORT)
    ((_, batch),) = rings()
    store.claim_batch(int(batch), "fetcher 1")
    expire()

    store.sweep(5)

    assert rings() == [("fetch", batch)]


def test_the_sweep_leaves_alone_what_is_being_done(store, running, rings):
    rings()

    assert store.sweep(5) == Swept()
    assert rings() == []


def test_only_one_process_sweeps_in_the_same_time(store):
    assert store.sweep(60) is not None
    assert store.sweep(60) is None


def test_a_job_that_kills_its_workers_fails_with_what_is_known(store, running, expire):
    for _ in range(MAX_ATTEMPTS - 1):
        expire()
        assert claim(store, running.job.id) is not None
    expire()

    assert store.sweep(5).failed == 1

    job = store.job(running.job.id)
    assert (job.state, job.error.code) == (JobState.FAILED, "worker_crashed")
    assert store.report(job.id).final


def test_a_page_that_kills_its_workers_is_given_up_and_the_job_goes_on(
    store, running, rings, expire
):
    store.ask(running, (PAGE,), REPORT)
    ((_, batch),) = rings()
    for _ in range(MAX_ATTEMPTS):
        assert store.claim_batch(int(batch), "fetcher 1") is not None
        expire()

    assert store.sweep(5).given_up == 1

    assert store.seen(running.job.id)[PAGE.key].unread.outcome is Outcome.NOT_TRIED
    assert rings() == [("advance", running.job.id)]


@pytest.mark.parametrize("stage", ["queued", "asked"])
def test_a_ring_that_was_lost_for_good_is_made_again(store, running, rings, lose_rings, stage):
    if stage == "asked":
        store.ask(running, (PAGE,), REPORT)
    else:
        store.give_back(running.lease)
    expected = rings()
    lose_rings()

    store.sweep(5)

    assert [kind for kind, _ in rings()] == (
        [kind for kind, _ in expected] if stage == "asked" else ["advance"]
    )


def test_a_job_long_past_its_deadline_ends_without_a_worker(store, running):
    with store.writing() as db:
        db.execute(jobs.update().values(deadline_at=1.0))

    store.sweep(5)

    assert store.job(running.job.id).state is JobState.DONE
    assert store.report(running.job.id).final


def test_a_job_that_no_worker_ever_took_fails_in_the_end(store, job):
    with store.writing() as db:
        db.execute(jobs.update().values(deadline_at=1.0))

    store.sweep(5)

    ended = store.job(job.id)
    assert (ended.state, ended.error.code) == (JobState.FAILED, "deadline")


def test_the_deadline_runs_from_the_moment_a_worker_takes_the_job(store, job):
    work = store.claim(job.id, "worker 1", deadline_s=60)

    assert work.job.deadline_at < job.deadline_at
    assert (work.job.deadline_at - work.job.started_at).total_seconds() == pytest.approx(60)


# --- the outbox ------------------------------------------------------------------------------


def test_a_ring_that_the_broker_did_not_take_is_sent_again(store, job, rings):
    def broken(_message):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.send_due(broken)

    assert rings() == [("advance", job.id)]


def test_a_ring_is_not_sent_twice_in_a_row(store, job, rings):
    assert rings() == [("advance", job.id)]
    assert rings() == []


def test_rings_that_a_lost_broker_had_are_all_sent_again(store, job, rings):
    rings()

    assert store.all_rings_lost() == 1
    assert rings() == [("advance", job.id)]


def test_a_claim_meets_the_ring(store, job, rings):
    claim(store, job.id)

    assert rings() == []
    assert store.all_rings_lost() == 0


def test_a_cancelled_job_rings_for_its_last_report_until_it_is_written(store, running, rings):
    rings()
    store.cancel(running.job.id)
    assert rings() == [("close", running.job.id)]

    store.settle(running.job.id, REPORT)
    store.met_close(running.job.id)

    assert store.sweep(5) == Swept()
    assert rings() == []
    assert store.ended_work(running.job.id) is None


# --- whose turn it is ------------------------------------------------------------------------


def submit(store, owner, count=1):
    return [store.submit(Submission(b"text", MediaType.TEXT), owner=owner).id for _ in range(count)]


def test_a_single_job_comes_right_after_the_first_of_a_thousand(store, rings):
    many = submit(store, "ann", 20)
    (one,) = submit(store, "bob")

    sent = [ref for _, ref in rings()]

    assert sent[:2] == [many[0], one]


def test_one_owner_has_few_rings_with_the_broker_at_a_time(store, rings):
    many = submit(store, "ann", WINDOW + 5)

    assert len(rings()) == WINDOW
    assert rings() == []
    claim(store, many[0])
    assert [ref for _, ref in rings()] == [many[WINDOW]]


def test_another_owners_job_is_sent_though_the_first_ones_window_is_full(store, rings):
    submit(store, "ann", WINDOW + 5)
    rings()

    (one,) = submit(store, "bob")

    assert rings() == [("advance", one)]


def test_the_leases_of_dead_workers_end_at_once(store, job, rings):
    rings()
    claim(store, job.id, "here:1")

    assert store.forget_dead(lambda name: name == "here:2") == 0
    assert store.forget_dead(lambda name: name == "here:1") == 1
    assert store.sweep(5) == Swept(rung=1)
    assert claim(store, job.id, "here:3").lease.attempt == 2


def test_of_one_owner_the_oldest_job_comes_first(store, rings):
    first, *others = submit(store, "ann", WINDOW + 5)
    rings()
    work = claim(store, first)
    assert store.keep_article(work.lease, ARTICLE, REPORT)
    store.give_back(work.lease, failed=True)

    # It was rung for after all others, and goes before those that were not sent yet.
    assert rings() == [("advance", first)]
    assert others


def test_a_ring_that_nobody_answers_is_sent_again_after_each_lease(store, job, rings):
    assert rings() == [("advance", job.id)]
    for _ in range(4):
        with store.writing() as db:
            (row,) = db.execute(select(outbox.c.due_at, outbox.c.sends)).all()
            assert row.due_at <= now(db) + store.lease_s
            db.execute(outbox.update().values(due_at=1.0))
        assert rings() == [("advance", job.id)]
