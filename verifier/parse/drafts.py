"""A quotation in the making: what the steps of parsing add to, before it is frozen."""

from dataclasses import dataclass, field

from verifier.model import BlockKind, Citation, Cue, Document, QuotationKind, Span
from verifier.parse.clauses import clause_span, reported_clause
from verifier.parse.indirect import Statement
from verifier.parse.marks import Region, find_regions
from verifier.parse.paragraphs import Attributed, Bond, Paragraph
from verifier.parse.phrases import Mention


@dataclass(slots=True)
class Draft:
    """One quotation; `paragraph`, `sentence` and `token` say where it stands."""

    start: int
    end: int
    kind: QuotationKind
    paragraph: int
    sentence: int
    token: int
    bond: Bond = Bond.NONE
    mention: Mention | None = None
    cue: Cue | None = None
    clause: Span | None = None
    aside: str | None = None
    citations: list[Citation] = field(default_factory=list)
    group: int | None = None
    nested: list[Region] = field(default_factory=list)
    region: Region | None = None
    item: Attributed | None = None


def from_region(paragraph: Paragraph, place: tuple[int, int], item: Attributed) -> Draft:
    """The draft of a marked region; `place` is paragraph and sentence number."""
    text, region = paragraph.tokens.text, item.region
    start, end = trimmed(text, region.start, region.end)
    return Draft(
        start,
        end,
        QuotationKind.DIRECT,
        *place,
        item.token,
        item.bond,
        item.speaker,
        _cue(paragraph, item),
        _clause(paragraph, item, place[1]),
        region=region,
        item=item,
    )


def from_statement(paragraph: Paragraph, place: tuple[int, int], statement: Statement) -> Draft:
    """The draft of an indirect statement."""
    tokens, event = paragraph.tokens, statement.event
    span = clause_span(tokens, statement.first, statement.last)
    start, end = tokens.starts[event.first], tokens.ends[event.last]
    cue = Cue(tokens.text[start:end], start, end)
    return Draft(
        span.start,
        span.end,
        QuotationKind.INDIRECT,
        *place,
        statement.first,
        Bond.SCOPE,
        statement.speaker,
        cue,
        span,
    )


def from_sentence(paragraph: Paragraph, number: int, index: int, last: int) -> Draft:
    """A whole sentence before token `last` as a statement of the source that follows it."""
    tokens, sentence = paragraph.tokens, paragraph.sentences[index]
    while last > sentence.first + 1 and tokens.tags[last - 1] in ".,;:?":
        last -= 1
    span = clause_span(tokens, sentence.first, last)
    return Draft(
        span.start,
        span.end,
        QuotationKind.INDIRECT,
        number,
        index,
        sentence.first,
        Bond.SCOPE,
        clause=span,
    )


def titles_in_notes(document: Document) -> list[Draft]:
    """Marked words inside notes: the titles of what they cite."""
    found = []
    for block in document.blocks:
        if block.kind is not BlockKind.NOTE:
            continue
        for region in find_regions(document.text, block.start, block.end):
            start, end = trimmed(document.text, region.start, region.end)
            if region.depth == 0 and start < end:
                draft = Draft(start, end, QuotationKind.TITLE, -1, -1, -1)
                draft.aside = "the title of a cited work"
                found.append(draft)
    return found


def name_in_marks(region: Region) -> Draft:
    """An outlet's name between quotation marks."""
    draft = Draft(region.start, region.end, QuotationKind.TITLE, -1, -1, -1)
    draft.aside = "the name of an outlet"
    return draft


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span without blanks at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cue(paragraph: Paragraph, item: Attributed) -> Cue | None:
    tokens = paragraph.tokens
    if item.event is not None:
        start, end = tokens.starts[item.event.first], tokens.ends[item.event.last]
    elif item.mark_cue is not None:
        start, end = item.mark_cue
    else:
        return None
    return Cue(tokens.text[start:end], start, end)


def _clause(paragraph: Paragraph, item: Attributed, number: int) -> Span | None:
    if item.event is None:
        return None
    clause = reported_clause(paragraph.tokens, item.sentence, item.event, paragraph.events[number])
    if clause is None or not clause[0] <= item.token < clause[1]:
        return None
    return clause_span(paragraph.tokens, *clause)
