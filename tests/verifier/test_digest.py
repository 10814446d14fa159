"""What one answer says: other forms of a page, and words that stand in a record."""

import pytest

from tests.verifier.nouns import REGISTRY, article, citation, quotation, snapshot
from verifier.digest import digest
from verifier.model import Fetch, PageReading

WORDS = "we have counted every ship twice because trust costs that much"
URL = "https://meridianpost.example/a"
AMP = "https://amp.meridianpost.example/a"
PRINT = "https://meridianpost.example/a/print"
CLOSED = (
    '<script type="application/ld+json">'
    '{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
)
HEAD = (
    f'<link rel="canonical" href="{URL}"><link rel="amphtml" href="{AMP}">'
    f'<link rel="alternate" media="print" href="{PRINT}">'
)
BODY = f"<h1>Ferry</h1><p>Ida Fennimore was asked about the ferry.</p><p>{WORDS.capitalize()}.</p>"


def reading(title: str, head: str = "", body: str = BODY) -> PageReading:
    html = f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    ours = article(quotation(WORDS, citation()))
    read = digest(ours, Fetch(URL), snapshot(html, URL), REGISTRY)
    assert isinstance(read, PageReading)
    return read


def test_an_incomplete_page_names_its_other_forms_but_not_itself() -> None:
    assert reading("Ferry", HEAD + CLOSED, "<p>The ferry.</p>").alternates == (AMP, PRINT)


def test_a_complete_page_needs_no_other_form() -> None:
    assert reading("Ferry", HEAD).alternates == ()


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        pytest.param("Ferry to stay", False, id="a page must set words in quotation marks"),
        pytest.param("Ferry hearing: transcript", None, id="a record need not"),
    ],
)
def test_whether_words_are_quoted_there(title: str, quoted: bool | None) -> None:
    (match,) = reading(title).matches

    assert match.quoted is quoted
