"""The one sentence of a finding: facts about what was read, in plain words."""

import calendar
from collections.abc import Sequence

from verifier import urls
from verifier.dates import days_of
from verifier.judge.changes import change
from verifier.judge.gaps import unasked, untried
from verifier.judge.settle import is_of, settling
from verifier.judge.sightings import Held, Log, Named, Sighting, Unit, is_linked, page_keys
from verifier.model import (
    Basis,
    Fetch,
    Limits,
    Misattribution,
    Outcome,
    Relation,
    Search,
    Verdict,
)

_MONTHS = calendar.month_name  # English: the program never sets a locale

# To follow "… could not be read: ".
_OUTCOMES = {
    Outcome.GONE: "the page is gone",
    Outcome.SOFT_404: "the page is gone",
    Outcome.REDIRECTED_HOME: "the address leads to the front page",
    Outcome.PAYWALLED: "it is behind a paywall",
    Outcome.LOGIN_WALL: "a log-in is needed",
    Outcome.CONSENT_WALL: "a consent page stands before it",
    Outcome.BOT_WALL: "it does not answer programs",
    Outcome.FORBIDDEN: "access was denied",
    Outcome.ROBOTS_DENIED: "its robots.txt forbids it",
    Outcome.RATE_LIMITED: "the site answers no more requests for now",
    Outcome.SERVER_ERROR: "the site had an error",
    Outcome.NEEDS_SCRIPT: "it shows its text only by script",
    Outcome.NO_TEXT: "it has hardly any text",
    Outcome.WRONG_TYPE: "it is no kind of file that can be read",
    Outcome.WRONG_WORK: "the page there is not the one cited",
    Outcome.OTHER_LANGUAGE: "the page is in another language",
    Outcome.TOO_LARGE: "it is too large",
    Outcome.BAD_ENCODING: "its characters cannot be decoded",
    Outcome.BAD_RESPONSE: "the answer was broken",
    Outcome.PARSE_FAILED: "it could not be taken apart",
    Outcome.TIMEOUT: "no answer came in time",
    Outcome.DNS: "the host has no address",
    Outcome.TLS: "no safe connection could be made",
    Outcome.REFUSED: "the connection was refused",
    Outcome.TOO_MANY_REDIRECTS: "it leads from one address to the next without end",
    Outcome.BAD_URL: "the address is not a usable one",
    Outcome.FORBIDDEN_ADDRESS: "the address is one that may not be fetched",
    Outcome.NO_PAGE: "no page was found",
    Outcome.CHANNEL_REFUSED: "the search gave no answer",
    Outcome.NOT_TRIED: "it was not tried",
    Outcome.COPY: "the page is a copy of the article",
    Outcome.LATER: "the page is later than the article",
}
_PARTLY = "only a part of it was read"  # a teaser, or one page of several


def found(
    unit: Unit,
    shown: Sighting,
    faults: Sequence[Misattribution],
    sightings: Sequence[Sighting],
    *,
    unread: Sequence[Named],
) -> str:
    """The sentence for words that were found."""
    match = shown.match
    assert match is not None
    parts = [_opening(shown) + change(match)]
    if Misattribution.OUTLET in faults:
        parts.append(f"not in {_names(unit.named)}, which was read in full")
    elif unread:
        parts.append(_itself_unread(unread, sightings))
    if Misattribution.DATE in faults:
        cited = next((n.citation.date for n in unit.named if n.citation.date), None)
        parts.append(f"the article says {day(cited)}")
    if Misattribution.SPEAKER in faults:
        speaker = unit.lead.speaker
        ours = f", not {speaker.name}" if speaker else ""
        parts.append(f"the speaker there is {match.speaker or 'another person'}{ours}")
    if match.quoted is False and not unit.speaker_is_source:
        parts.append("not inside quotation marks there")
    return "; ".join(parts) + "."


def _itself_unread(unread: Sequence[Named], sightings: Sequence[Sighting]) -> str:
    """That named sources were not read, only in part, or not in the page that is meant."""
    own = [s for s in sightings if s.evidence and any(is_of(named, s) for named in unread)]
    if len(unread) > 1:
        return f"{_names(unread)} were not read{' in full' if own else ''}"
    if own and all(s.complete for s in own):
        return _not_the_page(unread[0])
    return f"{unread[0].name} itself was not read{' in full' if own else ''}"


def _not_the_page(named: Named) -> str:
    """Which page of a source was not read, where others of it were."""
    name, cited = named.name, named.citation
    if named.linked:
        return f"the page of {name} that is linked was not read"
    if cited.date_ambiguous:
        return f"the page of {name} of the other day that may be meant was not read"
    if cited.date:
        return f"no page of {name} of {day(cited.date)} on the matter was read"
    if cited.date_text:
        return f"which page of {name} is that of “{cited.date_text}” could not be told"
    return f"the likeliest page of {name} was not read"


def too_short(shown: Sighting, sightings: Sequence[Sighting], *, unread: Sequence[Named]) -> str:
    """The sentence for words too few to prove anything."""
    other = f"; {_itself_unread(unread, sightings)}" if unread else ""
    return (
        f"The words are in {place(shown)}, but too few or too common to prove anything, neither in"
        f" quotation marks nor beside the speaker{other}."
    )


def too_short_elsewhere(unit: Unit, shown: Sighting) -> str:
    """The sentence for such words that only a page of another source has."""
    return (
        f"The words are in {place(shown)}, not in {_names(unit.named)}, but are too few or too"
        " common to prove anything."
    )


