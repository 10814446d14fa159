"""Every page by axe-core, the rules of WCAG 2.2 A and AA, light and dark; and by keys alone.

axe-core comes with the package axe-playwright-python, a development dependency: nothing of it is
in this repository.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.browser.conftest import serving
from tests.browser.watch import Watch
from tests.verifier.api.pages.jobs import DIGEST, finished, running
from tests.verifier.report.examples import ALTERED, NOT_FOUND, REPORT, VERBATIM
from verifier.model import Action, Verdict
from verifier.settings import Settings
from verifier.store import Choice, Decision, Job, JobError, Store, Submission

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RULES = {"type": "tag", "values": LEVELS}
WIDE, NARROW = {"width": 1360, "height": 1000}, {"width": 380, "height": 800}
MAX_KEYS = 12
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture
def axe() -> Any:
    """Run axe-core over a page; tests skip where it is not installed."""
    made = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-core is not here; get it with: pip install axe-playwright-python",
    )
    return made.Axe()


def every_page(store: Store) -> Iterator[str]:
    """The path of a page of each kind."""
    at_work, ended = running(store), finished(store)
    before = finished(store)
    for job in (ended, before):
        decide(store, job)
    again = store.retry(before.id, deadline_s=600, keep_read=False)
    work = store.claim(again.id, "test", 600)
    assert work is not None
    other = replace(NOT_FOUND, verdict=Verdict.VERBATIM, action=Action.NONE)
    assert store.finish(work.lease, replace(REPORT, findings=(other, ALTERED)))
    cancelled = store.submit(Submission(body=b"x", title="A job that was stopped"))
    store.cancel(cancelled.id)
    failed = store.submit(Submission(body=b"x", title="A job that failed"))
    work = store.claim(failed.id, "test", 600)
    assert work is not None
    store.fail(work.lease, JobError("bad_input", "No article", "there is none"))
    yield from ("/", "/?example=1", "/?q=no+such+words&state=failed", "/login", "/jobs/none")
    yield from (f"/jobs/{job.id}" for job in (at_work, ended, again, cancelled, failed))
    yield f"/jobs/{at_work.id}/sources/{DIGEST}?q={ALTERED.quotation.id}"
    yield f"/v1/jobs/{ended.id}/report?format=html"


def decide(store: Store, job: Job) -> None:
    red, amber = NOT_FOUND.quotation.id, ALTERED.quotation.id
    store.decide(job.id, Decision(red, Choice.DISPUTE, "local", "It is on page 3", "n"))
    store.decide(job.id, Decision(amber, Choice.NOTE, "local", None, "asked her desk"))
    store.decide(job.id, Decision(VERBATIM.quotation.id, Choice.ACCEPT, "local"))


def after_a_fault(page: Any, service: str) -> Iterator[str]:
    """Pages that one gets only by doing something wrong; the page is on each in turn."""
    page.goto(service)
    page.get_by_role("button", name="Check the quotations").click()
    page.get_by_role("alert").wait_for()
    yield "a form that was refused"
    page.goto(f"{service}/login")
    page.get_by_label("Token").fill("a guess")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    yield "a token that is none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_no_breach_of_wcag_on_any_page(
    chromium: Any, service: str, store: Store, axe: Any, scheme: str, size: dict[str, int]
) -> None:
    context = chromium.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    breaches, passes = [], 0

    def opened() -> Iterator[str]:
        for path in every_page(store):
            page.goto(service + path)
            yield path
        yield from after_a_fault(page, service)

    for path in opened():
        page.evaluate(UNFOLD)
        if page.locator("[data-do=help]").is_visible():
            page.keyboard.press("?")
        found = axe.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        passes += len(found.response["passes"])
        breaches += [(path, found.generate_report())] if found.violations_count else []
    context.close()

    assert passes > 100  # the rules did run
    assert not breaches, "\n".join(f"{path}\n{report}" for path, report in breaches)


def test_axe_does_find_a_breach(chromium: Any, axe: Any) -> None:
    page = chromium.new_page()
    page.set_content("<html lang=en><title>x</title><img src=x><button></button>")
    found = axe.run(page, options={"runOnly": RULES})
    page.close()

    assert {one["id"] for one in found.response["violations"]} == {"image-alt", "button-name"}


class Keys:
    """Presses keys, and counts them."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.count += 1

    def focused(self) -> str:
        return str(self._page.evaluate("document.activeElement.innerText || ''"))


