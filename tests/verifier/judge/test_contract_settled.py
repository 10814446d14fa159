"""What is read, and what never is evidence (docs/verdicts.md); a sentence a row."""

from dataclasses import replace

import pytest

from tests.verifier.judge.cases import (
    ABSENT,
    CITED,
    FAR,
    LINK,
    LINKED,
    SAID,
    UNCITED,
    UNDATED,
    elsewhere,
    one,
    provided,
    unnamed,
)
from tests.verifier.nouns import article, citation, fetch, listing, log, match, page, unread
from verifier.judge import judge
from verifier.model import (
    Bearing,
    Candidate,
    Channel,
    Outcome,
    PageReading,
    Quotation,
    Reading,
    Relation,
    ReportState,
    Search,
    Verdict,
)

CAPTURE = fetch(f"https://archive.example/web/20240115id_/{LINK}", original=LINK)
LATER_RANK = fetch("https://v.example/v", rank=1)
FOR_ANOTHER = replace(fetch("https://u.example/u"), quotations=("q2",))
OFFER = listing(
    Search(Channel.SEARXNG, "/search?q=ferry", quotations=("q1",)),
    Candidate("http://www.u.example/u/"),
)
SETTLED, OPEN = Verdict.NOT_FOUND, Verdict.UNREACHABLE


def teaser(**other: object) -> PageReading:
    return page("u", ABSENT, complete=False, outcome=Outcome.PAYWALLED, **other)  # type: ignore[arg-type]


LINKS = [
    ("the linked page, on whatever matter", LINKED, [page(LINK, ABSENT, on_matter=False)], SETTLED),
    (
        "the linked page, whatever its date",
        replace(CITED, citations=(citation(url=LINK),)),
        [page(LINK, ABSENT, **FAR)],
        SETTLED,
    ),
    ("its capture", LINKED, [page("u", ABSENT, request=CAPTURE)], SETTLED),
    ("no other page of the outlet", LINKED, [page("https://meridianpost.example/b", ABSENT)], OPEN),
    ("not if it is another work", LINKED, [page(LINK, ABSENT, outcome=Outcome.WRONG_WORK)], OPEN),
    ("not if only a part of it was read", LINKED, [page(LINK, ABSENT, complete=False)], OPEN),
]
DATED = [
    ("a page in the window on the same matter", CITED, [page("u", ABSENT)], SETTLED),
    ("not on another matter", CITED, [page("u", ABSENT, on_matter=False)], OPEN),
    ("not of other days", CITED, [page("u", ABSENT, **FAR)], OPEN),
    ("not without a date", CITED, [page("u", ABSENT, published=None, in_window=None)], OPEN),
    ("of its mirror", CITED, [page("u", ABSENT, relation=Relation.MIRROR)], SETTLED),
    ("of its republisher", CITED, [page("u", ABSENT, relation=Relation.REPUBLISHED)], SETTLED),
    ("not of another outlet", CITED, [elsewhere(ABSENT)], OPEN),
    (
        "one of several pages is enough",
        CITED,
        [teaser(), page("v", ABSENT, request=LATER_RANK)],
        SETTLED,
    ),
    (
        "not if the date can be read in two ways",
        replace(CITED, citations=(citation(ambiguous=True),)),
        [page("u", ABSENT)],
        OPEN,
    ),
]
UNDATED_ROWS = [
    ("undated: the best-ranked page", UNDATED, [page("u", ABSENT, in_window=None)], SETTLED),
    (
        "undated: no lower-ranked page stands in for the best",
        UNDATED,
        [teaser(in_window=None), page("v", ABSENT, in_window=None, request=LATER_RANK)],
        OPEN,
    ),
    (
        "undated: not one that was looked for on behalf of another quotation",
        UNDATED,
        [page("u", ABSENT, in_window=None, request=FOR_ANOTHER)],
        OPEN,
    ),
    (
        "undated: unless it is offered for this one too",
        UNDATED,
        [page("u", ABSENT, in_window=None, request=FOR_ANOTHER), OFFER],
        SETTLED,
    ),
    (
        "undated: not on another matter",
        UNDATED,
        [page("u", ABSENT, in_window=None, on_matter=False)],
        OPEN,
    ),
    (
        "undated: not a list of pages",
        UNDATED,
        [page("u", ABSENT, in_window=None, outcome=Outcome.WRONG_WORK)],
        OPEN,
    ),
]
READ = [
    ("absence from an incomplete page never counts", CITED, [teaser()], OPEN),
    (
        "nor where no wall explains why it is incomplete (page 1 of 3)",
        CITED,
        [page("u", ABSENT, complete=False)],
        OPEN,
    ),
    (
        "presence does",
        CITED,
        [page("u", match(), complete=False, outcome=Outcome.PAYWALLED)],
        Verdict.VERBATIM,
    ),
    (
        "in the quotation's language",
        CITED,
        [page("u", ABSENT, outcome=Outcome.OTHER_LANGUAGE)],
        OPEN,
    ),
    (
        "presence counts in any language",
        CITED,
        [page("u", match(), outcome=Outcome.OTHER_LANGUAGE)],
        Verdict.VERBATIM,
    ),
]
NEVER_EVIDENCE = [
    ("the article itself, its reprints", CITED, [page("u", match(), outcome=Outcome.COPY)], OPEN),
    ("pages more than two days later", CITED, [page("u", match(), outcome=Outcome.LATER)], OPEN),
    ("their absence settles nothing", CITED, [page("u", ABSENT, outcome=Outcome.LATER)], OPEN),
    ("not for a link either", LINKED, [page(LINK, match(), outcome=Outcome.COPY)], OPEN),
    (
        "nor without a source",
        UNCITED,
        [unnamed(match(), outcome=Outcome.COPY)],
        Verdict.UNSOURCED,
    ),
    (
        "nor as a passage on the same point",
        SAID,
        [page("u", match(), outcome=Outcome.LATER)],
        Verdict.SET_ASIDE,
    ),
    ("nor as a given file", CITED, [provided(match(), outcome=Outcome.COPY)], OPEN),
]