def related(shown: Sighting) -> str:
    """The sentence for an indirect statement with a passage on the same point."""
    return f"A passage on the same point is in {place(shown)}."


def not_found(unit: Unit, sightings: Sequence[Sighting], near: Sighting | None, log: Log) -> str:
    """The sentence for words that are in none of the sources named."""
    pages = {
        min(page_keys(sighting.page))
        for named in unit.named
        for sighting in settling(named, sightings, log)
    }
    many = f"{len(pages)} page{'' if len(pages) == 1 else 's'} read in full"
    return f"Not in {_names(unit.named)} ({many}){_nearest(near)}."


def unreachable(
    sightings: Sequence[Sighting],
    unread: Sequence[Named],
    log: Log,
    unit: Unit,
    limits: Limits | None,
) -> str:
    """The sentence for a named source that could not be read."""
    name, held = _names(unread), log.held(unit.ids)
    own = [s for s in sightings if s.evidence and any(_is_the_one(named, s) for named in unread)]
    partly = [s.page.outcome for s in own if not s.complete]
    if partly:
        why = next((what for what in partly if what is not None), None)
        told = outcome(why) if why and why is not Outcome.NOT_TRIED else _PARTLY
        return f"{name} could not be read in full: {told}."
    never = untried(held, log, limits)
    if never and not own:
        return f"{name} {'was' if len(unread) == 1 else 'were'} not looked for: {never}."
    failed = [] if own else _failed(unread, held)
    if failed:
        return f"{name} could not be read: {outcome(failed[0])}."
    gap = _gap(held, log, limits)
    if len(unread) == 1 and (own or unread[0].linked):
        told = _not_the_page(unread[0])
        return f"{told[0].upper()}{told[1:]}{gap}."
    return f"No page of {name} on the matter was found and read in full{gap}."


def _gap(held: Held, log: Log, limits: Limits | None) -> str:
    """What was left unasked, to follow what was not found."""
    gap = unasked(held, log, limits)
    return f"; {gap}" if gap else ""


def _is_the_one(named: Named, sighting: Sighting) -> bool:
    """Whether a page is the one that a citation links, or of the source that it names."""
    linked = is_linked(named, page_keys(sighting.page))
    return linked if named.linked else is_of(named, sighting)


def _failed(unread: Sequence[Named], held: Held) -> list[Outcome]:
    """How pages of the named sources failed: those linked, and those on sites searched for them."""
    links = {urls.page_key(str(named.citation.url)) for named in unread if named.linked}
    asked = [listing.request for listing in held.listings]
    asked += [blank.request for blank in held.blanks if isinstance(blank.request, Search)]
    sites = {site for search in asked for site in search.domains}
    pages = [
        (blank.request, blank.unread.outcome)
        for blank in held.blanks
        if isinstance(blank.request, Fetch)
    ]
    linked = [what for request, what in pages if urls.page_key(request.url) in links]
    return linked or [
        what
        for request, what in pages
        if any(urls.under(urls.host(request.url), site) for site in sites)
    ]


def unsourced(log: Log, unit: Unit, limits: Limits | None) -> str:
    """The sentence for words without a source that were found nowhere."""
    held, opening = log.held(unit.ids), "No source is named that could be looked up"
    never = untried(held, log, limits)
    if never:
        return f"{opening}, and the words were not searched for: {never}."
    return f"{opening}, and the words were not found{_gap(held, log, limits)}."


def set_aside(why: str | None) -> str:
    """The sentence for what is not checked."""
    return f"Not checked: {why}." if why else "Not checked."


def outcome(what: Outcome) -> str:
    """An outcome in plain words."""
    return _OUTCOMES[what]


def place(shown: Sighting) -> str:
    """The page of a sighting: its outlet and its day."""
    page = shown.page
    if shown.relation is Relation.PROVIDED:
        return f"the given file {page.request.url.removeprefix('file:')}"
    name = page.outlet or urls.host(page.final_url) or "a page"
    return f"{name}, {day(page.published)}" if page.published else name


def day(iso: str | None) -> str:
    """A date in words: "15 January 2024"."""
    days = days_of(iso) if iso else None
    if days is None or iso is None:
        return "no date"
    first = days[0]
    if days[0] == days[1]:
        return f"{first.day} {_MONTHS[first.month]} {first.year}"
    return f"{_MONTHS[first.month]} {first.year}" if len(iso) == 7 else str(first.year)


def _opening(shown: Sighting) -> str:
    match = shown.match
    assert match is not None
    if match.verdict is Verdict.VERBATIM:
        return f"Found word for word in {place(shown)}"
    if match.verdict is Verdict.PARTIAL:
        return f"Only a part is in {place(shown)}"
    return f"Found in {place(shown)}"


def _nearest(near: Sighting | None) -> str:
    if near is None or near.match is None:
        return ""
    if near.relation is Relation.ELSEWHERE:
        return f"; the nearest passage is in {place(near)}"
    same = near.match.basis is Basis.SAME_POINT
    return "; a passage on the same point is shown" if same else "; the nearest passage is shown"


def _names(sources: Sequence[Named]) -> str:
    names = list(dict.fromkeys(named.name for named in sources))
    if len(names) < 2:
        return names[0] if names else "the source"
    return f"{', '.join(names[:-1])} and {names[-1]}"