def test_submit_find_the_worst_decide_and_go_on_by_keys_alone(
    chromium: Any, service: str, store: Store
) -> None:
    page = chromium.new_page(viewport=WIDE)
    watch, keys = Watch(page, service), Keys(page)
    page.goto(service)
    while keys.focused() != "Use an example" and keys.count < MAX_KEYS:
        keys.press("Tab")
    keys.press("Enter")
    page.wait_for_url("**/?example=1")
    keys.press("Control+Enter")
    page.wait_for_url("**/jobs/*")
    job = store.jobs("")[0]
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.finish(work.lease, REPORT)
    page.locator(".card").first.wait_for()

    keys.press("j")
    assert "Not in " in keys.focused()
    keys.press("a")
    page.locator(".decided").wait_for()
    keys.press("j")

    assert page.evaluate("document.activeElement.dataset.action") == "wording"
    assert [one.finding for one in store.decisions(job.id)] == [NOT_FOUND.quotation.id]
    assert keys.count <= MAX_KEYS
    watch.saw_nothing_wrong()
    page.close()


def test_a_dispute_is_written_sent_and_taken_back_by_keys(
    chromium: Any, service: str, store: Store
) -> None:
    page = chromium.new_page(viewport=WIDE)
    watch, keys = Watch(page, service), Keys(page)
    job = finished(store)
    page.goto(f"{service}/jobs/{job.id}")

    keys.press("j", "d")
    page.keyboard.type("a n d j: it is on page 3")  # letters, not keys, while one writes
    keys.press("Control+Enter")
    page.locator(".decided").wait_for()

    kept = store.decisions(job.id)[0]
    assert (kept.choice, kept.reason) == ("dispute", "a n d j: it is on page 3")
    assert "Finding disputed" in keys.focused()
    assert page.locator("#said").inner_text().endswith("Finding disputed.")
    keys.press("n")
    page.keyboard.type("asked")
    keys.press("Escape")
    assert "Finding disputed" in keys.focused()
    page.get_by_role("button", name="Take back").click()
    page.locator(".decided").wait_for(state="detached")
    assert store.decisions(job.id) == ()
    watch.saw_nothing_wrong()
    page.close()


def test_a_decision_that_could_not_be_kept_is_said(
    chromium: Any, service: str, store: Store
) -> None:
    page = chromium.new_page(viewport=WIDE)
    job = finished(store)
    page.goto(f"{service}/jobs/{job.id}")
    page.context.clear_cookies()

    page.get_by_role("button", name="Accept finding").first.click()

    page.locator(".failed").get_by_text("Not kept.").wait_for()
    assert "not kept" in page.locator("#said").inner_text()
    assert store.decisions(job.id) == ()
    page.close()


def test_with_tokens_events_and_decisions_come_by_the_cookie(
    chromium: Any, tmp_path: Any, store: Store
) -> None:
    settings = Settings(
        data_dir=tmp_path, redis_url="redis://127.0.0.1:1/0", tokens=("ann:s3cret-token",)
    )
    with serving(settings, store) as address:
        page = chromium.new_page(viewport=WIDE)
        watch = Watch(page, address)
        page.goto(address)
        page.get_by_label("Token").fill("s3cret-token")
        page.get_by_role("button", name="Sign in").click()
        job = finished(store, "ann")
        page.goto(f"{address}/jobs/{job.id}")
        page.get_by_role("button", name="Accept finding").first.click()
        page.locator(".decided").get_by_text("by ann").wait_for()
        assert page.request.get(f"{address}/jobs/{job.id}/events").status == 200
        watch.saw_nothing_wrong()
        page.close()
