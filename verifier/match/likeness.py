"""One word written two ways: spelling, inflection, misprints and misreadings by a scanner."""

import re
import unicodedata

from rapidfuzz.distance import OSA

from verifier.match.lexicon import Lexicon

_CLITICS = re.compile("^[وف]?[بكل]?(?:ال|ل)?(?=...)")  # and, with, like, for, the
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))
# What scanners take for each other (a group a line); each letter becomes its group's first.
_SCANNER_GROUPS = ("1lit|!j", "0oq", "ce", "hbk8", "5s", "uv", "g9")
_SCANNER_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"), ("fi", "n"))
_SCANNED = {ord(letter): group[0] for group in _SCANNER_GROUPS for letter in group[1:]}
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
    for pair, single in _DIGRAPHS:
        word = word.replace(pair, single)
    return word


def _british(word: str) -> str:
    for american, british in (("iz", "is"), ("yz", "ys"), ("our", "or"), ("ll", "l"), ("ph", "f")):
        word = word.replace(american, british)
    if len(word) > 4 and word.endswith("er"):
        word = word[:-2] + "re"
    if len(word) > 5 and word.endswith(("ogue", "amme")):
        word = word[:-2]
    return word


def inflected(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two words are forms of one by their endings, or of one irregular verb."""
    for parts in (_PARTS_OF_BE, _PARTS_OF_HAVE, _PARTS_OF_DO):
        if one in parts and other in parts:
            return True
    if lexicon.opposed(one, other):
        return False
    if "\u0600" < one[0] < "\u0700" and _CLITICS.sub("", one) == _CLITICS.sub("", other):
        return True
    stem = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        stem += 1
    if stem < min(3, len(one), len(other)) or stem < 0.5 * max(len(one), len(other)):
        return False
    return any(
        one[at:] in lexicon.endings_or_none and other[at:] in lexicon.endings_or_none
        for at in range(stem, max(1, stem - 3), -1)
    )


def misprinted(quoted: str, source: str) -> bool:
    """Whether one word is the other with one letter wrong, missing, doubled or swapped."""
    if min(len(quoted), len(source)) < 4 or any(c.isdigit() for c in quoted + source):
        return False
    allowed = 1 if min(len(quoted), len(source)) < 9 else 2
    return bool(OSA.distance(quoted, source, score_cutoff=allowed) <= allowed)


def misread(one: str, other: str) -> bool:
    """Whether two strings look the same to a scanner: c and e, 1 and l, rn and m."""
    if one.isdigit() or other.isdigit() or not _mostly_letters(one, other):
        return False
    return bool(_seen(one) & _seen(other))


def _mostly_letters(one: str, other: str) -> bool:
    letters = sum(c.isalpha() for c in one + other)
    return letters * 2 > len(one + other)


def _seen(word: str) -> frozenset[str]:
    """What a scanner may take the word for: letter by letter, and with pairs read as one."""
    paired = word
    for pair, single in _SCANNER_PAIRS:
        paired = paired.replace(pair, single)
    return frozenset(seen.translate(_SCANNED) for seen in (word, paired))
