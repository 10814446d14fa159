"""Reading and writing a pipe of another process, with a deadline.

The pipe must not block (`os.set_blocking`). Used by the parent of the reading child.
"""

import os
import selectors
import time

_PIECE = 1 << 16


class Lost(Exception):
    """The child did not answer; the message says why.

    `died` when it was not our wall limit: it may have been killed by somebody else, and before it
    saw the message, so the message is worth a second child.
    """

    def __init__(self, evidence: str, *, died: bool = False) -> None:
        super().__init__(evidence)
        self.died = died


def write_all(fd: int, data: bytes, deadline: float, seconds: float) -> None:
    """Write all of `data`; raises `Lost` at the deadline, or when nobody reads any more."""
    rest = memoryview(data)
    with selectors.DefaultSelector() as ready:
        ready.register(fd, selectors.EVENT_WRITE)
        while rest:
            _wait(ready, deadline, seconds)
            try:
                rest = rest[os.write(fd, rest[:_PIECE]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise Lost("the reading child died", died=True) from error


def read_all(fd: int, length: int, deadline: float, seconds: float) -> bytes:
    """Read so many bytes; raises `Lost` at the deadline, or when the other side is gone."""
    data = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(fd, selectors.EVENT_READ)
        while len(data) < length:
            _wait(ready, deadline, seconds)
            try:
                piece = os.read(fd, min(_PIECE, length - len(data)))
            except BlockingIOError:
                continue
            if not piece:
                raise Lost("the reading child died of this page", died=True)
            data += piece
    return bytes(data)


def _wait(ready: selectors.BaseSelector, deadline: float, seconds: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not ready.select(left):
        raise Lost(f"reading took longer than {seconds:g} s")
