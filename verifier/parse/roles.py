"""Titles and roles that stand beside names, and what they tell about a person.

`Transport Minister Helena Costa` is Helena Costa, and from there on "the minister" is she. The
rules know role words from the lexicon (`titles`, and `role_suffixes` where nouns are capitals).
"""

from collections.abc import Iterator
from functools import lru_cache

from verifier.parse.language import Language
from verifier.parse.tokens import Tokens

_APPOSITION = 9  # tokens of ", the transport minister of Portugal,"


@lru_cache(maxsize=8192)
def is_role(lexicon: Language, word: str) -> bool:
    """Whether a lower-case word is the title or role of a person."""
    if lexicon.has("titles", word):
        return not lexicon.has("title_modifiers", word)
    return lexicon.flag("noun_capitals") and role_ending(lexicon, word) is not None


def role_ending(lexicon: Language, word: str) -> str | None:
    """`ministerin` of `bundesverkehrsministerin`; None when the word ends in no role."""
    if lexicon.has("given_names", word):
        return None
    suffixes = lexicon.phrase("role_suffixes")  # longest first
    if not word.endswith(suffixes):
        return None
    return next(end for end in suffixes if word.endswith(end))


def after_titles(tokens: Tokens, first: int, last: int) -> int:
    """The first token of the name itself in a run of capitals `first` … `last`."""
    lexicon = tokens.language
    for at in range(last - 1, first - 1, -1):
        if tokens.tags[at] in "h*":
            return at + 1
        word = tokens.words[at]
        if not is_role(lexicon, word) or word.endswith(("'s", "’s")):
            continue
        # "Larry King Jr.": a title that is a surname too counts at the head or before two names
        if at == first or last - at >= 2 or not lexicon.has("surname_titles", word):
            return at + 1
    return first


def roles_beside(tokens: Tokens, first: int, last: int) -> Iterator[tuple[str, ...]]:
    """The roles of a name at tokens first … last: each the role word, then words before it."""
    lexicon = tokens.language
    before = first - 1
    if before > 0 and tokens.tags[before] == ",":
        before -= 1
    if before >= 0 and tokens.tags[before] in "nN" and is_role(lexicon, tokens.words[before]):
        yield _with_modifiers(tokens, before)
    if tokens.tags[last + 1 : last + 2] != [","] or last + 2 >= len(tokens):
        return
    for at in range(last + 2, min(len(tokens), last + 2 + _APPOSITION)):
        if tokens.tags[at] not in "ndND*#" and tokens.words[at] not in ("'", "’"):
            return
        if tokens.tags[at] in "nN" and is_role(lexicon, tokens.words[at]):
            yield _with_modifiers(tokens, at)
            return


def _with_modifiers(tokens: Tokens, at: int) -> tuple[str, ...]:
    first = at
    while first > 0 and at - first < 3 and tokens.tags[first - 1] in "nN":
        first -= 1
    return (tokens.words[at], *tokens.words[first:at])
