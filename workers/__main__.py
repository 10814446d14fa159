"""Run a worker for one queue: `python -m workers article --processes 2`.

The same worker as of `celery -A workers.app worker --queues article`, which starts half a second
later: it imports a shell, an editor of lines and the commands for brokers of all kinds.
"""

import argparse
import gc
import sys


def main() -> int:
    """The exit code of the worker, when it has been told to end."""
    given = _given()
    gc.disable()  # what is imported stays; looking through it again and again takes long
    from celery.apps.worker import Worker

    from workers.app import app
    from workers.names import node_name

    worker = Worker(  # which loads the registry as well, by the signal `worker_init`
        app=app,
        hostname=node_name(given.queue),
        queues=[given.queue],
        concurrency=given.processes,
        loglevel="WARNING",
        quiet=True,
        beat=given.beat,
        schedule_filename=given.schedule,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    gc.freeze()  # and is shared with the pool for as long as nobody writes to it
    gc.enable()
    worker.start()
    return worker.exitcode or 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m workers")
    parser.add_argument("queue", choices=("article", "fetch", "control"))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--beat", action="store_true", help="ring for the sweep as well")
    parser.add_argument("--schedule", help="the file in which beat keeps its times")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
