import json
from dataclasses import replace

import pytest

from tests.verifier.read.reading_aloud import blocks, page, snapshot, whole
from verifier.model import Document, MediaType, Outcome, Unread
from verifier.read import read_page, skim_page

LONG = "The ferry did not sail on Monday, and nobody at the harbour could say why that was so. "
ARTICLE = (
    f"<article><h1>Ferry stays in port</h1><p>{LONG}</p><p>“We wait,” he said. {LONG}</p></article>"
)
RELATED = (
    "<aside><h3>Related</h3><ul><li><a href=/x>Pier to be rebuilt, council says</a></ul></aside>"
)


def body(document: Document) -> str:
    return " ".join(document.text[span.start : span.end] for span in document.body)


def test_all_visible_text_is_there_and_the_body_is_part_of_it() -> None:
    document = whole(f"<nav><a href=/>Home</a></nav>{ARTICLE}{RELATED}<footer>Terms</footer>")

    assert "Home" in document.text
    assert "Pier to be rebuilt" in document.text
    assert "“We wait,” he said." in body(document)
    assert "Pier to be rebuilt" not in body(document)


def skimmed(markup: str) -> Document:
    document = skim_page(snapshot(markup))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    "markup",
    [
        f"<nav><a href=/>Home</a></nav>{ARTICLE}{RELATED}<footer>Terms</footer>",
        f"<h1>Ferry stays in port</h1><p>{LONG}</p><h3>Subscribe to continue reading</h3>",
        f"<head><meta name=date content=2024-03-05></head><p>{LONG * 3}</p>",
    ],
)
def test_a_skimmed_page_is_the_same_page_but_for_its_body(markup: str) -> None:
    assert replace(skimmed(markup), body=()) == replace(whole(markup), body=())


def test_a_page_that_cannot_be_read_cannot_be_skimmed_either() -> None:
    notice = snapshot("<h1>Page not found</h1>")

    assert skim_page(notice) == read_page(notice)


@pytest.mark.parametrize(
    ("markup", "inside", "outside"),
    [
        pytest.param(
            f"<nav><a href=/>Home</a></nav>{ARTICLE}{RELATED}<footer>Terms</footer>",
            ["“We wait,” he said."],
            ["Home", "Pier to be rebuilt", "Terms"],
            id="the prose, without what stands around it",
        ),
        pytest.param(
            f"<p class=s>PORT TOWN</p><p class=s>{LONG}</p><h2>Waiting</h2><p class=s>{LONG}</p>"
            f"<p class=s>The Editors</p><p class=box>{LONG}</p>",
            ["PORT TOWN", "Waiting", "The Editors"],
            [],
            id="a dateline, a sign-off and headings between, of the same sort of element",
        ),
        pytest.param(
            f"<div class=story><p>{LONG * 3}</p></div><div class=more>Pier 1</div>"
            f"<div class=reply>{LONG}</div>",
            ["The ferry did not sail"],
            ["Pier 1"],
            id="of two sorts of element, the one with more prose",
        ),
    ],
)
def test_the_body_of_a_skimmed_page_is_where_its_prose_is(
    markup: str, inside: list[str], outside: list[str]
) -> None:
    found = body(skimmed(markup))

    assert all(words in found for words in inside)
    assert not any(words in found for words in outside)


def test_the_body_of_a_skimmed_page_without_prose_is_all_of_it() -> None:
    document = skimmed("<ul><li>Pier 1<li>Pier 2<li>Pier 3</ul>")

    assert body(document) == document.text


def test_a_word_is_never_split_at_an_inline_tag() -> None:
    document = whole(ARTICLE.replace("We wait", "We w<em>ai</em>t fo<a href=/x>r</a> it"))

    assert "“We wait for it,” he said." in document.text


def test_what_only_the_head_says_is_text_too() -> None:
    document = whole(
        "<head><title>Ferry stays in port</title>"
        f"<meta name=description content='Engineers wait for a part.'></head><p>{LONG * 3}</p>"
    )

    assert ("caption", "Engineers wait for a part.") in blocks(document)
    assert ("heading", "Ferry stays in port") in blocks(document)


