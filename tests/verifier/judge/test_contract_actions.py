"""`action` (the first that fits) and the `state` of a report (docs/verdicts.md)."""

from dataclasses import replace

import pytest

from tests.verifier.judge.cases import (
    ABSENT,
    CITED,
    FAR,
    NEAREST,
    NEGATED,
    PART,
    SAID,
    SCARE,
    SHORT,
    UNCITED,
    elsewhere,
    one,
    provided,
    unnamed,
)
from tests.verifier.nouns import WIRE, article, citation, edit, log, match, page, unread
from verifier.judge import judge
from verifier.model import (
    Action,
    Basis,
    Bearing,
    EditKind,
    Match,
    Outcome,
    Quotation,
    Reading,
    Relation,
    ReportState,
    Verdict,
)

UNQUOTED_POINT = replace(NEAREST, basis=Basis.SAME_POINT, quoted=False)
BOTH = replace(CITED, citations=(citation(), citation(WIRE)))
POST_ONLY = (
    Bearing("q1", 0, Relation.NAMED, True, True),
    Bearing("q1", 1, Relation.ELSEWHERE, True, True),
)


def near(*kinds: EditKind) -> Match:
    return match(Verdict.NEAR_VERBATIM, edits=[edit("a", "b", kind) for kind in kinds])


def teaser(*matches: Match) -> Reading:
    return page("u", *matches, complete=False, outcome=Outcome.PAYWALLED)


ROWS: list[tuple[str, Quotation, list[Reading], Action]] = [
    ("call: not_found", CITED, [page("u", ABSENT)], Action.CALL),
    ("call comes before attribution", CITED, [page("u", UNQUOTED_POINT)], Action.CALL),
    ("wording: altered", CITED, [page("u", NEGATED)], Action.WORDING),
    ("wording: partial", CITED, [page("u", PART)], Action.WORDING),
    ("wording comes before attribution: unquoted", CITED,
     [page("u", replace(NEGATED, quoted=False))], Action.WORDING),
    ("wording comes before attribution: misdated", CITED, [page("u", NEGATED, **FAR)],
     Action.WORDING),
    ("wording comes before source", BOTH, [page("u", NEGATED, bearings=POST_ONLY)], Action.WORDING),
    ("attribution: outlet", CITED, [page("u", ABSENT), elsewhere(match())], Action.ATTRIBUTION),
    ("attribution: date", CITED, [page("u", match(), **FAR)], Action.ATTRIBUTION),
    ("attribution: speaker", CITED, [page("u", match(speaker="Bo Castellan", differs=True))],
     Action.ATTRIBUTION),
    ("attribution: quoted_in_source false", CITED, [page("u", match(quoted=False))],
     Action.ATTRIBUTION),
    ("attribution comes before source: unreachable", CITED, [teaser(UNQUOTED_POINT)],
     Action.ATTRIBUTION),
    ("attribution comes before source: source unread", CITED,
     [unread(), elsewhere(match(quoted=False))], Action.ATTRIBUTION),
    ("attribution comes before look: too_short", CITED, [page("u", replace(SHORT, quoted=False))],
     Action.ATTRIBUTION),
    ("attribution comes before look: near_verbatim", CITED,
     [page("u", replace(near(EditKind.FILLER), quoted=False))], Action.ATTRIBUTION),
    ("source: unreachable", CITED, [unread()], Action.SOURCE),
    ("source: unsourced", UNCITED, [], Action.SOURCE),
    ("source: named source unread", CITED, [unread(), elsewhere(match())], Action.SOURCE),
    ("source: one of two unread", BOTH, [page("u", match(), bearings=POST_ONLY)], Action.SOURCE),
    ("source comes before look", CITED, [unread(), elsewhere(near(EditKind.FILLER))],
     Action.SOURCE),
    ("look: too_short", CITED, [page("u", SHORT)], Action.LOOK),
    ("look: near_verbatim with unmarked words", CITED, [page("u", near(EditKind.CONTRACTION))],
     Action.LOOK),
    ("look: marked and unmarked", CITED, [page("u", near(EditKind.MARK, EditKind.FUNCTION))],
     Action.LOOK),
    ("none: near_verbatim with marked cuts", CITED,
     [page("u", near(EditKind.MARK, EditKind.TYPOGRAPHY))], Action.NONE),
    ("none: verbatim", CITED, [page("u", match())], Action.NONE),
    ("none: found without a named source", UNCITED, [unnamed(match())], Action.NONE),
    ("none: in a given file, the source unread", CITED, [unread(), provided(match())],
     Action.NONE),
    ("always none: scare quotes", SCARE, [page("u", match(quoted=False))], Action.NONE),
    ("always none: indirect, unread", SAID, [unread()], Action.NONE),
    ("always none: indirect, related", SAID, [page("u", UNQUOTED_POINT)], Action.NONE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "readings", "action"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
)
def test_action(quoted: Quotation, readings: list[Reading], action: Action) -> None:
    assert one(quoted, *readings).action is action


ACTION, INCOMPLETE, CLEAR = ReportState.ACTION, ReportState.INCOMPLETE, ReportState.CLEAR
STATES: list[tuple[str, list[Quotation], list[Reading], ReportState]] = [
    ("action: call", [CITED], [page("u", ABSENT)], ACTION),
    ("action: wording", [CITED], [page("u", NEGATED)], ACTION),
    ("action: attribution", [CITED], [page("u", match(quoted=False))], ACTION),
    ("action before incomplete", [CITED, replace(CITED, id="q2", start=90)],
     [page("u", NEGATED)], ACTION),
    ("incomplete: a named source is unsettled", [CITED], [unread()], INCOMPLETE),
    ("incomplete: though the words were found elsewhere", [CITED], [elsewhere(match())],
     INCOMPLETE),
    ("incomplete: one of two sources", [BOTH], [page("u", match(), bearings=POST_ONLY)],
     INCOMPLETE),
    ("clear: found", [CITED], [page("u", match())], CLEAR),
    ("clear: look is none of the first three", [CITED], [page("u", SHORT)], CLEAR),
    ("clear: only unsourced words are left", [UNCITED], [], CLEAR),
    ("clear: an indirect statement never makes it incomplete", [SAID], [unread()], CLEAR),
    ("clear: what is set aside never does", [SCARE], [unread()], CLEAR),
    ("clear: no quotation", [], [], CLEAR),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "readings", "state"), [pytest.param(*row[1:], id=row[0]) for row in STATES]
)
def test_state(quoted: list[Quotation], readings: list[Reading], state: ReportState) -> None:
    assert judge(article(*quoted), log(*readings)).state is state
