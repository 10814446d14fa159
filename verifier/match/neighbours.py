"""Paragraphs of one quotation: a short one that is not found alone is looked for beside the other.

"Nobody will take it from us" is too little to be told from chance; right after a paragraph that is
there word for word, it is that sentence with a word changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from verifier.match.page import PreparedPage, around
from verifier.model import Edit, Match, Passage, Quotation, Verdict

_THERE = frozenset({Verdict.VERBATIM, Verdict.NEAR_VERBATIM})
_FOUND = frozenset({Verdict.ALTERED, Verdict.NEAR_VERBATIM})
_LACKING = frozenset({Verdict.NOT_FOUND, Verdict.PARTIAL})
_NEAR = 8  # characters of the page between the two: a stop, marks, a new paragraph

Matcher = Callable[[str], Match | None]


def beside(
    quotations: Sequence[Quotation],
    found: Sequence[Match | None],
    page: PreparedPage,
    matcher: Matcher,
) -> list[Match | None]:
    """The matches, with what goes on where the paragraph before it in its group ends."""
    matches = list(found)
    for n, (one, other) in enumerate(pairwise(quotations)):
        before, here = matches[n], matches[n + 1]
        if one.group is None or one.group != other.group or before is None:
            continue
        if before.verdict in _THERE and (here is None or here.verdict in _LACKING):
            matches[n + 1] = _following(one, other, before, page, matcher) or here
    return matches


def _following(
    one: Quotation, other: Quotation, before: Match, page: PreparedPage, matcher: Matcher
) -> Match | None:
    whole = matcher(f"{one.text} {other.text}")
    if whole is None or whole.verdict not in _FOUND or len(whole.passages) != 1:
        return None
    passage, since = whole.passages[0], before.passages[-1].end
    first = len(one.text) + 1
    edits = tuple(edit for edit in whole.edits if edit.quoted_span.start >= first)
    if not passage.start <= since < passage.end or not edits:
        return None
    text = page.text[since : passage.end]
    start = since + next((at for at, c in enumerate(text) if c.isalnum()), len(text))
    if start - since > _NEAR or start >= passage.end:
        return None
    prefix, suffix = around(page.text, start, passage.end)
    return replace(
        whole,
        quotation=other.id,
        passages=(Passage(page.text[start : passage.end], start, passage.end),),
        prefix=prefix,
        suffix=suffix,
        edits=tuple(_moved(edit, other.start - first) for edit in edits),
        short=False,
    )


def _moved(edit: Edit, by: int) -> Edit:
    span = edit.quoted_span
    return replace(edit, quoted_span=replace(span, start=span.start + by, end=span.end + by))
