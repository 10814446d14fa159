from collections.abc import Iterator

import httpx
import pytest
from lxml import etree, html

from verifier.demo.server import DemoServer
from verifier.demo.world import article_path, pages


@pytest.fixture(scope="module")
def web() -> Iterator[httpx.Client]:
    with DemoServer() as server, httpx.Client(proxy=server.url) as client:
        yield client


def test_every_page_is_whole_html_with_its_own_words(web: httpx.Client) -> None:
    for page in pages():
        response = web.get(page.url)

        assert response.status_code == page.status
        tree = html.document_fromstring(response.content.decode())
        assert page.title in tree.text_content()
        assert tree.findtext(".//title").startswith(page.title)


def test_the_example_has_a_web_worth_searching() -> None:
    assert len(pages()) >= 12
    assert len({page.host for page in pages()}) >= 6
    assert all(page.host.endswith(".example") for page in pages())


def test_a_host_names_its_sitemap_and_the_sitemap_its_pages(web: httpx.Client) -> None:
    robots = web.get("http://sbcnews.example/robots.txt").text
    address = next(line.split()[1] for line in robots.splitlines() if line.startswith("Sitemap:"))

    tree = etree.fromstring(web.get(address).content)

    places = [node.text for node in tree.iter("{*}loc")]
    assert "http://sbcnews.example/2026/01/27/mayor-defends-saltmere-ferry" in places
    assert all(place.startswith("http://sbcnews.example/") for place in places)


def test_a_feed_dates_its_items(web: httpx.Client) -> None:
    tree = etree.fromstring(web.get("http://northernwire.example/feed.xml").content)

    assert "Mon, 26 Jan 2026 11:02:00 +0000" in [node.text for node in tree.iter("pubDate")]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://nowhere.example/", 502),
        ("http://sbcnews.example/no-such-page", 404),
        ("http://search.example/search", 400),
        ("http://search.example/search?q=ferry", 403),
    ],
)
def test_what_is_not_there_is_said_to_be_so(web: httpx.Client, url: str, status: int) -> None:
    assert web.get(url).status_code == status


def test_a_tunnel_is_refused(web: httpx.Client) -> None:
    with pytest.raises(httpx.ProxyError, match="403"):
        web.get("https://sbcnews.example/")


def test_the_search_engine_answers_in_the_form_of_searxng(web: httpx.Client) -> None:
    answer = web.get(
        "http://search.example/search",
        params={"q": 'site:sbcnews.example "the longest street"', "format": "json"},
    ).json()

    (result,) = answer["results"]
    assert result["url"] == "http://sbcnews.example/2026/01/27/mayor-defends-saltmere-ferry"
    assert result["publishedDate"] == "2026-01-27T08:15:00+00:00"
    assert "longest street" in result["content"]
    assert answer["unresponsive_engines"] == []


def test_requests_are_listed() -> None:
    with DemoServer() as server, httpx.Client(proxy=server.url) as client:
        client.head("http://coasttoday.example/feed.xml")

        assert server.requests == ["http://coasttoday.example/feed.xml"]


def test_the_reprint_holds_the_article_word_for_word(web: httpx.Client) -> None:
    reprint = next(page for page in pages() if page.host == "quickreads.example")

    last_paragraph = article_path().read_text().rstrip().rpartition("\n\n")[2]

    assert last_paragraph in html.document_fromstring(web.get(reprint.url).text).text_content()
