"""Whether the service lives and may be sent work, and figures for those who watch it."""

from collections.abc import Iterator, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from verifier.api.described import problems
from verifier.api.problems import Problem
from verifier.api.security import Owner
from verifier.errors import StoreUnavailable
from verifier.store import Figures, Store
from workers.queues import ARTICLE, FETCH

router = APIRouter(tags=["health"])

NEEDED = (ARTICLE, FETCH)  # without one of either no job comes to its end
RETRY_AFTER_S = 5


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives; nothing is touched."""
    return {"status": "ok"}


@router.get("/readyz", responses=problems(503))
def readyz(request: Request) -> JSONResponse:
    """Whether the store and the broker answer, workers live, and how long rings wait.

    503 names what fails: a load balancer should send work elsewhere. Nothing is lost meanwhile, so
    it is no reason to restart the process; that is what `/healthz` is for.
    """
    parts = _parts(request.app.state.store) | {"broker": request.app.state.broker_ok()}
    alive = parts["workers"]
    failing = [name for name in ("db", "broker") if not parts[name]]
    if isinstance(alive, dict) and not all(alive[queue] for queue in NEEDED):
        failing.append("workers")
    if not failing:
        return JSONResponse({"status": "ready", **parts, "failing": failing})
    raise Problem(
        503,
        "not_ready",
        f"not ready: {', '.join(failing)}",
        headers={"Retry-After": str(RETRY_AFTER_S)},
        **parts,
        failing=failing,
    )


def _parts(store: Store) -> dict[str, object]:
    """What the store says; nothing is known of workers and rings while it is away."""
    try:
        counted = store.workers()
        alive = {queue: counted.get(queue, 0) for queue in sorted({*NEEDED, *counted})}
        return {"db": True, "workers": alive, "oldest_outbox_s": round(store.overdue_s(), 1)}
    except StoreUnavailable:
        return {"db": False, "workers": None, "oldest_outbox_s": None}


@router.get("/metrics", response_class=PlainTextResponse, responses=problems(401, 503))
def metrics(request: Request, _: Owner) -> PlainTextResponse:
    """Figures from the store in Prometheus' text format; needs a token where there are any."""
    lines = _lines(request.app.state.store.figures())
    return PlainTextResponse("".join(lines), media_type="text/plain; version=0.0.4")


def _lines(figures: Figures) -> Iterator[str]:
    # Open jobs come and go, so `jobs_total` is a gauge, whatever its name says.
    yield from _metric("jobs_total", "gauge", "Jobs by state; ended ones ever", figures.jobs)
    yield "# HELP job_seconds Seconds from a job's submission to its report\n"
    yield "# TYPE job_seconds histogram\n"
    for bound, count in figures.seconds.items():
        yield f'job_seconds_bucket{{le="{bound}"}} {count}\n'
    yield f"job_seconds_sum {figures.seconds_sum:.6f}\n"
    yield f"job_seconds_count {max(figures.seconds.values())}\n"
    words = "Age of the oldest job that has not begun"
    yield from _single("queue_oldest_seconds", "gauge", words, figures.queue_oldest_s)
    words = "Rings that are due and not sent"
    yield from _single("outbox_unsent", "gauge", words, figures.outbox_unsent)
    words = "How long the oldest of them has been due"
    yield from _single("outbox_oldest_seconds", "gauge", words, figures.outbox_oldest_s)
    words = "What the sweep repaired"
    yield from _metric("sweeps_total", "counter", words, figures.sweeps, label="action")
    words = "Answers of the net, copies of other jobs left out"
    yield from _metric("fetch_total", "counter", words, figures.fetches, label="outcome")
    yield from _single("fetch_bytes", "counter", "Bytes of those answers", figures.fetch_bytes)
    words = "Worker processes that live"
    yield from _metric("workers_alive", "gauge", words, figures.workers, label="queue")


def _metric(
    name: str, kind: str, words: str, values: Mapping[str, int], *, label: str = "state"
) -> Iterator[str]:
    yield f"# HELP {name} {words}\n# TYPE {name} {kind}\n"
    for value, figure in values.items():
        yield f'{name}{{{label}="{value}"}} {figure}\n'


def _single(name: str, kind: str, words: str, figure: float) -> Iterator[str]:
    yield f"# HELP {name} {words}\n# TYPE {name} {kind}\n{name} {figure:.15g}\n"
