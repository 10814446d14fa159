from tests.verifier.read.reading_aloud import article, blocks, kinds
from verifier.model import BlockKind, MediaType


def test_markup_goes_and_links_stay() -> None:
    document = article(
        "Rentería [told the *Mesa Sentinel*](https://mesa.example/dry) that it was “dry.”",
        MediaType.MARKDOWN,
    )

    assert document.text == "Rentería told the Mesa Sentinel that it was “dry.”"
    (link,) = document.links
    assert document.text[link.start : link.end] == "told the Mesa Sentinel"
    assert link.url == "https://mesa.example/dry"


def test_blocks_have_their_kinds() -> None:
    document = article(
        "# Title\n\n*By Ada Prynn, 5 March 2024*\n\nWords.\n\n- item\n\n> Quoted.\n\n"
        "```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n",
        MediaType.MARKDOWN,
    )

    assert kinds(document) == [
        *("heading", "byline", "paragraph", "list_item", "quote", "code"),
        *("table", "table", "table", "table"),
    ]
    assert document.title == "Title"
    assert document.published == "2024-03-05"


def test_footnotes_are_notes_with_the_label_of_their_mark() -> None:
    document = article(
        "It “goes on”[^ms] and on[^2].\n\n[^ms]: The Gazette, 8 March 2011\n[^2]: Radio Norte\n",
        MediaType.MARKDOWN,
    )

    marks = [(document.text[m.start : m.end], m.label) for m in document.note_marks]
    notes = {
        block.label: document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.NOTE
    }
    assert marks == [("[ms]", "ms"), ("[2]", "2")]
    assert notes == {"ms": "The Gazette, 8 March 2011", "2": "Radio Norte"}


def test_numbered_sources_without_footnote_syntax_are_notes_too() -> None:
    document = article(
        'The bloom was "the largest ever" [3].\n\nSources:\n[3] Monitor – https://m.example/33\n',
        MediaType.MARKDOWN,
    )

    assert ("note", "[3] Monitor – https://m.example/33") in blocks(document)
    assert [mark.label for mark in document.note_marks] == ["3"]
    assert [link.url for link in document.links] == ["https://m.example/33"]


def test_a_front_matter_says_title_and_date() -> None:
    document = article(
        '---\ntitle: "A title"\ndate: 2024-03-05\nauthor: Ada Prynn\n---\n\nWords.\n',
        MediaType.MARKDOWN,
    )

    assert (document.title, document.published, document.byline) == (
        *("A title", "2024-03-05", "Ada Prynn"),
    )
    assert document.text == "Words."


def test_markup_inside_markdown_leaves_its_words() -> None:
    document = article(
        "One <b>bold</b> word.<br>Next.\n\n<div>Set <i>apart</i></div>\n", MediaType.MARKDOWN
    )

    assert document.text == "One bold word.\nNext.\n\nSet apart"