def test_what_a_page_says_about_itself() -> None:
    document = whole(
        "<html lang=en-GB><head><title>Ferry stays in port | The Ledger</title>"
        "<meta property='og:site_name' content='The Ledger'>"
        "<link rel=canonical href='/ferry'><link rel=amphtml href='/amp/ferry'>"
        "<link rel=alternate media=print href='/print/ferry'>"
        "<script type='application/ld+json'>"
        + json.dumps({"@type": "NewsArticle", "author": [{"name": "Ada Prynn"}]})
        + f"</script></head><body>{ARTICLE}</body></html>"
    )

    assert document.title == "Ferry stays in port"
    assert document.site_name == "The Ledger"
    assert document.byline == "Ada Prynn"
    assert document.language == "en"
    assert document.canonical == "https://ledger.example/ferry"
    assert document.alternates == (
        "https://ledger.example/amp/ferry",
        "https://ledger.example/print/ferry",
    )


def test_the_language_is_that_of_the_words_and_not_of_the_template() -> None:
    german = (
        "Die Fähre ist am Montag nicht ausgelaufen, und niemand konnte sagen, warum das so ist. "
    )

    assert whole(f"<html lang=en><p>{german * 4}</p>").language == "de"


@pytest.mark.parametrize(
    ("head", "line", "published", "origin"),
    [
        ('<meta name="date" content="2024-03-05">', "", "2024-03-05", "meta"),
        ("", "", "2024-03-05", "url"),
        # 02:00 in UTC was the evening before where it was printed.
        (
            '<meta property="article:published_time" content="2024-03-05T02:00:00Z">',
            "<p>March 4, 2024</p>",
            *("2024-03-04", "text"),
        ),
        # A far later day is that of an update.
        (
            '<meta property="article:published_time" content="2024-03-05T02:00:00Z">',
            "<p>July 4, 2024</p>",
            *("2024-03-05T02:00:00+00:00", "meta"),
        ),
        (
            '<meta property="article:published_time" content="2024-03-05T02:00:00Z">',
            "<p>Updated March 7, 2024</p>",
            *("2024-03-05T02:00:00+00:00", "meta"),
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2024-03-06", broken',
            "",
            "2024-03-06",
            "json-ld",
        ),
    ],
)
def test_the_day_of_publication(head: str, line: str, published: str, origin: str) -> None:
    document = whole(f"{head}</script>{ARTICLE.replace('</h1>', f'</h1>{line}')}")

    assert (document.published, document.published_from) == (published, origin)


def test_a_printed_date_is_taken_where_nothing_else_says_one() -> None:
    document = whole(
        ARTICLE.replace("</h1>", "</h1><p>4 March 2024</p>"), url="https://a.example/x"
    )

    assert (document.published, document.published_from) == ("2024-03-04", "text")


def test_an_article_that_only_json_ld_carries_is_text() -> None:
    hidden = {"@type": "NewsArticle", "articleBody": f"{LONG * 5} “Nobody told us,” she said."}
    document = whole(
        f"<script type='application/ld+json'>{json.dumps(hidden)}</script><p>{LONG}</p>"
    )

    assert "“Nobody told us,” she said." in document.text


def test_other_kinds_of_page() -> None:
    text = page("Plain words of a release.\n\nMore.", "text/plain; charset=utf-8")
    pdf = page(b"%PDF-1.7 ...", "application/pdf")
    image = page(b"\x89PNG\r\n\x1a\n", "image/png")

    assert isinstance(text, Document)
    assert text.media_type is MediaType.TEXT
    assert isinstance(pdf, Unread)
    assert pdf.outcome is Outcome.PARSE_FAILED
    assert isinstance(image, Unread)
    assert image.outcome is Outcome.WRONG_TYPE


def test_an_unread_page_says_which_it_was() -> None:
    unread = read_page(snapshot("", url="https://a.example/empty"))

    assert isinstance(unread, Unread)
    assert (unread.url, unread.final_url, unread.status) == (
        *("https://a.example/empty", "https://a.example/empty", 200),
    )
    assert unread.outcome is Outcome.NO_TEXT


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("", "The Ledger"),
        ("<meta name=application-name content=Ledger>", "Ledger"),
        ("<meta property=og:site_name content='Ledger Online'>", "Ledger Online"),
    ],
)
def test_the_name_of_the_site(head: str, site: str) -> None:
    assert (
        whole(f"<title>Ferry stays in port | The Ledger</title>{head}{ARTICLE}").site_name == site
    )


def test_the_toolbar_of_an_archive_is_no_part_of_the_page() -> None:
    bar = "<div id=wm-ipp-base><p>24 captures</p><p>3 March 2022 - 5 May 2023</p></div>"
    kept = "https://archive.example/web/20220303/https://ledger.example/ferry"

    document = whole(bar + ARTICLE, url=kept)

    assert document.published is None
    assert ("furniture", "24 captures") in blocks(document)
