"""From the log of a job to its report: what was found for each quotation.

A pure function of article and log, valid at any moment, so that findings shown while a job runs
are real ones. The rules are those of docs/verdicts.md; no page is read and nothing is asked here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.judge import choose, reason
from verifier.judge.faults import misattributed, quoted_in_source
from verifier.judge.ledger import looked_at, searched
from verifier.judge.settle import is_of, unsettled
from verifier.judge.sightings import (
    Log,
    Named,
    Sighting,
    Unit,
    is_aside,
    sight,
    units,
)
from verifier.model import (
    Action,
    Article,
    Basis,
    EditKind,
    Evidence,
    Finding,
    Limits,
    LookedAt,
    Match,
    Misattribution,
    Quotation,
    QuotationKind,
    Relation,
    Report,
    ReportState,
    Searched,
    Seen,
    Verdict,
)

__all__ = ["judge"]

Ledger = tuple[tuple[Searched, ...], tuple[LookedAt, ...]]

_WORST_FIRST = tuple(Action)
_MARKED = frozenset({EditKind.MARK, EditKind.TYPOGRAPHY})


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was found for one unit, before it is told for each of its pieces."""

    verdict: Verdict
    reason: str
    shown: Sighting | None = None
    faults: tuple[Misattribution, ...] = ()
    quoted: bool | None = None
    unread: tuple[Named, ...] = ()  # named sources that are not settled


def judge(article: Article, seen: Seen, limits: Limits | None = None) -> Report:
    """The report on an article, as far as the log goes; findings worst first."""
    log = Log.of(seen)
    findings: list[Finding] = []
    incomplete = False
    for unit in units(article):
        sightings = sight(unit, log)
        ruling = rule(unit, sightings, log, limits)
        incomplete = incomplete or (bool(ruling.unread) and not _is_indirect(unit))
        ledger = _ledger(unit, sightings, log, limits)
        for piece in unit.pieces:
            findings.append(_finding(piece, unit, ruling, ledger))
    findings.sort(key=lambda f: (_WORST_FIRST.index(f.action), f.quotation.start, f.quotation.id))
    return Report(article, _state(findings, incomplete=incomplete), tuple(findings))


def _ledger(unit: Unit, sightings: Sequence[Sighting], log: Log, limits: Limits | None) -> Ledger:
    """What was searched and looked at; nothing for what is not checked."""
    if is_aside(unit.lead) and not _is_indirect(unit):
        return (), ()
    return searched(unit, log, limits), looked_at(unit, sightings, log)


def _state(findings: Sequence[Finding], *, incomplete: bool) -> ReportState:
    if any(f.action in {Action.CALL, Action.WORDING, Action.ATTRIBUTION} for f in findings):
        return ReportState.ACTION
    return ReportState.INCOMPLETE if incomplete else ReportState.CLEAR


def _is_indirect(unit: Unit) -> bool:
    return unit.lead.kind is QuotationKind.INDIRECT


def rule(
    unit: Unit, sightings: Sequence[Sighting], log: Log, limits: Limits | None = None
) -> Ruling:
    """What was found for one unit; the limits of the job only tell why nothing was."""
    if _is_indirect(unit):
        return _rule_indirect(unit, sightings)
    if is_aside(unit.lead):
        return Ruling(Verdict.SET_ASIDE, reason.set_aside(unit.lead.aside or _kind(unit.lead)))
    shown = choose.best_find(unit, sightings)
    if shown is not None:
        return _rule_found(unit, shown, sightings, log)
    return _rule_absent(unit, sightings, log, limits)


def _kind(quotation: Quotation) -> str:
    return f"{quotation.kind.value} quotation"


def _rule_indirect(unit: Unit, sightings: Sequence[Sighting]) -> Ruling:
    """An indirect statement: a passage on the same point in the named source, or nothing."""
    near = choose.nearest([s for s in sightings if s.from_source])
    if near is None or (is_aside(unit.lead) and not unit.named):
        return Ruling(Verdict.SET_ASIDE, reason.set_aside(unit.lead.aside or "indirect statement"))
    return Ruling(Verdict.RELATED, reason.related(near), near)


def _rule_found(unit: Unit, shown: Sighting, sightings: Sequence[Sighting], log: Log) -> Ruling:
    assert shown.match is not None
    # A page that has the words settles its source; one that has a part of them does not.
    has_words = shown.from_source and shown.match.verdict is not Verdict.PARTIAL
    unread = _others_unread(unit, sightings, log) if has_words else unsettled(unit, sightings, log)
    faults = misattributed(unit, shown, sightings, settled=not unread)
    quoted = quoted_in_source(unit, shown)
    told = reason.found(unit, shown, faults, sightings, unread=unread)
    return Ruling(shown.match.verdict, told, shown, faults, quoted, unread)


