"""Channel `cdx`: the Wayback Machine's index of captures (its CDX server's README).

Asked by domain and days it finds pages that no search engine offers; asked by address it gives the
captures of a page that can no longer be read, the nearest to the cited day first.
"""

import json
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from verifier.channels.answers import distinct, refused, text_of, wanted
from verifier.dates import Days
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

PATH = "/cdx/search/cdx?"
MOST_ROWS = 3000
MOST_CAPTURES = 20
OFFERED_CAPTURES = 3
CRAWL_DELAY_DAYS = 4  # pages are often captured a few days after they appeared


def ask_window(domain: str, days: Days, *, quotations: tuple[str, ...] = ()) -> tuple[Search, ...]:
    """The pages of a domain that were captured in some days."""
    last = days[1] + timedelta(days=CRAWL_DELAY_DAYS)
    asked = [
        ("url", domain),
        ("matchType", "domain"),
        ("from", f"{days[0]:%Y%m%d}"),
        ("to", f"{last:%Y%m%d}"),
        ("output", "json"),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "urlkey"),
        ("fl", "original,timestamp"),
        ("limit", str(MOST_ROWS)),
    ]
    return (
        Search(
            Channel.CDX,
            PATH + urlencode(asked),
            quotations=quotations,
            purpose="window",
            domains=(domain,),
            days=(days[0].isoformat(), days[1].isoformat()),
        ),
    )


def ask_captures(
    url: str, day: date | None, *, quotations: tuple[str, ...] = ()
) -> tuple[Search, ...]:
    """The captures of one page, near a day when one is known."""
    asked = [
        ("url", url),
        ("output", "json"),
        ("filter", "statuscode:200"),
        ("fl", "original,timestamp"),
        ("limit", str(MOST_CAPTURES)),
    ]
    if day is not None:
        # `closest` is only right together with `sort=closest` (internetarchive/wayback#237).
        asked += [("closest", f"{day:%Y%m%d}120000"), ("sort", "closest")]
    return (
        Search(Channel.CDX, PATH + urlencode(asked), quotations=quotations, purpose="captures"),
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """Pages of a domain, or the captures of a page, nearest first."""
    text = text_of(snapshot).strip()
    try:
        rows = json.loads(text) if text else []
    except ValueError:
        return refused(search, snapshot, text)
    if not isinstance(rows, list):
        return refused(search, snapshot, text)
    found = [row for row in map(_row, rows) if row is not None]
    if search.purpose == "window":
        pages = [Candidate(url, published=_day(stamp)) for url, stamp in found]
        return Listing(search, distinct([p for p in pages if wanted(search, p.url)], MOST_ROWS))
    return Listing(search, _captures(search, snapshot, found))


def _row(row: object) -> tuple[str, str] | None:
    if not (isinstance(row, list) and len(row) == 2 and str(row[1]).isdigit()):
        return None  # the header, or a resume key
    return str(row[0]), str(row[1])


def _day(stamp: str) -> str:
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"


def _captures(
    search: Search, snapshot: Snapshot, rows: list[tuple[str, str]]
) -> tuple[Candidate, ...]:
    """Replay addresses of the raw captures, on the archive that answered."""
    asked = parse_qs(urlsplit(search.target).query).get("closest")
    base = urlsplit(snapshot.url)
    archive = f"{base.scheme}://{base.netloc}"
    ordered = sorted(rows, key=lambda row: (_seconds_off(row[1], asked), row))
    return tuple(
        Candidate(f"{archive}/web/{stamp}id_/{url}", original=url)
        for url, stamp in ordered[:OFFERED_CAPTURES]
    )


def _seconds_off(stamp: str, asked: list[str] | None) -> float:
    """Distance from the moment asked for; without one the oldest capture is the best."""
    moment = _moment(stamp)
    wanted_moment = _moment(asked[0]) if asked else None
    if moment is None:
        return float("inf")
    if wanted_moment is None:
        return moment.timestamp()
    return abs((moment - wanted_moment).total_seconds())


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp[:14].ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
