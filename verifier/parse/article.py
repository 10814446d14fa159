"""Document → Article: the quotations, their speakers and citations.

The order of work: paragraphs, marked regions, attribution, citations, kinds, indirect statements.
Every step is a file of its own; this one only hands their results on.
"""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from verifier.model import Article, Citation, Document, Quotation, QuotationKind
from verifier.outlets import Registry
from verifier.parse.attribution import attribute, read_paragraph
from verifier.parse.caseless import read_around
from verifier.parse.citing import citations_in, dated_by_cue, relaying_words
from verifier.parse.covering import (
    add_citations,
    cover_by_links,
    cover_by_notes,
    cover_next_piece,
    cover_sentence,
    nearest_first,
)
from verifier.parse.credits import dash_credit, dateline_citation, mark_citations, names_same_source
from verifier.parse.cues import CueEvent
from verifier.parse.dialogue import dialogue_regions
from verifier.parse.drafts import (
    Draft,
    from_region,
    from_statement,
    name_in_marks,
    titles_in_notes,
    trimmed,
)
from verifier.parse.incises import part_at_incises
from verifier.parse.indirect import Statement, find_statements
from verifier.parse.kinds import judge_kind
from verifier.parse.language import guess_language, language
from verifier.parse.layout import CREDIT_MARKS, Stretch, quoted_span, stretches
from verifier.parse.marks import Region, find_regions
from verifier.parse.notes import Marked, editorial_remarks, marked_notes, with_link
from verifier.parse.outlet_names import OutletNames, find_definitions
from verifier.parse.paragraphs import Attributed, Bond, Paragraph
from verifier.parse.parentheses import Cited
from verifier.parse.phrases import Mention
from verifier.parse.pointers import Pointer, Reader
from verifier.parse.published import publication_date
from verifier.parse.references import named_speaker, references_in
from verifier.parse.speakers import Cast
from verifier.parse.tokens import Sentence, tokenize
from verifier.parse.transcript import transcript_drafts
from verifier.parse.utterances import group_pieces

_NEAR_DRAFTS = 40  # how many quotations back a citation may cover
_LONGEST_NAME = 40  # code points of an outlet's name in quotation marks


def parse(document: Document, registry: Registry, *, published: date | None = None) -> Article:
    """The quotations of a document with speakers and citations, in the order of the text."""
    lexicon = language(document.language or guess_language(document.text))
    day, found_in = publication_date(document, lexicon, published)
    names = OutletNames(registry, lexicon)
    find_definitions(document.text, names)
    reader = Reader(document.text, names, day)
    return Article(document, tuple(_Parser(document, reader).run()), day, found_in)


