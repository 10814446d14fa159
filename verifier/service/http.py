"""The HTTP server of `serve`: uvicorn in a thread, on a socket that listens already."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from verifier.errors import CannotRun

START_S = 30.0  # a machine that is busy may take this long


class _Server(uvicorn.Server):
    """Uvicorn in a thread: signals are the supervisor's business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def serving(app: FastAPI, listener: socket.socket) -> Iterator[None]:
    """Answer HTTP on the socket for the length of the block."""
    config = uvicorn.Config(
        app,
        log_config=None,  # our own lines
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=65_536,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="http", daemon=True)
    thread.start()
    until = time.monotonic() + START_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise CannotRun("the HTTP server did not start; the reason is in the log")
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=10)
