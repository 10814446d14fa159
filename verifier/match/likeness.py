"""One word written two ways: spelling, inflection, misprints and misreadings by a scanner."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import permutations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from verifier.match.lexicon import Lexicon

_CLITICS = re.compile("^[وف]?[بكل]?(?:ال|ل)?(?=...)")  # and, with, like, for, the
_HAMZA = str.maketrans("ؤئ", "ءء")  # whatever carries it
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# What scanners take for each other: letters of one shape (any two of a group), and a few letters
# that stand for one.
_SHAPES = ("1lit|!j", "0oq", "ce", "co", "eo", "hbk", "b86", "s58", "uvy", "un", "nh", "gq9", "2z")
_SHAPES_AS_ONE = (
    ("rn", "m"),
    ("nn", "m"),
    ("ni", "m"),
    ("in", "m"),
    ("cl", "d"),
    ("tl", "d"),
    ("vv", "w"),
    ("ii", "u"),
    ("ii", "n"),
    ("li", "h"),
    ("lc", "k"),
    ("13", "b"),
    ("l3", "b"),
    ("fi", "n"),
    ("ri", "n"),
)
# What spells one word in two ways, British and American mostly. Each rule asks for so much of a
# word before it that no two words become one: "four" and "for", "filling" and "filing".
_SPELLINGS = tuple(
    (re.compile(found), instead)
    for found, instead in (
        ("ph", "f"),  # telephon, sulphur
        ("(?<=[a-z]{3})([iy])z(?=e|ing|ation|able)", r"\1s"),  # realize, analyze
        ("(?<=[a-z]{2})our(?=(?:s|ed|ing|ers?|ful|less|abl[ey]|ites?|hood|ly)?$)", "or"),
        ("(?<=[a-z][^aeiouy])(?:re|ere?)(?=[ds]?$)", "er"),  # centre, centred
        ("(?<=[a-z][^aeiouy])e?ring$", "ering"),
        (
            "(?<=[a-z]{3})ll(?=(?:s|ed|ings?|[eo]rs?|ous|able|ation|ery|y|ists?|ments?|ful)?$)",
            "l",  # travelled, enroll, instalment
        ),
        (r"(?<=[a-z]{5})([pst])\1(?=ed$|ing$|ers?$)", r"\1"),  # kidnapped, benefitted
        ("(?<![aeiou])[ao]e(?=[a-z]{2})", "e"),  # paediatric, foetus
        ("(og|am)(?:ue|me)(?=[sd]?$)", r"\1"),  # catalogue, programme
        ("(?<=[a-z]{3}og)ed$", "d"),
        ("(?<=[a-z]{2}en)ce(?=s?$|less$)", "se"),  # defence
        ("dgement", "dgment"),
        ("(?<=[a-z]{3})eabl", "abl"),  # likeable
        ("xion(?=s?$)", "ction"),
        ("(?<=m)ou(?=l[dt])", "o"),  # mould
        ("(?<=[a-z]ward)s$", ""),
    )
)
_ALIKE = frozenset(
    [(a, b) for group in _SHAPES for a, b in permutations(group, 2) if not (a + b).isdigit()]
    + [pair for one in _SHAPES_AS_ONE for pair in (one, one[::-1])]
)
# Syllables that particles and endings are made of.
_KOREAN_ENDINGS = frozenset(
    "은는이가을를의에서게으로와과도만까지부터다고며면기한하할함해했된되될됨돼됐라들었았였겠습니까요던든려야인임일"
)
_ROMANISATIONS = (
    *(("sch", "s"), ("sh", "s"), ("tch", "k"), ("ch", "k"), ("kh", "k"), ("ph", "f")),
    *(("q", "k"), ("g", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("z", "s")),
)
_CONSONANTS = 3
_ROMANISED = 60  # of 100
_KOREAN_STEM = 2  # syllables
_LONG_STEM = 4  # letters, from which an ending may be longer than its stem
_MOST_PAIRS = 3  # letters run together in one word
_PARTS_OF_BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re"])
_PARTS_OF_HAVE = frozenset(["have", "has", "had", "having", "'ve"])
_PARTS_OF_DO = frozenset(["do", "does", "did", "doing", "done"])


def strict(raw: str) -> str:
    """A word as written, letter case and hyphenation aside: accents still stand."""
    folded = unicodedata.normalize("NFKC", raw).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c) == "Mc")


def respelt(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two folded words are spellings of one: listed pairs, ä and ae, -ise and -ize."""
    if lexicon.same_spelling(one, other):
        return True
    return _plain(one) == _plain(other) or _british(one) == _british(other)


def _plain(word: str) -> str:
    word = word.translate(_HAMZA)
    for pair, single in _DIGRAPHS:
        word = word.replace(pair, single)
    return word


