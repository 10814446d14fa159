"""Where a unit's named source may be found: its domains, its mirrors, its days.

Units that cite the same outlet for the same days share their searches.
"""

from dataclasses import dataclass
from datetime import timedelta

from verifier import urls
from verifier.dates import Days, window
from verifier.identify import cited_outlets, is_named_after
from verifier.judge.sightings import Unit
from verifier.model import Article, Citation
from verifier.outlets import Outlet, Registry
from verifier.outlets.routes import Route
from verifier.plan.unlisted import linked_domains

UNDATED_DAYS = 45  # before the article: where an undated citation is looked for
NEAR_DAYS = 10  # around the days asked for: kept when offered, read when the words fit
MOST_DOMAINS = 3  # of one outlet, whose own lists are asked
PRINTED = (1600, 2999)  # years
ARTICLE_SLACK = 2  # days after the article's own date

_ENGLISH_HOST = "english"  # the language host of many an agency: english.<domain>


@dataclass(frozen=True, slots=True)
class Source:
    """The named sources of one unit, as places to look."""

    domains: tuple[str, ...]  # the outlets' own
    mirrors: tuple[str, ...]
    republishers: tuple[str, ...]
    days: Days | None  # of the citation; None when it is undated
    titles: tuple[str, ...]
    written: str  # the outlet as the article writes it
    languages: tuple[str, ...]
    routes: tuple[Route, ...] = ()  # to the outlets' archives of a day or a month

    @property
    def sites(self) -> tuple[str, ...]:
        """The domains that count as the named source."""
        return tuple(dict.fromkeys((*self.domains, *self.mirrors)))

    @property
    def places(self) -> tuple[str, ...]:
        """What two sources have in common when they are one outlet: domains, else its name."""
        return self.sites or ((self.written,) if self.written else ())

    def group(self, unit: Unit) -> object:
        """Units of one group share their searches; an undated unit is a group of its own."""
        alone = self.days is None or not self.sites
        return (self.sites, self.days, unit.lead.id if alone else None)


def source_of(article: Article, unit: Unit, registry: Registry) -> Source:
    """Where the sources that a unit names may be found."""
    citations = sorted((named.citation for named in unit.named), key=_vagueness)
    outlets = [outlet for held in citations for outlet in cited_outlets(held, registry)[:2]]
    linked = [urls.host(held.url) for held in citations if held.url and not _owner(held, outlets)]
    written = next((held.outlet_name for held in citations if held.outlet_name), "")
    if not outlets:
        linked.extend(linked_domains(article, written))
    dated = [days for held in citations if (days := window(held)) and _is_of_print(days)]
    return Source(
        domains=_topmost([*linked, *(d for outlet in outlets for d in outlet.domains)]),
        mirrors=_distinct([d for outlet in outlets for d in outlet.mirrors]),
        republishers=_distinct([d for outlet in outlets for d in _domains(outlet, registry)]),
        days=(min(d[0] for d in dated), max(d[1] for d in dated)) if dated else None,
        titles=tuple(held.title for held in citations if held.title),
        written=written,
        languages=_distinct([code for outlet in outlets for code in outlet.languages]),
        routes=tuple(route for outlet in outlets[:1] for route in outlet.routes),
    )


def _is_of_print(days: Days) -> bool:
    """Whether there were papers then: a year 1 or 9999 is a slip, and has no days around it."""
    return PRINTED[0] <= days[0].year and days[1].year <= PRINTED[1]


def is_own(source: Source, host: str) -> bool:
    """Whether a host is the named source's, by its domains or, unregistered, by its name."""
    if any(urls.under(host, site) for site in source.sites):
        return True
    return is_named_after(host, source.written)


def _vagueness(citation: Citation) -> tuple[bool, bool]:
    """The citations that say most about where to look go first."""
    return (citation.date is None and citation.url is None, citation.outlet is None)


def _topmost(domains: list[str]) -> tuple[str, ...]:
    """The domains without those inside another one."""
    distinct = _distinct(domains)
    return tuple(
        domain
        for domain in distinct
        if not any(other != domain and urls.under(domain, other) for other in distinct)
    )


def _owner(citation: Citation, outlets: list[Outlet]) -> bool:
    host = urls.host(citation.url or "")
    return any(urls.under(host, domain) for outlet in outlets for domain in outlet.domains)


def _domains(outlet: Outlet, registry: Registry) -> tuple[str, ...]:
    """The domains of an outlet's republishers, which may be given by name."""
    found: list[str] = []
    for written in outlet.republishers:
        owners = () if "." in written else registry.by_name(written, bodies=True)
        found.extend(owners[0].domains if owners else (written,))
    return tuple(found)


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def days_asked(article: Article, source: Source) -> Days | None:
    """The days to search: the citation's, else the weeks before the article; None if neither."""
    if source.days is not None:
        return source.days
    if article.published is None:
        return None
    return (
        article.published - timedelta(days=UNDATED_DAYS),
        article.published + timedelta(days=ARTICLE_SLACK),
    )


def widened(days: Days) -> Days:
    """Some days with those around them: a page that is misdated in the article is near."""
    return days[0] - timedelta(days=NEAR_DAYS), days[1] + timedelta(days=NEAR_DAYS)


def site_hosts(article: Article, source: Source, known: tuple[str, ...]) -> tuple[str, ...]:
    """The hosts whose own lists are asked, one after the other.

    Hosts already met stand for their domain. An outlet of several languages often has a host for
    each; it goes first where the article's is not the outlet's main language.
    """
    language = (article.document.language or "")[:2]
    found: list[str] = []
    for domain in (*source.domains[:MOST_DOMAINS], *source.mirrors[:1]):
        plain = [host for host in known if urls.under(host, domain)] or [domain]
        own = _language_hosts(domain, language, source.languages)
        missing = [] if set(own) & set(plain) else own
        foreign = bool(missing) and source.languages[0] != language
        found.extend([*missing, *plain] if foreign else [*plain, *missing[:1]])
    return _distinct(found)


def _language_hosts(domain: str, language: str, languages: tuple[str, ...]) -> list[str]:
    if len(languages) < 2 or language not in languages:
        return []
    english = [f"{_ENGLISH_HOST}.{domain}"] if language == "en" else []
    return [f"{language}.{domain}", *english]
