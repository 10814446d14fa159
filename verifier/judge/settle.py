"""Was a named source read, so that the absence of words from it means something?

Settled (docs/verdicts.md): the linked page; for an outlet and a date one page of it in the window
and on the matter, if the date is known; for an undated one the best-ranked page on the matter that
was looked at for it. Read in full each time. Whether a linked page is the work that is cited was
told when it was read (`wrong_work`).
"""

from collections.abc import Sequence

from verifier import urls
from verifier.judge.sightings import Log, Named, Sighting, Unit, is_linked, page_keys
from verifier.model import Bearing, Blank, Fetch, Relation

_OWN = frozenset({Relation.NAMED, Relation.MIRROR, Relation.REPUBLISHED})


def unsettled(unit: Unit, sightings: Sequence[Sighting], log: Log) -> tuple[Named, ...]:
    """The named sources that are not settled."""
    return tuple(named for named in unit.named if not settled(named, sightings, log))


def settled(named: Named, sightings: Sequence[Sighting], log: Log) -> bool:
    """Whether one named source is settled."""
    return bool(settling(named, sightings, log))


def settling(named: Named, sightings: Sequence[Sighting], log: Log) -> tuple[Sighting, ...]:
    """The pages by which a named source is settled; () when it is not."""
    if named.linked:
        return tuple(s for s in sightings if s.complete and is_linked(named, page_keys(s.page)))
    about = [s for s in sightings if s.evidence and _is_about(named, s)]
    if named.citation.date:
        if named.citation.date_ambiguous:  # the page of the other day may have the words
            return ()
        return tuple(s for s in about if s.complete and _in_window(named, s))
    if named.citation.date_text:  # "Jan. 27" in an article without a day: any year's page may be it
        return ()
    about = [s for s in about if _is_asked_for(named, s, log)]
    if not about or _better_unread(named, about, log):
        return ()
    return tuple(s for s in about if s.complete)


def _is_asked_for(named: Named, sighting: Sighting, log: Log) -> bool:
    """Whether a page was looked at, or offered, for this quotation and not for another one only.

    An undated citation may mean any page of its outlet: one that a search for another quotation
    led to is not the best-ranked one for this.
    """
    if named.quotation in sighting.page.request.quotations:
        return True
    keys = page_keys(sighting.page)
    return any(keys & offered for offered in log.offered.get(named.quotation, ()))


def _bearing(named: Named, sighting: Sighting) -> Bearing | None:
    for bearing in sighting.bearings:
        if (bearing.quotation, bearing.citation) == (named.quotation, named.place):
            return bearing
    return None


def _is_about(named: Named, sighting: Sighting) -> bool:
    bearing = _bearing(named, sighting)
    return bearing is not None and bearing.relation in _OWN and bearing.on_matter


def is_of(named: Named, sighting: Sighting) -> bool:
    """Whether a page is one of a named source."""
    bearing = _bearing(named, sighting)
    linked = is_linked(named, page_keys(sighting.page))
    return linked or (bearing is not None and bearing.relation in _OWN)


def _in_window(named: Named, sighting: Sighting) -> bool:
    bearing = _bearing(named, sighting)
    return bearing is not None and bearing.in_window is True


def _better_unread(named: Named, about: Sequence[Sighting], log: Log) -> bool:
    """Whether a page of an undated source that ranks before all complete ones was not read."""
    whole = {key for s in about if s.complete for key in page_keys(s.page)}
    first = min(
        ((s.page.request.round, s.page.request.rank) for s in about if s.complete), default=None
    )
    if first is None:
        return True
    hosts = {urls.host(s.page.final_url) for s in about}
    failed: list[Fetch] = [s.page.request for s in about if not s.complete]
    asked = log.held([named.quotation]).blanks
    failed += [request for blank in asked if (request := _page_of(blank, hosts))]
    return any(
        (request.round, request.rank) < first
        and urls.page_key(request.original or request.url) not in whole
        for request in failed
    )


def _page_of(blank: Blank, hosts: set[str]) -> Fetch | None:
    """The request of a page of these hosts that could not be read."""
    request = blank.request
    if not isinstance(request, Fetch):
        return None
    return request if urls.host(request.original or request.url) in hosts else None
