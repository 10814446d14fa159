"""A quotation's fragment on a page: one place, or several when it was joined from several."""

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.match.align import Piece, align
from verifier.match.chance import weight
from verifier.match.lexicon import Lexicon
from verifier.match.locate import Window, exact, windows
from verifier.match.page import PreparedPage
from verifier.match.words import Word, words

_NEAR = 700  # characters: the rest of a sentence is first looked for this near
_MOST_PIECES = 5
_LEAST_REST = 1.6  # weight of unmatched words, from which they are looked for elsewhere
_SHARE = 0.55  # of the rest's weight that a further piece must hold
_CUT_REACH = 1_500  # characters that a marked cut leaves out, if no better place is known
_RIVAL = 0.75  # of the best score, from which another place may be the right one
LONGEST = 400  # words aligned at once; longer fragments are aligned in parts


Fragment = tuple[Sequence[Word], int, Sequence[Window]]  # words, number of the first, places


@dataclass(frozen=True, slots=True)
class Search:
    """What every step of one search needs."""

    page: PreparedPage
    lexicon: Lexicon


def find_pieces(
    search: Search, quoted: Sequence[Word], places: Sequence[Window], *, first: int
) -> list[Piece]:
    """The pieces of an uncut quotation, in its order; none when nothing on the page is alike."""
    if len(quoted) > LONGEST:
        return _in_parts(search, quoted, first)
    stretches = [(place.start, place.end) for place in places]
    options = _options(search, quoted, stretches, first)
    return _with_rest(search, quoted, options[0], first, _MOST_PIECES) if options else []


def find_fragments(search: Search, fragments: Sequence[Fragment]) -> list[Piece]:
    """The pieces of a quotation with marked cuts, given as (words, number of the first, places).

    Each fragment is looked for wherever its words are, and after and before its neighbours; of
    all choices the one whose fragments follow one another most closely is taken.
    """
    options = [
        _options(search, quoted, _stretches(search, quoted, places), first)
        for quoted, first, places in fragments
    ]
    for at in range(1, len(options)):
        for piece in options[at - 1][:3]:
            near = (piece.end + 1, piece.end + _CUT_REACH)
            options[at] += _beside(search, fragments[at], options[at], near)
    for at in range(len(options) - 2, -1, -1):
        for piece in options[at + 1][:3]:
            near = (piece.start - _CUT_REACH, piece.start)
            options[at] += _beside(search, fragments[at], options[at], near)
    found: list[Piece] = []
    for piece in _closest([some for some in options if some]):
        quoted, first, _ = next(f for f in fragments if f[1] <= piece.first < f[1] + len(f[0]))
        found += _with_rest(search, quoted, piece, first, _MOST_PIECES)
    return found


def _beside(
    search: Search, fragment: Fragment, known: Sequence[Piece], near: tuple[int, int]
) -> list[Piece]:
    """A fragment's piece in a stretch beside its neighbour, unless a whole one is known there."""
    quoted, first, _ = fragment
    for piece in known:
        if near[0] <= piece.start and piece.end <= near[1] and len(piece.anchors) == len(quoted):
            return []
    found = _align(search, quoted, *near, first)
    return [found] if found else []


def _stretches(
    search: Search, quoted: Sequence[Word], places: Sequence[Window]
) -> list[tuple[int, int]]:
    """Where a fragment may stand: wherever it does so exactly, else in its windows."""
    key = " ".join(w.text for w in quoted)
    exact_places = [(at, at + len(key)) for at in exact(search.page, key)]
    return exact_places or [(place.start, place.end) for place in places]


def _options(
    search: Search, quoted: Sequence[Word], stretches: Sequence[tuple[int, int]], first: int
) -> list[Piece]:
    """The pieces in these stretches, the likeliest first; the earlier of equals."""
    found = [_align(search, quoted, start, end, first) for start, end in stretches]
    kept = sorted((p for p in found if p), key=lambda piece: (-piece.score, piece.start))
    return [piece for piece in kept if piece.score >= _RIVAL * kept[0].score]


def _closest(options: Sequence[list[Piece]]) -> list[Piece]:
    """One option of each fragment: whole ones, in order, and near to each other."""
    if not options:
        return []
    chains: list[tuple[float, list[Piece]]] = [(-piece.score, [piece]) for piece in options[0]]
    for some in options[1:]:
        chains = [
            min(
                (
                    (cost + _parting(chain[-1], piece) - piece.score, [*chain, piece])
                    for cost, chain in chains
                ),
                key=lambda option: option[0],
            )
            for piece in some
        ]
    return min(chains, key=lambda option: option[0])[1]


def _parting(left: Piece, right: Piece) -> float:
    """The cost of a gap between two fragments, in points of alignment."""
    if right.start < left.end:
        return 18.0
    return min(15.0, (right.start - left.end) / 200)


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
        text = " ".join(w.text for w in quoted)
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
    parts = [quoted[at : at + LONGEST // 2] for at in range(0, len(quoted), LONGEST // 2)]
    texts = [" ".join(w.text for w in part) for part in parts]
    found: list[Piece] = []
    for part, places in zip(parts, windows(search.page, texts), strict=True):
        pieces = [_align(search, part, w.start, w.end, first) for w in places[:2]]
        kept = [piece for piece in pieces if piece]
        if kept:
            found.append(max(kept, key=lambda piece: piece.score))
        first += len(part)
    return found
