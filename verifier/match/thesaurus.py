"""What WordNet knows of English words: shared senses, opposites, and which strings are words.

The data file `lexicon/wordnet.txt` is made from the WordNet database (`from_wordnet`; licence in
NOTICE). It is read when a difference first asks for it: a page that has the words as quoted never
does. Entries are dictionary forms; `lexicon` reduces inflected ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from verifier.match.lists import sections

Senses = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Words and short phrases by sense; everything lower case, ASCII."""

    senses: Senses = field(default_factory=dict)
    antonyms: dict[str, frozenset[str]] = field(default_factory=dict)
    verbs: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()  # all of them, the verbs as well

    def same_sense(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether any reading of one word shares a sense with any of the other."""
        theirs = self._senses(other)
        return bool(theirs) and not theirs.isdisjoint(self._senses(one))

    def opposed(self, one: Iterable[str], other: frozenset[str]) -> bool:
        """Whether any reading of one word is an antonym of any of the other."""
        return any(not other.isdisjoint(self.antonyms.get(word, ())) for word in one)

    def knows(self, word: str, readings: frozenset[str]) -> bool:
        """Whether a string is a word: as it is, or as an inflected form of one."""
        stems = self.verbs if word.endswith(("ed", "ing")) else self.words
        return word in self.words or not stems.isdisjoint(readings)

    def _senses(self, readings: Iterable[str]) -> set[int]:
        return set().union(*(self.senses.get(word, ()) for word in readings))


@cache
def thesaurus(language: str | None) -> Thesaurus:
    """The thesaurus of a language, an empty one where there is none."""
    if language != "en":
        return Thesaurus()
    lists = sections("wordnet")
    senses: Senses = {}
    for number, line in enumerate(lists["synonyms"]):
        for phrase in line.split(" | "):
            senses.setdefault(phrase, set()).add(number)
    antonyms = {
        word: frozenset(others.split())
        for word, _, others in (line.partition(" / ") for line in lists["antonyms"])
    }
    verbs, others = (frozenset(" ".join(lists[name]).split()) for name in ("verbs", "others"))
    return Thesaurus(senses, antonyms, verbs, verbs | others)
