"""What is a page to the citations of an article?

Stands between reading and judging: for each citation of each quotation it says whether the page is
the named source itself, a mirror, a reprint or something else (`relations`), whether it is on the
same matter and in the window of days; and whether the page is evidence at all: not the article's
own copy (`copies`), not written after it, and the work that is cited (`works`). Whether the words
are there is the matcher's question.
"""

from collections.abc import Iterator

from verifier.dates import days_after, in_window
from verifier.identify.copies import is_copy
from verifier.identify.pages import Page, outlet_name, page_of
from verifier.identify.relations import cited_outlets, is_named_after, relation_of
from verifier.identify.works import (
    DAYS_LATER,
    is_later,
    is_link_to,
    is_stub,
    is_wrong_work,
    other_language,
)
from verifier.matter import PageWords, on_matter, shared_weight
from verifier.model import (
    Article,
    Bearing,
    BlockKind,
    Channel,
    Citation,
    Document,
    Fetch,
    Quotation,
    QuotationKind,
    Relation,
    Snapshot,
)
from verifier.outlets import Registry

__all__ = [
    "Page",
    "bearings",
    "cited_outlets",
    "concerned",
    "is_copy",
    "is_later",
    "is_named_after",
    "is_stub",
    "is_wrong_work",
    "other_language",
    "outlet_name",
    "page_of",
    "relation_of",
]

UNDATED_DAYS_BACK = 400  # an undated citation seldom means a page more than a year older

_ASIDE = frozenset({QuotationKind.NESTED, QuotationKind.TITLE})


def concerned(article: Article) -> Iterator[Quotation]:
    """The quotations that a page can say something about."""
    for quotation in article.quotations:
        indirect = quotation.kind is QuotationKind.INDIRECT and quotation.citations
        checked = quotation.aside is None and quotation.kind not in _ASIDE
        if indirect or checked:
            yield quotation


def bearings(
    article: Article,
    request: Fetch,
    document: Document,
    snapshot: Snapshot,
    registry: Registry,
) -> tuple[Bearing, ...]:
    """How a page bears on every citation of every quotation that can be looked for."""
    page = page_of(request, document, snapshot, registry)
    known = PageWords.of(_told(document))
    found: list[Bearing] = []
    weight = shared_weight(article, known)
    for quotation in concerned(article):
        about = on_matter(article, quotation, known, weight=weight)
        found.extend(_given(page, quotation, matter=about))
        for place, citation in enumerate(quotation.citations):
            relation = relation_of(page, citation, registry)
            timely = about and (is_link_to(citation, page) or _timely(article, citation, document))
            near = in_window(document.published, citation)
            found.append(Bearing(quotation.id, place, relation, timely, near))
    return tuple(found)


def _told(document: Document) -> str:
    """What a page tells: its text without the furniture, where names of other stories stand."""
    told = [b for b in document.blocks if b.kind is not BlockKind.FURNITURE]
    text = "\n".join(document.text[block.start : block.end] for block in told)
    return f"{document.title or ''}\n{text}" if told else document.text


def _given(page: Page, quotation: Quotation, *, matter: bool) -> tuple[Bearing, ...]:
    if page.channel is Channel.FOLDER:
        return (Bearing(quotation.id, -1, Relation.PROVIDED, matter),)
    if not quotation.citations:
        return (Bearing(quotation.id, -1, Relation.ELSEWHERE, matter),)
    return ()


def _timely(article: Article, citation: Citation, document: Document) -> bool:
    """Whether an undated citation can mean a page of that day; dated ones have their window."""
    if citation.date or article.published is None:
        return True
    late = days_after(document.published, article.published)
    return late is None or -UNDATED_DAYS_BACK <= late <= DAYS_LATER
