"""Programs of others, started for real, each in a virtual environment that is made once and kept.

Making one takes up to a minute and needs a package index, so it happens only with
`VERIFIER_PEERS=1`; what is there already is used.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

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
    command: Sequence[str | Path], *, cwd: Path, ready: str, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A program that runs until the end of the block; `ready` is what it says when it serves."""
    said: list[str] = []
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                said.append(line)
                if ready in line:
                    break
            else:
                pytest.fail(f"{command[0]} ended: {''.join(said[-20:])}")
            rest = Thread(target=process.stdout.read, daemon=True)  # a full pipe would stop it
            rest.start()
            yield
        finally:
            process.terminate()
    rest.join()
