"""Real processes are killed in the middle of real jobs; the jobs still end, and nothing doubles."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from verifier.store.tables import readings, requests

PATIENCE_S = 150.0  # a machine that does other things as well takes long to start a worker

pytestmark = pytest.mark.timeout(400)


def submit(http, article_html):
    answer = http.post("/v1/jobs", json={"html": article_html})
    assert answer.status_code == 202
    return answer.json()["id"]


def wait_until(http, job_id, wanted):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        job = http.get(f"/v1/jobs/{job_id}").json()
        if wanted(job):
            return job
        time.sleep(0.05)
    raise AssertionError(f"still {job}")


def ended(job):
    return job["state"] in ("done", "failed", "cancelled")


def in_the_middle(job):
    return job["progress"]["done"] >= 2


def children(pid):
    return [int(line) for line in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def process(service, name):
    return next(kept.process.pid for kept in service.keeper.kept if kept.name == name)


def kill_worker(service):
    """The worker and its pool at once, as a power cut would."""
    pid = process(service, "fetch")
    for victim in (pid, *children(pid)):
        os.kill(victim, signal.SIGKILL)


def kill_worker_parent(service):
    os.kill(process(service, "fetch"), signal.SIGKILL)


def kill_pool(service):
    for victim in children(process(service, "fetch")):
        os.kill(victim, signal.SIGKILL)


def kill_article_worker(service):
    pid = process(service, "article")
    for victim in (pid, *children(pid)):
        os.kill(victim, signal.SIGKILL)


def kill_redis(service):
    os.kill(process(service, "redis"), signal.SIGKILL)


def check_whole(job_id, http, store):
    """Every request has one reading, the end came once, and all quotations were found."""
    job = http.get(f"/v1/jobs/{job_id}").json()
    assert job["state"] == "done"
    assert job["progress"]["done"] == job["progress"]["total"]
    with store.reading() as db:
        asked = db.scalar(select(func.count()).where(requests.c.job_id == job_id))
        answered = db.scalar(select(func.count()).where(readings.c.job_id == job_id))
    assert asked == answered == job["progress"]["total"]
    states = Counter(e.data["state"] for e in store.events(job_id) if e.kind == "state")
    assert states == {"queued": 1, "running": 1, "done": 1}
    assert sum(e.kind == "report" for e in store.events(job_id)) == 1
    report = http.get(f"/v1/jobs/{job_id}/report").json()
    assert {word: n for word, n in report["counts"].items() if n} == {"verbatim": 9}


def test_a_job_goes_the_whole_way(http, store, article_html):
    job_id = submit(http, article_html)

    wait_until(http, job_id, ended)

    check_whole(job_id, http, store)


@pytest.mark.parametrize(
    "fault",
    [kill_worker, kill_worker_parent, kill_pool, kill_redis],
    ids=lambda fault: fault.__name__,
)
def test_a_job_ends_whole_after_a_fault_in_its_middle(
    service, http, store, article_html, slow, fault
):
    job_id = submit(http, article_html)
    wait_until(http, job_id, in_the_middle)

    fault(service)
    wait_until(http, job_id, ended)

    check_whole(job_id, http, store)


def test_jobs_that_wait_when_everything_dies_are_not_lost(service, http, store, article_html):
    waiting = [submit(http, article_html) for _ in range(5)]

    for fault in (kill_redis, kill_article_worker, kill_worker):
        fault(service)

    for job_id in waiting:
        wait_until(http, job_id, ended)
        check_whole(job_id, http, store)


def test_a_job_is_taken_while_redis_is_down(service, http, store, article_html):
    kill_redis(service)
    job_id = submit(http, article_html)

    wait_until(http, job_id, ended)

    check_whole(job_id, http, store)


def test_a_cancelled_job_says_what_was_known(http, store, article_html, slow):
    job_id = submit(http, article_html)
    wait_until(http, job_id, in_the_middle)

    assert http.post(f"/v1/jobs/{job_id}/cancel").status_code == 202
    until = time.monotonic() + PATIENCE_S
    while http.get(f"/v1/jobs/{job_id}/report").status_code == 409:
        assert time.monotonic() < until
        time.sleep(0.05)

    assert http.post(f"/v1/jobs/{job_id}/cancel").status_code == 200
    report = http.get(f"/v1/jobs/{job_id}/report").json()
    assert report["state"] == "incomplete"
    outcomes = {line["outcome"] for f in report["findings"] for line in f["looked_at"]}
    assert {"read", "not_tried"} <= outcomes


def test_provisional_findings_are_real_ones(http, article_html, slow):
    job_id = submit(http, article_html)

    job = wait_until(http, job_id, lambda job: job["progress"]["counts"].get("verbatim", 0) > 0)

    assert job["state"] == "running"
    assert job["progress"]["done"] < job["progress"]["total"]
    wait_until(http, job_id, ended)
