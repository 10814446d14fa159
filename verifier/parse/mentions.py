"""Noun phrases that can be a speaker: names, pronouns, "officials", "the survey".

No grammar is parsed. A phrase is read outwards from the cue verb over words whose tags may stand
in one, and stops at the first that may not.
"""

from dataclasses import dataclass, replace
from enum import Enum

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


def mention_before(tokens: Tokens, index: int, floor: int) -> Mention | None:
    """The subject that ends before token `index`, looking no further left than `floor`."""
    at = _skip_left(tokens, index - 1, floor)
    if at < floor:
        return None
    tag = tokens.tags[at]
    if tag == "p":
        return _pronoun(tokens, at)
    if tag == "r":
        return _antecedent(tokens, at, floor)
    if tag in ",-)":
        return _past_apposition(tokens, at, floor)
    if tag in "NnhdD#*":
        return phrase_ending(tokens, at, floor)
    return None


def mention_after(tokens: Tokens, index: int, ceiling: int) -> Mention | None:
    """The subject that begins at token `index` or after adverbs and dates before it."""
    at = index
    while at < ceiling and tokens.tags[at] in "aD":
        at += 1
    if tokens.language.flag("verb_first"):
        at = _past_adverbials(tokens, at, ceiling)
    if at >= ceiling:
        return None
    if tokens.tags[at] == "p":
        return _pronoun(tokens, at)
    if tokens.tags[at] in "Nndh#":
        return _or_apposed(tokens, phrase_starting(tokens, at, ceiling), ceiling)
    return None


def _past_adverbials(tokens: Tokens, at: int, ceiling: int) -> int:
    """Past `mardi à l’AFP` and an addressee before the subject: `сообщил ТАСС инженер …`."""
    while at < ceiling and tokens.tags[at] in "aDi":
        if tokens.tags[at] == "i":
            at += 1
            while at < ceiling and tokens.tags[at] in "d":
                at += 1
            first = at
            while at < ceiling and tokens.tags[at] == "N":
                at += 1
            at += at == first
        else:
            at += 1
    after = at + 1
    told = at < ceiling and tokens.tags[at] == "N" and after < ceiling
    if (
        told
        and tokens.tags[after] in "nd"
        and tokens.text[tokens.starts[at] : tokens.ends[at]].isupper()
    ):
        return after
    return at


def _or_apposed(tokens: Tokens, found: Mention | None, ceiling: int) -> Mention | None:
    """`the mayor, Lucía Ferrán,`: the name that an apposition gives to a nominal."""
    if found is None or found.kind is not MentionKind.NOMINAL or found.last + 2 >= ceiling:
        return found
    end = found.last + 1
    while end < min(ceiling, found.last + 9) and tokens.tags[end] in "idnN#":
        end += 1  # "el presidente de la cumbre, Sultán Al Jaber"
    first = end + 1
    if first >= ceiling or tokens.tags[end] != "," or tokens.tags[first] not in "Nh":
        return found
    last = first
    while last + 1 < ceiling and tokens.tags[last + 1] in "Nh":
        last += 1
    closed = last + 1 >= ceiling or tokens.tags[last + 1] in ",.;?-)Q"
    named = _mention(tokens, first, last) if closed else None
    return replace(named, first=found.first) if named is not None else found


def phrase_starting(tokens: Tokens, first: int, ceiling: int) -> Mention | None:
    """The phrase that begins at a token: up to the end of its first run of capitals."""
    last, seen_name = first, False
    limit = min(ceiling, first + _LONGEST)
    for at in range(first, limit):
        tag = tokens.tags[at]
        if tag not in _INSIDE and not _bridges_name(tokens, at, limit):
            break
        if seen_name and tag in "nd#" and not _bridges_name(tokens, at, limit):
            if not (tag == "n" and at == first + 1 and _opens_phrase(tokens, at)):
                break
            seen_name = False  # "Science contests are": a common noun that opens a sentence
        if tag == "d" and at > first and tokens.tags[at - 1] in "Nn" and not seen_name:
            break
        seen_name = seen_name or tag == "N"
        last = at
    return _mention(tokens, first, last)


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
    return _mention(tokens, first, last)


def sentence_subject(tokens: Tokens, first: int, last: int) -> Mention | None:
    """The first phrase of a clause, after an opening adverbial is skipped."""
    at = _after_dateline(tokens, first, last)
    while at < last and tokens.tags[at] in "ac,":
        at += 1
    if at < last and tokens.tags[at] in "is":
        at = _after_adverbial(tokens, at, last)
    while at < last and tokens.tags[at] in "a,D":
        at += 1
    if at >= last:
        return None
    if tokens.tags[at] == "p":
        return _pronoun(tokens, at)
    if tokens.tags[at] in "Nndh":
        return _or_apposed(tokens, phrase_starting(tokens, at, last), last)
    return None


