import pytest

from tests.verifier.report.examples import (
    ALTERED,
    CREATED,
    EMPTY,
    FINISHED,
    REPORT,
    SET_ASIDE,
    UNSOURCED,
    VERBATIM,
    an_article,
)
from verifier.model import Report, ReportState, Verdict
from verifier.report import to_json, to_text


def text_of(report: Report, **options: object) -> str:
    form = to_json(report, created_at=CREATED, finished_at=FINISHED)
    return to_text(form, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("verdict", set(Verdict) - {Verdict.NEAR_VERBATIM})
def test_the_name_of_the_verdict_stands_beside_the_words_on_screen(verdict: Verdict) -> None:
    assert f" {verdict.value} · " in text_of(REPORT)


def test_the_head_has_the_state_and_the_counts_by_action() -> None:
    head = text_of(REPORT, width=400).split("\n\n")[0]

    assert "Needs action (action). 8 quotations: 1 needs a call, 2 need an edit, " in head
    assert "1 set aside." in head


def test_an_article_without_quotations_says_that_nothing_was_checked() -> None:
    assert "Nothing to do (clear). No quotation to check: nothing was checked." in text_of(EMPTY)


def test_a_clear_report_with_a_source_to_add_does_not_say_that_there_is_nothing_to_do() -> None:
    head = text_of(Report(an_article(), ReportState.CLEAR, (UNSOURCED,))).split("\n\n")[0]

    assert "Nothing to change (clear). 1 quotation: 1 names no source." in head


def test_what_was_not_checked_comes_last_and_says_so_once() -> None:
    last = text_of(Report(an_article(), ReportState.CLEAR, (SET_ASIDE, VERBATIM))).split("\n\n")[-1]

    assert "set_aside · Not checked: " in last
    assert last.count("Not checked") == 1


def test_changed_words_are_signed_so_that_they_survive_without_colour() -> None:
    text = text_of(REPORT)

    assert "we [-can-]{+cannot+} pay for a second ship." in text
    assert "{+and a full purse+}" in text
    assert "\x1b" not in text


def test_colour_adds_nothing_but_colour() -> None:
    inked = text_of(REPORT, colour=True)

    assert "\x1b[31m" in inked
    assert __import__("re").sub("\x1b\\[\\d+m", "", inked) == text_of(REPORT)


def test_the_pieces_of_one_utterance_are_one_entry() -> None:
    assert "“Nobody in this town has asked us, … and nobody will.”" in text_of(REPORT, width=200)


@pytest.mark.parametrize("width", [40, 72, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    longest = max(text_of(REPORT, width=width).splitlines(), key=len)

    assert len(longest) <= width or " " not in longest.strip()


@pytest.mark.parametrize("width", [40, 88])
def test_a_table_with_a_line_for_each_finding_comes_first(width: int) -> None:
    report = text_of(REPORT, width=width)
    rows = report.split("\n\n")[1].splitlines()

    assert len(rows) == 10
    assert rows[0].startswith("  1 ✗ not_found      “Nobody in this")
    assert ("Harbour Gazette" in rows[1]) == (width == 88)
    assert max(map(len, rows)) <= width


def test_one_finding_needs_no_table() -> None:
    one = Report(REPORT.article, ReportState.ACTION, (ALTERED,))

    assert text_of(one).count("altered") == 1


def test_ink_goes_on_over_the_end_of_a_line_and_stops_with_the_sign() -> None:
    inked = text_of(REPORT, width=40, colour=True)

    assert "\x1b[31m[-can-]\x1b[0m\x1b[32m{+cannot+}\x1b[0m" in inked
    assert "\x1b[32m{+and a full purse+}\x1b[0m" in text_of(REPORT, colour=True)
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in inked.splitlines())


def test_controls_of_the_article_do_not_reach_the_terminal() -> None:
    hostile = an_article(title="Up\x1b[2J\x07 \u202etxet")
    report = Report(hostile, ReportState.ACTION, (ALTERED,))

    text = text_of(report)

    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "Up [2J" in text
