"""Noun phrases that can be a speaker: names, pronouns, "officials", "the survey".

They are looked for beside a cue verb, past adverbs, dates and appositions.
"""

from dataclasses import replace

from verifier.parse.phrases import (
    Mention,
    MentionKind,
    bridges_name,
    mention_of,
    phrase_ending,
    phrase_starting,
    pronoun_mention,
)
from verifier.parse.roles import is_role
from verifier.parse.tokens import Tokens


def mention_before(tokens: Tokens, index: int, floor: int) -> Mention | None:
    """The subject that ends before token `index`, looking no further left than `floor`."""
    at = _skip_left(tokens, index - 1, floor)
    if at < floor:
        return None
    if tokens.language.flag("verb_second"):
        at = _before_date(tokens, at, floor)
    tag = tokens.tags[at]
    if tag == "p":
        return pronoun_mention(tokens, at)
    if tag == "r":
        return _antecedent(tokens, at, floor)
    if tag in ",-)":
        return _past_apposition(tokens, at, floor)
    if tag in "NnhdD#*":
        return phrase_ending(tokens, at, floor)
    return None


def _before_date(tokens: Tokens, at: int, floor: int) -> int:
    """German `wie die Zeitung am 12. März berichtete`: the last token before `am 12. März`."""
    back = at
    while back > floor and tokens.tags[back] in "D#.":
        back -= 1
    dated = back < at and "D" in tokens.tags[back + 1 : at + 1]
    return back - 1 if dated and back > floor and tokens.tags[back] == "i" else at


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
        return pronoun_mention(tokens, at)
    if tokens.tags[at] in "Nndh#":
        return apposed(tokens, phrase_starting(tokens, at, ceiling), ceiling)
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
    while after < ceiling and tokens.tags[after] == "N":
        after += 1  # "сообщил РИА Новости глава комитета"
    told = at < ceiling and tokens.tags[at] == "N" and after < ceiling
    if (
        told
        and tokens.tags[after] in "nd"
        and tokens.text[tokens.starts[at] : tokens.ends[at]].isupper()
    ):
        return after
    return at


def apposed(tokens: Tokens, found: Mention | None, ceiling: int) -> Mention | None:
    """`the mayor, Lucía Ferrán,`: the name that an apposition gives to a nominal."""
    if found is None or found.kind is not MentionKind.NOMINAL or found.last + 2 >= ceiling:
        return found
    end = found.last + 1
    while end < min(ceiling, found.last + 9) and tokens.tags[end] in "idnN#":
        end += 1  # "el presidente de la cumbre, Sultán Al Jaber"
    first = end + 1
    if first < ceiling and tokens.tags[end] == ",":
        first = _past_second_role(tokens, first, ceiling)
    if first >= ceiling or tokens.tags[end] != "," or tokens.tags[first] not in "Nh":
        return found
    last = first
    while last + 1 < ceiling and (
        tokens.tags[last + 1] in "Nh" or bridges_name(tokens, last + 1, ceiling)
    ):
        last += 1  # "Sultán Al Jaber"
    closed = last + 1 >= ceiling or tokens.tags[last + 1] in ",.;?-)Q"
    named = mention_of(tokens, first, last) if closed else None
    return replace(named, first=found.first) if named is not None else found


def _past_second_role(tokens: Tokens, first: int, ceiling: int) -> int:
    """`Its author, the consultant Neil Barrow,`: an apposition with its own role."""
    at = first
    while at < min(ceiling, first + 4) and tokens.tags[at] in "dn":
        at += 1
    named = first < at < ceiling and tokens.tags[at] == "N"
    return at if named and is_role(tokens.language, tokens.words[at - 1]) else first


def sentence_subject(tokens: Tokens, first: int, last: int) -> Mention | None:
    """The first phrase of a clause, after an opening adverbial is skipped."""
    at = after_dateline(tokens, first, last)
    if at >= last:
        return None
    if tokens.language.has("according_heads", tokens.words[at]):
        at = _after_adverbial(tokens, at, last)
    while at < last and tokens.tags[at] in "ac,":
        at += 1
    if at < last and tokens.tags[at] in "is":
        at = _after_adverbial(tokens, at, last)
    while at < last and tokens.tags[at] in "a,D":
        at += 1
    if at >= last:
        return None
    if tokens.tags[at] == "p":
        return pronoun_mention(tokens, at)
    if tokens.tags[at] in "Nndh":
        return apposed(tokens, phrase_starting(tokens, at, last), last)
    return None


def after_dateline(tokens: Tokens, first: int, last: int) -> int:
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
        or (tokens.tags[at] == "n" and words[at].endswith("ed") and words[at + 1] == "to")
    ):
        at -= 1
    return at


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
        return apposed(tokens, best, at + 1)
    return best


def _phrase_at(tokens: Tokens, at: int, floor: int) -> Mention | None:
    if tokens.tags[at] == "p":
        return pronoun_mention(tokens, at)
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
