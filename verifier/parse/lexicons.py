"""Reads a language's lexicon file and says plainly what is wrong with it.

`lexicon/keys.json` names every key that a rule asks for and what it holds; whoever adds a rule
with a key of its own adds it there.
"""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

FOLDER: Traversable = files("verifier.parse.lexicon")

# What a key may hold, as keys.json calls it → the JSON types, and how a message calls them.
_SHAPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "words": ((str, list), "words in one string, or a list of phrases"),
    "text": ((str,), "a string"),
    "table": ((dict,), "an object"),
    "verbs": ((dict,), "an object of lists"),
    "flag": ((bool,), "true or false"),
}


class LexiconError(ValueError):
    """A lexicon file cannot be used; the message names file, key and what belongs there."""


def codes(folder: Traversable = FOLDER) -> tuple[str, ...]:
    """The codes that there is a lexicon for, English first."""
    names = (entry.name for entry in folder.iterdir())
    found = {name.removesuffix(".json") for name in names if name.endswith(".json")}
    return "en", *sorted(code for code in found if len(code) == 2 and code != "en")


def read_lexicon(code: str, folder: Traversable = FOLDER) -> Mapping[str, Any]:
    """The lexicon of a language; LexiconError when its file is not one."""
    name = f"{code}.json"
    try:
        raw = json.loads(folder.joinpath(name).read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise LexiconError(f"{name}: no JSON at line {error.lineno}: {error.msg}") from error
    if not isinstance(raw, dict) or raw.get("code") != code:
        raise LexiconError(f'{name}: it must be an object with "code": "{code}"')
    for key, value in raw.items():
        _check(name, key, value)
    return raw


def _check(name: str, key: str, value: object) -> None:
    known = _keys()
    if key not in known:
        near = get_close_matches(key, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "; lexicon/README.md lists the keys"
        raise LexiconError(f"{name}: no rule knows the key {key!r}{hint}")
    types, wanted = _SHAPES[known[key]]
    if not isinstance(value, types):
        raise LexiconError(f"{name}: {key!r} must be {wanted}, not {type(value).__name__}")
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        raise LexiconError(f"{name}: every phrase of {key!r} must be a string")


@cache
def _keys() -> Mapping[str, str]:
    keys: dict[str, str] = json.loads(FOLDER.joinpath("keys.json").read_text("utf-8"))
    return keys
