"""The Celery application: which queues there are, and each option with what breaks without it.

Celery only carries rings here. What is to be done, who does it and what came of it stand in the
store, so no option below is what keeps a job from being lost; they keep the rings cheap and the
workers healthy.
"""

from collections.abc import Mapping
from typing import Any

import redis
from celery import Celery
from kombu.exceptions import KombuError

from verifier.errors import BrokerUnavailable
from verifier.settings import Settings, read_settings
from verifier.store import Ring
from workers.queues import ARTICLE, CONTROL, FETCH

QUEUES: Mapping[Ring, str] = {
    Ring.ADVANCE: ARTICLE,
    Ring.CLOSE: ARTICLE,
    Ring.FETCH: FETCH,
    Ring.WEBHOOK: FETCH,
}
TASKS: Mapping[Ring, str] = {
    Ring.ADVANCE: "workers.tasks.advance",
    Ring.CLOSE: "workers.tasks.close",
    Ring.FETCH: "workers.tasks.fetch_host",
    Ring.WEBHOOK: "workers.tasks.deliver",
}
SWEEP = "workers.tasks.sweep"

# What sending raises when the broker is away.
BROKER_ERRORS = (KombuError, redis.RedisError, OSError)

TASK_LIMIT_S = 240  # above any batch: 16 requests, two at once, 20 s each


def options(settings: Settings) -> dict[str, Any]:
    """The Celery configuration."""
    return _broker(settings) | _workers() | _routes(settings)


def _broker(settings: Settings) -> dict[str, Any]:
    return {
        "broker_url": broker_url(settings.redis_url),
        "broker_transport_options": {
            # Above three task limits, or a long task is given to a second worker while the
            # first still runs. Redelivery is the third line of defence: the sweep comes first.
            "visibility_timeout": 900,
            # Several services may share one Redis.
            "global_keyprefix": "verifier:",
            # Without these a half-open connection blocks a worker, or the bell, for ever.
            "socket_timeout": 30,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 20,
            "retry_on_timeout": True,
        },
        # Workers may come up before Redis, and outlive it by any time.
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        # The API must not hang on a dead Redis: the outbox sends later.
        "task_publish_retry": False,
        # The store holds results. A result backend would fill, expire, and hang chords.
        "result_backend": None,
        "task_ignore_result": True,
        "task_store_errors_even_if_ignored": False,
    }


def _workers() -> dict[str, Any]:
    return {
        # A task counts as delivered when it ends, also when its process is killed.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        # A busy worker holds no messages that an idle one could take.
        "worker_prefetch_multiplier": 1,
        # A task that hangs in C code is killed; its lease brings the work back.
        "task_time_limit": TASK_LIMIT_S,
        "task_soft_time_limit": TASK_LIMIT_S - 30,
        # On SIGTERM running tasks get this long, then they are given back to the queue. With
        # REMAP_SIGTERM=SIGQUIT in the environment, and 30 s of grace from the container.
        "worker_soft_shutdown_timeout": 20,
        "worker_enable_soft_shutdown_on_idle": True,
        # After a lost connection the broker gives running tasks to another worker as well. The
        # lease keeps that one out, so there is no need to kill work that is nearly done.
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        # Memory that a parser leaked goes with its process.
        "worker_max_tasks_per_child": 200,
        "worker_max_memory_per_child": 400_000,  # KiB
        "worker_hijack_root_logger": False,
        "worker_send_task_events": False,
    }


def _routes(settings: Settings) -> dict[str, Any]:
    return {
        # Pickle would let whoever writes to Redis run code.
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_track_started": False,
        "task_default_queue": CONTROL,
        "task_routes": {
            SWEEP: {"queue": CONTROL},
            **{TASKS[kind]: {"queue": queue} for kind, queue in QUEUES.items()},
        },
        # An old sweep is worth nothing: it expires before the next one.
        "beat_schedule": {
            "sweep": {
                "task": SWEEP,
                "schedule": settings.sweep_s,
                "options": {"queue": CONTROL, "expires": settings.sweep_s},
            }
        },
        "timezone": "UTC",
    }


def broker_url(redis_url: str) -> str:
    """The address in Celery's form: a unix socket is `redis+socket://` there."""
    if not redis_url:
        raise BrokerUnavailable(
            "VERIFIER_REDIS_URL is not set: name a Redis, or use `verifier serve`, which starts one"
        )
    if redis_url.startswith("unix://"):
        path, _, query = redis_url.removeprefix("unix://").partition("?")
        database = query.removeprefix("db=") if query.startswith("db=") else "0"
        return f"redis+socket://{path}?virtual_host={database}"
    return redis_url


def redis_client_url(redis_url: str) -> str:
    """The address in redis-py's form."""
    broker_url(redis_url)  # raises when there is none
    return redis_url


def make_app(settings: Settings) -> Celery:
    """A Celery application for these settings; it connects when it first sends."""
    app = Celery("verifier", set_as_current=False, include=["workers.tasks"])
    app.conf.update(options(settings))
    return app


def __getattr__(name: str) -> Any:
    """`app`, made on first use: importing this module must not need a broker."""
    if name != "app":
        raise AttributeError(name)
    made = Celery("verifier", include=["workers.tasks"])
    made.conf.update(options(read_settings()))
    globals()["app"] = made
    return made
