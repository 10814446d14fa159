"""Where quotation marks open and close: the marked regions of a paragraph.

Doubled marks of all kinds (“ ” " '' „ “ « » ‹ › 「 」 『 』 ＂) are paired with a stack, single
marks (‘ ’ ' ‚ ‘) afterwards, each inside the doubled region it stands in. Apostrophes, inches,
feet and elisions are no marks. A mark that is never closed closes at the end of its paragraph;
one that is opened a second time without a close ends at the last full stop before.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

_MARK = re.compile(r"''(?!')|[“”\"„‟«»‹›「」『』＂]")
_SINGLE = re.compile(r"[‘’'‚‛`]")
_PAIRS = {"「": "」", "『": "』", "«": "»", "»": "«", "‹": "›", "›": "‹"}
_CLOSERS = {
    "“": '”"“',
    "„": '“”"',
    "‟": '”“"',
    "”": '”"',
    '"': '"”',
    "''": ("''", '"', "”"),
    "＂": "＂",
}
_OPEN_ONLY = "„‟「『"
_STOP = re.compile(r"[.!?…](?=\s)")
_ELISION = re.compile(
    r"['’](?:\d\ds?|em|til|tis|twas|cause|bout|n|cuz|round|im|er|ere|s|t|d|ll|re|ve|m)\b", re.I
)
_LOOK_AHEAD = 60  # marks; keeps a page of stray apostrophes linear
_LONGEST_SINGLE = 3000  # code points between single marks


@dataclass(frozen=True, slots=True)
class Region:
    """Text between a pair of quotation marks."""

    start: int  # first code point after the opening mark
    end: int  # the closing mark, or the end of the paragraph
    outer_start: int
    outer_end: int
    depth: int = 0  # 0: not inside other marks
    closed: bool = True
    single: bool = False


def find_regions(text: str, start: int, end: int) -> list[Region]:
    """The marked regions of the paragraph text[start:end], in order of their start."""
    doubles = _doubles(text, start, end)
    singles = _singles(text, start, end, doubles)
    return _with_depths([*doubles, *singles]) if singles else doubles


# --- doubled marks ------------------------------------------------------------------------


def _doubles(text: str, start: int, end: int) -> list[Region]:
    found: list[Region] = []
    stack: list[tuple[str, int, int]] = []  # mark, its start, its end
    marks = [(m.group(), m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    closers_left = sum(mark in '”“»"' for mark, _, _ in marks)
    for mark, at, after in marks:
        closers_left -= mark in '”“»"'
        if stack and _closes(stack[-1][0], mark, text, at, after, end):
            _, open_at, inner = stack.pop()
            found.append(Region(inner, at, open_at, after, len(stack)))
        elif _opens(mark, text, at, after, start, end):
            if stack and closers_left <= len(stack):
                _cut_short(text, stack, found, at)
            stack.append((mark, at, after))
    if stack:
        _, open_at, inner = stack[0]
        if inner < end:
            found = [region for region in found if region.outer_end <= open_at]
            stop = end
            found.append(Region(inner, stop, open_at, stop, 0, closed=False))
            found += _inside(text, inner, stop, marks, len(stack))
    return _with_depths([r for r in found if r.end > r.start])


def _inside(
    text: str, start: int, end: int, marks: list[tuple[str, int, int]], unclosed: int
) -> list[Region]:
    """The pairs inside a region that was never closed, by the same rule."""
    if unclosed > 1 or not any(at >= start for _, at, _ in marks):
        return []
    return [replace(r, depth=r.depth + 1) for r in _doubles(text, start, end)]


def _cut_short(text: str, stack: list[tuple[str, int, int]], found: list[Region], at: int) -> None:
    """End an unclosed region at the last full stop before a mark that opens anew."""
    _, open_at, inner = stack.pop()
    stops = [m.end() for m in _STOP.finditer(text, inner, min(at, inner + 2000))]
    if stops and not stack:
        found.append(Region(inner, stops[-1], open_at, stops[-1], 0, closed=False))


def _closes(opener: str, mark: str, text: str, at: int, after: int, end: int) -> bool:
    if opener in _PAIRS:
        return mark == _PAIRS[opener]
    if mark not in _CLOSERS.get(opener, ""):
        return False
    if mark == '"' and opener == "“" and _is_inch(text, at, after, end):
        return False
    if mark == "“" and opener != "„":
        return _before_is_tight(text, at) and not _after_is_tight(text, after, end)
    if mark == '"' and opener in ('"', "“"):
        # `"He said "no" to me"`: a straight mark after a space and before a letter opens.
        return _before_is_tight(text, at) or not _after_is_tight(text, after, end)
    return True


def _is_inch(text: str, at: int, after: int, end: int) -> bool:
    """`“The boat is 5" wide,”`: a straight mark behind a figure, and a curly one that closes."""
    if not text[at - 1 : at].isdigit() or text[after : after + 1] not in (" ", ","):
        return False
    close = text.find("”", after, min(end, after + _LONGEST_SINGLE))
    return close >= 0 and "“" not in text[after:close]


def _opens(mark: str, text: str, at: int, after: int, start: int, end: int) -> bool:
    if mark in _OPEN_ONLY:
        return True
    if at > start and text[at - 1] == "=":
        return False  # an attribute of markup that was left in the text
    if after >= end:
        return False
    at_word_start = at == start or not (text[at - 1].isalnum() or text[at - 1] in ".,!?…")
    if mark in "“«‹":
        return at_word_start or text[after].isalnum()
    if mark in "»›":
        return at_word_start and not text[after].isspace()
    if mark == "''":
        return at_word_start and (text[after].isalnum() or text[after] in " [")
    return at_word_start and not text[after].isspace()


def _before_is_tight(text: str, at: int) -> bool:
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "([—–"


def _after_is_tight(text: str, after: int, end: int) -> bool:
    return after < end and (text[after].isalnum() or text[after] in "[‘“'$€£")


# --- single marks -------------------------------------------------------------------------


def _singles(text: str, start: int, end: int, doubles: list[Region]) -> list[Region]:
    marks = [m.start() for m in _SINGLE.finditer(text, start, end)]
    if not marks:
        return []
    edges = sorted({p for r in doubles for p in (r.outer_start, r.outer_end)})
    home = [_container(doubles, edges, at) for at in marks]
    found: list[Region] = []
    done = start
    for index, at in enumerate(marks):
        if at < done or not _opens_single(text, at, start, end):
            continue
        close = _closing_single(text, marks, home, index, end)
        if close is not None and close - at > 1:
            found.append(Region(at + 1, close, at, close + 1, single=True))
            done = close + 1
    return found


def _container(doubles: list[Region], edges: list[int], at: int) -> int:
    """A number that two places share when no doubled mark lies between them unpaired."""
    if not edges:
        return 0
    place = bisect_right(edges, at)
    return place if _inside_any(doubles, at) else -1


def _inside_any(doubles: list[Region], at: int) -> bool:
    place = bisect_right(doubles, at, key=lambda r: r.start)
    return any(r.start <= at < r.end for r in doubles[max(0, place - 3) : place])


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    if at + 1 >= end or text[at + 1].isspace():
        return False
    if at > start and (text[at - 1].isalnum() or text[at - 1] in "’'.,)"):
        return False
    if text[at] == "’" or not (text[at + 1].isalnum() or text[at + 1] in '[“"(¿¡…$'):
        return False
    return text[at] in "‘‚‛`" or not _ELISION.match(text, at)


def _closing_single(
    text: str, marks: list[int], home: list[int], index: int, end: int
) -> int | None:
    opener = text[marks[index]]
    closers = {"‚": "‘’'", "`": "'’`"}.get(opener, "’'")
    fallback = None
    for later in range(index + 1, min(len(marks), index + _LOOK_AHEAD)):
        at = marks[later]
        if at - marks[index] > _LONGEST_SINGLE:
            break
        if home[later] != home[index]:
            continue
        following = text[at + 1] if at + 1 < end else " "
        if text[at] in closers and not following.isalnum() and not text[at - 1].isspace():
            if not _may_be_possessive(text, at, end):
                return at
            fallback = at
        elif text[at] == "‘" and opener != "‚" and fallback is not None:
            break
    return fallback


def _may_be_possessive(text: str, at: int, end: int) -> bool:
    """`the nurses’ rota`: an s before and a lower-case word after."""
    return text[at - 1] in "sSx" and at + 2 < end and text[at + 1] == " " and text[at + 2].islower()


# --- nesting ------------------------------------------------------------------------------


def _with_depths(regions: list[Region]) -> list[Region]:
    """The same regions in order, each with the number of regions around it."""
    ordered = sorted(regions, key=lambda r: (r.outer_start, -r.outer_end))
    around: list[int] = []
    placed = []
    for region in ordered:
        while around and around[-1] <= region.start:
            around.pop()
        if around and region.outer_end > around[-1]:
            continue  # crosses the end of the one around it: a stray mark
        placed.append(replace(region, depth=len(around)))
        around.append(region.outer_end)
    return placed
