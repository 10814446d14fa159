import pytest

from verifier.demo.search_engine import SearchEngine, read_query
from verifier.demo.world import Page, pages

FERRY = Page("one.example", "/ferry", "The ferry sails", "<p>The old ferry sails at noon.</p>")
TIDES = Page("two.example", "/tides", "Tides", "<p>High tide at noon. The ferry waits.</p>")
CLOSED = Page(
    "three.example", "/s", "Secret", "<p>A door.</p>", listed="Ferry secrets, for members"
)


def urls(query: str) -> list[str]:
    results = SearchEngine([FERRY, TIDES, CLOSED]).answer(query)["results"]
    assert isinstance(results, list)
    return [result["url"] for result in results]


@pytest.mark.parametrize(
    ("query", "expected", "why"),
    [
        (
            "ferry sails",
            [FERRY.url, CLOSED.url, TIDES.url],
            "more of the words, shorter text first",
        ),
        ("site:two.example ferry", [TIDES.url], "only the site asked for"),
        ('"at noon"', [TIDES.url, FERRY.url], "both hold the phrase"),
        ('"sails ferry"', [], "words in another order are not the phrase"),
        ("“old ferry”", [FERRY.url], "curly marks make a phrase too"),
        ("door", [], "what a closed page hides is not in the index"),
        ("zebra", [], "nobody has the word"),
        ("", [], "nothing was asked"),
    ],
)
def test_the_engine_answers_words_phrases_and_sites(
    query: str, expected: list[str], why: str
) -> None:
    assert urls(query) == expected, why


def test_a_query_is_cut_into_words_phrases_and_sites() -> None:
    query = read_query('site:a.example Mayor’s "Longest Street" OR tide')

    assert query.words == ("mayor's", "tide")
    assert query.phrases == (("longest", "street"),)
    assert query.sites == ("a.example",)


def test_listing_pages_are_not_in_the_index() -> None:
    listed = {page.url for page in pages() if page.listing}
    answer = SearchEngine(pages()).answer("ferry latest from SBC News")["results"]

    assert listed
    assert isinstance(answer, list)
    assert not listed & {result["url"] for result in answer}
