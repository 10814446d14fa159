"""How a worker shows that it lives: a thread that extends its lease while it works.

A worker that cannot extend its lease in time has lost it, whether the store is away or another
worker took over; then it must stop, for what it writes is refused anyway.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from verifier.errors import StoreUnavailable
from verifier.store import Lease, Store

_log = logging.getLogger(__name__)

BEATS_PER_LEASE = 4  # three beats may fail before the lease runs out


class LeaseLost(Exception):
    """The work is somebody else's now, or nobody's."""


@contextmanager
def beating(
    store: Store,
    lease: Lease,
    lease_s: float,
    *,
    batch: bool = False,
    on_lost: Callable[[], None] | None = None,
) -> Iterator[threading.Event]:
    """Extend the lease until the block ends; when that fails, set the event and call `on_lost`."""
    lost, ended = threading.Event(), threading.Event()

    def beat() -> None:
        until = time.monotonic() + lease_s
        while not ended.wait(lease_s / BEATS_PER_LEASE):
            begun = time.monotonic()
            try:
                held = store.extend(lease, batch=batch)
            except StoreUnavailable as error:
                _log.warning("lease on %s: %s", lease.ref, error)
                held = begun < until
            else:
                until = begun + lease_s
            if not held:
                lost.set()
                if on_lost is not None and not ended.is_set():
                    on_lost()
                return

    thread = threading.Thread(target=beat, name=f"lease {lease.ref}", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        ended.set()
        thread.join(timeout=lease_s)