def _others_unread(unit: Unit, sightings: Sequence[Sighting], log: Log) -> tuple[Named, ...]:
    """The sources named beside one that has the words which were not read, if there are several."""
    if len(unit.named) == 1:
        return ()
    having = [s for s in sightings if choose.has_words(s)]
    if any(s.relation is Relation.PROVIDED for s in having):
        return ()
    return tuple(
        named
        for named in unsettled(unit, sightings, log)
        if not any(is_of(named, sighting) for sighting in having)
    )


def _rule_absent(
    unit: Unit, sightings: Sequence[Sighting], log: Log, limits: Limits | None
) -> Ruling:
    short = choose.too_short(unit, sightings)
    if short is not None:
        quoted = quoted_in_source(unit, short)
        unread = _others_unread(unit, sightings, log)
        told = reason.too_short(short, sightings, unread=unread)
        return Ruling(Verdict.TOO_SHORT, told, short, quoted=quoted, unread=unread)
    if not unit.named:
        return Ruling(Verdict.UNSOURCED, reason.unsourced(log, unit, limits))
    near = choose.nearest(sightings)
    quoted = quoted_in_source(unit, near)
    unread = unsettled(unit, sightings, log)
    if unread:
        told = reason.unreachable(sightings, unread, log, unit, limits)
        return Ruling(Verdict.UNREACHABLE, told, near, quoted=quoted, unread=unread)
    # The words stand on a page that was read: they are not absent, and not shown to be wrong.
    short = choose.too_short_elsewhere(unit, sightings)
    if short is not None:
        told = reason.too_short_elsewhere(unit, short)
        return Ruling(Verdict.TOO_SHORT, told, short, quoted=quoted_in_source(unit, short))
    told = reason.not_found(unit, sightings, near, log)
    return Ruling(Verdict.NOT_FOUND, told, near, quoted=quoted)


# --- the finding of one piece ----------------------------------------------------------------


def _finding(
    piece: Quotation,
    unit: Unit,
    ruling: Ruling,
    ledger: Ledger,
) -> Finding:
    match = ruling.shown.match if ruling.shown else None
    return Finding(
        quotation=piece,
        verdict=ruling.verdict,
        action=action(unit, ruling),
        score=match.score if match else 0.0,
        reason=ruling.reason,
        misattributed=ruling.faults,
        quoted_in_source=ruling.quoted,
        edits=match.edits if match and match.basis is Basis.SAME_WORDS else (),
        evidence=_evidence(piece, ruling.shown, match) if ruling.shown and match else None,
        searched=ledger[0],
        looked_at=ledger[1],
    )


def action(unit: Unit, ruling: Ruling) -> Action:
    """What an editor may have to do: the first that fits (docs/verdicts.md)."""
    verdict = ruling.verdict
    if verdict in {Verdict.SET_ASIDE, Verdict.RELATED}:
        return Action.NONE
    if verdict is Verdict.NOT_FOUND:
        return Action.CALL
    if verdict in {Verdict.ALTERED, Verdict.PARTIAL}:
        return Action.WORDING
    if ruling.faults or ruling.quoted is False:
        return Action.ATTRIBUTION
    if verdict in {Verdict.UNREACHABLE, Verdict.UNSOURCED} or ruling.unread:
        return Action.SOURCE
    if verdict is Verdict.TOO_SHORT or _has_unmarked(ruling):
        return Action.LOOK
    return Action.NONE


def _has_unmarked(ruling: Ruling) -> bool:
    match = ruling.shown.match if ruling.shown else None
    if ruling.verdict is not Verdict.NEAR_VERBATIM or match is None:
        return False
    return any(edit.kind not in _MARKED for edit in match.edits)


def _evidence(piece: Quotation, shown: Sighting, match: Match) -> Evidence | None:
    page = shown.page
    own = next((m for m in page.matches if m.quotation == piece.id and m.passages), match)
    if not own.passages:
        return None
    return Evidence(
        relation=shown.relation,
        basis=match.basis,
        url=page.request.original or page.request.url,
        final_url=page.final_url,
        title=page.title,
        outlet=page.outlet,
        published=page.published,
        published_from=page.published_from,
        retrieved_at=page.retrieved_at,
        sha256=page.sha256,
        memento_datetime=page.memento_datetime,
        page=own.page,
        passage=own.passages[0],
        prefix=own.prefix,
        suffix=own.suffix,
        passages=match.passages,
    )
