"""What each page that was read says about one quotation.

A *unit* is what gets one verdict: a quotation, or the pieces of one interrupted utterance. A
*sighting* is a unit on a page: the match there, and what the page is to the unit's citations.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from verifier import urls
from verifier.dates import days_off
from verifier.model import (
    Article,
    Bearing,
    Blank,
    Channel,
    Citation,
    Fetch,
    Listing,
    Match,
    Outcome,
    PageReading,
    Quotation,
    QuotationKind,
    Reading,
    Relation,
    Request,
    Seen,
    Verdict,
)

FOUND = (Verdict.VERBATIM, Verdict.NEAR_VERBATIM, Verdict.ALTERED, Verdict.PARTIAL)
GREEN = frozenset({Verdict.VERBATIM, Verdict.NEAR_VERBATIM})
NEVER_EVIDENCE = frozenset({Outcome.COPY, Outcome.LATER})
RELATIONS = (
    Relation.NAMED,
    Relation.PROVIDED,
    Relation.MIRROR,
    Relation.REPUBLISHED,
    Relation.ELSEWHERE,
)
FAR = 10**6  # days, where a date is missing
_ASIDE = frozenset({QuotationKind.NESTED, QuotationKind.TITLE})


@dataclass(frozen=True, slots=True)
class Entries:
    """What one page says, by quotation: an article may have a thousand of them."""

    page: PageReading
    asked: frozenset[str]  # the quotations that it was asked for
    keys: frozenset[str]  # the addresses under which the page is known
    bearings: Mapping[str, tuple[Bearing, ...]]
    matches: Mapping[str, Match]

    @classmethod
    def of(cls, page: PageReading) -> "Entries":
        """The bearings and matches of a page by their quotation."""
        bearings: dict[str, tuple[Bearing, ...]] = {}
        for bearing in page.bearings:
            bearings[bearing.quotation] = (*bearings.get(bearing.quotation, ()), bearing)
        matches = {match.quotation: match for match in page.matches}
        return cls(page, frozenset(page.request.quotations), page_keys(page), bearings, matches)


@dataclass(frozen=True, slots=True)
class Held:
    """What was asked for some quotations, in the order of the log."""

    pages: tuple[PageReading, ...]
    blanks: tuple[Blank, ...]
    listings: tuple[Listing, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All of them."""
        return (*self.pages, *self.blanks, *self.listings)

    @classmethod
    def of(cls, ordered: Sequence[Reading]) -> "Held":
        """These readings, by what they are."""
        return cls(
            tuple(r for r in ordered if isinstance(r, PageReading)),
            tuple(r for r in ordered if isinstance(r, Blank)),
            tuple(r for r in ordered if isinstance(r, Listing)),
        )


@dataclass(frozen=True)
class Log:
    """The readings in the order in which they were asked for, which is not that of arrival."""

    entries: tuple[Entries, ...]
    blanks: tuple[Blank, ...]
    listings: tuple[Listing, ...]
    offered: Mapping[str, tuple[frozenset[str], ...]]  # to each quotation: keys of candidates
    readings: tuple[Reading, ...]
    places: Mapping[str, tuple[int, ...]]  # of each quotation: its readings among all

    @cached_property
    def spent(self) -> int:
        """How many requests went to the net."""
        return sum(reading.request.channel is not Channel.FOLDER for reading in self.readings)

    @property
    def pages(self) -> tuple[PageReading, ...]:
        """The pages that were read."""
        return tuple(entries.page for entries in self.entries)

    @classmethod
    def of(cls, seen: Seen) -> "Log":
        """The log of a job."""
        ordered = in_order(seen)
        whole = Held.of(ordered)
        return cls(
            tuple(Entries.of(page) for page in whole.pages),
            whole.blanks,
            whole.listings,
            _offered(whole.listings),
            ordered,
            _places(ordered),
        )

    def held(self, ids: Iterable[str]) -> Held:
        """What was asked for some quotations: looked up, for there may be a thousand of them."""
        numbers = sorted({number for id_ in ids for number in self.places.get(id_, ())})
        return Held.of([self.readings[number] for number in numbers])


