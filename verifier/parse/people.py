"""Who a short mention stands for: the fullest form of a name in the article.

"Prynn" and "Ms. Prynn" are the Ada Prynn named before; "she" is the person last spoken of.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from verifier.parse.genders import gender_of_name, gender_of_role
from verifier.parse.phrases import Mention, MentionKind
from verifier.parse.roles import after_titles, role_ending, roles_beside
from verifier.parse.tokens import Tokens

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?")
_MOST_FORMS = 30  # mentions kept of names that share a word
_LOOK_AHEAD = 300  # code points; "she said" before she is named
_LOOK_BACK = 12  # names before a pronoun
_DEFINITE = frozenset(
    ["the", "die", "der", "das", "dem", "den", "la", "le", "el", "il", "lo", "o", "a", "l"]
)
_LONGEST_NAME = 5  # words; longer runs of capitals are headlines


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it stands beside a name: `transport minister`, at an offset."""

    start: int
    modifiers: tuple[str, ...]
    name: str


@dataclass(slots=True)
class People:
    """Names of two and more words, in the order of the article."""

    full: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # last word → names
    starts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    inner_words: set[str] = field(default_factory=set)  # capitalised inside a sentence
    by_first: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    roles: dict[str, list[Role]] = field(default_factory=dict)  # "minister" → who bears it
    genders: dict[str, str] = field(default_factory=dict)  # last word of a name → "f", "m"
    told_at: dict[int, str] = field(default_factory=dict)  # where "Mrs." stands before a name

    def learn(self, tokens: Tokens) -> None:
        """Take up the names of a paragraph."""
        for first, last in name_runs(tokens):
            if last - first + 1 > _LONGEST_NAME:
                continue
            name = tokens.span_text(first, last)
            if first and tokens.tags[first - 1] not in ".?:(":
                self.inner_words.update(tokens.words[first : last + 1])
            if name.endswith(("'s", "’s")):
                name = name[:-2]
            words = _plain(name)
            self._learn_roles(tokens, first, last, name, words)
            if len(words) < 2:
                continue
            entry = (tokens.starts[first], name)
            self.starts.append(entry[0])
            self.names.append(name)
            for owners in (
                self.full.setdefault(words[-1], []),
                self.by_first.setdefault(words[0], []),
            ):
                if len(owners) < _MOST_FORMS:
                    owners.append(entry)

    def _learn_roles(
        self, tokens: Tokens, first: int, last: int, name: str, words: Sequence[str]
    ) -> None:
        lexicon = tokens.language
        if first and words and tokens.tags[first - 1] in "hNn":
            gender = gender_of_role(lexicon, tokens.words[first - 1])
            if gender is not None:
                self.genders.setdefault(words[-1], gender)
                self.told_at[tokens.starts[first]] = gender
        for word, *modifiers in roles_beside(tokens, first, last):
            role = Role(tokens.starts[first], tuple(modifiers), name)
            ending = role_ending(lexicon, word) if lexicon.flag("noun_capitals") else None
            for key in {word, ending or word}:
                bearers = self.roles.setdefault(key, [])
                if len(bearers) < _MOST_FORMS:
                    bearers.append(role)

    def gender(self, name: str) -> str | None:
        """Either "f" or "m", where a given name, a role or an honorific tells it."""
        return gender_of_name(name) or self.genders.get((_plain(name) or ("",))[-1])

    def nearest_before(self, place: int, gender: str | None = None) -> Mention | None:
        """The last full name before a place that a pronoun of this gender can stand for."""
        at = bisect_left(self.starts, place) - 1
        for index in range(at, max(-1, at - _LOOK_BACK), -1):
            start, name = self.starts[index], self.names[index]
            if gender is None or self.gender(name) in (None, gender):
                return Mention(name, start, start + len(name), MentionKind.NAME)
        return None

    def next_after(self, place: int, gender: str | None) -> Mention | None:
        """The first name behind a place that is known to be of this gender, if it is near."""
        for index in range(bisect_left(self.starts, place), len(self.starts)):
            start, name = self.starts[index], self.names[index]
            if gender is None or start - place > _LOOK_AHEAD:
                return None
            if self.gender(name) == gender:
                return Mention(name, start, start + len(name), MentionKind.NAME)
        return None

    def fullest(self, mention: Mention) -> str:
        """The longest name in the article that this mention shortens; else the mention's text."""
        words = _plain(mention.text)
        if mention.kind is MentionKind.NOMINAL:
            return self._called_so(words, mention)
        if mention.kind is not MentionKind.NAME or not words or len(words) > 2:
            return mention.text
        owners = self.full.get(words[-1], [])
        if len(words) == 2:
            owners = [entry for entry in owners if _first(entry[1]) == words[0]]
        elif not owners:
            owners = self.by_first.get(words[0], [])
        told = self.told_at.get(mention.start)  # "Mrs. Clinton" is not Bill Clinton
        owners = [entry for entry in owners if {told, gender_of_name(entry[1])} != {"f", "m"}]
        if not owners:
            return mention.text
        earlier = [entry for entry in owners if entry[0] <= mention.start] or owners[:1]
        nearest = _first(earlier[-1][1])
        same = [name for _, name in owners if _first(name) == nearest]
        return max(same, key=lambda name: len(name.split()))

    def _called_so(self, words: Sequence[str], mention: Mention) -> str:
        """`the minister` or `the agency` after its bearer; else the mention's own words."""
        if len(words) < 2 or words[0] not in _DEFINITE:
            return mention.text
        bearers = [role for role in self.roles.get(words[-1], []) if role.start < mention.start]
        if len(words) > 2:
            bearers = [role for role in bearers if set(words[1:-1]) & set(role.modifiers)]
        if bearers:
            name = bearers[-1].name
            return self.fullest(Mention(name, mention.start, mention.end, MentionKind.NAME))
        if len(words) == 2:
            owners = [name for at, name in self.full.get(words[1], []) if at < mention.start]
            if owners:
                return owners[-1]
        return mention.text


def name_runs(tokens: Tokens) -> Iterable[tuple[int, int]]:
    """First and last token of every run of capitalised words, titles in front left out."""
    tags = tokens.tags
    at, size = 0, len(tokens)
    while at < size:
        if tags[at] != "N":
            at += 1
            continue
        last = at
        while last + 1 < size and _continues(tokens, last):
            last += 1
        first = after_titles(tokens, at, last)
        while first < last and tags[first] != "N":
            first += 1
        yield first, last
        at = last + 1


def _continues(tokens: Tokens, last: int) -> bool:
    tag = tokens.tags[last + 1]
    if tokens.starts[last + 1] - tokens.ends[last] > 1 or tokens.words[last].endswith(("'s", "’s")):
        return False
    if tag == "N":
        return True
    if last + 2 >= len(tokens) or tokens.tags[last + 2] != "N":
        return False
    if tag == "." and len(tokens.words[last]) == 1:
        return True  # an initial
    return tokens.language.has("particles", tokens.words[last + 1])


def _first(name: str) -> str:
    return _plain(name)[0]


@lru_cache(maxsize=8192)
def _plain(name: str) -> tuple[str, ...]:
    return tuple(word.lower().strip(".") for word in _WORD.findall(name))
