"""The whole service under one supervisor: API, workers, sweep and a private Redis.

The API and the sweep run in this process, the workers and Redis in processes of their own that
are started again when they die. All data is in one folder; a lock on it keeps a second service
out. Nothing here is needed by a service that is spread over machines.
"""

import fcntl
import logging
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from verifier import logs
from verifier.api.binding import check_bind
from verifier.errors import CannotRun, FolderTaken, PortTaken
from verifier.service import private_redis
from verifier.service.processes import Keeper, Kept
from verifier.settings import PREFIX, Settings
from verifier.store import Store
from workers.names import is_dead_here
from workers.queues import ARTICLE, FETCH

_log = logging.getLogger(__name__)

_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class ServiceHandle:
    """A service that runs: where it is, and its processes by name."""

    url: str
    settings: Settings
    keeper: Keeper


def run(settings: Settings, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until SIGINT or SIGTERM; says on standard error where it listens."""
    logs.install()
    with stop_signals() as stop, running_service(settings, host=host, port=port) as service:
        print(f"verifier: listening on {service.url} (Ctrl-C ends it)", file=sys.stderr, flush=True)
        stop.wait()
        print("verifier: stopping", file=sys.stderr, flush=True)


def wait_for_stop() -> None:
    """Come back at SIGINT or SIGTERM."""
    with stop_signals() as stop:
        stop.wait()


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set, in the block; a second one while stopping is as one."""
    stop = threading.Event()
    before = {
        sign: signal.signal(sign, lambda *_: stop.set()) for sign in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


@contextmanager
def running_service(
    settings: Settings, *, host: str = "127.0.0.1", port: int = 0
) -> Iterator[ServiceHandle]:
    """A service for the length of the block; port 0 takes a free one.

    Raises `CannotRun` (no token beyond loopback, no redis-server), `FolderTaken`, `PortTaken`.
    """
    with ExitStack() as stack:
        folder = settings.data_dir.resolve()
        stack.enter_context(locked(folder))
        keeper, served = _keeper(settings, folder, stack)
        store = stack.enter_context(Store(served.store_url, lease_s=served.lease_s))
        check_bind(settings, host, has_tokens=store.has_tokens())
        listener = stack.enter_context(closing(listening(host, port)))
        if not settings.database_url:  # nobody else works on the folder's own database
            store.forget_leases()
        keeper.start()
        stack.callback(keeper.stop)
        stack.enter_context(_serving(served, store, listener))
        yield ServiceHandle(_url(host, listener), served, keeper)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep the folder for this service alone; the lock goes with the process, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "serve.lock").open("a+")
    except OSError as error:
        raise CannotRun(f"the data folder {folder} cannot be used: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FolderTaken(
                f"another service runs on {folder}: stop it, or set {PREFIX}DATA_DIR to another "
                "folder"
            ) from error
        yield


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises `PortTaken`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError) as error:
        raise CannotRun(f"{host!r} port {port} is no address to listen on: {error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"{host}:{port} cannot be listened on ({error.strerror}): use --port to name another"
        ) from error
    return listener


def _url(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _keeper(settings: Settings, folder: Path, stack: ExitStack) -> tuple[Keeper, Settings]:
    """The processes to keep up, and the settings with the address of the Redis that they use."""
    logs = folder / "log"
    logs.mkdir(exist_ok=True)
    kept = []
    if not settings.redis_url:
        at = private_redis.socket_path(folder)
        if at.parent != folder:
            stack.callback(shutil.rmtree, at.parent, ignore_errors=True)
        program = private_redis.find_redis()
        command = private_redis.command(program, at, folder)
        kept.append(Kept("redis", command, os.environ.copy(), logs / "redis.log"))
        settings = settings.model_copy(update={"redis_url": private_redis.url(at)})
    around = environment(settings)
    kept += [
        Kept(name, worker_command(name, count), around, logs / f"{name}.log")
        for name, count in ((ARTICLE, 1), (FETCH, fetch_processes()))
    ]
    return Keeper(kept), settings


def fetch_processes() -> int:
    """How many processes fetch: they wait more than they work, but each holds a reading child."""
    return max(2, min(8, os.cpu_count() or 1))


def worker_command(queue: str, processes: int) -> list[str]:
    """How a worker for one queue is started."""
    return [sys.executable, "-m", "workers", queue, "--processes", str(processes)]


def environment(settings: Settings) -> Mapping[str, str]:
    """The environment of the workers: ours, with the settings as they are in use."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if value is None:
            continue
        written = ",".join(value) if isinstance(value, tuple) else str(value)
        around[PREFIX + name.upper()] = written
    # Relative paths stay what they were meant to be, whatever folder a worker runs in.
    around[PREFIX + "DATA_DIR"] = str(settings.data_dir.resolve())
    return around


@contextmanager
def _serving(settings: Settings, store: Store, listener: socket.socket) -> Iterator[None]:
    """API, bell and sweep in this process, for the length of the block."""
    # Imported while the workers start: they take as long, on the other processor.
    from verifier.api.app import create_app
    from verifier.service.http import serving
    from workers.bell import Bell

    bell = Bell(settings, store, is_dead=is_dead_here)
    with serving(create_app(settings, store=store, bell=bell), listener):
        yield
