from collections.abc import Callable

import pytest

from verifier.model import Article, QuotationKind

DIRECT, MIXED, SCARE, TITLE = (
    QuotationKind.DIRECT,
    QuotationKind.MIXED,
    QuotationKind.SCARE,
    QuotationKind.TITLE,
)


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("“We wait,” Ada Prynn said.", DIRECT, "an utterance of its own"),
        ("Ada Prynn called the pier “an eyesore” again.", MIXED, "short, but somebody's"),
        ("The form “must be completed in English”, the office says.", MIXED, "inside the sentence"),
        ("They keep a drawer of words like “reckless” there.", SCARE, "words as words"),
        ("The so-called “ghost budget” was wound up.", SCARE, "so-called"),
        ("Eddie “the Heron” Malone ran the ferry.", SCARE, "a nickname"),
        ("There is no “phase-out” in it.", SCARE, "nobody said it"),
        ("Some called it a “stunt” last week.", SCARE, "nobody in particular"),
        ("She wrote the book “Plain Figures” in a year.", TITLE, "a work"),
        ("On CNN’s “State of the Union,” Ada Prynn said no.", TITLE, "a programme"),
    ],
)
def test_kinds(
    parse_text: Callable[..., Article], text: str, kind: QuotationKind, why: str
) -> None:
    quotation = parse_text(text).quotations[0]

    assert quotation.kind is kind, why
    assert (quotation.aside is None) is (kind in (DIRECT, MIXED))


def test_a_mixed_quotation_keeps_its_clause(parse_text: Callable[..., Article]) -> None:
    article = parse_text("Ada Prynn said the pier was “far too short” for ships.")

    clause = article.quotations[0].clause

    assert clause is not None
    assert article.text[clause.start : clause.end] == "the pier was “far too short” for ships"
