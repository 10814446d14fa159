"""Dates as they are written, and the days they mean.

`find_dates` reads; `resolve` turns what was read into an ISO date as precise as known, given the
day the article was published. A date without a year is the latest such day not after that day.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from verifier.model import DatePrecision
from verifier.parse.language import Language

# Dates in figures whose order is plain: the group of the whole, of year, month and day.
_FIGURES = (
    ("iso", "iy", "im", "id"),
    ("cjk", "cy", "cm", "cd"),
    ("ymd", "fy", "fm", "fd"),
    ("dd", "", "dm", "dd"),
    ("day", "", "", "dn"),
)
_LAST_CENTURY = 70  # 1/15/70 and later years of two figures are of the twentieth century
_NEAR_FUTURE_DAYS = 7  # a day so little after publication may be meant; kept as ambiguous


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text; fields that the words do not give are None."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: tuple[str, int] | None = None  # unit and how many back: ("week", -1)
    unsure_order: bool = False  # 3/4/2024


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """What a mention means; `iso` is None when it cannot be told."""

    iso: str | None
    precision: DatePrecision | None
    how: str
    ambiguous: bool = False


_NO_SUCH_DAY = ResolvedDate(None, None, "no such day")


# --- reading ------------------------------------------------------------------------------


def find_dates(text: str, start: int, end: int, lexicon: Language) -> list[DateMention]:
    """The dates in text[start:end], in order, none overlapping another."""
    found: list[DateMention] = []
    for match in _pattern(lexicon).finditer(text, start, end):
        mention = _mention(match, lexicon)
        if mention is None:
            continue
        if found and _is_of_year(found[-1], mention):
            year = found.pop()
            mention = replace(
                mention,
                start=year.start,
                text=text[year.start : mention.end],
                relative=year.relative,
            )
        found.append(mention)
    return found


def _is_of_year(before: DateMention, mention: DateMention) -> bool:
    """`去年12月`, `지난해 12월`: a month behind the year that is counted back."""
    yearless = mention.month is not None and mention.year is None
    of_year = before.relative is not None and before.relative[0] == "year"
    return yearless and of_year and mention.start - before.end <= 1 and before.month is None


@cache
def _pattern(lexicon: Language) -> re.Pattern[str]:
    tables = lexicon.tables
    month = _alternatives(tables.get("months", {})) or "(?!)"
    weekday = _alternatives(tables.get("weekdays", {})) or "(?!)"
    relative = _alternatives(tables.get("relative_dates", {})) or "(?!)"
    link = tables.get("date_link", r"(?:\ (?:of\ |the\ |de\ |del\ )?)")
    ordinal = tables.get("ordinal_mark", r"(?:st|nd|rd|th|\.|er|º)?")
    year = r"(?:1[89]|20|١[٨٩]|٢٠)\d\d"
    year_word = _alternatives(dict.fromkeys(str(tables.get("year_words", "")).split(), 0))
    year_word = rf"(?:\ (?:{year_word})(?!\w))?" if year_word else ""
    starts = _starts(tables)
    # Chinese has no spaces between words, Korean writes its particles onto them.
    left = "" if tables.get("spaceless") else r"(?<!\w)"
    right = "" if tables.get("spaceless") or tables.get("particles_after") else r"(?!\w)"
    ago = f"{left}{_ago(tables)}{right}"
    # German "3.4.", a day and a month without a year
    dotted = r"(?<![\w./])(?P<dd>[0-3]?\d)\.\ ?(?P<dm>[01]?\d)\.(?![\w.])"
    dotted = dotted if tables.get("ordinal_dot") else "(?!)"
    return re.compile(
        rf"""
        {starts}(?:
          (?<![\w-])(?P<iso>(?P<iy>{year})-(?P<im>[01]\d)-(?P<id>[0-3]\d))(?![\w-])
        | (?P<cjk>(?:(?P<cy>{year})\s?[年년]\s?)?(?P<cm>1?\d)\s?[月월]\s?
            (?:(?P<cd>[123]?\d)\s?[日号일])?)
        | (?<![\d/.-])(?P<day>(?P<dn>[123]?\d)\s?[日일]
            (?!\s?(?:[间間内內元本常夜游]|간|동안|째|정)))
        | (?P<cyear>{year})\s?[年년]
        | (?<![\w./])(?P<ymd>
            (?P<fy>{year})(?P<fsep>[./]\ ?)(?P<fm>[01]?\d)(?P=fsep)(?P<fd>[0-3]?\d))(?![\w/])
        | (?<![\w./-])(?P<num>(?P<n1>[0-3]?\d)(?P<sep>[./-])\ ?(?P<n2>[0-3]?\d)(?P=sep)\ ?
            (?P<n3>{year}|\d\d))(?![\w/-]|\.\d)
        | {dotted}
        | (?<!\w)(?:(?:{weekday})(?:,\ |\ )(?:den\ |le\ )?)?
            (?P<d1>[0-3٠-٣]?\d){ordinal}{link}(?P<m1>{month})(?:/(?:{month}))?\.?(?!\w)
            (?:(?:,?\ (?:de\ |del\ )?|-)(?P<y1>{year})(?!\w){year_word})?
        | (?<!\w)(?:(?:{weekday}),?\ )?
            (?P<m2>{month})\.?\ (?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?![\w.:]{{0,8}}\d)
            (?:,?\ (?P<y2>{year})(?!\w))?
        | (?<!\w)(?P<m3>{month})\.?,?{link}(?P<y3>{year})(?!\w)
        | {left}(?P<rel>{relative}){right}
        | {ago}
        | {left}(?P<wd>{weekday}){right}
        | (?<!\w)(?P<m4>{month})(?!\w)
        | (?<![\w.,$€£/-])(?P<y4>{year})(?![\w%/-]|[.,]\d)
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _starts(tables: Mapping[str, Any]) -> str:
    """A look-ahead at what a date may begin with, so that most words are left at once."""
    groups = ("months", "weekdays", "relative_dates", "numbers")
    words = [word for group in groups for word in tables.get(group, ())]
    words.append(str(tables.get("ago", "")))
    letters = {word[0] for word in words if word and word[0].isalpha()}
    apart = "" if tables.get("caseless") else r"(?<!\w)"  # "지난12월"
    return rf"{apart}(?=[\d{''.join(sorted(letters))}])"


def _alternatives(table: Mapping[str, Any]) -> str:
    words = sorted(table, key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


def _ago(tables: Mapping[str, Any]) -> str:
    numbers, units = tables.get("numbers"), tables.get("units")
    template = tables.get("ago")
    if not isinstance(numbers, dict) or not isinstance(units, dict) or not template:
        return "(?!)"
    spaced = str(template).replace(" ", r"\ ")  # the pattern is a verbose one
    return spaced.replace("{numbers}", _alternatives(numbers)).replace(
        "{units}", _alternatives(units)
    )


def _mention(match: re.Match[str], lexicon: Language) -> DateMention | None:
    group = match.groupdict()
    months, weekdays = lexicon.tables.get("months", {}), lexicon.tables.get("weekdays", {})
    written = _without_stop(match.group().rstrip(), months)
    at = (match.start(), match.start() + len(written), written)
    if any(group.get(whole) for whole, *_ in _FIGURES):
        return _in_figures(at, group)
    if group["num"]:
        return _numeric(at, group, lexicon)
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("", "m3", "y3"), ("", "m4", "")):
        name = group[m]
        if name:
            if m == "m4" and not _month_alone(name, lexicon):
                return None
            number = months[name.lower().rstrip(".")]
            day_of = _int(group.get(d)) if d else None
            return _valid(DateMention(*at, _int(group.get(y)) if y else None, number, day_of))
    if group["rel"]:
        if group["rel"].istitle() and not _opens_sentence(match):
            return None  # "the Today programme"
        unit, count = lexicon.tables["relative_dates"][group["rel"].lower()]
        return DateMention(*at, relative=(unit, count))
    if group.get("count"):
        numbers, units = lexicon.tables["numbers"], lexicon.tables["units"]
        count = numbers.get(group["count"].lower()) or int(group["count"])
        return DateMention(*at, relative=(units[group["unit"].lower()], -min(count, 5000)))
    if group["wd"]:
        name = group["wd"]
        short = len(name) <= 3 and not lexicon.flag("caseless")  # "Sun", "mar"
        if short or (name.islower() and lexicon.code in ("en", "de")):
            return None
        return DateMention(*at, weekday=weekdays[name.lower()])
    year_only = group["y4"] or group["cyear"]
    return DateMention(*at, year=int(year_only)) if year_only else None


def _in_figures(at: tuple[int, int, str], group: dict[str, str | None]) -> DateMention | None:
    parts = next(parts for whole, *parts in _FIGURES if group.get(whole))
    year, month, day = (_int(group.get(part)) for part in parts)
    return _valid(DateMention(*at, year, month, day))


def _without_stop(written: str, months: Mapping[str, int]) -> str:
    """The date without the sentence's own stop: `on 3 May.`, but `3 Jan.`."""
    last = written[:-1].rpartition(" ")[2].lower()
    ends = written.endswith(".") and last in months and not _is_short(last, months)
    return written[:-1] if ends else written


def _is_short(name: str, months: Mapping[str, int]) -> bool:
    """Whether a month's name is the beginning of a longer one: "janv" of "janvier"."""
    return any(
        other != name and other.startswith(name) and number == months[name]
        for other, number in months.items()
    )


def _opens_sentence(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 3) : match.start()].rstrip()
    return not before or before[-1] in '.!?:“”"\n'


