"""The listing of `verifier parse`: spans marked in the text, and what was read below it."""

from datetime import date

import pytest
from rich.cells import cell_len

from verifier.cli.listing import NO_DAY, NOTHING, listing
from verifier.model import Document, MediaType
from verifier.outlets import Outlet, Registry
from verifier.parse import parse

OUTLETS = Registry([Outlet("Harbour Wire"), Outlet("Reuters", aliases=("رويترز", "路透社"))])


def _listed(
    text: str, *, language: str = "en", width: int = 88, colour: bool = False, **fields: str
) -> str:
    document = Document(text, MediaType.TEXT, "0" * 64, language=language, **fields)
    published = date(2024, 6, 12)
    return listing(parse(document, OUTLETS, published=published), width=width, colour=colour)


def test_spans_are_marked_in_the_text() -> None:
    lines = _listed("“We wait,” Ada Prynn told Reuters on Monday.\n").splitlines()

    assert "“[1:We wait,]” {Ada Prynn} _told_ <Reuters> on Monday." in lines
    assert "    1 direct, speaker Ada Prynn" in lines
    assert "      cites Reuters, 10 June 2024 (“Monday”)" in lines


def test_only_paragraphs_with_quotations_are_shown() -> None:
    listed = _listed("Nothing here.\n\n“We wait,” said Ada Prynn.\n\nNor here.")

    assert "here" not in listed


def test_pieces_of_one_utterance_name_each_other() -> None:
    listed = _listed("“The tide,” said Ada Prynn, “does not wait.”")

    assert "goes with 2" in listed
    assert "goes with 1" in listed


def test_a_quotation_over_two_lines_is_shown_whole() -> None:
    listed = _listed("“We wait\nfor the tide,” said Ada Prynn.")

    assert "“[1:We wait for the tide,]”" in listed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“" + "We wait for the tide and the tram. " * 12 + "” said Ada Prynn."),
        ("zh", "路透社3日报道，李文舟表示：“" + "大桥很安全，" * 30 + "”"),
        ("ar", "قال سامر حداد لرويترز أمس: «" + "الجسر آمن تماما " * 20 + "»."),
    ],
)
@pytest.mark.parametrize("width", [40, 88])
def test_no_line_is_wider_than_asked(language: str, text: str, width: int) -> None:
    lines = _listed(text, language=language, width=width).splitlines()

    assert max(map(cell_len, lines)) <= width


def test_right_to_left_text_keeps_its_order() -> None:
    listed = _listed("قال سامر حداد لرويترز أمس: «ننتظر».", language="ar")

    assert "_قال_ {سامر حداد} ل<رويترز> أمس: «[1:ننتظر]»." in listed


def test_without_colour_no_control_signs_are_written() -> None:
    text = "“We \x1b[31mwait,” said Ada \u202ePrynn."

    assert not any(ord(sign) < 32 and sign != "\n" for sign in _listed(text))
    assert "\u202e" not in _listed(text)
    assert "\x1b[31mwait" not in _listed(text, colour=True), "the text's own are never passed on"


def test_colour_is_only_added() -> None:
    text = "“We wait,” Ada Prynn told Reuters on Monday."

    assert "\x1b[32m" in _listed(text, colour=True)
    assert "[1:We wait,]" in _listed(text)


def test_an_article_without_a_day_says_so() -> None:
    document = Document("“We wait,” she said (Reuters, May 3).", MediaType.TEXT, "0" * 64)

    listed = listing(parse(document, OUTLETS), width=88)

    assert NO_DAY in listed
    assert "cites Reuters, “May 3”, day not known" in listed


def test_nothing_found_is_said() -> None:
    assert _listed("The pier is shut.") == NOTHING + "\n"
