"""One answer, read: what does it say about the quotations of an article?

Stands between the fetchers and the log. A search's answer becomes candidates; a page is read,
identified and matched. Nothing here waits, asks or decides.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from verifier import channels, identify, match, urls
from verifier.identify import Page
from verifier.match import PreparedPage
from verifier.matter import PageWords, name_words, sentence, words
from verifier.model import (
    Answer,
    Article,
    Bearing,
    Blank,
    Document,
    Fetch,
    Listing,
    Match,
    Outcome,
    PageReading,
    Quotation,
    QuotationKind,
    Reading,
    Relation,
    Request,
    Search,
    Snapshot,
    Speaker,
    Unread,
    Verdict,
)
from verifier.outlets import Registry
from verifier.read import skim_page
from verifier.records import is_record

_BEFORE = 400  # characters in which a pronoun's name stands


def digest(article: Article, request: Request, answer: Answer, registry: Registry) -> Reading:
    """The reading of one answer: candidates, a page, or the reason why there is neither."""
    if isinstance(answer, Unread):
        return Blank(request, answer)
    if isinstance(request, Search):
        heard = channels.hear(request, answer)
        return heard if isinstance(heard, Listing) else Blank(request, heard)
    document = skim_page(answer)
    if isinstance(document, Unread):
        return Blank(request, document)
    return read_against(article, request, document, answer, registry)


def read_against(
    article: Article,
    request: Fetch,
    document: Document,
    snapshot: Snapshot,
    registry: Registry,
) -> PageReading:
    """What one page says about every quotation that can be looked for."""
    page = identify.page_of(request, document, snapshot, registry)
    found = identify.bearings(article, request, document, snapshot, registry)
    barred = _never_evidence(article, document, snapshot, found)
    matches = () if barred else _paged(_matches(article, document, found), document)
    return PageReading(
        request=request,
        final_url=snapshot.final_url,
        sha256=snapshot.sha256,
        retrieved_at=snapshot.fetched_at,
        title=document.title,
        outlet=identify.outlet_name(page),
        published=document.published,
        published_from=document.published_from,
        language=document.language,
        words=len(document.text.split()),
        complete=document.complete,
        outcome=barred or _outcome(article, page, document, found, matches),
        evidence=document.evidence,
        memento_datetime=snapshot.memento_datetime,
        canonical=document.canonical,
        alternates=_alternates(document, page),
        bearings=found,
        matches=matches,
    )


def _never_evidence(
    article: Article, document: Document, snapshot: Snapshot, found: tuple[Bearing, ...]
) -> Outcome | None:
    """Why a page can never be evidence; None when it can."""
    memento = snapshot.memento_datetime
    seen = memento.date() if memento else None
    provided = any(bearing.relation is Relation.PROVIDED for bearing in found)
    if identify.is_copy(article, document, urls.original(snapshot.final_url)):
        return Outcome.COPY
    late = not provided and identify.is_later(article, document, memento=seen)
    return Outcome.LATER if late else None


def _outcome(
    article: Article,
    page: Page,
    document: Document,
    found: tuple[Bearing, ...],
    matches: tuple[Match, ...],
) -> Outcome | None:
    """Why the absence of words from a page means nothing; None when it means something."""
    if document.outcome is not None:
        return document.outcome
    if identify.other_language(article, document):
        return Outcome.OTHER_LANGUAGE
    if identify.is_wrong_work(article, page, found, matches):
        return Outcome.WRONG_WORK
    provided = any(bearing.relation is Relation.PROVIDED for bearing in found)
    return Outcome.NO_TEXT if not provided and identify.is_stub(document, matches) else None


def _alternates(document: Document, page: Page) -> tuple[str, ...]:
    """The other forms of an incomplete page that may have more of it: canonical, AMP, print."""
    if document.complete:
        return ()
    forms = (document.canonical, *document.alternates)
    fresh = {urls.page_key(form): form for form in forms if form}
    return tuple(form for key, form in fresh.items() if key not in page.keys)


def _matches(article: Article, document: Document, found: tuple[Bearing, ...]) -> tuple[Match, ...]:
    """The best match of each quotation on a page, with the same point where the words lack."""
    sought = tuple(identify.concerned(article))
    direct = [q for q in sought if q.kind is not QuotationKind.INDIRECT]
    prepared = match.prepare(document.text)
    matched = {
        each.quotation: each
        for each in match.match(
            direct, prepared, language=article.document.language, article=article.text
        )
    }
    related = {b.quotation for b in found if b.on_matter or b.relation is not Relation.ELSEWHERE}
    for quotation in sought:
        if quotation.id in related:
            better = _same_point(quotation, matched.get(quotation.id), prepared)
            if better is not None:
                matched[quotation.id] = better
    found_here = tuple(_unless_named(article, q, matched[q.id]) for q in sought if q.id in matched)
    if not is_record(document):
        return found_here
    # In a record all words are somebody's: it has no need of quotation marks.
    return tuple(replace(m, quoted=None) if m.quoted is False else m for m in found_here)


def _unless_named(article: Article, quotation: Quotation, found: Match) -> Match:
    """The match, without another speaker to whom the article itself may ascribe the words.

    It may where it names them in the sentence of the quotation; and where it says "she" there, in
    what goes before.
    """
    if not found.speaker_differs or not found.speaker:
        return found
    beside = sentence(article, quotation).replace(quotation.text, " ")
    if not _is_named(quotation.speaker, article.text):
        beside += article.text[max(0, quotation.start - _BEFORE) : quotation.start]
    last = name_words(found.speaker)[-1:]
    named = PageWords.of(beside).has_name(last)
    return replace(found, speaker_differs=False) if named else found


def _is_named(speaker: Speaker | None, text: str) -> bool:
    """Whether the mention beside a quotation is the speaker's name, and not a pronoun or a role."""
    if speaker is None:
        return False
    said = {word.folded for word in words(text[speaker.start : speaker.end])}
    return not said.isdisjoint(name_words(speaker.name))


def _paged(matches: tuple[Match, ...], document: Document) -> tuple[Match, ...]:
    """The same matches with the numbers of the pages on which their passages stand ("3", "3–4")."""
    if not document.page_starts:
        return matches
    return tuple(replace(each, page=_pages(each, document.page_starts)) for each in matches)


def _pages(found: Match, starts: Sequence[int]) -> str | None:
    if not found.passages:
        return None
    first = bisect_right(starts, found.passages[0].start)
    last = bisect_right(starts, max(found.passages[0].end - 1, found.passages[0].start))
    return str(first) if first == last else f"{first}–{last}"


def _same_point(quotation: Quotation, own: Match | None, prepared: PreparedPage) -> Match | None:
    """The passage on the same point, where a page lacks the words; None where it says no more.

    What is left of the words may be a chance run of two or three: the likelier passage is shown.
    """
    if own is not None and own.verdict is not Verdict.NOT_FOUND:
        return None
    near = match.nearest(quotation, prepared)
    if near is None or own is None:
        return near
    if own.passages and own.score >= near.score:
        return None
    return replace(near, verdict=Verdict.NOT_FOUND)