def _month_alone(name: str, lexicon: Language) -> bool:
    """`in May`, not "may": a month by itself is capitalised where the language does so."""
    if lexicon.code in ("en", "de") and not name[0].isupper():
        return False
    return len(name) > 3 or name == "May"


def _numeric(
    at: tuple[int, int, str], group: dict[str, str | None], lexicon: Language
) -> DateMention | None:
    first, second, year = int(group["n1"] or 0), int(group["n2"] or 0), int(group["n3"] or 0)
    if year < 100:
        year += 2000 if year < _LAST_CENTURY else 1900
    month_first = lexicon.code == "en" and group["sep"] == "/"
    dotted = group["sep"] == "."  # nobody writes the month first so
    unsure = (
        lexicon.code == "en" and not dotted and first <= 12 and second <= 12 and first != second
    )
    day, month = (second, first) if month_first and first <= 12 else (first, second)
    if month > 12:
        day, month = month, day
    return _valid(DateMention(*at, year, month, day, unsure_order=unsure))


def _valid(mention: DateMention) -> DateMention | None:
    if mention.month is not None and not 1 <= mention.month <= 12:
        return None
    if mention.month is None or mention.day is None:
        return mention if mention.day is None or 1 <= mention.day <= 31 else None
    longest = monthrange(mention.year or 2024, mention.month)[1]
    return mention if 1 <= mention.day <= longest else None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


