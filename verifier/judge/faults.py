"""What does the article say of a passage that its page does not bear out?

Each fault is a fact about the shown passage (docs/verdicts.md, "Beside the verdict").
"""

from collections.abc import Iterable

from verifier.dates import days_off, is_guess
from verifier.judge.choose import is_find
from verifier.judge.sightings import Named, Sighting, Unit
from verifier.model import DatePrecision, DateRole, Misattribution, Relation

DAYS_TOLERATED = 2
_RELATIVE = "relative"  # "last week", "two months ago": no day that a page could be held to

_DATED = frozenset({Relation.NAMED, Relation.MIRROR})
_OWN = _DATED | {Relation.REPUBLISHED}


def misattributed(
    unit: Unit, shown: Sighting, sightings: Iterable[Sighting], *, settled: bool
) -> tuple[Misattribution, ...]:
    """The faults of a find: outlet, date, speaker; never of a file given by the user."""
    if shown.relation is Relation.PROVIDED or shown.match is None:
        return ()
    found: list[Misattribution] = []
    if unit.named and shown.relation is Relation.ELSEWHERE and settled:
        found.append(Misattribution.OUTLET)
    if is_misdated(unit, shown, sightings):
        found.append(Misattribution.DATE)
    if unit.lead.speaker and shown.match.speaker_differs:
        found.append(Misattribution.SPEAKER)
    return tuple(found)


def is_misdated(unit: Unit, shown: Sighting, sightings: Iterable[Sighting]) -> bool:
    """Whether the shown page is of another day than the article says."""
    if shown.relation not in _DATED or is_guess(shown.page.published_from):
        return False
    dated = [named for named in unit.named if _is_comparable(named, shown)]
    if not dated or not all(_is_off(named, shown) for named in dated):
        return False
    return not any(
        sighting.from_source and is_find(unit, sighting) and _is_in_time(unit, sighting)
        for sighting in sightings
    )


def _is_in_time(unit: Unit, sighting: Sighting) -> bool:
    """Whether a page of a named outlet is of the day that is cited, not merely looked for then."""
    return any(
        sighting.page.published is not None and not _is_off(named, sighting)
        for named in unit.named
        if _is_comparable(named, sighting)
    )


def _is_comparable(named: Named, shown: Sighting) -> bool:
    """Whether the citation's date and the page's are dates of the same thing."""
    citation = named.citation
    if not citation.date or citation.date_ambiguous or citation.date_role is DateRole.SAID:
        return False
    if citation.date_resolved == _RELATIVE:
        return False
    return any(
        bearing.relation in _OWN
        for bearing in shown.bearings
        if (bearing.quotation, bearing.citation) == (named.quotation, named.place)
    )


def _is_off(named: Named, shown: Sighting) -> bool:
    off = days_off(shown.page.published, named.citation.date)
    if off is None:
        return False
    coarse = named.citation.date_precision in {DatePrecision.MONTH, DatePrecision.YEAR}
    return off > (0 if coarse else DAYS_TOLERATED)


def quoted_in_source(unit: Unit, shown: Sighting | None) -> bool | None:
    """Whether the shown passage stands in quotation marks there; None where that is no question.

    It is none where the source itself speaks: marks there would be somebody else's words.
    """
    if shown is None or shown.match is None or unit.speaker_is_source:
        return None
    return shown.match.quoted
