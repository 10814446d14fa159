"""Channel `searxng`: a metasearch engine (docs.searxng.org/dev/search_api.html).

It has no domain and no date parameter: `site:` and phrases go into the query, and since engines
may ignore both, what comes back is filtered again.
"""

import json
from collections.abc import Iterable
from urllib.parse import urlencode

from verifier.channels.answers import distinct, refused, text_of, wanted
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

MOST_CANDIDATES = 20
MOST_SITES = 3  # engines cut long queries


def ask(
    *,
    phrase: str = "",
    words: Iterable[str] = (),
    domains: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
) -> tuple[Search, ...]:
    """One search for a phrase, for words, or for both; () when there is nothing to look for."""
    terms = [f'"{phrase}"'] if phrase else []
    terms.extend(words)
    if not terms:
        return ()
    sites = " OR ".join(f"site:{domain}" for domain in domains[:MOST_SITES])
    query = " ".join([*terms, sites]).strip()
    target = "/search?" + urlencode({"q": query, "format": "json"})
    purpose = "phrase" if phrase else "matter"
    return (
        Search(Channel.SEARXNG, target, quotations=quotations, purpose=purpose, domains=domains),
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The results; refused when there are none and engines did not answer."""
    try:
        answer = json.loads(text_of(snapshot), strict=False)
        results = answer["results"]
    except (ValueError, KeyError, TypeError):
        return refused(search, snapshot, text_of(snapshot))
    silent = answer.get("unresponsive_engines") or []
    if not results and silent:
        return refused(search, snapshot, f"engines did not answer: {silent}")
    found = [
        Candidate(
            url=str(row["url"]),
            title=row.get("title") or None,
            snippet=row.get("content") or None,
            published=row.get("publishedDate") or None,
        )
        for row in results
        if isinstance(row, dict) and wanted(search, str(row.get("url") or ""))
    ]
    return Listing(search, distinct(found, MOST_CANDIDATES))