def _after_dateline(tokens: Tokens, first: int, last: int) -> int:
    """Past `WASHINGTON, Dec. 8 (UPI) —`."""
    start, end = tokens.starts[first], tokens.ends[first]
    if end - start < 3 or not tokens.text[start:end].isupper():
        return first
    for at in range(first, min(last, first + 12)):
        if tokens.tags[at] == "-":
            return at + 1
    return first


def _after_adverbial(tokens: Tokens, at: int, last: int) -> int:
    for later in range(at, min(last, at + 25)):
        if tokens.tags[later] == ",":
            return later + 1
    return last


def _skip_left(tokens: Tokens, at: int, floor: int) -> int:
    """Past adverbs and auxiliaries between subject and verb."""
    words, auxiliaries = tokens.words, tokens.language.words.get("auxiliaries", frozenset())
    while at >= floor and (
        tokens.tags[at] == "a"
        or (tokens.tags[at] in "xi" and words[at] in auxiliaries)
        or (tokens.tags[at] == "n" and words[at].endswith("ly"))
    ):
        at -= 1
    return at


def _pronoun(tokens: Tokens, at: int) -> Mention:
    start, end = tokens.starts[at], tokens.ends[at]
    return Mention(tokens.text[start:end], start, end, MentionKind.PRONOUN, at, at)


def _antecedent(tokens: Tokens, at: int, floor: int) -> Mention | None:
    before = at - 1
    if before >= floor and tokens.tags[before] == "i":  # "with whom"
        before -= 1
    if before >= floor and tokens.tags[before] == ",":
        before -= 1
    if before < floor or tokens.tags[before] not in "Nn)":
        return None
    found = phrase_ending(tokens, before, floor)
    if found is None:
        return None
    return Mention(found.text, found.start, tokens.ends[at], found.kind, found.first, at)


def _past_apposition(tokens: Tokens, at: int, floor: int) -> Mention | None:
    """The subject before `, who runs the pier, said`: the phrase that opens the clause."""
    mark = tokens.tags[at]
    opening = {")": "(", "-": "-", ",": ","}[mark]
    best: Mention | None = None
    limit = max(floor, at - 60)
    seen = 0
    for earlier in range(at - 1, limit - 1, -1):
        tag = tokens.tags[earlier]
        if tag in "Q;:" or (tag == "?" and opening != "?"):
            break
        if tag == opening and earlier - 1 >= floor:
            seen += 1
            found = _phrase_at(tokens, earlier - 1, floor)
            if found is not None and _better_subject(found, best):
                best = found
            if seen >= 3 or mark != ",":
                break
    if best is None:
        return _phrase_at(tokens, at - 1, floor)
    if best.kind is MentionKind.NOMINAL and mark == ",":
        return _or_apposed(tokens, best, at + 1)
    return best


def _phrase_at(tokens: Tokens, at: int, floor: int) -> Mention | None:
    if tokens.tags[at] == "p":
        return _pronoun(tokens, at)
    if tokens.tags[at] not in "Nn)":
        return None
    if tokens.tags[at] == ")":
        at = _before_parenthesis(tokens, at, floor)
    return phrase_ending(tokens, at, floor) if at >= floor else None


def _before_parenthesis(tokens: Tokens, at: int, floor: int) -> int:
    for earlier in range(at - 1, max(floor, at - 15) - 1, -1):
        if tokens.tags[earlier] == "(":
            return earlier - 1
    return floor - 1


def _better_subject(found: Mention, best: Mention | None) -> bool:
    """Further left wins when it is a name, or when nothing named was seen."""
    if best is None:
        return True
    return found.kind is MentionKind.NAME and best.kind is not MentionKind.NAME


def _bridges_name(tokens: Tokens, at: int, limit: int) -> bool:
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


def _mention(tokens: Tokens, first: int, last: int) -> Mention | None:
    """The part of a phrase that says who: the name at its end, or its nominal core."""
    while first < last and tokens.tags[first] in "*#D":
        first += 1
    core_last = _core_end(tokens, first, last)
    core_last = _possessor_of_document(tokens, first, core_last)
    name = _name_run(tokens, first, core_last)
    if name is not None:
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
        if tokens.tags[at] == "i" and not _bridges_name(tokens, at, last + 1):
            return at - 1
    return last


def _name_run(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """The capitalised words that end a phrase, honorifics and titles left out."""
    if tokens.tags[last] not in "Nh#":
        return None
    at = last
    while at > first and (
        tokens.tags[at - 1] == "N"
        or (tokens.tags[at - 1] == "*" and tokens.words[at - 1] in ".&-'’")
        or (tokens.tags[at - 1] == "." and tokens.tags[at - 2 if at > 1 else 0] == "N")
        or (_bridges_name(tokens, at - 1, last + 1) and at - 2 >= first)
    ):
        at -= 1
    is_title = tokens.language.words.get("titles", frozenset())
    while at < last and (tokens.words[at] in is_title or tokens.tags[at] in "h*"):
        at += 1
    if at + 2 <= last and _is_role(tokens, at):
        at += 1
    return (at, last) if tokens.tags[at] == "N" else None


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
