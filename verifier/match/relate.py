"""What a few quoted words are to a few words of the source: the kind of one difference.

Rules from the surest to the vaguest; the first that holds names the kind. Costs let the aligner
of `edits` prefer the kindest explanation that holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from verifier.match import likeness, numbers
from verifier.match.lexicon import Lexicon, fold, triples
from verifier.match.lists import word_lists
from verifier.match.negation import denials, turned_by_prefix
from verifier.match.page import PreparedPage
from verifier.match.words import Word
from verifier.model import EditKind

Related = tuple[EditKind, float]

_COSTS = {
    EditKind.TYPOGRAPHY: 0.1,
    EditKind.SPELLING: 0.3,
    EditKind.CONTRACTION: 0.3,
    EditKind.NUMBER_FORMAT: 0.3,
    EditKind.SYNONYM: 0.5,
    EditKind.INFLECTION: 0.5,
    EditKind.OCR: 0.6,
    EditKind.TYPO: 0.7,
    EditKind.FUNCTION: 1.0,
    EditKind.NEGATION: 0.9,
    EditKind.ANTONYM: 0.9,
    EditKind.NUMBER: 1.1,
    EditKind.DATE: 1.0,
    EditKind.MODAL: 0.9,
    EditKind.QUANTIFIER: 0.9,
    EditKind.NAME: 2.4,
    EditKind.WORD: 3.0,
}


_MEN, _WOMEN = (
    frozenset(fold(word) for word in word_lists("speakers")[part]) for part in ("men", "women")
)
_ENDINGS = {"s": "is", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
_KOREAN_DATE = re.compile(r"^\d+[년월일]")
_READINGS = {"has": "is", "had": "would"}
_LONG_WORD = 6  # letters, from which one that is wrong makes no other word
_BOUND = 0.6
_UNRELATED_DENIAL = 2.4  # "not" in the place of another word: rather one more and one less


@dataclass(frozen=True, slots=True)
class Sense:
    """What is known when words are compared.

    `names` are the folded words that stand as names on either side; the page's own words
    vouch for others; `noisy` says that the quotation has strings in it that are no words, so
    that it may have been scanned.
    """

    lexicon: Lexicon
    page: PreparedPage
    names: frozenset[str] = frozenset()
    noisy: bool = False
    known: dict[tuple[str, str], EditKind | None] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )  # kinds worked out already: the words of an edge are tried against many stretches

    def has(self, text: str) -> bool:
        """Whether a list or the page has the word."""
        return text in self.page.vocabulary or self.lexicon.is_known(text)

    def garbled_there(self, quoted: str, source: str) -> bool:
        """Whether the page has a string that no list knows, and the quotation a word."""
        return (
            source not in self.names
            and self.lexicon.is_known(quoted)
            and not self.lexicon.is_known(source)
        )

    def is_word(self, text: str) -> bool:
        """Whether a string may be a word rather than a slip: known, or of known letters."""
        if self.has(text):
            return True
        if any(c.isdigit() for c in text):
            return False
        seen = self.lexicon.triples
        return all(triple in seen or triple in self.page.triples for triple in triples(text))


def relate(quoted: Sequence[Word], source: Sequence[Word], sense: Sense) -> Related | None:
    """The kind of a replacement and its cost; None when it is not worth being one."""
    texts = [w.text for w in quoted], [w.text for w in source]
    key = " ".join(texts[0]), " ".join(texts[1])
    if key not in sense.known:
        sense.known[key] = _kind(*texts, sense)
    kind = sense.known[key]
    if kind is None:
        return None
    cost = _COSTS[kind]
    if kind is EditKind.QUANTIFIER and sense.lexicon.bounds_apart(*map(" ".join, texts)):
        cost = _BOUND  # "over" is for "up to" rather than for its "to"
    if kind is EditKind.NAME and persons_apart(*key):
        cost = _BOUND
    if kind is EditKind.NEGATION and not _akin(quoted[0].text, source[0].text):
        cost = _UNRELATED_DENIAL
    return kind, cost * max(len(quoted), len(source), 1) ** 0.5


def _akin(one: str, other: str) -> bool:
    """Whether one word is in the other, but for its first or last letters."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short[: max(1, len(short) - 1)]) or long.endswith(short)


def _kind(quoted: list[str], source: list[str], sense: Sense) -> EditKind | None:
    one, other = " ".join(quoted), " ".join(source)
    if _closed_up(one) == _closed_up(other):
        return EditKind.TYPOGRAPHY
    if kind := _phrases(quoted, source, sense.lexicon):
        return kind
    if len(quoted) > 1 or len(source) > 1:
        return _joined(one, other)
    return _words(one, other, sense)


def _closed_up(phrase: str) -> str:
    return phrase.replace(" ", "").replace("'", "")


def _joined(one: str, other: str) -> EditKind | None:
    """Words run together or apart, with a misread letter: "sidewerc" for "side were"."""
    one, other = _closed_up(one), _closed_up(other)
    if abs(len(one) - len(other)) > 2 or not one or not other:
        return None
    return EditKind.OCR if likeness.misread(one, other) else None


