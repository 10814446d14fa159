"""The one-file export and the view behind it; how a browser takes it is in tests/browser."""

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    EMPTY,
    FINISHED,
    REPORT,
    TEXT,
    an_article,
)
from verifier.model import (
    Action,
    Edit,
    EditKind,
    Passage,
    Report,
    ReportState,
    Span,
    Verdict,
)
from verifier.report import to_html, to_json
from verifier.report.passages import first_words, in_few_lines, last_words
from verifier.report.view import view


def form(report: Report = REPORT) -> dict[str, Any]:
    return to_json(report, job_id="j-1", created_at=CREATED, finished_at=FINISHED)


def page(report: Report = REPORT, **options: str) -> Any:
    return html.fromstring(to_html(form(report), **options))


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_there_is_a_card_for_each_utterance_the_worst_first() -> None:
    actions = page().xpath("//article[contains(@class, 'card')]/@data-action")

    assert actions == [
        *("call", "wording", "wording", "attribution"),
        *("source", "source", "look", "none", "none"),
    ]


def test_every_mark_in_the_article_leads_to_a_card_and_back() -> None:
    made = page()

    marks = made.xpath("//a[contains(@class, 'q ')]")
    ids = {element.get("id") for element in made.xpath("//*[@id]")}

    assert len(marks) == 10  # nine utterances, one of them in two pieces
    assert {mark.get("href")[1:] for mark in marks} <= ids
    assert {link.get("href")[1:] for link in made.xpath("//a[@class='number']")} <= ids


def test_numbers_go_by_the_order_of_the_article() -> None:
    numbers = [words_of(sup) for sup in page().xpath("//sup")]

    assert numbers == [str(number) for number in range(1, 10)]


def test_the_article_column_has_the_whole_article() -> None:
    column = page().xpath("//section[@class='text']")[0]
    for added in column.xpath(".//sup | .//*[@class='vh']"):
        added.drop_tree()

    assert words_of(column) == " ".join(TEXT.split())


def test_changed_words_are_ins_and_del_with_labels_in_text() -> None:
    card = page().get_element_by_id(f"c-{ALTERED.quotation.id}")

    assert words_of(card.xpath(".//blockquote[@class='said']//del")[0]) == "(source: can)"
    assert words_of(card.xpath(".//blockquote[@class='said']//ins")[0]) == "(article: cannot)"
    assert "source can → article cannot negation" in words_of(card)


def test_a_red_card_opens_with_what_was_read() -> None:
    red = page().xpath("//article[@data-action='call']//p[@class='what-was-read']")[0]

    assert words_of(red) == "Read in full: https://harbour.example/ferry."


def test_what_could_not_be_read_and_what_was_not_searched_are_listed() -> None:
    ledger = words_of(page().get_element_by_id(f"c-{ALTERED.quotation.id}").xpath(".//details")[0])

    assert "Looked at 2 pages, read 1" in ledger
    assert "only a teaser before a paywall (64 words read); the source named" in ledger
    assert "Not searched, as no answer came: GDELT news index. Not set up: your files." in ledger


def test_a_kept_copy_is_linked_only_where_a_service_has_it() -> None:
    alone, served = to_html(form()), to_html(form(), service="http://127.0.0.1:8000/")

    link = f"http://127.0.0.1:8000/jobs/j-1/sources/{'ab' * 32}?q={ALTERED.quotation.id}#passage"
    assert "/sources/" not in alone
    assert link in served


def test_the_file_asks_nothing_of_the_outside() -> None:
    made = page()

    assert not made.xpath("//link | //img | //iframe | //script[@src] | //object | //embed")
    policy = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"url\(|@import", words_of(made.xpath("//style")[0]))


def test_the_file_is_small() -> None:
    assert len(to_html(form()).encode()) < 60_000


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:notes.txt", "//evil.example/", "http:///x"],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert ALTERED.evidence is not None
    elsewhere = replace(ALTERED, evidence=replace(ALTERED.evidence, final_url=address, title=None))
    made = page(Report(REPORT.article, REPORT.state, (elsewhere,)))

    assert address in words_of(made)
    assert address not in made.xpath("//@href")


