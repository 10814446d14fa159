"""The tasks: doors with an id in and one call behind. Running one twice changes nothing."""

import faulthandler
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import cache

from celery import current_app, shared_task
from celery.signals import beat_embedded_init, setup_logging, worker_init, worker_process_init

from verifier.errors import VerifierError
from verifier.logs import about_job, install
from verifier.model import MediaType
from verifier.outlets import load_registry
from verifier.settings import read_settings
from verifier.store import Ring
from workers import advancing, answering, delivering, pulse
from workers.app import SWEEP, TASKS
from workers.bell import Bell
from workers.lifeline import die_with_parent
from workers.names import is_dead_here
from workers.wiring import Parts, wired


@setup_logging.connect  # type: ignore[untyped-decorator]
def _log_in_lines(loglevel: int = logging.WARNING, **_: object) -> None:
    """Log as the API does, instead of in Celery's own way."""
    install(loglevel)


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _prepare(**_: object) -> None:
    """Make a pool process ready before its first task, and end it with its parent.

    A worker that is killed cannot end its pool, whose processes would live on for ever.
    """
    die_with_parent(os.getppid(), signal.SIGKILL)
    # `kill -USR2` writes to the log where it hangs; sys.stderr is Celery's own object here.
    if sys.__stderr__ is not None:
        faulthandler.register(signal.SIGUSR2, file=sys.__stderr__)
    with suppress(VerifierError):  # the first task says it again, where it can be told
        parts = wired()
        pulse.start(parts.store, parts.name, tuple(current_app.amqp.queues.consume_from))
        # It may be in the place of one that was killed, whose work need not wait for its lease.
        parts.store.forget_dead(is_dead_here)
        threading.Thread(target=_warm, args=(parts,), name="warm", daemon=True).start()


@beat_embedded_init.connect  # type: ignore[untyped-decorator]
def _end_with_parent(**_: object) -> None:
    """End beat with its worker: it is no process of the pool, and would ring on for ever."""
    die_with_parent(os.getppid(), signal.SIGKILL)


def _warm(parts: Parts) -> None:
    """Have the reading child import what it needs before there is something to read."""
    parts.reader.read(b"<p>a</p>", MediaType.HTML)


@worker_init.connect  # type: ignore[untyped-decorator]
def _load(**_: object) -> None:
    """Load once, before the pool is forked, what all of its processes need and never change."""
    with suppress(VerifierError):
        load_registry(read_settings().outlets)


@shared_task(name=TASKS[Ring.ADVANCE])  # type: ignore[untyped-decorator]
def advance(job_id: str) -> None:
    """Move a job on by one round."""
    with about_job(job_id):
        advancing.advance(wired(), job_id)


@shared_task(name=TASKS[Ring.CLOSE])  # type: ignore[untyped-decorator]
def close(job_id: str) -> None:
    """Write the last report of a job that was cancelled."""
    with about_job(job_id):
        advancing.close(wired(), job_id)


@shared_task(name=TASKS[Ring.FETCH])  # type: ignore[untyped-decorator]
def fetch_host(batch_id: int) -> None:
    """Answer one host's batch of requests; an answered request stays answered."""
    answering.fetch_host(wired(), batch_id)


@shared_task(name=TASKS[Ring.WEBHOOK])  # type: ignore[untyped-decorator]
def deliver(job_id: str) -> None:
    """Tell of a job's end where its caller asked for it; a delivered webhook stays delivered."""
    with about_job(job_id):
        delivering.deliver(wired(), job_id)


@shared_task(name=SWEEP)  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Repair what was lost, and send what is due."""
    _bell().turn()


@cache
def _bell() -> Bell:
    parts = wired()
    return Bell(parts.settings, parts.store)
