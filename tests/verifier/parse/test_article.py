"""The whole parser on small articles: what a reader of the report would expect."""

from datetime import date

from verifier.model import Article, BlockKind, MediaType, QuotationKind
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.read import read

PUBLISHED = date(2024, 2, 1)


def parsed(text: str, kind: MediaType = MediaType.TEXT) -> Article:
    document = read(text.encode(), kind)
    return parse(document, load_registry(), published=PUBLISHED)


def test_a_parenthesis_gives_outlet_and_date() -> None:
    article = parsed("“The valves are shut,” Tam Oduya said (NBC News, Jan. 15, 2024).")

    (quotation,) = article.quotations
    assert quotation.text == "The valves are shut,"
    assert quotation.kind is QuotationKind.DIRECT
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Tam Oduya"
    (citation,) = quotation.citations
    assert (citation.outlet, citation.date) == ("NBC News", "2024-01-15")


def test_a_date_without_year_is_the_latest_not_after_publication() -> None:
    article = parsed("The agency reported: “All is well at the harbour.” (KCNA, Dec. 27)")

    assert article.quotations[0].citations[-1].date == "2023-12-27"


def test_offsets_point_at_the_text() -> None:
    article = parsed("Ada Prynn said: “It’s a ‘quiet year,’ and we like it.” She smiled.")

    outer, nested = article.quotations
    assert article.text[outer.start : outer.end] == outer.text
    assert nested.kind is QuotationKind.NESTED
    assert nested.parent == outer.id


def test_a_block_quotation_is_somebodys_words() -> None:
    article = parsed("> Every road ends at a pier.\n\nThat was all.", MediaType.MARKDOWN)

    assert [q.kind for q in article.quotations] == [QuotationKind.BLOCK]
    assert any(block.kind is BlockKind.QUOTE for block in article.document.blocks)
