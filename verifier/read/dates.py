"""Dates as people and machines write them, in a dozen languages.

`full_date` finds the one date of a line; `is_dated` says whether a line holds nothing else that
matters. Used for the date lines of articles and pages; dates inside citations are the parser's.
"""

import re
from datetime import date, datetime

_MONTHS = {
    1: "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia "
    "styczeń января январь янв ocak ledna січня",
    2: "february feb februar février févr fevrier febrero febbraio fevereiro fev februari lutego "
    "luty февраля февраль фев şubat února лютого",
    3: "march mar märz maerz mars marzo março maart marca marzec марта март mart března березня",
    4: "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр nisan dubna "
    "квітня",
    5: "may mai mayo maggio mag maio mei maja maj мая май mayıs května травня",
    6: "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн haziran června "
    "червня",
    7: "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл temmuz "
    "července липня",
    8: "august aug août aout agosto ago augustus augusti sierpnia sierpień августа август авг "
    "ağustos srpna серпня",
    9: "september sept sep septembre septiembre settembre set setembro września wrzesień "
    "сентября сентябрь сен eylül září вересня",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out października "
    "październik октября октябрь окт ekim října жовтня",
    11: "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя kasım "
    "листопада",
    12: "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro "
    "grudnia grudzień декабря декабрь дек aralık prosince грудня",
}
_MONTH_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_NAME = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_DAY = r"(?P<d>[0-3]?\d)"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_OF = r"(?:\s+(?:de|del|of|di))?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?<![\d.]){_YEAR}[-/.](?P<m>[01]?\d)[-/.]{_DAY}(?!\d)",
        rf"{_YEAR}\s*[年년]\s*(?P<m>[01]?\d)\s*[月월]\s*{_DAY}\s*[日일号]",
        rf"(?<!\w){_DAY}(?:st|nd|rd|th|er|\.|º|ª)?{_OF}[\s-]+(?P<n>{_NAME})\.?{_OF},?[\s-]+{_YEAR}(?!\d)",
        rf"(?<!\w)(?P<n>{_NAME})\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<![\d.]){_DAY}\.\s?(?P<m>[01]?\d)\.\s?{_YEAR}(?!\d)",
    )
)
_HAS_YEAR = re.compile(_YEAR)
_SLASHED = re.compile(rf"(?<!\d)(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/{_YEAR}(?!\d)")
_IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]?\d|[a-z]{3})[/-](?P<d>[0-3]?\d)(?=[/_.-]|$)"
    r"|[/_-](?P<y2>20\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?=[/_.-]|$)"
    r"|(?<!\d)(?P<y3>20\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)"
)
_ISO = re.compile(
    r"\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?"
)
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?\s*$")
# What stands beside the date in a date line and says nothing else.
_BESIDE = re.compile(
    r"\b(?:published|posted|updated|first|last|modified|date|on|at|as of|pm|am|[a-z]{2,4}t|gmt|utc|"
    r"uhr|stand|veröffentlicht|aktualisiert|am|um|publié|mis à jour|le|à|publicado|actualizado|"
    r"pubblicato|aggiornato|publicado em|geplaatst|h|hrs|\w+day|"
    r"(?:mon|tues?|wed|thurs?|fri|sat|sun)|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"опубликовано|обновлено|\d{1,2}[:.h]\d\d(?::\d\d)?)\b",
    re.I,
)
_OPENING = 100  # characters
_WEEKDAY = re.compile(r"\w{2,12}\.?,?")
_DASH = re.compile(r"\s*[–—-]\s?")
FIRST_YEAR = 1990


def full_date(words: str, *, like: str | None = None) -> str | None:
    """The first date with day, month and year in `words`, as ISO; None when there is none.

    03/04/2023 is March in some countries and April in others: it is read only where one cannot
    be, or as the one that comes nearer to the ISO date `like`.
    """
    if not _HAS_YEAR.search(words):
        return None  # most lines; seven patterns less
    found = [(match.start(), day) for form in _FORMS for match, day in _read(form, words)]
    for match in _SLASHED.finditer(words):
        day = _slashed(match, like)
        if day:
            found.append((match.start(), day))
    return min(found)[1] if found else None


def is_dated(line: str) -> bool:
    """Whether a line is a date, perhaps with a time and "Published", and nothing else."""
    rest = _without_date(line)
    return rest is not None and not re.search(r"\w", _BESIDE.sub("", rest))


def ends_dated(line: str) -> bool:
    """Whether a line ends with a date ("Letter no. 12, 15 December 2023") or begins with one."""
    bare = line.strip(" \t\r\n.")
    for form in (*_FORMS, _SLASHED):
        for match in form.finditer(bare):
            if match.end() == len(bare) or match.start() == 0:
                return True
    return False


def opens_dated(words: str) -> bool:
    """Whether a paragraph opens with its date: "May 7, 2015 …", "GENEVA, 3 March 2021 – …"."""
    for form in _FORMS:
        for match in form.finditer(words[:_OPENING]):
            before, after = words[: match.start()], words[match.end() : match.end() + 3]
            if not before.strip() or _WEEKDAY.fullmatch(before.strip()) or _DASH.match(after):
                return True
    return False


def iso(stamp: str) -> str | None:
    """A machine's date or moment as ISO, its own offset kept; None for what is none.

    Takes ISO 8601, 20240127, RFC 2822 and the written forms of `full_date`.
    """
    if match := _ISO.match(stamp):
        day, clock, zone = match.groups()
        if not _is_day(day):
            return None
        return day + _clock(clock, zone)
    if match := _COMPACT.match(stamp):
        return _day(*match.groups())
    return full_date(stamp)


def date_in_url(url: str) -> str | None:
    """The day that a URL's path names (/2024/01/27/, /20240127/, /2024/jan/27/), as ISO."""
    # Of a kept capture the address of the page itself: the archive's has the day of the capture.
    path = url.rpartition("://")[2].partition("/")[2].partition("?")[0]
    for match in _IN_URL.finditer("/" + path.lower()):
        parts = [part for part in match.groups() if part]
        month = parts[1] if parts[1].isdigit() else str(_MONTH_OF.get(parts[1], 0))
        if day := _day(parts[0], month, parts[2]):
            return day
    return None


def _read(form: re.Pattern[str], words: str) -> list[tuple[re.Match[str], str]]:
    pairs = []
    for match in form.finditer(words):
        parts = match.groupdict()
        month = parts.get("m") or str(_MONTH_OF[parts["n"].lower()])
        if day := _day(parts["y"], month, parts["d"]):
            pairs.append((match, day))
    return pairs


def _slashed(match: re.Match[str], like: str | None) -> str | None:
    day_first = _day(match["y"], match["b"], match["a"])
    month_first = _day(match["y"], match["a"], match["b"])
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if like is None:
        return None
    wanted = date.fromisoformat(like[:10])
    return min(day_first, month_first, key=lambda day: abs(date.fromisoformat(day) - wanted))


def _without_date(line: str) -> str | None:
    for form in (*_FORMS, _SLASHED):
        if match := form.search(line):
            return line[: match.start()] + " " + line[match.end() :]
    return None


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).year >= FIRST_YEAR
    except ValueError:
        return False


def _clock(clock: str | None, zone: str | None) -> str:
    if not clock:
        return ""
    offset = "" if zone is None else "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    if offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:] or '00'}"
    try:
        return "T" + datetime.fromisoformat(f"2000-01-01T{clock}{offset}").isoformat()[11:]
    except ValueError:
        return ""
