"""What differs, counted in words."""

from dataclasses import replace

import pytest

from tests.verifier.nouns import match
from verifier.judge.changes import change
from verifier.model import Edit, EditKind, Passage, Span, Verdict

LONG = "and nobody who was in the room that evening will ever say a word"


def edit(quoted: str, source: str, kind: EditKind, at: int = 0) -> Edit:
    op = "insert" if not source else ("replace" if quoted else "delete")
    return Edit(op, quoted, source, kind, Span(at, at + len(quoted)), Span(at, at + len(source)))


MARKED = edit("…", "which is more", EditKind.MARK, 40)


@pytest.mark.parametrize(
    ("verdict", "edits", "told"),
    [
        pytest.param(Verdict.VERBATIM, [edit("”", '"', EditKind.TYPOGRAPHY)], "", id="typography"),
        pytest.param(
            Verdict.NEAR_VERBATIM,
            [MARKED],
            ", with what was cut or added marked",
            id="a marked cut is no changed word",
        ),
        pytest.param(
            Verdict.NEAR_VERBATIM,
            [edit("We’ve", "We have", EditKind.CONTRACTION), MARKED],
            ", with a contraction (“We’ve” for “We have”); what was cut or added is marked",
            id="nor is a contraction",
        ),
        pytest.param(
            Verdict.NEAR_VERBATIM,
            [edit("toward", "towards", EditKind.SPELLING), MARKED],
            ", with 1 word changed (“toward” for “towards”)",
            id="a changed word beside a marked cut",
        ),
        pytest.param(
            Verdict.ALTERED,
            [
                edit("toward", "towards", EditKind.SPELLING),
                edit("", "not", EditKind.NEGATION, 20),
            ],
            ", with 2 words changed (among them “not”, left out)",
            id="the word that can turn the meaning is the one named",
        ),
        pytest.param(
            Verdict.PARTIAL,
            [
                edit("while", "", EditKind.FUNCTION),
                edit("the council", "", EditKind.ADDITION, 6),
                edit("argues about parking meters", "", EditKind.ADDITION, 18),
            ],
            ": 7 words are not in it (“while the council argues about parking …”)",
            id="an added tail is one addition",
        ),
        pytest.param(
            Verdict.PARTIAL,
            [edit("", LONG, EditKind.OMISSION)],
            ": 14 words are left out without a mark (“and nobody who was in the …”)",
            id="words left out",
        ),
        pytest.param(
            Verdict.PARTIAL,
            [
                edit("", "the", EditKind.FUNCTION),
                edit("", "old wooden", EditKind.OMISSION, 20),
            ],
            ": 3 words are left out without a mark (among them “old wooden”)",
            id="of several runs the longest is shown",
        ),
        pytest.param(
            Verdict.PARTIAL,
            [
                edit("two", "ten", EditKind.NUMBER),
                edit("tomorrow", "", EditKind.ADDITION, 9),
                edit("", "never", EditKind.OMISSION, 30),
            ],
            ": 1 word is not in it (“tomorrow”), 1 word is changed (“two” for “ten”), 1 word is"
            " left out without a mark (“never”)",
            id="all three",
        ),
    ],
)
def test_change(verdict: Verdict, edits: list[Edit], told: str) -> None:
    assert change(match(verdict, edits=edits)) == told


def test_pieces_without_a_difference_are_joined() -> None:
    held = match(Verdict.PARTIAL)
    stitched = replace(held, passages=(*held.passages, Passage("and so on", 400, 409)))

    assert change(held) == ""
    assert change(stitched) == ", joined from separate places"
