"""What the pages show of a job while it runs, of the list of jobs, and of a kept copy."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from verifier.api.page_reports import Ready
from verifier.model import Snapshot, Verdict
from verifier.report import schema, words
from verifier.report.diff import Part, parts
from verifier.report.view import Card, View
from verifier.store import Job, JobState, Stage

STATE_WORDS = {
    JobState.QUEUED: "Waiting",
    JobState.RUNNING: "Looking",
    JobState.DONE: "Done",
    JobState.FAILED: "Failed",
    JobState.CANCELLED: "Cancelled",
}
STAGE_WORDS = {
    Stage.WAITING: "Waiting for a worker",
    Stage.READING: "Reading the article",
    Stage.LOOKING: "Looking at sources",
    Stage.ENDED: "Ended",
}
COUNT_WORDS = {
    Verdict.NOT_FOUND: "not found",
    Verdict.ALTERED: "changed",
    Verdict.PARTIAL: "partly there",
    Verdict.UNREACHABLE: "unread source",
    Verdict.UNSOURCED: "no source",
    Verdict.TOO_SHORT: "too short",
    Verdict.NEAR_VERBATIM: "with small differences",
    Verdict.VERBATIM: "word for word",
}
# What a job that still looks may already say of a quotation: it found something. All other
# verdicts only mean that the search is not over.
FOUND_SO_FAR = frozenset(
    {
        Verdict.VERBATIM,
        Verdict.NEAR_VERBATIM,
        Verdict.ALTERED,
        Verdict.PARTIAL,
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One quotation of a job that runs, and what was found for it so far."""

    id: str
    number: int
    quoted: str
    words: str
    tone: str
    icon: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of jobs."""

    id: str
    title: str
    state: str
    state_words: str
    created_at: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A kept copy's text, with the passage of one finding marked."""

    parts: tuple[Part, ...]
    placed: bool | None  # None: no passage was asked for
    page: str | None


def rows(view: View) -> tuple[Row, ...]:
    """The quotations that are checked, in article order: rows never move while they fill.

    An indirect statement is no finding before a passage on its point turns up; its row would come
    in between and give all after it another number, so the report alone has it.
    """
    quoted = [card for card in view.cards if card.verdict is not Verdict.RELATED]
    in_order = sorted(quoted, key=lambda card: card.number)
    return tuple(_row(number, card) for number, card in enumerate(in_order, start=1))


def _row(number: int, card: Card) -> Row:
    settled = card.verdict in FOUND_SO_FAR
    return Row(
        id=card.id,
        number=number,
        quoted=words.plain(" … ".join(card.quoted)),
        words=card.words if settled else "Looking …",
        tone=card.style.tone if settled else "plain",
        icon=card.style.icon if settled else "waiting",
        settled=settled,
    )


def progress(job: Job, ready: Ready | None) -> dict[str, Any]:
    """A running job for the page's script."""
    return {
        "ended": job.ended,
        "title": ready.written["article"]["title"] if ready else None,
        "words": progress_words(job),
        "done": job.progress.done,
        "total": job.progress.total,
        "rows": [asdict(row) for row in rows(ready.view)] if ready else [],
    }


def progress_words(job: Job) -> str:
    """What a job is doing."""
    stage = STAGE_WORDS[job.stage]
    if job.stage is not Stage.LOOKING or not job.progress.total:
        return stage
    return f"{stage}: {job.progress.done} of {job.progress.total} requests answered"


def listed(job: Job, title: str) -> Listed:
    """A job as the list shows it."""
    created = job.created_at.isoformat()
    counts = job.progress.counts if job.ended else {}  # those of a running job say little
    return Listed(
        id=job.id,
        title=title,
        state=job.state.value,
        state_words=STATE_WORDS[job.state],
        created_at=words.moment_words(created),
        counts=tuple(
            f"{counts[name]} {said}" for name, said in COUNT_WORDS.items() if counts.get(name)
        ),
    )


def copy_of(text: str, snapshot: Snapshot, finding: schema.Finding | None) -> Copy:
    """The copy's text; the passage is marked where it stands, or not at all."""
    evidence = finding.evidence if finding else None
    if finding is None or evidence is None or evidence.sha256 != snapshot.sha256:
        return Copy((Part(text),), None, None)
    pieces: Sequence[schema.Piece | schema.Passage] = evidence.passages or [evidence.passage]
    if any(text[piece.start : piece.end] != piece.text for piece in pieces):
        return Copy((Part(text),), False, evidence.page)
    hits = [(piece.start, piece.end) for piece in pieces]
    differing = [edit.source_span for edit in finding.edits]
    return Copy(parts(text, 0, hits=hits, differing=differing), True, evidence.page)
