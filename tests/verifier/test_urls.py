"""When two addresses mean one page."""

import pytest

from verifier import urls

PAGE = "https://www.meridianpost.example/town/ferry"


@pytest.mark.parametrize(
    "other",
    [
        "http://meridianpost.example/town/ferry",
        "https://www.meridianpost.example/town/ferry/",
        "https://WWW.MeridianPost.example/town/ferry#top",
        "https://www.meridianpost.example/town/ferry?utm_source=letter",
        "https://www.meridianpost.example/town/%66erry",
        "https://web.archive.org/web/20240115093000id_/https://www.meridianpost.example/town/ferry",
        "https://web.archive.org/web/20240115/https:/www.meridianpost.example/town/ferry",
    ],
)
def test_spellings_of_one_address_have_one_key(other: str) -> None:
    assert urls.same_page(PAGE, other)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.meridianpost.example/town",
        "https://www.meridianpost.example/town/ferry?id=2",
        "https://notmeridianpost.example/town/ferry",
        "",
        None,
    ],
)
def test_other_pages_have_other_keys(other: str | None) -> None:
    assert not urls.same_page(PAGE, other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.test", True),
        ("https://www.a.test/", True),
        ("https://a.test/index.html", True),
        ("https://a.test/?id=7", False),
        ("https://a.test/story", False),
    ],
)
def test_a_front_page_is_told_from_a_work(url: str, expected: bool) -> None:
    assert urls.is_home(url) is expected


@pytest.mark.parametrize(
    ("host", "domain", "expected"),
    [
        ("en.a.test", "a.test", True),
        ("www.a.test", "a.test", True),
        ("a.test", "www.a.test", True),
        ("nota.test", "a.test", False),
        ("a.test", "en.a.test", False),
        ("a.test", "", False),
    ],
)
def test_a_host_belongs_to_a_domain(host: str, domain: str, expected: bool) -> None:
    assert urls.under(host, domain) is expected


@pytest.mark.parametrize("url", ["http://[broken", "file:notes.txt", "", "::"])
def test_no_address_is_too_odd_for_a_key(url: str) -> None:
    assert isinstance(urls.page_key(url), str)
    assert isinstance(urls.host(url), str)


def test_files_are_different_pages() -> None:
    assert not urls.same_page("file:a.txt", "file:b.txt")


def test_a_site_is_the_host_as_it_is_dialled() -> None:
    assert urls.site("https://web.archive.org/web/2024id_/https://WWW.a.example/b") == (
        "www.a.example"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example/", True),
        ("https://post.example/world", True),
        ("https://post.example/news/politics/", True),
        ("https://post.example/news/world/asia", False),  # deeper: may be a story's own word
        ("https://post.example/tag/ferry-boats", True),
        ("https://post.example/search?q=ferry", True),
        ("https://post.example/?p=5031", False),
        ("https://post.example/ferry-is-kept", False),
        ("https://post.example/articles/c4xj9", False),
    ],
)
def test_an_address_of_a_list(url: str, expected: bool) -> None:
    assert urls.is_list(urls.page_key(url)) is expected


def test_the_last_part_of_an_address_has_the_words_of_its_title() -> None:
    assert urls.last_part("https://post.example/a/caf%C3%A9-is-shut/") == "café-is-shut"
    assert urls.last_part("https://post.example/") == ""
