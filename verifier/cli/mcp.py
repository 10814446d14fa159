"""`verifier mcp`: a program that writes checks itself, over the Model Context Protocol."""

from pathlib import Path

import click

from verifier.cli.client import ServiceClient
from verifier.cli.remote import service_options
from verifier.errors import CannotRun
from verifier.settings import read_settings

SDK = frozenset({"mcp", "mcp_types"})

EXAMPLES = """\b
Example, in the configuration of a client:
  {"mcpServers": {"verifier": {"command": "verifier", "args": ["mcp"]}}}

\b
Tools: verify_text(text, published?), check_quote(quote, url), get_report(job?).
The protocol is spoken on standard input and output; faults go to standard error.
The SDK comes with the extra: pip install 'verifier[mcp]'."""


@click.command(epilog=EXAMPLES)
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR|FILE",
    help="Backup material, read first; may be given more than once.",
)
@click.option("--private", is_flag=True, help="No word of a text goes to a search channel.")
@service_options
def mcp(sources: tuple[Path, ...], server: str, token: str | None, *, private: bool) -> None:
    """Serve the checks as tools, over standard input and output.

    Texts are checked here, as `verifier check` does; --server is asked only for the reports of
    its own jobs.
    """
    try:
        from verifier.mcp.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in SDK:
            raise
        raise CannotRun(
            "the MCP server needs version 2 of the official SDK, which is not installed; "
            "get it with pip install 'verifier[mcp]'"
        ) from error
    from verifier.mcp.checks import Checks

    with Checks(read_settings(), sources=sources, private=private) as checks:
        serve(checks, lambda: ServiceClient(server, token))
