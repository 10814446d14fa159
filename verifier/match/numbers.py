"""Numbers as values: "24m", "24 million" and "24,000,000" are one, "15" and "50" are two."""

import re
from collections.abc import Sequence

from verifier.match.lexicon import Lexicon

_DIGITS = re.compile(r"^(\d+(?:[.,]\d+)*)([^\W\d_]*)$")
_YEAR = re.compile(r"^(1[0-9]|20)\d\d$")
_GROUPED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9, "mrd": 1e9, "tn": 1e12}
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er", "e", "eme", "re", "de", "te"})
_UNITS = {"percent": "%", "pct": "%", "prozent": "%", "procent": "%"}
_SIGNS = frozenset("%$€£¥&₽₩₹")
_SIGN_WORDS = {
    "dollar": "$",
    "dollars": "$",
    "usd": "$",
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "pound": "£",
    "pounds": "£",
    "yen": "¥",
}

Value = tuple[frozenset[float], frozenset[str]]  # readings of the amount; units


def has_number(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is or holds a number."""
    return word in lexicon.numbers or word in lexicon.scales or any(c.isdigit() for c in word)


def is_year(word: str) -> bool:
    """Whether a word can be read as a year."""
    return bool(_YEAR.match(word))


def is_unit(word: str) -> bool:
    """Whether a word or sign only says what is counted: %, $, dollars."""
    return word in _SIGNS or word in _SIGN_WORDS or word in _UNITS


def value(words: Sequence[str], lexicon: Lexicon) -> Value | None:
    """The amount that the words say, with its units; None when they say anything else."""
    joined = _joined(words, lexicon)
    units: set[str] = set()
    amounts: list[tuple[frozenset[float], bool]] = []  # readings, whether it is a scale
    for word in joined:
        unit = _UNITS.get(word) or _SIGN_WORDS.get(word) or (word if word in _SIGNS else None)
        if unit:
            units.add(unit)
        elif word in lexicon.scales:
            amounts.append((frozenset({lexicon.scales[word]}), True))
        elif word in lexicon.numbers:
            amounts.append((frozenset({lexicon.numbers[word]}), False))
        elif digits := _DIGITS.match(word):
            readings, unit = _digits(*digits.groups())
            amounts.append((readings, False))
            if unit:
                units.add(unit)
        elif word not in ("and", "und", "y", "et"):
            return None
    if not amounts:
        return None
    return _amount(amounts), frozenset(units)


def same_value(one: Value, other: Value) -> bool:
    """Whether two numbers are the same amount of the same thing."""
    units = one[1] == other[1] or not one[1] or not other[1]
    return units and bool(one[0] & other[0])


def _joined(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words with `per cent` and `quatre-vingt` as one, and `800 000` as one number."""
    joined: list[str] = []
    for word in words:
        if word in ("cent", "cento", "ciento") and joined and joined[-1] in ("per", "pour", "por"):
            joined[-1] = "percent"
        elif joined and f"{joined[-1]} {word}" in lexicon.numbers:
            joined[-1] += f" {word}"
        elif (
            len(word) == 3
            and word.isdigit()
            and joined
            and joined[-1].replace(" ", "").isdigit()
            and len(joined[-1]) <= 3
        ):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _digits(digits: str, suffix: str) -> tuple[frozenset[float], str]:
    readings = set()
    if digits.isdigit():
        readings.add(float(digits))
    elif _GROUPED.match(digits):
        readings.add(float(re.sub("[.,]", "", digits)))
    if len(parts := re.split("[.,]", digits)) > 1:
        readings.add(float("".join(parts[:-1]) + "." + parts[-1]))
    if suffix in _SUFFIXES:
        return frozenset(reading * _SUFFIXES[suffix] for reading in readings), ""
    return frozenset(readings), "" if suffix in _ORDINAL_ENDINGS else suffix


def _amount(amounts: Sequence[tuple[frozenset[float], bool]]) -> frozenset[float]:
    """What the parts make together: two hundred and five thousand is (2 * 100 + 5) * 1000."""
    total, current = 0.0, None
    readings: frozenset[float] = frozenset()
    for number, scale in amounts:
        top = max(number)
        if not scale:
            readings = number if current is None else frozenset()
            current = (current or 0.0) + top
        elif top == 100:
            readings = frozenset()
            current = (current or 1.0) * top
        else:
            readings = frozenset(r * top for r in readings)
            total += (current or 1.0) * top
            current = None
    return readings if len(amounts) <= 2 and readings else frozenset({total + (current or 0.0)})
