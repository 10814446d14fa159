"""Numbers as values: "24m", "24 million" and "24,000,000" are one, "15" and "50" are two."""

import re
from collections.abc import Sequence
from functools import cache

from verifier.match.lexicon import Lexicon, fold
from verifier.match.lists import sections

_DIGITS = re.compile(r"^(\d+(?:[.,]\d+)*)([^\W\d_]*)$")
_YEAR = re.compile(r"^(1[0-9]|20)\d\d$")
_GROUPED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_SUFFIXES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "mrd": 1e9,
    "tn": 1e12,
    "천": 1e3,
    "만": 1e4,
    "억": 1e8,
    "조": 1e12,
}
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er", "e", "eme", "re", "de", "te"})
_BETWEEN = frozenset({"and", "und", "y", "et", "e"})
_PER_CENT = frozenset({"cent", "cento", "ciento", "cien"})
_PER = frozenset({"per", "pour", "por"})
_ARABIC_PER_CENT = frozenset(["مئه", "مائه", "مئة", "مائة", "المئة", "المائة", "المئه", "المائه"])
_KOREAN_DIGITS = dict(zip("일이삼사오육칠팔구", range(1, 10), strict=True))
_KOREAN_SCALES = {"십": 1e1, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}

_CLOCK = re.compile(r"^(\d{1,2})(?:[ .](\d\d))? ?([ap] ?m|uhr|h|heures|horas|ore|часов)?$")
# The sign that parts thousands and never decimals.
_THOUSANDS = {"en": ","} | dict.fromkeys(("de", "es", "fr", "it", "pt", "ru", "nl"), ".")
_FACTORS = {
    "mg": ("mg", 1.0),
    "g": ("mg", 1e3),
    "kg": ("mg", 1e6),
    "tonne": ("mg", 1e9),
    "mm": ("mm", 1.0),
    "cm": ("mm", 1e1),
    "m": ("mm", 1e3),
    "km": ("mm", 1e6),
    "second": ("second", 1.0),
    "minute": ("second", 60.0),
    "hour": ("second", 3600.0),
    "day": ("second", 86400.0),
    "week": ("second", 604800.0),
    "month": ("month", 1.0),
    "year": ("month", 12.0),
    "decade": ("month", 120.0),
    "century": ("month", 1200.0),
}
_ONE = frozenset(["a", "an", "un", "une", "una", "ein", "eine", "einem", "einer", "um", "uma"])

Value = tuple[frozenset[float], frozenset[str]]  # readings of the amount; units
Part = tuple[frozenset[float], bool]  # readings; whether it is a scale


@cache
def _units() -> dict[str, str]:
    """Each way to write a unit, and the one that stands for all."""
    lines = (line.split() for line in sections("units")["units"])
    return {(fold(word) or word): line[0] for line in lines for word in line}


@cache
def _fractions() -> dict[str, float]:
    lines = (line.split() for line in sections("units")["fractions"])
    return {fold(word): float(parts) for word, parts in lines}


