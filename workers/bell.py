"""Who sends the rings: a thread that sends what is due, and sweeps at regular times.

The API runs one, and so does the sweep service; either alone is enough. A ring is a message
with an id in it. When the broker is down the rings wait in the store; when it came back empty,
all of them are due again.
"""

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any
from uuid import uuid4

import redis
from celery import Celery

from verifier.errors import StoreUnavailable
from verifier.settings import Settings
from verifier.store import Message, Ring, Store
from workers.app import BROKER_ERRORS, QUEUES, TASKS, make_app, redis_client_url

_log = logging.getLogger(__name__)

# A key that only a Redis that kept its memory still has.
_MARK = "verifier:alive"

PAUSE_S = 1.0  # after a turn in which the broker or the store was away
DAY_S = 24 * 3600
TIDY_EVERY_S = 600.0  # one process in an hour is taken (`Store.may_tidy`); this is how often to ask
TIDY_S = 60.0  # rings are sent meanwhile, but the sweep waits


class Bell:
    """Sends due rings when asked (`ring`), and at least every `sweep_s`, when it also sweeps.

    `is_dead` tells of the name of a worker whether it is known to be dead; where all workers are
    on this machine that ends their leases at once.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        app: Celery | None = None,
        *,
        is_dead: Callable[[str], bool] | None = None,
    ) -> None:
        self._settings = settings
        self._is_dead = is_dead
        self._store = store
        self._app = app or make_app(settings)
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
        self._redis: Any = None
        self._sweep_at = 0.0  # not at every ring: a look for a turn waits for SQLite's writer
        self._tidy_at = 0.0

    def __enter__(self) -> "Bell":
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._wake.set()
        self._thread.join(timeout=10)
        if self._redis is not None:
            self._redis.close()

    def ring(self) -> None:
        """Send what is due soon; returns at once, however the broker is."""
        self._wake.set()

    def broker_ok(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(self._client().ping())
        except (redis.RedisError, OSError):
            return False

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            if self.turn():
                self._wake.wait(self._settings.sweep_s)
            else:  # nothing can be sent, however often we are asked to
                self._stopped.wait(min(PAUSE_S, self._settings.sweep_s))

    def turn(self) -> bool:
        """Sweep if it is time, and send what is due; false when a part was away.

        Faults are logged, the next turn repairs.
        """
        try:
            self._sweep()
            self._look_for_loss()
            send_due(self._store, self._app)
            self._tidy()
        except (StoreUnavailable, *BROKER_ERRORS) as error:
            _log.warning("the bell waits: %s: %s", type(error).__name__, error)
            return False
        return True

    def _sweep(self) -> None:
        begun = time.monotonic()
        if begun < self._sweep_at:
            return
        self._sweep_at = begun + self._settings.sweep_s / 2
        if self._is_dead is not None:
            self._store.forget_dead(self._is_dead)
        swept = self._store.sweep(self._settings.sweep_s)
        if swept is not None and (swept.rung or swept.failed or swept.given_up):
            _log.warning("sweep: %s", swept)

    def _tidy(self) -> None:
        """Drop what has expired, step by step; the rest next hour when it takes too long."""
        begun = time.monotonic()
        if begun < self._tidy_at:
            return
        self._tidy_at = begun + TIDY_EVERY_S
        if not self._store.may_tidy():
            return
        keep_s = self._settings.keep_days * DAY_S
        while time.monotonic() < begun + TIDY_S and not self._stopped.is_set():
            if self._store.tidy(keep_s) == 0:
                return
            send_due(self._store, self._app)

    def _look_for_loss(self) -> None:
        if self._client().set(_MARK, str(uuid4()), nx=True):
            lost = self._store.all_rings_lost()
            if lost:
                _log.warning("Redis came up empty: %d rings are sent again", lost)

    def _client(self) -> Any:
        if self._redis is None:
            self._redis = redis.Redis.from_url(
                redis_client_url(self._settings.redis_url),
                socket_timeout=5,
                socket_connect_timeout=2,
            )
        return self._redis


def try_send(store: Store, app: Celery) -> None:
    """Send what is due; when the broker is away the bell does it later."""
    try:
        send_due(store, app)
    except BROKER_ERRORS as error:
        _log.warning("rings wait: %s: %s", type(error).__name__, error)


def send_due(store: Store, app: Celery) -> int:
    """How many rings were sent; raises one of `BROKER_ERRORS` when the broker takes none."""

    def send(message: Message) -> None:
        ref = int(message.ref) if message.kind is Ring.FETCH else message.ref
        app.send_task(TASKS[message.kind], args=[ref], queue=QUEUES[message.kind], retry=False)

    return store.send_due(send)
