"""One text, as the matcher compares it: folded letters, single spaces, and the way back.

Quotation and page go through the same function, once each. What is typography for this program
(quotation marks, dashes, spaces, soft hyphens, hyphens at line ends, ligatures, letter case,
accents, Arabic vowel signs, footnote marks) is gone from the key; what may carry meaning (words,
digits with their points, per cent and currency signs) is kept. Accents and the like that are
folded away here are compared again in `edits`, where they count as spelling.

Everything is done in bulk with numpy: one table look-up per code point and a few masks.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]
Offsets = npt.NDArray[np.int32]

_DROP, _EXPAND, _SPACE = 0, 1, 32
_APOSTROPHES = "'’‘ʼ′`´＇ʹ"
_KEPT_SIGNS = "%$€£¥&₽₩₹"
_NAMED_FOLDS = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ſ": "s",
    "ё": "е",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ؤ": "و",
    "ئ": "ي",
    "ة": "ه",
    "‰": "%",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "⁄": "/",
}
# Letters that fold to themselves, thirty thousand of them: Han and Hangul. They, and the halves of
# characters beyond U+FFFF, need no look-up when the table is made.
_THEMSELVES = ((0x4E00, 0x9FFD), (0xAC00, 0xD7A4))
_BETWEEN = ((0x9FFD, 0xAC00), (0xD7A4, 0xD800), (0xE000, 0x10000))
_DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u0640\u064b-\u065f\u0670\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff²³¹⁰⁴⁵⁶⁷⁸⁹]"
)
_LINE_END_HYPHEN = re.compile(r"[-\u2010\u2011\u00ac][ \t]*\r?\n\s*(?=[^\W\d_])")
_NOTE_MARK = re.compile(r"(?<=\S)\[(?:\d{1,3}|note \d+|citation needed|n\. ?\d+)\]", re.IGNORECASE)
# "[E]dinburgh", "learn[ed]": the bracket stands within a word and does not part it.
_INNER_BRACKET = re.compile(r"(?<=[^\W\d_])[\[\]](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Normal:
    """A folded text. `starts[i]` is where the character `key[i]` stands in the text."""

    text: str
    key: str
    codes: Codes  # the key again, as numbers
    starts: Offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that `key[start:end]` came from."""
        if start >= end:
            at = int(self.starts[start]) if start < len(self.key) else len(self.text)
            return at, at
        last = int(self.starts[end - 1]) + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1  # an accent that follows its letter as a character of its own
        return int(self.starts[start]), last