def _places(ordered: Sequence[Reading]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, reading in enumerate(ordered):
        for quotation in reading.request.quotations:
            found.setdefault(quotation, []).append(number)
    return {quotation: tuple(numbers) for quotation, numbers in found.items()}


def _offered(listings: Iterable[Listing]) -> Mapping[str, tuple[frozenset[str], ...]]:
    found: dict[str, list[frozenset[str]]] = {}
    for listing in listings:
        keys = frozenset(urls.page_key(c.original or c.url) for c in listing.candidates)
        for quotation in listing.request.quotations:
            found.setdefault(quotation, []).append(keys)
    return {quotation: tuple(keys) for quotation, keys in found.items()}


def in_order(seen: Seen) -> tuple[Reading, ...]:
    """The readings by round and rank; the key settles ties."""
    return tuple(reading for _, reading in sorted(seen.items(), key=_place))


def _place(item: tuple[str, Reading]) -> tuple[int, int, str]:
    request: Request = item[1].request
    return request.round, request.rank, item[0]


@dataclass(frozen=True, slots=True)
class Named:
    """One source that a unit names: the citation, and where it stands."""

    quotation: str
    place: int
    citation: Citation

    @property
    def linked(self) -> bool:
        """Whether it points at one page."""
        return bool(self.citation.url) and not urls.is_home(str(self.citation.url))

    @property
    def name(self) -> str:
        """What to call the source.

        What the registry adds to tell two of a name apart is left out where the article does so:
        "Science" for "Science (journal)".
        """
        held = self.citation
        if held.outlet and held.outlet_name and held.outlet.startswith(f"{held.outlet_name} ("):
            return held.outlet_name
        site = urls.host(held.url) if held.url else ""
        return held.outlet or held.outlet_name or held.title or site or "the source"


@dataclass(frozen=True, slots=True)
class Unit:
    """What gets one verdict."""

    pieces: tuple[Quotation, ...]
    named: tuple[Named, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its pieces."""
        return frozenset(piece.id for piece in self.pieces)

    @property
    def lead(self) -> Quotation:
        """The piece that speaks for all: the first with a speaker, else the first."""
        return next((piece for piece in self.pieces if piece.speaker), self.pieces[0])

    @property
    def speaker_is_source(self) -> bool:
        """Whether an outlet or a document speaks in its own voice."""
        return any(piece.speaker_is_source for piece in self.pieces)


def is_aside(quotation: Quotation) -> bool:
    """Whether a quotation is not checked at all."""
    return quotation.aside is not None or quotation.kind in _ASIDE


def units(article: Article) -> tuple[Unit, ...]:
    """The quotations of an article as units, in article order; asides and indirect ones alone."""
    groups: dict[object, list[Quotation]] = {}
    for quotation in article.quotations:
        alone = quotation.group is None or is_aside(quotation)
        alone = alone or quotation.kind is QuotationKind.INDIRECT
        groups.setdefault(quotation.id if alone else quotation.group, []).append(quotation)
    return tuple(Unit(tuple(pieces), named_sources(pieces)) for pieces in groups.values())


def named_sources(pieces: Iterable[Quotation]) -> tuple[Named, ...]:
    """The sources that count as named: those that can be looked up, of a chain only the nearest."""
    found: list[Named] = []
    for piece in pieces:
        held = [(n, c) for n, c in enumerate(piece.citations) if is_nameable(c)]
        nearest = min((c.relayed for _, c in held), default=0)
        found.extend(Named(piece.id, n, c) for n, c in held if c.relayed == nearest)
    distinct: dict[object, Named] = {}
    for named in found:
        held_by = named.citation
        key = (held_by.outlet or held_by.outlet_name, held_by.date, held_by.url, held_by.title)
        distinct.setdefault(key, named)
    return tuple(distinct.values())


def is_nameable(citation: Citation) -> bool:
    """Whether a citation names something that can be looked up."""
    return bool(citation.url or citation.outlet or citation.outlet_name or citation.title)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One unit on one page."""

    page: PageReading
    match: Match | None
    relation: Relation
    bearings: tuple[Bearing, ...]
    asked: bool  # whether the page was asked for on behalf of this unit
    linked: bool
    in_window: bool | None
    days_off: int

    @property
    def evidence(self) -> bool:
        """Whether the page may be evidence at all."""
        return self.page.outcome not in NEVER_EVIDENCE

    @property
    def from_source(self) -> bool:
        """Whether it is the named source in some form, or a file given by the user."""
        return self.relation is not Relation.ELSEWHERE

    @property
    def complete(self) -> bool:
        """Whether the page was read in full, so that absence from it means something."""
        return self.page.complete and self.page.outcome is None


def sight(unit: Unit, log: Log) -> tuple[Sighting, ...]:
    """The unit on every page read, in the order of the log."""
    counted = frozenset((named.quotation, named.place) for named in unit.named)
    ids = unit.ids
    return tuple(_sighting(unit, ids, entries, counted) for entries in log.entries)


def _sighting(
    unit: Unit, ids: frozenset[str], entries: Entries, counted: frozenset[tuple[str, int]]
) -> Sighting:
    page = entries.page
    own = tuple(
        bearing
        for piece in unit.pieces
        for bearing in entries.bearings.get(piece.id, ())
        if bearing.citation < 0 or (bearing.quotation, bearing.citation) in counted
    )
    relation = min((b.relation for b in own), key=RELATIONS.index, default=Relation.ELSEWHERE)
    windows = {b.in_window for b in own if b.relation is relation}
    offs = [days_off(page.published, named.citation.date) for named in unit.named]
    return Sighting(
        page=page,
        match=unit_match(unit, entries.matches),
        relation=relation,
        bearings=own,
        asked=not ids.isdisjoint(entries.asked),
        linked=any(is_linked(named, entries.keys) for named in unit.named),
        in_window=True if True in windows else (False if False in windows else None),
        days_off=min((off for off in offs if off is not None), default=FAR),
    )


def is_linked(named: Named, keys: frozenset[str]) -> bool:
    """Whether a page with these addresses is the very one that a citation links."""
    return named.linked and urls.page_key(str(named.citation.url)) in keys


def page_keys(page: PageReading) -> frozenset[str]:
    """The addresses under which a page is known."""
    request: Fetch = page.request
    own = (request.url, request.original, page.final_url, page.canonical)
    return frozenset(urls.page_key(url) for url in own if url)


def unit_match(unit: Unit, by_id: Mapping[str, Match]) -> Match | None:
    """The match of a unit on a page: its only one, or those of its pieces put together."""
    held = [by_id.get(piece.id) for piece in unit.pieces]
    if len(held) == 1:
        return held[0]
    there = [match for match in held if match is not None and match.passages]
    return _together(there, whole=len(there) == len(held)) if there else None


def _together(matches: list[Match], *, whole: bool) -> Match:
    lost = not whole or any(match.verdict is Verdict.NOT_FOUND for match in matches)
    found = [match for match in matches if match.verdict in FOUND]
    if not found:
        verdict = Verdict.NOT_FOUND
    elif lost:
        verdict = Verdict.PARTIAL
    else:
        verdict = max((match.verdict for match in found), key=FOUND.index)
    marks = {match.quoted for match in matches}
    kept = found or matches
    return replace(
        kept[0],
        verdict=verdict,
        passages=tuple(passage for match in kept for passage in match.passages),
        edits=tuple(edit for match in kept for edit in match.edits),
        likeness=sum(match.likeness for match in kept) / len(kept),
        score=min(match.score for match in kept),
        short=all(match.short for match in kept),
        quoted=False if False in marks else (True if True in marks else None),
        speaker=next((match.speaker for match in kept if match.speaker), None),
        speaker_near=any(match.speaker_near for match in kept),
        speaker_differs=any(match.speaker_differs for match in kept),
    )


def first_moment(page: PageReading) -> str:
    """When a page appeared, for telling the origin from what followed; last when unknown."""
    return page.published or datetime.max.replace(tzinfo=UTC).isoformat()
