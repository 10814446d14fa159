"""A quotation and its pieces on the page, as differences in the order of the quotation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verifier.match import likeness
from verifier.match.align import Piece
from verifier.match.cuts import Mark, Quote
from verifier.match.edits import Difference, cost, explain
from verifier.match.halves import with_halves
from verifier.match.lexicon import fold
from verifier.match.lists import word_lists
from verifier.match.moved import renamed
from verifier.match.negation import denials
from verifier.match.normalise import Normal
from verifier.match.pieces import Search
from verifier.match.relate import Sense
from verifier.match.signs import with_signs
from verifier.match.words import Word, words
from verifier.model import EditKind

Anchor = tuple[int, Word]

_EDGE = 4  # quoted words beyond the outermost anchor that may replace words of the source
_SKIPPED = 2  # words of the source that may stand between an edge word and the rest
_UNUSED = 1.5  # cost of each word there that a quoted edge word does not stand for
_NEAR = 900  # characters of the page that a block may span; beyond it is another place
_APART = 16  # words more than the quotation has, from which what follows is another place
_CUT_EDGE = 200  # characters of a wide cut that are read at either edge
_REPLACED = 12  # words that a bracket may stand for
_SWALLOWED = 2  # words from the edge of a cut: a "not" there belongs to what was kept

_ASIDE = re.compile(r"^[\s,.?!;:…—–-]*[\"”“»«’'\u201f].*[\"“”«»„‘']\s*$", re.DOTALL)
_LINES = re.compile(r"^[^\S\n]*\n.*\n\s*$", re.DOTALL)
_DIGIT_WITHIN = re.compile(r"[a-z][015][a-z]")
_TITLES = frozenset(
    fold(word) for part in ("titles", "offices") for word in word_lists("speakers")[part]
)
_SENTENCE_END = re.compile(r"[.!?。！？؟]")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences, and what of the quotation was found where."""

    anchors: tuple[Anchor, ...]
    differences: tuple[Difference, ...]
    passages: tuple[tuple[int, int], ...]  # in the page's key, in the quotation's order
    joined: bool = False  # pieces from separate places with no mark between them
    reversed: bool = False  # fragments in another order than on the page
    gap: int = 0  # the widest marked cut, in characters of the page


def compare(quote: Quote, pieces: Sequence[Piece], search: Search) -> Comparison:
    """The quotation's differences from the passages that the pieces are of."""
    return _Comparer(quote, search).run(pieces)


