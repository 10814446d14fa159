"""A report as Markdown: the findings in words, the sources as footnotes.

Foreign words are escaped, so that nothing in an article or a page becomes markup: Markdown lets
HTML through, and many readers show it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from verifier.model import Verdict
from verifier.report import diff, schema, words
from verifier.report.decided import NOTHING_DECIDED, Decided
from verifier.report.styles import attribution_words, style_of, words_on_screen
from verifier.report.view import compared

MARKUP = re.compile(r"([\\`*_\[\]<>#|~$&@^]|(?<=\w):(?=//)|(?<=www)\.)")
AT_THE_START = re.compile(r"^(\d{0,9})([-+=.)])")  # of a paragraph: a list, a line below a heading
SAID_ALREADY = frozenset({"elsewhere", "attribution_differs"})


def to_md(report: Mapping[str, Any], *, decided: Mapping[str, Decided] = NOTHING_DECIDED) -> str:
    """The report as Markdown with footnotes (CommonMark and the footnotes of GitHub and Pandoc)."""
    read = schema.load(report)
    shown = [
        pieces
        for pieces in words.utterances(read.findings)
        if pieces[0].verdict is not Verdict.SET_ASIDE
    ]
    blocks = [*_head(read)]
    for number, pieces in enumerate(shown, start=1):
        blocks += _finding(number, pieces)
        done = decided.get(pieces[0].id)
        blocks.append(f"Decision: {_plain(done.sentence)}" if done else "")
    blocks += [_footnote(number, pieces[0]) for number, pieces in enumerate(shown, start=1)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(report: schema.Report) -> list[str]:
    article = report.article
    byline = words.without_by(article.byline)
    about = [
        f"by {_plain(byline)}" if byline else "",
        f"published {article.published}" if article.published else "",
        f"checked {words.moment_words(report.finished_at)}" if report.finished_at else "",
    ]
    return [
        f"# {_plain(article.title or 'Untitled article')}",
        ", ".join(filter(None, about)),
        f"**{words.state_words(report)}.** {words.headline(report.findings)}",
    ]


def _finding(number: int, pieces: Sequence[schema.Finding]) -> list[str]:
    first = pieces[0]
    style = style_of(first)
    quoted = " … ".join(piece.quotation.text for piece in pieces)
    said = [_plain(first.speaker.name)] if first.speaker else []
    said += [_plain(words.cited(citation)) for citation in first.citations]
    differs = attribution_words(first) if style.name not in SAID_ALREADY else ""
    by = f"\n> — {', '.join(filter(None, said))}" if any(said) else ""
    return [
        f"## {number}. {style.sign} {_plain(words_on_screen(first))} (`{first.verdict}`)",
        f"> “{_plain(quoted)}”{by}",
        f"{_plain(first.reason)}[^{number}]",
        f"Also: {differs}." if differs else "",
        *_changes(pieces),
        f"To do: {style.todo}." if style.todo else "",
    ]


def _changes(pieces: Sequence[schema.Finding]) -> list[str]:
    edits = compared(pieces)
    if not edits:
        return []
    return [
        "Changed: " + "".join(_run(run) for run in diff.runs(piece.quotation, edits))
        for piece in pieces
    ]


def _run(run: diff.Run) -> str:
    if run.kind is None:
        return _spaced(run.same, _plain(run.same))
    taken = f"~~{_plain(diff.shortened(run.source))}~~" if run.source.strip() else ""
    put = f"**{_plain(run.quoted)}**" if run.quoted.strip() else ""
    return _spaced(run.source or run.quoted, " ".join(filter(None, (taken, put))))


def _spaced(original: str, shown: str) -> str:
    before = " " if original[:1].isspace() else ""
    after = " " if original[-1:].isspace() and original.strip() else ""
    return before + shown + after


def _footnote(number: int, finding: schema.Finding) -> str:
    said = []
    evidence = finding.evidence
    if evidence:
        where = _plain(words.found_in(evidence) or "the page")
        said.append(f"{where} ({words.RELATION_WORDS[evidence.relation]}): “")
        said[-1] += f"{_plain(evidence.passage.text)}” {_address(evidence.final_url)},"
        said.append(f"read {words.moment_words(evidence.retrieved_at)},")
        said.append(f"SHA-256 `{evidence.sha256[:12]}`.")
    unread = [line for line in finding.looked_at if line.outcome != "read"]
    said.append(f"Looked at {len(finding.looked_at)}, read {len(finding.looked_at) - len(unread)}.")
    for line in unread:
        where = _address(line.url) if line.url else words.CHANNEL_WORDS[line.channel]
        said.append(f"{where}: {line.outcome}.")
    return f"[^{number}]: " + " ".join(said)


def _address(address: str) -> str:
    link = words.link(address)
    if link is None or re.search(r"[<>\\`]", link):
        return _plain(address)
    return f"<{link}>"


def _plain(text: str) -> str:
    return AT_THE_START.sub(r"\1\\\2", MARKUP.sub(r"\\\1", words.plain(text)))
