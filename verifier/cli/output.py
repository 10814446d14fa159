"""How does a report leave the program: in which form, where to, with which exit code?"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console

import verifier.report
from verifier.errors import BadInput, NotBuilt
from verifier.model import ReportState

PIPE_WIDTH = 88  # columns where there is no screen to ask
WIDEST = 110  # columns; longer lines are hard to follow

EXIT_OF_STATE = {ReportState.CLEAR: 0, ReportState.ACTION: 1, ReportState.INCOMPLETE: 3}

Json = Mapping[str, Any]


def as_json(value: object) -> str:
    """Indented JSON, letters as they are, with a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def writer_of(form: str) -> Callable[[Json], str]:
    """What turns a report's JSON into the form asked for; raises `NotBuilt` for one to come."""
    if form == "json":
        return as_json
    write: Callable[..., str] | None = getattr(verifier.report, f"to_{form}", None)
    if write is None:
        raise NotBuilt(f"--format {form} is not built yet; use text, json or html")
    return _on_screen(write) if form == "text" else write


def emit(text: str, out: str | None) -> None:
    """Write to the file, or to standard output; a reader who has had enough is no error."""
    if out is not None:
        try:
            Path(out).write_text(text, encoding="utf-8")
        except OSError as error:
            raise BadInput(f"cannot write to {out}: {error.strerror}") from error
        return
    try:
        click.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at its end; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_code(report: Json) -> int:
    """0 clear, 1 action, 3 incomplete."""
    return EXIT_OF_STATE[ReportState(report["state"])]


def screen(*, err: bool = False) -> Console:
    """A rich console on the stream as it is now; it heeds NO_COLOR and what a pipe is."""
    return Console(stderr=err, highlight=False, soft_wrap=False)


def _on_screen(write: Callable[..., str]) -> Callable[[Json], str]:
    def on_screen(report: Json) -> str:
        console = screen()
        if not console.is_terminal:
            return write(report, width=PIPE_WIDTH)
        colour = not console.no_color and not console.is_dumb_terminal
        return write(report, width=min(console.width, WIDEST), colour=colour)

    return on_screen
