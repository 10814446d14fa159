"""The page of a job that runs."""

from dataclasses import replace

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.api.pages.jobs import ARTICLE, parsed, running, words_of
from tests.verifier.report.examples import ALTERED, REPORT
from verifier.model import Verdict
from verifier.store import Store


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
    assert [row["number"] for row in known["rows"]] == list(range(1, 9))
    for row in known["rows"]:
        assert row["words"] in page


def test_a_statement_whose_point_is_found_moves_no_row(browser: Browser, store: Store) -> None:
    job = running(store)
    rows = []
    for verdict in (Verdict.SET_ASIDE, Verdict.RELATED):
        found = [
            replace(one, verdict=verdict) if one.verdict is Verdict.RELATED else one
            for one in REPORT.findings
        ]
        store.keep_findings(job.id, replace(REPORT, findings=tuple(found)))
        known = browser.get(f"/jobs/{job.id}/progress").json()
        rows.append([(row["number"], row["id"]) for row in known["rows"]])

    assert len(rows[0]) == 8
    assert rows[0] == rows[1]


def test_a_running_job_can_be_stopped_by_our_own_form_only(browser: Browser, store: Store) -> None:
    job = running(store)
    csrf = parsed(browser.get(f"/jobs/{job.id}")).xpath("//input[@name='csrf']/@value")[0]

    refused = browser.post(f"/jobs/{job.id}/cancel", data={"csrf": "x" * 32})
    assert refused.status_code == 403
    assert not store.job(job.id).ended  # type: ignore[union-attr]

    taken = browser.post(f"/jobs/{job.id}/cancel", data={"csrf": csrf})
    assert taken.status_code == 303
    assert store.job(job.id).state == "cancelled"  # type: ignore[union-attr]
