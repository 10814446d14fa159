from collections.abc import Callable

import pytest

from verifier.model import Article, QuotationKind


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        ("Workers built 400 flats, according to Reuters.", "Workers built 400 flats", "Reuters"),
        ("According to Reuters, workers built 400 flats.", "workers built 400 flats", "Reuters"),
        ("Ada Prynn said on Monday that the pier was shut.", "the pier was shut", "Ada Prynn"),
        ("The pier was shut, Ada Prynn said.", "The pier was shut", "Ada Prynn"),
        ("Officials told Reuters that the pier was shut.", "the pier was shut", "Officials"),
        ("Reuters, citing an official, said the pier was shut.", "the pier was shut", "Reuters"),
        ("Ada Prynn vowed to mend the pier.", "to mend the pier", "Ada Prynn"),
        ("Ada Prynn said there were two piers.", "there were two piers", "Ada Prynn"),
        ("Ada Prynn said this year that the pier was shut.", "the pier was shut", "Ada Prynn"),
        ("Ada Prynn described the pier as a ruin.", "the pier as a ruin", "Ada Prynn"),
        ("Ada Prynn accused the board of lying.", "the board of lying", "Ada Prynn"),
        ("Ada Prynn called for a new pier.", "for a new pier", "Ada Prynn"),
        (
            "Ada Prynn’s claim that the pier was shut is old.",
            "the pier was shut is old",
            "Ada Prynn",
        ),
        ("In other words, Ada Prynn said, the pier is shut.", "the pier is shut", "Ada Prynn"),
    ],
)
def test_the_clause_without_its_attribution(
    parse_text: Callable[..., Article], text: str, clause: str, speaker: str
) -> None:
    statement = parse_text(text).quotations[0]

    assert statement.kind is QuotationKind.INDIRECT
    assert statement.text == clause
    assert statement.speaker is not None
    assert statement.speaker.name == speaker


def test_what_nobody_is_named_for_is_no_statement(parse_text: Callable[..., Article]) -> None:
    assert parse_text("The pier was shut in March and opened again in May.").quotations == ()


def test_a_sentence_may_be_its_sources(parse_text: Callable[..., Article]) -> None:
    text = "Prices fell by a tenth in June. (Source: Harbour Wire, May 2024)"

    (statement,) = parse_text(text).quotations

    assert statement.text == "Prices fell by a tenth in June"
    assert statement.citations[0].outlet == "Harbour Wire"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nobody said anything about money.", "nobody says it"),
        ("The children found the key under the mat.", "a thing is found, not stated"),
        ("He ordered a coffee and read the report in silence.", "nothing is stated"),
        ("Workers reported for duty at six.", "no clause"),
        ("The mayor rejected calls to resign.", "calls are an object"),
        ("Newspapers describe every detail of the wreck.", "a detail is an object"),
        ("Prynn withdrew her plan after a strike of young workers.", "a plan is an object"),
        ("Much like Oster, Saltmere pledged money to the fund.", "before the cue is no clause"),
        ("The board has every right to defend itself against floods.", "an infinitive"),
        ("Mr. Prynn is seen as a safe pair of hands.", "he is spoken of"),
        ("Ada Prynn was asked about the pier.", "she is spoken to"),
        ("They share ideas in a manner that people like.", "a relative clause"),
        ("The pilot spoke of another crowd, at the pier, that cheered.", "no clause"),
        ("Asked about the strike, Tran laughed.", "what was done to him"),
        ("She stepped back in the year when the pier was shut.", "no cue"),
    ],
)
def test_what_states_nothing(parse_text: Callable[..., Article], text: str, why: str) -> None:
    assert parse_text(text).quotations == (), why


def test_a_dateline_is_no_part_of_a_statement(parse_text: Callable[..., Article]) -> None:
    text = "LISBON, March 14 — The port will halt all trains, officials said."

    (statement,) = parse_text(text).quotations

    assert statement.text == "The port will halt all trains"


def test_two_verbs_of_one_subject_report_two_things(parse_text: Callable[..., Article]) -> None:
    text = "Paulo Mendes called the promise “a bad joke” and said members would strike on Monday."

    quotations = parse_text(text).quotations

    assert [q.text for q in quotations] == ["a bad joke", "members would strike on Monday"]
    assert {q.speaker.name for q in quotations if q.speaker} == {"Paulo Mendes"}
