"""What other quotation checkers learnt the hard way; the issue that taught it stands beside it."""

from dataclasses import replace

import pytest

from verifier.match import match, match_text, prepare
from verifier.model import EditKind, Quotation, QuotationKind, Verdict

LEASE = (
    "The lease was signed in March. The landlord is not, under any reading of the lease, permitted "
    "to enter the flat at night. Tenants may keep one dog. The rent is due on the first of the "
    "month, and the deposit will be paid back within ten days.\n"
)
GREEN = (Verdict.VERBATIM, Verdict.NEAR_VERBATIM)


def verdict(quoted: str, text: str = LEASE) -> Verdict:
    found = match_text(quoted, prepare(text))
    return found.verdict if found else Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("The landlord is ... permitted to enter the flat at night", Verdict.ALTERED),
        ("Tenants may keep one dog ... the lease was signed in March", Verdict.PARTIAL),  # reversed
        ("The lease was signed in March … Tenants may keep one dog.", Verdict.NEAR_VERBATIM),
    ],
)
def test_what_a_cut_drops_and_in_which_order_is_looked_at(quoted: str, expected: Verdict) -> None:
    assert verdict(quoted) is expected  # open-legal-products/mike#391


def test_a_cut_over_a_double_denial_is_not_failed_outright() -> None:
    page = (
        "It is not the case that nobody in the council has ever seen the new plan of the harbour."
    )

    found = match_text("nobody in the council ... seen the new plan of the harbour", prepare(page))

    # open-legal-products/mike#392: show the passage for a person; never "not found"
    assert found is not None
    assert found.verdict is not Verdict.NOT_FOUND


def test_a_passage_and_its_negation_are_told_apart_however_alike() -> None:
    denied = "the deposit will not be paid back within ten days"

    found = match_text(denied, prepare(LEASE))

    # gbrain#4706: 99 % alike
    assert found is not None
    assert found.likeness > 0.9
    assert found.verdict is Verdict.ALTERED
    assert [edit.kind for edit in found.edits] == [EditKind.NEGATION]


def test_answers_are_graded() -> None:
    # Aperivue/medsci-skills#397, xr843/fojin#936
    grades = [
        verdict("the deposit will be paid back within ten days"),
        verdict("the deposit would be paid back within 10 days"),
        verdict("the deposit will be paid back within ten weeks"),
        verdict("the deposit will be paid back within ten days, with a bonus for loyal tenants"),
        verdict("a palm tree stood between the old piano and the wall of the casino"),
    ]

    assert grades == [
        Verdict.VERBATIM,
        Verdict.ALTERED,
        Verdict.ALTERED,
        Verdict.PARTIAL,
        Verdict.NOT_FOUND,
    ]


def test_numbers_are_words() -> None:
    # OpenContracts#2203: "10 days" and "30 days" passed because digits were no tokens
    assert verdict("the deposit will be paid back within 30 days") is Verdict.ALTERED
    assert verdict("the deposit will be paid back within 10 days") is Verdict.NEAR_VERBATIM


def test_offsets_are_of_the_texts_as_given() -> None:
    # Astro-Han/karpathy-llm-wiki#10, gbrain#4706: one folding for both sides, with a way back
    page = "Ein\u00adleitung. “The ﬁrst of the\u00a0month — always,” she said.\n"

    found = match_text("the first of the month - always", prepare(page))

    assert found is not None
    (passage,) = found.passages
    assert found.verdict is Verdict.VERBATIM
    assert page[passage.start : passage.end] == "The ﬁrst of the\u00a0month — always"


def test_a_quotation_is_verbatim_by_the_same_rule_alone_and_among_others() -> None:
    # MrityunjayBhardwaj/anvikshiki_ecosystem#77: two definitions of "verbatim" in one report
    texts = ["Tenants may keep one dog", "Tenants may keep two dogs", "the rent is due"]
    quotations = [
        Quotation(f"q{n}", text, 0, len(text), QuotationKind.DIRECT) for n, text in enumerate(texts)
    ]
    page = prepare(LEASE)

    together = {found.quotation: found.verdict for found in match(quotations, page)}

    for quotation in quotations:
        (alone,) = match([quotation], page)
        assert together[quotation.id] is alone.verdict


@pytest.mark.parametrize("quoted", ["of the", "the rent", "is not", "on the first"])
def test_few_words_are_too_short_whatever_their_letters(quoted: str) -> None:
    found = match_text(quoted, prepare(LEASE))

    # utsavk1993/vellum#9, fojin#532, kube-dojo#360: words anyone writes prove nothing
    assert found is not None
    assert found.short


def test_rare_words_are_not_too_short() -> None:
    found = match_text(
        "blancmange is not a turpentine", prepare(LEASE + "blancmange is not a turpentine")
    )

    assert found is not None
    assert not found.short


def test_scattered_words_are_no_find() -> None:
    # PlanExeOrg/PlanExe#744, vellum#9: every word is on the page, but not together
    assert verdict("the deposit keep the landlord, one dog signed the flat") not in GREEN


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u00ad"])
def test_a_page_without_text_says_nothing(text: str) -> None:
    # OpenContracts#2193, sourcelibrary-v2#4786: neither a pass nor an absence
    assert match_text("Tenants may keep one dog", prepare(text)) is None


def test_a_quotation_over_a_page_break_is_whole() -> None:
    # zoharbabin/due-diligence-agents#24
    page = LEASE.replace("within ten days", "within\n\n– 12 –\n\nLEASE OF THE FLAT\n\nten days")

    assert verdict("the deposit will be paid back within ten days", page) in GREEN


@pytest.mark.parametrize("quoted", ['“Tenants may keep one dog"', '"Tenants may keep one dog”'])
def test_marks_may_differ_at_the_two_ends(quoted: str) -> None:
    assert verdict(quoted) is Verdict.VERBATIM  # OpenContracts#2193


def test_the_same_input_gives_the_same_answer() -> None:
    # taleinat/fuzzysearch#40
    quoted = "the deposit would be paid back in ten days and the dog kept"

    first, second = (match_text(quoted, prepare(LEASE * 3)) for _ in range(2))

    assert first is not None
    assert first == second
    assert first == replace(first)
