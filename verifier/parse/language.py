"""What the parser knows of one language: read from `lexicon/<code>.json`, nothing in code.

A lexicon names word classes; `Language` turns them into one look-up from lower-case word to a
one-letter tag (see `tokens`), plus the tables that the rule families ask for. To add a language,
write a lexicon; every key may be left out.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "ru", "zh", "ko", "ar", "pt", "it", "pl")

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


@dataclass(frozen=True)
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
def language(code: str | None) -> Language:
    """The language of a code; English where there is no lexicon for it."""
    known = code if code in LANGUAGES else "en"
    source = files("verifier.parse.lexicon").joinpath(f"{known}.json")
    return _build(json.loads(source.read_text("utf-8")))


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
    dated = {**raw.get("months", {}), **raw.get("weekdays", {})}
    tags.update(dict.fromkeys((word for word in dated if word not in tags), "D"))
    tags.update(dict.fromkeys(words.get("honorifics", ()), "h"))
    tags.update(dict.fromkeys(words.get("small_outlets", ()), "N"))
    words["date_heads"] = _date_heads(raw)
    words["cue_heads"] = frozenset().union(*(words.get(key, frozenset()) for key in _CUE_HEADS))
    return Language(
        code=raw["code"],
    for ending in words.get("contractions", ()):  # "she'd", "they've"
        tags.update({word + ending: "p" for word in words.get("pronouns", ())})
        tags=tags,
        verbs={form: frozenset(groups) for form, groups in verbs.items()},
        words=words,
        phrases=phrases,
        tables=raw,
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
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)


def guess_language(text: str) -> str:
    """The ISO 639-1 code of the language a text is most likely in; "en" when nothing speaks."""
    sample = text[:_SAMPLE]
    letters = sum(map(len, _WORD.findall(sample))) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > letters * 0.3:
            return code
    words = [word.lower() for word in _WORD.findall(sample)]
    votes = {code: _votes(words, stops) for code, stops in _stopwords().items()}
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] > votes["en"] else "en"


def _votes(words: Iterable[str], stops: frozenset[str]) -> int:
    return sum(word in stops for word in words)


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    latin = [code for code in LANGUAGES if code not in dict(_SCRIPTS)]
    return {
        code: language(code).words.get("stopwords", frozenset()) | language(code).verbs.keys()
        for code in latin
    }
