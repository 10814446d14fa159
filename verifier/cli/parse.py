"""`verifier parse`: quotations and citations of an article, nothing looked up."""

from datetime import date
from typing import Any

import click

from verifier.cli import options, output
from verifier.cli.listing import listing
from verifier.cli.submitted import is_url, read_document, take
from verifier.errors import BadInput
from verifier.model import Article, MediaType
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.reading import ReadingChild
from verifier.report import article_json, quotation_json
from verifier.settings import read_settings

EXAMPLES = """\b
Examples:
  verifier parse article.txt
  verifier parse draft.md --published 2024-02-01 --format json
  verifier parse - --type html < saved.html"""


@click.command(name="parse", epilog=EXAMPLES)
@click.argument("source", metavar="FILE|-")
@options.published_option
@options.type_option
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def parse_command(source: str, published: date | None, kind: MediaType | None, form: str) -> None:
    """Print the quotations and citations of an article; nothing is looked up."""
    if is_url(source):
        raise BadInput(f"{source}: parse reads files only; use `verifier check {source}`")
    settings = read_settings()
    submission = take(source, settings, kind=kind)
    with ReadingChild(settings) as child:
        document = read_document(submission, child)
    article = parse(document, load_registry(settings.outlets), published=published)
    output.emit(output.as_json(as_json(article)) if form == "json" else as_text(article), None)


def as_text(article: Article) -> str:
    """The listing for standard output: its width, and colours only where they are wanted."""
    screen = output.screen()
    if not screen.is_terminal:
        return listing(article, width=output.PIPE_WIDTH)
    colour = not screen.no_color and not screen.is_dumb_terminal
    return listing(article, width=min(screen.width, output.WIDEST), colour=colour)


def as_json(article: Article) -> dict[str, Any]:
    """The article and its quotations in the shapes of a report."""
    return {
        "article": article_json(article),
        "quotations": [quotation_json(quotation) for quotation in article.quotations],
    }
