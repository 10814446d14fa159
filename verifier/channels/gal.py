"""Channel `gal`: the minute files of GDELT's Article List (blog.gdeltproject.org, GAL).

Static files without a listing, some in the minutes after each quarter of an hour; every line is an
article that GDELT saw in that minute. A whole day is hundreds of files, so a search takes samples:
the minutes after one quarter tell which ones have files, and those are asked in the other quarters
of the day's busy hours. It serves days that GDELT's search no longer covers, for outlets that
publish much; it is off unless the settings name it.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from verifier.channels.answers import distinct, refused, wanted
from verifier.model import Candidate, Channel, Listing, Search, Snapshot, Unread

PATH = "/gdeltv3/gal/"
FIRST_DAY = date(2020, 1, 1)
PROBED_MINUTES = 8  # after a quarter; files cluster there
PROBED_HOUR = 12  # UTC, when most of the world's desks are at work
SAMPLED_HOURS = (6, 9, 15, 18, 21)
MOST_BYTES = 80_000_000  # unpacked
MOST_CANDIDATES = 200


def probe(
    day: date, *, domains: tuple[str, ...] = (), quotations: tuple[str, ...] = ()
) -> tuple[Search, ...]:
    """The minutes after one quarter of a day, of which some have a file; () before the first."""
    if day < FIRST_DAY:
        return ()
    noon = datetime(day.year, day.month, day.day, PROBED_HOUR, tzinfo=UTC)
    moments = [noon + timedelta(minutes=minute) for minute in range(PROBED_MINUTES)]
    return _files(moments, domains, quotations)


def sample(
    answered: Iterable[Search],
    *,
    domains: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
) -> tuple[Search, ...]:
    """Further files of a day, at the first minute at which the probed quarter had one."""
    first = min((moment(search) for search in answered), default=None)
    if first is None:
        return ()
    moments = [first.replace(hour=hour) for hour in SAMPLED_HOURS]
    return _files(moments, domains, quotations)


def moment(search: Search) -> datetime:
    """The minute that a file is of."""
    stamp = search.target.removeprefix(PATH)[:14]
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _files(
    moments: Iterable[datetime], domains: tuple[str, ...], quotations: tuple[str, ...]
) -> tuple[Search, ...]:
    return tuple(
        Search(
            Channel.GAL,
            f"{PATH}{at:%Y%m%d%H%M}00.gal.json.gz",
            quotations=quotations,
            purpose="minute",
            domains=domains,
            days=(at.date().isoformat(), at.date().isoformat()),
        )
        for at in moments
    )


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The articles of the hosts asked for; refused when the file is broken."""
    found: list[Candidate] = []
    try:
        for row in _rows(snapshot.body):
            url = str(row.get("url") or "")
            if wanted(search, url):
                found.append(_candidate(url, row))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        return refused(search, snapshot, f"broken file: {error}")
    return Listing(search, distinct(found, MOST_CANDIDATES))


def _rows(body: bytes) -> Iterator[dict[str, object]]:
    """The lines of a file, unpacked as far as the bound allows; `ValueError` for a broken one."""
    packed = body.startswith(b"\x1f\x8b")
    left = MOST_BYTES
    with gzip.open(BytesIO(body)) if packed else BytesIO(body) as stream:
        while left > 0 and (line := stream.readline(left)):
            left -= len(line)
            row = json.loads(line) if line.strip() else None
            if isinstance(row, dict):
                yield row


def _candidate(url: str, row: dict[str, object]) -> Candidate:
    def words(name: str) -> str | None:
        return str(row[name]) if row.get(name) else None

    seen = words("date")
    return Candidate(url, title=words("title"), snippet=words("desc"), published=seen and seen[:10])
