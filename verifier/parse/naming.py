"""Names in running prose that can be a source: where they begin, and whether they stand as one.

`name_spans` finds capitalised names, `outlet_spans` those that name an outlet, one for each of
`Reuters and the BBC`; `stands_as_source` looks at the words around: told X, X said, by X.
"""

from collections.abc import Iterator

from verifier.parse.cues import CueEvent
from verifier.parse.pointers import Reader
from verifier.parse.tokens import Sentence, Tokens

_LONGEST_JOINED = 6  # tokens of a name up to its last joint: "The Times of the Western Isles"
_LONGEST_BESIDE = 8  # tokens of person and outlet side by side
_POSSESSIVES = ("’s", "'s")


def name_spans(
    tokens: Tokens, sentence: Sentence, *, within_parentheses: bool = False
) -> Iterator[tuple[int, int]]:
    """First and last token of the capitalised names of a sentence, their own article included."""
    tags, at = tokens.tags, sentence.first
    depth = 0
    while at < sentence.last:
        if tags[at] == "(":
            depth += 1
        elif tags[at] == ")":
            depth = max(0, depth - 1)
        opens = tags[at] == "N" or (tags[at] == "#" and _opens_name(tokens, sentence, at))
        if not opens or (depth and not within_parentheses) or is_dated_owner(tokens, at):
            at += 1
            continue
        last = _end_of_name(tokens, sentence, at)
        first = at - 1 if _has_own_article(tokens, sentence, at) else at
        yield first, last
        at = last + 1


def outlet_spans(
    tokens: Tokens, sentence: Sentence, reader: Reader
) -> Iterator[tuple[int, int, bool]]:
    """First and last token of what may name outlets, and whether something says that it does."""
    for first, last in name_spans(tokens, sentence):
        if reader.names.known(bare(tokens.span_text(first, last))):
            yield first, last, True
            continue
        names = list(_split_at_joints(tokens, first, last))
        parts = [part for part in names if is_outlet(tokens, sentence, *part, reader)]
        if parts and parts[0] != (first, last):
            yield from ((*part, True) for part in parts)
            continue
        name = _beside_person(tokens, first, last, reader)
        if [name] == names:
            yield *name, bool(parts)
        else:
            yield *name, is_outlet(tokens, sentence, *name, reader)


def is_outlet(tokens: Tokens, sentence: Sentence, first: int, last: int, reader: Reader) -> bool:
    """Whether a name is an outlet's: known, called like one, or introduced as one."""
    written = bare(tokens.span_text(first, last))
    if reader.names.looks_like_outlet(written) or compound_head(written, reader):
        return True
    before = first - 1
    introduced = before >= sentence.first and tokens.language.has(
        "outlet_nouns", tokens.words[before]
    )
    return introduced and not tokens.words[before].endswith(_POSSESSIVES)


def bare(written: str) -> str:
    """A name without its possessive ending."""
    for suffix in _POSSESSIVES:
        written = written.removesuffix(suffix)
    return written


def compound_head(written: str, reader: Reader) -> str | None:
    """The outlet of `dpa-Interview`, `Telegram-Kanal`; None when the word is no such compound."""
    head, dash, tail = written.rpartition("-")
    if not dash or not head or not tail:
        return None
    lexicon, noun = reader.lexicon, tail.lower()
    nouns = (*lexicon.tables.get("media", ()), *lexicon.words.get("outlet_nouns", ()))
    is_medium = noun.endswith(nouns) if lexicon.flag("noun_capitals") else noun in nouns
    named = lexicon.has("platforms", head.lower()) or bool(reader.names.known(head))
    return head if is_medium and named else None


def stands_as_source(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], first: int, last: int
) -> bool:
    """Whether the tokens first … last stand where a source is named: told X, X said, by X."""
    is_subject = any(e.subject is not None and e.subject.last == last for e in events)
    if not is_subject and _modifies(tokens, sentence, first, last):
        return False
    language = tokens.language
    prepositions = language.words.get("citing_prepositions", frozenset())
    at = first - 1
    introduced = at >= sentence.first and language.has("outlet_nouns", tokens.words[at])
    while at >= sentence.first and first - at <= 4:
        if not (_leads_to_name(tokens, at) or (introduced and tokens.tags[at] == "N")):
            break  # "the German newspaper Die Zeit" has a name before the noun
        if tokens.words[at] in prepositions:
            return True  # German datives: "der Deutschen Presse-Agentur"
        at -= 1
    if at >= sentence.first and (tokens.words[at] in prepositions or tokens.tags[at] == "V"):
        return True
    if language.has("platforms", tokens.words[last]):
        return True
    if last + 1 < sentence.last and language.has("quoting_verbs", tokens.words[last + 1]):
        return True  # "The Post quoted a juror as saying"
    subjects = [event.subject for event in events if event.subject is not None]
    return any(subject.first <= last and first <= subject.last for subject in subjects)


