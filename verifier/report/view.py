"""What the report page shows, ready for its template: article, cards, ledger.

Every form with a layout (the live page, the one-file export) is filled from a `View`; the template
decides nothing but markup. The article's own text and the findings stay apart from what we say
about them, so that foreign text is always set off (`dir="auto"`) and escaped.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verifier.model import Action, Basis, ChannelStatus, ReportState, Verdict
from verifier.report import diff, schema, words
from verifier.report.article_view import Marker, Paragraph, paragraphs
from verifier.report.passages import Excerpt, excerpts
from verifier.report.styles import (
    Style,
    attribution_words,
    edit_words,
    style_of,
    words_on_screen,
)
from verifier.report.timeline import Moment, timeline

NEAREST_ONLY = frozenset({Verdict.NOT_FOUND, Verdict.RELATED})
SAID_ALREADY = frozenset({"elsewhere", "attribution_differs"})


@dataclass(frozen=True, slots=True)
class Change:
    """One differing word, in words: "source: talks · article: talk · inflection"."""

    source: str
    quoted: str
    name: str
    turns_meaning: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The page that a finding rests on."""

    title: str | None
    outlet: str | None
    date: str
    date_from: str | None
    relation: str
    address: str
    link: str | None  # http and https only
    sha256: str
    retrieved_at: str
    archived_at: str | None
    page: str | None
    excerpts: tuple[Excerpt, ...]
    label: str
    words: str  # the passage itself, for copying


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One page or channel that was looked at."""

    address: str
    link: str | None
    channel: str
    result: str
    read: bool
    detail: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One utterance: what was found for it, where, and what to do."""

    id: str
    number: int
    style: Style
    verdict: Verdict
    action: Action
    words: str
    also: str | None
    reason: str
    quoted: tuple[str, ...]  # the pieces of the utterance
    runs: tuple[tuple[diff.Run, ...], ...]  # of each piece; () where no word differs
    changes: tuple[Change, ...]
    speaker: str | None
    claimed: tuple[tuple[str, str], ...]  # source and date of each citation
    source: Source | None
    read: tuple[LedgerRow, ...]
    ledger: tuple[LedgerRow, ...]
    not_searched: tuple[str, ...]
    todo: str | None
    timeline: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of the cards, with how many it leaves."""

    name: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """The whole page."""

    title: str
    byline: str | None
    published: str
    address: str | None
    link: str | None
    language: str | None
    state: ReportState
    state_words: str
    headline: str
    chips: tuple[Chip, ...]
    cards: tuple[Card, ...]
    groups: tuple[tuple[Action, tuple[Card, ...]], ...]  # the cards of each action, worst first
    aside: tuple[Card, ...]
    paragraphs: tuple[Paragraph, ...]
    job_id: str | None
    created_at: str
    finished_at: str | None
    article_sha256: str


def view(report: Mapping[str, Any]) -> View:
    """A report of the contract's JSON as what its page shows."""
    read = schema.load(report)
    numbers = _numbers(read.findings)
    all_cards = tuple(
        card(pieces, numbers.get(pieces[0].id, 0), read.article.published)
        for pieces in words.utterances(read.findings)
    )
    shown = tuple(one for one in all_cards if one.verdict is not Verdict.SET_ASIDE)
    article = read.article
    return View(
        title=article.title or "Untitled article",
        byline=words.without_by(article.byline),
        published=words.day(article.published),
        address=article.url,
        link=words.link(article.url),
        language=article.language,
        state=read.state,
        state_words=words.state_words(read),
        headline=words.headline(read.findings),
        chips=_chips(shown),
        cards=shown,
        groups=_groups(shown),
        aside=tuple(one for one in all_cards if one.verdict is Verdict.SET_ASIDE),
        paragraphs=paragraphs(article, read.findings, {one.id: marker(one) for one in shown}),
        job_id=read.job_id,
        created_at=read.created_at,
        finished_at=read.finished_at,
        article_sha256=article.sha256,
    )


def card(
    pieces: Sequence[schema.Finding], number: int, article_published: str | None = None
) -> Card:
    """The card of one utterance, from the findings of its pieces."""
    first = pieces[0]
    style = style_of(first)
    differs = attribution_words(first)
    edits = compared(pieces)
    runs = tuple(diff.runs(piece.quotation, edits) for piece in pieces) if edits else ()
    ledger = tuple(_row(line) for line in first.looked_at)
    return Card(
        id=first.id,
        number=number,
        style=style,
        verdict=first.verdict,
        action=first.action,
        words=words_on_screen(first),
        also=_also(first, differs) if style.name not in SAID_ALREADY else None,
        reason=words.reason(first),
        quoted=tuple(piece.quotation.text for piece in pieces),
        runs=runs,
        changes=_changes(runs),
        speaker=first.speaker.name if first.speaker else None,
        claimed=tuple(filter(any, (words.cited_parts(citation) for citation in first.citations))),
        source=_source(first.evidence, edits, first.verdict) if first.evidence else None,
        read=tuple(row for row in ledger if row.read),
        ledger=ledger,
        not_searched=_not_searched(first),
        todo=style.todo,
        timeline=timeline(first, article_published),
    )


