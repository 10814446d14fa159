r"""What is known of single words, language by language: small lists written for this program.

Each file `lexicon/<language>.txt` has sections: a line `[name]`, then entries. `#` opens a
comment. Words are folded on loading exactly as texts are, so accents may be written or not.

| section | a line holds |
| --- | --- |
| function, filler, negation, modal, quantifier, day, month, relative | words |
| synonyms | words or phrases with one sense, `such as \| like` |
| antonyms | two sides, `up / down` or `win, gain / lose` |
| spelling | ways to write one word, `colour color` |
| contractions | short and full, `didn't = did not` |
| numbers, scales | a word and its value, `twenty 20` |
| endings | endings of inflection |
| denials | prefixes that turn a word round, `un in im` |
| names | ways to name one country or body, `UK \\| British \\| Britain` |
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from verifier.match.normalise import normalise
from verifier.match.words import words

LANGUAGES = ("en", "de", "es", "fr", "ru", "ar", "zh", "ko", "it", "pt", "nl")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language; all entries folded, phrases as words joined by one space."""

    function: frozenset[str] = frozenset()
    filler: frozenset[str] = frozenset()
    negation: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    quantifier: frozenset[str] = frozenset()
    day: dict[str, int] = field(default_factory=dict)
    month: dict[str, int] = field(default_factory=dict)
    relative: frozenset[str] = frozenset()
    synonyms: dict[str, frozenset[int]] = field(default_factory=dict)
    names: dict[str, frozenset[int]] = field(default_factory=dict)
    spelling: dict[str, frozenset[int]] = field(default_factory=dict)
    antonyms: dict[str, frozenset[str]] = field(default_factory=dict)
    contractions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()  # every single word of the lists
    triples: frozenset[str] = frozenset()  # their letters, three at a time, edges marked

    @property
    def endings_or_none(self) -> tuple[str, ...]:
        """The endings, and the bare stem."""
        return ("", *self.endings)

    def same_sense(self, one: str, other: str) -> bool:
        """Whether two words or phrases stand in one line of the synonyms."""
        return bool(self.synonyms.get(one, _NONE) & self.synonyms.get(other, _NONE))

    def same_name(self, one: str, other: str) -> bool:
        """Whether two words name one country or body."""
        return bool(self.names.get(one, _NONE) & self.names.get(other, _NONE))

    def same_spelling(self, one: str, other: str) -> bool:
        """Whether two spellings are of one word."""
        return bool(self.spelling.get(one, _NONE) & self.spelling.get(other, _NONE))

    def opposed(self, one: str, other: str) -> bool:
        """Whether two words are antonyms."""
        return other in self.antonyms.get(one, _NO_WORDS)


_NONE: frozenset[int] = frozenset()
_NO_WORDS: frozenset[str] = frozenset()


@cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a language, an empty one where there is none."""
    if language not in LANGUAGES:
        return Lexicon()
    return _build(_sections(str(language)))


def word_lists(name: str) -> dict[str, list[str]]:
    """The words of each section of a list that is no language's lexicon, as written."""
    return {
        section: [word for line in lines for word in line.split()]
        for section, lines in _sections(name).items()
    }


def fold(phrase: str) -> str:
    """A phrase as its folded words, joined by one space."""
    if phrase.isascii() and phrase.replace(" ", "").isalnum():
        return " ".join(phrase.lower().split())  # most entries, and loading is to be quick
    return " ".join(word.text for word in words(normalise(phrase)))


def _sections(name: str) -> dict[str, list[str]]:
    path = files("verifier.match") / "lexicon" / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[]"), [])
        elif line:
            entries.append(line)
    return sections


def _build(sections: dict[str, list[str]]) -> Lexicon:
    def word_set(name: str) -> frozenset[str]:
        return frozenset(_folded(word for line in sections.get(name, ()) for word in _cut(line)))

    def ordered(name: str) -> dict[str, int]:
        lines = sections.get(name, ())
        return {word: at for at, line in enumerate(lines, 1) for word in _folded(line.split())}

    def values(name: str) -> dict[str, float]:
        pairs = (line.rsplit(None, 1) for line in sections.get(name, ()))
        return {fold(word): float(value) for word, value in pairs}

    lists = {
        name: word_set(name)
        for name in ("function", "filler", "negation", "modal", "quantifier", "relative")
    }
    synonyms = _groups(line.split("|") for line in sections.get("synonyms", ()))
    names = _groups(line.split("|") for line in sections.get("names", ()))
    spelling = _groups(line.split() for line in sections.get("spelling", ()))
    antonyms = _antonyms(sections.get("antonyms", ()))
    contractions = (line.split("=") for line in sections.get("contractions", ()))
    known = frozenset().union(
        *lists.values(),
        *(phrase.split() for part in (synonyms, spelling, antonyms) for phrase in part),
    )
    return Lexicon(
        **lists,
        day=ordered("day"),
        month=ordered("month"),
        synonyms=synonyms,
        names=names,
        spelling=spelling,
        antonyms=antonyms,
        contractions={fold(short): fold(full) for short, full in contractions},
        numbers=values("numbers"),
        scales=values("scales"),
        endings=tuple(word for line in sections.get("endings", ()) for word in line.split()),
        denials=tuple(word for line in sections.get("denials", ()) for word in line.split()),
        known=known,
        triples=frozenset().union(*(triples(word) for word in known)),
    )


def triples(word: str) -> set[str]:
    """The letter triples of a word, its edges marked."""
    marked = f"^{word}$"
    return {marked[at : at + 3] for at in range(len(marked) - 2)}


def _cut(line: str) -> Iterable[str]:
    """The entries of a line: phrases where it has commas, else words."""
    return line.split(",") if "," in line else line.split()


def _folded(entries: Iterable[str]) -> Iterable[str]:
    return (folded for entry in entries if (folded := fold(entry)))


def _groups(lines: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for phrase in line:
            groups.setdefault(fold(phrase), set()).add(number)
    return {phrase: frozenset(numbers) for phrase, numbers in groups.items()}


def _antonyms(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for line in lines:
        left, _, right = line.partition("/")
        one_side = [fold(word) for word in left.split(",")]
        other_side = [fold(word) for word in right.split(",")]
        for one in one_side:
            pairs.setdefault(one, set()).update(other_side)
        for other in other_side:
            pairs.setdefault(other, set()).update(one_side)
    return {word: frozenset(others) for word, others in pairs.items()}
