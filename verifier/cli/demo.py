"""`verifier demo`: the bundled example through the whole service, from submission to report.

Starts the example's web and the service, submits the article over the HTTP API as any client
would, shows how the job goes, prints the report and ends everything. What the service is told of
the example is in its settings and nowhere else.
"""

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from verifier.cli import output
from verifier.cli.client import ServiceClient
from verifier.cli.remote import wait_for
from verifier.cli.submitted import take
from verifier.demo.server import SEARCH_HOST, DemoServer
from verifier.demo.world import article_path, outlets_path
from verifier.model import Channel
from verifier.service import running_service
from verifier.settings import Settings, read_settings

# The example's web is on this machine: there is no one to be polite to.
HOST_INTERVAL_S = 0.0
# Those of the example's web; archives and indexes of the real one know nothing of it.
CHANNELS = (Channel.LINK, Channel.SEARXNG, Channel.SITEMAP, Channel.FEED)

EXAMPLES = """\b
Examples:
  verifier demo            run, print the report, end
  verifier demo --keep     leave the pages up for a look in the browser

\b
The example's web is on this machine, so no pause is kept between requests
(VERIFIER_HOST_INTERVAL_S=0); in use it is one second for each host."""


@click.command(epilog=EXAMPLES)
@click.option("--keep", is_flag=True, help="Leave the service up until Ctrl-C.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Data folder; a temporary one if not given.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port of the pages."
)
def demo(data: Path | None, port: int, *, keep: bool) -> None:
    """Run the bundled example through the whole service and print its report."""
    # The end asked for by a supervisor is as clean as Ctrl-C: nothing is left running.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with data_folder(data) as folder, DemoServer() as web:
        click.echo("Starting the example's web and the service …", err=True)
        with running_service(demo_settings(web, folder), port=port) as service:
            run(service.url)
            if keep:
                click.echo("The pages stay up; Ctrl-C ends them.", err=True)
                with suppress(KeyboardInterrupt):
                    threading.Event().wait()
    click.echo("Everything has ended.", err=True)


def run(server: str) -> None:
    """Submit the example to a service, follow the job, print its report and where it is."""
    settings = read_settings()
    with ServiceClient(server) as client:
        job = str(client.submit(take(str(article_path()), settings))["id"])
        click.echo(f"Submitted {article_path().name} as job {job}.", err=True)
        wait_for(client, job)
        output.emit(output.writer_of("text")(client.report(job)), None)
        with tempfile.NamedTemporaryFile(
            "w", prefix="verifier-demo-", suffix=".html", delete=False, encoding="utf-8"
        ) as page:
            page.write(client.report_as(job, "html"))
    click.echo(f"\nThe report as one file: {page.name}", err=True)
    click.echo(f"Its page: {server}/jobs/{job}", err=True)


def demo_settings(web: DemoServer, folder: Path) -> Settings:
    """The settings of the example; they go before what the environment says."""
    return read_settings(
        data_dir=folder,
        database_url="",
        redis_url="",
        tokens=(),
        proxy_url=web.url,
        searxng_url=f"http://{SEARCH_HOST}",
        outlets=outlets_path(),
        channels=CHANNELS,
        host_interval_s=HOST_INTERVAL_S,
    )


@contextmanager
def data_folder(given: Path | None) -> Iterator[Path]:
    """The folder asked for, or one that is gone when the example has ended."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="verifier-demo-") as folder:
        yield Path(folder)
