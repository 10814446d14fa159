"""What a request asks of the net: the whole URL, and the rules of its kind.

A search names a path at its channel's own address, a page its whole URL. An archived page may be
named at the public archive and is then had from the archive that the settings name.
"""

import re
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime

from verifier.fetch.guard import PUBLIC_ARCHIVE, base_of
from verifier.fetch.hops import Ask
from verifier.fetch.outcomes import Refused
from verifier.model import Channel, Fetch, Outcome, Request, Search
from verifier.settings import Settings

_LISTING_FACTOR = 4  # sitemaps of 50,000 URLs are larger than any page

_ARCHIVES = frozenset({Channel.CDX, Channel.MEMENTO})
_FILES = frozenset({Channel.SITEMAP, Channel.FEED, Channel.GAL})
_JSON = frozenset({Channel.SEARXNG, Channel.BRAVE, Channel.GDELT, Channel.CDX, Channel.COMMONCRAWL})

# A stamp and then what was captured. An archive's other pages are none that a listing offers.
_REPLAY = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?\d{4,14}[a-z_]*/https?(?::|%3a)", re.IGNORECASE)


def is_interface(channel: Channel) -> bool:
    """Is the channel called by a documented interface, not crawled like a site?"""
    return channel not in (Channel.SITEMAP, Channel.FEED)


def reads_json(channel: Channel) -> bool:
    """Does the channel answer in JSON when all is well?"""
    return channel in _JSON


def ask_for(request: Request, settings: Settings) -> Ask:
    """What to ask; raises `Refused` where the request names nothing that could be asked."""
    if isinstance(request, Fetch):
        return _page(request, settings)
    if _is_relative(request) and not base_of(request.channel, settings):
        raise Refused(Outcome.NOT_TRIED, "not set up")
    ask = Ask(
        url_of(request, settings),
        settings.max_page_bytes,
        channel=request.channel if is_interface(request.channel) else None,
        obeys_robots=not is_interface(request.channel),
        any_type=True,
    )
    if request.channel in _FILES:
        ask = replace(ask, max_bytes=settings.max_page_bytes * _LISTING_FACTOR)
    return replace(ask, headers=_headers(request, settings))


def url_of(request: Request, settings: Settings) -> str:
    """The URL that a request names, whole where its channel has an address."""
    if isinstance(request, Fetch):
        return request.url
    base = base_of(request.channel, settings)
    return base.rstrip("/") + request.target if _is_relative(request) else request.target


def _is_relative(request: Search) -> bool:
    return request.target.startswith("/")


def _page(request: Fetch, settings: Settings) -> Ask:
    if request.channel not in _ARCHIVES:
        return Ask(request.url, settings.max_page_bytes, is_page=True)
    public = f"https://{PUBLIC_ARCHIVE}/"
    url, base = request.url, base_of(request.channel, settings).rstrip("/")
    if url.startswith("/"):
        url = base + url
    elif url.startswith(public) and base != public.rstrip("/"):
        url = f"{base}/{url.removeprefix(public)}"
    channel = request.channel if _REPLAY.match(url) else None
    return Ask(url, settings.max_page_bytes, channel=channel, is_page=True)


def _headers(request: Search, settings: Settings) -> dict[str, str]:
    if request.channel is Channel.BRAVE:
        return {"X-Subscription-Token": settings.brave_key, "Accept": "application/json"}
    # A TimeMap lists all captures; asked with a moment, pywb leaves the earlier ones out.
    if request.channel is Channel.MEMENTO and request.days and "/timemap/" not in request.target:
        wanted = datetime.fromisoformat(f"{request.days[0]}T12:00:00+00:00")
        return {"Accept-Datetime": format_datetime(wanted, usegmt=True)}
    if reads_json(request.channel):
        return {"Accept": "application/json"}
    return {}
