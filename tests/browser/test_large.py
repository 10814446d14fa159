"""A long article: fifty thousand words and five hundred quotations stay usable."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    FINISHED,
    GAZETTE,
    NOT_FOUND,
    UNREACHABLE,
    VERBATIM,
    an_article,
)
from verifier.model import Action, Finding, Quotation, QuotationKind, Report, ReportState
from verifier.report import to_html, to_json

MANY = 500
FILLER = "The tide went out and the tide came in and nobody in the harbour minded it. " * 6
# On an idle machine half a second and less; a shared one under load is several times slower.
OPEN_MS = 5_000
FILTER_MS = 1_000
FILTERED = """
async (action) => {
  const begin = performance.now();
  document.getElementById("f-" + action).click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}
"""


def long_report() -> Report:
    text, findings = "", []
    for number in range(MANY):
        words = f"We have counted passenger {number} since the month of May."
        start = len(text) + len(FILLER) + 1
        text += f"{FILLER}“{words}” said the mayor. (Harbour Gazette, Feb. 27)\n\n"
        findings.append(a_finding(number, words, start))
    findings.sort(key=lambda finding: list(Action).index(finding.action))
    return Report(an_article(text), ReportState.ACTION, tuple(findings))


def a_finding(number: int, words: str, start: int) -> Finding:
    base = (NOT_FOUND, ALTERED, UNREACHABLE, VERBATIM)[number % 4]
    quotation = Quotation(
        id=f"q{number:08x}",
        text=words,
        start=start,
        end=start + len(words),
        kind=QuotationKind.DIRECT,
        citations=(GAZETTE,),
    )
    return replace(base, quotation=quotation, edits=())


def test_a_report_of_five_hundred_quotations_opens_and_filters(
    chromium: Any, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    form = to_json(long_report(), created_at=CREATED, finished_at=FINISHED)
    file.write_text(to_html(form), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1360, "height": 1000})

    page.goto(file.as_uri())
    opened = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    filtered = [page.evaluate(FILTERED, action) for action in ("call", "wording", "all")]

    assert len(form["article"]["text"].split()) > 45_000
    assert page.locator(".card").count() == MANY
    assert opened < OPEN_MS
    assert max(filtered) < FILTER_MS
    page.keyboard.press("j")
    assert page.locator(".card.now").get_attribute("data-action") == "call"
    page.close()
