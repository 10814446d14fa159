"""What is a page to the citations of an article?

Stands between reading and judging: for each citation of each quotation it says whether the page is
the named source itself, a mirror, a reprint or something else, whether it is on the same matter
and in the window of days; and whether the page is evidence at all (not the article's own copy, not
written after it). Whether the words are there is the matcher's question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from verifier import urls
from verifier.dates import days_after, in_window, is_guess, page_days
from verifier.matter import PageWords, on_matter, rare_words, shared_weight, words
from verifier.model import (
    PROSE,
    Article,
    Bearing,
    Channel,
    Citation,
    Document,
    Fetch,
    Quotation,
    QuotationKind,
    Relation,
    Snapshot,
)
from verifier.outlets import Outlet, Registry, fold
from verifier.records import is_record

DAYS_LATER = 2  # DESIGN.md 3: pages first published more than two days after are no evidence
UNDATED_DAYS_BACK = 400  # an undated citation seldom means a page more than a year older
CREDIT_CHARS = 400  # an agency's credit stands in the dateline or the sign-off
RUN_WORDS = 8  # length of the word runs by which reprints are recognised
COPIED_SHARE = 0.5  # of the article's own prose
SHORTEST_LABEL = 3  # letters of a name that a domain may be called by: "mdr"
LEAST_RUNS = 40  # an article of fewer words of its own prose is a copy only as a whole
BESIDE_WORDS = 25  # a run of own prose of this length beside a quotation is no chance
BESIDE_START = 15  # words between it and the quotation: who said it, and the citation
LEAST_OWN = 12  # words of own prose by which a short article can be recognised
SHORT_RUN = 5  # length of the word runs of a short article
WHOLE_SHARE = 0.8  # of a short article's own prose

_SUFFIX_LABELS = frozenset(
    {"co", "com", "org", "net", "gov", "gob", "gouv", "edu", "ac", "or", "ne"}
)
_ASIDE = frozenset({QuotationKind.NESTED, QuotationKind.TITLE})


@dataclass(frozen=True, slots=True)
class Page:
    """What identifies a fetched page: its addresses, its publisher, its words."""

    keys: frozenset[str]
    hosts: tuple[str, ...]
    canonical_host: str
    outlet: Outlet | None
    site_name: str
    document: Document
    channel: Channel


def page_of(request: Fetch, document: Document, snapshot: Snapshot, registry: Registry) -> Page:
    """The identity of a page, from its request, its answer and its own markup."""
    own = [request.url, request.original, snapshot.final_url]
    hosts = tuple(dict.fromkeys(urls.host(url) for url in own if url))
    named = document.site_name or ""
    return Page(
        keys=frozenset(urls.page_key(url) for url in (*own, document.canonical) if url),
        hosts=hosts,
        canonical_host=urls.host(document.canonical) if document.canonical else "",
        outlet=_outlet(hosts, named, registry),
        site_name=named,
        document=document,
        channel=request.channel,
    )


def _outlet(hosts: Iterable[str], site_name: str, registry: Registry) -> Outlet | None:
    for host in hosts:
        outlet = registry.by_domain(host)
        if outlet is not None:
            return outlet
    owners = registry.by_name(site_name) if site_name else ()
    return owners[0] if len(owners) == 1 else None


def outlet_name(page: Page) -> str | None:
    """The publisher: the registry's name, else the site's own, else the host."""
    if page.outlet is not None:
        return page.outlet.name
    return page.site_name or (page.hosts[0] if page.hosts else None)


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
    known = PageWords.of(document.text)
    found: list[Bearing] = []
    weight = shared_weight(article, known)
    for quotation in concerned(article):
        about = on_matter(article, quotation, known, weight=weight)
        found.extend(_given(page, quotation, matter=about))
        for place, citation in enumerate(quotation.citations):
            relation = relation_of(page, citation, registry)
            timely = about and _timely(article, citation, document)
            near = in_window(document.published, citation)
            found.append(Bearing(quotation.id, place, relation, timely, near))
    return tuple(found)


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


def relation_of(page: Page, citation: Citation, registry: Registry) -> Relation:
    """What a page is to one citation."""
    linked = citation.url if citation.url and not urls.is_home(citation.url) else None
    if linked and urls.page_key(linked) in page.keys:
        return Relation.NAMED
    cited = cited_outlets(citation, registry)
    if any(_published_by(page, outlet) for outlet in cited) or _site_is(page, citation):
        return Relation.NAMED
    if any(_mirrors(page, outlet) for outlet in cited):
        return Relation.MIRROR
    if any(_credits(page, outlet) for outlet in cited):
        return Relation.REPUBLISHED
    return Relation.ELSEWHERE


def cited_outlets(citation: Citation, registry: Registry) -> tuple[Outlet, ...]:
    """The publishers that a citation may mean, best first; () for one the registry lacks."""
    if citation.outlet:
        known = registry.get(citation.outlet)
        return (known,) if known else registry.by_name(citation.outlet)
    names = citation.outlet_candidates
    several = tuple(outlet for name in names if (outlet := registry.get(name)))
    if several:
        return several
    if citation.outlet_name and (owners := registry.by_name(citation.outlet_name)):
        return owners
    if citation.url:
        owner = registry.by_domain(citation.url)
        return (owner,) if owner else ()
    return ()


def _published_by(page: Page, outlet: Outlet) -> bool:
    domains = outlet.domains
    if any(urls.under(host, domain) for host in page.hosts for domain in domains):
        return True
    mirrored = any(urls.under(host, domain) for host in page.hosts for domain in outlet.mirrors)
    return not mirrored and page.outlet is not None and page.outlet.name == outlet.name


def _mirrors(page: Page, outlet: Outlet) -> bool:
    return any(urls.under(host, domain) for host in page.hosts for domain in outlet.mirrors)


def _site_is(page: Page, citation: Citation) -> bool:
    """Whether the site calls itself by the name that the article writes, or its domain does.

    Names are many and registries few: the paper that is meant may be one that the registry lacks,
    although it has another of that name.
    """
    if citation.url and not citation.outlet_name:
        return any(host and host == urls.host(citation.url) for host in page.hosts)
    written = citation.outlet_name or ""
    name = fold(written)
    if not name:
        return False
    if page.site_name and fold(page.site_name) == name:
        return True
    if page.outlet is not None:
        return False
    return any(is_named_after(host, written) for host in page.hosts)


def _own_label(host: str) -> str:
    """The label of a host that is its owner's choice: "harrowgazette" of harrowgazette.co.uk."""
    labels = [label for label in host.split(".")[:-1] if label not in _SUFFIX_LABELS]
    return labels[-1] if labels else ""