class _Parser:
    """One pass over one document."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self.document = document
        self.reader = reader
        self.text = document.text
        self.cast = Cast(reader.names)
        self.marks = marked_notes(document, reader)
        self.note_spans = [(mark.start, mark.end) for mark in self.marks]
        self.note_spans += [(mark.start, mark.end) for mark in document.note_marks]
        self.note_spans += editorial_remarks(self.text, reader.lexicon)
        self.note_spans.sort()
        self.paragraphs: list[Paragraph] = []
        self.nested: dict[int, list[Region]] = {}  # start of the outer region → inner ones
        self.around: dict[int, tuple[Citation, ...]] = {}  # start of a region → its sources
        self.drafts: list[Draft] = []

    def run(self) -> list[Quotation]:
        """All quotations, complete."""
        for stretch in stretches(self.document):
            self._read(stretch)
        lines = transcript_drafts(self.paragraphs)
        for number in range(len(self.paragraphs)):
            if number in lines:
                self.drafts.append(lines[number])
            else:
                self._draft_paragraph(number)
        group_pieces(self.drafts, self.text)
        self.drafts += titles_in_notes(self.document)
        return self._finish()

    # --- reading --------------------------------------------------------------------------

    def _read(self, stretch: Stretch) -> None:
        regions = find_regions(self.text, stretch.start, stretch.end)
        if not regions:
            regions = dialogue_regions(self.text, stretch.start, stretch.end, self.reader.lexicon)
        regions = list(part_at_incises(self.text, regions, self.reader.lexicon))
        outer = [region for region in regions if region.depth == 0]
        if self._is_unmarked_block(stretch, outer):
            span = quoted_span(self.text, stretch)
            block = Region(*span, *span)
            regions = [block, *(replace(r, depth=r.depth + 1) for r in regions)]
            outer = [block]
        self._keep_nested(outer, regions)
        left = bisect_left(self.note_spans, (stretch.start, 0))
        right = bisect_left(self.note_spans, (stretch.end, 0), lo=left)
        inside = self.note_spans[left:right]
        lexicon = self.reader.lexicon
        names = [region for region in outer if self._names_outlet(region)]
        self.drafts += [name_in_marks(region) for region in names]
        tokens = tokenize(
            self.text, stretch.start, stretch.end, outer, lexicon, skips=inside, names=names
        )
        paragraph = read_paragraph(tokens, stretch.start, stretch.end, is_quote=stretch.is_quote)
        paragraph.quotations = tuple(attribute(paragraph, self.paragraphs))
        if lexicon.flag("caseless"):
            paragraph.quotations = tuple(self._read_around(paragraph))
        self.cast.learn(paragraph)
        self.paragraphs.append(paragraph)

    def _read_around(self, paragraph: Paragraph) -> Iterator[Attributed]:
        """In scripts without capitals: the attributions by the words around a quotation."""
        floor, lexicon = paragraph.start, self.reader.lexicon
        before: Mention | None = None
        for item in paragraph.quotations:
            outer_start, outer_end = item.region.outer_start, item.region.outer_end
            found = read_around(self.reader, floor, outer_start, outer_end, paragraph.end)
            floor = outer_end
            self.around[item.region.start] = found.citations
            lead = self.text[max(paragraph.start, outer_start - 12) : outer_start]
            if found.speaker is None and any(w in lead for w in lexicon.phrase("continuing")):
                found = replace(found, speaker=before)
            before = found.speaker or before
            bond = Bond.BEFORE if found.speaker is not None else item.bond
            yield replace(item, bond=bond, speaker=found.speaker, event=None, mark_cue=found.cue)

    def _names_outlet(self, region: Region) -> bool:
        """`der „Spiegel“`, `газете «Известия»`: behind a word that leads on to a name."""
        if region.end - region.start > _LONGEST_NAME or self.reader.lexicon.flag("caseless"):
            return False
        written = self.text[region.start : region.end]
        lead = self.text[max(0, region.outer_start - 30) : region.outer_start]
        led = lead[-1:] in " '’" and lead.rstrip("'’ ")[-1:].isalpha()
        return led and written[:1].isupper() and bool(self.reader.names.known(written))

    def _is_unmarked_block(self, stretch: Stretch, outer: Sequence[Region]) -> bool:
        """A block quotation whose words stand without marks."""
        if not stretch.is_quote or self.text.startswith(CREDIT_MARKS, stretch.start):
            return False
        marked = sum(region.outer_end - region.outer_start for region in outer)
        opens = bool(outer) and outer[0].outer_start == stretch.start
        return 2 * marked < stretch.end - stretch.start and not opens

    def _keep_nested(self, outer: Sequence[Region], regions: Sequence[Region]) -> None:
        around: Region | None = None
        coming = iter(outer)
        following = next(coming, None)
        for region in sorted(regions, key=lambda r: r.start):
            while following is not None and following.start <= region.start:
                around, following = following, next(coming, None)
            if region.depth == 1 and around is not None and region.end <= around.end:
                self.nested.setdefault(around.start, []).append(region)

    # --- one paragraph --------------------------------------------------------------------

    def _draft_paragraph(self, number: int) -> None:
        paragraph = self.paragraphs[number]
        if self._take_credit(number):
            return
        statements: dict[Sentence, list[Statement]] = {}
        for statement in find_statements(paragraph):
            statements.setdefault(statement.sentence, []).append(statement)
        drafts: list[Draft] = []
        for index, sentence in enumerate(paragraph.sentences):
            here = self._draft_sentence(number, index, statements.get(sentence, []))
            claims = [(s.first, s.last) for s in statements.get(sentence, [])]
            self._cite(paragraph, (number, index), claims, here, drafts[-_NEAR_DRAFTS:])
            drafts += here
        if not drafts:
            return
        drafts.sort(key=lambda draft: draft.start)
        cover_by_notes(self._marks_in(paragraph), drafts)
        cover_by_links(self.document, paragraph, drafts, self.reader)
        self._set_kinds(paragraph, drafts)
        cover_next_piece(drafts, self.cast)
        self.drafts += drafts

    def _draft_sentence(
        self, number: int, index: int, statements: Sequence[Statement]
    ) -> list[Draft]:
        """The quotations and statements of a sentence, in order."""
        paragraph = self.paragraphs[number]
        sentence, tags = paragraph.sentences[index], paragraph.tokens.tags
        here = [
            from_region(paragraph, (number, index), item)
            for item in paragraph.quotations_in(sentence.first, sentence.last)
        ]
        for draft in here:
            if draft.region is not None:
                add_citations(draft, self.around.get(draft.region.start, ()))
            if draft.item is not None:
                add_citations(draft, mark_citations(paragraph, draft.item, self.reader))
        here += [
            from_statement(paragraph, (number, index), statement)
            for statement in statements
            if "Q" not in tags[statement.first : statement.last]
        ]
        return sorted(here, key=lambda draft: draft.start)

    def _cite(
        self,
        paragraph: Paragraph,
        place: tuple[int, int],
        claims: list[tuple[int, int]],
        here: list[Draft],
        earlier: list[Draft],
    ) -> None:
        """Find the citations of a sentence and hand them to its quotations."""
        tokens, index = paragraph.tokens, place[1]
        sentence, events = paragraph.sentences[index], paragraph.events[index]
        if not here and "(" not in tokens.tags[sentence.first : sentence.last]:
            return
        cited = citations_in(tokens, sentence, events, claims, self.reader)
        referring = references_in(self.paragraphs, place[0], index, self.reader)
        for draft in here if referring else ():
            draft.mention = named_speaker(draft.mention, referring)
        if referring:  # "the paper" names one: no longer a source without a name
            cited = [one for one in cited if one.citations[0].outlet_name or one.parenthetical]
        cited = sorted([*cited, *referring], key=lambda one: one.first)
        here += cover_sentence(paragraph, place, cited, here, earlier, self.reader)
        words = " ".join(tokens.words[sentence.first : sentence.last])
        if names_same_source(words, self.reader):
            self._cite_again(here, earlier)
        if index == 0:
            credit = dateline_citation(paragraph, self.reader)
            for draft in here if credit is not None else ():
                if credit is not None and not any(c.outlet_name for c in draft.citations):
                    draft.citations.insert(0, dated_by_cue(tokens, draft, credit, self.reader))
        above = paragraph.sentences[index - 1] if index else None
        introduced = above is not None and not paragraph.quotations_in(above.first, above.last)
        for draft in here:
            uncited = not draft.citations and draft.kind is not QuotationKind.INDIRECT
            if introduced and uncited and draft.token == sentence.first:
                self._cite_introduction(paragraph, index - 1, draft)

    def _cite_again(self, here: list[Draft], earlier: list[Draft]) -> None:
        """`according to the same report`: the last citation once more."""
        last = next((d for d in reversed([*self.drafts, *earlier]) if d.citations), None)
        for draft in here if last is not None else ():
            if last is not None and not draft.citations:
                draft.citations = list(last.citations)

    def _cite_introduction(self, paragraph: Paragraph, index: int, draft: Draft) -> None:
        """`Ben Achebe described the fire to Marine Watch. “It began …”`."""
        sentence, events = paragraph.sentences[index], paragraph.events[index]
        cited = citations_in(paragraph.tokens, sentence, events, [], self.reader)
        for one in cited:
            if one.citations[0].outlet_name and not one.parenthetical and not _speaks(events, one):
                add_citations(draft, one.citations)

    def _marks_in(self, paragraph: Paragraph) -> Sequence[Marked]:
        left = bisect_left(self.marks, paragraph.start, key=lambda mark: mark.start)
        right = bisect_left(self.marks, paragraph.end, lo=left, key=lambda mark: mark.start)
        return self.marks[left:right]

    def _take_credit(self, number: int) -> bool:
        """Use a line such as `— Ada Prynn, Harbour Wire` for the quotation above it."""
        paragraph = self.paragraphs[number]
        if not self.text.startswith(CREDIT_MARKS, paragraph.start) or not self.drafts:
            return False
        above = [d for d in self.drafts[-_NEAR_DRAFTS:] if d.paragraph == number - 1]
        above = [d for d in above if d.cue is None]  # "…,” he said" has a speaker of its own
        credit = dash_credit(paragraph, paragraph.start, self.reader)
        if credit is None or not above:
            return False
        cited = Pointer(credit.citations)
        cited = with_link(self.document, paragraph.start, paragraph.end, cited, self.reader)
        for draft in above:
            if credit.speaker is not None:
                draft.mention = credit.speaker
            add_citations(draft, cited.citations)
        return True

    # --- kinds ----------------------------------------------------------------------------

    def _set_kinds(self, paragraph: Paragraph, drafts: list[Draft]) -> None:
        relaying = relaying_words(paragraph.tokens)
        for draft in drafts:
            nearest_first(draft, relaying, paragraph.end)
            if draft.item is None:
                continue
            if paragraph.is_quote_block:
                draft.kind = QuotationKind.BLOCK
                self._credit_inside(paragraph, draft)
                continue
            cited = any(c.outlet_name or c.url or c.title for c in draft.citations)
            judged = judge_kind(paragraph.tokens, draft.item, cited=cited)
            draft.kind, draft.aside = judged.kind, judged.aside
            if judged.nobodys:
                draft.mention = draft.cue = None
            if draft.aside is not None:
                draft.citations.clear()

    def _credit_inside(self, paragraph: Paragraph, draft: Draft) -> None:
        """A credit line that ends the block of its own quotation."""
        at = draft.region.outer_end if draft.region is not None else paragraph.end
        while at < paragraph.end and self.text[at] in "> \t\n":
            at += 1
        if not self.text.startswith(CREDIT_MARKS, at) or at >= paragraph.end:
            return
        credit = dash_credit(paragraph, at, self.reader)
        if credit is not None:
            draft.mention = credit.speaker or draft.mention
            urls = [c.url for c in draft.citations if c.url]
            bare = [c for c in draft.citations if c.outlet_name]
            draft.citations = bare
            add_citations(draft, credit.citations)
            if urls and draft.citations and draft.citations[0].url is None:
                draft.citations[0] = replace(draft.citations[0], url=urls[0])

    # --- finishing ------------------------------------------------------------------------

    def _finish(self) -> list[Quotation]:
        seen: Counter[str] = Counter()
        finished: list[Quotation] = []
        for draft in sorted(self.drafts, key=lambda d: (d.start, -d.end)):
            speaker = self.cast.speaker(draft.mention)
            text = self.text[draft.start : draft.end]
            if not text:
                continue
            quotation = Quotation(
                id=_identity(draft.kind, text, seen),
                text=text,
                start=draft.start,
                end=draft.end,
                kind=draft.kind,
                group=draft.group,
                clause=draft.clause,
                speaker=speaker,
                cue=draft.cue,
                citations=tuple(draft.citations),
                aside=draft.aside,
                speaker_is_source=self.cast.is_source(speaker),
            )
            finished.append(quotation)
            finished += self._nested(draft, quotation, seen)
        return sorted(finished, key=lambda q: (q.start, -q.end))

    def _nested(self, draft: Draft, parent: Quotation, seen: Counter[str]) -> list[Quotation]:
        found = []
        regions = self.nested.get(draft.region.start, []) if draft.region is not None else []
        for region in regions:
            start, end = trimmed(self.text, region.start, region.end)
            if not parent.start <= start < end <= parent.end:
                continue
            text = self.text[start:end]
            found.append(
                Quotation(
                    id=_identity(QuotationKind.NESTED, text, seen),
                    text=text,
                    start=start,
                    end=end,
                    kind=QuotationKind.NESTED,
                    parent=parent.id,
                    aside="inside another quotation",
                )
            )
        return found


def _speaks(events: Sequence[CueEvent], one: Cited) -> bool:
    """`ESPN reported that he will go. “…,” he said.`: ESPN told of something else."""
    subjects = [event.subject for event in events if event.subject is not None]
    return any(s.first <= one.last and one.first <= s.last for s in subjects)


def _identity(kind: QuotationKind, text: str, seen: Counter[str]) -> str:
    """The id of a quotation: stable over runs, told apart from its twins by occurrence."""
    canonical = f"{kind}\n{text}"
    seen[canonical] += 1
    counted = f"{canonical}\n{seen[canonical]}"
    return f"q{hashlib.sha256(counted.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
