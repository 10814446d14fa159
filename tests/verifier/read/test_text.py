import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.read.reading_aloud import article, blocks, kinds
from verifier.model import BlockKind, Document, MediaType
from verifier.read import read

LONG = "The ferry did not sail on Monday, and nobody at the harbour could say why that was so."


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), min_size=1)
)
def test_the_text_is_kept_code_point_for_code_point(text: str) -> None:
    document = read(text.encode(), MediaType.TEXT)

    if isinstance(document, Document):
        assert document.text == text.removeprefix("\ufeff")


def test_line_ends_stay_and_a_byte_order_mark_goes() -> None:
    document = read(b"\xef\xbb\xbfOne line.\r\n\r\nAnother  line.\r", MediaType.TEXT)

    assert isinstance(document, Document)
    assert document.text == "One line.\r\n\r\nAnother  line.\r"
    assert [text for _, text in blocks(document)] == ["One line.", "Another  line."]


def test_what_is_not_prose_is_marked_and_not_cut() -> None:
    document = article(
        "Ferry stays in port\n\nBy Ada Prynn\nMarch 5, 2024\n\n"
        f"{LONG}\n\nWhy it matters\n\n{LONG}\n\nShare\nShare on Facebook\n"
    )

    assert kinds(document) == [
        *("heading", "byline", "byline", "paragraph", "heading", "paragraph"),
        *("furniture", "furniture"),
    ]
    assert document.title == "Ferry stays in port"
    assert document.byline == "By Ada Prynn"
    assert (document.published, document.published_from) == ("2024-03-05", "text")


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the river had risen.",  # no name follows
        "“It held,” said architect Ruth Amari. “By luck,” replied builder Sol Benitez.",
        "Share prices fell again, the bank said.",
        "Critics called it “a tax on patience.” [1]",
        "Eddie “the Heron” Malone ran the ferry for decades.",
    ],
)
def test_prose_is_not_taken_for_something_else(line: str) -> None:
    assert kinds(article(f"{line}\n\n{LONG}\n\n{LONG}"))[0] == "paragraph"


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    document = article(
        "The ferry did not sail on Monday, and nobody at the harbour\n"
        "could say why that was so. “We are waiting for a part,” the\n"
        "engineer said.\n\n" + LONG
    )

    assert kinds(document) == ["paragraph", "paragraph"]


def test_lines_that_end_where_they_like_are_paragraphs_of_their_own() -> None:
    document = article(f"{LONG}\nHe would not say more.\n{LONG}")

    assert len(document.blocks) == 3


def test_set_off_lines_are_quotations() -> None:
    document = article(
        f"{LONG}\n\n    The pier is closed.\n    It stays closed.\n\n{LONG}\n\n> Yes.\n"
    )

    assert kinds(document) == ["paragraph", "quote", "paragraph", "quote"]


def test_paragraphs_that_all_begin_with_an_indent_are_no_quotations() -> None:
    document = article(f"    {LONG}\n\n    {LONG}\n\n    {LONG}")

    assert kinds(document) == ["paragraph"] * 3


def test_entries_of_a_reference_list_are_notes_and_their_marks_point_to_them() -> None:
    document = article(
        "Critics called it “a tax on patience” [1], and worse.²\n\nReferences\n"
        "[1] Dana Whitlow, “Queueing,” The Gazette, 6 May 2023.\n2. Olu Bankole, Ledgers, 88."
    )

    notes = [block for block in document.blocks if block.kind is BlockKind.NOTE]
    marks = [(document.text[m.start : m.end], m.label) for m in document.note_marks]
    assert [note.label for note in notes] == ["1", "2"]
    assert marks == [("[1]", "1"), ("²", "2")]


def test_a_numbered_list_without_marks_is_prose() -> None:
    document = article(f"1. {LONG}\n\n2. {LONG}")

    assert not document.note_marks
    assert kinds(document) == ["paragraph", "paragraph"]


def test_written_out_addresses_are_links_without_the_stop_behind_them() -> None:
    document = article("See https://a.example/x_(y). Or (https://b.example/z).")

    assert [link.url for link in document.links] == [
        "https://a.example/x_(y)",
        "https://b.example/z",
    ]
    assert all(document.text[link.start : link.end] == link.url for link in document.links)


@pytest.mark.parametrize("mark", ["¹", "[1]"])
def test_a_note_with_a_date_is_no_byline(mark: str) -> None:
    document = article(f"“We wait,” she said.{mark}\n\n{mark} Coast Weekly, 30 January 2024")

    assert "byline" not in kinds(document)
