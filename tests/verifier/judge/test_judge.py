"""The report as a whole: pieces of one utterance, what is shown, the ledger, order and reasons."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.judge.cases import (
    ABSENT,
    CITED,
    LINK,
    NEAREST,
    NEGATED,
    UNCITED,
    elsewhere,
    one,
)
from tests.verifier.nouns import WIRE, article, citation, edit, fetch, log, match, page, unread
from verifier.judge import judge
from verifier.judge.reason import outcome
from verifier.model import (
    Action,
    Article,
    Bearing,
    Channel,
    ChannelStatus,
    Citation,
    EditKind,
    Finding,
    Limits,
    Listing,
    Match,
    Outcome,
    PageReading,
    Reading,
    Relation,
    ReportState,
    Search,
    Verdict,
)

SITE = Listing(
    Search(
        Channel.SEARXNG,
        "/search?q=site",
        rank=9,
        quotations=("q1",),
        domains=("meridianpost.example",),
    )
)


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
        ([SITE, unread()], "The Meridian Post could not be read: no answer came in time."),
        (
            [
                SITE,
                unread("https://elsewhere.example/a", request=fetch("https://elsewhere.example/a")),
            ],
            "No page of The Meridian Post on the matter was found and read in full.",
        ),
        (
            [page("u", ABSENT, complete=False, outcome=Outcome.PAYWALLED)],
            "The Meridian Post could not be read in full: it is behind a paywall.",
        ),
        (
            [page("u", ABSENT, complete=False)],
            "The Meridian Post could not be read in full: only a part of it was read.",
        ),
        (
            [page("u", ABSENT, complete=False, outcome=Outcome.NOT_TRIED)],
            "The Meridian Post could not be read in full: only a part of it was read.",
        ),
        ([], "No page of The Meridian Post on the matter was found and read in full."),
    ],
)
def test_the_reason_states_facts_in_one_sentence(readings: list[Reading], reason: str) -> None:
    assert one(CITED, *readings).reason == reason


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        pytest.param(
            citation(day="2024-01-27"),
            "no page of The Meridian Post of 27 January 2024 on the matter was read",
            id="a page of another day",
        ),
        pytest.param(
            citation(ambiguous=True),
            "the page of The Meridian Post of the other day that may be meant was not read",
            id="a day that may be two",
        ),
        pytest.param(
            replace(citation(day=None), date_text="Jan. 15"),
            "which page of The Meridian Post is that of “Jan. 15” could not be told",
            id="a day without a year in an article without a day",
        ),
        pytest.param(
            citation(url=LINK),
            "the page of The Meridian Post that is linked was not read",
            id="another page than the one linked",
        ),
    ],
)
def test_the_reason_tells_which_page_of_a_source_was_not_read(cited: Citation, told: str) -> None:
    """Though another page of it was, in full."""
    quoted, late = replace(CITED, citations=(cited,)), cited.date == "2024-01-27"
    read = page("https://meridianpost.example/b", ABSENT, in_window=not late)

    absent = one(quoted, read)
    found = one(quoted, read, elsewhere(match()))

    assert absent.reason == f"{told[0].upper()}{told[1:]}."
    assert found.reason == f"Found word for word in Elsewhere, 15 January 2024; {told}."


def test_a_source_is_named_without_what_only_the_registry_adds() -> None:
    held = replace(citation("Science (journal)"), outlet_name="Science")
    read = page("u", ABSENT)

    assert one(replace(CITED, citations=(held,)), read).reason.startswith("Not in Science (1 page")


OPEN = frozenset(Channel)
REFUSED = unread(
    "", Outcome.CHANNEL_REFUSED, request=Search(Channel.GDELT, "/g", quotations=("q1",))
)
OTHER = Listing(Search(Channel.SEARXNG, "/other", quotations=("q9",)))
STOPPED = unread("", Outcome.NOT_TRIED, request=Search(Channel.SEARXNG, "/s", quotations=("q1",)))


@pytest.mark.parametrize(
    ("readings", "limits", "why"),
    [
        pytest.param(
            [OTHER],
            Limits(1, OPEN),
            "was not looked for: the limit of 1 request for one job was reached"
            " (VERIFIER_MAX_REQUESTS)",
            id="the limit was reached before this one was begun",
        ),
        pytest.param(
            [SITE, OTHER],
            Limits(2, OPEN),
            "; the limit of 2 requests for one job was reached (VERIFIER_MAX_REQUESTS)",
            id="the limit was reached while it was looked for",
        ),
        pytest.param([SITE, OTHER], Limits(3, OPEN), "", id="the limit was not reached"),
        pytest.param(
            [],
            Limits(200, frozenset({Channel.FOLDER})),
            "was not looked for: nothing but the given files was open to the job",
            id="offline",
        ),
        pytest.param(
            [STOPPED],
            Limits(200, OPEN),
            "was not looked for: the job ended before it was asked for",
            id="stopped, or at its deadline",
        ),
        pytest.param(
            [unread("", Outcome.NO_PAGE, request=Search(Channel.CDX, "/c", quotations=("q1",)))],
            Limits(200, frozenset({Channel.LINK, Channel.CDX})),
            "; no search engine is set up",
            id="archives alone",
        ),
        pytest.param([REFUSED], Limits(200, OPEN), "; no search engine answered", id="refused"),
        pytest.param([REFUSED, SITE], Limits(200, OPEN), "", id="one refused, one answered"),
        pytest.param(
            [unread("", Outcome.NO_PAGE, request=Search(Channel.CDX, "/c", quotations=("q1",)))],
            Limits(200, OPEN, private=True),
            "; no search engine is asked in a private job",
            id="private",
        ),
    ],
)
def test_the_reason_tells_what_was_not_asked(
    readings: list[Reading], limits: Limits, why: str
) -> None:
    named = judge(article(CITED), log(*readings), limits).findings[0].reason
    unnamed = judge(article(UNCITED), log(*readings), limits).findings[0].reason

    if why.startswith("was not"):
        assert named == f"The Meridian Post {why}."
        assert unnamed == (
            "No source is named that could be looked up, and the words were not searched for: "
            f"{why.partition(': ')[2]}."
        )
    else:
        assert (
            named == f"No page of The Meridian Post on the matter was found and read in full{why}."
        )
        assert unnamed == (
            f"No source is named that could be looked up, and the words were not found{why}."
        )


@pytest.mark.parametrize("what", Outcome)
def test_every_outcome_has_plain_words(what: Outcome) -> None:
    told = outcome(what)

    assert " " in told
    assert "_" not in told


GONE = unread(LINK, Outcome.GONE, request=fetch(LINK))


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ([page(LINK, ABSENT)], "Not in meridianpost.example (1 page read in full)."),
        ([GONE], "meridianpost.example could not be read: the page is gone."),
        (
            [GONE, page("https://meridianpost.example/b", ABSENT)],
            "meridianpost.example could not be read: the page is gone.",
        ),
        (
            [page(LINK, ABSENT, outcome=Outcome.WRONG_WORK)],
            "meridianpost.example could not be read in full: the page there is not the one cited.",
        ),
    ],
)
def test_a_link_without_an_outlet_is_named_by_its_site(
    readings: list[Reading], reason: str
) -> None:
    bare = replace(CITED, citations=(citation(outlet=None, day=None, url=LINK),))

    assert one(bare, *readings).reason == reason


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
