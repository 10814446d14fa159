"""`submit`, `status`, `report`: the same work by a running service."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from verifier.cli import options, output
from verifier.cli.client import ServiceClient
from verifier.cli.sources import gather
from verifier.cli.submitted import is_url, take
from verifier.errors import BadInput, CannotRun
from verifier.model import MediaType
from verifier.settings import read_settings

DEFAULT_SERVER = "http://127.0.0.1:8000"

Decorated = Callable[..., Any]


def service_options(command: Decorated) -> Decorated:
    """`--server` and `--token`."""
    server = click.option(
        "--server",
        default=DEFAULT_SERVER,
        show_default=True,
        envvar="VERIFIER_SERVER",
        show_envvar=True,
        metavar="URL",
        help="Where the service is.",
    )
    token = click.option(
        "--token",
        envvar="VERIFIER_TOKEN",
        show_envvar=True,
        help="The secret of one of the service's tokens; the variable keeps it out of `ps`.",
    )
    return server(token(command))


@click.command(
    epilog="\b\nExamples:\n  verifier submit article.txt --published 2024-02-01\n"
    "  verifier submit draft.docx --sources backup/ --wait\n"
    "  verifier submit https://example.org/story --wait"
)
@click.argument("source", metavar="FILE|URL|-")
@options.published_option
@options.type_option
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR|FILE",
    help="Backup material that goes along and is read first; may be given several times.",
)
@click.option("--private", is_flag=True, help="No word of the article goes to a search channel.")
@click.option("--wait", is_flag=True, help="Wait until the job has ended.")
@service_options
def submit(
    source: str,
    published: date | None,
    kind: MediaType | None,
    sources: tuple[Path, ...],
    server: str,
    token: str | None,
    *,
    private: bool,
    wait: bool,
) -> None:
    """Submit an article to a running service and print the job's id."""
    with ServiceClient(server, token) as client:
        if is_url(source):
            if sources:
                raise BadInput("--sources go with a file: save the page and submit that")
            job = client.submit_url(source, published=published, private=private)
        else:
            article = take(source, read_settings(), kind=kind)
            given = gather(sources)
            job = client.submit(article, published=published, private=private, sources=given)
        click.echo(job["id"])
        click.echo(f"{client.server}/jobs/{job['id']}", err=True)
        if wait:
            wait_for(client, job["id"])


@click.command(epilog="\b\nExample:\n  verifier status 0b9f…")
@click.argument("job")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@service_options
def status(job: str, form: str, server: str, token: str | None) -> None:
    """Tell how far a job of a running service is."""
    with ServiceClient(server, token) as client:
        answer = client.status(job)
    output.emit(output.as_json(answer) if form == "json" else status_line(answer) + "\n", None)


@click.command(
    epilog="\b\nExamples:\n  verifier report 0b9f… --wait\n"
    "  verifier report 0b9f… --format html --out report.html\n\n\b\n"
    "Exit: 0 nothing to do, 1 something needs action, 3 incomplete, 2 wrong use,\n"
    "4 no service, or the job has not ended."
)
@click.argument("job")
@options.format_option
@options.out_option
@click.option("--wait", is_flag=True, help="Wait until the job has ended.")
@click.option("--open", "open_page", is_flag=True, help="Open the report's page in the browser.")
@service_options
def report(
    job: str,
    form: str,
    out: str | None,
    server: str,
    token: str | None,
    *,
    wait: bool,
    open_page: bool,
) -> None:
    """Print the report of a job of a running service."""
    with ServiceClient(server, token) as client:
        if wait:
            wait_for(client, job)
        written = client.report(job)
        if form in ("text", "json"):
            output.emit(output.writer_of(form)(written), out)
        else:
            output.emit(client.report_as(job, form), out)
        if open_page:
            click.launch(f"{client.server}/jobs/{written['job_id']}")
    raise click.exceptions.Exit(output.exit_code(written))


def status_line(answer: dict[str, Any]) -> str:
    """State, stage and progress of a job in one line."""
    progress = answer.get("progress") or {}
    parts = [_stage(answer)]
    if progress.get("total"):
        parts.append(f"{progress.get('done', 0)} of {progress['total']} requests answered")
    counts = progress.get("counts") or {}
    parts += [f"{count} {name}" for name, count in counts.items() if count]
    return ", ".join(parts)


def wait_for(client: ServiceClient, job: str) -> None:
    """Come back when the job is done; raises `CannotRun` when it failed or was cancelled."""
    with _watched() as show:
        for answer in client.follow(job):
            show(answer)
    if answer["state"] != "done":
        error = answer.get("error")
        why = f": {error['detail']}" if isinstance(error, dict) and error.get("detail") else ""
        raise CannotRun(f"job {answer['id']} {answer['state']}{why}; submit the article again")


@contextmanager
def _watched() -> Iterator[Callable[[dict[str, Any]], None]]:
    """What shows a status: one line kept up to date, or in a pipe a line for each new stage."""
    console = output.screen(err=True)
    if console.is_terminal:
        with console.status("waiting …") as line:
            yield lambda answer: line.update(status_line(answer))
        return
    told: set[str] = set()

    def tell(answer: dict[str, Any]) -> None:
        if _stage(answer) not in told:
            told.add(_stage(answer))
            click.echo(status_line(answer), err=True)

    yield tell


def _stage(answer: dict[str, Any]) -> str:
    state, stage = str(answer["state"]), answer.get("stage")
    return state if stage in (None, state, "waiting", "ended") else f"{state}: {stage}"
