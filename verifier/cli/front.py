"""Which command was asked for, and with which exit code does it end?

Commands are imported when they are called, so that `--help` does not wait for the rooms behind
them. Errors of the program become one line on standard error and an exit code; an error that is
none of ours stays a traceback, because it is a fault to be reported.
"""

from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from verifier.errors import CannotRun, UsageError

EXIT_USAGE = 2
EXIT_CANNOT_RUN = 4
EXIT_INTERRUPTED = 130  # as shells say it of a program ended by Ctrl-C

# In the order of the help page: where each command is, and its line there. The lines stand here
# and not only with the commands, so that the help page needs none of the rooms behind them.
COMMANDS = {
    "check": ("verifier.cli.check:check", "Check the quotations of one article."),
    "parse": ("verifier.cli.parse:parse_command", "Print quotations and citations only."),
    "demo": ("verifier.cli.demo:demo", "Run the bundled example through the whole service."),
    "serve": ("verifier.cli.serve:serve", "Run the service: API, pages, workers, Redis."),
    "submit": ("verifier.cli.remote:submit", "Submit an article to a running service."),
    "status": ("verifier.cli.remote:status", "Tell how far a job is."),
    "report": ("verifier.cli.remote:report", "Print the report of a job."),
    "mcp": ("verifier.cli.mcp:mcp", "Let programs check over the Model Context Protocol."),
    "outlets": ("verifier.cli.facts:outlets", "Show which outlets a name may mean."),
    "token": ("verifier.cli.facts:token", "Print a fresh token for the service."),
    "schema": ("verifier.cli.facts:schema", "Print the JSON Schema of a report."),
    "doctor": ("verifier.cli.facts:doctor", "List settings, and what is missing here."),
}


class Failure(click.ClickException):
    """One line for the reader, and the exit code that goes with it."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(" ".join(message.split()))
        self._code = exit_code

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # click has it on the class
        """The code the program ends with."""
        return self._code

    def show(self, file: Any = None) -> None:
        """Print the line where errors belong."""
        click.echo(f"verifier: {self.format_message()}", err=True, file=file)


class Front(click.Group):
    """The group of all commands: imports them late, and words their errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; for a slip of the pen, the name that may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message}{_hint(args[0])}", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and their lines, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the program cannot go on from becomes a line and a code."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise Failure(str(error), EXIT_USAGE) from error
        except CannotRun as error:
            raise Failure(str(error), EXIT_CANNOT_RUN) from error
        except KeyboardInterrupt as error:
            raise Failure("stopped.", EXIT_INTERRUPTED) from error


def _hint(written: str) -> str:
    """What somebody may have meant who wrote this for a command; "" when nothing is near."""
    if Path(written).is_file() or "://" in written:
        return f" To check an article: verifier check {written}"
    near = get_close_matches(written, COMMANDS, n=1)
    return f" Do you mean {near[0]!r}?" if near else ""


@click.group(
    cls=Front,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  verifier demo                                  the bundled example, start to end
  verifier check article.txt                     check a file, report on the screen
  verifier check https://example.org/story       check a page
  verifier check draft.md --sources backup/ --offline
  verifier check draft.md --format html --out report.html
  verifier doctor                                settings, and what is missing

\b
Exit codes of check and report: 0 nothing to do, 1 something needs action, 3 incomplete.
Others: 0 done. All: 2 wrong use or input, 4 cannot run here.""",
)
@click.version_option(version("verifier"), prog_name="verifier")
def main() -> None:
    """Is this quotation in the source that the article names?

    Each attributed quotation of an article is looked up in the source it cites; the report shows
    the passage, or says what was looked at in vain. It never says true or false.
    """
