"""Hostile strings wherever others write: they are shown, and nothing else happens.

Forty strings stand at once in the article, its title and byline, page texts, titles, addresses,
outlets, speakers, ledgers and headers. Every page and the one-file export is opened with all of
them in a browser that listens for dialogs, requests and breaches of the policy.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from markdown_it import MarkdownIt

from tests.browser.watch import Watch
from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    FINISHED,
    GAZETTE,
    NOT_FOUND,
    READ_AT,
    an_article,
)
from verifier.model import (
    Article,
    Channel,
    Edit,
    EditKind,
    Fetch,
    Finding,
    LookedAt,
    Outcome,
    PageReading,
    Passage,
    Quotation,
    QuotationKind,
    Report,
    ReportState,
    Snapshot,
    Span,
    Speaker,
)
from verifier.report import to_html, to_json, to_md
from verifier.report.decided import Decided
from verifier.report.forms import FORMS
from verifier.store import Choice, Decision, JobError, Store, Submission

OUT = "http://evil.example"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><script>alert(3)</script>",
    "</title><script>alert(4)</script>",
    "</textarea><script>alert(5)</script>",
    "</template><script>alert(6)</script>",
    "--><script>alert(7)</script>",
    "]]><script>alert(8)</script>",
    "<img src=x onerror=alert(9)>",
    f"<img src={OUT}/10.png>",
    "<svg onload=alert(11)>",
    "<svg><script>alert(12)</script></svg>",
    "<svg><animate onbegin=alert(13) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(14)>",
    f"<iframe src={OUT}/15></iframe>",
    "<iframe srcdoc='<script>alert(16)</script>'></iframe>",
    f"<object data={OUT}/17></object>",
    f"<embed src={OUT}/18>",
    f"<link rel=stylesheet href={OUT}/19.css>",
    f"<style>@import '{OUT}/20.css';</style>",
    f"<base href={OUT}/21/>",
    f"<meta http-equiv=refresh content='0;url={OUT}/22'>",
    f"<form action={OUT}/23><input name=x autofocus onfocus=alert(23)></form>",
    "<details open ontoggle=alert(24)>",
    "<body onload=alert(25)>",
    "<video><source onerror=alert(26)></video>",
    "<a href=javascript:alert(27)>go</a>",
    "javascript:alert(28)",
    "JaVaScRiPt:alert(29)",
    " javascript:alert(30)",
    "java\tscript:alert(31)",
    "data:text/html,<script>alert(32)</script>",
    f'" style="background:url({OUT}/33.png)" x="',
    "' onmouseover='alert(34)' x='",
    '" autofocus onfocus="alert(35)" x="',
    "{{ 7 * 7 }}{% raw %}{{ alert(36) }}",
    "${alert(37)}`${alert(37)}`",
    "&lt;script&gt;alert(38)&lt;/script&gt;&#x3c;script>alert(38)</script>",
    "\u202e<script>alert(39)</script>\u2066\u200f\x00\x1b[31m",
    "＜script＞alert(40)＜/script＞\ufeff\ufffe<b>",
)
ALL = "\n\n".join(PAYLOADS)


DECIDED = {
    f"q{at:08x}": Decided("dispute", payload, payload, payload, payload, at % 2 == 0, at % 3 == 0)
    for at, payload in enumerate(PAYLOADS)
}


def test_there_are_forty_of_them() -> None:
    assert len(set(PAYLOADS)) == 40


def hostile_finding(at: int, payload: str) -> Finding:
    """A finding in which everything that others write is the payload."""
    start = ALL.index(payload)
    body = page_of(payload)
    begin = body.index(payload)
    passage = Passage(payload, begin, begin + len(payload))
    base = (ALTERED, NOT_FOUND)[at % 2]
    assert ALTERED.evidence is not None
    evidence = replace(
        ALTERED.evidence,
        url=payload,
        final_url=f"{OUT}/{payload}" if at % 3 else payload,
        title=payload,
        outlet=payload,
        published=payload,
        page=payload,
        sha256=sha256(body.encode("utf-8", "replace")).hexdigest(),
        passage=passage,
        passages=(passage,),
        prefix=body[:begin],
        suffix=payload,
    )
    first_letters = Edit(
        *("replace", payload[:3], payload, EditKind.WORD),
        *(Span(start, start + 3), Span(begin, begin + 3)),
    )
    ledger = (
        LookedAt(payload, Channel.LINK, Outcome.PAYWALLED, None, 3, None, payload),
        LookedAt(f"{OUT}/{payload}", Channel.LINK, None, None, 3, None, payload),
    )
    return replace(
        base,
        quotation=hostile_quotation(at, payload, start),
        reason=payload,
        edits=(first_letters,),
        evidence=evidence,
        looked_at=ledger,
    )


def hostile_quotation(at: int, payload: str, start: int) -> Quotation:
    citation = replace(
        GAZETTE, outlet_name=payload, title=payload, url=payload, date=None, date_text=payload
    )
    return Quotation(
        id=f"q{at:08x}",
        text=payload,
        start=start,
        end=start + len(payload),
        kind=QuotationKind.DIRECT,
        speaker=Speaker(payload, start, start + 1),
        citations=(citation,),
    )


def page_of(payload: str) -> str:
    return f"Before it. {payload} After it: {payload}"


def hostile_report() -> Report:
    article = an_article(ALL, title=PAYLOADS[3], byline=PAYLOADS[0], url=PAYLOADS[27])
    findings = tuple(hostile_finding(at, payload) for at, payload in enumerate(PAYLOADS))
    whole = Article(article.document, tuple(one.quotation for one in findings), article.published)
    return Report(whole, ReportState.ACTION, findings)


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def open_all(page: Any) -> None:
    """Unfold everything, run the pointer over it and use every key."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for key in "jjkk?":
        page.keyboard.press(key)
    for card in page.locator(".card").all()[:5]:
        card.hover()
    page.wait_for_load_state("networkidle")


