"""The table of verdicts in docs/verdicts.md and what follows it; a sentence a row."""

from dataclasses import replace

import pytest

from tests.verifier.judge.cases import (
    ABSENT,
    CITED,
    LINKED,
    NEAR,
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
from tests.verifier.nouns import WIRE, citation, match, page, unread
from verifier.model import (
    Basis,
    Bearing,
    Finding,
    Outcome,
    Quotation,
    QuotationKind,
    Reading,
    Relation,
    Verdict,
)

POINT = replace(NEAREST, basis=Basis.SAME_POINT)
SHORT_QUOTED = match(short=True, quoted=True)
SHORT_BESIDE = match(short=True, quoted=False, near=True)

FOUND = [
    ("verbatim: the same words", CITED, [page("u", match())], Verdict.VERBATIM),
    ("near_verbatim: found, what differs cannot turn it", CITED, [page("u", NEAR)], NEAR.verdict),
    ("altered: found, but differing words can turn it", CITED, [page("u", NEGATED)], "altered"),
    ("partial: only part is there", CITED, [page("u", PART)], Verdict.PARTIAL),
    ("found beats not_found", CITED, [page("u", ABSENT), elsewhere(match())], Verdict.VERBATIM),
    ("found beats unreachable", CITED, [unread(), elsewhere(match())], Verdict.VERBATIM),
    ("from elsewhere verbatim counts", CITED, [elsewhere(match())], Verdict.VERBATIM),
    ("from elsewhere near_verbatim counts", CITED, [elsewhere(NEAR)], Verdict.NEAR_VERBATIM),
    (
        "from elsewhere altered does not count",
        CITED,
        [page("u", ABSENT), elsewhere(NEGATED)],
        Verdict.NOT_FOUND,
    ),
    (
        "from elsewhere partial does not count",
        CITED,
        [page("u", ABSENT), elsewhere(PART)],
        Verdict.NOT_FOUND,
    ),
    (
        "the exact words elsewhere say more than a part of them in the source",
        CITED,
        [page("u", PART), elsewhere(match())],
        Verdict.VERBATIM,
    ),
    (
        "a changed word in the source is told although another page has the words",
        CITED,
        [page("u", NEGATED), elsewhere(match())],
        Verdict.ALTERED,
    ),
    ("a given file counts as a source", CITED, [provided(NEGATED)], Verdict.ALTERED),
]
ABSENCE = [
    (
        "not_found: every source the citation names is settled and lacks the words",
        CITED,
        [page("u", ABSENT)],
        Verdict.NOT_FOUND,
    ),
    (
        "not_found: a paraphrase set in quotation marks ends here",
        CITED,
        [page("u", POINT)],
        Verdict.NOT_FOUND,
    ),
    (
        "not_found only if no other page read has the words",
        CITED,
        [page("u", ABSENT), unnamed(match(short=True, quoted=False))],
        Verdict.TOO_SHORT,
    ),
    ("unreachable: a named source is not settled", CITED, [unread()], Verdict.UNREACHABLE),
    ("unreachable: nothing was read yet", CITED, [], Verdict.UNREACHABLE),
    ("unreachable: only pages of others were read", CITED, [elsewhere(ABSENT)], "unreachable"),
    ("unreachable: a linked page that could not be read", LINKED, [unread()], "unreachable"),
    ("unsourced: names no source, not found anyway", UNCITED, [], Verdict.UNSOURCED),
    (
        "unsourced: a date alone is nothing that could be looked up",
        replace(CITED, citations=(citation(outlet=None),)),
        [],
        Verdict.UNSOURCED,
    ),
    ("no nameable source: never not_found", UNCITED, [unnamed(ABSENT)], Verdict.UNSOURCED),
    ("no nameable source: never altered", UNCITED, [unnamed(NEGATED)], Verdict.UNSOURCED),
    ("no nameable source: never partial", UNCITED, [unnamed(PART)], Verdict.UNSOURCED),
    ("no nameable source: never too_short", UNCITED, [unnamed(SHORT)], Verdict.UNSOURCED),
    ("… unless a given file has it: altered", UNCITED, [provided(NEGATED)], Verdict.ALTERED),
    ("… unless a given file has it: partial", UNCITED, [provided(PART)], Verdict.PARTIAL),
    ("… unless a given file has it: too_short", UNCITED, [provided(SHORT)], Verdict.TOO_SHORT),
    ("a file that lacks it makes nothing not_found", UNCITED, [provided(ABSENT)], "unsourced"),
    ("no nameable source, found somewhere", UNCITED, [unnamed(match())], Verdict.VERBATIM),
]
TOO_SHORT = [
    ("too_short: there, but proves nothing", CITED, [page("u", SHORT)], Verdict.TOO_SHORT),
    ("… in a given file too", CITED, [provided(SHORT)], Verdict.TOO_SHORT),
    ("inside quotation marks in the source", CITED, [page("u", SHORT_QUOTED)], Verdict.VERBATIM),
    ("beside the speaker in the source", CITED, [page("u", SHORT_BESIDE)], Verdict.VERBATIM),
    ("in marks in a given file", CITED, [provided(SHORT_QUOTED)], Verdict.VERBATIM),
    ("beside the speaker in a given file", CITED, [provided(SHORT_BESIDE)], Verdict.VERBATIM),
    ("no source named: marks on the page found", UNCITED, [unnamed(SHORT_QUOTED)], "verbatim"),
    ("no source named: beside the speaker there", UNCITED, [unnamed(SHORT_BESIDE)], "verbatim"),
    (
        "a source is named: marks on another page prove nothing",
        CITED,
        [page("u", ABSENT), elsewhere(SHORT_QUOTED)],
        Verdict.TOO_SHORT,
    ),
    (
        "in marks and beside the speaker they are found elsewhere too",
        CITED,
        [page("u", ABSENT), elsewhere(match(short=True, quoted=True, near=True))],
        Verdict.VERBATIM,
    ),
    ("short words that are absent", CITED, [page("u", replace(ABSENT, short=True))], "not_found"),
]
ASIDE = [
    ("related: a passage on the same point in the source", SAID, [page("u", POINT)], "related"),
    ("set_aside: an indirect statement without one", SAID, [page("u", ABSENT)], "set_aside"),
    ("set_aside: one that only another page has", SAID, [elsewhere(POINT)], "set_aside"),
    ("an indirect statement is never red: absent", SAID, [page("u")], "set_aside"),
    ("an indirect statement is never red: unread", SAID, [unread()], "set_aside"),
    ("set_aside: scare quotes", SCARE, [page("u", match())], "set_aside"),
    (
        "set_aside: titles",
        replace(CITED, kind=QuotationKind.TITLE),
        [page("u", match())],
        "set_aside",
    ),
    (
        "set_aside: nested, checked with the quotation around it",
        replace(CITED, kind=QuotationKind.NESTED),
        [page("u", match())],
        "set_aside",
    ),
]


@pytest.mark.parametrize(
    ("quoted", "readings", "verdict"),
    [pytest.param(*row[1:], id=row[0]) for row in (*FOUND, *ABSENCE, *TOO_SHORT, *ASIDE)],
)
def test_verdict(quoted: Quotation, readings: list[Reading], verdict: Verdict) -> None:
    assert one(quoted, *readings).verdict == verdict


class TestSeveralSources:
    BOTH = replace(CITED, citations=(citation(), citation(WIRE)))
    POST_ONLY = (
        Bearing("q1", 0, Relation.NAMED, True, True),
        Bearing("q1", 1, Relation.ELSEWHERE, True, True),
    )
    WIRE_ONLY = (
        Bearing("q1", 0, Relation.ELSEWHERE, True, True),
        Bearing("q1", 1, Relation.NAMED, True, True),
    )

    def test_absence_in_one_while_another_is_unread_is_unreachable(self) -> None:
        finding = one(self.BOTH, page("u", ABSENT, bearings=self.POST_ONLY))

        assert finding.verdict is Verdict.UNREACHABLE
        assert WIRE in finding.reason

    def test_absence_in_all_is_not_found(self) -> None:
        first = page("u", ABSENT, bearings=self.POST_ONLY)
        second = page("v", ABSENT, bearings=self.WIRE_ONLY)

        assert one(self.BOTH, first, second).verdict is Verdict.NOT_FOUND

    def test_in_a_chain_only_the_nearest_counts_as_named(self) -> None:
        chain = replace(CITED, citations=(citation(), citation(WIRE, relayed=1)))

        assert one(chain, page("u", ABSENT)).verdict is Verdict.NOT_FOUND
        assert one(chain, page("u", ABSENT, bearings=self.WIRE_ONLY)).verdict is Verdict.UNREACHABLE


class TestNearestPassage:
    """not_found: the nearest passage on the same point is shown if there is one."""

    def shown(self, finding: Finding) -> str | None:
        return finding.evidence.url if finding.evidence else None

    def test_of_the_named_source(self) -> None:
        finding = one(CITED, page("u", POINT))

        assert self.shown(finding) == "u"
        assert finding.evidence is not None
        assert finding.evidence.basis is Basis.SAME_POINT

    def test_weaker_likeness_elsewhere_is_the_nearest_passage(self) -> None:
        finding = one(CITED, page("u", ABSENT), elsewhere(NEGATED))

        assert self.shown(finding) == "https://elsewhere.example/a"
        assert "nearest passage" in finding.reason

    def test_words_shared_by_chance_are_none(self) -> None:
        chance = match(Verdict.NOT_FOUND, passage="those", likeness=0.26, score=0.1)

        assert self.shown(one(CITED, page("u", chance))) is None

    def test_is_shown_where_the_source_is_unread_too(self) -> None:
        part = page("u", NEAREST, complete=False, outcome=Outcome.PAYWALLED)

        finding = one(CITED, part)

        assert finding.verdict is Verdict.UNREACHABLE
        assert self.shown(finding) == "u"
