"""Channel `gdelt`: GDELT DOC 2.0 (blog.gdeltproject.org/gdelt-doc-2-0-api-debuts).

Words are ANDed, phrases exact, OR lists stand in brackets. Errors come as text with status 200, so
the answer is looked at before it is parsed; its JSON is sometimes broken by bare control characters
and backslashes.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlencode

from verifier.channels.answers import distinct, refused, text_of, wanted
from verifier.dates import Days
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

MOST_RECORDS = 100
SHORTEST_PHRASE = 5  # characters; GDELT refuses shorter ones
FIRST_DAY = date(2017, 1, 1)  # DOC 2.0 knows nothing older

_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


def ask(
    *,
    phrase: str = "",
    any_of: Iterable[str] = (),
    domains: tuple[str, ...] = (),
    days: Days | None = None,
    quotations: tuple[str, ...] = (),
) -> tuple[Search, ...]:
    """One search for a phrase or for any of some words, within hosts and days; () for none.

    `domain:` and not `domainis:`, because the pages of an outlet may be on language hosts of its
    domain; what else it lets through is filtered when the answer is heard.
    """
    terms = []
    if len(phrase) >= SHORTEST_PHRASE:
        terms.append(f'"{phrase}"')
    if listed := tuple(any_of):
        terms.append(_either(listed))
    if domains:
        terms.append(_either(tuple(f"domain:{domain}" for domain in domains)))
    if not terms or (phrase and len(phrase) < SHORTEST_PHRASE):
        return ()
    if days is not None and days[1] < FIRST_DAY:
        return ()
    asked = {
        "query": " ".join(terms),
        "mode": "artlist",
        "format": "json",
        "maxrecords": str(MOST_RECORDS),
        "sort": "datedesc",
        **_moments(days),
    }
    return (
        Search(
            Channel.GDELT,
            "/api/v2/doc/doc?" + urlencode(asked),
            quotations=quotations,
            purpose="phrase" if phrase else "matter",
            domains=domains,
            days=(days[0].isoformat(), days[1].isoformat()) if days else None,
        ),
    )


def _either(terms: tuple[str, ...]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _moments(days: Days | None) -> dict[str, str]:
    if days is None:
        return {}
    after = days[1] + timedelta(days=1)  # the end is exclusive of nothing: take the whole day
    return {
        "startdatetime": f"{days[0]:%Y%m%d}000000",
        "enddatetime": f"{after:%Y%m%d}000000",
    }


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The articles listed; `{}` is "none", text is a refusal."""
    text = text_of(snapshot).strip()
    if not text.startswith("{"):
        return refused(search, snapshot, text)
    try:
        answer = json.loads(_BAD_ESCAPE.sub(" ", text), strict=False)
    except ValueError:
        return refused(search, snapshot, "answer is not JSON")
    rows = answer.get("articles", []) if isinstance(answer, dict) else []
    found = [
        Candidate(
            url=str(row["url"]),
            title=row.get("title") or None,
            published=_seen(str(row.get("seendate") or "")),
        )
        for row in rows
        if isinstance(row, dict) and wanted(search, str(row.get("url") or ""))
    ]
    return Listing(search, distinct(found, MOST_RECORDS))


def _seen(stamp: str) -> str | None:
    """The day GDELT saw a page, near its publication."""
    digits = re.sub(r"\D", "", stamp)[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else None
