"""`verifier check`: one article through the whole way, here and now, without a database."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from verifier.cli import options, output
from verifier.cli.progress import Progress
from verifier.cli.submitted import STDIN, is_url, read_document, take
from verifier.errors import BadInput
from verifier.folder import Folder
from verifier.look import WebLook
from verifier.model import Channel, Limits, MediaType
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.pipeline import verify
from verifier.reading import ReadingChild
from verifier.report import to_json
from verifier.settings import Settings, read_settings

EXAMPLES = """\b
Examples:
  verifier check article.txt
  verifier check https://example.org/2024/02/story
  pbpaste | verifier check - --published 2024-02-01
  verifier check draft.md --sources backup/ --offline
  verifier check draft.md --format json --out report.json

\b
Exit: 0 nothing to do, 1 something needs action, 3 incomplete (a named source
could not be read), 2 wrong use or input, 4 cannot run here."""


@click.command(epilog=EXAMPLES)
@click.argument("source", metavar="FILE|URL|-")
@options.published_option
@options.type_option
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR|FILE",
    help="Backup material, read first; may be given more than once.",
)
@options.format_option
@options.out_option
@click.option("--offline", is_flag=True, help="No network at all: only --sources are read.")
@click.option(
    "--private",
    is_flag=True,
    help="No word of the article goes to a search channel: links, outlets' sites, archives only.",
)
@click.option("--quiet", "-q", is_flag=True, help="No live rows while the check runs.")
def check(
    source: str,
    published: date | None,
    kind: MediaType | None,
    sources: tuple[Path, ...],
    form: str,
    out: str | None,
    *,
    offline: bool,
    private: bool,
    quiet: bool,
) -> None:
    """Check the quotations of one article and print the report."""
    started = datetime.now(UTC)
    settings = read_settings()
    if offline and is_url(source):
        raise BadInput(
            f"{source} cannot be fetched with --offline; save the page and give its file"
        )
    registry = load_registry(settings.outlets)
    submission = take(source, settings, kind=kind)
    limits = limits_of(settings, folder=bool(sources), offline=offline, private=private)
    with ReadingChild(settings) as child:
        article = parse(read_document(submission, child), registry, published=published)
        folder = Folder(sources, child.read_page) if sources else None
        with (
            Progress(article, limits, output.screen(err=True), quiet=quiet) as progress,
            WebLook(settings, folder, progress.show, child=child, offline=offline) as look,
        ):
            report = verify(article, look, limits, registry)
    written = to_json(report, created_at=started, finished_at=datetime.now(UTC))
    artifact = None if source == STDIN else source
    output.emit(output.writer_of(form, artifact=artifact)(written), out)
    raise click.exceptions.Exit(output.exit_code(written))


def limits_of(settings: Settings, *, folder: bool, offline: bool, private: bool) -> Limits:
    """What this check may ask for: without a network only the caller's own files."""
    channels = frozenset({Channel.FOLDER}) if offline else settings.enabled_channels
    if not folder:
        channels -= {Channel.FOLDER}
    return Limits(max_requests=settings.max_requests, channels=channels, private=private)
