"""Who a short mention stands for: the fullest form of a name in the article.

"Prynn" and "Ms. Prynn" are the Ada Prynn named before; "she" is the person last spoken of.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from verifier.parse.mentions import Mention, MentionKind
from verifier.parse.tokens import Tokens

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?")
_MOST_FORMS = 30  # mentions kept of names that share a word
_LONGEST_NAME = 5  # words; longer runs of capitals are headlines


@dataclass(slots=True)
class People:
    """Names of two and more words, in the order of the article."""

    full: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # last word → names
    starts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    inner_words: set[str] = field(default_factory=set)  # capitalised inside a sentence
    by_first: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def learn(self, tokens: Tokens) -> None:
        """Take up the names of a paragraph."""
        for first, last in name_runs(tokens):
            if last - first + 1 > _LONGEST_NAME:
                continue
            name = tokens.span_text(first, last)
            if first and tokens.tags[first - 1] not in ".?:(":
                self.inner_words.add(tokens.words[first])
            if name.endswith(("'s", "’s")):
                name = name[:-2]
            words = _plain(name)
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

    def nearest_before(self, place: int) -> Mention | None:
        """The last full name before a place."""
        at = bisect_left(self.starts, place) - 1
        if at < 0:
            return None
        start, name = self.starts[at], self.names[at]
        return Mention(name, start, start + len(name), MentionKind.NAME)

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
        if not owners:
            return mention.text
        earlier = [entry for entry in owners if entry[0] <= mention.start] or owners[:1]
        nearest = _first(earlier[-1][1])
        same = [name for _, name in owners if _first(name) == nearest]
        return max(same, key=lambda name: len(name.split()))

    def _called_so(self, words: list[str], mention: Mention) -> str:
        """`the agency` after "Korean Central News Agency"; else the mention's own words."""
        if len(words) == 2 and words[0] in ("the", "die", "la", "le", "el", "der", "das"):
            owners = [name for at, name in self.full.get(words[1], []) if at < mention.start]
            if owners:
                return owners[-1]
        return mention.text


def name_runs(tokens: Tokens) -> Iterable[tuple[int, int]]:
    """First and last token of every run of capitalised words, titles in front left out."""
    titles = tokens.language.words.get("titles", frozenset())
    tags, words = tokens.tags, tokens.words
    at, size = 0, len(tokens)
    while at < size:
        if tags[at] != "N":
            at += 1
            continue
        last = at
        while last + 1 < size and _continues(tokens, last):
            last += 1
        first = at
        while first < last and (words[first] in titles or tags[first] != "N"):
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


def _plain(name: str) -> list[str]:
    return [word.lower().strip(".") for word in _WORD.findall(name)]