def _british(word: str) -> str:
    """One form for the British and the American spelling; it need not be either of them."""
    for found, instead in _SPELLINGS:
        word = found.sub(instead, word)
    return word


def inflected(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two words are forms of one by their endings, or of one irregular verb."""
    for parts in (_PARTS_OF_BE, _PARTS_OF_HAVE, _PARTS_OF_DO):
        if one in parts and other in parts:
            return True
    if lexicon.opposed(one, other):
        return False
    if lexicon.same_word(one, other) or lexicon.one_word(one, other):
        return True
    if "\u0600" < one[0] < "\u0700" and _arabic_forms(one, other):
        return True
    stem = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    stem = min(len(one), len(other)) if stem < 0 else stem
    if is_hangul(one) and is_hangul(other):
        if one.endswith("지") != other.endswith("지"):
            return False  # what stands before 않다
        return stem >= _KOREAN_STEM and _KOREAN_ENDINGS.issuperset(one[stem:] + other[stem:])
    if stem < min(3, len(one), len(other)):
        return False
    if stem < _LONG_STEM and stem < 0.5 * max(len(one), len(other)):
        return False
    return any(
        one[at:] in lexicon.endings_or_none and other[at:] in lexicon.endings_or_none
        for at in range(stem, max(1, stem - 3), -1)
    )


def transliterated(one: str, other: str) -> bool:
    """Whether two names may be one in two romanisations: Gaddafi, Qadhafi; Zelensky, Selenskyj.

    The same consonants, as far as romanisations agree on them, in much the same letters.
    """
    left, right = _consonants(one), _consonants(other)
    return left == right and len(left) >= _CONSONANTS and fuzz.ratio(one, other) >= _ROMANISED


def _consonants(word: str) -> str:
    for letters, instead in _ROMANISATIONS:
        word = word.replace(letters, instead)
    found = [letter for letter in word if letter not in "aeiouyhj'"]
    return "".join(letter for n, letter in enumerate(found) if found[n - 1 : n] != [letter])


def is_hangul(word: str) -> bool:
    """Whether a word begins with a Korean syllable, or with a letter of one."""
    return "가" <= word[:1] <= "힣" or "\u1100" <= word[:1] <= "\u1112"


def _arabic_forms(one: str, other: str) -> bool:
    """Whether two words differ by what is written to them, or by the person of the verb."""
    if _CLITICS.sub("", one) == _CLITICS.sub("", other):
        return True
    short, long = sorted((one, other), key=len)
    return long[1:] == short and long[0] in "يتنا" and len(short) > 2


def misprinted(quoted: str, source: str) -> bool:
    """Whether one word is the other with one letter wrong, missing, doubled or swapped."""
    least = 3 if is_hangul(quoted) else 4
    if min(len(quoted), len(source)) < least or any(c.isdigit() for c in quoted + source):
        return False
    if is_hangul(quoted):
        quoted, source = (unicodedata.normalize("NFD", word) for word in (quoted, source))
    allowed = 1 if min(len(quoted), len(source)) < 9 or is_hangul(quoted) else 2
    return bool(OSA.distance(quoted, source, score_cutoff=allowed) <= allowed)


def misread(one: str, other: str) -> bool:
    """Whether two strings look the same to a scanner: c and e, 1 and l, rn and m."""
    if one.isdigit() or other.isdigit() or not _mostly_letters(one, other):
        return False
    return abs(len(one) - len(other)) <= _MOST_PAIRS and _same_shape(one, other, single=True)


def misread_pair(one: str, other: str) -> bool:
    """Whether letters of one word run together in the other ("modern", "modem"), and no more."""
    if not 1 <= abs(len(one) - len(other)) <= _MOST_PAIRS or not (one + other).isalpha():
        return False
    return _same_shape(one, other, single=False)


def _mostly_letters(one: str, other: str) -> bool:
    letters = sum(c.isalpha() for c in one + other)
    return letters * 2 > len(one + other)


def _same_shape(one: str, other: str, *, single: bool) -> bool:
    """Whether a walk along both words passes over equal or alike letters only."""
    waiting, seen = [(0, 0)], {(0, 0)}
    while waiting:
        i, j = waiting.pop()
        if i == len(one) and j == len(other):
            return True
        steps = {(i + a, j + b) for a, b in _steps(one[i : i + 2], other[j : j + 2], single)}
        waiting += steps - seen
        seen |= steps
    return False


def _steps(one: str, other: str, single: bool) -> Iterator[tuple[int, int]]:
    """How many letters of each side a step may pass over."""
    if not one or not other:
        return
    if one[0] == other[0] or (single and (one[0], other[0]) in _ALIKE):
        yield 1, 1
    if (one, other[0]) in _ALIKE:
        yield 2, 1
    if (one[0], other) in _ALIKE:
        yield 1, 2
