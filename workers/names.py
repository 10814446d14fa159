"""How a process of a worker is called in the store, and whether one so called is known to be dead.

A number alone names a process within its own machine and container only: two containers may have
one host name and the same numbers.
"""

import os
import socket
from functools import cache
from pathlib import Path


@cache
def _here() -> str:
    try:
        space = Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:  # no Linux: there are no containers to be told apart
        space = "0"
    return f"{socket.gethostname()[:60]}/{space}"


def name_of(pid: int) -> str:
    """The name of a process of this machine, or of this container."""
    return f"{_here()}:{pid}"


def node_name(queue: str) -> str:
    """What Celery calls the worker of a queue on this machine."""
    return f"{queue}@{socket.gethostname()}"


def is_dead_here(name: str) -> bool:
    """Whether it is the name of a process of this machine that is no more; false of any other."""
    here, _, pid = name.rpartition(":")
    if here != _here() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it lives, and is somebody else's
        return False
    return False
