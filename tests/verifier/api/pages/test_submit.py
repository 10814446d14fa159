"""The first page: the form, and the list of articles."""

import re
from typing import Any

import pytest

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.api.pages.jobs import (
    finished,
    parsed,
    send,
    words_of,
)
from verifier.store import Store, Submission


def test_a_pasted_article_becomes_a_job_and_the_browser_goes_to_it(
    browser: Browser, store: Store
) -> None:
    answer = send(browser, how="text", text="A word.\r\nAnother.", published="2026-03-01")

    job = store.jobs("")[0]
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job.id}")
    assert (str(job.published), job.private) == ("2026-03-01", False)
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert work.submission.body == b"A word.\nAnother."


def test_a_file_with_sources_becomes_a_private_job(browser: Browser, store: Store) -> None:
    files = [
        ("file", ("a.md", b"# Title\n\nWords.", "text/markdown")),
        ("source", ("notes/one.txt", b"what he said", "text/plain")),
    ]

    answer = send(browser, files, how="file", private="1", text="ignored", published="2026-02-01")

    job = store.jobs("")[0]
    assert answer.status_code == 303
    assert (job.kind, job.private, str(job.published)) == ("markdown", True, "2026-02-01")
    assert [(file.name, file.body) for file in store.sources(job.id)] == [
        ("one.txt", b"what he said")
    ]


def test_an_address_becomes_a_job(browser: Browser, store: Store) -> None:
    send(browser, how="url", url="https://paper.example/story")

    assert store.jobs("")[0].url == "https://paper.example/story"


@pytest.mark.parametrize(
    ("fields", "files", "status", "said"),
    [
        ({"how": "text", "text": "  "}, [], 422, "paste an article"),
        ({"how": "text", "text": "x" * 20_001}, [], 413, "larger than 20000 bytes"),
        ({"how": "text", "text": "x", "published": "May"}, [], 422, "published"),
        ({"how": "file"}, [("file", ("", b"", "text/plain"))], 422, "choose a file"),
        ({"how": "file"}, [("file", ("a.txt", b" ", "text/plain"))], 422, "the file is empty"),
        ({"how": "file"}, [("file", ("a.bin", b"\0\1\2\xff" * 9, ""))], 415, "neither text"),
        (
            {"how": "file", "published": "2026-02-31"},
            [("file", ("a.txt", b"x", "text/plain"))],
            422,
            "give a date",
        ),
        ({"how": "url", "url": "ftp://x.example/"}, [], 422, "only http and https"),
    ],
)
def test_what_cannot_be_taken_is_named_above_the_form(
    browser: Browser,
    store: Store,
    fields: dict[str, str],
    files: list[tuple[str, Any]],
    status: int,
    said: str,
) -> None:
    answer = send(browser, files, **fields)

    assert answer.status_code == status
    assert said in parsed(answer).xpath("//*[@role='alert']")[0].text_content()
    assert store.jobs("") == ()


def test_a_refused_form_keeps_its_words(browser: Browser) -> None:
    answer = send(browser, how="url", url="ftp://x.example/", text="kept <words>", private="1")

    made = parsed(answer)
    assert made.xpath("//textarea")[0].text.strip() == "kept <words>"
    assert made.xpath("//input[@name='private']/@checked")
    assert made.xpath("//input[@name='how' and @checked]/@value") == ["url"]


def test_a_form_from_elsewhere_is_refused(browser: Browser, store: Store) -> None:
    parts = [("how", (None, "text")), ("text", (None, "words")), ("csrf", (None, "x" * 32))]

    without_cookie = browser.post("/", files=parts)
    browser.get("/")
    with_another = browser.post("/", files=parts)

    assert (without_cookie.status_code, with_another.status_code) == (403, 403)
    assert store.jobs("") == ()


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.get("/").headers["set-cookie"]

    assert re.match(r"csrf=[\w-]{32}; HttpOnly; Path=/; SameSite=strict$", cookie)


def test_the_example_is_one_click_away(browser: Browser) -> None:
    link = parsed(browser.get("/")).xpath("//a[@class='example']/@href")[0]

    made = parsed(browser.get(link))
    assert "Saltmere keeps its ferry" in made.xpath("//textarea")[0].text
    assert made.xpath("//input[@name='published']/@value") == ["2026-02-03"]


def test_the_list_has_jobs_with_state_and_counts(browser: Browser, store: Store) -> None:
    finished(store)
    store.submit(Submission(body=None, url="https://paper.example/story"))

    rows = [" ".join(li.text_content().split()) for li in parsed(browser.get("/")).xpath("//li")]

    assert rows[0].startswith("https://paper.example/story Waiting")
    assert rows[1].startswith("Harbour town votes Done")
    assert " not found · " in rows[1]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ["story", "Harbour"]),
        ("?q=harbour", ["Harbour"]),
        ("?q=VOTES++town", ["Harbour"]),
        ("?q=paper.example", ["story"]),
        ("?q=ferry", []),
        ("?state=done", ["Harbour"]),
        ("?state=queued&q=harbour", []),
        ("?state=nonsense", ["story", "Harbour"]),
    ],
)
def test_the_list_is_narrowed_by_words_and_state(
    browser: Browser, store: Store, query: str, left: list[str]
) -> None:
    finished(store)
    store.submit(Submission(body=None, url="https://paper.example/story"))

    made = parsed(browser.get(f"/{query}"))

    rows = [li.text_content() for li in made.xpath("//section[@class='jobs']//li")]
    assert [next(word for word in ("story", "Harbour") if word in row) for row in rows] == left
    assert bool(made.xpath("//a[text()='Show all']")) == (query not in ("", "?state=nonsense"))


def test_the_search_keeps_its_words(browser: Browser, store: Store) -> None:
    made = parsed(browser.get("/?q=%3Cb%3Eferry&state=failed"))

    assert made.xpath("//input[@name='q']/@value") == ["<b>ferry"]
    assert made.xpath("//option[@selected]/@value") == ["failed"]
    assert "No article of yours is like that." in words_of(browser.get("/?q=x"))
