"""Is a page the article itself, or a reprint of it?

Told by the address, or by the article's own prose: what is not between quotation marks.
"""

from collections.abc import Iterator
from functools import lru_cache

from verifier import urls
from verifier.dates import is_guess, page_days
from verifier.matter import scan, words
from verifier.model import PROSE, Article, Document, QuotationKind

RUN_WORDS = 8  # length of the word runs by which reprints are recognised
COPIED_SHARE = 0.5  # of the article's own prose
LEAST_RUNS = 40  # an article of fewer words of its own prose is a copy only as a whole
BESIDE_WORDS = 25  # a run of own prose of this length beside a quotation is no chance
BESIDE_START = 15  # words between it and the quotation: who said it, and the citation
LEAST_OWN = 12  # words of own prose by which a short article can be recognised
SHORT_RUN = 5  # length of the word runs of a short article
WHOLE_SHARE = 0.8  # of a short article's own prose

_ASIDE = frozenset({QuotationKind.NESTED, QuotationKind.TITLE})


def is_copy(article: Article, document: Document, url: str) -> bool:
    """Whether a page is the article itself or a reprint of it.

    Told by the same canonical address, or by the article's own prose (what is not between
    quotation marks) standing there for the greater part, or in a long run beside a quotation. A
    page of an earlier day is no reprint of a run: there the article took over the prose of its
    source. With the greater part it is none if the article links it for a quotation, as one that
    rewrites a press release does; else it may be where the article itself appeared first.
    """
    own = {urls.page_key(u) for u in (article.document.url, article.document.canonical) if u}
    addresses = {urls.page_key(u) for u in (url, document.canonical) if u}
    if own & addresses:
        return True
    earlier = _is_earlier(article, document)
    if earlier and addresses & _linked(article):
        return False
    theirs = [word.folded for word in scan(document.text)]
    runs = own_runs(article)
    if len(runs) >= LEAST_RUNS and len(runs & set(_runs(theirs))) >= COPIED_SHARE * len(runs):
        return True
    if earlier:
        return False
    if len(runs) < LEAST_RUNS and _is_whole(article, theirs):
        return True
    beside = own_beside(article)
    return bool(beside) and not beside.isdisjoint(_runs(theirs, BESIDE_WORDS))


def _linked(article: Article) -> frozenset[str]:
    """The pages that the article links for its quotations."""
    return frozenset(
        urls.page_key(citation.url)
        for quotation in article.quotations
        for citation in quotation.citations
        if citation.url and not urls.is_home(citation.url)
    )


def _is_earlier(article: Article, document: Document) -> bool:
    """Whether a page states a day before that of the article."""
    if article.published is None or is_guess(document.published_from):
        return False
    days = page_days(document.published)
    return bool(days) and all(last < article.published for _, last in days)


def _is_whole(article: Article, theirs: list[str]) -> bool:
    """Whether nearly all of the few words of an article's own prose stand on a page."""
    pieces = _own_pieces(article)
    if sum(map(len, pieces)) < LEAST_OWN:
        return False
    ours = {run for piece in pieces for run in _runs(piece, SHORT_RUN)}
    shared = ours.intersection(_runs(theirs, SHORT_RUN))
    return bool(ours) and len(shared) >= WHOLE_SHARE * len(ours)


@lru_cache(maxsize=16)
def own_runs(article: Article) -> frozenset[tuple[str, ...]]:
    """The word runs of the article's own prose, quotations left out."""
    return frozenset(run for piece in _own_pieces(article) for run in _runs(piece))


def _own_pieces(article: Article) -> list[list[str]]:
    """The words of the article's own prose, in the pieces that quotations leave."""
    spans = sorted(
        (q.start, q.end) for q in article.quotations if q.kind is not QuotationKind.INDIRECT
    )
    blocks = [(b.start, b.end) for b in article.document.blocks if b.kind in PROSE]
    return [
        [word.folded for word in words(piece)]
        for start, end in blocks or [(0, len(article.text))]
        for piece in _between(article.text, start, end, spans)
    ]


@lru_cache(maxsize=16)
def own_beside(article: Article) -> frozenset[tuple[str, ...]]:
    """The long runs of the article's own prose that stand beside a quotation that is checked."""
    spans = sorted(
        (q.start, q.end)
        for q in article.quotations
        if q.aside is None and q.kind not in _ASIDE and q.kind is not QuotationKind.INDIRECT
    )
    found: set[tuple[str, ...]] = set()
    pieces = list(_between(article.text, 0, len(article.text), spans))
    for place, piece in enumerate(pieces):
        own = [word.folded for word in words(piece)]
        reach = BESIDE_WORDS + BESIDE_START
        if place > 0:
            found.update(_runs(own[:reach], BESIDE_WORDS))
        if place < len(pieces) - 1:
            found.update(_runs(own[-reach:], BESIDE_WORDS))
    return frozenset(found)


def _between(text: str, start: int, end: int, holes: list[tuple[int, int]]) -> Iterator[str]:
    for first, last in holes:
        if last <= start or first >= end:
            continue
        yield text[start : max(start, first)]
        start = max(start, last)
    yield text[start:end]


def _runs(folded: list[str], length: int = RUN_WORDS) -> Iterator[tuple[str, ...]]:
    for first in range(len(folded) - length + 1):
        yield tuple(folded[first : first + length])
