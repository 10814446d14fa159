"""Whether the service lives and may be sent work."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from verifier.api.problems import not_built

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives; nothing is touched."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """Whether the store and the broker answer, and how long rings have waited to be sent."""
    store = request.app.state.store
    parts: dict[str, object] = {"store": store.answers(), "broker": request.app.state.broker_ok()}
    if parts["store"]:
        parts["oldest_outbox_s"] = round(store.overdue_s(), 1)
    ready = bool(parts["store"] and parts["broker"])
    return JSONResponse(
        {"status": "ready" if ready else "not ready", **parts}, status_code=200 if ready else 503
    )


@router.get("/metrics", include_in_schema=False)
def metrics() -> None:
    """Counters for Prometheus."""
    raise not_built("/metrics")
