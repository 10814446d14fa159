"""Which quotations a citation covers.

A citation closes the quotation before it, and covers those before that one in the paragraph which
plainly belong to it: the same sentence, the same speech going on. Of several citations of one
quotation the nearest source comes first: where the writer read it, not whom that source relays.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.model import Citation, DateRole, Document, Medium, QuotationKind
from verifier.parse.drafts import Draft, from_sentence
from verifier.parse.notes import Marked, linked_citation, with_url
from verifier.parse.outlet_names import is_initials, same_name
from verifier.parse.paragraphs import Bond, Paragraph
from verifier.parse.parentheses import Cited
from verifier.parse.phrases import Mention, MentionKind
from verifier.parse.pointers import Reader


def cover_sentence(
    paragraph: Paragraph,
    place: tuple[int, int],
    cited: Sequence[Cited],
    here: list[Draft],
    earlier: Sequence[Draft],
    reader: Reader,
) -> list[Draft]:
    """Hand the citations of a sentence out; returns statements that only a citation makes.

    `here` are the quotations of the sentence, `earlier` those before it in the paragraph.
    """
    made: list[Draft] = []
    for one in cited:
        at = paragraph.tokens.starts[one.first]
        covered = [d for d in here if not one.parenthetical or d.start < at]
        covered = [d for d in covered if not _closed_before(d, one, at)]
        if not covered and not here:
            covered = _just_before(place[1], earlier)
        if not covered and not here and one.parenthetical:
            draft = _statement_before(paragraph, place, one)
            covered = [draft] if draft is not None else []
            made += covered
        for draft in [*_same_speech(covered, earlier), *covered]:
            add_citations(draft, one.citations)
            if draft.mention is None and one.author is not None:
                draft.mention = _author(reader.text, one)
    return made


def add_citations(draft: Draft, citations: Iterable[Citation]) -> None:
    """Add citations to a quotation, joining those of one source."""
    for citation in citations:
        for place, present in enumerate(draft.citations):
            if _same_source(present, citation):
                draft.citations[place] = _joined(present, citation)
                break
        else:
            draft.citations.append(citation)


def cover_by_notes(marks: Sequence[Marked], drafts: Sequence[Draft]) -> None:
    """Hand the citations of a paragraph's notes to its quotations before their markers."""
    for mark in marks:
        end = bisect_left(drafts, mark.start, key=lambda d: d.start)
        if not end:
            continue
        first = end - 1
        while first > 0 and drafts[first - 1].sentence == drafts[end - 1].sentence:
            first -= 1
        marked = drafts[first:end]
        quoted = [d for d in marked if d.kind is not QuotationKind.INDIRECT]
        for draft in quoted or marked:
            if not _has_own_mark(draft, mark, marks):
                add_citations(draft, mark.citations)


def cover_by_links(
    document: Document, paragraph: Paragraph, drafts: Sequence[Draft], reader: Reader
) -> None:
    """Hand inline links to the quotations of their sentence, or of the one before."""
    for link in document.links:
        inside = paragraph.start <= link.start < paragraph.end
        if not inside or not link.url.startswith(("http:", "https:")):
            continue
        sentence = _sentence_at(paragraph, link.start)
        place = bisect_left(drafts, link.start, key=lambda d: d.start)
        around = drafts[max(0, place - 20) : place + 20]
        near = [d for d in around if d.sentence == sentence] or _just_before(sentence, around)
        for draft in near:
            _add_link(draft, link.start, link.end, link.url, reader)


def nearest_first(draft: Draft, relaying: Sequence[int], paragraph_end: int) -> None:
    """Order the citations of a quotation and number their places in the chain.

    `relaying` are offsets of words such as "citing": an outlet right behind one is relayed.
    """
    if len(draft.citations) < 2:
        return
    spoken = draft.mention

    def rank(citation: Citation) -> tuple[int, int, int]:
        relayed = citation.relayed or any(0 <= citation.start - at <= 40 for at in relaying)
        as_speaker = spoken is not None and (
            spoken.start <= citation.start < spoken.end and citation.url is None
        )
        nameless = citation.outlet_name is None and citation.url is None and citation.title is None
        noted = citation.start >= paragraph_end
        place = citation.start - 10**9 if noted else -citation.start  # notes in their own order
        return (int(bool(relayed)) + 2 * nameless, int(as_speaker), place)

    several = len({(c.start, c.relayed) for c in draft.citations}) == len(draft.citations)
    ordered = sorted(draft.citations, key=rank) if several else draft.citations
    draft.citations = [replace(c, relayed=place) for place, c in enumerate(ordered)]


def _author(text: str, one: Cited) -> Mention | None:
    """The author whom a citation names: nobody else is said to have said it."""
    first = one.citations[0]
    at = text.find(one.author or "", first.start, first.end)
    if at < 0 or not one.author:
        return None
    return Mention(one.author, at, at + len(one.author), MentionKind.NAME)


# --- parts --------------------------------------------------------------------------------


