"""What is a page to one citation: the named source itself, a mirror, a reprint or neither?"""

import re

from verifier import urls
from verifier.identify.pages import Page
from verifier.matter import words
from verifier.model import Citation, Relation
from verifier.outlets import Outlet, Registry, fold

CREDIT_CHARS = 400  # an agency's credit stands in the dateline or the sign-off
SHORTEST_SHORT = 6  # letters of an organisation's name without its kind
SHORTEST_LABEL = 3  # letters of a name that a domain may be called by: "mdr"

_KINDS = frozenset(
    {"trust", "group", "foundation", "fund", "society", "association", "institute", "union"}
    | {"inc", "ltd", "plc", "gmbh", "ag", "corporation", "corp", "company", "charity", "federation"}
)
_SUFFIX_LABELS = frozenset(
    {"co", "com", "org", "net", "gov", "gob", "gouv", "edu", "ac", "or", "ne"}
)


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
        return (known,) if known else registry.by_name(citation.outlet, bodies=True)
    names = citation.outlet_candidates
    several = tuple(outlet for name in names if (outlet := registry.get(name)))
    if several:
        return several
    # A citation stands here, so that an authority may be meant: "(IMF, Jan. 27)".
    written = citation.outlet_name
    if written and (owners := registry.by_name(written, bodies=True)):
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
    """The label of a host that is its owner's choice: "harrowgazette" of harrow-gazette.co.uk."""
    labels = [label for label in host.split(".")[:-1] if label not in _SUFFIX_LABELS]
    return labels[-1].replace("-", "") if labels else ""


def _domain_labels(written: str) -> frozenset[str]:
    """The labels of a domain that is named after an outlet: with its article, and without.

    Those of an organisation may leave out what kind it is: solentseagrass.org, of the … Trust.
    """
    bare, whole = fold(written), " ".join(word.folded for word in words(written))
    first, _, last = bare.rpartition(" ")
    short = first if last in _KINDS and len(first) >= SHORTEST_SHORT else bare
    joined = {name.replace(" ", "") for name in (bare, whole, short)}
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
