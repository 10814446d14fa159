"""Each sentence of DESIGN.md 3 on findings, settled sources, faults, actions and states."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.nouns import (
    POST,
    WIRE,
    article,
    citation,
    edit,
    fetch,
    log,
    match,
    page,
    quotation,
    unread,
)
from verifier.dates import in_window
from verifier.judge import judge
from verifier.model import (
    Action,
    Article,
    Basis,
    Bearing,
    Channel,
    ChannelStatus,
    DateRole,
    EditKind,
    Finding,
    Limits,
    Listing,
    Match,
    Misattribution,
    Outcome,
    PageReading,
    Quotation,
    QuotationKind,
    Reading,
    Relation,
    ReportState,
    Search,
    Verdict,
)

CITED = quotation("the ferry is the longest street in this town", citation())
UNCITED = replace(CITED, citations=())
LINKED = replace(CITED, citations=(citation(day=None, url="https://meridianpost.example/a"),))
UNDATED = replace(CITED, citations=(citation(day=None),))
ABSENT = match(Verdict.NOT_FOUND, passage="", likeness=0.1, score=0.0, quoted=None)
NEAREST = match(Verdict.NOT_FOUND, passage="the ferry is a street", likeness=0.5, score=0.2)
NEGATED = match(Verdict.ALTERED, edits=[edit("is", "is not", EditKind.NEGATION)])
ELSEWHERE = "https://elsewhere.example/a"
SITE = Listing(
    Search(
        Channel.SEARXNG,
        "/search?q=site",
        rank=9,
        quotations=("q1",),
        domains=("meridianpost.example",),
    )
)
FAR = {"published": "2024-01-29", "in_window": False}


def one(quoted: Quotation, *readings: Reading) -> Finding:
    return judge(article(quoted), log(*readings)).findings[0]


def elsewhere(*matches: Match, url: str = ELSEWHERE, **other: object) -> PageReading:
    return page(url, *matches, relation=Relation.ELSEWHERE, outlet="Elsewhere", **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quoted", "readings", "verdict"),
    [
        pytest.param(CITED, [page("u", match())], Verdict.VERBATIM, id="same words in the source"),
        pytest.param(CITED, [page("u", NEGATED)], Verdict.ALTERED, id="a word that turns it"),
        pytest.param(
            CITED, [page("u", match(Verdict.PARTIAL))], Verdict.PARTIAL, id="only a part there"
        ),
        pytest.param(CITED, [page("u", ABSENT)], Verdict.NOT_FOUND, id="read in full, not there"),
        pytest.param(CITED, [unread()], Verdict.UNREACHABLE, id="could not be read"),
        pytest.param(CITED, [], Verdict.UNREACHABLE, id="nothing was read"),
        pytest.param(
            CITED,
            [page("u", ABSENT, complete=False, outcome=Outcome.PAYWALLED)],
            Verdict.UNREACHABLE,
            id="absence from an incomplete page never counts",
        ),
        pytest.param(
            CITED,
            [page("u", match(), complete=False, outcome=Outcome.PAYWALLED)],
            Verdict.VERBATIM,
            id="presence on an incomplete page does",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, on_matter=False)],
            Verdict.UNREACHABLE,
            id="a page of the outlet on another matter settles nothing",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, **FAR)],
            Verdict.UNREACHABLE,
            id="a page of other days settles nothing",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, in_window=None, published=None)],
            Verdict.UNREACHABLE,
            id="nor does a page without a date, where a date is cited",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, outcome=Outcome.OTHER_LANGUAGE)],
            Verdict.UNREACHABLE,
            id="nor a page in another language",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, relation=Relation.MIRROR)],
            Verdict.NOT_FOUND,
            id="a mirror settles",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, relation=Relation.REPUBLISHED)],
            Verdict.NOT_FOUND,
            id="a republisher settles",
        ),
        pytest.param(CITED, [elsewhere(ABSENT)], Verdict.UNREACHABLE, id="another site does not"),
        pytest.param(
            LINKED,
            [page("https://meridianpost.example/a", ABSENT, on_matter=False, in_window=None)],
            Verdict.NOT_FOUND,
            id="the linked page settles whatever its matter",
        ),
        pytest.param(
            LINKED,
            [page("https://meridianpost.example/b", ABSENT)],
            Verdict.UNREACHABLE,
            id="another page of the linked outlet does not",
        ),
        pytest.param(
            LINKED,
            [
                page(
                    "u",
                    ABSENT,
                    request=fetch(
                        "https://archive.example/web/20240115id_/https://meridianpost.example/a",
                        original="https://meridianpost.example/a",
                    ),
                )
            ],
            Verdict.NOT_FOUND,
            id="a capture of the linked page settles",
        ),
        pytest.param(
            UNDATED,
            [page("u", ABSENT, in_window=None)],
            Verdict.NOT_FOUND,
            id="undated: the best-ranked page on the matter settles",
        ),
        pytest.param(
            UNDATED,
            [
                page("u", ABSENT, in_window=None, complete=False, outcome=Outcome.PAYWALLED),
                page("v", ABSENT, in_window=None, request=fetch("https://v.example/v", rank=1)),
            ],
            Verdict.UNREACHABLE,
            id="undated: a lower-ranked page does not stand in for the best one",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT), elsewhere(match())],
            Verdict.VERBATIM,
            id="found beats absent",
        ),
        pytest.param(CITED, [unread(), elsewhere(match())], Verdict.VERBATIM, id="and unreadable"),
        pytest.param(
            CITED,
            [page("u", ABSENT), elsewhere(NEGATED)],
            Verdict.NOT_FOUND,
            id="from elsewhere weaker likeness does not count",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT), elsewhere(match(Verdict.NEAR_VERBATIM))],
            Verdict.NEAR_VERBATIM,
            id="near_verbatim from elsewhere does",
        ),
        pytest.param(UNCITED, [], Verdict.UNSOURCED, id="no source, not found anywhere"),
        pytest.param(
            UNCITED,
            [elsewhere(match(), bearings=())],
            Verdict.VERBATIM,
            id="no source, found on some page",
        ),
        pytest.param(
            UNCITED,
            [elsewhere(NEGATED, bearings=())],
            Verdict.UNSOURCED,
            id="no source is never altered",
        ),
        pytest.param(
            UNCITED,
            [elsewhere(match(short=True, quoted=None), bearings=())],
            Verdict.UNSOURCED,
            id="nor too_short",
        ),
        pytest.param(
            UNCITED,
            [page("file:notes.txt", NEGATED, bearings=(Bearing("q1", -1, Relation.PROVIDED),))],
            Verdict.ALTERED,
            id="unless a given file has it",
        ),
        pytest.param(
            replace(CITED, citations=(citation(outlet=None),)),
            [],
            Verdict.UNSOURCED,
            id="a date alone names no source",
        ),
        pytest.param(
            CITED,
            [page("u", match(), outcome=Outcome.COPY)],
            Verdict.UNREACHABLE,
            id="the article's own copy is never evidence",
        ),
        pytest.param(
            CITED,
            [page("u", match(), outcome=Outcome.LATER)],
            Verdict.UNREACHABLE,
            id="nor is a later page",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT, outcome=Outcome.WRONG_WORK)],
            Verdict.UNREACHABLE,
            id="the wrong work settles nothing",
        ),
        pytest.param(
            CITED,
            [page("u", match(short=True, quoted=None))],
            Verdict.TOO_SHORT,
            id="few common words that are there prove nothing",
        ),
        pytest.param(
            CITED,
            [page("u", match(short=True, quoted=True))],
            Verdict.VERBATIM,
            id="in quotation marks in the named source they do",
        ),
        pytest.param(
            CITED,
            [page("u", match(short=True, quoted=None, near=True))],
            Verdict.VERBATIM,
            id="beside the speaker they do",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT), elsewhere(match(short=True, quoted=True))],
            Verdict.TOO_SHORT,
            id="short words elsewhere prove nothing about a named source, but are not absent",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT), elsewhere(match(short=True, quoted=False))],
            Verdict.TOO_SHORT,
            id="neither in marks nor beside the speaker",
        ),
        pytest.param(
            CITED,
            [page("u", ABSENT), elsewhere(match(short=True, quoted=True, near=True))],
            Verdict.VERBATIM,
            id="in quotation marks and beside the speaker they are found elsewhere too",
        ),
        pytest.param(
            UNCITED,
            [elsewhere(match(short=True, quoted=True), bearings=())],
            Verdict.VERBATIM,
            id="where no source is named, the page found will do",
        ),
        pytest.param(
            replace(CITED, kind=QuotationKind.SCARE, aside="scare quotes"),
            [page("u", match())],
            Verdict.SET_ASIDE,
            id="scare quotes are not checked",
        ),
        pytest.param(
            replace(CITED, kind=QuotationKind.NESTED),
            [page("u", match())],
            Verdict.SET_ASIDE,
            id="nested ones are checked with the quotation around them",
        ),
    ],
)
def test_verdict(quoted: Quotation, readings: list[Reading], verdict: Verdict) -> None:
    assert one(quoted, *readings).verdict is verdict


def test_with_several_named_sources_absence_in_one_while_another_is_unread_is_unreachable() -> None:
    both = replace(CITED, citations=(citation(), citation(WIRE)))
    read = page(
        "u",
        ABSENT,
        bearings=(
            Bearing("q1", 0, Relation.NAMED, True, True),
            Bearing("q1", 1, Relation.ELSEWHERE, True, True),
        ),
    )

    finding = one(both, read)

    assert finding.verdict is Verdict.UNREACHABLE
    assert WIRE in finding.reason
    assert POST not in finding.reason


@pytest.mark.parametrize(
    ("there", "verdict"),
    [
        pytest.param(match(), Verdict.VERBATIM, id="found"),
        pytest.param(match(short=True, quoted=None), Verdict.TOO_SHORT, id="too short"),
    ],
)
def test_with_several_named_sources_one_unread_is_told_though_another_has_the_words(
    there: Match, verdict: Verdict
) -> None:
    both = replace(CITED, citations=(citation(), citation(WIRE)))
    bearings = (
        Bearing("q1", 0, Relation.NAMED, True, True),
        Bearing("q1", 1, Relation.ELSEWHERE, True, True),
    )

    report = judge(article(both), log(page("u", there, bearings=bearings)))

    assert report.state is ReportState.INCOMPLETE
    assert report.findings[0].verdict is verdict
    assert report.findings[0].action is Action.SOURCE
    assert WIRE in report.findings[0].reason


def test_a_page_with_the_words_settles_every_named_source_that_it_is_of() -> None:
    both = replace(CITED, citations=(citation(), citation(day="2023-06-01")))
    bearings = (
        Bearing("q1", 0, Relation.NAMED, True, True),
        Bearing("q1", 1, Relation.NAMED, True, False),
    )

    report = judge(article(both), log(page("u", match(), bearings=bearings)))

    assert report.state is ReportState.CLEAR


def test_in_a_chain_only_the_nearest_counts_as_named() -> None:
    chain = replace(CITED, citations=(citation(), citation(WIRE, relayed=1)))

    assert one(chain, page("u", ABSENT)).verdict is Verdict.NOT_FOUND


def test_the_exact_words_elsewhere_beat_a_part_of_them_in_the_source() -> None:
    finding = one(CITED, page("u", match(Verdict.PARTIAL)), elsewhere(match()))

    assert finding.verdict is Verdict.VERBATIM
    assert finding.misattributed == (Misattribution.OUTLET,)


def test_a_changed_word_in_the_source_is_told_although_another_page_has_the_words() -> None:
    assert one(CITED, page("u", NEGATED), elsewhere(match())).verdict is Verdict.ALTERED


class TestMisattributed:
    def test_outlet_when_the_named_source_was_read_and_another_page_has_the_words(self) -> None:
        finding = one(CITED, page("u", ABSENT), elsewhere(match()))

        assert finding.misattributed == (Misattribution.OUTLET,)
        assert finding.action is Action.ATTRIBUTION

    def test_not_outlet_while_the_named_source_is_unread(self) -> None:
        finding = one(CITED, unread(), elsewhere(match()))

        assert finding.misattributed == ()
        assert "was not read" in finding.reason
        assert finding.action is Action.SOURCE

    @pytest.mark.parametrize(
        ("cited", "published", "misdated"),
        [
            ("2024-01-15", "2024-01-15", False),
            ("2024-01-15", "2024-01-17", False),  # two days are tolerated
            ("2024-01-15", "2024-01-18", True),
            ("2024-01-15", "2024-01-12", True),
            ("2024-01-15", "2024-01-18T01:00:00+09:00", False),  # 17 January in UTC
            ("2024-01-15", "2024-01-12T23:00:00-05:00", False),  # 13 January in UTC
            ("2024-01", "2024-01-31", False),
            ("2024-01", "2024-02-01", True),
            ("2023", "2024-01-01", True),
            ("2024", "2024-12-31", False),
            ("2024-01-15", None, False),
        ],
    )
    def test_date(self, cited: str, published: str | None, misdated: bool) -> None:
        named = citation(day=cited)
        quoted = replace(CITED, citations=(named,))
        near = in_window(published, named)
        read = page("u", match(), published=published, in_window=near)

        faults = one(quoted, read).misattributed

        assert (Misattribution.DATE in faults) is misdated

    def test_date_only_if_no_page_of_the_outlet_in_the_window_has_the_words(self) -> None:
        finding = one(CITED, page("u", match(), **FAR), page("v", match(), request=fetch("v")))

        assert finding.misattributed == ()

    def test_a_page_of_the_third_day_after_is_looked_at_but_excuses_no_other(self) -> None:
        third = page("v", match(), published="2024-01-18", request=fetch("v"))

        assert one(CITED, page("u", match(), **FAR), third).misattributed == (Misattribution.DATE,)

    @pytest.mark.parametrize(
        "cited",
        [
            citation(role=DateRole.SAID),  # the day of the utterance is not that of the page
            citation(ambiguous=True),
        ],
    )
    def test_a_date_of_something_else_is_never_faulted(self, cited: object) -> None:
        quoted = replace(CITED, citations=(cited,))  # type: ignore[arg-type]

        assert one(quoted, page("u", match(), **FAR)).misattributed == ()

    def test_speaker_when_another_person_is_named_there(self) -> None:
        there = match(speaker="Bo Castellan", differs=True)

        finding = one(CITED, page("u", there))

        assert finding.misattributed == (Misattribution.SPEAKER,)
        assert "Bo Castellan" in finding.reason

    def test_a_given_file_is_never_misattributed(self) -> None:
        given_file = page(
            "file:notes.txt",
            match(speaker="Bo Castellan", differs=True),
            bearings=(Bearing("q1", -1, Relation.PROVIDED),),
            published="2020-01-01",
        )

        finding = one(CITED, given_file)

        assert finding.misattributed == ()
        assert finding.evidence is not None
        assert finding.evidence.relation is Relation.PROVIDED


class TestQuotedInSource:
    def test_false_is_never_green(self) -> None:
        finding = one(CITED, page("u", match(quoted=False)))

        assert finding.quoted_in_source is False
        assert finding.action is Action.ATTRIBUTION

    @pytest.mark.parametrize("marked", [True, False])
    def test_is_no_question_where_the_source_itself_speaks(self, marked: bool) -> None:
        voice = replace(CITED, speaker_is_source=True)

        finding = one(voice, page("u", match(quoted=marked)))

        assert finding.quoted_in_source is None
        assert finding.action is Action.NONE

    def test_is_asked_of_the_nearest_passage_too(self) -> None:
        assert one(CITED, page("u", replace(NEAREST, quoted=False))).quoted_in_source is False

    def test_is_none_without_a_passage(self) -> None:
        assert one(CITED, page("u", ABSENT)).quoted_in_source is None


@pytest.mark.parametrize(
    ("quoted", "readings", "action"),
    [
        pytest.param(CITED, [page("u", ABSENT)], Action.CALL, id="not_found"),
        pytest.param(CITED, [page("u", NEGATED)], Action.WORDING, id="altered"),
        pytest.param(CITED, [page("u", match(Verdict.PARTIAL))], Action.WORDING, id="partial"),
        pytest.param(
            CITED,
            [page("u", replace(NEGATED, quoted=False))],
            Action.WORDING,
            id="wording comes before attribution",
        ),
        pytest.param(CITED, [unread()], Action.SOURCE, id="unreachable"),
        pytest.param(UNCITED, [], Action.SOURCE, id="unsourced"),
        pytest.param(
            CITED, [unread(), elsewhere(match())], Action.SOURCE, id="named source unread"
        ),
        pytest.param(
            CITED, [page("u", match(short=True, quoted=None))], Action.LOOK, id="too_short"
        ),
        pytest.param(
            CITED,
            [
                page(
                    "u",
                    match(Verdict.NEAR_VERBATIM, edits=[edit("its", "it’s", EditKind.CONTRACTION)]),
                )
            ],
            Action.LOOK,
            id="near_verbatim with unmarked words",
        ),
        pytest.param(
            CITED,
            [page("u", match(Verdict.NEAR_VERBATIM, edits=[edit("…", "", EditKind.MARK)]))],
            Action.NONE,
            id="near_verbatim with marked cuts",
        ),
        pytest.param(CITED, [page("u", match())], Action.NONE, id="verbatim"),
    ],
)
def test_action(quoted: Quotation, readings: list[Reading], action: Action) -> None:
    assert one(quoted, *readings).action is action


class TestIndirect:
    SAID = replace(CITED, kind=QuotationKind.INDIRECT, aside="indirect statement")
    POINT = replace(NEAREST, basis=Basis.SAME_POINT)

    def test_is_related_when_the_named_source_has_the_point(self) -> None:
        finding = one(self.SAID, page("u", self.POINT))

        assert finding.verdict is Verdict.RELATED
        assert finding.action is Action.NONE
        assert finding.evidence is not None
        assert finding.evidence.basis is Basis.SAME_POINT

    def test_is_set_aside_when_only_another_page_has_it(self) -> None:
        finding = one(self.SAID, elsewhere(self.POINT))

        assert finding.verdict is Verdict.SET_ASIDE

    def test_is_never_red_and_never_makes_a_report_incomplete(self) -> None:
        report = judge(article(self.SAID), log(unread()))

        assert report.findings[0].verdict is Verdict.SET_ASIDE
        assert report.state is ReportState.CLEAR


class TestState:
    def test_is_action_when_any_finding_asks_for_one(self) -> None:
        assert judge(article(CITED), log(page("u", ABSENT))).state is ReportState.ACTION

    def test_is_incomplete_when_a_named_source_is_unsettled(self) -> None:
        assert judge(article(CITED), log(unread())).state is ReportState.INCOMPLETE

    def test_is_clear_when_only_unsourced_words_are_left(self) -> None:
        assert judge(article(UNCITED), {}).state is ReportState.CLEAR

    def test_is_clear_without_any_quotation(self) -> None:
        assert judge(article(), {}).state is ReportState.CLEAR


class TestGroup:
    FIRST = replace(CITED, id="q1", group=1, text="the ferry", end=9)
    SECOND = replace(CITED, id="q2", group=1, text="is a street", start=20, end=31)

    def read(self, *matches: Match) -> PageReading:
        both = tuple(Bearing(i, 0, Relation.NAMED, True, True) for i in ("q1", "q2"))
        return page("u", *matches, bearings=both)

    def findings(self, *matches: Match) -> tuple[Finding, ...]:
        return judge(article(self.FIRST, self.SECOND), log(self.read(*matches))).findings

    def test_pieces_share_verdict_and_passages(self) -> None:
        first, second = self.findings(
            match(passage="the ferry"),
            match(Verdict.NEAR_VERBATIM, quotation="q2", passage="is the street"),
        )

        assert first.verdict is second.verdict is Verdict.NEAR_VERBATIM
        assert first.evidence is not None
        assert second.evidence is not None
        assert first.evidence.passages == second.evidence.passages
        assert second.evidence.passage.text == "is the street"

    def test_a_piece_that_is_not_there_makes_all_partial(self) -> None:
        findings = self.findings(match(passage="the ferry"), replace(ABSENT, quotation="q2"))

        assert {finding.verdict for finding in findings} == {Verdict.PARTIAL}


class TestEvidence:
    def test_the_source_itself_comes_before_its_mirror(self) -> None:
        mirror = page("m", match(), relation=Relation.MIRROR, request=fetch("m"))

        finding = one(CITED, mirror, page("u", match(), request=fetch("u", rank=1)))

        assert finding.evidence is not None
        assert finding.evidence.url == "u"

    def test_of_two_pages_of_the_source_that_of_the_day_comes_first(self) -> None:
        far = page("far", match(), request=fetch("far"), published="2024-01-17")

        finding = one(CITED, far, page("near", match(), request=fetch("near", rank=1)))

        assert finding.evidence is not None
        assert finding.evidence.url == "near"

    def test_of_other_pages_the_first_to_appear_comes_first(self) -> None:
        finding = one(
            UNCITED,
            elsewhere(match(), url="late", published="2024-01-20", bearings=()),
            elsewhere(match(), url="early", published="2024-01-10", bearings=()),
        )

        assert finding.evidence is not None
        assert finding.evidence.url == "early"

    def test_weaker_likeness_elsewhere_is_the_nearest_passage(self) -> None:
        finding = one(CITED, page("u", ABSENT), elsewhere(NEGATED))

        assert finding.evidence is not None
        assert finding.evidence.url == ELSEWHERE
        assert "nearest passage" in finding.reason


class TestLedger:
    SEARCH = Search(Channel.SEARXNG, "/search?q=a", quotations=("q1",), rank=1)

    def status(self, finding: Finding) -> dict[Channel, ChannelStatus]:
        return {row.channel: row.status for row in finding.searched}

    def test_tells_searched_refused_skipped_and_off_apart(self) -> None:
        gdelt = Search(Channel.GDELT, "/api?query=a", quotations=("q1",), rank=2)
        limits = Limits(channels=frozenset({Channel.SEARXNG, Channel.GDELT, Channel.CDX}))
        seen = log(Listing(self.SEARCH), unread("g", Outcome.CHANNEL_REFUSED, request=gdelt))

        status = self.status(judge(article(CITED), seen, limits).findings[0])

        assert status[Channel.SEARXNG] is ChannelStatus.SEARCHED
        assert status[Channel.GDELT] is ChannelStatus.REFUSED
        assert status[Channel.CDX] is ChannelStatus.SKIPPED
        assert status[Channel.BRAVE] is ChannelStatus.OFF

    def test_lists_pages_and_vain_searches_in_the_order_they_were_asked_for(self) -> None:
        finding = one(
            CITED,
            unread("https://b.example/", request=fetch("https://b.example/", number=1)),
            Listing(self.SEARCH),
            page("https://a.example/", ABSENT, request=fetch("https://a.example/", number=2)),
        )

        rows = [(row.url, row.outcome) for row in finding.looked_at]

        assert rows == [
            (None, Outcome.NO_PAGE),
            ("https://b.example/", Outcome.TIMEOUT),
            ("https://a.example/", None),
        ]

    def test_lists_copies_as_such(self) -> None:
        finding = one(CITED, page("u", outcome=Outcome.COPY))

        assert [row.outcome for row in finding.looked_at] == [Outcome.COPY]


def test_findings_come_worst_first_then_in_article_order() -> None:
    quoted = [replace(CITED, id=f"q{n}", start=100 * n) for n in range(1, 5)]
    verdicts = [Verdict.VERBATIM, Verdict.NOT_FOUND, Verdict.ALTERED, Verdict.NOT_FOUND]
    read = page(
        "u",
        *(replace(match(v), quotation=q.id) for q, v in zip(quoted, verdicts, strict=True)),
        bearings=tuple(Bearing(q.id, 0, Relation.NAMED, True, True) for q in quoted),
    )

    report = judge(article(*quoted), log(read))

    assert [finding.quotation.id for finding in report.findings] == ["q2", "q4", "q3", "q1"]


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ([page("u", match())], "Found word for word in The Meridian Post, 15 January 2024."),
        (
            [page("u", match(Verdict.ALTERED, edits=[edit("two", "ten", EditKind.NUMBER)]))],
            "Found in The Meridian Post, 15 January 2024, with 1 word changed (“two” for “ten”).",
        ),
        (
            [page("u", NEAREST)],
            "Not in The Meridian Post (1 page read in full); the nearest passage is shown.",
        ),
        ([SITE, unread()], "The Meridian Post could not be read: timeout."),
        (
            [
                SITE,
                unread("https://elsewhere.example/a", request=fetch("https://elsewhere.example/a")),
            ],
            "No page of The Meridian Post on the matter was found and read in full.",
        ),
        (
            [page("u", ABSENT, complete=False, outcome=Outcome.PAYWALLED)],
            "The Meridian Post could not be read in full: paywalled.",
        ),
        ([], "No page of The Meridian Post on the matter was found and read in full."),
    ],
)
def test_the_reason_states_facts_in_one_sentence(readings: list[Reading], reason: str) -> None:
    assert one(CITED, *readings).reason == reason


READINGS: tuple[Reading, ...] = (
    page("u1", NEGATED, request=fetch("u1")),
    page("u2", match(Verdict.NEAR_VERBATIM), request=fetch("u2", rank=1)),
    page("u3", match(), request=fetch("u3", rank=2), relation=Relation.MIRROR),
    page("u4", match(), request=fetch("u4", rank=3), relation=Relation.MIRROR),
    elsewhere(match(), request=fetch("u5", rank=4)),
    elsewhere(match(), request=fetch("u6", rank=4)),
    unread("u7", request=fetch("u7", number=1)),
    page("u8", match(), outcome=Outcome.COPY, request=fetch("u8", number=1)),
)


@given(
    chosen=st.sets(st.sampled_from(range(len(READINGS)))),
    seed=st.integers(min_value=0, max_value=9),
)
def test_the_order_in_which_pages_arrive_never_changes_the_report(
    chosen: set[int], seed: int
) -> None:
    quoted: Article = article(CITED, replace(UNCITED, id="q2", start=200))
    arrived = [READINGS[n] for n in sorted(chosen)]
    shuffled = arrived.copy()
    random.Random(seed).shuffle(shuffled)

    assert judge(quoted, log(*arrived)) == judge(quoted, log(*shuffled))


def test_a_word_or_two_shared_by_chance_are_not_shown_as_the_nearest_passage() -> None:
    chance = match(Verdict.NOT_FOUND, passage="those", likeness=0.26, score=0.1)

    assert one(CITED, page("u", chance)).evidence is None
    assert one(CITED, page("u", NEAREST)).evidence is not None


@pytest.mark.parametrize(
    ("channel", "status"),
    [
        pytest.param(Channel.GAL, ChannelStatus.SEARCHED, id="no file of that minute"),
        pytest.param(Channel.MEMENTO, ChannelStatus.SEARCHED, id="no capture is kept"),
        pytest.param(Channel.SEARXNG, ChannelStatus.REFUSED, id="no engine at that address"),
        pytest.param(Channel.CDX, ChannelStatus.REFUSED, id="no index at that address"),
    ],
)
def test_what_a_missing_page_says_of_a_channel(channel: Channel, status: ChannelStatus) -> None:
    asked = Search(channel, "/asked", quotations=("q1",))

    (told,) = one(CITED, unread("", Outcome.GONE, request=asked)).searched

    assert (told.channel, told.status) == (channel, status)
