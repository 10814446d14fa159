"""docs/verdicts.md, `misattributed` and `quoted_in_source`; a sentence a row."""

from dataclasses import replace

import pytest

from tests.verifier.judge.cases import (
    ABSENT,
    CITED,
    FAR,
    LINK,
    LINKED,
    NEAR,
    NEAREST,
    NEGATED,
    PART,
    UNCITED,
    elsewhere,
    one,
    provided,
    unnamed,
)
from tests.verifier.nouns import WIRE, citation, fetch, match, page, unread
from verifier.dates import in_window
from verifier.model import (
    Bearing,
    Citation,
    DateRole,
    Match,
    Misattribution,
    Outcome,
    Quotation,
    Reading,
    Relation,
)

OUTLET, DATE, SPEAKER = Misattribution.OUTLET, Misattribution.DATE, Misattribution.SPEAKER
OTHER = match(speaker="Bo Castellan", differs=True)
TEASER = page("u", ABSENT, complete=False, outcome=Outcome.PAYWALLED)
BOTH = replace(CITED, citations=(citation(), citation(WIRE)))
POST_ONLY = (
    Bearing("q1", 0, Relation.NAMED, True, True),
    Bearing("q1", 1, Relation.ELSEWHERE, True, True),
)
THIRD_DAY = page("v", match(), published="2024-01-18", request=fetch("v"))
MIRROR = Relation.MIRROR

