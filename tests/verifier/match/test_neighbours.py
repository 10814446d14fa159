"""A paragraph of a quotation that is too short to be found alone, beside one that is found."""

import pytest

from verifier.match import match, prepare
from verifier.model import EditKind, Quotation, QuotationKind, Verdict

FIRST, SECOND = "It was built by my grandfather.", "Nobody will take it from us,"
ARTICLE = f"It is old. “{FIRST}\n\n“{SECOND}” he added."
NOISE = "\n\nThe ferry sailed at noon. The island has two schools and a small museum of nets.\n"


def quotations(*, group: int | None) -> list[Quotation]:
    """Both paragraphs of the article's quotation."""
    starts = [(text, ARTICLE.index(text)) for text in (FIRST, SECOND)]
    return [
        Quotation(text[:6], text, start, start + len(text), QuotationKind.DIRECT, group)
        for text, start in starts
    ]


@pytest.mark.parametrize("between", [" ", "”\n\n“"])
def test_a_changed_word_in_the_paragraph_after_one_that_is_there(between: str) -> None:
    page = f"“{FIRST}{between}Everybody will take it from us,” he said.{NOISE}"

    _, second = match(quotations(group=1), prepare(page), article=ARTICLE)

    assert second.verdict is Verdict.ALTERED
    (edit,) = second.edits
    assert (edit.kind, edit.quoted, edit.source) == (EditKind.NEGATION, "Nobody", "Everybody")
    assert ARTICLE[edit.quoted_span.start : edit.quoted_span.end] == "Nobody"
    assert page[edit.source_span.start : edit.source_span.end] == "Everybody"
    assert second.passages[0].text == "Everybody will take it from us"


@pytest.mark.parametrize(
    ("page", "group"),
    [
        (f"“{FIRST} Everybody will take it from us,” he said.{NOISE}", None),
        (f"“{FIRST} The boat is for sale,” he said.{NOISE}", 1),
    ],
)
def test_what_is_no_paragraph_of_one_or_not_there_stays_unfound(
    page: str, group: int | None
) -> None:
    found = match(quotations(group=group), prepare(page), article=ARTICLE)

    assert [m.verdict for m in found if m.quotation == SECOND[:6]] in ([], [Verdict.NOT_FOUND])
