"""A quotation's fragment on a page: one place, or several when it was joined from several."""

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.match.align import Piece, align
from verifier.match.chance import weight
from verifier.match.lexicon import Lexicon
from verifier.match.locate import Window, windows
from verifier.match.normalise import normalise
from verifier.match.page import PreparedPage
from verifier.match.words import Word, words

_NEAR = 700  # characters: the rest of a sentence is first looked for this near
_MOST_PIECES = 5
_LEAST_REST = 1.6  # weight of unmatched words, from which they are looked for elsewhere
_SHARE = 0.55  # of the rest's weight that a further piece must hold
_LONG = 400  # words aligned at once; longer fragments are aligned in parts


@dataclass(frozen=True, slots=True)
class Search:
    """What every step of one search needs."""

    page: PreparedPage
    lexicon: Lexicon


def find_pieces(
    search: Search, quoted: Sequence[Word], places: Sequence[Window], *, first: int
) -> list[Piece]:
    """The pieces of a fragment, in its own order; () when nothing on the page is alike."""
    if len(quoted) > _LONG:
        return _in_parts(search, quoted, first)
    best: Piece | None = None
    for place in places:
        piece = _align(search, quoted, place.start, place.end, first)
        if piece and (best is None or piece.score > best.score):
            best = piece
    if best is None:
        return []
    return _with_rest(search, quoted, best, first, _MOST_PIECES)


def _align(
    search: Search, quoted: Sequence[Word], start: int, end: int, first: int
) -> Piece | None:
    start, end = _whole_words(search.page.key, start, end)
    there = words(search.page.normal, start, end)
    return align(quoted, there, search.lexicon.function, first=first)


def _whole_words(key: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(key), end)
    if 0 < start < len(key) and key[start - 1] != " ":
        space = key.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    if 0 < end < len(key) and key[end] != " ":
        space = key.rfind(" ", max(start, end - 40), end)
        end = space if space > start else end
    return start, end


def _with_rest(
    search: Search, quoted: Sequence[Word], piece: Piece, first: int, allowed: int
) -> list[Piece]:
    """The piece, with pieces for what stands before and after it in the quotation."""
    head, tail = quoted[: piece.first - first], quoted[piece.last + 1 - first :]
    found = [piece]
    if allowed > 1 and _worth(head, search.lexicon):
        near = (piece.start - _NEAR, piece.start)
        found = _rest(search, head, near, first, allowed - 1) + found
    if allowed > 1 and _worth(tail, search.lexicon):
        near = (piece.end + 1, piece.end + _NEAR)
        found += _rest(search, tail, near, piece.last + 1, allowed - 1)
    return found


def _worth(rest: Sequence[Word], lexicon: Lexicon) -> bool:
    return len(rest) >= 3 and sum(weight(w.text, lexicon) for w in rest) >= _LEAST_REST


def _rest(
    search: Search, quoted: Sequence[Word], near: tuple[int, int], first: int, allowed: int
) -> list[Piece]:
    piece = _align(search, quoted, *near, first) if near[1] > 0 else None
    if not _enough(search, quoted, piece, first):
        text = normalise(" ".join(w.text for w in quoted))
        for place in windows(search.page, [text])[0]:
            other = _align(search, quoted, place.start, place.end, first)
            if other and (piece is None or other.score > piece.score):
                piece = other
    if piece is None or not _enough(search, quoted, piece, first):
        return []
    return _with_rest(search, quoted, piece, first, allowed)


def _enough(search: Search, quoted: Sequence[Word], piece: Piece | None, first: int) -> bool:
    if piece is None or len(piece.anchors) < 3:
        return False
    held = sum(weight(quoted[i - first].text, search.lexicon) for i, _ in piece.anchors)
    whole = sum(weight(w.text, search.lexicon) for w in quoted)
    return held >= _LEAST_REST and held >= _SHARE * whole


def _in_parts(search: Search, quoted: Sequence[Word], first: int) -> list[Piece]:
    """Very long quotations part by part; parts that are nowhere are simply missing."""
    parts = [quoted[at : at + _LONG // 2] for at in range(0, len(quoted), _LONG // 2)][:40]
    texts = [normalise(" ".join(w.text for w in part)) for part in parts]
    found: list[Piece] = []
    for part, places in zip(parts, windows(search.page, texts), strict=True):
        pieces = [_align(search, part, w.start, w.end, first) for w in places[:2]]
        kept = [piece for piece in pieces if piece]
        if kept:
            found.append(max(kept, key=lambda piece: piece.score))
        first += len(part)
    return found