def _phrases(quoted: list[str], source: list[str], lexicon: Lexicon) -> EditKind | None:
    """Rules for one or more words on either side."""
    one, other = " ".join(quoted), " ".join(source)
    if _same_amount(quoted, source, lexicon):
        return EditKind.NUMBER_FORMAT
    if persons_apart(one, other):
        return EditKind.NAME
    if lexicon.opposed(one, other):
        return _opposition(one, other, lexicon)
    if kind := _units(one, other):
        return kind
    if lexicon.same_spelling(one, other):
        return EditKind.SPELLING
    if len(quoted) == len(source) == 1 and likeness.respelt(one, other, lexicon):
        return EditKind.SPELLING
    if lexicon.same_sense(one, other) or lexicon.same_name(one, other):
        both = one in lexicon.function and other in lexicon.function
        return EditKind.FUNCTION if both else EditKind.SYNONYM
    full = _full(quoted, lexicon), _full(source, lexicon)
    if full != (quoted, source) and _alike(full[0]) == _alike(full[1]):
        return EditKind.CONTRACTION
    if _only_denial(*full, lexicon):
        return EditKind.NEGATION
    if lexicon.bounds_apart(one, other):
        return EditKind.QUANTIFIER
    if " " in one + other and one in lexicon.modal and other in lexicon.modal:
        return EditKind.INFLECTION if lexicon.one_word(one, other) else EditKind.MODAL
    return None


def _same_amount(quoted: list[str], source: list[str], lexicon: Lexicon) -> bool:
    values = numbers.value(quoted, lexicon), numbers.value(source, lexicon)
    if values[0] and values[1] and numbers.same_value(values[0], values[1]):
        return True
    return numbers.same_time(quoted, source)


def _units(one: str, other: str) -> EditKind | None:
    if numbers.same_unit(one, other):
        return EditKind.NUMBER_FORMAT
    if numbers.units_apart(one, other):
        return EditKind.DATE if numbers.of_time(one) and numbers.of_time(other) else EditKind.NUMBER
    return None


def persons_apart(one: str, other: str) -> bool:
    """Whether two titles are of a man and a woman: Mr and Mrs Smith are two people."""
    return (one in _MEN and other in _WOMEN) or (one in _WOMEN and other in _MEN)


def _opposition(one: str, other: str, lexicon: Lexicon) -> EditKind:
    if _denied(one, other, lexicon):
        return EditKind.NEGATION
    if one in lexicon.quantifier and other in lexicon.quantifier:
        return EditKind.QUANTIFIER
    both = _is_date(one, lexicon) and _is_date(other, lexicon)
    return EditKind.DATE if both else EditKind.ANTONYM