def test_the_pages_show_hostile_strings_and_do_nothing_else(
    page: Any, service: str, store: Store
) -> None:
    watch = Watch(page, service)
    report = hostile_report()
    job = store.submit(Submission(body=ALL.encode(), title=PAYLOADS[1]))
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.keep_article(work.lease, report.article, report)
    assert store.ask(work, [Fetch(f"{OUT}/{at}") for at in range(len(PAYLOADS))], report)
    page.goto(f"{service}/jobs/{job.id}")
    assert page.locator("#rows li").count() == len(PAYLOADS)
    open_all(page)

    store.cancel(job.id)
    store.settle(job.id, report)
    for finding, payload in zip(report.findings, PAYLOADS, strict=True):
        words = payload.replace("\0", "")
        store.decide(
            job.id, Decision(finding.quotation.id, Choice.DISPUTE, payload, payload, words)
        )
    page.locator(".card").first.wait_for()  # the script turns to the report
    assert page.locator(".card").count() == len(PAYLOADS)
    assert "<script>alert(1)</script>" in page.locator(".text").inner_text()
    for card in page.locator(".card").all():
        card.focus()
        page.keyboard.press("j")  # the fields of a card are made as one comes to it
    assert page.locator("noscript").count() == 0
    reason = page.locator(".card textarea[name=reason]").first
    assert reason.input_value() in PAYLOADS
    open_all(page)
    page.keyboard.press("a")
    page.locator("[data-choice=accept]").wait_for()
    page.goto(f"{service}/?q={quote(PAYLOADS[1])}")
    assert page.locator("#q").input_value() == PAYLOADS[1]
    assert PAYLOADS[1] in page.locator(".jobs").inner_text()
    watch.saw_nothing_wrong()


