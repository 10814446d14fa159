"""Noun phrases read over tags, and the mention of a speaker that each gives.

No grammar is parsed. A phrase is read outwards from a token over words whose tags may stand in
one, and stops at the first that may not.
"""

from dataclasses import dataclass
from enum import Enum

from verifier.parse.roles import after_titles, is_role
from verifier.parse.tokens import Tokens

_INSIDE = frozenset("Nndh#*")
_LONGEST = 14  # tokens of one phrase, prepositional phrases included


class MentionKind(Enum):
    """How a speaker is mentioned."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker as written beside a quotation; offsets into the article."""

    text: str
    start: int
    end: int
    kind: MentionKind
    first: int = -1  # tokens of the whole phrase it is taken from
    last: int = -1


def phrase_starting(tokens: Tokens, first: int, ceiling: int) -> Mention | None:
    """The phrase that begins at a token: up to the end of its first run of capitals."""
    last, seen_name = first, False
    limit = min(ceiling, first + _LONGEST)
    for at in range(first, limit):
        tag = tokens.tags[at]
        if tag not in _INSIDE and not bridges_name(tokens, at, limit):
            break
        if seen_name and tag in "nd#" and not bridges_name(tokens, at, limit):
            opens = tag == "n" and at == first + 1 and _opens_phrase(tokens, at)
            links = _is_bare_role(tokens, at, first) or _links_names(tokens, at, first, limit)
            if not opens and not links:
                break
            seen_name = False  # "Science contests are": a common noun that opens a sentence
        if tag == "d" and at > first and tokens.tags[at - 1] in "Nn" and not seen_name:
            break
        seen_name = seen_name or tag == "N"
        last = at
    return mention_of(tokens, first, last)


def _is_bare_role(tokens: Tokens, at: int, first: int) -> bool:
    """`the former Mexican president`: a role of somebody who is not named here."""
    named = at + 1 < len(tokens) and tokens.tags[at + 1] in "Nh"
    return tokens.tags[first] == "d" and not named and is_role(tokens.language, tokens.words[at])


def _links_names(tokens: Tokens, at: int, first: int, limit: int) -> bool:
    """`the Geneva trader Luc Ferrand`: a common noun between a place and a name."""
    if tokens.tags[at] != "n" or tokens.tags[first] != "d" or at + 1 >= limit:
        return False
    if tokens.language.flag("noun_capitals"):
        return False
    return tokens.tags[at + 1] == "N" and not tokens.words[at].endswith(("ed", "ing", "ly"))


def _opens_phrase(tokens: Tokens, at: int) -> bool:
    opens = at < 2 or tokens.tags[at - 2] in "Q.?:("
    return opens and not tokens.words[at].endswith(("ly", "ed"))


def phrase_ending(tokens: Tokens, last: int, floor: int) -> Mention | None:
    """The phrase that ends at a token, with the prepositional phrases that hang on it."""
    first = last
    limit = max(floor, last - _LONGEST)
    at = last
    while at >= limit:
        tag = tokens.tags[at]
        if tag in _INSIDE or (tag == "D" and at < last):
            first = at
        elif tag == "p" and at < last and tokens.language.has("determiners", tokens.words[at]):
            first = at
            break
            if tag == "d" and not (at > limit and tokens.tags[at - 1] in "id"):
                break
        elif tag == "c" and _joins_names(tokens, at, limit, last):
            first = at
        elif tag == "i" and _hangs_on_noun(tokens, at, limit):
            pass
        else:
            break
        at -= 1
    while first < last and tokens.tags[first] in "D*#":
        first += 1
    return mention_of(tokens, first, last)


def pronoun_mention(tokens: Tokens, at: int) -> Mention:
    """The pronoun at a token."""
    start, end = tokens.starts[at], tokens.ends[at]
    for ending in tokens.language.phrase("contractions"):
        if tokens.words[at].endswith(ending):
            end -= len(ending)  # "she'd"
            break
    return Mention(tokens.text[start:end], start, end, MentionKind.PRONOUN, at, at)


def bridges_name(tokens: Tokens, at: int, limit: int) -> bool:
    """`van`, `of the`, `&` inside a name."""
    if at + 1 >= limit or at == 0 or tokens.tags[at - 1] != "N":
        return False
    if tokens.language.has("particles", tokens.words[at]):
        return tokens.tags[at + 1] == "N"
    if tokens.words[at] == "&":
        return tokens.tags[at + 1] == "N"
    # "Bank of England", but not "Neve Oakshott of Coast University"
    single = at < 2 or tokens.tags[at - 2] != "N"
    heads = tokens.language.words.get("organisations", frozenset())
    return (
        tokens.words[at] == "of"
        and tokens.tags[at + 1] in "Nd"
        and (single or tokens.words[at - 1] in heads)
    )