@pytest.mark.parametrize(
    ("quoted", "readings", "verdict"),
    [
        pytest.param(*row[1:], id=row[0])
        for row in (*LINKS, *DATED, *UNDATED_ROWS, *READ, *NEVER_EVIDENCE)
    ],
)
def test_settled(quoted: Quotation, readings: list[Reading], verdict: Verdict) -> None:
    assert one(quoted, *readings).verdict is verdict


@pytest.mark.parametrize("outcome", [Outcome.COPY, Outcome.LATER])
def test_the_ledger_lists_them_as_such(outcome: Outcome) -> None:
    finding = one(CITED, page("u", match(), outcome=outcome))

    assert [row.outcome for row in finding.looked_at] == [outcome]
    assert finding.evidence is None


def test_the_ledger_says_why_for_each_source_that_is_not_settled() -> None:
    finding = one(CITED, teaser(), unread("v", Outcome.FORBIDDEN, request=fetch("v", rank=1)))

    assert [row.outcome for row in finding.looked_at] == [Outcome.PAYWALLED, Outcome.FORBIDDEN]


def test_a_page_that_has_the_words_settles_every_source_that_it_is_of() -> None:
    both = replace(CITED, citations=(citation(), citation(day="2023-06-01")))
    bearings = (
        Bearing("q1", 0, Relation.NAMED, True, True),
        Bearing("q1", 1, Relation.NAMED, True, False),
    )

    report = judge(article(both), log(page("u", match(), bearings=bearings)))

    assert report.state is ReportState.CLEAR


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(page("u", match(), **FAR), id="of another day"),
        pytest.param(page("u", match(), complete=False, outcome=Outcome.PAYWALLED), id="a teaser"),
        pytest.param(page("u", match(), on_matter=False), id="on no matter"),
    ],
)
def test_however_little_else_speaks_for_it(there: PageReading) -> None:
    assert judge(article(CITED), log(there)).state is not ReportState.INCOMPLETE