def test_kept_copies_of_hostile_pages_are_text(page: Any, service: str, store: Store) -> None:
    watch = Watch(page, service)
    report = hostile_report()
    job = store.submit(Submission(body=ALL.encode()))
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.keep_article(work.lease, report.article, report)
    assert store.ask(work, [Fetch(f"{OUT}/{at}") for at in range(len(PAYLOADS))], report)
    for number in range(1, 10):
        batch = store.claim_batch(number, "test")
        for row, request in batch.requests.items() if batch else ():
            assert isinstance(request, Fetch)
            assert batch is not None
            payload = PAYLOADS[int(request.url.rpartition("/")[2])]
            body = page_of(payload).encode("utf-8", "replace")
            digest = sha256(body).hexdigest()
            kept = Snapshot(
                payload, payload, READ_AT, 200, ((payload, payload),), digest, body
            )  # fmt: skip
            reading = PageReading(
                request,
                *(payload, digest, READ_AT, payload, payload, None, None, "en", 9, True),
            )
            assert store.answer(batch, row, reading, kept)
            store.keep_snapshot_text(digest, page_of(payload))
    store.cancel(job.id)
    store.settle(job.id, report)

    for at, finding in enumerate(report.findings):
        assert finding.evidence is not None
        address = f"{service}/jobs/{job.id}/sources/{finding.evidence.sha256}"
        page.goto(f"{address}?q={finding.quotation.id}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if at == 0:
            shown = page.locator(".copy-text").inner_text()
            assert shown == page_of(PAYLOADS[0])
    watch.saw_nothing_wrong()


def test_hostile_names_of_failed_jobs_are_text(page: Any, service: str, store: Store) -> None:
    watch = Watch(page, service)
    for payload in PAYLOADS:
        job = store.submit(Submission(body=b"x", title=payload))
        work = store.claim(job.id, "test", 600)
        assert work is not None
        store.fail(work.lease, JobError("bad_input", payload, payload))
        page.goto(f"{service}/jobs/{job.id}")
    page.goto(service)
    watch.saw_nothing_wrong()


def test_a_refused_form_shows_hostile_strings_and_does_nothing_else(
    page: Any, service: str
) -> None:
    watch = Watch(page, service)
    for payload in PAYLOADS:
        page.goto(service)
        page.locator("#text").evaluate("(field, words) => field.value = words", payload)
        page.locator("#url").evaluate("(field, words) => field.value = words", payload)
        page.evaluate(
            "(words) => { document.querySelector('#published').type = 'text';"
            "document.querySelector('#published').value = words; }",
            payload,
        )
        page.get_by_role("button", name="Check the quotations").click()
        page.get_by_role("alert").wait_for()
    watch.saw_nothing_wrong()


def test_the_one_file_export_shows_hostile_strings_and_does_nothing_else(
    page: Any, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    form = to_json(hostile_report(), job_id="j", created_at=CREATED, finished_at=FINISHED)
    page_of_all = to_html(form, service="http://127.0.0.1:1", decided=DECIDED)
    file.write_text(page_of_all, encoding="utf-8")
    watch = Watch(page, file.as_uri().rpartition("/")[0])

    page.goto(file.as_uri())

    assert page.locator(".card").count() == len(PAYLOADS)
    open_all(page)
    watch.saw_nothing_wrong()


def test_markdown_of_hostile_strings_is_text_when_it_is_shown(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    form = to_json(hostile_report(), job_id="j", created_at=CREATED, finished_at=FINISHED)
    shown = MarkdownIt("commonmark", {"html": True}).render(to_md(form, decided=DECIDED))
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{shown}", encoding="utf-8")
    watch = Watch(page, file.as_uri().rpartition("/")[0])

    page.goto(file.as_uri())
    page.wait_for_load_state("networkidle")

    assert page.locator("h2").count() == len(PAYLOADS)
    watch.saw_nothing_wrong()


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"html"}))
def test_no_export_holds_raw_controls(name: str) -> None:
    form = to_json(hostile_report(), job_id="j", created_at=CREATED, finished_at=FINISHED)

    written = FORMS[name].write(form, decided=DECIDED)

    assert not {chr(code) for code in range(32)} - {"\n", "\r"} & set(written)
    assert "\x7f" not in written
