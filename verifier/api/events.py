"""What happens to a job as server-sent events (WHATWG HTML, section 9.2), resumable.

Events come from the store, so any process can stream any job, and a client that comes back with
Last-Event-ID misses nothing.
"""

import json
import time
from collections.abc import AsyncIterator

import anyio
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from verifier.api.described import problems
from verifier.api.jobs import job_of, store_of
from verifier.api.problems import Problem
from verifier.api.security import Owner
from verifier.store import Event

router = APIRouter(tags=["jobs"])

LOOK_EVERY_S = 0.5
COMMENT_EVERY_S = 15.0  # proxies close a connection that is silent for long
MAX_STREAMS = 100  # in one process; each looks into the store twice a second


@router.get(
    "/v1/jobs/{job_id}/events",
    response_class=StreamingResponse,
    responses=problems(401, 404, 429),
)
async def events(request: Request, job_id: str, owner: Owner) -> StreamingResponse:
    """The job's events from its beginning, or from after Last-Event-ID, until it has ended."""
    await run_in_threadpool(job_of, request, job_id, owner)
    state = request.app.state
    if getattr(state, "streams", 0) >= MAX_STREAMS:
        raise Problem(429, "too_many_streams", "poll instead", headers={"Retry-After": "10"})
    after = _number(request.headers.get("last-event-id", ""))
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _counted(request, _stream(request, job_id, owner, after)),
        media_type="text/event-stream",
        headers=headers,
    )


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


async def _counted(request: Request, stream: AsyncIterator[str]) -> AsyncIterator[str]:
    state = request.app.state
    state.streams = getattr(state, "streams", 0) + 1
    try:
        async for piece in stream:
            yield piece
    finally:
        state.streams -= 1


async def _stream(request: Request, job_id: str, owner: str, after: int) -> AsyncIterator[str]:
    store = store_of(request)
    spoke = time.monotonic()
    while not await request.is_disconnected():
        job = await run_in_threadpool(store.job, job_id, owner)
        found = await run_in_threadpool(store.events, job_id, after)
        for event in found:
            after = event.seq
            yield written(event)
        if job is None or (job.ended and not found):
            yield "event: end\ndata: {}\n\n"
            return
        now = time.monotonic()
        if found:
            spoke = now
        elif now - spoke > COMMENT_EVERY_S:
            spoke = now
            yield ": still here\n\n"
        await anyio.sleep(LOOK_EVERY_S)


def written(event: Event) -> str:
    """One event as it goes over the wire; JSON has no line breaks of its own."""
    data = {**event.data, "at": event.at.isoformat(timespec="milliseconds")}
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {json.dumps(data)}\n\n"
