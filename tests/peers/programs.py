"""Programs of others, started for real, each in a virtual environment that is made once and kept.

Making one takes up to a minute and needs a package index, so it happens only with
`VERIFIER_PEERS=1`; what is there already is used.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

MADE = ".made"
START_S = 60


def bin_of(name: str, *packages: str) -> Path:
    """The folder of programs of an environment with these packages; skips where there is none."""
    place = _kept_at() / name
    if (place / MADE).exists():
        return place / "bin"
    if os.environ.get("VERIFIER_PEERS") != "1":
        pytest.skip(f"{name} is not installed: VERIFIER_PEERS=1 makes {place}")
    shutil.rmtree(place, ignore_errors=True)
    pip = [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    for command in ([sys.executable, "-m", "venv", str(place)], [*pip, *packages]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"{name} cannot be installed here: {done.stderr.strip()[-300:]}")
    (place / MADE).touch()
    return place / "bin"


def _kept_at() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "verifier-peers"


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    port: int,
    log: Path,
    env: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """A program that serves on a port of loopback until the end of the block."""
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            deadline = time.monotonic() + START_S
            while not _serves(port):
                if _ended(process) or time.monotonic() > deadline:
                    pytest.fail(f"{command[0]} does not serve: {log.read_text()[-2000:]}")
            yield
        finally:
            process.terminate()


def _serves(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether a program ends within a moment."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return False
    return True
