"""Makes `lexicon/wordnet.txt` from a WordNet 3.1 database; run by hand, never by the program.

    python -m verifier.match.from_wordnet DICT     # the folder with data.noun and index.sense

Kept are the senses that texts mostly mean. WordNet counts how often each sense was met in tagged
texts and numbers a word's senses by that; a synset's members that were met in it, and for which
it is one of their first senses, replace each other without a reader noticing. The rest ("dog" and
"frump") is left out, and so is whatever can turn a meaning: modals, quantifiers, denials,
numbers, function words, and members that are antonyms of each other in any sense.

The limits are for caution: on quotations with substituted words, our own synonym list taken out,
these and any wider ones find the same words, and only first senses lose one in thirty; no limit
called a changed word a synonym, but the rarer the sense, the likelier it is to. Our lists of
modals, quantifiers and the like decide what is left out: run this again when they change.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from textwrap import wrap

from verifier.match.lexicon import Lexicon, fold, lexicon
from verifier.match.negation import denies, turned_by_prefix

_FIRST_SENSES = {"noun": 2, "verb": 4, "adj": 3, "adv": 3}  # of a word; later ones are left out
_CLASSES = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
_LETTERS = {"n": "1", "v": "2", "a": "3", "r": "4", "s": "5"}
_MANY_SENSES = 3  # a word with so many is a common one, met in tagged texts or not
_PHRASE = re.compile(r"[a-z]+(?:[-_][a-z]+){0,2}")
_WORD = re.compile(r"[a-z]{2,}")
_OUT = Path(__file__).parent / "lexicon" / "wordnet.txt"
_HEAD = """\
# Made from WordNet 3.1 by verifier/match/from_wordnet.py; not to be edited by hand.
# WordNet is a registered trademark and copyright of Princeton University; licence in NOTICE.
"""

Key = tuple[str, str]  # word class, offset of a synset in that class's file
Antonyms = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Synset:
    """One sense: every word for it as written, those worth keeping, and what it is opposed to."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    opposed: tuple[tuple[Key, int, int], ...]  # synset; numbers of the member here and there


def main(folder: Path) -> None:
    """Read the database and write the data file."""
    met, words = _senses(folder)
    index = (folder / "index.verb").read_text(encoding="ascii").splitlines()
    verbal = {line.partition(" ")[0] for line in index}
    synsets: dict[Key, Synset] = {}
    for name in _FIRST_SENSES:
        for line in (folder / f"data.{name}").read_text(encoding="ascii").splitlines():
            if not line.startswith("  "):  # the licence does
                synsets[name, line[:8]] = _synset(line, name, met)
    antonyms = _antonyms(synsets, frozenset(words))
    known = lexicon("en")
    groups = sorted({line for s in synsets.values() for line in _groups(s, antonyms, known)})
    pairs = [f"{word} / {' '.join(sorted(others))}" for word, others in sorted(antonyms.items())]
    verbs = [word for word in words if word in verbal]
    others = [word for word in words if word not in verbal]
    lines = ["[synonyms]", *groups, "[antonyms]", *pairs]
    lines += ["[verbs]", *wrap(" ".join(verbs), 99), "[others]", *wrap(" ".join(others), 99)]
    _OUT.write_text(_HEAD + "\n".join(lines) + "\n", encoding="ascii")


def _senses(folder: Path) -> tuple[frozenset[tuple[str, Key]], list[str]]:
    """The senses that count, each with its word, and the words common enough to be known."""
    met: set[tuple[str, Key]] = set()
    times: Counter[str] = Counter()
    senses: Counter[str] = Counter()
    for line in (folder / "index.sense").read_text(encoding="ascii").splitlines():
        key, offset, number, count = line.split()
        word, _, rest = key.partition("%")
        name = _CLASSES[rest[0]]
        if int(count) and int(number) <= _FIRST_SENSES[name]:
            met.add((word, (name, offset)))
        times[word] += int(count)
        senses[word] += 1
    words = [w for w in senses if _WORD.fullmatch(w) and (times[w] or senses[w] >= _MANY_SENSES)]
    return frozenset(met), sorted(words)


def _synset(line: str, name: str, met: frozenset[tuple[str, Key]]) -> Synset:
    """A line of a data file: offset, members with their numbers, pointers, and a gloss."""
    fields = line.partition(" | ")[0].split()
    key, count = (name, fields[0]), int(fields[3], 16)
    written = tuple(fields[4 + 2 * n].partition("(")[0] for n in range(count))
    kept = tuple(w for w in written if _PHRASE.fullmatch(w) and (w, key) in met)
    pointers = fields[5 + 2 * count : 5 + 2 * count + 4 * int(fields[4 + 2 * count])]
    opposed = tuple(
        ((_CLASSES[_LETTERS[letter]], offset), int(ends[:2], 16), int(ends[2:], 16))
        for sign, offset, letter, ends in zip(*(pointers[n::4] for n in range(4)), strict=True)
        if sign == "!"
    )
    return Synset(written, kept, opposed)


def _antonyms(synsets: dict[Key, Synset], words: frozenset[str]) -> Antonyms:
    """Opposites of common words, but for those that a prefix makes: a rule knows these."""
    known = lexicon("en")
    antonyms: Antonyms = {}
    for synset in synsets.values():
        for other, here, there in synset.opposed:
            one, opposite = synset.written[here - 1], synsets[other].written[there - 1]
            if {one, opposite} <= words and not turned_by_prefix(one, opposite, known):
                antonyms.setdefault(one, set()).add(opposite)
    return antonyms


def _groups(synset: Synset, antonyms: Antonyms, known: Lexicon) -> Iterator[str]:
    """The members as a line of synonyms; none where fewer than two may replace each other."""
    phrases = [fold(w.replace("_", " ")) for w in synset.kept if _harmless(w.split("_"), known)]
    opposed = any(
        b in antonyms.get(a, ()) or b in known.antonyms.get(a, ()) or turned_by_prefix(a, b, known)
        for a, b in permutations(phrases, 2)
    )
    if len(phrases) > 1 and not opposed:
        yield " | ".join(phrases)


def _harmless(words: list[str], known: Lexicon) -> bool:
    """Whether a phrase has no word whose exchange may turn a meaning."""
    closed = known.modal | known.quantifier | known.numbers.keys() | known.scales.keys()
    dates = known.day.keys() | known.month.keys() | known.relative
    if any(word in closed or word in dates or denies(word, known) for word in words):
        return False
    return len(words) > 1 or words[0] not in known.function


if __name__ == "__main__":
    main(Path(sys.argv[1]))
