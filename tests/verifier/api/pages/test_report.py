"""The page of a report, its exports, and kept copies."""

import gzip
from dataclasses import replace
from typing import cast

import pytest

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.api.pages.jobs import (
    ARTICLE,
    DIGEST,
    client_of,
    finished,
    parsed,
    running,
    words_of,
)
from tests.verifier.report.examples import ALTERED, PAGE, REPORT
from verifier.api.page_reports import KEPT, Bench, Ready
from verifier.settings import Settings
from verifier.store import JobError, Store


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


def test_the_pages_of_a_check_can_be_saved_as_a_web_archive(browser: Browser, store: Store) -> None:
    job = running(store)
    store.cancel(job.id)
    store.settle(job.id, REPORT)

    here = f"/jobs/{job.id}/evidence.warc.gz"
    copy = parsed(browser.get(f"/jobs/{job.id}/sources/{DIGEST}"))
    report = parsed(browser.get(f"/jobs/{job.id}"))
    saved = browser.get(here)

    assert here in copy.xpath("//main//a/@href")
    assert here in report.xpath("//details[@class='export']//a/@href")
    assert gzip.decompress(saved.content).startswith(b"WARC/1.1")
    assert saved.headers["content-disposition"].startswith("attachment")


def test_who_signed_in_saves_what_was_read_by_the_cookie(settings: Settings, store: Store) -> None:
    browser = client_of(settings.model_copy(update={"tokens": ("ann:s3cret-a",)}), store)
    job = running(store, "ann")
    store.cancel(job.id)
    store.settle(job.id, REPORT)
    paths = (f"/jobs/{job.id}/sources/{DIGEST}?raw=1", f"/jobs/{job.id}/evidence.warc.gz")

    assert [browser.get(path).headers["location"] for path in paths] == ["/login"] * 2
    csrf = parsed(browser.get("/login")).xpath("//input[@name='csrf']/@value")[0]
    browser.post("/login", data={"csrf": csrf, "token": "s3cret-a"})
    raw, archive = (browser.get(path) for path in paths)

    assert raw.content == PAGE.encode()
    assert raw.headers["content-type"] == "application/octet-stream"
    assert archive.status_code == 200


def test_a_report_that_has_changed_is_shown_anew(browser: Browser, store: Store) -> None:
    job = running(store)
    seen = []
    for report in (replace(REPORT, findings=(ALTERED,)), REPORT):
        store.keep_findings(job.id, report)
        seen.append(len(browser.get(f"/jobs/{job.id}/progress").json()["rows"]))
        seen.append(len(browser.get(f"/jobs/{job.id}/progress").json()["rows"]))

    assert seen == [1, 1, 8, 8]


def test_only_the_reports_asked_for_last_are_kept() -> None:
    bench, made = Bench(), [cast(Ready, object()) for _ in range(KEPT + 1)]
    for number, ready in enumerate(made[:KEPT]):
        bench.put(number, ready)
    assert bench.get(0) is made[0]
    bench.put(KEPT, made[KEPT])

    assert bench.get(1) is None
    assert (bench.get(0), bench.get(KEPT)) == (made[0], made[KEPT])
