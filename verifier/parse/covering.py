"""Which quotations a citation covers.

A citation closes the quotation before it, and covers those before that one in the paragraph which
plainly belong to it: the same sentence, the same speech going on. Of several citations of one
quotation the nearest source comes first: where the writer read it, not whom that source relays.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from verifier.model import Citation, DateRole, Document, Medium, QuotationKind
from verifier.parse.credits import dated_by_cue, dateline_citation, source_line
from verifier.parse.drafts import Draft, from_sentence
from verifier.parse.notes import Marked, linked_citation, with_url
from verifier.parse.outlet_names import is_initials, same_name
from verifier.parse.paragraphs import Bond, Paragraph
from verifier.parse.parentheses import Cited
from verifier.parse.phrases import Mention, MentionKind
from verifier.parse.pointers import Reader
from verifier.parse.speakers import Cast

_RELAY_REACH = 40  # code points from "citing" to the outlet that it relays
_LONGEST_LINE = 200  # code points of a line that only names a source
_NEXT_PIECE = 2  # sentences from a quotation with a source to the next piece of it
_LIST_GAP = 12  # code points between two outlets of one list: " and to the "


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
    """Hand links, the source line and the dateline of a paragraph to its quotations."""
    _cover_by_source_line(document, paragraph, drafts, reader)
    _cover_by_dateline(paragraph, drafts, reader)
    left = bisect_left(document.links, paragraph.start, key=lambda link: link.start)
    right = bisect_left(document.links, paragraph.end, lo=left, key=lambda link: link.start)
    for link in document.links[left:right]:
        if not link.url.startswith(("http:", "https:")):
            continue
        sentence = _sentence_at(paragraph, link.start)
        place = bisect_left(drafts, link.start, key=lambda d: d.start)
        around = drafts[max(0, place - 20) : place + 20]
        near = [d for d in around if d.sentence == sentence]
        near = near or _just_before(sentence, around) or _what_it_says(sentence, around, reader)
        for draft in near:
            _add_link(draft, link.start, link.end, link.url, reader)


def _what_it_says(index: int, around: Sequence[Draft], reader: Reader) -> list[Draft]:
    """`The [audit](…) is blunt. “…,” it says. It adds “…”.`: the linked page goes on speaking."""
    found: list[Draft] = []
    things = reader.lexicon.words.get("pronouns_thing", frozenset())
    for draft in around:
        speaks = draft.mention is not None and (
            draft.mention.text.lower() in things
            or reader.lexicon.has("documents", draft.mention.text.lower().split()[-1])
        )
        following = draft.sentence in (index + 1, found[-1].sentence + 1 if found else -1)
        again = bool(found) and draft.sentence == found[-1].sentence
        if speaks and (following or again) and not _is_sourced(draft):
            found.append(draft)
    return found


def _cover_by_source_line(
    document: Document, paragraph: Paragraph, drafts: Sequence[Draft], reader: Reader
) -> None:
    """`… said Prynn. — Reuters, 5 Feb`, or the same as the line below the paragraph."""
    at, citations = source_line(paragraph.start, paragraph.end, reader)
    if not citations:
        following = _paragraph_behind(document, paragraph.end)
        if following is not None:
            at, citations = source_line(*following, reader)
            at = at if at == following[0] else -1
    for draft in drafts if at >= 0 else ():
        if draft.end <= at and not _is_sourced(draft):
            add_citations(draft, citations)


def _cover_by_dateline(paragraph: Paragraph, drafts: Sequence[Draft], reader: Reader) -> None:
    """`OSLO (AP) — …`: the agency of the quotations that cite nobody else."""
    uncited = [d for d in drafts if not any(c.outlet_name or c.url for c in d.citations)]
    uncited = [d for d in uncited if d.kind is not QuotationKind.INDIRECT]
    credit = dateline_citation(paragraph, reader) if uncited else None
    if credit is None:
        return
    for draft in uncited:
        draft.citations.insert(0, dated_by_cue(paragraph.tokens, draft, credit, reader))


def _paragraph_behind(document: Document, end: int) -> tuple[int, int] | None:
    """The next line of the text, blank ones left out."""
    text = document.text
    while end < len(text) and text[end].isspace():
        end += 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return (end, stop) if end < stop <= end + _LONGEST_LINE else None


@dataclass(frozen=True, slots=True)
class Relaying:
    """A text and the offsets of words such as "citing" in it: what follows one is relayed."""

    text: str
    places: tuple[int, ...]

    def __contains__(self, citation: Citation) -> bool:
        """Whether a citation stands right behind such a word."""
        near = bisect_right(self.places, citation.start)
        return near > 0 and citation.start - self.places[near - 1] <= _RELAY_REACH


def nearest_first(draft: Draft, relaying: Relaying, paragraph_end: int) -> None:
    """Order the citations of a quotation and number their places in the chain.

    Sources that are listed side by side, `Reuters and AFP`, keep the order of the text and share
    one place: the writer names them both.
    """
    if len(draft.citations) < 2:
        return
    spoken = draft.mention

    def rank(citation: Citation) -> tuple[int, int]:
        relayed = citation.relayed or int(citation in relaying)
        as_speaker = spoken is not None and (
            spoken.start <= citation.start < spoken.end and citation.url is None
        )
        nameless = citation.outlet_name is None and citation.url is None and citation.title is None
        return relayed + 10 * nameless, int(as_speaker)

    lists = _side_by_side(draft.citations, rank, relaying.text, paragraph_end)
    lists.sort(key=lambda listed: (rank(listed[0]), _place(listed[0], paragraph_end)))
    draft.citations = [
        replace(citation, relayed=place)
        for place, listed in enumerate(lists)
        for citation in listed
    ]


def _place(citation: Citation, paragraph_end: int) -> int:
    """The last named is the nearest; notes come in their own order, behind the prose."""
    noted = citation.start >= paragraph_end
    return citation.start - 10**9 if noted else -citation.start


def _side_by_side(
    citations: Iterable[Citation],
    rank: Callable[[Citation], tuple[int, int]],
    text: str,
    paragraph_end: int,
) -> list[list[Citation]]:
    """The citations in lists of those that the text names in one breath."""
    lists: list[list[Citation]] = []
    for citation in sorted(citations, key=lambda one: one.start):
        before = lists[-1][-1] if lists else None
        if before is not None and rank(before) == rank(citation):
            noted = before.start >= paragraph_end
            between = text[before.end : citation.start]
            if noted or (len(between) <= _LIST_GAP and not set(between) & set(".!?\n")):
                lists[-1].append(citation)
                continue
        lists.append([citation])
    return lists


def _author(text: str, one: Cited) -> Mention | None:
    """The author whom a citation names: nobody else is said to have said it."""
    first = one.citations[0]
    at = text.find(one.author or "", first.start, first.end)
    if at < 0 or not one.author:
        return None
    return Mention(one.author, at, at + len(one.author), MentionKind.NAME)


def cover_next_piece(drafts: Sequence[Draft], cast: Cast) -> None:
    """`“…,” Prynn said (Harbour Wire, May 3). “…”`: what closes the first covers the next too.

    Only for uncited words of the same speaker, in the same paragraph and not far behind.
    """
    before: Draft | None = None
    goes_on = False  # the quotation before has its source from the one before that
    for draft in drafts:
        if draft.item is None or draft.aside is not None:
            continue
        near = before is not None and draft.sentence - before.sentence <= _NEXT_PIECE
        taken = False
        if before is not None and near and not draft.citations and _is_sourced(before):
            closing = goes_on or all(c.start >= before.end for c in before.citations)
            taken = closing and _same_speaker(before, draft, cast)
        if before is not None and taken:
            draft.citations = list(before.citations)
        before, goes_on = draft, taken


def _same_speaker(one: Draft, other: Draft, cast: Cast) -> bool:
    speakers = cast.speaker(one.mention), cast.speaker(other.mention)
    return all(speakers) and len({speaker.name for speaker in speakers if speaker}) == 1


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