def _closed_before(draft: Draft, one: Cited, at: int) -> bool:
    """Another parenthesis stands between the quotation and this one."""
    return one.parenthetical and any(
        draft.end <= c.start < at
        and c.date_role is DateRole.PUBLISHED
        and c.text.count(c.date_text or "\n")
        and c.text != c.outlet_name
        for c in draft.citations
    )


def _just_before(index: int, earlier: Sequence[Draft]) -> list[Draft]:
    """`“…” he said. (KCNA, Jan. 27)`: uncited quotations of the sentence before."""
    return [
        d
        for d in earlier
        if d.sentence == index - 1 and not _is_sourced(d) and d.kind is not QuotationKind.INDIRECT
    ]


def _is_sourced(draft: Draft) -> bool:
    return any(c.outlet_name or c.url or c.title for c in draft.citations)


def _statement_before(paragraph: Paragraph, place: tuple[int, int], one: Cited) -> Draft | None:
    """`The plant is open. (Source: Harbour Wire, July 2)`: the sentence is the source's."""
    number, index = place
    sentence = paragraph.sentences[index]
    if one.first > sentence.first:
        last = one.first
    elif index > 0:
        index, last = index - 1, paragraph.sentences[index - 1].last
    else:
        return None
    if last - paragraph.sentences[index].first < 4:
        return None
    return from_sentence(paragraph, number, index, last)


def _same_speech(covered: Sequence[Draft], earlier: Sequence[Draft]) -> list[Draft]:
    """Uncited quotations before one that it goes on from, without a cue of its own."""
    if not covered:
        return []
    if covered[0].mention is not None and covered[0].mention.kind is MentionKind.PRONOUN:
        return _before_pronoun(covered[0], earlier)
    if covered[0].bond is not Bond.CARRIED:
        return []
    return [
        d
        for d in earlier
        if d.mention is covered[0].mention and not d.citations and d.sentence < covered[0].sentence
    ]


def _before_pronoun(draft: Draft, earlier: Sequence[Draft]) -> list[Draft]:
    """`“…,” Wang Yi said. He said “…” (Xinhua, July 8)`: uncited ones, one by one."""
    found: list[Draft] = []
    sentence = draft.sentence
    for before in reversed(earlier):
        indirect = before.kind is QuotationKind.INDIRECT
        if before.sentence < sentence - 1 or before.citations or indirect:
            break
        found.append(before)
        sentence = before.sentence
    return found


def _same_source(one: Citation, other: Citation) -> bool:
    if one.outlet_name is None or other.outlet_name is None:
        return False
    same = same_name(one.outlet_name, other.outlet_name) or (
        one.outlet is not None and one.outlet == other.outlet
    )
    return same and (one.date is None or other.date is None or one.date == other.date)


def _joined(one: Citation, other: Citation) -> Citation:
    """The fuller of two citations of one source, with what only the other one says."""

    def weight(citation: Citation) -> int:
        return sum(map(bool, (citation.date_text, citation.title, citation.url, citation.page)))

    full, thin = (one, other) if weight(one) > weight(other) else (other, one)
    medium = thin.medium if full.medium in (None, Medium.NEWS) else full.medium
    if full.date_text is None:
        full = replace(
            full,
            date=thin.date,
            date_text=thin.date_text,
            date_precision=thin.date_precision,
            date_role=thin.date_role,
            date_resolved=thin.date_resolved,
            date_ambiguous=thin.date_ambiguous,
        )
    spelled_out = None
    if full.outlet_name and thin.outlet_name and is_initials(full.outlet_name, thin.outlet_name):
        spelled_out = thin.outlet_name
    return replace(
        full,
        outlet=full.outlet or thin.outlet or spelled_out,
        url=full.url or thin.url,
        title=full.title or thin.title,
        page=full.page or thin.page,
        medium=medium or full.medium,
    )


def _has_own_mark(draft: Draft, mark: Marked, marks: Sequence[Marked]) -> bool:
    """Another note stands between the quotation and this marker, not joined to it: [3][5]."""
    at = bisect_left(marks, draft.end, key=lambda other: other.start)
    return at < len(marks) and marks[at].start < mark.start and mark.start - marks[at].end > 3


def _add_link(draft: Draft, start: int, end: int, url: str, reader: Reader) -> None:
    citations = draft.citations
    if any(c.url == url for c in citations):
        return
    for place, citation in enumerate(citations):
        if citation.start < end and start < citation.end and citation.url is None:
            citations[place] = with_url(citation, url, reader)
            return
    if citations and citations[0].url is None and len(citations) == 1:
        citations[0] = with_url(citations[0], url, reader)
    elif not citations:
        citations.append(linked_citation(reader, start, end, url))


def _sentence_at(paragraph: Paragraph, offset: int) -> int:
    ends = paragraph.tokens.ends
    place = bisect_right(paragraph.sentences, offset, key=lambda s: ends[s.last - 1])
    return min(place, len(paragraph.sentences) - 1)
