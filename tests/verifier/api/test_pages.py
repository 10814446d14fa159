"""The web pages over a real store; how a browser takes them is in tests/browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.report.examples import ALTERED, PAGE, READ_AT, REPORT, TEXT
from verifier.api.app import create_app
from verifier.model import Fetch, PageReading, Snapshot
from verifier.settings import Settings
from verifier.store import Job, JobError, Store, Submission

ARTICLE = Submission(body=TEXT.encode(), title="Harbour town votes")
URL = "https://harbour.example/ferry"
BODY = PAGE.encode()
DIGEST = sha256(BODY).hexdigest()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, redis_url="redis://127.0.0.1:1/0", max_article_bytes=20_000)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings.store_url) as opened:
        yield opened


@pytest.fixture
def browser(settings: Settings, store: Store) -> Browser:
    return client_of(settings, store)


def client_of(settings: Settings, store: Store) -> Browser:
    # No lifespan: nothing is sent to workers, and jobs move only where a test moves them.
    app = create_app(settings, store=store)
    return Browser(app)


def finished(store: Store, owner: str = "") -> Job:
    job = store.submit(ARTICLE, owner=owner)
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.finish(work.lease, REPORT)
    return job


def running(store: Store) -> Job:
    """A job whose article is read, and one page of it asked for and answered."""
    job = store.submit(ARTICLE)
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.keep_article(work.lease, REPORT.article, REPORT)
    assert store.ask(work, [Fetch(URL), Fetch(URL + "/2")], REPORT)
    batch = store.claim_batch(1, "test")
    assert batch is not None
    row, request = next(iter(batch.requests.items()))
    snapshot = Snapshot(URL, URL, READ_AT, 200, (("server", "<b>x</b>"),), DIGEST, BODY)
    reading = PageReading(
        request,  # type: ignore[arg-type]
        *(URL, DIGEST, READ_AT, "Ferry", "Harbour Gazette", None, None, "en", 60, True),
    )
    assert store.answer(batch, row, reading, snapshot)
    store.keep_snapshot_text(DIGEST, PAGE)
    return job


def parsed(answer: Any) -> Any:
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return html.fromstring(answer.text)


def words_of(answer: Any) -> str:
    made = parsed(answer)
    for unseen in made.xpath("//style | //script"):
        unseen.drop_tree()
    return " ".join(made.text_content().split())


def send(browser: Browser, files: list[tuple[str, Any]] | None = None, **fields: str) -> Any:
    """The form of the first page, filled in and sent as a browser does."""
    csrf = parsed(browser.get("/")).xpath("//input[@name='csrf']/@value")[0]
    parts = [(name, (None, value)) for name, value in {"csrf": csrf, **fields}.items()]
    return browser.post("/", files=parts + (files or []))


# --- submit and list ----------------------------------------------------------------------


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


# --- progress -----------------------------------------------------------------------------


def test_a_job_that_waits_has_a_page_with_a_link_to_refresh_it(
    browser: Browser, store: Store
) -> None:
    job = store.submit(ARTICLE)

    made = parsed(browser.get(f"/jobs/{job.id}"))

    assert made.get_element_by_id("stage").text == "Waiting for a worker"
    assert made.get_element_by_id("refresh").get("href") == f"/jobs/{job.id}"
    assert not made.xpath("//meta[@http-equiv='refresh']")


def test_rows_of_a_running_job_say_only_what_is_found_so_far(
    browser: Browser, store: Store
) -> None:
    job = running(store)

    page = words_of(browser.get(f"/jobs/{job.id}"))
    known = browser.get(f"/jobs/{job.id}/progress").json()

    assert "Looking at sources: 1 of 2 requests answered" in page
    assert (known["ended"], known["done"], known["total"]) == (False, 1, 2)
    said = {row["id"]: row["words"] for row in known["rows"]}
    assert said[ALTERED.quotation.id] == "Found with words changed"
    assert said["q00000003"] == "Looking …"  # not_found may still be found elsewhere
    assert [row["number"] for row in known["rows"]] == list(range(1, 10))
    for row in known["rows"]:
        assert row["words"] in page


def test_a_running_job_can_be_stopped_by_our_own_form_only(browser: Browser, store: Store) -> None:
    job = running(store)
    csrf = parsed(browser.get(f"/jobs/{job.id}")).xpath("//input[@name='csrf']/@value")[0]

    refused = browser.post(f"/jobs/{job.id}/cancel", data={"csrf": "x" * 32})
    assert refused.status_code == 403
    assert not store.job(job.id).ended  # type: ignore[union-attr]

    taken = browser.post(f"/jobs/{job.id}/cancel", data={"csrf": csrf})
    assert taken.status_code == 303
    assert store.job(job.id).state == "cancelled"  # type: ignore[union-attr]


# --- report and kept copies ---------------------------------------------------------------


def test_a_job_that_has_ended_shows_its_report(browser: Browser, store: Store) -> None:
    job = finished(store)

    made = parsed(browser.get(f"/jobs/{job.id}"))

    assert len(made.xpath("//article[contains(@class, 'card')]")) == 9
    copies = made.xpath("//dl[@class='facts']//a[contains(@href, '/sources/')]/@href")
    assert f"/jobs/{job.id}/sources/{'ab' * 32}?q={ALTERED.quotation.id}#passage" in copies


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("html", "text/html", "<!DOCTYPE html>"),
        ("json", "application/json", '{\n  "schema": "verifier/report/1"'),
        ("md", "text/markdown", "# Harbour town votes on its ferry\n"),
        ("csv", "text/csv", "id,action,verdict,"),
        ("sarif", "application/sarif+json", '{\n "$schema": '),
        ("annotations", "application/ld+json", '{\n "@context": '),
        ("text", "text/plain", "Harbour town votes on its ferry\n"),
    ],
)
def test_a_report_can_be_kept_as_a_file(
    browser: Browser, store: Store, form: str, kind: str, begins: str
) -> None:
    job = finished(store)

    answer = browser.get(f"/jobs/{job.id}/export/{form}")

    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.text.startswith(begins)


def test_a_failed_job_says_why(browser: Browser, store: Store) -> None:
    job = store.submit(ARTICLE)
    work = store.claim(job.id, "test", 600)
    assert work is not None
    store.fail(work.lease, JobError("bad_input", "No article", "the page is <empty>"))

    answer = browser.get(f"/jobs/{job.id}")

    assert "No article the page is <empty>" in words_of(answer)


def test_a_kept_copy_is_text_with_the_passage_marked(browser: Browser, store: Store) -> None:
    job = running(store)
    evidence = ALTERED.evidence
    assert evidence is not None
    finding = replace(ALTERED, evidence=replace(evidence, sha256=DIGEST))
    store.settle(job.id, replace(REPORT, findings=(finding,)))

    answer = browser.get(f"/jobs/{job.id}/sources/{DIGEST}?q={ALTERED.quotation.id}")

    made = parsed(answer)
    assert made.xpath("//div[@class='copy-text']")[0].text_content() == PAGE
    assert made.get_element_by_id("passage").text == "We "
    assert made.xpath("//mark//b/text()") == ["can"]
    assert "<b>x</b>" in words_of(answer)
    assert DIGEST in words_of(answer)


def test_a_passage_that_is_not_in_the_text_is_not_marked(browser: Browser, store: Store) -> None:
    job = running(store)
    store.keep_snapshot_text(DIGEST, "another text")
    evidence = ALTERED.evidence
    assert evidence is not None
    moved = replace(evidence, sha256=DIGEST, passages=(replace(evidence.passage, start=5),))
    store.settle(job.id, replace(REPORT, findings=(replace(ALTERED, evidence=moved),)))

    answer = browser.get(f"/jobs/{job.id}/sources/{DIGEST}?q={ALTERED.quotation.id}")

    assert not parsed(answer).xpath("//mark")
    assert "The passage could not be placed in this text." in words_of(answer)


# --- who may see what ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/00000000-0000-4000-8000-000000000000",
        "/jobs/00000000-0000-4000-8000-000000000000/progress",
        "/jobs/{job}/sources/" + "00" * 32,
        "/jobs/{job}/export/exe",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(
    browser: Browser, store: Store, path: str
) -> None:
    answer = browser.get(path.format(job=finished(store).id))

    assert answer.status_code == 404
    assert "Nothing here" in words_of(answer)


def test_with_tokens_a_browser_signs_in_and_sees_its_own_jobs_only(
    settings: Settings, store: Store
) -> None:
    tokens = settings.model_copy(update={"tokens": ("ann:s3cret-a", "bob:s3cret-b")})
    browser = client_of(tokens, store)
    mine, others = finished(store, "ann"), finished(store, "bob")

    assert browser.get("/").headers["location"] == "/login"
    csrf = parsed(browser.get("/login")).xpath("//input[@name='csrf']/@value")[0]
    assert browser.post("/login", data={"csrf": csrf, "token": "guess"}).status_code == 403
    entered = browser.post("/login", data={"csrf": csrf, "token": "s3cret-a"})

    assert "HttpOnly" in entered.headers["set-cookie"]
    assert browser.get(f"/jobs/{mine.id}").status_code == 200
    assert browser.get(f"/jobs/{others.id}").status_code == 404
    assert others.id not in browser.get("/").text


@pytest.mark.parametrize("path", ["/", "/login", "/jobs/x", "/jobs/{job}"])
def test_every_page_lets_only_its_own_style_and_script_run(
    browser: Browser, store: Store, path: str
) -> None:
    answer = browser.get(path.format(job=finished(store).id))

    policy = answer.headers["content-security-policy"]
    made = parsed(answer)
    nonces = set(made.xpath("//style/@nonce | //script/@nonce"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert all(f"'nonce-{nonce}'" in policy for nonce in nonces)
    assert len(nonces) == 1
    assert not made.xpath("//@style | //@onclick | //script[@src] | //img")
    assert made.xpath("//link/@href") == ["/favicon.svg"]
    assert answer.headers["x-content-type-options"] == "nosniff"
