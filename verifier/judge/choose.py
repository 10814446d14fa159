"""Which sighting is shown, and is it a find?

Found beats not found; the named source comes before any other page; from elsewhere only the same
words count (docs/verdicts.md). The order never depends on the order in which pages came in.
"""

from collections.abc import Iterable

from verifier.judge.sightings import (
    FAR,
    FOUND,
    GREEN,
    RELATIONS,
    Sighting,
    Unit,
    first_moment,
)
from verifier.model import Basis, Match, Relation, Verdict

NEAR_LIKENESS = 0.5  # of a passage with the same words, below which it is chance


def proves(match: Match) -> bool:
    """Whether a match proves anything: long enough, or in quotation marks, or by the speaker."""
    return not match.short or match.quoted is True or match.speaker_near


def is_find(unit: Unit, sighting: Sighting) -> bool:
    """Whether a sighting is a find for this unit."""
    match = sighting.match
    if match is None or not sighting.evidence or match.verdict not in FOUND:
        return False
    if not proves(match):
        return False
    if sighting.from_source:
        return True
    if match.verdict not in GREEN:
        return False
    # Where a source is named, short words elsewhere are a find only if nothing is left to doubt.
    return not (match.short and unit.named) or (
        match.verdict is Verdict.VERBATIM and match.quoted is True and match.speaker_near
    )


def has_words(sighting: Sighting) -> bool:
    """Whether a page of a source has the words, all of them, be they few."""
    match = sighting.match
    return (
        match is not None
        and sighting.evidence
        and sighting.from_source
        and match.verdict in FOUND
        and match.verdict is not Verdict.PARTIAL
    )


def best_find(unit: Unit, sightings: Iterable[Sighting]) -> Sighting | None:
    """The sighting to show among the finds; None without any."""
    finds = [sighting for sighting in sightings if is_find(unit, sighting)]
    return min(finds, key=_find_order, default=None)


def _find_order(sighting: Sighting) -> tuple[object, ...]:
    match = sighting.match
    assert match is not None
    return (
        _class(match, sighting),
        RELATIONS.index(sighting.relation),
        not sighting.linked,
        {True: 0, None: 1, False: 2}[sighting.in_window],
        FOUND.index(match.verdict),
        match.quoted is False,
        sighting.days_off,
        sighting.page.memento_datetime is not None,
        first_moment(sighting.page),
        -match.score,
        sighting.page.request.key,
    )


def _class(match: Match, sighting: Sighting) -> int:
    """How good a find is before its relation is asked for.

    The exact words on another page say more about their origin than a part of them in the named
    source; a changed word in the named source is that source's own passage.
    """
    if sighting.from_source:
        return {Verdict.ALTERED: 1, Verdict.PARTIAL: 3}.get(match.verdict, 0)
    return 2 if match.verdict is Verdict.VERBATIM else 4


def too_short(unit: Unit, sightings: Iterable[Sighting]) -> Sighting | None:
    """A sighting of words that are there but prove nothing; None without any."""
    held = [
        sighting
        for sighting in sightings
        if sighting.evidence
        and sighting.match is not None
        and sighting.match.verdict in GREEN
        and not proves(sighting.match)
        and sighting.from_source
    ]
    return min(held, key=_find_order, default=None)


def too_short_elsewhere(unit: Unit, sightings: Iterable[Sighting]) -> Sighting | None:
    """A sighting of short words on a page of another source, where one is named; else None."""
    held = [
        sighting
        for sighting in sightings
        if sighting.evidence
        and not sighting.from_source
        and sighting.match is not None
        and sighting.match.short
        and sighting.match.verdict in GREEN
    ]
    return min(held, key=_find_order, default=None) if unit.named else None


def nearest(sightings: Iterable[Sighting]) -> Sighting | None:
    """The nearest passage on any page that may be evidence, the named source's first."""
    held = [
        sighting
        for sighting in sightings
        if sighting.evidence
        and sighting.match is not None
        and sighting.match.passages
        and _is_near(sighting, sighting.match)
    ]
    return min(held, key=_near_order, default=None)


def _is_near(sighting: Sighting, match: Match) -> bool:
    if match.verdict in FOUND:
        return sighting.from_source or not match.short
    if not sighting.from_source:
        return False
    # A word or two that happen to be shared are no passage to show anybody.
    return match.basis is Basis.SAME_POINT or match.likeness >= NEAR_LIKENESS


def _near_order(sighting: Sighting) -> tuple[object, ...]:
    match = sighting.match
    assert match is not None
    return (
        sighting.relation is Relation.ELSEWHERE,
        match.verdict is Verdict.NOT_FOUND,
        {True: 0, None: 1, False: 2}[sighting.in_window],
        -match.score,
        -match.likeness,
        RELATIONS.index(sighting.relation),
        min(sighting.days_off, FAR),
        first_moment(sighting.page),
        sighting.page.request.key,
    )
