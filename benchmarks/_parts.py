"""The parts of the service, each a process of its own that is started again when it dies."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import click

from verifier.errors import StoreUnavailable
from verifier.service import private_redis
from verifier.service.processes import Keeper, Kept
from verifier.service.serving import environment, worker_command
from verifier.settings import Settings
from verifier.store import Store
from workers.app import ARTICLE, CONTROL, FETCH

FETCHERS = 2
POSTGRES = "postgresql"  # instead of a URL: a server of our own, which may be restarted


@contextmanager
def service(
    settings: Settings, port: int, *, fetchers: int = FETCHERS, workers: bool = True
) -> Iterator[Keeper]:
    """All parts of the service, each a process that is started again when it dies."""
    folder = settings.data_dir
    around = environment(settings)
    program = private_redis.find_redis()
    at = private_redis.socket_path(folder)
    commands = {
        "redis": private_redis.command(program, at, folder),
        "api": _api_command(port),
        ARTICLE: worker_command(ARTICLE, 1),
        FETCH: worker_command(FETCH, fetchers),
        "sweep": [
            *worker_command(CONTROL, 1),
            *("--beat", "--schedule", str(folder / "beat")),
        ],
    }
    if not workers:
        commands = {name: commands[name] for name in ("redis", "api")}
    keeper = Keeper([Kept(name, c, around, folder / f"{name}.log") for name, c in commands.items()])
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.stop()


def _api_command(port: int) -> Sequence[str]:
    return [
        *(sys.executable, "-m", "uvicorn", "verifier.api.app:create_app", "--factory"),
        *("--port", str(port), "--log-level", "warning", "--no-access-log"),
    ]


def free_port() -> int:
    """A port that nobody listens on; the API takes it again after each kill."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def database(wanted: str) -> Iterator[tuple[str, Kept | None]]:
    """The URL of the database that is wanted, and its server where it is our own."""
    if wanted != POSTGRES:
        yield wanted, None
        return
    place = Path(mkdtemp(prefix="benchmark-pg-"))
    place.chmod(0o777)
    try:
        data = place / "data"
        run = [_program("initdb"), "-D", str(data), "-U", "verifier", "-A", "trust"]
        subprocess.run(_as_other(run), check=True, capture_output=True, cwd=place)
        command = [_program("postgres"), "-D", str(data), "-k", str(place)]
        server = Kept(
            POSTGRES,
            _as_other([*command, "-c", "listen_addresses="]),
            os.environ.copy(),
            place / "postgres.log",
        )
        keeper = Keeper([server])
        keeper.start()
        try:
            url = f"postgresql+pg8000://verifier@/postgres?unix_sock={place}/.s.PGSQL.5432"
            _wait_for(url)
            yield url, server
        finally:
            keeper.stop()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            Store(url).close()
            return
        except StoreUnavailable:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _program(name: str) -> str:
    """PostgreSQL's own program; Debian keeps it off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise click.UsageError(f"no {name} here: apt-get install postgresql")
    return program


def _as_other(command: Sequence[str]) -> Sequence[str]:
    """The command as a user that PostgreSQL runs for: it refuses root."""
    if os.geteuid() != 0:
        return command
    subprocess.run(["chown", "65534:65534", str(Path(command[2]).parent)], check=True)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise click.UsageError("no setpriv here, and PostgreSQL does not run for root")
    return [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", *command]


def children(pid: int) -> Sequence[int]:
    """The processes that this one started."""
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
