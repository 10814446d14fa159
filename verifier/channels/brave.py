"""Channel `brave`: the Brave Search API (api-dashboard.search.brave.com), paid, with a key.

It knows `site:`, phrases and a range of days. The range is of the day a page was last seen changed,
so it is not asked for: what comes back is ranked by its day instead. The key is sent by `fetch`.
"""

import json
from collections.abc import Iterable
from urllib.parse import urlencode

from verifier.channels.answers import distinct, refused, text_of, wanted
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

PATH = "/res/v1/web/search?"
MOST_CANDIDATES = 20  # of one answer, which is also what the service gives at most
MOST_CHARACTERS = 400  # of a query
MOST_WORDS = 50
MOST_SITES = 3


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
    target = PATH + urlencode({"q": _fitting(terms, sites), "count": str(MOST_CANDIDATES)})
    purpose = "phrase" if phrase else "matter"
    return (Search(Channel.BRAVE, target, quotations=quotations, purpose=purpose, domains=domains),)


def _fitting(terms: list[str], sites: str) -> str:
    """As many of the terms, from the first, as a query may have beside its sites."""
    query = sites
    for count in range(1, len(terms) + 1):
        longer = " ".join([*terms[:count], sites]).strip()
        if len(longer) > MOST_CHARACTERS or len(longer.split()) > MOST_WORDS:
            break
        query = longer
    return query


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The results of the web and the news part; refused when the answer is none of the service."""
    try:
        answer = json.loads(text_of(snapshot), strict=False)
    except ValueError:
        return refused(search, snapshot, text_of(snapshot))
    if not isinstance(answer, dict) or answer.get("type") != "search":
        return refused(search, snapshot, text_of(snapshot))
    rows = [row for part in ("web", "news") for row in _results(answer.get(part))]
    found = [
        Candidate(
            url=str(row["url"]),
            title=row.get("title") or None,
            snippet=row.get("description") or None,
            published=row.get("page_age") or None,
        )
        for row in rows
        if wanted(search, str(row.get("url") or ""))
    ]
    return Listing(search, distinct(found, MOST_CANDIDATES))


def _results(part: object) -> list[dict[str, str]]:
    results = part.get("results") if isinstance(part, dict) else None
    return [row for row in results or [] if isinstance(row, dict)]
