"""How each finding looks and what it is called on screen.

The machine names are the verdicts; a style adds what a reader must see at once: whether the words
stand in the source named, and what to do. Colour is never the only sign: each style has its own
icon, words and line (WCAG 1.4.1). The colours are pairs of ink on tint with at least 5.9 to 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from verifier.model import EditKind, Misattribution, QuotationKind, Verdict
from verifier.report.diff import runs
from verifier.report.schema import Edit, Finding


@dataclass(frozen=True, slots=True)
class Style:
    """One row of the table of styles."""

    name: str
    icon: str  # id of a drawing in the page's sprite
    sign: str  # one character for plain text
    line: str  # how the quotation is underlined in the article
    tone: str  # which pair of colours
    todo: str | None  # what is offered to the editor


STYLES = {
    style.name: style
    for style in (
        Style("not_found", "octagon", "✗", "double", "red", "Ask the writer for the source"),
        Style("altered", "warning", "!", "wavy", "amber", "Use the source’s words"),
        Style("part", "gap", "!", "wavy", "amber", "Cut them, or ask"),
        Style("stitched", "chain", "!", "dashed", "amber", "Split, or mark the cut"),
        Style("elsewhere", "other-page", "→", "dashed", "violet", "Change the attribution"),
        Style(
            "attribution_differs", "figures", "→", "dashed", "violet",
            "Correct speaker, date or marks",
        ),
        Style("unreadable", "slashed", "?", "dotted", "grey", "Paste text, add a file, or retry"),
        Style("no_source", "question", "?", "dotted", "grey", "Add a source"),
        Style("too_short", "short-bar", "?", "dotted", "grey", "Check by eye"),
        Style("related_passage", "bubble", "“", "thin", "blue", "Read it"),
        Style("found_small", "tick-dot", "✓", "solid", "teal", "Compare"),
        Style("found_cuts", "tick-dots", "✓", "solid", "teal", None),
        Style("found", "tick", "✓", "solid", "green", None),
        Style("set_aside", "none", "-", "none", "plain", "Check it anyway"),
    )
}  # fmt: skip

BY_VERDICT = {
    Verdict.NOT_FOUND: "not_found",
    Verdict.ALTERED: "altered",
    Verdict.UNREACHABLE: "unreadable",
    Verdict.UNSOURCED: "no_source",
    Verdict.TOO_SHORT: "too_short",
    Verdict.RELATED: "related_passage",
    Verdict.SET_ASIDE: "set_aside",
}
EDIT_WORDS = {
    EditKind.MARK: "marked cut or insertion",
    EditKind.OCR: "scanning error",
    EditKind.FUNCTION: "small word",
    EditKind.FILLER: "filler word",
    EditKind.ACTOR: "who acts",
    EditKind.MODAL: "how certain, or how binding",
    EditKind.QUANTIFIER: "how much or how many",
    EditKind.ANTONYM: "opposite",
    EditKind.OMISSION: "left out without a mark",
    EditKind.ADDITION: "not in the source",
    EditKind.WORD: "another word",
}
FOUND = frozenset({Verdict.VERBATIM, Verdict.NEAR_VERBATIM})

ASIDE_WORDS = {
    QuotationKind.SCARE: "Not checked: scare quotes",
    QuotationKind.TITLE: "Not checked: a title",
    QuotationKind.NESTED: "Not checked by itself: part of the quotation around it",
    QuotationKind.INDIRECT: "Not checked: an indirect statement, no passage on its point found",
}


def style_of(finding: Finding) -> Style:
    """The style of a finding; what was found gives way to where and whose it is."""
    if finding.verdict in FOUND:
        return STYLES[_found_style(finding)]
    if finding.verdict is Verdict.PARTIAL:
        return STYLES["part" if added_words(finding) else "stitched"]
    return STYLES[BY_VERDICT[finding.verdict]]


def _found_style(finding: Finding) -> str:
    if Misattribution.OUTLET in finding.misattributed:
        return "elsewhere"
    if finding.misattributed or finding.quoted_in_source is False:
        return "attribution_differs"
    if finding.verdict is Verdict.VERBATIM:
        return "found"
    marked = finding.edits and all(edit.kind is EditKind.MARK for edit in finding.edits)
    return "found_cuts" if marked else "found_small"


def words_on_screen(finding: Finding) -> str:
    """What the finding is called on screen: about words and texts, never about truth."""
    style = style_of(finding).name
    if style == "set_aside":
        return ASIDE_WORDS.get(finding.quotation.kind, "Not checked")
    if style == "not_found":
        return _not_found_words(finding)
    if style == "unreadable":
        return f"{_source(finding) or 'Named source'} could not be read"
    if style == "part":
        return _number(added_words(finding), "word is", "words are") + " not in the source"
    if style == "stitched":
        return _stitched_words(finding)
    if style == "attribution_differs":
        return "Found; " + attribution_words(finding)
    if style == "found_small":
        return "Found" + _small_words(finding.edits)
    return {
        "altered": "Found with words changed",
        "elsewhere": "Found, but not in the source named",
        "no_source": "No source to look up: clear against notes",
        "too_short": "Too short to decide",
        "related_passage": "Passage on the same point (not a quotation check)",
        "found_cuts": "Found, with cuts and insertions marked",
        "found": "Found word for word",
    }[style]


def attribution_words(finding: Finding) -> str:
    """What of the attribution the source does not bear out; "" when it bears all out."""
    differs = {
        Misattribution.OUTLET: "it stands in another source than the one named",
        Misattribution.SPEAKER: "the source names another speaker",
        Misattribution.DATE: "the source has another date",
    }
    said = [words for name, words in differs.items() if name in finding.misattributed]
    if finding.quoted_in_source is False:
        said.append("the source has these words, but not as a quotation")
    return "; ".join(said)


def edit_words(kind: EditKind) -> str:
    """What a differing word is, in words."""
    return EDIT_WORDS.get(kind, kind.value.replace("_", " "))


def added_words(finding: Finding) -> int:
    """How many words of the quotation the source does not have, small ones among them counted."""
    return sum(
        len(run.quoted.split())
        for run in runs(finding.quotation, finding.edits)
        if run.turns_meaning and (run.kind is EditKind.ADDITION or not run.source)
    )


def source_named(finding: Finding) -> str | None:
    """The outlet, title or address of the nearest source that the article names."""
    for citation in finding.citations:
        name = citation.outlet_name or citation.outlet or citation.title or citation.url
        if name:
            return name
    return None


_source = source_named


def _not_found_words(finding: Finding) -> str:
    nearest = " (nearest passage below)" if finding.evidence else ""
    return f"Not in {_source(finding) or 'the source named'}, which was read{nearest}"


def _stitched_words(finding: Finding) -> str:
    if finding.evidence and len(finding.evidence.passages) > 1:
        return "Joined from separate places"
    return "Words left out without a mark"


def _small_words(edits: Iterable[Edit]) -> str:
    count = sum(1 for edit in edits if edit.kind is not EditKind.MARK)
    return "; " + _number(count, "small word differs", "small words differ") if count else ""


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