ROWS: list[tuple[str, Quotation, list[Reading], tuple[Misattribution, ...]]] = [
    ("outlet: elsewhere, and the source is settled", CITED, [page("u", ABSENT), elsewhere(match())],
     (OUTLET,)),
    ("outlet: by the linked page too", LINKED, [page(LINK, ABSENT), elsewhere(NEAR)], (OUTLET,)),
    ("outlet: not while the source is unread", CITED, [unread(), elsewhere(match())], ()),
    ("outlet: not while only a part of it was read", CITED, [TEASER, elsewhere(match())], ()),
    ("outlet: not while one of two sources is unread", BOTH,
     [page("u", ABSENT, bearings=POST_ONLY), elsewhere(match())], ()),
    ("outlet: not if the source has the words", CITED, [page("u", match()), elsewhere(match())],
     ()),
    ("outlet: not a mirror", CITED, [page("u", match(), relation=MIRROR)], ()),
    ("outlet: not a republisher", CITED, [page("u", match(), relation=Relation.REPUBLISHED)], ()),
    ("outlet: not without a named source", UNCITED, [unnamed(match())], ()),
    ("date: more than two days from a day", CITED, [page("u", match(), **FAR)], (DATE,)),
    ("date: of a mirror too", CITED, [page("u", match(), relation=MIRROR, **FAR)], (DATE,)),
    ("date: a reprint may be of any day", CITED,
     [page("u", match(), relation=Relation.REPUBLISHED, **FAR)], ()),
    ("date: only of the named source", CITED, [unread(), elsewhere(match(), **FAR)], ()),
    ("date: not if a page of the outlet in the window has the words", CITED,
     [page("u", match(), **FAR), page("v", match(), request=fetch("v"))], ()),
    ("date: a page looked for on the third day excuses no other", CITED,
     [page("u", match(), **FAR), THIRD_DAY], (DATE,)),
    ("date: like with like: not the day it was said",
     replace(CITED, citations=(citation(role=DateRole.SAID),)), [page("u", match(), **FAR)], ()),
    ("date: not if it can be read in two ways",
     replace(CITED, citations=(citation(ambiguous=True),)), [page("u", match(), **FAR)], ()),
    ("date: not where no day was written (last week)",
     replace(CITED, citations=(replace(citation(), date_resolved="relative"),)),
     [page("u", match(), **FAR)], ()),
    ("date: not by a page whose date is a guess", CITED,
     [replace(page("u", match(), **FAR), published_from="htmldate")], ()),
    ("date: not for an undated citation", LINKED, [page(LINK, match(), **FAR)], ()),
    ("speaker: another person is named there", CITED, [page("u", OTHER)], (SPEAKER,)),
    ("speaker: though ours is named near, if not as the speaker", CITED,
     [page("u", replace(OTHER, speaker_near=True))], (SPEAKER,)),
    ("speaker: elsewhere too", CITED, [page("u", ABSENT), elsewhere(OTHER)], (OUTLET, SPEAKER)),
    ("speaker: not if the article names none", replace(CITED, speaker=None),
     [page("u", OTHER)], ()),
    ("files given by the user are never misattributed", CITED, [provided(OTHER, **FAR)], ()),
    ("altered words can be misattributed", CITED, [page("u", NEGATED, **FAR)], (DATE,)),
    ("a nearest passage is not", CITED, [page("u", NEAREST, **FAR)], ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "readings", "faults"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
)
def test_misattributed(
    quoted: Quotation, readings: list[Reading], faults: tuple[Misattribution, ...]
) -> None:
    assert one(quoted, *readings).misattributed == faults


@pytest.mark.parametrize(
    ("cited", "published", "misdated"),
    [
        pytest.param("2024-01-15", "2024-01-15", False, id="the day"),
        pytest.param("2024-01-15", "2024-01-17", False, id="two days are tolerated"),
        pytest.param("2024-01-15", "2024-01-18", True, id="three are not"),
        pytest.param("2024-01-15", "2024-01-12", True, id="nor before"),
        pytest.param("2024-01-15", "2024-01-18T01:00:00+09:00", False, id="17 January in UTC"),
        pytest.param("2024-01-15", "2024-01-12T23:00:00-05:00", False, id="13 January in UTC"),
        pytest.param("2024-01-15", "2024-01-17T23:00:00-05:00", False, id="its own offset"),
        pytest.param("2024-01", "2024-01-31", False, id="inside the month"),
        pytest.param("2024-01", "2024-02-01", True, id="outside the month"),
        pytest.param("2024-01", "2024-02-01T03:00:00+09:00", False, id="31 January in UTC"),
        pytest.param("2024", "2024-12-31", False, id="inside the year"),
        pytest.param("2023", "2024-01-01", True, id="outside the year"),
        pytest.param("2024-01-15", "2024-01", False, id="a month that has the day"),
        pytest.param("2024-01-15", "2024", False, id="a year that has it"),
        pytest.param("2024-01-15", None, False, id="the page has no date"),
    ],
)  # fmt: skip
def test_misattributed_date(cited: str, published: str | None, misdated: bool) -> None:
    named: Citation = citation(day=cited)
    read = page("u", match(), published=published, in_window=in_window(published, named))

    faults = one(replace(CITED, citations=(named,)), read).misattributed

    assert faults == ((DATE,) if misdated else ())


def test_the_reason_says_that_the_source_itself_was_not_read() -> None:
    """Otherwise the reason says "found in X; NBC News itself was not read"."""
    reason = one(CITED, unread(), elsewhere(match())).reason

    assert reason == (
        "Found word for word in Elsewhere, 15 January 2024; The Meridian Post itself was not read."
    )


QUOTED = [
    ("true", CITED, page("u", match(quoted=True)), True),
    ("false", CITED, page("u", match(quoted=False)), False),
    ("null where that cannot be asked there", CITED, page("u", match(quoted=None)), None),
    ("a nearest passage included", CITED, page("u", replace(NEAREST, quoted=False)), False),
    ("of altered words", CITED, page("u", replace(NEGATED, quoted=False)), False),
    ("of a part", CITED, page("u", replace(PART, quoted=True)), True),
    ("null when there is no passage", CITED, page("u", ABSENT), None),
    ("null where the speaker is the source", replace(CITED, speaker_is_source=True),
     page("u", match(quoted=False)), None),
    ("of a given file", CITED, provided(match(quoted=False)), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "read", "expected"), [pytest.param(*row[1:], id=row[0]) for row in QUOTED]
)
def test_quoted_in_source(quoted: Quotation, read: Reading, expected: bool | None) -> None:
    assert one(quoted, read).quoted_in_source is expected


@pytest.mark.parametrize("there", [match(quoted=False), replace(NEAR, quoted=False)])
def test_false_with_a_person_as_speaker_is_never_green(there: Match) -> None:
    finding = one(CITED, page("u", there))

    assert finding.action.value == "attribution"
    assert "not inside quotation marks there" in finding.reason
