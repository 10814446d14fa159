r"""What is known of single words, language by language: small lists written for this program.

Each file `lexicon/<language>.txt` has sections: a line `[name]`, then entries. `#` opens a
comment. Words are folded on loading exactly as texts are, so accents may be written or not.

| section | a line holds |
| --- | --- |
| function, filler, negation, modal, quantifier, day, month, relative | words |
| deniers | phrases that deny what follows them, `no evidence that` |
| links | words between a denial and what it governs, `not (sure that he was) ...` |
| affirming | words after which a denial is none, `not only` |
| conditions | phrases that take back what stands before them, `unless` |
| premises | conditions that may stand before what depends on them, `if` |
| idle | what begins like one and takes nothing back, `if anything` |
| rebuttals | what denies the sentence before it, `that is a lie` |
| asking | how a question begins that says nothing itself, `do you think` |
| asked | words of an article that tells of a question, `whether` |
| bounds | ways to bound a number in one way, `more than \| over`; the first four strictly |
| synonyms | words or phrases with one sense, `such as \| like` |
| antonyms | two sides, `up / down` or `win, gain / lose` |
| spelling | ways to write one word, `colour color` |
| contractions | short and full, `didn't = did not` |
| numbers, scales | a word and its value, `twenty 20` |
| endings | endings of inflection |
| irregular | the dictionary's form and those no ending makes, `take took taken` |
| denials | prefixes that turn a word round, `un in im` |
| names | ways to name one country or body, `UK \\| British \\| Britain` |
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from verifier.match.lists import sections
from verifier.match.normalise import fold_letters, is_han, normalise
from verifier.match.thesaurus import thesaurus
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
    deniers: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    affirming: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    premises: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    rebuttals: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    bounds: dict[str, frozenset[int]] = field(default_factory=dict)
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
    irregular: dict[str, frozenset[str]] = field(default_factory=dict)  # "took": {"take"}
    language: str | None = None
    known: frozenset[str] = frozenset()  # every single word of the lists
    triples: frozenset[str] = frozenset()  # their letters, three at a time, edges marked

    @property
    def endings_or_none(self) -> tuple[str, ...]:
        """The endings, and the bare stem."""
        return ("", *self.endings)

    def same_sense(self, one: str, other: str) -> bool:
        """Whether two words or phrases have one sense: by our own lists, or by the thesaurus.

        The thesaurus is not asked about words of a class whose members exclude each other.
        """
        if _meet(self.synonyms, *self._listed(one, other)):
            return True
        if self._closed(one) or self._closed(other):
            return False
        readings = self.readings(one), self.readings(other)
        if self.one_word(one, other):
            return False
        wider = thesaurus(self.language)
        return wider.same_sense(*readings) and not wider.opposed(*readings)

    def bounds_apart(self, one: str, other: str) -> bool:
        """Whether two phrases bound a number, and not in one way: "more than", "nearly"."""
        left, right = self.bounds.get(one), self.bounds.get(other)
        return left is not None and right is not None and left.isdisjoint(right)

    def bounds_strictly(self, *words: str) -> bool:
        """Whether words give a number's limit: "over", "up to", but not "about"."""
        return any(line < _STRICT for line in self.bounds.get(" ".join(words), _NONE))

    def same_name(self, one: str, other: str) -> bool:
        """Whether two words name one country or body."""
        return _meet(self.names, *self._listed(one, other))

    def same_spelling(self, one: str, other: str) -> bool:
        """Whether two spellings are of one word."""
        left = (self.spelling.get(form, _NONE) for form in self.readings(one))
        theirs = _NONE.union(*(self.spelling.get(form, _NONE) for form in self.readings(other)))
        return any(not theirs.isdisjoint(numbers) for numbers in left)

    def opposed(self, one: str, other: str) -> bool:
        """Whether two words are antonyms, in these forms or in those of the dictionary."""
        left, right = self._listed(one, other)
        if any(not right.isdisjoint(self.antonyms.get(form, _NO_WORDS)) for form in left):
            return True
        return thesaurus(self.language).opposed(self.readings(one), self.readings(other))

    def same_word(self, one: str, other: str) -> bool:
        """Whether two words are forms of one that no ending explains."""
        nothing: frozenset[str] = frozenset()
        left = self.irregular.get(one, nothing) | {one}
        return not left.isdisjoint(self.irregular.get(other, nothing) | {other})

    def is_known(self, word: str) -> bool:
        """Whether a list or the thesaurus has the word."""
        return word in self.known or thesaurus(self.language).knows(word, self.readings(word))

    def one_word(self, one: str, other: str) -> bool:
        """Whether two words have a dictionary form in common, as "talk" and "talks" have."""
        return not self.readings(one).isdisjoint(self.readings(other))

    def readings(self, phrase: str) -> frozenset[str]:
        """The phrase, and the dictionary forms that its first or its last word may be of."""
        return _readings(phrase, self.language)

    def _listed(self, one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
        """The forms in which our own lists may have two words.

        As they are; where particles are written to a word, without these as well.
        """
        if self.language in _PARTICLES:
            return self.readings(one), self.readings(other)
        return frozenset((one,)), frozenset((other,))

    def _closed(self, word: str) -> bool:
        return (
            word in self.function
            or word in self.modal
            or word in self.quantifier
            or word in self.negation
            or word in self.numbers
        )


# Endings of English inflection, with what stands in their place in the dictionary's form.
_DETACHED = (
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ves", ("f", "fe")),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
)
# What is written to a Korean word's end and to an Arabic word's beginning.
_PARTICLES = {
    "ko": re.compile(
        "(?:(?:라|이라|다|았다|었다)?(?:고|며|면서)|에서|에게|으로|까지|부터|[은는이가을를의에로와과도만])$"
    ),
    "ar": re.compile("^[وف]?[بكل]?(?:ال|ل)?(?=...)"),
}
_STRICT = 4  # lines of bounds: more, less, at least, at most
_AROUND = (
    *("deniers", "links", "affirming", "conditions", "premises", "idle", "rebuttals"),
    *("asking", "asked"),
)
_NONE: frozenset[int] = frozenset()
_NO_WORDS: frozenset[str] = frozenset()


@cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a language, an empty one where there is none."""
    if language not in LANGUAGES:
        return Lexicon()
    return _build(str(language), sections(str(language)))


@lru_cache(maxsize=8192)
def _readings(phrase: str, language: str | None) -> frozenset[str]:
    first, _, middle = phrase.partition(" ")
    if not middle:
        return frozenset(_plain_forms(phrase, language))
    rest, _, last = phrase.rpartition(" ")
    return frozenset(
        [f"{plain} {middle}" for plain in _plain_forms(first, language)]
        + [f"{rest} {plain}" for plain in _plain_forms(last, language)]
    )


def _plain_forms(word: str, language: str | None) -> Iterator[str]:
    """The dictionary forms that an English word may be of, likely and unlikely; itself first."""
    yield word
    if particle := _PARTICLES.get(language or ""):
        bare = particle.sub("", word)
        yield from (bare, f"{bare}다") if language == "ko" else (bare,)
    if language != "en":
        return
    yield from lexicon("en").irregular.get(word, ())
    for ending, instead in _DETACHED:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield from (stem + letters for letters in instead)
            if stem[-1] == stem[-2] and ending in ("ed", "ing"):
                yield stem[:-1]  # stopped


def _meet(groups: dict[str, frozenset[int]], one: Iterable[str], other: Iterable[str]) -> bool:
    left = _NONE.union(*(groups.get(form, _NONE) for form in one))
    return not left.isdisjoint(_NONE.union(*(groups.get(form, _NONE) for form in other)))


@cache
def commonest(language: str) -> frozenset[str]:
    """A language's function words and negations, read without the rest of its lexicon."""
    entries = sections(language)
    lines = (*entries["function"], *entries["negation"])
    return frozenset(_folded(word for line in lines for word in _cut(line)))


def fold(phrase: str) -> str:
    """A phrase as its folded words, joined by one space."""
    if phrase.isascii() and phrase.replace(" ", "").isalnum():
        return " ".join(phrase.lower().split())  # most entries, and loading is to be quick
    if phrase.replace(" ", "").isalpha():
        spaced = (f" {c} " if is_han(ord(c)) else c for c in fold_letters(phrase))
        return " ".join("".join(spaced).split())
    return " ".join(word.text for word in words(normalise(phrase)))


def _build(language: str, entries: dict[str, list[str]]) -> Lexicon:
    def word_set(name: str) -> frozenset[str]:
        return frozenset(_folded(word for line in entries.get(name, ()) for word in _cut(line)))

    def ordered(name: str) -> dict[str, int]:
        lines = entries.get(name, ())
        return {word: at for at, line in enumerate(lines, 1) for word in _folded(line.split())}

    def values(name: str) -> dict[str, float]:
        pairs = (line.rsplit(None, 1) for line in entries.get(name, ()))
        return {fold(word): float(value) for word, value in pairs}

    lists = {
        name: word_set(name)
        for name in ("function", "filler", "negation", "modal", "quantifier", "relative")
    }
    around = {name: word_set(name) for name in _AROUND}
    synonyms = _groups(line.split("|") for line in entries.get("synonyms", ()))
    names = _groups(line.split("|") for line in entries.get("names", ()))
    bounds = _groups(line.split("|") for line in entries.get("bounds", ()))
    spelling = _groups(line.split() for line in entries.get("spelling", ()))
    antonyms = _antonyms(entries.get("antonyms", ()))
    contractions = (line.split("=") for line in entries.get("contractions", ()))
    known = frozenset().union(
        *lists.values(),
        *(phrase.split() for part in (synonyms, spelling, antonyms) for phrase in part),
    )
    irregular: dict[str, set[str]] = {}
    for line in entries.get("irregular", ()):
        plain, *forms = _folded(line.split())
        for form in forms:
            irregular.setdefault(form, set()).add(plain)
    return Lexicon(
        **lists,
        **around,
        language=language,
        irregular={form: frozenset(plain) for form, plain in irregular.items()},
        day=ordered("day"),
        month=ordered("month"),
        synonyms=synonyms,
        names=names,
        bounds=bounds,
        spelling=spelling,
        antonyms=antonyms,
        contractions={fold(short): fold(full) for short, full in contractions},
        numbers=values("numbers"),
        scales=values("scales"),
        endings=tuple(word for line in entries.get("endings", ()) for word in line.split()),
        denials=tuple(word for line in entries.get("denials", ()) for word in line.split()),
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
