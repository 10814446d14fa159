"""Run a command that ends when the process that started it does, however that ends.

Started as a script (`python lifeline.py PARENT COMMAND…`), it asks the kernel for a SIGTERM at
the parent's death and becomes the command. Without it a supervisor that is killed would leave
its redis-server and workers behind. Where the kernel cannot do that (not Linux) the command
simply runs.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, by: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel end this process when its parent ends; at once if it has."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(by))
    if os.getppid() != parent:
        os._exit(1)


def main() -> None:
    """Become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    die_with_parent(parent)
    os.execv(command[0], command)  # noqa: S606  (the caller's own command, no shell)


if __name__ == "__main__":
    main()
