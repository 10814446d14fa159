"""Transcript lines: `SMITH: I saw it leave.`, `Q: …`, `A: …`.

Words after a label are the labelled person's, without marks. A single such line is a heading or a
caption; labels that take turns make a transcript.
"""

import re
from collections.abc import Sequence

from verifier.model import Cue, QuotationKind
from verifier.parse.drafts import Draft, trimmed
from verifier.parse.paragraphs import Bond, Paragraph
from verifier.parse.phrases import Mention, MentionKind

_LABEL = re.compile(
    r"""
    ["“]?                                    # a transcript quoted as a whole
    (?P<name>
        [QA]                                 # question and answer
      | [^\W\d_a-z][^\W\d_a-z.'’ -]{1,30}    # capitals only
    )
    (?P<colon>:)[ ]
    """,
    re.VERBOSE,
)


def transcript_drafts(paragraphs: Sequence[Paragraph]) -> dict[int, Draft]:
    """The quotation of each transcript line, by paragraph number; {} where there is none."""
    lines = {}
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(paragraph.tokens.text, paragraph.start, paragraph.end)
        if match is not None and match["name"].isupper():
            lines[number] = match
    if not _is_dialogue([match["name"] for match in lines.values()]):
        return {}
    drafts = {n: _draft(paragraphs[n], n, match) for n, match in lines.items()}
    return {number: draft for number, draft in drafts.items() if draft.start < draft.end}


def _is_dialogue(labels: Sequence[str]) -> bool:
    """Two persons and more, one of whom speaks again; or a question with its answer."""
    return set(labels) == {"Q", "A"} or 1 < len(set(labels)) < len(labels)


def _draft(paragraph: Paragraph, number: int, match: re.Match[str]) -> Draft:
    text = paragraph.tokens.text
    start, end = trimmed(text, match.end(), paragraph.end)
    name_start, name_end = match.span("name")
    colon_start, colon_end = match.span("colon")
    draft = Draft(start, end, QuotationKind.DIRECT, number, 0, 0, Bond.MARK)
    draft.mention = Mention(match["name"], name_start, name_end, MentionKind.NAME)
    draft.cue = Cue(":", colon_start, colon_end)
    return draft
