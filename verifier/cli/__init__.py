"""The command line: `verifier …`, one file a command.

Each command puts settings and parts together, calls the rooms, and prints. Exit codes: `check`
and `report` 0 clear, 1 action, 3 incomplete; other commands 0 when done; all: 2 for what the
caller got wrong, 4 for what cannot run here.
"""

from verifier.cli.front import main

__all__ = ["main"]