def normalise(text: str) -> Normal:
    """The folded text; the key is empty when there is nothing but punctuation."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    codes, starts = _look_up(raw, _removed(text))
    _settle_points(codes)
    codes, starts = _single_spaces(codes, starts)
    key = codes.astype("<u2", copy=False).tobytes().decode("utf-16-le", "replace")
    return Normal(text, key, codes, starts)


def is_han(code: int) -> bool:
    """Whether a character is written without spaces around words (Han, kana)."""
    return 0x3040 <= code < 0xA000 or 0xF900 <= code < 0xFB00


def _removed(text: str) -> list[tuple[int, int]]:
    """Hyphens that only break a line, and footnote marks."""
    spans = []
    if "\n" in text:
        spans += [
            match.span()
            for match in _LINE_END_HYPHEN.finditer(text)
            if match.start() and text[match.start() - 1].isalpha()
        ]
    if "[" in text:
        spans += [match.span() for match in _NOTE_MARK.finditer(text)]
        spans += [match.span() for match in _INNER_BRACKET.finditer(text)]
    return spans


def _look_up(raw: npt.NDArray[np.uint32], removed: list[tuple[int, int]]) -> tuple[Codes, Offsets]:
    table, expansions = _table()
    if raw.size and int(raw.max()) > 0xFFFF:
        raw = _basic_plane(raw)
    codes = table[raw]
    for start, end in removed:
        codes[start:end] = _DROP
    kept = codes != _DROP
    if kept.all():
        starts = np.arange(codes.size, dtype=np.int32)
    else:
        starts = np.flatnonzero(kept).astype(np.int32)
        codes = codes[kept]
    if (codes == _EXPAND).any():
        return _expand(raw, codes, starts, expansions)
    return codes, starts


def _expand(
    raw: npt.NDArray[np.uint32], codes: Codes, starts: Offsets, expansions: dict[int, str]
) -> tuple[Codes, Offsets]:
    """Characters that fold to several (ligatures, ß), all of them from one place."""
    at = np.flatnonzero(codes == _EXPAND)
    folds = [expansions[int(code)] for code in raw[starts[at]]]
    counts = np.ones(codes.size, dtype=np.int64)
    counts[at] = [len(fold) for fold in folds]
    first = np.cumsum(counts) - counts
    longer = np.repeat(codes, counts)
    for position, fold in zip(first[at], folds, strict=True):
        longer[position : position + len(fold)] = [ord(letter) for letter in fold]
    return longer, np.repeat(starts, counts)


def _settle_points(codes: Codes) -> None:
    """Keep points and commas between digits and apostrophes between letters; blank the rest."""
    points = np.flatnonzero((codes == 46) | (codes == 44) | (codes == 39))
    if not points.size:
        return
    padded = np.concatenate(([_SPACE], codes, [_SPACE]))
    before, after = padded[points], padded[points + 2]
    number = _digit(before) & _digit(after)
    letters = _letter(before) & _letter(after)
    keep = np.where(codes[points] == 39, letters, number)
    codes[points[~keep]] = _SPACE


def _digit(codes: Codes) -> npt.NDArray[np.bool_]:
    return (codes >= 48) & (codes <= 57)


def _letter(codes: Codes) -> npt.NDArray[np.bool_]:
    return (codes >= 97) & ~_digit(codes)


def _single_spaces(codes: Codes, starts: Offsets) -> tuple[Codes, Offsets]:
    space = codes == _SPACE
    drop = space.copy()
    drop[1:] &= space[:-1]
    drop[:1] = space[:1]
    keep = ~drop
    codes, starts = codes[keep], starts[keep]
    if codes.size and codes[-1] == _SPACE:
        codes, starts = codes[:-1], starts[:-1]
    if codes.size and int(codes.max()) >= 0x3040:
        codes, starts = _close_up_han(codes, starts)
    return codes, starts


def _close_up_han(codes: Codes, starts: Offsets) -> tuple[Codes, Offsets]:
    """No space beside a Han or kana character: there it says nothing."""
    han = ((codes >= 0x3040) & (codes < 0xA000)) | ((codes >= 0xF900) & (codes < 0xFB00))
    beside = np.zeros(codes.size, dtype=np.bool_)
    beside[1:] |= han[:-1]
    beside[:-1] |= han[1:]
    keep = ~((codes == _SPACE) & beside)
    return codes[keep], starts[keep]


def _basic_plane(raw: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Characters beyond U+FFFF as their fold, or as a private one that stands for them."""
    raw = raw.copy()
    for code in np.unique(raw[raw > 0xFFFF]):
        fold = _fold(chr(int(code)))
        if len(fold) == 1 and ord(fold) <= 0xFFFF:
            raw[raw == code] = ord(fold)
        elif fold.isalnum():
            raw[raw == code] = 0xE000 + int(code) % 0x1800
        else:
            raw[raw == code] = _SPACE
    return raw


@cache
def _table() -> tuple[Codes, dict[int, str]]:
    table = np.full(0x10000, _SPACE, dtype=np.uint16)
    expansions: dict[int, str] = {}
    for first, last in _THEMSELVES:
        table[first:last] = np.arange(first, last)
    for code in chain(range(_THEMSELVES[0][0]), *(range(*gap) for gap in _BETWEEN)):
        fold = _fold(chr(code))
        if 0xE000 <= code < 0xF900 or max(fold, default=" ") > "\uffff":
            table[code] = code  # private ones stand for characters beyond this plane
        elif not fold:
            table[code] = _DROP
        elif len(fold) == 1:
            table[code] = ord(fold)
        else:
            table[code] = _EXPAND
            expansions[code] = fold
    return table, expansions


def fold_letters(letters: str) -> str:
    """The folded form of a text of letters and spaces: as `normalise` does it, for a few words."""
    return "".join(map(_folded_letter, letters))


@cache
def _folded_letter(character: str) -> str:
    return _fold(character)


def _fold(character: str) -> str:
    if _DROPPED.match(character):
        return ""
    if character in _APOSTROPHES:
        return "'"
    folded = "".join(_NAMED_FOLDS.get(c, c) for c in unicodedata.normalize("NFKC", character))
    folded = "".join(_NAMED_FOLDS.get(c, c) for c in folded.casefold())
    kept = "".join(_keep(c) for c in _without_accents(folded))
    return " " if kept.isspace() else kept


def _without_accents(letters: str) -> str:
    """Latin and Greek letters bare; й and Hangul and Indic signs stay what they are."""
    bare = []
    for letter in letters:
        parts = unicodedata.normalize("NFD", letter)
        latin_or_greek = parts[0] < "\u0400" or "\u1e00" <= letter <= "\u1fff"
        bare.append(parts[0] if latin_or_greek and len(parts) > 1 else letter)
    return "".join(bare)


def _keep(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] in "LNM" or character in _KEPT_SIGNS or character in ".,":
        return character
    return "'" if character in _APOSTROPHES else " "
