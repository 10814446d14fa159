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
