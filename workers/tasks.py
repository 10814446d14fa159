"""The tasks: doors with an id in and one call behind. Running one twice changes nothing."""

from celery import shared_task

from verifier.store import Ring
from workers import advancing, answering
from workers.app import SWEEP, TASKS
from workers.bell import Bell
from workers.wiring import wired


@shared_task(name=TASKS[Ring.ADVANCE])  # type: ignore[untyped-decorator]
def advance(job_id: str) -> None:
    """Move a job on by one round."""
    advancing.advance(wired(), job_id)


@shared_task(name=TASKS[Ring.CLOSE])  # type: ignore[untyped-decorator]
def close(job_id: str) -> None:
    """Write the last report of a job that was cancelled."""
    advancing.close(wired(), job_id)


@shared_task(name=TASKS[Ring.FETCH])  # type: ignore[untyped-decorator]
def fetch_host(batch_id: int) -> None:
    """Answer one host's batch of requests; an answered request stays answered."""
    answering.fetch_host(wired(), batch_id)


@shared_task(name=SWEEP)  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Repair what was lost, and send what is due."""
    parts = wired()
    Bell(parts.settings, parts.store).turn()
