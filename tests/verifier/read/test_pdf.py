"""PDF: paragraphs over lines and pages, what frames a page, and files that cannot be read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verifier.read.making import At, pdf
from tests.verifier.read.reading_aloud import blocks, page
from tests.verifier.read.test_never_raises import holds_together
from verifier.model import Document, MediaType, Outcome, Unread
from verifier.read import read
from verifier.read.pdf import MAX_PAGES

WIDE = "The ferry did not sail on Monday, and nobody at the harbour could say why"
PICTURE = "q 100 0 0 100 50 50 cm /Im Do Q\n"


def lines(*words: str, top: float = 700, left: float = 72) -> list[At]:
    return [(left, top - 14 * number, 11, line) for number, line in enumerate(words)]


def whole(body: bytes) -> Document:
    document = read(body, MediaType.PDF)
    assert isinstance(document, Document), document
    return document


def refused(body: bytes) -> tuple[Outcome, str]:
    unread = read(body, MediaType.PDF)
    assert isinstance(unread, Unread)
    return unread.outcome, unread.evidence or ""


def test_lines_of_a_paragraph_are_joined_and_a_gap_parts_paragraphs() -> None:
    first = lines(f"{WIDE}", "that was so.")
    second = lines("“We wait for the crew,” he said.", top=650)

    assert blocks(whole(pdf([first + second]))) == [
        ("paragraph", f"{WIDE} that was so."),
        ("paragraph", "“We wait for the crew,” he said."),
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    shown = [*lines(WIDE, WIDE), (90, 672, 11, WIDE[:-4]), *lines("and so on.", top=658)]

    assert [words for _, words in blocks(whole(pdf([shown])))] == [
        f"{WIDE} {WIDE}",
        f"{WIDE[:-4]} and so on.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("nobody at the har-", "bour said why.", "nobody at the harbour said why."),
        ("they met in Anglo-", "American talks.", "they met in Anglo-American talks."),
        ("a well-known boat, a well-", "known crew.", "a well-known boat, a well-known crew."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    assert whole(pdf([lines(f"{WIDE} {first}", second)])).text == f"{WIDE} {joined}"


def test_a_sentence_goes_on_over_the_page_and_nothing_stands_in_it() -> None:
    head, foot = (72.0, 760.0, 9.0, "The Ledger"), (300.0, 30.0, 9.0, "- 1 -")
    one = [head, *lines(WIDE, f"{WIDE} of the compart-"), foot]
    two = [head, *lines("ment it was."), *lines("Another paragraph.", top=650)]

    document = whole(pdf([one, two]))

    assert f"{WIDE} {WIDE} of the compartment it was." in document.text
    assert blocks(document) == [
        ("furniture", "The Ledger"),
        ("furniture", "- 1 -"),
        ("paragraph", f"{WIDE} {WIDE} of the compartment it was."),
        ("furniture", "The Ledger"),
        ("paragraph", "Another paragraph."),
    ]


def test_the_head_of_a_short_chapter_in_a_long_file_is_no_prose() -> None:
    head, foot = (72.0, 760.0, 9.0, "2 Harbours"), (300.0, 30.0, 9.0, "7")
    chapter = [[head, *lines(WIDE, WIDE), foot], [head, *lines("It ends.", WIDE), foot]]
    others = [lines(f"Page {number}. {WIDE}") for number in range(6)]

    assert blocks(whole(pdf([*others, *chapter]))).count(("furniture", "2 Harbours")) == 2


def test_page_starts_say_on_which_page_words_stand() -> None:
    document = whole(
        pdf([lines("On the first page."), lines("On the second."), [], lines("Fourth.")])
    )

    starts = document.page_starts
    assert len(starts) == 4
    assert document.text[starts[1] :].startswith("On the second.")
    assert document.text[starts[3] :].startswith("Fourth.")


def test_a_larger_line_is_a_heading_and_the_title_where_the_file_names_none() -> None:
    shown = [(72.0, 720.0, 20.0, "Ferry stays in port"), *lines(WIDE, "that was so.")]

    document = whole(pdf([shown], "/Title (Microsoft Word - x.doc) /Author (admin)"))

    assert blocks(document)[0] == ("heading", "Ferry stays in port")
    assert (document.title, document.byline) == ("Ferry stays in port", None)


def test_what_the_file_says_about_itself() -> None:
    info = "/Title (Ferry stays) /Author (Ada Prynn) /CreationDate (D:20240305120000+01'00')"

    document = whole(pdf([lines(WIDE)], info))

    assert (document.title, document.byline) == ("Ferry stays", "Ada Prynn")
    assert (document.published, document.published_from) == ("2024-03-05T12:00:00+01:00", "pdf")


def test_a_printed_date_goes_before_the_day_on_which_the_file_was_made() -> None:
    shown = [*lines("By Ada Prynn, 4 May 2011", top=730), *lines(WIDE, "that was so.")]

    document = whole(pdf([shown], "/CreationDate (D:20240305)"))

    assert (document.published, document.published_from) == ("2011-05-04", "text")


def test_a_pdf_is_read_as_a_page_too() -> None:
    document = page(pdf([lines("On the first page.")]), "application/pdf")

    assert isinstance(document, Document)
    assert document.media_type is MediaType.PDF


def test_an_encrypted_file() -> None:
    keys = "/O <" + "28" * 32 + "> /U <" + "00" * 32 + ">"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {keys} >> /ID [<00> <00>]"

    assert refused(pdf([lines(WIDE)], trailer=locked)) == (
        Outcome.PARSE_FAILED,
        "the PDF is encrypted",
    )


def test_a_scanned_file() -> None:
    outcome, evidence = refused(pdf([[], []], extra=PICTURE))

    assert outcome is Outcome.NO_TEXT
    assert evidence.startswith("scanned: 2 pages")


def test_a_file_that_is_scanned_in_part_is_not_complete() -> None:
    document = whole(pdf([lines("")] * 1 + [lines(WIDE)], extra=PICTURE))

    assert (document.complete, document.outcome) == (False, Outcome.NO_TEXT)
    assert document.evidence == "scanned: 1 of 2 pages have no text layer"


def test_an_empty_file() -> None:
    assert refused(pdf([[]])) == (Outcome.NO_TEXT, "1 page without a word")


def test_only_so_many_pages_are_read() -> None:
    document = whole(pdf([lines("Words.")] * (MAX_PAGES + 1)))

    assert (document.complete, document.outcome) == (False, Outcome.TOO_LARGE)
    assert document.evidence == f"only the first {MAX_PAGES} of {MAX_PAGES + 1} pages were read"


@pytest.mark.parametrize("length", [9, 100, 400, 700, 900])
def test_a_truncated_file(length: int) -> None:
    holds_together(read(pdf([lines(WIDE)])[:length], MediaType.PDF))


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n" + b"[" * 200_000,
        b"%PDF-1.7\n1 0 obj\n" + b"<<" * 200_000,
        b"%PDF-1.4\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF",
        pdf([]).replace(b"/Kids []", b"/Kids [2 0 R]"),
        pdf([lines(WIDE)]).replace(b"/Count 1", b"/Count 99999999"),
    ],
)
def test_files_made_to_harm(body: bytes) -> None:
    holds_together(read(body, MediaType.PDF))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    body = bytearray(pdf([lines(WIDE, "and so-"), lines("on.")], "/Title (a)"))
    for _ in range(data.draw(st.integers(1, 8))):
        body[data.draw(st.integers(8, len(body) - 1))] = data.draw(st.integers(0, 255))

    holds_together(read(bytes(body), MediaType.PDF))