def _joins_names(tokens: Tokens, at: int, limit: int, last: int) -> bool:
    return (
        at > limit
        and tokens.tags[at - 1] in "Nn"
        and tokens.tags[at + 1] == tokens.tags[at - 1]
        and at + 1 <= last
    )


def _hangs_on_noun(tokens: Tokens, at: int, limit: int) -> bool:
    return (
        at > limit
        and tokens.tags[at - 1] in "Nn"
        and tokens.language.has("np_prepositions", tokens.words[at])
    )


def mention_of(tokens: Tokens, first: int, last: int) -> Mention | None:
    """The part of a phrase that says who: the name at its end, or its nominal core."""
    while first < last and tokens.tags[first] in "*#D":
        first += 1
    core_last = _core_end(tokens, first, last)
    core_last = _possessor_of_document(tokens, first, core_last)
    name = _name_run(tokens, first, core_last)
    if name is not None:
        name = _without_agency(tokens, *name)
        start, end = tokens.starts[name[0]], tokens.ends[name[1]]
        return Mention(
            _unpossessed(tokens.text[start:end]), start, end, MentionKind.NAME, first, last
        )
    bare = all(tokens.tags[at] in "dD#*" for at in range(first, core_last + 1))
    if bare and (tokens.tags[first] != "d" or core_last > first):
        return None
    start, end = tokens.starts[first], tokens.ends[core_last]
    text = _unpossessed(tokens.text[start:end])
    return Mention(text, start, end, MentionKind.NOMINAL, first, last)


def _without_agency(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Russian `передаёт слова Ивана Громова ТАСС`: the capitals behind a name report it."""
    free_order = tokens.language.flag("drops_subject")
    capitals = tokens.text[tokens.starts[last] : tokens.ends[last]].isupper()
    mixed = not tokens.text[tokens.starts[first] : tokens.ends[first]].isupper()
    if free_order and capitals and mixed and last - first >= 2:
        return first, last - 1
    return first, last


def _possessor_of_document(tokens: Tokens, first: int, last: int) -> int:
    """`The board’s letter`: the board speaks in it."""
    if not tokens.language.has("documents", tokens.words[last]):
        return last
    for at in range(last - 1, first - 1, -1):
        if tokens.words[at].endswith(("'s", "’s")):
            return at
    return last


def _core_end(tokens: Tokens, first: int, last: int) -> int:
    """The last token before a prepositional phrase that hangs on a common noun."""
    for at in range(first + 1, last):
        if tokens.tags[at] == "i" and not bridges_name(tokens, at, last + 1):
            return at - 1
    return last


def _name_run(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """The capitalised words that end a phrase, honorifics and titles left out."""
    if tokens.tags[last] not in "Nh#":
        return None
    at = last
    while at > first and (
        (tokens.tags[at - 1] == "N" and not _is_possessor(tokens, at - 1))
        or (tokens.tags[at - 1] == "*" and tokens.words[at - 1] in ".&-'’")
        or (tokens.tags[at - 1] == "." and tokens.tags[at - 2 if at > 1 else 0] == "N")
        or (bridges_name(tokens, at - 1, last + 1) and at - 2 >= first)
    ):
        at -= 1
    at = after_titles(tokens, at, last)
    if at + 2 <= last and _is_role(tokens, at):
        at += 1
    return (at, last) if tokens.tags[at] == "N" else None


def _is_possessor(tokens: Tokens, at: int) -> bool:
    """`Germany’s Annalena Baerbock`: the name begins after it."""
    return tokens.words[at].endswith(("'s", "’s")) and tokens.tags[at + 1] == "N"


def _is_role(tokens: Tokens, at: int) -> bool:
    """`Beekeeper Solveig Aune`: a role with a capital because it opens the sentence."""
    if at > 0 and tokens.tags[at - 1] not in "Q.?:":
        return False
    word = tokens.words[at]
    if tokens.language.has("given_names", word):
        return False
    return word.endswith(tuple(tokens.language.words.get("role_suffixes", ())) or ("\0",))


def _unpossessed(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name
