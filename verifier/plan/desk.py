"""What `plan` knows while it makes one round: the article, the log, and what follows from them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from verifier import urls
from verifier.dates import Days
from verifier.judge import Ruling, rule
from verifier.judge.settle import unsettled
from verifier.judge.sightings import Log, Named, Sighting, Unit, page_keys, sight, units
from verifier.model import (
    Article,
    Blank,
    Channel,
    Fetch,
    Limits,
    Listing,
    Outcome,
    Search,
    Seen,
)
from verifier.outlets import Registry
from verifier.plan.sources import Source, days_asked, source_of, widened

REFUSALS = 2  # in a row, without an answer: the channel is asked no more in this job
TRIALS = 3  # questions at once to a channel that has not answered yet

WORD_CHANNELS = frozenset({Channel.SEARXNG, Channel.BRAVE, Channel.GDELT})
_NO_REFUSAL = frozenset({Outcome.NOT_TRIED, Outcome.NO_PAGE})


@dataclass(frozen=True, slots=True)
class Case:
    """One unit with what is known of it so far."""

    unit: Unit
    source: Source
    sightings: tuple[Sighting, ...]
    ruling: Ruling
    unread: tuple[Named, ...]  # named sources that no page read so far settles

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its quotations, in article order."""
        return tuple(piece.id for piece in self.unit.pieces)


@dataclass(frozen=True)
class Desk:
    """Article and log, with what every rung asks of them."""

    article: Article
    seen: Seen
    limits: Limits
    registry: Registry

    @cached_property
    def log(self) -> Log:
        """The readings in order."""
        return Log.of(self.seen)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every unit of the article, in order."""
        found = []
        for unit in units(self.article):
            sightings = sight(unit, self.log)
            ruling = rule(unit, sightings, self.log)
            unread = unsettled(unit, sightings, self.log)
            source = source_of(self.article, unit, self.registry)
            found.append(Case(unit, source, sightings, ruling, unread))
        return tuple(found)

    @cached_property
    def round(self) -> int:
        """The number of the round to come."""
        return max((reading.request.round for reading in self.seen.values()), default=-1) + 1

    @cached_property
    def spent(self) -> int:
        """How many requests went to the net."""
        return sum(reading.request.channel is not Channel.FOLDER for reading in self.seen.values())

    def is_begun(self, case: Case) -> bool:
        """Whether the net was asked anything for a case."""
        return bool(self._begun & set(case.ids))

    @cached_property
    def _begun(self) -> frozenset[str]:
        requests = (reading.request for reading in self.seen.values())
        return frozenset(
            id_
            for request in requests
            if request.channel is not Channel.FOLDER
            for id_ in request.quotations
        )

    def group(self, case: Case) -> tuple[Case, ...]:
        """The cases that share their searches with this one, itself included."""
        return self._groups.get(case.source.group(case.unit), (case,))

    @cached_property
    def _groups(self) -> Mapping[object, tuple[Case, ...]]:
        found: dict[object, list[Case]] = {}
        for case in self.cases:
            if case.unit.named:
                found.setdefault(case.source.group(case.unit), []).append(case)
        return {key: tuple(cases) for key, cases in found.items()}

    def of_one_outlet(self, case: Case) -> tuple[Case, ...]:
        """The cases that name the same outlet, whatever the day."""
        return self._of_places(case.source.places)

    def _of_places(self, places: tuple[str, ...]) -> tuple[Case, ...]:
        if places not in self._sharing:
            numbers = sorted({n for place in places for n in self._places.get(place, ())})
            self._sharing[places] = tuple(self.cases[number] for number in numbers)
        return self._sharing[places]

    @cached_property
    def _sharing(self) -> dict[tuple[str, ...], tuple[Case, ...]]:
        return {}

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, ...]]:
        """Which cases have a place: looked up, for there may be a thousand of them."""
        found: dict[str, list[int]] = {}
        for number, case in enumerate(self.cases):
            for place in case.source.places:
                found.setdefault(place, []).append(number)
        return {place: tuple(numbers) for place, numbers in found.items()}

    def all_days(self, case: Case) -> Days | None:
        """All days in which pages of a case's source are looked for, in the whole article.

        A site's list is asked for once, so what is kept of it has to serve every citation.
        """
        places = case.source.places
        if places not in self._days:
            shared = (days_asked(self.article, other.source) for other in self._of_places(places))
            asked = [days for days in shared if days]
            whole = (min(d[0] for d in asked), max(d[1] for d in asked)) if asked else None
            self._days[places] = widened(whole) if whole else None
        return self._days[places]

    @cached_property
    def _days(self) -> dict[tuple[str, ...], Days | None]:
        return {}

    def may_ask(self, channel: Channel) -> bool:
        """Whether a channel is enabled, allowed to hear words, and has not kept refusing."""
        if channel not in self.limits.channels:
            return False
        if self.limits.private and channel in WORD_CHANNELS:
            return False
        return not self._is_broken(channel)

    def has_answered(self, channel: Channel) -> bool:
        """Whether a channel gave a list, be it empty."""
        return any(listing.request.channel is channel for listing in self.log.listings)

    def _is_broken(self, channel: Channel) -> bool:
        if self.has_answered(channel):
            return False
        refusals = [
            blank
            for blank in self.log.blanks
            if isinstance(blank.request, Search)
            and blank.request.channel is channel
            and blank.unread.outcome not in _NO_REFUSAL
        ]
        return channel in WORD_CHANNELS and len(refusals) >= REFUSALS

    def listings(self, case: Case, *, anywhere: bool | None = None) -> tuple[Listing, ...]:
        """What channels offered for a case; `anywhere` keeps those with, or without, a domain."""
        return tuple(
            listing
            for listing in self.log.held(case.ids).listings
            if anywhere is None or anywhere is not bool(listing.request.domains)
        )

    @cached_property
    def read(self) -> frozenset[str]:
        """The keys of all pages that were asked for, read or not."""
        asked = {
            urls.page_key(blank.request.original or blank.request.url)
            for blank in self.log.blanks
            if isinstance(blank.request, Fetch)
        }
        return frozenset(asked.union(*(page_keys(page) for page in self.log.pages)))

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of all pages offered or read, as they are dialled, the most frequent first."""
        found: Counter[str] = Counter()
        for listing in self.log.listings:
            found.update(urls.site(candidate.url) for candidate in listing.candidates)
        found.update(urls.site(page.final_url) for page in self.log.pages)
        return tuple(host for host, _ in sorted(found.items(), key=lambda p: (-p[1], p[0])))

    def fetched(self, case: Case, channels: Iterable[Channel] | None = None) -> int:
        """How many pages were asked for on behalf of a case."""
        held = self.log.held(case.ids)
        requests = [page.request for page in held.pages]
        requests += [b.request for b in held.blanks if isinstance(b.request, Fetch)]
        wanted = None if channels is None else set(channels)
        return sum(wanted is None or request.channel in wanted for request in requests)

    def failures(self, case: Case) -> tuple[Blank, ...]:
        """The pages of a case that gave nothing to read."""
        return tuple(
            blank for blank in self.log.held(case.ids).blanks if isinstance(blank.request, Fetch)
        )
