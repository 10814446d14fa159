"""Articles in scripts that run from right to left, or have no spaces: the layout holds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.browser.watch import Watch
from tests.verifier.report.examples import ALTERED, an_article
from verifier.model import (
    Edit,
    EditKind,
    Finding,
    Passage,
    Quotation,
    QuotationKind,
    Report,
    ReportState,
    Span,
    Speaker,
)
from verifier.store import Store, Submission

SIZES = {"wide": {"width": 1360, "height": 1000}, "narrow": {"width": 380, "height": 1200}}
ARTICLES = {
    "ar": (
        "المدينة تصوّت على العبّارة",
        "قالت رئيسة البلدية إيدا فين: «{}»، وأضافت أن المجلس سيجتمع في آذار.",
        ("لن نبيع المرفأ أبداً، ولن نغلق الطريق في ", "المطر", "الثلج"),
        "إيدا فين",
    ),
    "ja": (
        "港町、渡し船の存続を決める",
        "市長の田中一郎は「{}」と述べた。町議会は月曜の夜、渡し船を修理することを七対六で決めた。",
        ("港の橋は来年までに必ず完成させます。町の人々を", "待たせません", "待たせます"),
        "田中一郎",
    ),
}
# Where a number stands beside its paragraph, and how far the page is wider than its screen.
PLACES = """
() => {
  const number = document.querySelector(".q sup").getBoundingClientRect();
  const quoted = document.querySelector(".q").closest("p").getBoundingClientRect();
  return {
    right: number.left > quoted.left + quoted.width / 2,
    within: number.left >= quoted.left && number.right <= quoted.right,
    over: document.documentElement.scrollWidth - innerWidth,
  };
}
"""


def report_in(language: str) -> Report:
    title, frame, (same, quoted, source), speaker = ARTICLES[language]
    said, passage = same + quoted, same + source
    article = an_article(f"{title}\n\n{frame.format(said)}", title=title, byline=None)
    article = replace(article, document=replace(article.document, language=language))
    return Report(article, ReportState.ACTION, (a_finding(article.text, said, passage, speaker),))


def a_finding(text: str, said: str, passage: str, speaker: str) -> Finding:
    assert ALTERED.evidence is not None
    at, by = text.index(said), text.index(speaker)
    same = next(
        n for n, (one, other) in enumerate(zip(said, passage, strict=False)) if one != other
    )
    quotation = Quotation(
        ALTERED.quotation.id,
        *(said, at, at + len(said), QuotationKind.DIRECT),
        speaker=Speaker(speaker, by, by + len(speaker)),
        citations=ALTERED.quotation.citations,
    )
    edit = Edit(
        *("replace", said[same:], passage[same:], EditKind.WORD),
        *(Span(at + same, at + len(said)), Span(same, len(passage))),
    )
    whole = Passage(passage, 0, len(passage))
    evidence = replace(
        ALTERED.evidence, passage=whole, passages=(whole,), prefix="", suffix=text[:60]
    )
    return replace(ALTERED, quotation=quotation, edits=(edit,), evidence=evidence)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_in_another_script_keeps_the_page_in_shape(
    chromium: Any, service: str, store: Store, shots: Path, language: str, size: str
) -> None:
    job = store.submit(Submission(body=b"x"))
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.finish(work.lease, report_in(language))
    page = chromium.new_page(viewport=SIZES[size])
    watch = Watch(page, service)

    page.goto(f"{service}/jobs/{job.id}")
    page.screenshot(path=shots / f"report-{language}-{size}.png", full_page=True)

    assert page.locator(".text").get_attribute("lang") == language
    assert page.evaluate(PLACES) == {"right": language == "ar", "within": True, "over": 0}
    for marked in (".text .q", ".diff .said", ".passage"):
        turned = page.locator(marked).first.evaluate("one => getComputedStyle(one).direction")
        assert turned == ("rtl" if language == "ar" else "ltr"), marked
    watch.saw_nothing_wrong()
    page.close()
