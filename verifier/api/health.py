"""Whether the service lives and may be sent work."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from verifier.api.security import Owner

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


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
)
def metrics(request: Request, _: Owner) -> PlainTextResponse:
    """Figures from the store in Prometheus' text format; needs a token where there are any."""
    lines = []
    for (name, label, value), figure in request.app.state.store.figures().items():
        labels = f'{{{label}="{value}"}}' if label else ""
        lines.append(f"{name}{labels} {figure:g}\n")
    return PlainTextResponse("".join(lines), media_type="text/plain; version=0.0.4")
