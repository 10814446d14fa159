"""Sources that are added beside a finding, and the limit of open jobs, over HTTP."""

import gzip
import threading

import pytest

from tests.verifier.api.asgi_browser import Browser
from verifier.api.app import create_app
from verifier.model import (
    Action,
    Article,
    Document,
    Finding,
    MediaType,
    Quotation,
    QuotationKind,
    Report,
    ReportState,
    Verdict,
)

WORDS = "The ferry is the longest street in this town"
QUOTATION = Quotation("q0badcafe", WORDS, 1, 1 + len(WORDS), QuotationKind.DIRECT)
ARTICLE = Article(Document(f"“{WORDS}”", MediaType.TEXT, "0" * 64), (QUOTATION,))
FINDING = Finding(QUOTATION, Verdict.UNSOURCED, Action.SOURCE, 0.0, "No source is named.")
REPORT = Report(ARTICLE, ReportState.CLEAR, (FINDING,))


@pytest.fixture
def job_id(http, store):
    job_id = http.post("/v1/jobs", json={"text": f"“{WORDS}”"}).json()["id"]
    work = store.claim(job_id, "worker 1", 600)
    store.keep_article(work.lease, ARTICLE, REPORT)
    assert store.finish(work.lease, REPORT)
    return job_id


def add(http, job_id, **given):
    return http.post(f"/v1/jobs/{job_id}/findings/q0badcafe/sources", **given)


def record(url, body):
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-02-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(page)}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n\r\n"


ARCHIVE = record("http://a.example/1", "<p>Nothing about boats at all.</p>") + record(
    "http://a.example/2", f"<article><p>“{WORDS},” said Ida Fennimore on Tuesday.</p></article>"
)


@pytest.mark.parametrize(
    ("name", "body"), [("kept.warc", ARCHIVE), ("kept.warc.gz", gzip.compress(ARCHIVE))]
)
def test_the_page_of_a_web_archive_that_has_the_words_is_found(http, store, job_id, name, body):
    answer = add(http, job_id, files={"source": (name, body)})

    assert answer.status_code == 200, answer.text
    finding = answer.json()
    assert finding["verdict"] == "verbatim"
    assert finding["evidence"]["relation"] == "provided"
    assert finding["evidence"]["url"].endswith("http://a.example/2")
    snapshot = finding["evidence"]["snapshot"].rpartition("/")[2]
    assert WORDS in http.get(f"/v1/snapshots/{snapshot}").text


@pytest.mark.parametrize("body", [b"no archive", record("http://a.example/1", "")])
def test_an_archive_without_a_page_is_unreadable(http, job_id, body):
    answer = add(http, job_id, files={"source": ("kept.warc", body)})

    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")


def test_of_sources_added_at_once_none_is_missing_in_the_report(http, job_id):
    texts = [f"Somebody wrote on page {number}: {WORDS}." for number in range(6)]
    answers = []
    threads = [
        threading.Thread(target=lambda text=text: answers.append(add(http, job_id, json=text)))
        for text in ({"text": words} for words in texts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [200] * 6
    (finding,) = http.get(f"/v1/jobs/{job_id}/report").json()["findings"]
    assert len(finding["looked_at"]) == 6


@pytest.fixture
def busy(settings, store):
    """A service whose caller has as many open jobs as it may have."""
    limited = settings.model_copy(update={"tokens": ("ann:a-secret",), "jobs_in_flight": 1})
    return create_app(limited, store=store)


def test_a_form_that_comes_too_soon_is_shown_again_with_its_words(busy, store):
    browser = Browser(busy)
    csrf = browser.get("/login").cookies["csrf"]
    browser.post("/login", data={"csrf": csrf, "token": "a-secret"})
    given = {"csrf": csrf, "how": "text", "text": f"“{WORDS},” she said."}
    first = browser.post("/", data=given)

    second = browser.post("/", data=given)

    assert first.status_code == 303
    assert second.status_code == 429
    assert "1 open jobs already" in second.text
    assert WORDS in second.text
    assert len(store.jobs("ann")) == 1
