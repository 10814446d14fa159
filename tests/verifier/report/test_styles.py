from dataclasses import replace

import pytest

from tests.verifier.report import examples
from tests.verifier.report.examples import CREATED, FINISHED, REPORT, edit
from verifier.model import EditKind, Finding, Misattribution, QuotationKind, Report, Verdict
from verifier.report import schema, to_json
from verifier.report.styles import STYLES, style_of, words_on_screen

TYPO = replace(edit("replace", "ferry", "ferry", EditKind.SPELLING), quoted="fery")
MARK = edit("replace", "ferry", "ferry", EditKind.MARK)


def read(finding: Finding) -> schema.Finding:
    report = Report(REPORT.article, REPORT.state, (finding,))
    return schema.load(to_json(report, created_at=CREATED, finished_at=FINISHED)).findings[0]


def near(**fields: object) -> Finding:
    return replace(examples.VERBATIM, verdict=Verdict.NEAR_VERBATIM, **fields)  # type: ignore[arg-type]


CASES = [
    (examples.NOT_FOUND, "not_found", "Not in Coast Radio, which was read"),
    (
        replace(examples.NOT_FOUND, evidence=examples.ALTERED.evidence),
        "not_found",
        "Not in Coast Radio, which was read (nearest passage below)",
    ),
    (examples.ALTERED, "altered", "Found with words changed"),
    (examples.STITCHED, "part", "4 words are not in the source"),
    (replace(examples.STITCHED, edits=()), "stitched", "Words left out without a mark"),
    (examples.ELSEWHERE, "elsewhere", "Found, but not in the source named"),
    (
        replace(examples.VERBATIM, misattributed=(Misattribution.SPEAKER,)),
        "attribution_differs",
        "Found; the source names another speaker",
    ),
    (
        replace(examples.VERBATIM, misattributed=(Misattribution.DATE, Misattribution.OUTLET)),
        "elsewhere",
        "Found, but not in the source named",
    ),
    (
        replace(examples.VERBATIM, quoted_in_source=False),
        "attribution_differs",
        "Found; the source has these words, but not as a quotation",
    ),
    # On any verdict but the found ones, what was found goes before whose it is.
    (
        replace(examples.ALTERED, misattributed=(Misattribution.SPEAKER,)),
        "altered",
        "Found with words changed",
    ),
    (examples.UNREACHABLE, "unreadable", "Northern Ledger could not be read"),
    (examples.UNSOURCED, "no_source", "No source to look up: clear against notes"),
    (examples.TOO_SHORT, "too_short", "Too short to decide"),
    (
        examples.RELATED,
        "related_passage",
        "Passage on the same point (not a quotation check)",
    ),
    (near(edits=(TYPO,)), "found_small", "Found; 1 small word differs"),
    (near(edits=(MARK, TYPO)), "found_small", "Found; 1 small word differs"),
    (near(edits=(MARK,)), "found_cuts", "Found, with cuts and insertions marked"),
    (examples.VERBATIM, "found", "Found word for word"),
    (examples.SET_ASIDE, "set_aside", "Not checked: scare quotes"),
    (
        replace(
            examples.SET_ASIDE,
            quotation=replace(examples.SET_ASIDE.quotation, kind=QuotationKind.TITLE),
        ),
        "set_aside",
        "Not checked: a title",
    ),
]


@pytest.mark.parametrize(("finding", "style", "words"), CASES)
def test_each_finding_has_its_style_and_words(finding: Finding, style: str, words: str) -> None:
    form = read(finding)

    assert (style_of(form).name, words_on_screen(form)) == (style, words)


def test_every_style_is_shown_by_one_of_the_cases() -> None:
    assert {style for _, style, _ in CASES} == set(STYLES)


def test_no_words_on_screen_call_a_quotation_true_or_false() -> None:
    shown = " ".join(words_on_screen(read(finding)) for finding, _, _ in CASES).lower()

    assert not [w for w in ("true", "false", "fake", "hallucinat", "fabricat") if w in shown]


def test_colour_is_never_the_only_sign() -> None:
    """Styles of one colour still differ by icon."""
    signs = [(style.tone, style.icon) for style in STYLES.values()]

    assert len(set(signs)) == len(signs)
    assert len({style.icon for style in STYLES.values()}) == len(STYLES)