# --- meaning ------------------------------------------------------------------------------


def resolve(mention: DateMention, published: date | None) -> ResolvedDate:
    """The date that a mention means in an article published on a day, or on an unknown one."""
    if mention.year is not None:
        return _absolute(mention, mention.year, "absolute", ambiguous=mention.unsure_order)
    if published is None:
        return ResolvedDate(None, None, "no publication date")
    if mention.relative is not None and mention.month is not None:
        year = published.year + mention.relative[1]
        return _absolute(mention, year, "relative") if year > 0 else _NO_SUCH_DAY
    if mention.relative is not None:
        return _relative(*mention.relative, published)
    if mention.weekday is not None:
        back = (published.weekday() - mention.weekday) % 7
        meant = published - timedelta(days=back)
        return ResolvedDate(meant.isoformat(), DatePrecision.DAY, "weekday")
    return _yearless(mention, published)


def _absolute(
    mention: DateMention, year: int, how: str, *, ambiguous: bool = False
) -> ResolvedDate:
    if mention.month is None:
        return ResolvedDate(f"{year:04d}", DatePrecision.YEAR, how, ambiguous)
    if mention.day is None:
        iso = f"{year:04d}-{mention.month:02d}"
        return ResolvedDate(iso, DatePrecision.MONTH, how, ambiguous)
    if mention.day > monthrange(year, mention.month)[1]:
        return _NO_SUCH_DAY
    iso = f"{year:04d}-{mention.month:02d}-{mention.day:02d}"
    return ResolvedDate(iso, DatePrecision.DAY, how, ambiguous)


def _yearless(mention: DateMention, published: date) -> ResolvedDate:
    how = "year from publication"
    if mention.month is None:
        return _day_of_month(mention.day or 1, published)
    month = mention.month or 1
    if mention.day is None:
        year = published.year if month <= published.month else published.year - 1
        return _absolute(mention, year, how)
    for year in range(published.year, published.year - 9, -1):
        if mention.day > monthrange(year, month)[1]:
            continue  # 29 February
        if date(year, month, mention.day) <= published:
            return _absolute(mention, year, how, ambiguous=_soon_after(mention, published))
    return _NO_SUCH_DAY


def _day_of_month(day: int, published: date) -> ResolvedDate:
    """`27일`, `8日`: the latest such day of a month, not after publication."""
    for back in range(3):  # of three months in a row two have any day
        months = published.year * 12 + published.month - 1 - back
        year, month = divmod(months, 12)
        if year < 1:
            break
        if day <= monthrange(year, month + 1)[1] and date(year, month + 1, day) <= published:
            return _absolute(
                DateMention(0, 0, "", month=month + 1, day=day), year, "month from publication"
            )
    return _NO_SUCH_DAY


def _soon_after(mention: DateMention, published: date) -> bool:
    """Whether the same day a little after publication is much nearer than the one before."""
    for ahead in range(1, _NEAR_FUTURE_DAYS + 1):
        later = published + timedelta(days=ahead)
        if (later.month, later.day) == (mention.month, mention.day):
            return True
    return False


def _relative(unit: str, count: int, published: date) -> ResolvedDate:
    if unit == "day":
        return _day(published, count)
    if unit == "week":
        # "last week" is the seven days before; its date is told no closer than the week's day.
        return _day(published, count * 7)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + count
        if months < 12:
            return _NO_SUCH_DAY
        iso = f"{months // 12:04d}-{months % 12 + 1:02d}"
        return ResolvedDate(iso, DatePrecision.MONTH, "relative")
    if published.year + count < 1:
        return _NO_SUCH_DAY
    return ResolvedDate(f"{published.year + count:04d}", DatePrecision.YEAR, "relative")


def _day(published: date, days: int) -> ResolvedDate:
    try:
        meant = published + timedelta(days=days)
    except OverflowError:
        return _NO_SUCH_DAY
    return ResolvedDate(meant.isoformat(), DatePrecision.DAY, "relative")
