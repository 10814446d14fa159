"""Pieces of one utterance: `“…,” he said, “…”`, and speech that runs over paragraphs.

They share a group number, a speaker and a source.
"""

from collections.abc import Sequence

from verifier.model import QuotationKind
from verifier.parse.drafts import Draft
from verifier.parse.paragraphs import Bond

_WHOLE = (QuotationKind.DIRECT, QuotationKind.BLOCK)


def group_pieces(drafts: Sequence[Draft], text: str) -> None:
    """Number the utterances that come in several pieces, in place."""
    groups: list[list[Draft]] = []
    previous: Draft | None = None
    for draft in drafts:
        if draft.kind not in _WHOLE:
            continue
        if previous is not None and _continues(previous, draft, text):
            if previous.group is None:
                groups.append([previous])
                previous.group = len(groups)
            draft.group = previous.group
            groups[draft.group - 1].append(draft)
        previous = draft
    for pieces in groups:
        _share(pieces)


def _continues(previous: Draft, draft: Draft, text: str) -> bool:
    if previous.paragraph == draft.paragraph:
        same_sentence = previous.sentence == draft.sentence
        open_end = text[previous.start : previous.end].rstrip()[-1:] in ",—–-…"
        goes_on = open_end or text[draft.start : draft.start + 1].islower()
        return same_sentence and goes_on and previous.mention == draft.mention
    left_open = previous.region is not None and not previous.region.closed
    return left_open and draft.paragraph == previous.paragraph + 1


def _share(pieces: Sequence[Draft]) -> None:
    """Pieces of one utterance have one speaker and one source."""
    speaking = next((d for d in pieces if d.bond in (Bond.AFTER, Bond.BEFORE)), None)
    cited = next((d for d in reversed(pieces) if d.citations), None)
    for piece in pieces:
        if speaking is not None and piece.bond in (Bond.CARRIED, Bond.NONE):
            piece.mention, piece.cue = speaking.mention, speaking.cue
        if cited is not None and not piece.citations:
            piece.citations = list(cited.citations)