def has_number(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is or holds a number."""
    return word in lexicon.numbers or word in lexicon.scales or any(c.isdigit() for c in word)


def is_year(word: str) -> bool:
    """Whether a word can be read as a year."""
    return bool(_YEAR.match(word))


def is_unit(word: str) -> bool:
    """Whether a word or sign only says what is counted: %, $, dollars."""
    return _units().get(word, "") in _SIGNS


def of_time(word: str) -> bool:
    """Whether a word is a unit of time, as in "next week"."""
    return _units().get(word) in _TIMES


def same_unit(one: str, other: str) -> bool:
    """Whether two words are ways to write one unit: ha and hectares."""
    return one in _units() and _units()[one] == _units().get(other)


def units_apart(one: str, other: str) -> bool:
    """Whether two words are different units: metres and centimetres, dollars and euros."""
    units = _units()
    return one in units and other in units and units[one] != units[other]


_SIGNS = frozenset("%$€£¥&₽₩₹")
_TIMES = frozenset(["day", "week", "month", "year", "decade", "century"])


def value(words: Sequence[str], lexicon: Lexicon) -> Value | None:
    """The amount that the words say, with its units; None when they say anything else."""
    if single := _single(words, lexicon):
        return single
    if not words or not _may_open(words[0], lexicon):
        return None  # asked of every pair of phrases, so the usual answer is to be quick
    units: set[str] = set()
    parts: list[Part] = []
    if fraction := _fraction(words, lexicon):
        return fraction, frozenset()
    for word in _joined(words, lexicon):
        if word in _units() or word in _SIGNS:
            units.add(_units().get(word, word))
        elif word in lexicon.scales:
            parts.append((frozenset({lexicon.scales[word]}), True))
        elif word in lexicon.numbers:
            parts.append((frozenset({lexicon.numbers[word]}), False))
        elif digits := _DIGITS.match(word):
            readings, unit = _digits(
                digits[1], digits[2], _THOUSANDS.get(lexicon.language or "", "")
            )
            parts.append((readings, False))
            if unit:
                units.add(_units().get(unit, unit))
        elif korean := _korean(word):
            parts += korean
        elif word not in _BETWEEN:
            return None
    amount = _amount(parts) if parts else frozenset()
    return (amount, frozenset(units)) if amount else None


def _single(words: Sequence[str], lexicon: Lexicon) -> Value | None:
    """What "a decade" says, and "second" alone, which is no unit there."""
    if len(words) == 2 and words[0] in _ONE and _units().get(words[1]) in _FACTORS:
        return frozenset({1.0}), frozenset({_units()[words[1]]})
    if len(words) == 1 and words[0] in lexicon.numbers:
        return frozenset({lexicon.numbers[words[0]]}), frozenset()
    return None


def _may_open(word: str, lexicon: Lexicon) -> bool:
    return (
        word[0].isdecimal()
        or word in lexicon.numbers
        or word in lexicon.scales
        or word in _units()
        or word in _SIGNS
        or word[0] in _KOREAN_DIGITS
        or word[0] in _KOREAN_SCALES
    )


def same_value(one: Value, other: Value) -> bool:
    """Whether two numbers are the same amount of the same thing."""
    units = one[1] == other[1] or not one[1] or not other[1]
    if not units:
        one, other = _in_base(one), _in_base(other)
    return (units or (one[1] == other[1] and bool(one[1]))) and _near(one[0], other[0])


def _near(one: frozenset[float], other: frozenset[float]) -> bool:
    return any(abs(a - b) < 1e-6 * max(1.0, abs(a)) for a in one for b in other)


def _in_base(amount: Value) -> Value:
    """An amount in the smallest unit of its kind: 0.5 grams as 500 milligrams."""
    (unit, *more) = sorted(amount[1]) or [""]
    if more or unit not in _FACTORS:
        return amount
    base, factor = _FACTORS[unit]
    return frozenset(number * factor for number in amount[0]), frozenset({base})


def same_time(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two ways to tell the time of day tell the same: 15:00 and 3 p.m."""
    left, right = _clock(one), _clock(other)
    return left is not None and right is not None and left[0] == right[0] and left[1] | right[1]


def _clock(words: Sequence[str]) -> tuple[int, bool] | None:
    """Minutes since midnight, and whether a word says that it is a time of day."""
    if not (found := _CLOCK.match(" ".join(words))):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if hour > 24 or minute > 59 or (half[:1] in ("a", "p") and half and not 1 <= hour <= 12):
        return None
    if half[:1] in ("a", "p") and half:
        hour = hour % 12 + 12 * (half[0] == "p")
    return 60 * hour + minute, bool(half)


def _fraction(words: Sequence[str], lexicon: Lexicon) -> frozenset[float]:
    """What `two thirds` says, and 2/3, which is two words once folded; else nothing."""
    if len(words) != 2:
        return frozenset()
    above = lexicon.numbers.get(words[0]) or (float(words[0]) if words[0].isdecimal() else 0.0)
    below = _fractions().get(words[1])
    if below is None and all(len(w) == 1 and w.isdecimal() for w in words):
        below = float(words[1])
    return frozenset({above / below}) if above and below and above < below else frozenset()


def _joined(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words with `per cent` and `quatre-vingt` as one, and `800 000` as one number."""
    joined: list[str] = []
    for word in words:
        last = joined[-1] if joined else ""
        if (word in _PER_CENT and last in _PER) or (word in _ARABIC_PER_CENT and last == "في"):
            joined[-1] = "%"
        elif word == "之" and joined[-2:] == ["百", "分"]:
            joined[-2:] = ["%"]
        elif f"{last} {word}" in lexicon.numbers:
            joined[-1] += f" {word}"
        elif len(word) == 3 and word.isdigit() and last.isdigit() and _opens_group(last):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _opens_group(digits: str) -> bool:
    return len(digits) <= 3 or (len(digits) % 3 == 0 and len(digits) < 12)


def _digits(digits: str, suffix: str, thousands: str) -> tuple[frozenset[float], str]:
    """What digits say; `thousands` is the sign that in this language parts thousands only."""
    readings = set()
    parts = re.split("[.,]", digits)
    grouped = _GROUPED.match(digits) is not None and len(set(digits) & {".", ","}) == 1
    if len(parts) == 1:
        readings.add(float(digits))
    elif grouped:
        readings.add(float("".join(parts)))
    surely = grouped and (len(parts) > 2 or (thousands and thousands in digits))
    if len(parts) > 1 and not surely:
        readings.add(float("".join(parts[:-1]) + "." + parts[-1]))
    if suffix in _SUFFIXES:
        return frozenset(reading * _SUFFIXES[suffix] for reading in readings), ""
    return frozenset(readings), "" if suffix in _ORDINAL_ENDINGS else suffix


def _korean(word: str) -> list[Part]:
    """The parts of a Sino-Korean numeral, written as one word."""
    parts: list[Part] = []
    for sign in word:
        number = _KOREAN_DIGITS.get(sign) or _KOREAN_SCALES.get(sign)
        if number is None:
            return []
        parts.append((frozenset({float(number)}), sign in _KOREAN_SCALES))
    return parts


def _amount(parts: Sequence[Part]) -> frozenset[float]:
    """What the parts make together: two hundred and five thousand is (2 * 100 + 5) * 1000.

    None at all when they are several numbers: "two three".
    """
    if len(parts) <= 2 and not parts[0][1] and all(scale for _, scale in parts[1:]):
        return frozenset(n * top for n in parts[0][0] for top in (_scale(parts[1:]),))
    total = section = 0.0
    digit: float | None = None
    for number, scale in parts:
        top = max(number)
        if not scale:
            if digit is not None and not _adds(digit, top):
                return frozenset()
            digit = (digit or 0.0) + top
            continue
        if top <= 100:
            section += (1.0 if digit is None else digit) * top
        elif 0 < total < top:
            total = (total + section + (digit or 0.0)) * top  # three thousand 万
            section = 0.0
        else:
            total += (section + (digit or 0.0) or 1.0) * top
            section = 0.0
        digit = None
    return frozenset({total + section + (digit or 0.0)})


def _scale(parts: Sequence[Part]) -> float:
    return max(parts[0][0]) if parts else 1.0


def _adds(one: float, other: float) -> bool:
    """Whether two numbers in a row are one: twenty five, cent vingt, fünf (und) zwanzig."""
    if one >= 20 and one % 10 == 0:
        return other < one
    return one < 10 and 20 <= other < 100 and other % 10 == 0
