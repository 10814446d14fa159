"""What `verifier parse` shows: the paragraphs with their spans marked, and what was read there.

The spans keep their marks where there is no colour, in a file or under NO_COLOR, so that nothing
is told by colour alone. Lines are broken by the width of the signs, which in Chinese take two
columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from verifier.model import Article, Citation, Quotation
from verifier.report.words import HIDDEN, day, plain

NOTHING = "No quotations were found: nothing to check."
NO_DAY = "no day of publication was found: days without a year stay open (--published gives one)"
_Numbered = tuple[int, Quotation]
_INDENT = 4  # columns of the lines below a paragraph


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    opening: str
    closing: str
    style: str


def listing(article: Article, *, width: int, colour: bool = False) -> str:
    """The listing as text of at most so many columns, ending in a line break."""
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in _parts(article):
        console.print(part, overflow="fold")
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _parts(article: Article) -> Iterator[Text | Padding]:
    if not article.quotations:
        yield Text(NOTHING)
        return
    yield _heading(article)
    numbered = sorted(enumerate(article.quotations, start=1), key=lambda pair: pair[1].start)
    groups = _groups(numbered)
    for start, end, inside in _paragraphs(article.document.text, numbered):
        yield Text()
        yield _marked(article.document.text, start, end, list(_spans(inside)))
        for number, quotation in inside:
            for line in _lines(number, quotation, groups):
                yield Padding(line, (0, 0, 0, _INDENT))


def _heading(article: Article) -> Text:
    """Title and day; then what the marks mean."""
    heading = Text()
    if article.document.title:
        heading.append(plain(article.document.title) + "\n", style="bold")
    if article.published is not None:
        source = f" ({article.published_from})" if article.published_from else ""
        heading.append(f"published {day(article.published.isoformat())}{source}\n")
    else:
        heading.append(NO_DAY + "\n")
    heading.append("[1:quotation]", style="green").append("  ")
    heading.append("{speaker}", style="cyan").append("  ")
    heading.append("_cue_", style="magenta").append("  ")
    return heading.append("<citation>", style="yellow")


# --- the text ------------------------------------------------------------------------------


def _paragraphs(
    text: str, numbered: Sequence[_Numbered]
) -> Iterator[tuple[int, int, list[_Numbered]]]:
    """The lines with quotations; one over several lines keeps them together."""
    at = 0
    while at < len(numbered):
        start = text.rfind("\n", 0, numbered[at][1].start) + 1
        end = _end_of_line(text, numbered[at][1].end)
        first = at
        while at < len(numbered) and numbered[at][1].start < end:
            end = max(end, _end_of_line(text, numbered[at][1].end))
            at += 1
        yield start, end, list(numbered[first:at])


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _spans(inside: Iterable[_Numbered]) -> Iterator[_Span]:
    for number, quotation in inside:
        yield _Span(quotation.start, quotation.end, f"[{number}:", "]", "green")
        if quotation.speaker is not None:
            speaker = quotation.speaker
            yield _Span(speaker.start, speaker.end, "{", "}", "cyan")
        if quotation.cue is not None:
            yield _Span(quotation.cue.start, quotation.cue.end, "_", "_", "magenta")
        for citation in quotation.citations:
            yield _Span(citation.start, citation.end, "<", ">", "yellow")


def _marked(text: str, start: int, end: int, spans: Sequence[_Span]) -> Text:
    """One paragraph with the spans that lie in it; equal spans are marked once."""
    inside = {span for span in spans if start <= span.start and span.end <= end}
    bounds = sorted({start, end, *(s.start for s in inside), *(s.end for s in inside)})
    marked = Text()
    for at, to in zip(bounds, [*bounds[1:], end], strict=True):
        for span in sorted((s for s in inside if s.end == at), key=lambda s: -s.start):
            marked.append(span.closing, style=span.style)
        for span in sorted((s for s in inside if s.start == at), key=lambda s: -s.end):
            marked.append(span.opening, style=span.style)
        around = [s for s in inside if s.start <= at and to <= s.end]
        style = min(around, key=lambda s: s.end - s.start).style if around else ""
        marked.append(HIDDEN.sub(" ", text[at:to]).replace("\n", " "), style=style)
    marked.rstrip()
    return marked


# --- what was read ---------------------------------------------------------------------------


def _lines(
    number: int, quotation: Quotation, groups: Mapping[int, Sequence[int]]
) -> Iterator[Text]:
    first = Text(f"{number} ", style="green").append(quotation.kind.value, style="bold")
    if quotation.aside:
        first.append(f", set aside: {plain(quotation.aside)}")
    if quotation.speaker is not None:
        first.append(f", speaker {plain(quotation.speaker.name)}")
    elif not quotation.aside:
        first.append(", no speaker")
    group = () if quotation.group is None else groups[quotation.group]
    if len(group) > 1:
        first.append(f", goes with {', '.join(str(n) for n in group if n != number)}")
    yield first
    for citation in quotation.citations:
        yield Text("  cites ").append(_citation(citation))


def _groups(numbered: Iterable[_Numbered]) -> Mapping[int, Sequence[int]]:
    """The numbers of the pieces of each interrupted utterance."""
    groups: dict[int, list[int]] = {}
    for number, quotation in numbered:
        if quotation.group is not None:
            groups.setdefault(quotation.group, []).append(number)
    return groups


def _citation(citation: Citation) -> str:
    names = [citation.outlet or citation.outlet_name]
    if citation.outlet and citation.outlet_name not in (None, citation.outlet):
        names = [f"{citation.outlet} (“{citation.outlet_name}”)"]
    parts = [*names, citation.title and f"“{citation.title}”", _when(citation)]
    parts += [citation.page and f"p. {citation.page}", citation.url]
    told = ", ".join(part for part in parts if part)
    medium = citation.medium.value.replace("_", " ") if citation.medium is not None else ""
    return plain(told or medium or citation.text)


def _when(citation: Citation) -> str | None:
    """`27 Jan. 2024 (“Monday”)`; the words alone where they cannot be told."""
    written = citation.date_text
    if citation.date is None:
        return f"“{written}”, day not known" if written else None
    told = day(citation.date) + (" or near it" if citation.date_ambiguous else "")
    return f"{told} (“{written}”)" if written and citation.date_resolved != "absolute" else told
