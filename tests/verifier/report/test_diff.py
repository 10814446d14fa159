import pytest

from verifier.model import EditKind, QuotationKind
from verifier.report.diff import Part, Run, parts, runs, shortened
from verifier.report.schema import Edit, Quotation


def quotation(text: str, start: int = 100) -> Quotation:
    return Quotation(
        text=text,
        kind=QuotationKind.DIRECT,
        start=start,
        end=start + len(text),
        group=None,
        parent=None,
    )


def edit(op: str, quoted: str, source: str, at: int, kind: EditKind = EditKind.WORD) -> Edit:
    return Edit(
        op=op,  # type: ignore[arg-type]
        quoted=quoted,
        source=source,
        kind=kind,
        quoted_span=(at, at + len(quoted)),
        source_span=(0, len(source)),
    )


def signed(found: tuple[Run, ...]) -> str:
    return "".join(
        run.same if run.kind is None else f"[-{run.source}-]{{+{run.quoted}+}}" for run in found
    )


@pytest.mark.parametrize(
    ("text", "edits", "shown"),
    [
        ("we cannot pay", [edit("replace", "cannot", "can", 103)], "we [-can-]{+cannot+} pay"),
        ("a good boat", [edit("insert", "good ", "", 102)], "a [--]{+good +}boat"),
        # Words that the quotation lacks stand between two of its characters.
        ("the man", [edit("delete", "", "old", 104)], "the [-old -]{++}man"),
        ("the man", [edit("delete", "", "old", 103)], "the[- old-]{++} man"),
        ("the man", [edit("delete", "", "old ", 104)], "the [-old -]{++}man"),
        ("said.", [edit("delete", "", "today", 104)], "said[- today-]{++}."),
        ("colour", [edit("delete", "", "x", 103)], "col[-x-]{++}our"),
        ("plain", [], "plain"),
        # What does not fit is left out; the quotation stays whole.
        ("short", [edit("replace", "elsewhere", "x", 300)], "short"),
        (
            "one two",
            [edit("replace", "one two", "x", 100), edit("replace", "two", "y", 104)],
            "[-x-]{+one two+}",
        ),
    ],
)
def test_the_sources_words_stand_beside_those_that_differ(
    text: str, edits: list[Edit], shown: str
) -> None:
    assert signed(runs(quotation(text), edits)) == shown


def test_neighbouring_changes_are_one_change_of_the_graver_kind() -> None:
    edits = [
        edit("insert", "while", "", 104, EditKind.FUNCTION),
        edit("insert", "the council", "", 110, EditKind.ADDITION),
    ]

    found = runs(quotation("row while the council sat"), edits)

    assert signed(found) == "row [--]{+while the council+} sat"
    assert found[1].kind is EditKind.ADDITION


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Words of the source stand between the two in the source, though not in the quotation.
        (
            edit("replace", "a", "x", 100),
            edit("replace", "b", "y", 102).model_copy(update={"source_span": (40, 41)}),
        ),
        (edit("replace", "a", "x", 100), edit("replace", "…", "y", 102, EditKind.MARK)),
        (edit("replace", "a", "x", 100), edit("insert", "b", "", 102)),
    ],
)
def test_changes_that_are_not_of_one_piece_stay_apart(left: Edit, right: Edit) -> None:
    found = runs(quotation("a b" if right.quoted == "b" else "a …"), [left, right])

    assert [run.quoted for run in found if run.kind] == [left.quoted, right.quoted]


def test_the_middle_of_a_long_stretch_is_a_count() -> None:
    many = " ".join(f"w{number}" for number in range(30))

    assert shortened(many) == "w0 w1 w2 w3 w4 w5 w6 … (19 words) … w26 w27 w28 w29"
    assert shortened(f" {many} ")[-4:] == "w29 "
    assert shortened("just a few words") == "just a few words"


def test_the_runs_without_the_sources_words_are_the_quotation() -> None:
    text = "we cannot pay for a second ship"
    edits = [edit("replace", "cannot", "can", 103), edit("delete", "", "new", 121)]

    assert "".join(run.same + run.quoted for run in runs(quotation(text), edits)) == text


def test_a_changed_negation_can_turn_the_meaning_and_a_spelling_cannot() -> None:
    assert Run(kind=EditKind.NEGATION).turns_meaning
    assert not Run(kind=EditKind.SPELLING).turns_meaning
    assert not Run(same="words").turns_meaning


def test_a_source_is_cut_where_hits_and_differing_words_begin_and_end() -> None:
    found = parts("We can pay for it.", 50, hits=[(50, 60)], differing=[(53, 56)])

    assert found == (
        Part("We ", hit=True),
        Part("can", hit=True, differs=True),
        Part(" pay", hit=True),
        Part(" for it."),
    )


def test_spans_outside_of_the_text_are_cut_off() -> None:
    assert parts("abc", 10, hits=[(0, 11), (12, 99)]) == (
        Part("a", hit=True),
        Part("b"),
        Part("c", hit=True),
    )
