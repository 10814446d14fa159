"""A report as plain text, for terminals, logs and pipes.

Takes the JSON of the contract. Signs carry every meaning, so the text reads the same without
colour: `[-source's words-]` were taken out of the source, `{+article's words+}` put in. A table
with a line for each finding goes before the findings in full.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from verifier.model import ChannelStatus, Verdict
from verifier.report import diff, lines, schema, words
from verifier.report.decided import NOTHING_DECIDED, Decided
from verifier.report.styles import attribution_words, style_of, words_on_screen
from verifier.report.view import compared

INDENT = "    "
VERDICT_WIDTH = max(len(verdict.value) for verdict in Verdict)
NARROWEST = 40  # columns; below it lines are not broken further
QUOTED_WIDTH = 56  # columns of the table; the start of a quotation is enough to know it
SOURCE_WIDTH = 24
NARROW = 60  # columns; a narrower table has no sources
SIGNED = re.compile(r"(\[-|\{\+)|(-\]|\+\})")
INKS = {"red": 31, "amber": 33, "violet": 35, "grey": 90, "blue": 34, "teal": 36, "green": 32}


def to_text(
    report: Mapping[str, Any],
    *,
    width: int = 88,
    colour: bool = False,
    decided: Mapping[str, Decided] = NOTHING_DECIDED,
) -> str:
    """The report in lines of `width` columns, the worst finding first; ends with a line break."""
    read = schema.load(report)
    write = _Writer(max(width, NARROWEST), colour)
    found = words.set_aside_last(words.utterances(read.findings))
    blocks = [_head(read, write)]
    if len(found) > 1:
        blocks.append([_row(number, pieces, write) for number, pieces in enumerate(found, start=1)])
    for number, pieces in enumerate(found, start=1):
        done = decided.get(pieces[0].id)
        decision = write.lines(f"Decision: {done.sentence}") if done else []
        blocks.append(_block(number, pieces, write) + decision)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


class _Writer:
    """Breaks lines to a width and puts ink where that is wanted."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self._colour = colour

    def lines(self, text: str, first: str = INDENT, rest: str = INDENT) -> list[str]:
        return lines.wrapped(text, self.width, first, rest)

    def ink(self, text: str, tone: str) -> str:
        code = INKS.get(tone)
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour and code else text

    def inked(self, signed: Iterable[str]) -> Iterator[str]:
        """Lines of a comparison, in ink between its signs, which may stand in different lines."""
        tone = ""
        for line in signed:
            made, at = "", 0
            for sign in SIGNED.finditer(line):
                past = sign.end() if sign[2] else sign.start()
                made += self.ink(line[at:past], tone)
                at = past
                tone = {"[-": "red", "{+": "green"}.get(sign[1] or "", "")
            yield made + self.ink(line[at:], tone)


def _head(report: schema.Report, write: _Writer) -> list[str]:
    article = report.article
    about = [article.byline, f"published {article.published}" if article.published else None]
    head = write.lines(words.plain(article.title or "Untitled article"), "", "")
    head += write.lines(words.plain(" · ".join(part for part in about if part)), "", "")
    state = f"{words.state_words(report)} ({report.state.value})."
    return head + write.lines(f"{state} {words.headline(report.findings)}", "", "")


def _row(number: int, pieces: tuple[schema.Finding, ...], write: _Writer) -> str:
    """One finding in one line: number, sign, verdict, the words, the source that is named."""
    first = pieces[0]
    style = style_of(first)
    name = f"{number:>3} {style.sign} {first.verdict.value:<{VERDICT_WIDTH}}"
    room = write.width - len(name) - 2
    cited = words.plain(words.cited(first.citations[0])) if first.citations else ""
    if write.width < NARROW:
        return f"{write.ink(name, style.tone)}  {lines.cut(_quoted(pieces), room)}"
    wide = min(QUOTED_WIDTH, room - SOURCE_WIDTH - 2)
    quoted = lines.padded(_quoted(pieces), wide)
    source = lines.cut(cited, room - wide - 2)
    return f"{write.ink(name, style.tone)}  {quoted}  {source}".rstrip()


def _block(number: int, pieces: tuple[schema.Finding, ...], write: _Writer) -> list[str]:
    first = pieces[0]
    style = style_of(first)
    sign = f"{number:>3} {style.sign} "
    said = write.lines(f"{first.verdict.value} · {words_on_screen(first)}", sign, INDENT)
    said[0] = write.ink(said[0], style.tone)
    said += write.lines(_quoted(pieces) + _said_by(first))
    if first.reason:
        said += write.lines(words.reason(first))
    if style.name == "set_aside":
        return said
    differs = attribution_words(first)
    if differs and style.name not in ("elsewhere", "attribution_differs"):
        said += write.lines(f"Also: {differs}.")
    said += _compared(pieces, write)
    said += _source(first, write)
    said += _looked_at(first, write)
    if style.todo:
        said += write.lines(f"To do: {style.todo}.")
    return said


def _quoted(pieces: Iterable[schema.Finding]) -> str:
    said = " … ".join(words.plain(piece.quotation.text) for piece in pieces)
    return f"“{said}”"


def _said_by(finding: schema.Finding) -> str:
    speaker = finding.speaker.name if finding.speaker else ""
    cited = "; ".join(words.cited(citation) for citation in finding.citations)
    said = ", ".join(part for part in (speaker, f"cited: {cited}" if cited else "") if part)
    return f" — {words.plain(said)}" if said else ""


def _compared(pieces: tuple[schema.Finding, ...], write: _Writer) -> Iterator[str]:
    edits = compared(pieces)
    for piece in pieces if edits else ():
        shown = "".join(_run(run) for run in diff.runs(piece.quotation, edits))
        yield from write.inked(write.lines(f"Changed: {words.plain(shown)}"))


def _run(run: diff.Run) -> str:
    if run.kind is None:
        return run.same
    taken = f"[-{diff.shortened(run.source.strip())}-]" if run.source.strip() else ""
    put = f"{{+{run.quoted.strip()}+}}" if run.quoted.strip() else ""
    text = run.source or run.quoted
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return before + taken + put + after


def _source(finding: schema.Finding, write: _Writer) -> list[str]:
    evidence = finding.evidence
    if evidence is None:
        return []
    pieces = [piece.text for piece in evidence.passages] or [evidence.passage.text]
    passage = words.plain(" … ".join(pieces))
    where = words.plain(words.found_in(evidence))
    relation = words.RELATION_WORDS[evidence.relation]
    role = "Nearest passage" if finding.verdict is Verdict.NOT_FOUND else "Source"
    return [
        *write.lines(f"{role} ({relation}), {where}: “{passage}”"),
        *write.lines(words.plain(evidence.final_url)),
    ]


def _looked_at(finding: schema.Finding, write: _Writer) -> Iterator[str]:
    unread = [line for line in finding.looked_at if line.outcome != "read"]
    if finding.looked_at:
        read = len(finding.looked_at) - len(unread)
        yield from write.lines(f"Looked at {len(finding.looked_at)}, read {read}.")
    for line in unread:
        where = line.url or words.CHANNEL_WORDS[line.channel]
        yield from write.lines(words.plain(f"- {where}: {line.outcome}"), INDENT, INDENT * 2)
    refused = [
        words.CHANNEL_WORDS[asked.channel]
        for asked in finding.searched
        if asked.status is ChannelStatus.REFUSED
    ]
    if refused:
        yield from write.lines(f"Not searched: {', '.join(refused)}.")
