"""The parameters that commands share, and their types."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from verifier.model import MediaType

Decorated = Callable[..., Any]

FORMATS = ("text", "json", "html", "md", "csv", "sarif")


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """A calendar day written 2024-01-27; a usage error for anything else."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a day; write it as 2024-01-27") from error


def published_option(command: Decorated) -> Decorated:
    """`--published`: the day from which year-less dates are counted back."""
    return click.option(
        "--published",
        callback=day,
        metavar="DATE",
        help="Day the article was published (2024-01-27), where it does not say so itself.",
    )(command)


def type_option(command: Decorated) -> Decorated:
    """`--type`: what the bytes are."""
    return click.option(
        "--type",
        "kind",
        type=click.Choice([kind.value for kind in MediaType]),
        callback=lambda _ctx, _param, value: MediaType(value) if value else None,
        help="What the article is; by its ending or its bytes if not given.",
    )(command)


def format_option(command: Decorated) -> Decorated:
    """`--format` of a report."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        callback=_form,
        help="Form of the report; by the ending of --out, else text.",
    )(command)


def _form(ctx: click.Context, _param: click.Parameter, form: str | None) -> str:
    """The form asked for; a file that is called report.html is to hold HTML."""
    ending = Path(ctx.params.get("out") or "").suffix.lower().removeprefix(".")
    return form or (ending if ending in FORMATS else "text")


def out_option(command: Decorated) -> Decorated:
    """`--out`: a file instead of standard output."""
    return click.option(
        "--out",
        is_eager=True,  # the form may follow from its ending
        type=click.Path(dir_okay=False, writable=True),
        callback=_in_a_folder,
        metavar="FILE",
        help="Write to FILE instead of the screen.",
    )(command)


def _in_a_folder(_ctx: click.Context, _param: click.Parameter, out: str | None) -> str | None:
    """The path, if its folder is there: a missing one is better told before the work than after."""
    if out is not None and not Path(out).absolute().parent.is_dir():
        raise click.BadParameter(f"{out!r}: there is no such folder")
    return out