class _Comparer:
    """One comparison; the methods share the quotation, the page and what is gathered."""

    def __init__(self, quote: Quote, search: Search) -> None:
        self.quote = quote
        self.page: Normal = search.page.normal
        self.lexicon = search.lexicon
        self.names = frozenset(_names(quote.words, quote.normal))
        self.sense = Sense(search.lexicon, search.page, self.names)
        noisy = any(_garbled(word, self.sense) for word in quote.words)
        self.sense = replace(self.sense, noisy=noisy)
        self.found: list[Difference] = []
        self.passages: list[tuple[int, int]] = []
        self.joined = self.reversed = False
        self.gap = 0

    def run(self, pieces: Sequence[Piece]) -> Comparison:
        anchors = [
            anchor for piece in pieces for anchor in piece.anchors if self._firm(anchor)
        ] or [anchor for piece in pieces for anchor in piece.anchors]
        first, last = anchors[0], anchors[-1]
        start = self._edge(0, first[0], first[1].start, before=True)
        for left, right in pairwise(anchors):
            self._accents(left)
            start = self._between(left, right, start)
        self._accents(last)
        end = self._edge(last[0] + 1, len(self.quote.words), last[1].end, before=False)
        self.passages.append((start, end))
        self._outer_brackets(first[0], last[0], start, end)
        found = list(renamed(self.found, self.quote, self.lexicon))
        found = with_halves(found, dict(anchors), self.quote, self.lexicon)
        return Comparison(
            tuple(anchors),
            tuple(with_signs(found, anchors, self.quote, self.page, self.lexicon)),
            tuple(self.passages),
            self.joined,
            self.reversed,
            self.gap,
        )

    def _firm(self, anchor: Anchor) -> bool:
        return self.quote.words[anchor[0]].text == anchor[1].text

    def _accents(self, anchor: Anchor) -> None:
        """The same letters with other accents: a spelling."""
        number, there = anchor
        quoted = self.quote.words[number]
        if quoted.raw == there.raw or (quoted.raw.isascii() and there.raw.isascii()):
            return
        if likeness.strict(quoted.raw) != likeness.strict(there.raw):
            self.found.append(
                Difference(EditKind.SPELLING, number, number + 1, (there,), there.start)
            )

    def _between(self, left: Anchor, right: Anchor, start: int) -> int:
        """Compare what stands between two anchors; where the current passage begins."""
        cuts = [m for m in self.quote.cuts if left[0] < m.before <= right[0]]
        in_order = right[1].start >= left[1].end
        if in_order and not cuts and not self._apart(left, right):
            self._block(left, right)
            return start
        middle = cuts[0].before if cuts else right[0]
        end = self._edge(left[0] + 1, middle, left[1].end, before=False)
        self.passages.append((start, end))
        begin = self._edge(middle, right[0], right[1].start, before=True)
        if not in_order:
            self.reversed = self.reversed or bool(cuts)
            self.joined = self.joined or not cuts
        elif cuts:
            self._cut(cuts[0], end, begin)
        else:
            self.joined = True
        return begin

    def _apart(self, left: Anchor, right: Anchor) -> bool:
        """Whether so much stands between two anchors there that they are of separate places."""
        if right[1].start - left[1].end > _NEAR:
            return True
        between = words(self.page, left[1].end, right[1].start)
        if len(between) - (right[0] - left[0]) < _APART:
            return False
        return _removable(self._raw(left, right), between, left[0] + 1 == right[0]) is None

    def _raw(self, left: Anchor, right: Anchor) -> str:
        """What the page has between two anchors, as written."""
        start = self.page.span(left[1].start, left[1].end)[1]
        return self.page.text[start : self.page.span(right[1].start, right[1].end)[0]]

    def _cut(self, mark: Mark, end: int, begin: int) -> None:
        """What a marked cut leaves out; a "not" at its edge was part of what is kept."""
        dropped = self._dropped(end, begin)
        self.gap = max(self.gap, begin - end)
        swallowed = self._swallowed(dropped)
        kind = EditKind.NEGATION if swallowed else EditKind.MARK
        source = tuple(swallowed or dropped[:_REPLACED])
        self.found.append(
            Difference(kind, mark.before, mark.before, source, end, (mark.start, mark.end))
        )

    def _dropped(self, start: int, end: int) -> list[Word]:
        """The words of a cut; of a very wide one those at its edges."""
        if end - start <= 2 * _CUT_EDGE:
            return words(self.page, start, end) if end > start else []
        first = words(self.page, start, _word_end(self.page.key, start + _CUT_EDGE))
        return first + words(self.page, _word_start(self.page.key, end - _CUT_EDGE), end)

    def _swallowed(self, dropped: Sequence[Word]) -> list[Word]:
        def denying(some: Sequence[Word]) -> list[Word]:
            return [w for w in some if denials([w.text], self.lexicon)]

        if len(dropped) <= 2 * _SWALLOWED + 1:
            return denying(dropped)
        return denying(dropped[:_SWALLOWED]) + denying(dropped[-_SWALLOWED:])

    def _block(self, left: Anchor, right: Anchor) -> None:
        first, last = left[0] + 1, right[0]
        between = words(self.page, left[1].end, right[1].start)
        brackets = [m for m in self.quote.brackets if first <= m.before <= last]
        if not between and first == last and not brackets:
            return
        raw = self._raw(left, right)
        if between and (kind := _removable(raw, between, first == last)):
            self.found.append(Difference(kind, first, first, tuple(between), left[1].end))
            between = []
        here = self._explain(first, last, between, left[1].end)
        self.found += self._bracketed(brackets, here, left[1].end) if brackets else here

    def _explain(self, first: int, last: int, source: Sequence[Word], at: int) -> list[Difference]:
        quoted = self.quote.words[first:last]
        found = explain(quoted, source, self._sense(source), first=first, at=at)
        return [self._acronym(d) for d in found]

    def _sense(self, source: Sequence[Word]) -> Sense:
        """What is known, with the names among these words of the page."""
        names = frozenset(_names(source, self.page))
        return replace(self.sense, names=self.names | names) if names else self.sense

    def _acronym(self, d: Difference) -> Difference:
        once = d.last - d.first == 1 and not d.source
        needless = once and (self._says_again(d.first) or self._is_title(d.first))
        return replace(d, kind=EditKind.FILLER) if needless else d

    def _is_title(self, number: int) -> bool:
        """Whether a word only says what the person named after it is: President Orlov."""
        following = self.quote.words[number + 1 : number + 2]
        titled = bool(following) and following[0].raw[:1].isupper()
        return titled and self.quote.words[number].text in _TITLES

    def _says_again(self, number: int) -> bool:
        """Whether a word is the bracket of `artificial intelligence (AI)`."""
        word = self.quote.words[number]
        start, end = self.quote.normal.span(word.start, word.end)
        text = self.quote.normal.text
        initials = "".join(w.text[0] for w in self.quote.words[:number])
        aside = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
        return aside and initials.endswith(word.text)

    def _bracketed(
        self, brackets: Sequence[Mark], here: Sequence[Difference], at: int
    ) -> Iterator[Difference]:
        """A bracket may replace words of the source; a "not" it may not."""
        mark = brackets[0]
        span = (mark.start, mark.end)
        inside = [w.text for w in mark.bracketed]
        used = False
        for difference in here:
            texts = [w.text for w in difference.source]
            replaces = difference.first == difference.last and len(texts) <= _REPLACED
            if replaces and texts == inside:
                used = True
            elif replaces and denials(texts, self.lexicon) <= denials(inside, self.lexicon):
                yield replace(difference, kind=EditKind.MARK, mark=span)
                used = True
            else:
                yield difference
        if not used:
            added = denials(inside, self.lexicon)
            kind = EditKind.NEGATION if added else EditKind.MARK
            yield Difference(kind, mark.before, mark.before, (), at, span)
        for mark in brackets[1:]:
            span = (mark.start, mark.end)
            yield Difference(EditKind.MARK, mark.before, mark.before, (), at, span)

    def _outer_brackets(self, first: int, last: int, start: int, end: int) -> None:
        """Brackets before the first or after the last word found."""
        for mark in self.quote.brackets:
            if mark.before <= first or mark.before > last:
                at = start if mark.before <= first else end
                span = (mark.start, mark.end)
                self.found.append(Difference(EditKind.MARK, mark.before, mark.before, (), at, span))

    def _edge(self, first: int, last: int, at: int, *, before: bool) -> int:
        """Explain quoted words beyond the outermost anchor; where the passage then ends."""
        count = last - first
        if count <= 0:
            return at
        quoted = self.quote.words[first:last]
        source = self._beside(at, min(count, _EDGE) + _SKIPPED, before=before)
        if count > _EDGE or (count == 1 and self._says_again(first)):
            source = []
        sense = self._sense(source)
        options = [
            source[len(source) - n :] if before else source[:n] for n in range(len(source) + 1)
        ]
        outer = 0 if before else -1
        # The word itself, a few words off, before any other: what stands between may be a "not".
        same = [some for some in options if some and some[outer].text == quoted[outer].text]
        options = same[:1] or options
        best = min(
            options,
            key=lambda some: (
                cost(quoted, some, sense) + _UNUSED * max(0, count - len(some)) * (count <= _EDGE),
                len(some),
            ),
        )
        self.found += self._explain(first, last, best, at)
        if not best:
            return at
        return best[0].start if before else best[-1].end

    def _beside(self, at: int, count: int, *, before: bool) -> list[Word]:
        """Up to so many words of the page before or after a place, within its sentence."""
        if before:
            found = words(self.page, _word_start(self.page.key, at - 30 * count), at)
            found.reverse()
        else:
            found = words(self.page, at, _word_end(self.page.key, at + 30 * count))
        kept: list[Word] = []
        edge = self.page.span(at, at + 1)[0] if before else self.page.span(at - 1, at)[1]
        for word in found[:count]:
            start, end = self.page.span(word.start, word.end)
            between = self.page.text[end:edge] if before else self.page.text[edge:start]
            if _SENTENCE_END.search(between) and not (before and word.text in _TITLES):
                break
            kept.append(word)
            edge = start if before else end
        if before:
            kept.reverse()
        return kept


