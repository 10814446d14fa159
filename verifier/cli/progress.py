"""What stands on the screen while a check runs: a live row for each quotation.

`judge` is valid at any moment, so the rows are real findings on what was read so far. Shown only
where a person watches: on a terminal, on standard error, never in a pipe.
"""

import time
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from verifier.judge import judge
from verifier.model import Article, Finding, Limits, PageReading, Seen, Verdict

REDRAW_S = 0.25  # a person sees no more
REDRAW_SHARE = 10  # judging again takes no more than one part in so many of the time
WIDEST = 110  # columns, as of the report that follows
NARROW = 60  # columns; narrower rows have no source
WORD_WIDTH = max(len(verdict.value) for verdict in Verdict)
STYLES = {
    Verdict.VERBATIM: "green",
    Verdict.NEAR_VERBATIM: "cyan",
    Verdict.ALTERED: "yellow",
    Verdict.PARTIAL: "yellow",
    Verdict.NOT_FOUND: "red",
    Verdict.RELATED: "blue",
}


class Progress:
    """Live rows on a console; a context manager. Does nothing where nobody watches."""

    def __init__(
        self, article: Article, limits: Limits, console: Console, *, quiet: bool = False
    ) -> None:
        self._article = article
        self._limits = limits
        self._draw_at = 0.0
        self._width = console.width
        watched = console.is_terminal and not console.is_dumb_terminal
        self._live = Live(console=console, transient=True) if watched and not quiet else None

    def __enter__(self) -> "Progress":
        if self._live is not None:
            self._live.start()
            self.show({})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, seen: Seen) -> None:
        """Redraw for what has been seen so far, unless the last time is a moment ago."""
        began = time.monotonic()
        if self._live is None or began < self._draw_at:
            return
        findings = judge(self._article, seen, self._limits).findings
        self._live.update(table(findings, seen, self._width))
        taken = time.monotonic() - began
        self._draw_at = began + max(REDRAW_S, taken * REDRAW_SHARE)


def table(findings: tuple[Finding, ...], seen: Seen, width: int) -> Table:
    """One row for each checked quotation in article order, and a line on what was read."""
    pages = sum(isinstance(reading, PageReading) for reading in seen.values())
    shown = Table(
        box=None,
        show_header=False,
        caption=f"answers: {len(seen)}, of these pages read: {pages}",
        caption_justify="left",
        pad_edge=False,
        width=min(width, WIDEST),
    )
    columns = 3 if width >= NARROW else 2
    shown.add_column(no_wrap=True, overflow="ellipsis", width=WORD_WIDTH)
    shown.add_column(no_wrap=True, overflow="ellipsis", ratio=3)
    if columns == 3:
        shown.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    in_order = sorted(findings, key=lambda finding: finding.quotation.start)
    for finding in in_order:
        if finding.verdict is not Verdict.SET_ASIDE:
            shown.add_row(*_row(finding)[:columns])
    return shown


def _row(finding: Finding) -> tuple[Text, Text, Text]:
    found = finding.evidence is not None or finding.verdict in STYLES
    word = finding.verdict.value if found else "looking …"
    if finding.misattributed:
        word += f", other {' and '.join(finding.misattributed)}"
    style = STYLES.get(finding.verdict, "default") if found else "dim"
    citations = finding.quotation.citations
    source = (citations[0].outlet_name or citations[0].url or "") if citations else ""
    return (Text(word, style), Text(f"“{_one_line(finding.quotation.text)}”"), Text(source, "dim"))


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