def _domain_labels(written: str) -> frozenset[str]:
    """The labels of a domain that is named after an outlet: with its article, and without."""
    bare, whole = fold(written), " ".join(word.folded for word in words(written))
    joined = {name.replace(" ", "") for name in (bare, whole)}
    return frozenset(label for label in joined if len(label) >= SHORTEST_LABEL)


def is_named_after(host: str, written: str) -> bool:
    """Whether a host's own label is the name of an outlet."""
    return _own_label(host) in _domain_labels(written)


def _credits(page: Page, outlet: Outlet) -> bool:
    """Whether another site's page says that it is this outlet's text."""
    if any(urls.under(page.canonical_host, domain) for domain in outlet.domains):
        return True
    document = page.document
    names = sorted({outlet.name, *outlet.aliases}, key=len, reverse=True)
    byline = f" {fold(document.byline or '')} "
    if any(f" {fold(name)} " in byline for name in names if fold(name)):
        return True
    start = document.body[0].start if document.body else 0
    ends = document.text[start : start + CREDIT_CHARS], document.text[:CREDIT_CHARS]
    tail = document.text[document.body[-1].end - CREDIT_CHARS :] if document.body else ""
    written = "|".join(re.escape(name) for name in names if len(name) > 1)
    credit = re.compile(
        rf"\((?:{written})\)\s*(?:[-–—]|$)|\((?:{written})\)\s+[-–—]*"
        rf"|(?:Source|Via|From|Originally published (?:by|in|on))\s*:?\s*(?:{written})\b"
        rf"|©\s*(?:\d{{4}}\s+)?(?:{written})\b",
        re.MULTILINE,
    )
    return any(credit.search(part) for part in (*ends, tail[: 2 * CREDIT_CHARS]))


