"""Decisions by the forms of the report's page, without script; the API's are in test_again."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.api.pages.jobs import finished, parsed, running, words_of
from tests.verifier.report.examples import ALTERED, NOT_FOUND, REPORT, VERBATIM
from verifier.api.app import create_app
from verifier.model import Report, Verdict
from verifier.reading import ReadingChild
from verifier.settings import Settings
from verifier.store import Choice, Decision, Job, Store

RED = NOT_FOUND.quotation.id


def decide(browser: Browser, job: Job, finding: str = RED, **fields: str) -> Any:
    """The form of a card, sent as a browser does."""
    made = parsed(browser.get(f"/jobs/{job.id}"))
    csrf = made.xpath("//input[@name='csrf']/@value")[0]
    path = f"/jobs/{job.id}/findings/{finding}/decision"
    return browser.post(path, data={"csrf": csrf, **fields})


def shown(browser: Browser, job: Job, finding: str = RED) -> str:
    made = parsed(browser.get(f"/jobs/{job.id}"))
    bars = made.xpath(f"//div[@id='d-{finding}']/div[@class='decided']")
    return " ".join(bars[0].text_content().split()) if bars else ""


def test_a_finding_is_accepted_with_a_note_and_stays_what_it_was(
    browser: Browser, store: Store
) -> None:
    job = finished(store)
    path = f"/jobs/{job.id}/findings/{RED}/decision"
    card = parsed(browser.get(f"/jobs/{job.id}")).get_element_by_id(f"d-{RED}")
    (link,) = card.xpath(".//a/@href")
    assert len(parsed(browser.get(link)).xpath(f"//form[@action='{path}']")) == 1

    answer = decide(browser, job, choice="accept", reason="", note="Asked him.\r\nHe agrees.")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job.id}#c-{RED}")
    kept = store.decisions(job.id)[0]
    assert (kept.finding, kept.choice, kept.by) == (RED, "accept", "local")
    assert (kept.reason, kept.note) == (None, "Asked him.\nHe agrees.")
    said = shown(browser, job)
    assert said.startswith("Finding accepted by the user of this machine, ")
    assert said.endswith("Note Asked him. He agrees.")
    report = browser.get(f"/v1/jobs/{job.id}/report").json()
    assert next(one["verdict"] for one in report["findings"] if one["id"] == RED) == "not_found"


def test_a_dispute_shows_its_reason_and_can_be_taken_back(browser: Browser, store: Store) -> None:
    job = finished(store)

    decide(browser, job, choice="dispute", reason="It is on page 3 <b>")
    assert "Finding disputed by" in shown(browser, job)
    assert shown(browser, job).endswith("Reason It is on page 3 <b>")

    decide(browser, job, choice="none")
    assert shown(browser, job) == ""
    assert store.decisions(job.id) == ()


@pytest.mark.parametrize(
    ("finding", "fields", "status", "said"),
    [
        (RED, {"choice": "dispute", "reason": " \r\n"}, 422, "a dispute needs one"),
        (RED, {"choice": "maybe"}, 422, "choice: one of accept, dispute"),
        (RED, {}, 422, "choice: one of accept, dispute"),
        (RED, {"choice": "accept", "note": "x" * 2_001}, 422, "at most 2000 characters"),
        ("q99999999", {"choice": "accept"}, 404, "no such finding"),
        ("q99999999", {"choice": "none"}, 404, "no such finding"),
    ],
)
def test_what_is_no_decision_is_refused_by_a_page_that_says_why(
    browser: Browser, store: Store, finding: str, fields: dict[str, str], status: int, said: str
) -> None:
    job = finished(store)

    answer = decide(browser, job, finding, **fields)

    assert answer.status_code == status
    assert said in words_of(answer)
    assert store.decisions(job.id) == ()


def test_a_note_alone_decides_nothing(browser: Browser, store: Store) -> None:
    job = finished(store)

    decide(browser, job, choice="note", note="Ask her desk <b>")
    said, made = shown(browser, job), parsed(browser.get(f"/jobs/{job.id}/findings/{RED}"))

    assert said.startswith("Note, nothing decided by the user of this machine, ")
    assert said.endswith("Note Ask her desk <b>")
    assert made.xpath("//button[@name='choice']/@value") == ["accept", "dispute", "note", "none"]
    assert made.xpath("//textarea[@name='note']")[0].text_content().strip() == "Ask her desk <b>"
    assert decide(browser, job, choice="note", note=" ").status_code == 422


def test_the_page_of_a_finding_offers_what_fits_it(browser: Browser, store: Store) -> None:
    job = finished(store)
    made = {
        finding: parsed(browser.get(f"/jobs/{job.id}/findings/{finding}"))
        for finding in (RED, VERBATIM.quotation.id)
    }

    choices = {name: page.xpath("//button[@name='choice']/@value") for name, page in made.items()}
    assert set(map(tuple, choices.values())) == {("accept", "dispute", "note")}
    assert made[RED].xpath("//form[@aria-label='A source']/@action") == [
        f"/jobs/{job.id}/findings/{RED}/sources"
    ]
    assert not made[VERBATIM.quotation.id].xpath("//form[@aria-label='A source']")
    assert not made[RED].xpath("//script")
    assert browser.get(f"/jobs/{job.id}/findings/q0").status_code == 404


def test_a_page_holds_the_fields_once_however_many_its_cards(
    browser: Browser, store: Store
) -> None:
    made = parsed(browser.get(f"/jobs/{finished(store).id}"))

    assert len(made.xpath("//article")) > 3
    assert len(made.xpath("//textarea[@name='reason']")) == 1
    assert made.xpath("//template//button/@value") == ["accept", "dispute", "note", "none"]


@pytest.mark.parametrize("form", ["html", "md", "text", "csv", "sarif", "annotations"])
def test_a_report_by_the_api_has_the_decisions_too(
    browser: Browser, store: Store, form: str
) -> None:
    job = finished(store)
    path = f"/v1/jobs/{job.id}/report?format={form}"
    before = browser.get(path)

    store.decide(job.id, Decision(RED, Choice.DISPUTE, "ann", "Ask her desk", None))
    after = browser.get(path)

    assert "Ask her desk" in after.text
    assert before.headers["etag"] != after.headers["etag"]


def test_only_our_own_form_decides(browser: Browser, store: Store) -> None:
    job = finished(store)
    browser.get(f"/jobs/{job.id}")

    answer = browser.post(
        f"/jobs/{job.id}/findings/{RED}/decision", data={"csrf": "x" * 32, "choice": "accept"}
    )

    assert answer.status_code == 403
    assert store.decisions(job.id) == ()


def test_nobody_decides_on_a_job_that_runs_or_is_anothers(
    settings: Settings, store: Store, browser: Browser
) -> None:
    at_work, others = running(store), finished(store, "bob")

    assert decide(browser, at_work, choice="accept").status_code == 409
    csrf = parsed(browser.get("/")).xpath("//input[@name='csrf']/@value")[0]
    path = f"/jobs/{others.id}/findings/{RED}/decision"
    answer = browser.post(path, data={"csrf": csrf, "choice": "accept"})

    assert answer.status_code == 404
    assert store.decisions(others.id) == ()


def test_the_script_gets_the_card_s_form_alone(browser: Browser, store: Store) -> None:
    job = finished(store)

    answer = decide(browser, job, choice="accept", fragment="1")

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<div class="decision" id="d-{RED}"')
    assert answer.text.count(f"/jobs/{job.id}/findings/{RED}") == 1
    assert "Finding accepted" in answer.text


def test_the_one_file_export_shows_decisions_and_no_forms(browser: Browser, store: Store) -> None:
    job = finished(store)
    store.decide(job.id, Decision(RED, Choice.DISPUTE, "ann", "It is <there>", None))

    made = browser.get(f"/jobs/{job.id}/export/html")

    assert "Finding disputed by ann" in words_of(made)
    assert "It is <there>" in words_of(made)
    assert not parsed(made).xpath("//form")


@pytest.mark.parametrize("form", ["md", "text", "csv", "sarif", "annotations"])
def test_every_export_but_the_contract_s_tells_decisions(
    browser: Browser, store: Store, form: str
) -> None:
    job = finished(store)
    store.decide(job.id, Decision(RED, Choice.DISPUTE, "ann", "It is on page 3", None))

    assert "It is on page 3" in browser.get(f"/jobs/{job.id}/export/{form}").text


def again(store: Store, job: Job, report: Report) -> Job:
    """The job, run again and ended with this report."""
    new = store.retry(job.id, deadline_s=600, keep_read=False)
    work = store.claim(new.id, "test", 600)
    assert work is not None
    assert store.finish(work.lease, report)
    return new


def test_a_new_run_keeps_decisions_and_says_where_the_finding_has_changed(
    browser: Browser, store: Store
) -> None:
    job = finished(store)
    for one in (NOT_FOUND, ALTERED, VERBATIM):
        store.decide(job.id, Decision(one.quotation.id, Choice.ACCEPT, "local"))
    found = [
        replace(one, verdict=Verdict.VERBATIM) if one.quotation.id == RED else one
        for one in REPORT.findings
    ]
    new = again(store, job, replace(REPORT, findings=tuple(found)))
    newest = again(store, new, replace(REPORT, findings=tuple(found)))
    store.decide(newest.id, Decision(VERBATIM.quotation.id, Choice.ACCEPT, "local"))

    for run in (new, newest):
        assert "on an earlier run" in shown(browser, run)
        assert "The finding has changed since this decision." in shown(browser, run)
        unchanged = shown(browser, run, ALTERED.quotation.id)
        assert "on an earlier run" in unchanged
        assert "has changed" not in unchanged
    assert "earlier run" not in shown(browser, newest, VERBATIM.quotation.id)


def test_an_article_is_checked_again_by_a_form(browser: Browser, store: Store) -> None:
    job, at_work = finished(store), running(store)
    made = parsed(browser.get(f"/jobs/{job.id}"))
    csrf = made.xpath("//input[@name='csrf']/@value")[0]

    refused = browser.post(f"/jobs/{at_work.id}/retry", data={"csrf": csrf})
    answer = browser.post(f"/jobs/{job.id}/retry", data={"csrf": csrf, "only": "unreachable"})

    assert made.xpath(f"//form[@action='/jobs/{job.id}/retry']//button/@value") == ["unreachable"]
    assert refused.status_code == 409
    new = store.jobs("")[0]
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{new.id}")
    assert new.retry_of == job.id


def give(app: FastAPI, job: Job, finding: str, *parts: tuple[str, Any]) -> Any:
    """The card's form for a source, sent as a browser does."""
    browser = Browser(app)
    csrf = parsed(browser.get("/")).xpath("//input[@name='csrf']/@value")[0]
    path = f"/jobs/{job.id}/findings/{finding}/sources"
    return browser.post(path, files=[("csrf", (None, csrf)), *parts])