def test_markup_and_controls_in_foreign_text_stay_text() -> None:
    hostile = "</title><script>alert(1)</script>\x00\x08“&quot;"
    made = page(Report(an_article(title=hostile, byline=hostile), ReportState.CLEAR, ()))

    assert len(made.xpath("//script")) == 1
    assert words_of(made.xpath("//h1")[0]) == "</title><script>alert(1)</script>“&quot;"


def test_an_article_without_quotations_has_a_page_that_says_so() -> None:
    made = words_of(page(EMPTY))

    assert "No quotation to check: nothing was checked." in made
    assert "No quotation to check was found in this article." in made


def test_a_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    lines = an_article("First line.\nSecond line.\n")

    assert len(view(form(Report(lines, ReportState.CLEAR, ()))).paragraphs) == 3


def test_pieces_far_apart_are_shown_one_by_one() -> None:
    assert ALTERED.evidence is not None
    far = (Passage("We can pay", 10, 20), Passage("the harbour", 9000, 9011))
    apart = replace(ALTERED, evidence=replace(ALTERED.evidence, passages=far))

    source = view(form(Report(REPORT.article, REPORT.state, (apart,)))).cards[0].source

    assert source is not None
    assert ["".join(part.text for part in shown.parts) for shown in source.excerpts] == [
        "We can pay",
        "the harbour",
    ]


def test_pieces_with_known_words_between_them_are_shown_as_one() -> None:
    assert ALTERED.evidence is not None
    near = (Passage("We can", 10, 16), Passage("for it", 28, 34))
    cut = Edit("replace", "…", "hardly pay", EditKind.MARK, Span(0, 1), Span(17, 27))
    passage = replace(ALTERED.evidence, passage=near[0], passages=near)
    joined = replace(ALTERED, evidence=passage, edits=(cut,))

    source = view(form(Report(REPORT.article, REPORT.state, (joined,)))).cards[0].source

    assert source is not None
    assert [(part.text, part.hit) for part in source.excerpts[0].parts] == [
        ("We can", True),
        (" ", False),
        ("hardly pay", False),
        (" ", False),
        ("for it", True),
    ]


def test_beside_a_nearest_passage_no_words_are_compared() -> None:
    nearest = replace(ALTERED, verdict=Verdict.NOT_FOUND, action=Action.CALL)

    card = view(form(Report(REPORT.article, REPORT.state, (nearest,)))).cards[0]

    assert (card.runs, card.changes) == ((), ())
    assert card.source is not None
    assert card.source.label == "Nearest passage on the same point"


def test_a_text_that_was_cut_inside_a_word_loses_that_word() -> None:
    assert last_words("irman spoke of terms", more=True) == "…spoke of terms"
    assert first_words("It ended. " * 12 + "Then sen") == ("It ended. " * 12 + "Then") + "…"
    assert first_words("It ended. " * 12) == "It ended. " * 12


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("one two three", "one two three", "one two three"),
        ("one two three four", "…two three four", "one two three…"),
        ("", "", ""),
        ("字" * 300, "…" + "字" * 280, "字" * 280 + "…"),
    ],
)
def test_some_words_either_side_are_shown(text: str, before: str, after: str) -> None:
    assert last_words(text, 3) == before
    assert first_words(text, 3) == after


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Share\nPrint\nSave\nShe said so.", "Share · Print · Save\nShe said so."),
        ("She said so.\nHe did not.", "She said so.\nHe did not."),  # sentences stay lines
        ("“No,” she said.\nShare\nMenu\n", "“No,” she said.\nShare · Menu\n"),
        ("one two three four five\nMenu", "one two three four five\nMenu"),
        ("", ""),
    ],
)
def test_the_furniture_around_a_passage_stands_in_one_line(text: str, shown: str) -> None:
    assert in_few_lines(text) == shown