# --- never evidence -------------------------------------------------------------------------


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


def is_copy(article: Article, document: Document, url: str) -> bool:
    """Whether a page is the article itself or a reprint of it.

    Told by the same canonical address, or by the article's own prose (what is not between
    quotation marks) standing there for the greater part, or in a long run beside a quotation. A
    page of an earlier day is no reprint: there the article took over the prose of its source.
    """
    own = {urls.page_key(u) for u in (article.document.url, article.document.canonical) if u}
    if own & {urls.page_key(u) for u in (url, document.canonical) if u}:
        return True
    theirs = [word.folded for word in words(document.text)]
    runs = own_runs(article)
    if len(runs) >= LEAST_RUNS and len(runs & set(_runs(theirs))) >= COPIED_SHARE * len(runs):
        return True
    if _is_earlier(article, document):
        return False
    if len(runs) < LEAST_RUNS and _is_whole(article, theirs):
        return True
    beside = own_beside(article)
    return bool(beside) and not beside.isdisjoint(_runs(theirs, BESIDE_WORDS))


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


def own_runs(article: Article) -> frozenset[tuple[str, ...]]:
    """The word runs of the article's own prose, quotations left out."""
    return frozenset(run for piece in _own_pieces(article) for run in _runs(piece))


def _own_pieces(article: Article) -> list[list[str]]:
    """The words of the article's own prose, in the pieces that quotations leave."""
    spans = sorted((q.start, q.end) for q in article.quotations if q.kind is not _INDIRECT)
    blocks = [(b.start, b.end) for b in article.document.blocks if b.kind in PROSE]
    return [
        [word.folded for word in words(piece)]
        for start, end in blocks or [(0, len(article.text))]
        for piece in _between(article.text, start, end, spans)
    ]


def own_beside(article: Article) -> frozenset[tuple[str, ...]]:
    """The long runs of the article's own prose that stand beside a quotation that is checked."""
    spans = sorted(
        (q.start, q.end)
        for q in article.quotations
        if q.aside is None and q.kind not in _ASIDE and q.kind is not _INDIRECT
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


_INDIRECT = QuotationKind.INDIRECT


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


def other_language(article: Article, document: Document) -> bool:
    """Whether a page is in another language than the article, where both are known."""
    ours, theirs = article.document.language, document.language
    return bool(ours and theirs) and str(ours)[:2].lower() != str(theirs)[:2].lower()


def is_wrong_work(article: Article, page: Page, found: Iterable[Bearing]) -> bool:
    """Whether a linked page is plainly not the cited one: other title, other days, other matter."""
    near = {(b.quotation, b.citation): b for b in found}
    wrong = False
    for quotation in article.quotations:
        for place, citation in enumerate(quotation.citations):
            if not citation.url or urls.page_key(citation.url) not in page.keys:
                continue
            bearing = near.get((quotation.id, place))
            if bearing is None or bearing.on_matter or bearing.in_window is not False:
                return False
            wrong = _differing_title(citation, page.document)
    return wrong


def _differing_title(citation: Citation, document: Document) -> bool:
    language = document.language
    ours = {word.folded for word in rare_words(citation.title or "", language)}
    theirs = {word.folded for word in rare_words(document.title or "", language)}
    return bool(ours and theirs) and len(ours & theirs) < len(ours) / 5