NO_FILE = ("source", ("", b"", "application/octet-stream"))
PASTED = ("text", (None, "“Nobody in this town has asked us, and nobody will,” he said.\r\n"))
FILE = ("source", ("notes.txt", PASTED[1][1].encode(), "text/plain"))


@pytest.mark.parametrize("parts", [(PASTED, NO_FILE), (("text", (None, "")), FILE)])
def test_a_finding_is_judged_again_with_a_source_that_a_person_gives(
    settings: Settings, store: Store, parts: tuple[Any, ...]
) -> None:
    job = finished(store)
    app = create_app(settings, store=store)
    with ReadingChild(settings) as child:
        app.state.child = child
        answer = give(app, job, RED, *parts)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job.id}#c-{RED}")
    card = parsed(Browser(app).get(f"/jobs/{job.id}")).get_element_by_id(f"c-{RED}")
    words = " ".join(card.text_content().split())
    assert "Found word for word" in words
    assert "a file you gave" in words


@pytest.mark.parametrize(
    ("finding", "parts", "status", "said"),
    [
        (RED, (("text", (None, " ")), NO_FILE), 422, "paste the text of a source"),
        (RED, (("text", (None, "")), ("source", ("a.txt", b" ", ""))), 422, "paste the text"),
        ("q99999999", (PASTED,), 404, "no such finding"),
    ],
)
def test_what_is_no_source_is_refused_by_a_page_that_says_why(
    settings: Settings,
    store: Store,
    finding: str,
    parts: tuple[Any, ...],
    status: int,
    said: str,
) -> None:
    answer = give(create_app(settings, store=store), finished(store), finding, *parts)

    assert answer.status_code == status
    assert said in words_of(answer)
