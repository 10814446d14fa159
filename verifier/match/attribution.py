"""Does the passage stand inside quotation marks on its page, and who is named as speaker there?

Careful on purpose: `speaker_differs` is said only when another person is clearly named as the
speaker of that very passage, and the article's speaker is not named beside it at all.
"""

import re
from dataclasses import replace

from verifier.match.marks import inside_marks
from verifier.match.page import PreparedPage
from verifier.match.speakers import is_person, mentioned, same_person, shown_as_person, speaker_of
from verifier.model import Match, Quotation, Verdict

_ONE = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|myself)\b|\b(?:ich|yo|moi|je|io|eu|я|мне|меня)\b")
_NEAR = 500  # characters on either side in which the article's speaker counts as near


def attribute(
    match: Match, quotation: Quotation | None, page: PreparedPage, article: str = ""
) -> Match:
    """The match with what the words around its passage say of marks and speaker.

    `article` shows whether a bare surname of the article's is a person's.
    """
    passage = max(match.passages, key=lambda p: p.end - p.start)
    start, end = passage.start, passage.end
    first, last = match.passages[0].start, match.passages[-1].end
    if quotation is not None and quotation.speaker_is_source:
        quoted = None
    else:
        quoted = _all_inside(match, page)
    if first <= start and last - first < 2_000:
        start, end = min(first, start), max(last, end)
    said = speaker_of(page.text, start, end)
    around = page.text[max(0, start - _NEAR) : start] + " " + page.text[end : end + _NEAR]
    ours = quotation.speaker.name if quotation and quotation.speaker else None
    same = bool(ours and said.name and same_person(ours, said.name))
    near = bool(ours) and (same or mentioned(ours or "", around))
    differs = (
        ours is not None
        and said.name is not None
        and not same
        and match.verdict not in (Verdict.NOT_FOUND, Verdict.PARTIAL)
        and (is_person(ours) or shown_as_person(ours, article))
        and (
            is_person(said.name)
            or shown_as_person(said.name, page.text)
            or (" " not in said.name and _speaks_as_one(page.text, start, end))
        )
        and not mentioned(ours, said.scope)
    )
    return replace(
        match, quoted=quoted, speaker=said.name, speaker_near=near, speaker_differs=differs
    )


def _speaks_as_one(text: str, start: int, end: int) -> bool:
    """Whether the quoted words say "I": a firm or a ministry does not."""
    return _ONE.search(text, start, end) is not None


def _all_inside(match: Match, page: PreparedPage) -> bool | None:
    """Whether every piece stands inside quotation marks; what lies between them is not asked."""
    held = {inside_marks(page.text, piece.start, piece.end) for piece in match.passages}
    if False in held:
        return False
    return True if True in held else None
