"""The passage on the same point: for statements that are no quotation."""

from verifier.match import match, nearest, prepare
from verifier.model import Basis, Quotation, QuotationKind, Verdict

PAGE = """Ferries and fish

The island of Norhaven has four schools. A new museum of nets opened there last spring.

Dwelling houses for hundreds of families of oyster farmers were built near the lagoon, the council announced on Monday; solar panels cover their roofs.

The weather will stay cold, and the strait may freeze before the end of the month."""  # noqa: E501


def statement(text: str) -> Quotation:
    return Quotation("q1", text, 0, len(text), QuotationKind.INDIRECT)


def test_the_sentence_on_the_same_point_is_shown() -> None:
    page = prepare(PAGE)

    found = nearest(
        statement(
            "the island is building houses with solar roofs for oyster farmers near its lagoon"
        ),
        page,
    )

    assert found is not None
    assert found.basis is Basis.SAME_POINT
    assert found.verdict is Verdict.NOT_FOUND
    passage = found.passages[0]
    assert passage.text.startswith("Dwelling houses")
    assert PAGE[passage.start : passage.end] == passage.text


def test_nothing_on_the_point_is_nothing() -> None:
    page = prepare(PAGE)

    assert nearest(statement("parliament abolished the tax on imported violins"), page) is None
    assert nearest(statement("it will be cold"), page) is None
    assert nearest(statement(""), page) is None


def test_another_language_is_served_too() -> None:
    page = prepare("今天天气很冷。岛上的新博物馆周一开放，展出渔网和船只。学校照常上课。")

    found = nearest(statement("新博物馆展出渔网"), page)

    assert found is not None
    assert "博物馆" in found.passages[0].text


def test_a_paraphrase_in_marks_is_shown_with_what_it_paraphrases() -> None:
    page = prepare(
        "Kim told deputies that the North would never start a war on its own. The hall was cold."
    )
    text = "has no intention to unilaterally start a war but has no intentions to avoid one"
    quotation = Quotation("q1", text, 0, len(text), QuotationKind.DIRECT)

    (found,) = match([quotation], page)

    assert found.verdict is Verdict.NOT_FOUND
    assert found.basis is Basis.SAME_POINT
    assert found.passages[0].text.startswith("Kim told deputies")
    assert found.quoted is False