def _garbled(word: Word, sense: Sense) -> bool:
    """Whether a quoted word is a string no one would write: "j0ke", "hcr", "tbink"."""
    if len(word.text) < 3 or not word.raw[0].isascii():
        return False
    if any(c.isdigit() for c in word.text):
        return _DIGIT_WITHIN.search(word.text) is not None
    return not word.raw[0].isupper() and not sense.is_word(word.text)


def _word_start(key: str, at: int) -> int:
    if at <= 0:
        return 0
    space = key.find(" ", at)
    return space + 1 if 0 <= space < at + 40 else at


def _word_end(key: str, at: int) -> int:
    if at >= len(key):
        return len(key)
    space = key.rfind(" ", at - 40, at)
    return space if space >= 0 else at


def _removable(raw: str, between: Sequence[Word], whole: bool) -> EditKind | None:
    """Words of the page that are not the speaker's: `,” she said, “`, and lines of furniture."""
    if not whole or len(between) > 60:
        return None
    if _ASIDE.match(raw) and len(between) <= 30:
        return EditKind.FILLER
    return EditKind.TYPOGRAPHY if _LINES.match(raw) else None


def _names(some: Sequence[Word], normal: Normal) -> Iterator[str]:
    """Words written with a capital elsewhere than at the beginning of a sentence."""
    for word in some:
        if not word.raw[:1].isupper() or word.text in ("i", "i'm", "i've", "i'd", "i'll"):
            continue
        start = normal.span(word.start, word.end)[0]
        before = normal.text[max(0, start - 4) : start].rstrip()
        if (before and before[-1] not in ".!?:\"“”‘'«„([•*-–—\n") or (
            word.raw.isupper() and len(word.raw) > 1
        ):
            yield word.text
