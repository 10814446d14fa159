"""Which processes the service keeps up: each is started again when it dies.

A process that dies soon after its start is started with a growing delay, so that a broken
machine is not kept busy by restarts.
"""

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workers import lifeline

_log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.2
SOON_S = 5.0  # a process that lived no longer than this failed to start
LONGEST_DELAY_S = 10.0
GRACE_S = 3.0  # leases bring back what a killed worker had not finished
LOG_BYTES = 10_000_000  # of one process; as much again is kept of what was before


@dataclass
class Kept:
    """One process that is kept up."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_at: float = 0.0
    delay_s: float = field(default=0.0)

    def start(self) -> None:
        """Start the process; it ends with this one."""
        command = [sys.executable, "-S", "-E", lifeline.__file__, str(os.getpid()), *self.command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  (our own commands, no shell)
                command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A group of its own: Ctrl-C goes to the service alone, which ends the rest.
                process_group=0,
            )
        self.started_at = time.monotonic()

    def look(self) -> None:
        """Start it again if it died and its delay is over."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if self.start_at <= self.started_at:
            soon = now - self.started_at < SOON_S
            self.delay_s = min(max(0.5, self.delay_s * 2), LONGEST_DELAY_S) if soon else 0.0
            self.start_at = now + self.delay_s
            _log.warning("%s ended with %s; see %s", self.name, self.process.returncode, self.log)
        if now >= self.start_at:
            self.start()

    def bound_log(self) -> None:
        """Keep the log small: what is too much becomes the old log, in place of the one before.

        Copied and cut, not renamed: the process goes on writing at the end of the same file. A
        line that is written in between is lost.
        """
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".old.log"))
            os.truncate(self.log, 0)

    def end(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def gone(self, until: float) -> None:
        """Wait for its end; kill it when the time is over."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Keeper:
    """Keeps processes up from `start` to `stop`, in the order given; ends them in reverse."""

    def __init__(self, kept: Sequence[Kept]) -> None:
        self.kept = tuple(kept)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="keeper", daemon=True)

    def start(self) -> None:
        """Start all of them, from the thread that watches them.

        The kernel's death signal goes by the thread that started a process, so it must be one
        that lives as long as the service.
        """
        self._thread.start()

    def stop(self) -> None:
        """End all of them, those started last first."""
        self._stopped.set()
        self._thread.join(timeout=GRACE_S)
        *first, last = reversed(self.kept)
        for kept in first:
            kept.end()
        until = time.monotonic() + GRACE_S
        for kept in first:
            kept.gone(until)
        last.end()  # Redis goes when nobody needs it any more
        last.gone(time.monotonic() + GRACE_S)

    def _watch(self) -> None:
        for kept in self.kept:
            kept.start()
        while not self._stopped.wait(LOOK_EVERY_S):
            for kept in self.kept:
                try:
                    kept.look()
                    kept.bound_log()
                except OSError as error:
                    _log.error("%s cannot be kept up: %s", kept.name, error)
