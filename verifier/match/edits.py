"""The differences between a quotation and a passage, one by one, each with its kind.

Between two anchors (words that are the same on both sides) stand a few quoted words and a few
words of the source. The cheapest way to explain the one by the other (`relate`) gives the edits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.match.relate import Sense, alone, alone_together, relate
from verifier.match.words import Word
from verifier.model import EditKind

_MOST_WORDS = 24  # of a block on either side; a longer one is another text, not an edit
_SPAN = 4  # words of a phrase: "as well as", "twenty-four million"
_MERGED = frozenset({EditKind.WORD, EditKind.NAME, EditKind.ADDITION, EditKind.OMISSION})
_ADDED = frozenset({EditKind.ADDITION, EditKind.FUNCTION, EditKind.FILLER})
_ROW = 3  # words added in a row, from which they are shown as one addition

Way = tuple[float, tuple[EditKind, int, int] | None]  # cost so far, last step
Table = dict[tuple[int, int], Way]


@dataclass(frozen=True, slots=True)
class Difference:
    """Quoted words (by number) against words of the source; either may be none."""

    kind: EditKind
    first: int  # quoted words [first, last)
    last: int
    source: tuple[Word, ...]
    at: int  # where in the page's key it stands, if the source has no words for it
    mark: tuple[int, int] | None = None  # of a cut or bracket: its place in the quotation


def explain(
    quoted: Sequence[Word],
    source: Sequence[Word],
    sense: Sense,
    *,
    first: int,
    at: int,
) -> list[Difference]:
    """The differences of one block, in order. `first` is the number of its first quoted word."""
    if len(quoted) > _MOST_WORDS or len(source) > _MOST_WORDS:
        return _wholesale(quoted, source, first=first, at=at)
    steps = _cheapest(quoted, source, sense)
    differences: list[Difference] = []
    i = j = 0
    for kind, taken, passed in steps:
        if not _same(quoted[i : i + taken], source[j : j + passed]):
            here = source[j].start if j < len(source) else (source[-1].end if source else at)
            differences.append(
                Difference(kind, first + i, first + i + taken, tuple(source[j : j + passed]), here)
            )
        i, j = i + taken, j + passed
    return _merge(differences, sense.names, quoted, first)


def added_together(differences: Sequence[Difference]) -> list[Difference]:
    """The differences with words added in a row as one addition, the small ones among them, too.

    For showing only: what each word is by itself decides the verdict.
    """
    runs: list[list[Difference]] = []
    for here in differences:
        plain = here.kind in _ADDED and not here.source and here.last > here.first
        last = runs[-1][-1] if runs else None
        if plain and last and last.kind in _ADDED and not last.source and last.last == here.first:
            runs[-1].append(here)
        else:
            runs.append([here])
    return [each for run in runs for each in _as_one(run)]


def _as_one(run: Sequence[Difference]) -> Sequence[Difference]:
    words = run[-1].last - run[0].first
    if len(run) == 1 or words < _ROW or all(d.kind is not EditKind.ADDITION for d in run):
        return run
    return [replace(run[0], kind=EditKind.ADDITION, last=run[-1].last)]


def cost(quoted: Sequence[Word], source: Sequence[Word], sense: Sense) -> float:
    """How far apart two short runs of words are, in the steps of `explain`."""
    return _table(quoted, source, sense)[len(quoted), len(source)][0]


def _same(quoted: Sequence[Word], source: Sequence[Word]) -> bool:
    return [w.text for w in quoted] == [w.text for w in source]


def _wholesale(
    quoted: Sequence[Word],
    source: Sequence[Word],
    *,
    first: int,
    at: int,
) -> list[Difference]:
    kind = EditKind.WORD if quoted and source else EditKind.ADDITION
    if not quoted:
        kind = EditKind.OMISSION
    return [Difference(kind, first, first + len(quoted), tuple(source), at)]


def _cheapest(
    quoted: Sequence[Word], source: Sequence[Word], sense: Sense
) -> list[tuple[EditKind, int, int]]:
    """The steps (kind, quoted words taken, source words taken) of least cost."""
    best = _table(quoted, source, sense)
    steps = []
    i, j = len(quoted), len(source)
    while step := best[i, j][1]:
        steps.append(step)
        i, j = i - step[1], j - step[2]
    steps.reverse()
    return steps


def _table(quoted: Sequence[Word], source: Sequence[Word], sense: Sense) -> Table:
    rows, columns = len(quoted), len(source)
    best: Table = {(0, 0): (0.0, None)}
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i or j:
                best[i, j] = min(_ways(quoted, source, i, j, best, sense), key=lambda way: way[0])
    return best


def _ways(
    quoted: Sequence[Word],
    source: Sequence[Word],
    i: int,
    j: int,
    best: Table,
    sense: Sense,
) -> list[Way]:
    ways: list[Way] = []
    if i:
        kind, cost = alone(quoted[i - 1], sense, inserted=True)
        ways.append((best[i - 1, j][0] + cost, (kind, 1, 0)))
    if j:
        kind, cost = alone(source[j - 1], sense, inserted=False)
        ways.append((best[i, j - 1][0] + cost, (kind, 0, 1)))
    for taken in range(2, min(i, _SPAN) + 1):
        if whole := alone_together(quoted[i - taken : i], sense):
            ways.append((best[i - taken, j][0] + whole[1], (whole[0], taken, 0)))
    for passed in range(2, min(j, _SPAN) + 1):
        if whole := alone_together(source[j - passed : j], sense):
            ways.append((best[i, j - passed][0] + whole[1], (whole[0], 0, passed)))
    for taken in range(1, min(i, _SPAN) + 1):
        for passed in range(1, min(j, _SPAN) + 1):
            left, right = quoted[i - taken : i], source[j - passed : j]
            before = best[i - taken, j - passed][0]
            if taken == passed == 1 and left[0].text == right[0].text:
                ways.append((before, (EditKind.TYPOGRAPHY, 1, 1)))
            elif related := relate(left, right, sense):
                ways.append((before + related[1], (related[0], taken, passed)))
    return ways


def _merge(
    differences: list[Difference], names: frozenset[str], quoted: Sequence[Word], first: int
) -> list[Difference]:
    """Neighbouring unexplained differences as one: "Roger Knapman" against "Microsoft"."""
    merged: list[Difference] = []
    for here in differences:
        last = merged[-1] if merged else None
        if last and last.kind in _MERGED and here.kind in _MERGED and last.last == here.first:
            source = last.source + here.source
            merged[-1] = Difference(
                _kind_of(quoted[last.first - first : here.last - first], source, names),
                last.first,
                here.last,
                source,
                last.at,
            )
        else:
            merged.append(here)
    return merged


def _kind_of(quoted: Sequence[Word], source: Sequence[Word], names: frozenset[str]) -> EditKind:
    if not quoted:
        return EditKind.OMISSION
    if any(word.text in names for word in quoted):
        return EditKind.NAME
    if not source:
        return EditKind.ADDITION
    return EditKind.NAME if any(word.text in names for word in source) else EditKind.WORD
