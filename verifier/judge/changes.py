"""What differs between a quotation and its passage, counted in words.

The part of a finding's sentence that an editor reads first. Words are counted by what happened to
them: changed, not in the source, or left out of it without a mark. What the article marks (… or
[ ]), what is typography, and a contraction written out are no changed words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.model import HARMLESS_EDITS, Edit, EditKind, Match, Span, Verdict

_SHOWN = 6  # words of a run that the sentence quotes
_TOUCHING = 2  # characters between two edits that are one run of words
_UNCOUNTED = frozenset({EditKind.MARK, EditKind.TYPOGRAPHY, EditKind.CONTRACTION})


def change(match: Match) -> str:
    """What differs, to follow "Found in … " or "Only a part is in …"; "" for the same words."""
    if match.verdict is Verdict.VERBATIM:
        return ""
    edits = [edit for edit in _runs(match.edits) if edit.kind not in _UNCOUNTED]
    if match.verdict is Verdict.PARTIAL:
        return _lacking(match, edits)
    if edits:
        telling = min(edits, key=lambda edit: edit.kind in HARMLESS_EDITS)
        return f", with {_words(sum(map(_size, edits)))} changed ({_one_of(edits, telling)})"
    short = next((edit for edit in match.edits if edit.kind is EditKind.CONTRACTION), None)
    marked = any(edit.kind is EditKind.MARK for edit in match.edits)
    if short is None:
        return ", with what was cut or added marked" if marked else ""
    told = f", with a contraction ({_told(short)})"
    return f"{told}; what was cut or added is marked" if marked else told


def _lacking(match: Match, edits: Sequence[Edit]) -> str:
    """What a part lacks to be the whole: foreign words first, then what was left out."""
    added = [edit for edit in edits if not edit.source.strip()]
    left = [edit for edit in edits if not edit.quoted.strip()]
    other = [edit for edit in edits if edit.source.strip() and edit.quoted.strip()]
    parts = []
    if added:
        longest = max(added, key=_size)
        parts.append(
            f"{_are(sum(map(_size, added)))} not in it ({_among(added)}“{_short(longest.quoted)}”)"
        )
    if other:
        telling = min(other, key=lambda edit: edit.kind in HARMLESS_EDITS)
        parts.append(f"{_are(sum(map(_size, other)))} changed ({_one_of(other, telling)})")
    if left:
        longest = max(left, key=_size)
        count = _are(sum(map(_size, left)))
        shown = f"{_among(left)}“{_short(longest.source)}”"
        parts.append(f"{count} left out without a mark ({shown})")
    if parts:
        return f": {', '.join(parts)}"
    return ", joined from separate places" if len(match.passages) > 1 else ""


def _runs(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order; words that were added side by side are one addition."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.quoted_span.start, e.source_span.start)):
        if found and _is_added(found[-1]) and _is_added(edit) and _touch(found[-1], edit):
            found[-1] = _joined(found[-1], edit)
        else:
            found.append(edit)
    return tuple(found)


def _is_added(edit: Edit) -> bool:
    return not edit.source.strip() and edit.kind not in _UNCOUNTED


def _touch(first: Edit, second: Edit) -> bool:
    return second.quoted_span.start - first.quoted_span.end <= _TOUCHING


def _joined(first: Edit, second: Edit) -> Edit:
    span = Span(first.quoted_span.start, second.quoted_span.end)
    kind = second.kind if first.kind in HARMLESS_EDITS else first.kind
    quoted = f"{first.quoted.strip()} {second.quoted.strip()}"
    return replace(first, quoted=quoted, quoted_span=span, kind=kind)


def _size(edit: Edit) -> int:
    return max(len(edit.quoted.split()), len(edit.source.split()), 1)


def _one_of(edits: Sequence[Edit], telling: Edit) -> str:
    """One edit, and that there are more of them where there are."""
    if len(edits) == 1:
        return _told(telling)
    return f"among them {_told(telling, happened=',')}"


def _among(edits: Sequence[Edit]) -> str:
    """What tells that the edit shown is one of several."""
    return "among them " if len(edits) > 1 else ""


def _words(count: int) -> str:
    return f"{count} word{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return f"{_words(count)} {'is' if count == 1 else 'are'}"


def _told(edit: Edit, *, happened: str = " is") -> str:
    if not edit.source.strip():
        return f"“{_short(edit.quoted)}”{happened} added"
    if not edit.quoted.strip():
        return f"“{_short(edit.source)}”{happened} left out"
    return f"“{_short(edit.quoted)}” for “{_short(edit.source)}”"


def _short(text: str) -> str:
    """The first words of a run."""
    held = text.split()
    return " ".join(held) if len(held) <= _SHOWN else f"{' '.join(held[:_SHOWN])} …"
