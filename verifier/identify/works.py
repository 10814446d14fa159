"""Is a page the work that is cited, in its language and its time?"""

from collections.abc import Sequence
from datetime import date

from verifier import urls
from verifier.dates import days_after, distance, in_window, is_guess, page_days, url_days
from verifier.identify.pages import Page
from verifier.matter import scan, words
from verifier.model import (
    Article,
    Basis,
    Bearing,
    BlockKind,
    Citation,
    Document,
    Match,
    Relation,
    Verdict,
)
from verifier.records import is_record

DAYS_LATER = 2  # docs/verdicts.md: pages first published more than two days after are no evidence

LEAST_WORDS = 40  # of a story, headings left out; the shortest agency items have as many

_NO_STORY = frozenset({BlockKind.FURNITURE, BlockKind.HEADING, BlockKind.BYLINE})
_OWN = frozenset({Relation.NAMED, Relation.MIRROR, Relation.REPUBLISHED})
_TITLE_LETTERS = 4  # of a word by which a title is known
_TITLE_WORDS = 2  # so many of them are no chance


def is_later(article: Article, document: Document, *, memento: date | None = None) -> bool:
    """Whether a page was first published more than two days after the article.

    Records of an earlier utterance (transcripts, filings) may come later; a capture that is older
    than that limit proves that the page was there in time.
    """
    if article.published is None or is_guess(document.published_from):
        return False
    late = days_after(document.published, article.published)
    if late is None or late <= DAYS_LATER:
        return False
    if memento is not None and (memento - article.published).days <= DAYS_LATER:
        return False
    return not is_record(document)


def other_language(article: Article, document: Document) -> bool:
    """Whether a page is in another language than the article, where both are known."""
    ours, theirs = article.document.language, document.language
    return bool(ours and theirs) and str(ours)[:2].lower() != str(theirs)[:2].lower()


def is_stub(document: Document, matches: Sequence[Match]) -> bool:
    """Whether a page has too little text for the absence of words from it to mean anything.

    A page that has a headline and a sentence is a teaser, a video or a notice that does not say so;
    one that has the words of some quotation is a short story.
    """
    if any(map(_has_some, matches)):
        return False
    blocks = [(b.start, b.end) for b in document.blocks if b.kind not in _NO_STORY]
    texts = [document.text[start:end] for start, end in blocks] or [document.text]
    counted = 0
    for text in texts:
        counted += len(scan(text)) if text != document.title else 0
        if counted >= LEAST_WORDS:
            return False
    return True


def is_wrong_work(
    article: Article, page: Page, found: Sequence[Bearing], matches: Sequence[Match]
) -> bool:
    """Whether a page that a citation links, or its outlet published, is plainly not the cited one.

    A linked page may have become a notice, a parked domain or another story: it is on no matter of
    the article, has the words of no quotation, and neither its title, its address nor its day says
    that it is the page meant. A page that nothing links is no work when it is a list of others.
    """
    linked = [
        citation
        for quotation in article.quotations
        for citation in quotation.citations
        if is_link_to(citation, page)
    ]
    if not linked:
        return any(b.relation in _OWN for b in found) and _is_list(page)
    if any(b.on_matter and b.relation in _OWN for b in found) or any(map(_has_some, matches)):
        return False
    return not any(_is_meant(citation, page.document) for citation in linked)


def is_link_to(citation: Citation, page: Page) -> bool:
    """Whether a citation links this very page; a front page is no work."""
    url = citation.url
    return bool(url) and not urls.is_home(str(url)) and urls.page_key(str(url)) in page.keys


def _has_some(match: Match) -> bool:
    """Whether a page has a quotation's words, or a passage on the same point."""
    return match.verdict is not Verdict.NOT_FOUND or match.basis is Basis.SAME_POINT


def _is_meant(citation: Citation, document: Document) -> bool:
    """Whether something besides the address asked for says that this is the page meant.

    A title that differs never disqualifies: titles are changed after publication.
    """
    stated = document.published if document.published_from != "url" else None
    if stated and not is_guess(document.published_from):
        if in_window(stated, citation):
            return True
        shown = url_days(citation.url or "")
        if shown and any(distance(days, shown) <= DAYS_LATER for days in page_days(stated)):
            return True
    slug, there = urls.last_part(citation.url or ""), _title_words(document.title or "")
    return any(
        len(told & there) >= max(_TITLE_WORDS, len(told) / 2)
        for told in (_title_words(citation.title or ""), _title_words(slug))
    )


def _title_words(title: str) -> set[str]:
    """The words of a title, or of an address made of one, without the shortest."""
    spaced = title.replace("_", " ")
    return {word.folded for word in words(spaced) if len(word.folded) >= _TITLE_LETTERS}


def _is_list(page: Page) -> bool:
    """Whether a page is a front page, a section, a topic or a search: a list, and no work itself.

    Told by its address; a page that states when it was published is a work.
    """
    if page.document.published and not is_guess(page.document.published_from):
        return False
    return any(urls.is_list(key) for key in page.keys)
