"""`verifier serve`: API, pages, workers and a private Redis in one go, until stopped."""

import click

from verifier.service import run
from verifier.settings import read_settings

EXAMPLES = """\b
Examples:
  verifier serve
  verifier serve --port 9000
  VERIFIER_TOKENS="$(verifier token desk)" verifier serve --host 0.0.0.0

\b
Data is kept in the folder of VERIFIER_DATA_DIR (./verifier-data). Without tokens
the service is for one person and listens on this machine only."""


@click.command(epilog=EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free."
)
def serve(host: str, port: int) -> None:
    """Run the service until Ctrl-C or SIGTERM."""
    run(read_settings(), host=host, port=port)
