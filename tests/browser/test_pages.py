"""The pages in a real browser: what a person sees, by mouse, by keys and without script."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.browser.watch import Watch
from tests.verifier.api.pages.jobs import finished, running
from tests.verifier.report.examples import ALTERED, NOT_FOUND, REPORT
from verifier.model import Action, Verdict
from verifier.store import Store

WIDE = {"width": 1360, "height": 1000}
NARROW = {"width": 380, "height": 800}


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.fixture
def watch(page: Any, service: str) -> Watch:
    return Watch(page, service)


def test_the_form_takes_an_article_and_leads_to_its_progress(
    page: Any, service: str, store: Store, watch: Watch, shots: Path
) -> None:
    page.goto(service)
    page.get_by_role("link", name="Use an example").click()
    page.screenshot(path=shots / "submit.png", full_page=True)
    page.get_by_role("button", name="Check the quotations").click()

    page.wait_for_url(f"{service}/jobs/{store.jobs('')[0].id}")
    assert page.locator("#stage").inner_text() == "Waiting for a worker"
    watch.saw_nothing_wrong()


def test_only_the_chosen_way_to_give_an_article_is_shown(page: Any, service: str) -> None:
    page.goto(service)

    for chosen, field in (("File", "#file"), ("Web address", "#url"), ("Paste text", "#text")):
        page.get_by_text(chosen, exact=True).click()
        shown = [name for name in ("#text", "#file", "#url") if page.locator(name).is_visible()]
        assert shown == [field]


def test_rows_fill_in_place_and_the_report_follows(
    page: Any, service: str, store: Store, watch: Watch, shots: Path
) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        "for (const shift of list.getEntries()) window.moved += shift.value;"
        "}).observe({type: 'layout-shift', buffered: true});"
    )
    job = running(store)
    page.goto(f"{service}/jobs/{job.id}")
    page.screenshot(path=shots / "progress.png", full_page=True)
    row = page.locator(f"#r-{NOT_FOUND.quotation.id} .words")
    assert row.inner_text() == "Looking …"

    store.keep_findings(job.id, _with_a_find())
    row.get_by_text("Found word for word").wait_for()
    said = page.locator("#said").inner_text()
    moved = page.evaluate("window.moved")
    store.cancel(job.id)
    store.settle(job.id, REPORT)

    page.locator(".card").first.wait_for()
    assert said.split("\n") == ["Quotation 3: Found word for word."]
    assert moved == 0
    watch.saw_nothing_wrong()


def test_rows_fill_by_events_while_nobody_asks(page: Any, service: str, store: Store) -> None:
    """The clock of the page stands still, so that only an event can make it ask."""
    page.clock.install()
    job = running(store)
    with page.expect_response("**/events"):
        page.goto(f"{service}/jobs/{job.id}")
    page.wait_for_load_state()
    page.clock.pause_at(page.evaluate("Date.now()") + 60_000)

    store.keep_findings(job.id, _with_a_find())

    page.locator(f"#r-{NOT_FOUND.quotation.id} .words").get_by_text("Found word").wait_for()


def test_without_events_the_page_asks_on(page: Any, service: str, store: Store) -> None:
    page.route("**/events", lambda route: route.fulfill(status=429, body=""))
    job = running(store)
    page.goto(f"{service}/jobs/{job.id}")

    store.keep_findings(job.id, _with_a_find())
    page.locator(f"#r-{NOT_FOUND.quotation.id} .words").get_by_text("Found word").wait_for()
    store.cancel(job.id)
    store.settle(job.id, REPORT)

    page.locator(".card").first.wait_for()


def _with_a_find() -> Any:
    found = [
        replace(finding, verdict=Verdict.VERBATIM, action=Action.NONE)
        if finding.verdict is Verdict.NOT_FOUND
        else finding
        for finding in REPORT.findings
    ]
    return replace(REPORT, findings=tuple(found))


def test_without_script_the_pages_still_say_everything(
    chromium: Any, service: str, store: Store
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    waiting, ended = running(store), finished(store)

    page.goto(f"{service}/jobs/{waiting.id}")
    assert page.get_by_role("link", name="Refresh").is_visible()
    assert page.locator("#rows li").count() == 8

    page.goto(f"{service}/jobs/{ended.id}")
    assert page.locator(".card").count() == 9
    assert not page.locator("#find").is_visible()
    bar = page.locator(f"#d-{NOT_FOUND.quotation.id}")
    bar.get_by_role("link", name="Decide, note, or add a source").click()
    bar = page.locator(".decision")
    assert bar.get_by_role("button", name="Accept finding").is_visible()
    assert not bar.get_by_label("Why the finding is wrong").is_visible()
    bar.get_by_text("Dispute", exact=True).click()
    bar.get_by_label("Why the finding is wrong").fill("It is on page 3")
    bar.get_by_role("button", name="Dispute finding").click()
    assert page.url.endswith(f"#c-{NOT_FOUND.quotation.id}")
    card = page.locator(f"#d-{NOT_FOUND.quotation.id}")
    assert "It is on page 3" in card.locator(".decided").inner_text()
    page.get_by_text("Edit wording").click()  # filters are style, not script
    assert page.locator(".card:visible").count() == 2
    context.close()


def test_the_report_works_by_keys(page: Any, service: str, store: Store) -> None:
    page.goto(f"{service}/jobs/{finished(store).id}")

    def now() -> str:
        return str(page.evaluate("document.activeElement.dataset.action || ''"))

    steps = []
    for key in "jjjkj":
        page.keyboard.press(key)
        steps.append(now())
    assert steps == ["call", "wording", "wording", "wording", "wording"]

    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("Negation")
    assert page.locator(".card:visible").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".card:visible").count() == 9


def test_single_letter_keys_can_be_turned_off(page: Any, service: str, store: Store) -> None:
    page.goto(f"{service}/jobs/{finished(store).id}")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single-letter keys are on").uncheck()

    page.reload()
    page.keyboard.press("j")

    assert page.locator(".card.now").count() == 0


def test_the_page_of_a_finding_opens_by_key_in_a_new_tab(
    page: Any, service: str, store: Store
) -> None:
    page.goto(f"{service}/jobs/{finished(store).id}")
    page.context.route("**/harbour.example/**", lambda route: route.fulfill(body="the page"))
    page.keyboard.press("j")
    page.keyboard.press("j")

    with page.context.expect_page() as opened:
        page.keyboard.press("o")

    assert opened.value.url == "https://harbour.example/ferry?read=1"


def test_a_mark_in_the_article_leads_to_its_card_and_back(
    page: Any, service: str, store: Store
) -> None:
    page.goto(f"{service}/jobs/{finished(store).id}")
    card = page.locator(f"#c-{ALTERED.quotation.id}")

    page.locator(f"#t-{ALTERED.quotation.id}").click()
    assert "now" in str(card.get_attribute("class")).split()
    page.wait_for_function(  # it scrolls there smoothly
        "id => document.getElementById(id).getBoundingClientRect().top < innerHeight / 2",
        arg=f"c-{ALTERED.quotation.id}",
    )

    card.locator("a.number").click()
    assert page.url.endswith(f"#t-{ALTERED.quotation.id}")


def test_the_one_file_that_the_api_gives_runs_under_its_policy(
    page: Any, service: str, store: Store, watch: Watch
) -> None:
    page.goto(f"{service}/v1/jobs/{finished(store).id}/report?format=html")

    assert page.locator("#find").is_visible()  # the script has run
    watch.saw_nothing_wrong()


def test_filters_leave_the_findings_of_one_action(page: Any, service: str, store: Store) -> None:
    page.goto(f"{service}/jobs/{finished(store).id}")

    for action, left in (("call", 1), ("source", 2), ("none", 2), ("all", 9)):
        page.locator(f"label[for=f-{action}]").click()
        assert page.locator(".card:visible").count() == left


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [("wide", WIDE, "light"), ("dark", WIDE, "dark"), ("narrow", NARROW, "light")],
)
def test_the_report_fits_the_screen(
    chromium: Any,
    service: str,
    store: Store,
    shots: Path,
    name: str,
    size: dict[str, int],
    scheme: str,
) -> None:
    context = chromium.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page, service)
    for path in ("/", f"/jobs/{running(store).id}", f"/jobs/{finished(store).id}"):
        page.goto(service + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=shots / f"report-{name}.png", full_page=True)
    watch.saw_nothing_wrong()
    context.close()


def test_the_report_prints_whole_with_its_ledgers_open(
    page: Any, service: str, store: Store, shots: Path
) -> None:
    page.goto(f"{service}/jobs/{finished(store).id}")
    assert "<details" not in page.locator("#findings").inner_text()  # forms folded away are unseen
    page.emulate_media(media="print")
    page.pdf(path=shots / "report.pdf", format="A4")

    assert page.get_by_text("only a teaser before a paywall").first.is_visible()
    assert not page.locator(".tools").is_visible()
    cut = "text => [getComputedStyle(text).overflowY, getComputedStyle(text).maxHeight]"
    assert page.locator(".text").evaluate(cut) == ["visible", "none"]  # nothing to scroll on paper


CONTRAST = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest(".vh, script, style, template")) continue;
    const pair = [light(rgb(getComputedStyle(element).color)), light(ground(element))].sort();
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    if (ratio < 4.5) faint.push([ratio.toFixed(2), element.className, element.textContent]);
  }
  return faint;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(
    chromium: Any, service: str, store: Store, scheme: str
) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1, on every page, light and dark."""
    context = chromium.new_context(viewport=WIDE, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    job, at_work = finished(store), running(store)

    for path in ("/", "/login", "/jobs/none", f"/jobs/{at_work.id}", f"/jobs/{job.id}"):
        page.goto(service + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate(CONTRAST) == [], path
    context.close()
