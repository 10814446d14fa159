"""Which page is it: its addresses, its publisher, its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from verifier import urls
from verifier.model import Channel, Document, Fetch, Snapshot
from verifier.outlets import Outlet, Registry


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
    owners = registry.by_name(site_name, bodies=True) if site_name else ()
    return owners[0] if len(owners) == 1 else None


def outlet_name(page: Page) -> str | None:
    """The publisher: the registry's name, else the site's own, else the host."""
    if page.outlet is not None:
        return page.outlet.name
    return page.site_name or (page.hosts[0] if page.hosts else None)
