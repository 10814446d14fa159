"""Whether a pronoun can stand for a person: by honorific, role, or given name.

Nothing is guessed: a name that is not listed goes with every pronoun.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from verifier.parse.language import Language


def pronoun_gender(lexicon: Language, pronoun: str) -> str | None:
    """Either "f" or "m"; None for a pronoun that tells nothing."""
    for gender in ("f", "m"):
        if lexicon.has(f"pronouns_{gender}", pronoun.lower()):
            return gender
    return None


def gender_of_name(name: str) -> str | None:
    """By the given name, when the name has two words and more."""
    words = name.split()
    return _given_names().get(words[0].lower()) if len(words) > 1 else None


def gender_of_role(lexicon: Language, word: str) -> str | None:
    """By an honorific or a role that tells it: "Ms", "spokesman", "Ministerin"."""
    for gender in ("f", "m"):
        if lexicon.has(f"roles_{gender}", word.rstrip(".")):
            return gender
    if lexicon.flag("noun_capitals") and word.endswith(lexicon.phrase("role_suffixes")):
        return "f" if word.endswith("in") else None
    return None


@cache
def _given_names() -> Mapping[str, str]:
    source = files("verifier.parse.lexicon").joinpath("given_names.json")
    lists: dict[str, str] = json.loads(source.read_text("utf-8"))
    return {name: gender for gender, names in lists.items() for name in names.split()}
