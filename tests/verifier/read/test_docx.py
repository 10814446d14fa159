"""DOCX: what Word shows as text, notes and links, and files made to harm."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verifier.read.making import docx, paragraph, part, run, zipped
from tests.verifier.read.reading_aloud import blocks, page
from tests.verifier.read.test_never_raises import holds_together
from verifier.model import Document, MediaType, Outcome, Unread
from verifier.read import parts, read

STYLES = part(
    "styles",
    '<w:style w:styleId="Ber1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="My head"/><w:basedOn w:val="Ber1"/></w:style>'
    '<w:style w:styleId="Zit"><w:name w:val="Intense Quote"/></w:style>'
    '<w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>',
)


def whole(body: bytes) -> Document:
    document = read(body, MediaType.DOCX)
    assert isinstance(document, Document), document
    return document


def outcome(body: bytes) -> Outcome:
    unread = read(body, MediaType.DOCX)
    assert isinstance(unread, Unread), unread
    return unread.outcome


def shown(*paragraphs: str) -> list[tuple[str, str]]:
    return blocks(whole(docx("".join(paragraphs), parts={"word/styles.xml": STYLES})))


@pytest.mark.parametrize(
    ("markup", "block"),
    [
        (paragraph("The ferry w", "ai", "ted."), ("paragraph", "The ferry waited.")),
        (paragraph("Ferry", style="Ber1"), ("heading", "Ferry")),
        (paragraph("Ferry", style="Mine"), ("heading", "Ferry")),
        (paragraph("We wait.", style="Zit"), ("quote", "We wait.")),
        (paragraph("Ferry 3", style="V1"), ("furniture", "Ferry 3")),
        ("<w:p><w:pPr><w:numPr/></w:pPr>" + run("one") + "</w:p>", ("list_item", "one")),
        ("<w:tbl><w:tr><w:tc>" + paragraph("5") + "</w:tc></w:tr></w:tbl>", ("table", "5")),
        (paragraph("a", "<w:r><w:tab/></w:r>", "b"), ("paragraph", "a b")),
        (paragraph("a", "<w:r><w:br/></w:r>", "b"), ("paragraph", "a\nb")),
        (
            paragraph("He did", "<w:del><w:r><w:delText>not</w:delText></w:r></w:del>", " go."),
            ("paragraph", "He did go."),
        ),
        (
            paragraph("<w:moveFrom>" + run("gone ") + "</w:moveFrom>", "He went."),
            ("paragraph", "He went."),
        ),
        (paragraph("<w:ins>" + run("new ") + "</w:ins>", "words"), ("paragraph", "new words")),
    ],
)
def test_what_word_shows(markup: str, block: tuple[str, str]) -> None:
    assert shown(markup) == [block]


def test_a_text_box_is_there_once() -> None:
    box = "<w:txbxContent>" + paragraph("In a box.") + "</w:txbxContent>"
    both = f"<mc:AlternateContent>{box}<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert shown(paragraph(both, "Beside it.")) == [
        ("paragraph", "In a box."),
        ("paragraph", "Beside it."),
    ]


def test_a_footnote_is_a_mark_and_a_note() -> None:
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = (
        '<w:footnote w:id="-1" w:type="separator">' + paragraph("line") + "</w:footnote>"
        '<w:footnote w:id="7">' + paragraph("The Ledger,", " 4 May 2011.") + "</w:footnote>"
    )
    document = whole(
        docx(
            paragraph("“We wait,” he said.", mark),
            parts={"word/footnotes.xml": part("footnotes", notes)},
        )
    )

    assert blocks(document) == [
        ("paragraph", "“We wait,” he said.[1]"),
        ("note", "The Ledger, 4 May 2011."),
    ]
    assert [note.label for note in document.note_marks] == ["1"]
    assert document.blocks[1].label == "1"


def test_links_by_element_and_by_field() -> None:
    element = '<w:hyperlink r:id="l1">' + run("the report") + "</w:hyperlink>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://b.example/y" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("its answer")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = whole(
        docx(paragraph("See ", element, " and ", field, "."), links={"l1": "https://a.example/x"})
    )

    assert document.text == "See the report and its answer."
    assert [(document.text[at.start : at.end], at.url) for at in document.links] == [
        ("the report", "https://a.example/x"),
        ("its answer", "https://b.example/y"),
    ]


def test_what_the_file_says_about_itself() -> None:
    core = (
        "<dc:title>Ferry stays</dc:title><dc:creator>Ada Prynn</dc:creator>"
        "<dcterms:created>2024-03-05T12:00:00Z</dcterms:created>"
    )
    document = whole(docx(paragraph("Words."), core=core))

    assert (document.title, document.byline) == ("Ferry stays", "Ada Prynn")
    assert (document.published, document.published_from) == ("2024-03-05T12:00:00+00:00", "docx")


def test_a_docx_is_read_as_a_page_too() -> None:
    document = page(docx(paragraph("Words of a page.")), "application/octet-stream")

    assert isinstance(document, Document)
    assert document.media_type is MediaType.DOCX


def test_an_empty_document() -> None:
    assert outcome(docx("")) is Outcome.NO_TEXT


# --- files made to harm -------------------------------------------------------------------


def test_a_bomb_that_says_its_size_is_not_unpacked() -> None:
    bomb = zipped({"word/document.xml": b" " * (parts.MAX_SUM_BYTES + 1)})

    assert outcome(bomb) is Outcome.TOO_LARGE


def test_a_bomb_that_lies_about_its_size_is_stopped_while_unpacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MAX_READ_BYTES", 100_000)

    assert outcome(docx(paragraph("a" * 200_000))) is Outcome.TOO_LARGE


def test_a_file_of_too_many_parts() -> None:
    many = {f"word/{number}": b"" for number in range(parts.MAX_PARTS + 1)}

    assert outcome(zipped(many)) is Outcome.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("<w:p>" * 5_000, Outcome.PARSE_FAILED),  # nested deeper than lxml goes
        ("<a>", Outcome.PARSE_FAILED),
        ("", Outcome.PARSE_FAILED),
    ],
)
def test_broken_markup(content: str, wanted: Outcome) -> None:
    assert outcome(docx("", parts={"word/document.xml": content})) is wanted


def test_entities_are_refused() -> None:
    laughs = (
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )
    body = laughs + part("document", "<w:body>" + paragraph("Words &b;&f;.") + "</w:body>")

    assert outcome(docx("", parts={"word/document.xml": body})) is Outcome.PARSE_FAILED


@pytest.mark.parametrize("length", [30, 100, 400, 800])
def test_a_truncated_file(length: int) -> None:
    assert isinstance(read(docx(paragraph("Words."))[:length], MediaType.DOCX), Unread)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    body = bytearray(docx(paragraph("Words."), core="<dc:title>a</dc:title>"))
    for _ in range(data.draw(st.integers(1, 8))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))

    holds_together(read(bytes(body), MediaType.DOCX))


TAGS = st.sampled_from(
    ["p", "r", "t", "tbl", "tc", "hyperlink", "fldChar", "footnote", "del", "sdt", "txbxContent"]
)
MARKUP = st.recursive(
    st.just("words "),
    lambda inside: st.tuples(TAGS, st.lists(inside, max_size=3)).map(
        lambda made: f'<w:{made[0]} w:fldCharType="separate">{"".join(made[1])}</w:{made[0]}>'
    ),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MARKUP, max_size=4).map("".join))
def test_no_order_of_elements_raises(body: str) -> None:
    holds_together(read(docx(body), MediaType.DOCX))