def marker(card: Card) -> Marker:
    """What the article column shows of a card."""
    return Marker(card.id, card.number, card.words, card.style)


def _numbers(findings: Sequence[schema.Finding]) -> dict[str, int]:
    """First piece's id → number in article order, of all utterances that are marked there."""
    marked = [
        pieces[0]
        for pieces in words.utterances(findings)
        if pieces[0].verdict is not Verdict.SET_ASIDE
    ]
    in_order = sorted(marked, key=lambda finding: finding.quotation.start)
    return {finding.id: number for number, finding in enumerate(in_order, start=1)}


def _chips(cards: Sequence[Card]) -> tuple[Chip, ...]:
    counts = Counter(card.action for card in cards)
    return (
        Chip("all", "All", len(cards)),
        *(
            Chip(action.value, words.ACTION_SHORT[action], counts[action])
            for action in Action
            if counts[action]
        ),
    )


def _groups(cards: Sequence[Card]) -> tuple[tuple[Action, tuple[Card, ...]], ...]:
    """The cards by action: a filter hides a group, which costs the same however long it is."""
    groups = ((action, tuple(card for card in cards if card.action is action)) for action in Action)
    return tuple((action, found) for action, found in groups if found)


def _also(finding: schema.Finding, differs: str) -> str | None:
    if differs:
        return f"Also: {differs}."
    if finding.action is Action.SOURCE and finding.evidence:
        return "The source named was not read."
    return None


def compared(pieces: Sequence[schema.Finding]) -> list[schema.Edit]:
    """The edits worth showing: beside a passage that only speaks of the same point there are none.

    Such a passage has other words throughout, and marking each of them would hide that.
    """
    evidence = pieces[0].evidence
    if evidence is None or pieces[0].verdict in NEAREST_ONLY or evidence.basis is Basis.SAME_POINT:
        return []
    shared = {
        (edit.quoted_span, edit.source_span): edit for piece in pieces for edit in piece.edits
    }
    return list(shared.values())


def _changes(pieces: Sequence[Sequence[diff.Run]]) -> tuple[Change, ...]:
    return tuple(
        dict.fromkeys(
            Change(
                diff.shortened(run.source.strip()),
                run.quoted.strip(),
                edit_words(run.kind),
                run.turns_meaning,
            )
            for runs in pieces
            for run in runs
            if run.kind is not None
        )
    )


def _source(evidence: schema.Evidence, edits: Sequence[schema.Edit], verdict: Verdict) -> Source:
    return Source(
        title=evidence.title,
        outlet=words.page_name(evidence),
        date=words.day(evidence.published),
        date_from=evidence.published_from,
        relation=words.RELATION_WORDS[evidence.relation],
        address=evidence.final_url,
        link=words.link(evidence.final_url),
        sha256=evidence.sha256,
        retrieved_at=evidence.retrieved_at,
        archived_at=evidence.memento_datetime,
        page=evidence.page,
        excerpts=excerpts(evidence, edits),
        label=_passage_label(verdict),
        words=evidence.passage.text,
    )


def _passage_label(verdict: Verdict) -> str:
    if verdict is Verdict.NOT_FOUND:
        return "Nearest passage on the same point"
    if verdict is Verdict.RELATED:
        return "Passage on the same point"
    if verdict in (Verdict.UNREACHABLE, Verdict.UNSOURCED, Verdict.TOO_SHORT):
        return "Nearest passage, in another page"
    return "In the source"


def _row(line: schema.LookedAt) -> LedgerRow:
    read = line.outcome == "read"
    result = f"read in full, {line.words:,} words" if read and line.words else "read in full"
    if line.outcome != "read":
        result = words.OUTCOME_WORDS[line.outcome]
        if line.words:
            result += f" ({line.words:,} words read)"
    if line.relation:
        result += f"; {words.RELATION_WORDS[line.relation]}"
    return LedgerRow(
        address=line.url or "no page",
        link=words.link(line.url),
        channel=words.CHANNEL_WORDS[line.channel],
        result=result,
        read=read,
        detail=line.detail,
    )


def _not_searched(finding: schema.Finding) -> tuple[str, ...]:
    """Channels by why they were not searched: "Not asked: Brave search, the outlet’s feed"."""
    left: dict[ChannelStatus, list[str]] = {}
    for asked in finding.searched:
        if asked.status is not ChannelStatus.SEARCHED:
            left.setdefault(asked.status, []).append(words.CHANNEL_WORDS[asked.channel])
    return tuple(
        f"{words.STATUS_WORDS[status].capitalize()}: {', '.join(left[status])}"
        for status in ChannelStatus
        if status in left
    )
