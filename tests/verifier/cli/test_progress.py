import io
from dataclasses import replace

import pytest
from rich.console import Console

from verifier.cli.progress import Progress, table
from verifier.judge import judge
from verifier.model import (
    Article,
    Citation,
    Document,
    Limits,
    MediaType,
    Quotation,
    QuotationKind,
)

WORDS = "We open the gate at nine, whatever the weather says"
QUOTATION = Quotation("q00000001", WORDS, 1, 1 + len(WORDS), QuotationKind.DIRECT)
SCARE = Quotation("q00000002", "gate", 70, 74, QuotationKind.SCARE, aside="scare quotes")
TEXT = f"“{WORDS},” she said. They call it the “gate”.".ljust(90)
ARTICLE = Article(Document(TEXT, MediaType.TEXT, sha256="0" * 64), (QUOTATION, SCARE))


def drawn(console: Console) -> str:
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_each_checked_quotation_has_a_row_from_the_start() -> None:
    console = Console(file=io.StringIO(), width=100)

    console.print(table(judge(ARTICLE, {}, Limits()).findings, {}, 100))

    assert "looking …" in drawn(console)
    assert f"“{WORDS}”" in drawn(console)
    assert "“gate”" not in drawn(console)
    assert "answers: 0" in drawn(console)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_rows_keep_to_the_width_and_say_where_they_are_cut(width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    cited = Citation("", 0, 0, outlet_name="The Long Gazette " * 3)
    quotation = replace(QUOTATION, text=WORDS * 3, citations=(cited,))
    findings = tuple(
        replace(one, quotation=quotation)
        for one in judge(ARTICLE, {}, Limits()).findings
        if one.quotation is QUOTATION
    )

    console.print(table(findings, {}, width))

    row = drawn(console).splitlines()[0]
    assert len(row) <= width
    assert row.count("…") == (3 if width >= 60 else 2)  # one is that of "looking …"


def test_rows_are_drawn_on_a_terminal() -> None:
    console = Console(
        file=io.StringIO(), force_terminal=True, width=100, _environ={"TERM": "xterm"}
    )

    with Progress(ARTICLE, Limits(), console):
        pass

    assert "looking …" in drawn(console)


def test_nothing_is_drawn_in_a_pipe_nor_where_quiet_was_asked_for() -> None:
    pipe = Console(file=io.StringIO(), force_terminal=False)
    terminal = Console(file=io.StringIO(), force_terminal=True, _environ={"TERM": "xterm"})

    for progress in (
        Progress(ARTICLE, Limits(), pipe),
        Progress(ARTICLE, Limits(), terminal, quiet=True),
    ):
        with progress:
            progress.show({})

    assert drawn(pipe) == ""
    assert drawn(terminal) == ""
