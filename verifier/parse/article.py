"""Document → Article: the quotations, their speakers and citations.

The order of work: paragraphs, marked regions, attribution, citations, kinds, indirect statements.
Every step is a room file of its own; this one only hands their results on.
"""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from verifier.model import (
    Article,
    Citation,
    Cue,
    Document,
    Quotation,
    QuotationKind,
    Span,
    Speaker,
)
from verifier.outlets import Registry
from verifier.parse.attribution import Attributed, Bond, Paragraph, attribute, read_paragraph
from verifier.parse.citing import Cited, citations_in
from verifier.parse.clauses import clause_span, reported_clause
from verifier.parse.indirect import Statement, find_statements
from verifier.parse.kinds import judge_kind
from verifier.parse.language import guess_language, language
from verifier.parse.layout import Stretch, stretches
from verifier.parse.marks import Region, find_regions
from verifier.parse.mentions import Mention, MentionKind, sentence_subject
from verifier.parse.notes import Marked, linked_citation, marked_notes, with_url
from verifier.parse.outlet_names import OutletNames, find_definitions
from verifier.parse.people import People
from verifier.parse.pointers import Reader
from verifier.parse.published import publication_date
from verifier.parse.tokens import Tokens, tokenize


@dataclass(slots=True)
class _Draft:
    """A quotation in the making; it becomes a frozen `Quotation` at the end."""

    text: str
    start: int
    end: int
    kind: QuotationKind
    paragraph: int
    sentence: int
    token: int
    mention: Mention | None = None
    cue: Cue | None = None
    clause: Span | None = None
    aside: str | None = None
    bond: Bond = Bond.NONE
    citations: list[Citation] = field(default_factory=list)
    group: int | None = None
    children: list[Region] = field(default_factory=list)


def parse(document: Document, registry: Registry, *, published: date | None = None) -> Article:
    """The quotations of a document with speakers and citations, in the order of the text."""
    lexicon = language(document.language or guess_language(document.text))
    day, found_in = publication_date(document, lexicon, published)
    names = OutletNames(registry, lexicon)
    find_definitions(document.text, names)
    reader = Reader(document.text, names, day)
    drafts = _Drafter(document, reader).run()
    return Article(document, tuple(drafts), day, found_in)


