"""What the parser knows of one language: read from `lexicon/<code>.json`, nothing in code.

A lexicon names word classes; `Language` turns them into one look-up from lower-case word to a
one-letter tag (see `tokens`), plus the tables that the rule families ask for. To add a language,
write a lexicon; every key but its code may be left out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from verifier.parse import lexicons

# Later classes win, so that "to" stays a preposition and "that" a complementiser.
_TAGS = (
    ("determiners", "d"),
    ("finite", "x"),
    ("auxiliaries", "x"),
    ("adverbs", "a"),
    ("prepositions", "i"),
    ("conjunctions", "c"),
    ("subordinators", "s"),
    ("object_pronouns", "o"),
    ("possessives", "d"),
    ("pronouns", "p"),
    ("relatives", "r"),
)
# Where a cue that is no single verb may begin.
_CUE_HEADS = ("according_heads", "according_strict", "according_after", "phrase_heads")


@dataclass(frozen=True, eq=False)  # one object a language: told apart, and cached, as such
class Language:
    """The word classes of one language; every set holds lower-case words."""

    code: str
    tags: Mapping[str, str]
    verbs: Mapping[str, frozenset[str]]  # form → classes: speech, tell, name, thought, object
    words: Mapping[str, frozenset[str]]  # class → words
    phrases: Mapping[str, tuple[str, ...]]  # class → phrases, longest first
    tables: Mapping[str, Any] = field(repr=False)

    def has(self, group: str, word: str) -> bool:
        """Whether the lexicon lists a word in a class."""
        return word in self.words.get(group, ())

    def phrase(self, group: str) -> tuple[str, ...]:
        """The phrases of a class, longest first; () when the lexicon has none."""
        return self.phrases.get(group, ())

    def flag(self, name: str) -> bool:
        """A yes-or-no property of the language: `noun_capitals`, `spaceless`, …"""
        return bool(self.tables.get(name, False))


@cache
def languages() -> tuple[str, ...]:
    """The codes that there is a lexicon for, English first."""
    return lexicons.codes()


@cache
def language(code: str | None) -> Language:
    """The language of a code; English where there is no lexicon for it."""
    return _build(lexicons.read_lexicon(code if code in languages() else "en"))


def _build(raw: Mapping[str, Any]) -> Language:
    words = {key: _words(value) for key, value in raw.items() if isinstance(value, str)}
    phrases = {key: _phrases(value) for key, value in raw.items() if isinstance(value, str | list)}
    verbs: dict[str, set[str]] = {}
    for group, entries in raw.get("verbs", {}).items():
        for form in _words(" ".join(entries)):
            verbs.setdefault(form.replace("_", " "), set()).add(group)
    tags = dict.fromkeys((form for form in verbs if " " not in form), "V")
    for group, tag in _TAGS:
        tags.update(dict.fromkeys(words.get(group, ()), tag))
    for ending in words.get("contractions", ()):  # "she'd", "they've"
        tags.update({word + ending: "p" for word in words.get("pronouns", ())})
    dated = {**raw.get("months", {}), **raw.get("weekdays", {})}
    tags.update(dict.fromkeys((word for word in dated if word not in tags), "D"))
    tags.update(dict.fromkeys(words.get("honorifics", ()), "h"))
    tags.update(dict.fromkeys(words.get("small_outlets", ()), "N"))
    words["abbreviations"] = words.get("abbreviations", frozenset()) | _short_months(raw)
    words["date_heads"] = _date_heads(raw)
    words["cue_heads"] = frozenset().union(*(words.get(key, frozenset()) for key in _CUE_HEADS))
    return Language(
        code=raw["code"],
        tags=tags,
        verbs={form: frozenset(groups) for form, groups in verbs.items()},
        words=words,
        phrases=phrases,
        tables=raw,
    )


def _short_months(raw: Mapping[str, Any]) -> frozenset[str]:
    """Beside "janvier" there is "janv": a dot behind it ends no sentence."""
    months = raw.get("months", {})
    return frozenset(
        short
        for short in months
        if any(full != short and full.startswith(short) for full in months)
    )


def _date_heads(raw: Mapping[str, Any]) -> frozenset[str]:
    """Words that a date without figures contains: "yesterday", "last", "ago"."""
    phrases = [*raw.get("relative_dates", ()), *raw.get("units", ()), *raw.get("months", ())]
    return frozenset(word for phrase in phrases for word in phrase.split())


def _words(value: str) -> frozenset[str]:
    return frozenset(value.replace("|", " ").split())


def _phrases(value: str | list[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split("|") if "|" in value else value.split()
    return tuple(sorted({item.strip() for item in value if item.strip()}, key=len, reverse=True))


# --- which language a text is in ----------------------------------------------------------

_SAMPLE = 8000  # code points; enough for a stable vote, cheap on a book
_SCRIPT_SHARE = 0.3  # of the letters: names and titles in Latin letters are common elsewhere
_LETTER_VOTES = 2.0  # a letter that few languages have tells more than a short word
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÞŁŚŻŹĆ]\w*")  # a foreign name tells nothing: "Lucía Ferrán"
# Classes of words that nearly every sentence has some of.
_TELLING = (
    *("determiners", "prepositions", "conjunctions", "pronouns", "relatives", "subordinators"),
    *("auxiliaries", "finite", "months", "weekdays"),
)


def guess_language(text: str) -> str:
    """The ISO 639-1 code of the language a text is most likely in; "en" when nothing speaks."""
    sample = text[:_SAMPLE]
    letters = sum(map(len, _WORD.findall(sample))) or 1
    scripts = {code: len(script.findall(sample)) for code, script in _scripts().items()}
    most = max(scripts, key=lambda code: scripts[code], default="en")
    if scripts and scripts[most] > letters * _SCRIPT_SHARE:
        return most
    votes = dict.fromkeys(("en", *(code for code in languages() if code not in scripts)), 0.0)
    telling = _telling()
    for word in _WORD.findall(sample.lower()):
        for code, weight in telling.get(word, ()):
            votes[code] += weight
    small = _CAPITALISED.sub("", sample)
    for letter, codes in _letters().items():
        for code in codes:
            votes[code] += small.count(letter) * _LETTER_VOTES / len(codes)
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] > votes["en"] else "en"


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    """The letters of the languages that are told by their script."""
    scripts = {code: language(code).tables.get("script") for code in languages()}
    return {code: re.compile(letters) for code, letters in scripts.items() if letters}


@cache
def _telling() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Word → the languages it speaks for, with a weight: less where several have it.

    The commonest words count whole, those of the other small classes and cue verbs half.
    """
    weights: dict[str, dict[str, float]] = {}
    for code in languages():
        lexicon = language(code)
        if code in _scripts():
            continue
        for word in _small_words(lexicon):
            weights.setdefault(word, {})[code] = 0.5
        for word in lexicon.words.get("stopwords", ()):
            weights.setdefault(word, {})[code] = 1.0
    return {
        word: tuple((code, weight / len(of)) for code, weight in of.items())
        for word, of in weights.items()
    }


def _small_words(lexicon: Language) -> Iterable[str]:
    yield from (verb for verb in lexicon.verbs if len(verb) > 3)
    for group in _TELLING:
        yield from lexicon.words.get(group, lexicon.tables.get(group, ()))


@cache
def _letters() -> Mapping[str, tuple[str, ...]]:
    """Letter → the languages that are written with it."""
    found: dict[str, tuple[str, ...]] = {}
    for code in languages():
        for letter in str(language(code).tables.get("letters", "")):
            found[letter] = (*found.get(letter, ()), code)
    return found