def _denied(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two opposites differ by a denial: legal and illegal, with and without."""
    return turned_by_prefix(one, other, lexicon) or (
        denials([one], lexicon) != denials([other], lexicon)
    )


def _full(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words with contractions written out."""
    full: list[str] = []
    for word in words:
        full.extend(lexicon.contractions.get(word, "").split() or _parts(word))
    return full


def _parts(word: str) -> list[str]:
    """The words `they have` of "they've"; what is no English contraction stays one word."""
    if word.endswith("n't") and len(word) > 3:
        return [word[:-3], "not"]
    stem, apostrophe, ending = word.partition("'")
    if apostrophe and stem and ending in _ENDINGS:
        return [stem, _ENDINGS[ending]]
    return [word]


def _alike(words: list[str]) -> str:
    """One form for both readings of 's and of 'd."""
    return "".join(_READINGS.get(word, word) for word in words).replace("'", "")


def _only_denial(one: list[str], other: list[str], lexicon: Lexicon) -> bool:
    """Whether the words are the same but for a "not"."""
    counts = denials(one, lexicon), denials(other, lexicon)
    if counts[0] == counts[1] or not one or not other:
        return False
    bare = [[w for w in words if not denials([w], lexicon)] for words in (one, other)]
    if not bare[0] and not bare[1]:
        return False
    return bare[0] == bare[1] or _korean_stem(one, other)


def _korean_stem(one: list[str], other: list[str]) -> bool:
    return "가" <= one[0][:1] <= "힣" and one[0][:1] == other[0][:1]


def _words(one: str, other: str, sense: Sense) -> EditKind:
    """Rules for a single word on both sides."""
    lexicon, names = sense.lexicon, sense.names
    if turned_by_prefix(one, other, lexicon):
        return EditKind.NEGATION
    if likeness.misread(one, other) and (
        sense.noisy or not sense.is_word(one) or sense.garbled_there(one, other)
    ):
        return EditKind.OCR
    if one not in names and likeness.misread_pair(one, other):
        return EditKind.OCR
    if kind := _closed_class(one, other, lexicon):
        return kind
    if likeness.inflected(one, other, lexicon):
        return EditKind.INFLECTION
    if _slip(one, other, sense):
        return EditKind.TYPO
    modal = one in lexicon.modal, other in lexicon.modal
    plain = one in lexicon.function, other in lexicon.function
    if modal[0] != modal[1] and plain[0] | modal[0] and plain[1] | modal[1]:
        return EditKind.MODAL  # "wants to" and "has to"
    if all(plain):
        return EditKind.FUNCTION
    if kind := _one_sided(one, other, lexicon):
        return kind
    if one in names and other in names and likeness.transliterated(one, other):
        return EditKind.SPELLING
    return EditKind.NAME if one in names or other in names else EditKind.WORD


def _closed_class(one: str, other: str, lexicon: Lexicon) -> EditKind | None:
    """Both words of one class whose members exclude each other, or one of them a denial."""
    for known in (lexicon.month, lexicon.day):
        if known.get(one, one) == known.get(other, other):
            return EditKind.SPELLING  # Jan and January
    if _month_number(one, other, lexicon) or _month_number(other, one, lexicon):
        return EditKind.NUMBER_FORMAT
    if _is_date(one, lexicon) and _is_date(other, lexicon):
        return EditKind.DATE
    if numbers.has_number(one, lexicon) and numbers.has_number(other, lexicon):
        return EditKind.NUMBER
    if _arabic_future(one, other) and lexicon.language == "ar":
        return EditKind.MODAL
    if one in lexicon.modal and other in lexicon.modal and not lexicon.one_word(one, other):
        return EditKind.MODAL
    if one in lexicon.quantifier and other in lexicon.quantifier:
        return EditKind.QUANTIFIER
    if denials([one], lexicon) != denials([other], lexicon):
        return EditKind.NEGATION
    return None


def _month_number(digits: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a number is that of a month: 03/05 and 3 May."""
    return digits.isdecimal() and lexicon.month.get(name) == int(digits)


def _arabic_future(one: str, other: str) -> bool:
    """Whether one verb is the other with the "will" that is written to it."""
    short, long = sorted((one, other), key=len)
    return long == f"س{short}" and short[:1] in "يتنا"


def _one_sided(one: str, other: str, lexicon: Lexicon) -> EditKind | None:
    """A number or date against any other word."""
    if numbers.has_number(one, lexicon) or numbers.has_number(other, lexicon):
        return EditKind.NUMBER
    if _is_date(one, lexicon) or _is_date(other, lexicon):
        return EditKind.DATE
    return None


def _is_date(word: str, lexicon: Lexicon) -> bool:
    return (
        word in lexicon.month
        or word in lexicon.day
        or word in lexicon.relative
        or numbers.is_year(word)
        or _KOREAN_DATE.match(word) is not None
    )


def _slip(one: str, other: str, sense: Sense) -> bool:
    """A misprint, not another word: neither list nor page vouches for the quoted form.

    A letter put for another makes another word more often than a letter lost or doubled does
    ("gold" and "bold"), so there the quoted form must not even look like a word.
    """
    if not likeness.misprinted(one, other):
        return False
    if sense.has(one):
        return min(len(one), len(other)) >= _LONG_WORD and sense.garbled_there(one, other)
    if len(one) != len(other) or sorted(one) == sorted(other):
        return True
    if one in sense.names:
        return False  # Iran and Iraq
    return not sense.is_word(one) or sense.noisy


def alone(word: Word, sense: Sense, *, inserted: bool) -> Related:
    """The kind of a word that only one side has, and its cost."""
    text, lexicon = word.text, sense.lexicon
    if denials([text], lexicon) or text in lexicon.deniers:
        return EditKind.NEGATION, 1.6
    if text in lexicon.filler:
        return EditKind.FILLER, 0.9
    if text in lexicon.modal:
        return EditKind.MODAL, 1.8
    if text in lexicon.quantifier:
        return EditKind.QUANTIFIER, 1.8
    if text in lexicon.function:
        return EditKind.FUNCTION, 1.0
    if numbers.has_number(text, lexicon):
        return EditKind.NUMBER, 1.8
    if numbers.is_unit(text):
        return EditKind.NUMBER_FORMAT, 1.0  # $5 million, five million dollars
    if text in sense.names and inserted:
        return EditKind.NAME, 1.7
    return (EditKind.ADDITION if inserted else EditKind.OMISSION), 1.6


def alone_together(words: Sequence[Word], sense: Sense) -> Related | None:
    """The kind of a phrase that only one side has ("of course", "peut-être"), and its cost."""
    phrase, lexicon = " ".join(w.text for w in words), sense.lexicon
    if phrase in lexicon.deniers:
        return EditKind.NEGATION, 1.7
    if phrase in lexicon.filler:
        return EditKind.FILLER, 1.2
    if phrase in lexicon.modal:
        return EditKind.MODAL, 1.9
    limits = phrase in lexicon.quantifier or lexicon.bounds_strictly(phrase)
    return (EditKind.QUANTIFIER, 1.9) if limits else None
