"""The service is backed up while it serves, and goes on from the copy in another folder."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from verifier.service import running_service
from verifier.settings import Settings, read_settings

pytestmark = pytest.mark.timeout(200)
PATIENCE_S = 90.0
QUIET_DAY = "The tide came in at noon. The gate stayed shut all day.\n"
NO_JOB = 404


def settings(folder: Path) -> Settings:
    # No channel: what a restored job still wants to ask must not leave this machine.
    return read_settings(
        data_dir=folder, database_url="", redis_url="", tokens=(), channels=(), sweep_s=0.5
    )


def wait_until(wanted: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.05)  # the workers are other processes


def test_a_job_of_the_backup_is_still_there_and_one_under_way_is_finished(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()

    with running_service(settings(old)) as service, client(service.url) as http:
        done = submit(http)
        wait_until(lambda: state(http, done) == "done")
        report = http.get(f"/v1/jobs/{done}/report").json()
        service.keeper.stop()  # so that a job is under way for certain
        open_ = submit(http)
        back_up(old / "verifier.db", new / "verifier.db")
        later = submit(http)

    with running_service(settings(new)) as service, client(service.url) as http:
        assert http.get(f"/v1/jobs/{done}/report").json() == report
        wait_until(lambda: state(http, open_) == "done")
        assert http.get(f"/v1/jobs/{later}").status_code == NO_JOB


def back_up(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, trust_env=False, timeout=30)


def submit(http: httpx.Client) -> str:
    answer = http.post("/v1/jobs", json={"text": QUIET_DAY})
    assert answer.status_code == 202, answer.text
    job_id: str = answer.json()["id"]
    return job_id


def state(http: httpx.Client, job: str) -> str:
    said: str = http.get(f"/v1/jobs/{job}").json()["state"]
    return said