def is_dated_owner(tokens: Tokens, at: int) -> bool:
    """`Monday’s` of `in Monday’s Irish Times`: no part of the name."""
    if not tokens.words[at].endswith(_POSSESSIVES):
        return False
    owner = bare(tokens.words[at])
    tables = tokens.language.tables
    return owner in tables.get("weekdays", {}) or owner in tables.get("months", {})


def goes_on(tokens: Tokens, before: int, first: int) -> bool:
    """Whether only a comma, "and" or an article stands between two names of one list."""
    joints = tokens.language.words.get("list_joints", frozenset())
    between = range(before + 1, first)
    joined = all(tokens.words[at] in joints or tokens.tags[at] in ",d" for at in between)
    return joined and 0 < len(between) <= 3


# --- parts --------------------------------------------------------------------------------


def _end_of_name(tokens: Tokens, sentence: Sentence, at: int) -> int:
    last = at
    while last + 1 < sentence.last and not tokens.words[last].endswith(_POSSESSIVES):
        if not (tokens.tags[last + 1] == "N" or _joins(tokens, sentence, at, last + 1)):
            break
        last += 1
    while last > at and tokens.tags[last] not in "N#":
        last -= 1
    return last


def _joins(tokens: Tokens, sentence: Sentence, first: int, at: int) -> bool:
    """A short number, or a small word that a name goes on after: `The Times of the Isles`."""
    word = tokens.words[at]
    if tokens.tags[at] == "#":
        apart = tokens.starts[at] - tokens.ends[at - 1]
        return word.isdigit() and len(word) < 4 and apart == 1
    behind_joint = tokens.tags[at] == "d" and tokens.language.has(
        "name_joints", tokens.words[at - 1]
    )
    if not (behind_joint or tokens.language.has("name_joints", word)):
        return False
    return (
        at + 1 < sentence.last
        and tokens.tags[at + 1] in "Nd"
        and at + 1 - first < (_LONGEST_JOINED)
    )


def _split_at_joints(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names between "and"s, without the articles before them."""
    joints = tokens.language.words.get("list_joints", frozenset())
    start = first
    for at in range(first, last + 2):
        if at <= last and tokens.words[at] not in joints:
            continue
        while start < at - 1 and tokens.tags[start] == "d" and _is_small(tokens, start):
            start += 1
        if start < at:
            yield start, at - 1
        start = at + 1


def _beside_person(tokens: Tokens, first: int, last: int, reader: Reader) -> tuple[int, int]:
    """The outlet in `Suzanne Moore of The Globe and Mail`, `РИА Новости Олег Варин`.

    One word in small letters says too little: `the Friends of Nature` are no journal's.
    """
    if last - first > _LONGEST_BESIDE:
        return first, last
    for start in range(first, last + 1):
        stops = range(last - 1, first - 1, -1) if start == first else (last,)
        for stop in stops:
            if stop < last and tokens.tags[stop + 1] != "N":
                continue  # a longer name goes on: "La Dépêche des Îles"
            written = bare(tokens.span_text(start, stop))
            if (start < stop or written.isupper()) and reader.names.known(written):
                return start, stop
    return first, last


def _is_small(tokens: Tokens, at: int) -> bool:
    return tokens.text[tokens.starts[at]].islower()


def _opens_name(tokens: Tokens, sentence: Sentence, at: int) -> bool:
    """A number that does: `38 North`, but not the 3 of `a May 3 Harbour Wire report`."""
    if at + 1 >= sentence.last or tokens.tags[at + 1] != "N":
        return False
    before = at - 1
    while before > sentence.first and tokens.tags[before] == ".":
        before -= 1  # "Jan. 27"
    return at == sentence.first or tokens.tags[before] != "D"


def _has_own_article(tokens: Tokens, sentence: Sentence, at: int) -> bool:
    """`told The Associated Press`, `a El País`: an article with a capital is the name's own."""
    before = at - 1
    if before <= sentence.first or tokens.tags[before] != "d":
        return False
    return tokens.text[tokens.starts[before]].isupper()


def _leads_to_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return tokens.tags[at] in "dn*h#D" or (
        tokens.language.has("pair_openers", word) or is_dated_owner(tokens, at)
    )


def _modifies(tokens: Tokens, sentence: Sentence, first: int, last: int) -> bool:
    """`a State Department spokesperson`, `State media`: the name only says what kind."""
    after = last + 1
    if after >= sentence.last or tokens.tags[after] != "n" or tokens.language.code != "en":
        return False
    word = tokens.words[after]
    if tokens.language.has("platforms", tokens.words[last]) or word.endswith("ed"):
        return False
    media = tokens.language.tables.get("media", {})
    return (
        word not in media
        and not tokens.language.has("documents", word)
        and not (
            tokens.words[last].endswith(_POSSESSIVES)
            or tokens.language.has("outlet_nouns", word)
            or word in ("last", "earlier")
        )
    )