class _Drafter:
    """One pass over one document."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self.document = document
        self.reader = reader
        self.text = document.text
        self.people = People()
        self.paragraphs: list[Paragraph] = []
        self.nested: dict[int, list[Region]] = {}  # start of the outer region → inner ones
        self.marks = marked_notes(document, reader)
        self.drafts: list[_Draft] = []
        self.subjects: list[Mention] = []  # named ones, as read
        self.by_start: list[Mention] = []  # the same, in the order of the text

    def run(self) -> list[Quotation]:
        """All quotations, complete."""
        for stretch in stretches(self.document):
            self._read(stretch)
        for number in range(len(self.paragraphs)):
            self._draft_paragraph(number)
        self._group()
        return self._finish()

    # --- reading --------------------------------------------------------------------------

    def _read(self, stretch: Stretch) -> None:
        regions = find_regions(self.text, stretch.start, stretch.end)
        outer = [region for region in regions if region.depth == 0]
        if stretch.is_quote and not _mostly_marked(outer, stretch):
            if not self.text[stretch.start : stretch.end].startswith(("—", "–", "-", "―")):
                outer = [_block_region(stretch)]
                regions = [replace(r, depth=r.depth + 1) for r in regions] + outer
        for region in regions:
            if region.depth == 1:
                around = [o for o in outer if o.start <= region.start and region.end <= o.end]
                if around:
                    self.nested.setdefault(around[0].start, []).append(region)
        skips = [m for m in self.document.note_marks if stretch.start <= m.start < stretch.end]
        tokens = tokenize(
            self.text,
            stretch.start,
            stretch.end,
            outer,
            self.reader.lexicon,
            skips=[(mark.start, mark.end) for mark in skips],
        )
        paragraph = read_paragraph(tokens, stretch.start, stretch.end, is_quote=stretch.is_quote)
        paragraph.quotations = attribute(paragraph, self.paragraphs)
        self.people.learn(tokens)
        self._learn_subjects(paragraph)
        self.paragraphs.append(paragraph)

    def _learn_subjects(self, paragraph: Paragraph) -> None:
        for sentence, events in zip(paragraph.sentences, paragraph.events, strict=True):
            opening = sentence_subject(paragraph.tokens, sentence.first, sentence.last)
            for mention in (opening, *(event.subject for event in events)):
                if mention is not None and mention.kind is MentionKind.NAME:
                    self.subjects.append(mention)

    # --- one paragraph --------------------------------------------------------------------

    def _draft_paragraph(self, number: int) -> None:
        paragraph = self.paragraphs[number]
        claims: list[tuple[int, int]] = []
        statements = list(find_statements(paragraph))
        for statement in statements:
            claims.append((statement.first, statement.last))
        first_draft = len(self.drafts)
        for index in range(len(paragraph.sentences)):
            self._draft_sentence(number, index, statements, claims, first_draft)
        self._cover_by_notes(paragraph, first_draft)
        self._cover_by_links(paragraph, first_draft)
        self._set_kinds(number, first_draft)

    def _draft_sentence(
        self,
        number: int,
        index: int,
        statements: Sequence[Statement],
        claims: list[tuple[int, int]],
        first_draft: int,
    ) -> None:
        paragraph = self.paragraphs[number]
        sentence = paragraph.sentences[index]
        events = paragraph.events[index]
        here: list[_Draft] = []
        for item in paragraph.quotations:
            if item.sentence == sentence:
                here.append(self._from_region(paragraph, number, index, item))
        for statement in statements:
            if statement.sentence == sentence and not self._holds_quotation(paragraph, statement):
                here.append(self._from_statement(paragraph, number, index, statement))
        here.sort(key=lambda draft: draft.start)
        cited = citations_in(paragraph.tokens, sentence, events, claims, self.reader)
        self.drafts.extend(here)
        for one in cited:
            self._cover(number, index, one, here, first_draft)

    def _holds_quotation(self, paragraph: Paragraph, statement: Statement) -> bool:
        return "Q" in paragraph.tokens.tags[statement.first : statement.last]

    def _from_region(
        self, paragraph: Paragraph, number: int, index: int, item: Attributed
    ) -> _Draft:
        region, tokens = item.region, paragraph.tokens
        start, end = _trimmed(self.text, region.start, region.end)
        draft = _Draft(
            self.text[start:end],
            start,
            end,
            QuotationKind.DIRECT,
            number,
            index,
            item.token,
            item.speaker,
            _cue(tokens, item),
            _clause(paragraph, item),
            bond=item.bond,
            children=self.nested.get(region.start, []),
        )
        return draft

    def _from_statement(
        self, paragraph: Paragraph, number: int, index: int, statement: Statement
    ) -> _Draft:
        tokens, event = paragraph.tokens, statement.event
        span = clause_span(tokens, statement.first, statement.last)
        start, end = tokens.starts[event.first], tokens.ends[event.last]
        return _Draft(
            self.text[span.start : span.end],
            span.start,
            span.end,
            QuotationKind.INDIRECT,
            number,
            index,
            statement.first,
            statement.speaker,
            Cue(self.text[start:end], start, end),
            span,
            bond=Bond.SCOPE,
        )

    # --- citations ------------------------------------------------------------------------

    def _cover(
        self, number: int, index: int, cited: Cited, here: list[_Draft], first_draft: int
    ) -> None:
        """Hand a citation to the quotations it covers."""
        covered = [d for d in here if self._covers(number, cited, d)]
        if not covered and (cited.parenthetical or not here):
            covered = self._before_in_paragraph(index, first_draft, cited)
        if (covered and covered[0].bond is Bond.CARRIED) or (cited.parenthetical and covered):
            covered = [*self._same_speech(covered[0], first_draft), *covered]
        for draft in covered:
            if not cited.parenthetical or not _has_paren(draft, cited):
                draft.citations.extend(c for c in cited.citations if c not in draft.citations)

    def _covers(self, number: int, cited: Cited, draft: _Draft) -> bool:
        if not cited.parenthetical:
            return True
        at = self.paragraphs[number].tokens.starts[cited.first]
        return draft.start < at

    def _before_in_paragraph(self, index: int, first_draft: int, cited: Cited) -> list[_Draft]:
        """`“…” he said. (KCNA, Jan. 27)`: the quotations of the sentence before."""
        found = [d for d in self.drafts[first_draft:] if d.sentence == index - 1]
        return [d for d in found if not d.citations]

    def _same_speech(self, draft: _Draft, first_draft: int) -> list[_Draft]:
        """Uncited quotations before one that it plainly continues."""
        found = []
        for earlier in self.drafts[first_draft:]:
            if earlier is draft or earlier.start >= draft.start or earlier.citations:
                continue
            if draft.bond is Bond.CARRIED and earlier.mention is draft.mention:
                found.append(earlier)
        return found

    def _cover_by_notes(self, paragraph: Paragraph, first_draft: int) -> None:
        for mark in self.marks:
            if not paragraph.start <= mark.start < paragraph.end:
                continue
            for draft in self._closed_by(paragraph, mark, first_draft):
                draft.citations.extend(c for c in mark.citations if c not in draft.citations)

    def _closed_by(self, paragraph: Paragraph, mark: Marked, first_draft: int) -> list[_Draft]:
        before = [d for d in self.drafts[first_draft:] if d.start < mark.start]
        if not before:
            return []
        last = before[-1].sentence
        marked = [d for d in before if d.sentence == last and d.kind is not QuotationKind.INDIRECT]
        chosen = marked or [d for d in before if d.sentence == last]
        return [d for d in chosen if not any(c.start < d.start for c in d.citations)]

    def _cover_by_links(self, paragraph: Paragraph, first_draft: int) -> None:
        for link in self.document.links:
            if not paragraph.start <= link.start < paragraph.end:
                continue
            if not link.url.startswith(("http:", "https:")):
                continue
            self._cover_by_link(paragraph, link.start, link.end, link.url, first_draft)

    def _cover_by_link(
        self, paragraph: Paragraph, start: int, end: int, url: str, first_draft: int
    ) -> None:
        sentence = _sentence_at(paragraph, start)
        near = [d for d in self.drafts[first_draft:] if d.sentence == sentence]
        if not near:
            near = [d for d in self.drafts[first_draft:] if d.sentence == sentence - 1]
        for draft in near:
            for place, citation in enumerate(draft.citations):
                touches = citation.start < end and start < citation.end
                if touches and citation.url is None:
                    draft.citations[place] = with_url(citation, url, self.reader)
                    break
            else:
                if not any(c.url == url for c in draft.citations):
                    if draft.citations and draft.citations[0].url is None:
                        draft.citations[0] = with_url(draft.citations[0], url, self.reader)
                    elif not draft.citations:
                        draft.citations.append(linked_citation(self.reader, start, end, url))

    # --- kinds ----------------------------------------------------------------------------

    def _set_kinds(self, number: int, first_draft: int) -> None:
        paragraph = self.paragraphs[number]
        by_token = {item.token: item for item in paragraph.quotations}
        for draft in self.drafts[first_draft:]:
            if draft.kind is QuotationKind.INDIRECT:
                continue
            if paragraph.is_quote_block:
                draft.kind = QuotationKind.BLOCK
                continue
            cited = any(c.outlet_name or c.url or c.title for c in draft.citations)
            judged = judge_kind(paragraph.tokens, by_token[draft.token], cited=cited)
            draft.kind, draft.aside = judged.kind, judged.aside
            if draft.aside is not None:
                draft.citations.clear()

    def _group(self) -> None:
        """Number the utterances that come in several pieces."""
        number = 0
        previous: _Draft | None = None
        for draft in self.drafts:
            if draft.kind not in (QuotationKind.DIRECT, QuotationKind.BLOCK):
                continue
            if previous is not None and self._continues(previous, draft):
                if previous.group is None:
                    number += 1
                    previous.group = number
                draft.group = previous.group
                self._share(previous, draft)
            previous = draft

    def _continues(self, previous: _Draft, draft: _Draft) -> bool:
        if previous.paragraph == draft.paragraph:
            return (
                previous.sentence == draft.sentence
                and (previous.text.rstrip()[-1:] in ",—–-…" or draft.text[:1].islower())
                and previous.mention == draft.mention
                and previous.kind is QuotationKind.DIRECT
            )
        return draft.paragraph == previous.paragraph + 1 and self._left_open(previous)

    def _left_open(self, draft: _Draft) -> bool:
        item = next(
            (q for q in self.paragraphs[draft.paragraph].quotations if q.token == draft.token), None
        )
        return item is not None and not item.region.closed

    def _share(self, previous: _Draft, draft: _Draft) -> None:
        """Pieces of one utterance have one speaker and one source."""
        pieces = [d for d in self.drafts if d.group == draft.group]
        speaking = next((d for d in pieces if d.bond in (Bond.AFTER, Bond.BEFORE)), None)
        cited = next((d for d in reversed(pieces) if d.citations), None)
        for piece in pieces:
            if speaking is not None and piece.bond in (Bond.CARRIED, Bond.NONE):
                piece.mention, piece.cue = speaking.mention, speaking.cue
            if cited is not None and not piece.citations:
                piece.citations = list(cited.citations)

    # --- finishing ------------------------------------------------------------------------

    def _finish(self) -> list[Quotation]:
        self.by_start = sorted(self.subjects, key=lambda mention: mention.start)
        seen: Counter[str] = Counter()
        finished: list[Quotation] = []
        for draft in sorted(self.drafts, key=lambda d: (d.start, -d.end)):
            speaker = self._speaker(draft)
            quotation = Quotation(
                id=_identity(draft.kind, draft.text, seen),
                text=draft.text,
                start=draft.start,
                end=draft.end,
                kind=draft.kind,
                group=draft.group,
                clause=draft.clause,
                speaker=speaker,
                cue=draft.cue,
                citations=tuple(draft.citations),
                aside=draft.aside,
                speaker_is_source=speaker is not None
                and self.reader.names.looks_like_outlet(speaker.name),
            )
            finished.append(quotation)
            finished.extend(self._nested(draft, quotation, seen))
        return sorted(finished, key=lambda q: (q.start, -q.end))

    def _nested(self, draft: _Draft, parent: Quotation, seen: Counter[str]) -> list[Quotation]:
        found = []
        for region in draft.children:
            start, end = _trimmed(self.text, region.start, region.end)
            text = self.text[start:end]
            if not text or start < parent.start or end > parent.end:
                continue
            identity = _identity(QuotationKind.NESTED, text, seen)
            found.append(
                Quotation(
                    identity,
                    text,
                    start,
                    end,
                    QuotationKind.NESTED,
                    parent=parent.id,
                    aside="inside another quotation",
                )
            )
        return found

    def _speaker(self, draft: _Draft) -> Speaker | None:
        mention = draft.mention
        if mention is None:
            return None
        if mention.kind is MentionKind.PRONOUN:
            person = self._person_before(mention)
            name = self.people.fullest(person) if person is not None else mention.text
        else:
            name = self.people.fullest(mention)
        return Speaker(name, mention.start, mention.end)

    def _person_before(self, pronoun: Mention) -> Mention | None:
        """Whom a pronoun stands for: the nearest named subject before it."""
        place = bisect_left(self.by_start, pronoun.start, key=lambda m: m.start)
        for earlier in reversed(self.by_start[max(0, place - 12) : place]):
            if not self.reader.names.looks_like_outlet(earlier.text):
                return earlier
        return self.people.nearest_before(pronoun.start)


# --- small parts --------------------------------------------------------------------------


def _mostly_marked(regions: Sequence[Region], stretch: Stretch) -> bool:
    marked = sum(region.outer_end - region.outer_start for region in regions)
    return 2 * marked >= stretch.end - stretch.start


def _block_region(stretch: Stretch) -> Region:
    return Region(stretch.start, stretch.end, stretch.start, stretch.end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cue(tokens: Tokens, item: Attributed) -> Cue | None:
    if item.event is not None:
        start, end = tokens.starts[item.event.first], tokens.ends[item.event.last]
    elif item.mark_cue is not None:
        start, end = item.mark_cue
    else:
        return None
    return Cue(tokens.text[start:end], start, end)


def _clause(paragraph: Paragraph, item: Attributed) -> Span | None:
    if item.event is None:
        return None
    number = paragraph.sentence_of(item.token)
    clause = reported_clause(paragraph.tokens, item.sentence, item.event, paragraph.events[number])
    if clause is None or not clause[0] <= item.token < clause[1]:
        return None
    return clause_span(paragraph.tokens, *clause)


def _sentence_at(paragraph: Paragraph, offset: int) -> int:
    for number, sentence in enumerate(paragraph.sentences):
        if offset < paragraph.tokens.ends[sentence.last - 1]:
            return number
    return len(paragraph.sentences) - 1


def _has_paren(draft: _Draft, cited: Cited) -> bool:
    """Whether another parenthesis between the quotation and this one closed it already."""
    return any(
        draft.end <= c.start < cited.citations[0].start and c.relayed == 0 and c.date_text
        for c in draft.citations
    )


def _identity(kind: QuotationKind, text: str, seen: Counter[str]) -> str:
    canonical = f"{kind}\n{text}"
    seen[canonical] += 1
    digest = hashlib.sha256(
        f"{canonical}\n{seen[canonical]}".encode("utf-8", "surrogatepass")
    ).hexdigest()
    return f"q{digest[:8]}"
