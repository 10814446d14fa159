"""How does a report leave the program: in which form, where to, with which exit code?"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from verifier.errors import BadInput
from verifier.model import ReportState
from verifier.report import to_csv, to_html, to_md, to_sarif, to_text

PIPE_WIDTH = 88  # columns where there is no screen to ask
WIDEST = 110  # columns; longer lines are hard to follow

EXIT_OF_STATE = {ReportState.CLEAR: 0, ReportState.ACTION: 1, ReportState.INCOMPLETE: 3}

Json = Mapping[str, Any]


def as_json(value: object) -> str:
    """Indented JSON, letters as they are, with a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def writer_of(form: str, *, artifact: str | None = None) -> Callable[[Json], str]:
    """What turns a report's JSON into the form asked for; `artifact` is the article's file."""
    writers: dict[str, Callable[[Json], str]] = {
        "text": _on_screen,
        "json": as_json,
        "html": to_html,
        "md": to_md,
        "csv": to_csv,
        "sarif": partial(to_sarif, artifact=artifact),
    }
    return writers[form]


def emit(text: str, out: str | None) -> None:
    """Write to the file, or to standard output; a reader who has had enough is no error."""
    if out is not None:
        try:
            Path(out).write_text(text, encoding="utf-8", newline="")
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


def _on_screen(report: Json) -> str:
    console = screen()
    if not console.is_terminal:
        return to_text(report, width=PIPE_WIDTH)
    colour = not console.no_color and not console.is_dumb_terminal
    return to_text(report, width=min(console.width, WIDEST), colour=colour)
