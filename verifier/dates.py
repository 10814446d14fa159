"""How do the dates of citations and of pages compare?

A citation's date is as precise as the article gave it (a day, a month, a year); a page's date may
be a moment with its own offset. Pure arithmetic: no clock, no outlet, no page.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from verifier.model import Citation

# A source may be dated a little before its citation (time zones, early editions) and is found
# up to three days after it (docs/verdicts.md).
DAYS_BEFORE = 2
DAYS_AFTER = 3

Days = tuple[date, date]  # first and last, both included

_MONTH_LETTERS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS = {_MONTH_LETTERS[3 * n : 3 * n + 3]: n + 1 for n in range(12)}
_URL_DAYS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3})[a-z]*/(?P<d>\d{1,2})(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})(?=/)")


def days_of(iso: str) -> Days | None:
    """The first and last day that an ISO date of any precision means; None when it is none."""
    parts = iso[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:
            year, month = numbers
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date(*numbers)
    except (ValueError, TypeError, IndexError):
        return None
    return day, day


def page_days(published: str | None) -> tuple[Days, ...]:
    """The days a page may be dated: by its own offset, and in UTC where that differs."""
    if not published:
        return ()
    own = days_of(published)
    if own is None:
        return ()
    moment = _moment(published)
    if moment is None:
        return (own,)
    utc = moment.astimezone(UTC).date()
    return (own,) if own == (utc, utc) else (own, (utc, utc))


def _moment(published: str) -> datetime | None:
    if len(published) <= 10:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def distance(one: Days, other: Days) -> int:
    """Days between two stretches; 0 when they touch or overlap."""
    if one[1] < other[0]:
        return (other[0] - one[1]).days
    if other[1] < one[0]:
        return (one[0] - other[1]).days
    return 0


def days_off(published: str | None, cited: str | None) -> int | None:
    """Days between a page's date and a cited one, the nearer reading; None when either lacks."""
    days = days_of(cited) if cited else None
    readings = page_days(published)
    if days is None or not readings:
        return None
    return min(distance(reading, days) for reading in readings)


def window(citation: Citation) -> Days | None:
    """The days in which a cited page is looked for; None for an undated citation."""
    days = days_of(citation.date) if citation.date else None
    if days is None:
        return None
    return _shift(days[0], -DAYS_BEFORE), _shift(days[1], DAYS_AFTER)


def _shift(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day


def in_window(published: str | None, citation: Citation) -> bool | None:
    """Whether a page's date is where a citation's page is looked for; None when that is unknown."""
    days = window(citation)
    readings = page_days(published)
    if days is None or not readings:
        return None
    return any(distance(reading, days) == 0 for reading in readings)


def is_guess(published_from: str | None) -> bool:
    """Whether a page's date was not stated for it.

    One in seven that are guessed from the text errs; a file may be made years after its text.
    """
    return published_from in ("htmldate", "pdf", "docx")


def days_after(published: str | None, day: date) -> int | None:
    """How many days after `day` a page is dated, the least; below 0 when it is older."""
    readings = page_days(published)
    return min(((first - day).days for first, _ in readings), default=None)


def url_days(url: str) -> Days | None:
    """The day, else the month, that a web address carries; None when it shows none."""
    for pattern in _URL_DAYS:
        for found in pattern.finditer(url):
            day = _day(found["y"], found["m"], found["d"])
            if day is not None:
                return day, day
    found_month = _URL_MONTH.search(url)
    if found_month is None:
        return None
    return days_of(f"{found_month['y']}-{int(found_month['m']):02d}")


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
