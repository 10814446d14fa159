import pytest

from tests.verifier.read.reading_aloud import article, blocks, kinds
from verifier.model import BlockKind, Document, MediaType
from verifier.read import read

LONG = "The ferry did not sail on Monday, and nobody at the harbour could say why that was so."


def html(markup: str) -> Document:
    return article(markup, MediaType.HTML)


def test_inline_tags_never_split_a_word_and_block_tags_always_do() -> None:
    document = html("<div>un<b>split</b><i>table</i><p>next</p>last</div><ul><li>a<li>b</ul>")

    assert document.text == "unsplittable\n\nnext\n\nlast\n\na\n\nb"


def test_blocks_have_their_kinds() -> None:
    document = html(
        "<header><nav>Home</nav></header><article><h1>Title</h1><p class=byline>By Ada Prynn</p>"
        f"<p>{LONG}</p><figure><img alt=no><figcaption>The pier.</figcaption></figure>"
        f"<blockquote><p>Words.</p><footer>— Olu Bankole</footer></blockquote><p>{LONG}</p>"
        "<div class='share-tools'>Tweet this</div></article><footer>Terms</footer>"
    )

    assert kinds(document) == [
        *("furniture", "heading", "byline", "paragraph", "caption", "quote", "quote"),
        *("paragraph", "furniture", "furniture"),
    ]
    assert "no" not in document.text.split()


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<sup><a href="#fn1">1</a></sup>', '<ol><li id="fn1">Gazette.</li></ol>'),
        ('<a href="#fn1" role="doc-noteref">[1]</a>', '<p id="fn1">Gazette.</p>'),
        ('<sup id="r1"><a href="#fn1">a</a></sup>', '<p><a id="fn1" href="#r1">a</a> Gazette.</p>'),
        ('<sup><a href="#fn1">*</a></sup>', '<div id="fn1"><p>Gazette.</p></div>'),
    ],
)
def test_footnotes_are_notes_and_their_marks_point_to_them(mark: str, note: str) -> None:
    document = html(f"<p>He said “yes”.{mark}</p>{note}")

    assert [m.label for m in document.note_marks] == ["fn1"]
    (found,) = [block for block in document.blocks if block.kind is BlockKind.NOTE]
    assert found.label == "fn1"
    assert document.text[found.start : found.end].endswith("Gazette.")


def test_an_in_page_link_that_is_no_footnote_is_none() -> None:
    document = html(
        f'<p><a href="#part2">Go to part two</a> {LONG}</p><h2 id="part2">Part two</h2>'
    )

    assert not document.note_marks
    assert kinds(document) == ["paragraph", "heading"]


def test_links_are_absolute_where_the_address_is_known() -> None:
    document = read(
        b'<p>See <a href="/a">one</a>, <a href="https://b.example/">two</a> and '
        b'<a href="mailto:x@y.example">mail</a>, <a href="javascript:x()">none</a>.</p>',
        MediaType.HTML,
        url="https://ledger.example/x/y",
    )

    assert isinstance(document, Document)
    assert [(document.text[k.start : k.end], k.url) for k in document.links] == [
        ("one", "https://ledger.example/a"),
        ("two", "https://b.example/"),
    ]


@pytest.mark.parametrize(
    ("head", "published", "origin"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",'
            '"datePublished":"2024-03-05T08:00:00+01:00"}]}</script>',
            "2024-03-05T08:00:00+01:00",
            "json-ld",
        ),
        ('<meta property="article:published_time" content="2024-03-05">', "2024-03-05", "meta"),
        ('<time datetime="2024-03-05">Tuesday</time>', "2024-03-05", "time"),
        ("<p><i>March 5, 2024</i></p>", "2024-03-05", "text"),
        ("", None, None),
    ],
)
def test_the_date_and_where_it_was_found(
    head: str, published: str | None, origin: str | None
) -> None:
    document = html(f"<title>Ferry</title>{head}<h2>Ferry</h2><p>{LONG}</p>")

    assert (document.published, document.published_from) == (published, origin)


def test_a_quotation_element_gets_the_marks_that_browsers_show() -> None:
    assert html("<p>He said <q>never</q>.</p>").text == "He said “never”."


def test_class_names_that_call_the_whole_article_furniture_are_doubted() -> None:
    document = html(f"<div class='social-wrap'><p>{LONG}</p><p>{LONG}</p></div>")

    assert kinds(document) == ["paragraph", "paragraph"]


def test_a_source_line_break_in_chinese_is_no_space() -> None:
    assert html("<p>大桥将于\n  年底通车</p>").text == "大桥将于年底通车"


def test_scripts_and_styles_are_no_text() -> None:
    assert blocks(html(f"<p>{LONG}</p><script>var x</script><style>p{{}}</style>")) == [
        ("paragraph", LONG)
    ]
