"""The sweep of Celery beat alone, without any API, moves jobs on."""

import os
import time

import pytest

from verifier.model import MediaType
from verifier.service import private_redis
from verifier.service.processes import Keeper, Kept
from verifier.service.serving import environment, worker_command
from verifier.store import JobState, Store, Submission

PATIENCE_S = 150.0

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def apart(settings, tmp_path):
    """Redis, workers and a sweep as processes, as on several machines; the store they share."""
    at = private_redis.socket_path(tmp_path)
    command = private_redis.command(private_redis.find_redis(), at, tmp_path)
    own = settings.model_copy(
        update={"data_dir": tmp_path, "redis_url": private_redis.url(at), "sweep_s": 1.0}
    )
    around = environment(own)
    sweep = [*worker_command("control", 1), "--beat", "--schedule", str(tmp_path / "beat")]
    keeper = Keeper(
        [
            Kept("redis", command, os.environ.copy(), tmp_path / "redis.log"),
            Kept("sweep", sweep, around, tmp_path / "sweep.log"),
            Kept("article", worker_command("article", 1), around, tmp_path / "article.log"),
            Kept("fetch", worker_command("fetch", 1), around, tmp_path / "fetch.log"),
        ]
    )
    with Store(own.store_url, lease_s=own.lease_s) as store:
        keeper.start()
        yield store
        keeper.stop()


def test_beat_alone_moves_a_job_on(apart, article_html):
    job = apart.submit(Submission(article_html.encode(), MediaType.HTML), deadline_s=600)

    until = time.monotonic() + PATIENCE_S
    while not apart.job(job.id).ended:
        assert time.monotonic() < until, apart.job(job.id)
        time.sleep(0.1)

    assert apart.job(job.id).state is JobState.DONE
    assert apart.job(job.id).progress.counts == {"verbatim": 9}
