"""Which of the pages on offer are worth reading for a unit, the likeliest first.

Ranked by whose page it is, by its day, and by the words of the matter in title, snippet and
address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from verifier import urls
from verifier.dates import days_after, days_of, distance, url_days
from verifier.judge.sightings import Unit
from verifier.matter import name_words, names, phrase, rare_words, sentence, words
from verifier.model import Article, Candidate, Listing
from verifier.plan.sources import NEAR_DAYS, Source, is_own

# Weights: an outlet's page of the day without a telling title (3 + 2) goes before another
# outlet's page with all the words (4).
NAMED, MIRROR, REPUBLISHER = 3.0, 2.5, 1.0
IN_WINDOW, NEAR_WINDOW, OUT_OF_WINDOW = 2.0, 0.2, -1.5
WORDS = 4.0
PHRASE_SHOWN = 3.0
TITLE_CITED = 4.0
FULL_OVERLAP = 8  # so many matter words in title and snippet are as good as all
PHRASE_ASKED = 1.2  # offered for an exact phrase, although its snippet does not show it
PLACE = 0.05  # lost for each place in the list

WORTH_NAMED = 3.4  # the outlet's page with the day or some of the words
WORTH_LAST = 2.2  # the outlet's page, near the day or with a word
WORTH_ELSEWHERE = 1.8  # offered for the phrase, or near half of the words


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and how likely it is to be the page."""

    score: float
    candidate: Candidate
    named: bool  # of the named source or its mirror


@dataclass(frozen=True, slots=True)
class Profile:
    """What a candidate of a unit is compared with."""

    matter: frozenset[str]
    phrase: str  # folded, with spaces at its ends


def profile(article: Article, unit: Unit) -> Profile:
    """The matter words and the rarest phrase of a unit."""
    language = article.document.language
    held: set[str] = set()
    for piece in unit.pieces:
        around = sentence(article, piece)
        held.update(word.folded for word in rare_words(piece.text, language))
        held.update(word.folded for word in names(around, language))
        if piece.speaker and not piece.speaker_is_source:
            held.update(name_words(piece.speaker.name))
    longest = max((piece.text for piece in unit.pieces), key=len)
    return Profile(frozenset(held), _joined(phrase(longest, language)))


def _joined(text: str) -> str:
    return f" {' '.join(word.folded for word in words(text))} "


def ranked(
    article: Article, unit: Unit, source: Source, listings: Iterable[Listing]
) -> tuple[Ranked, ...]:
    """The pages offered, each once, the likeliest first; the order of arrival never matters."""
    offering = [listing for listing in listings if listing.candidates]
    if not offering:
        return ()
    held = profile(article, unit)
    best: dict[str, Ranked] = {}
    for listing in offering:
        for place, candidate in enumerate(listing.candidates):
            if candidate.original is not None or urls.is_home(candidate.url):
                continue
            rank = score(article, held, source, candidate, place=place)
            if listing.request.purpose == "phrase":
                rank = replace(rank, score=rank.score + PHRASE_ASKED)
            key = urls.page_key(candidate.url)
            if key not in best or best[key].score < rank.score:
                best[key] = rank
    return tuple(sorted(best.values(), key=lambda r: (-r.score, r.candidate.url)))


def score(
    article: Article, held: Profile, source: Source, candidate: Candidate, *, place: int = 0
) -> Ranked:
    """How likely a candidate is to be the page that holds the words."""
    host = urls.host(candidate.url)
    own = _ownership(host, source)
    total = own + _timeliness(article, source, candidate) + _likeness(held, candidate)
    total += _cited_title(source, candidate)
    return Ranked(total - PLACE * min(place, 20), candidate, own >= MIRROR)


def _ownership(host: str, source: Source) -> float:
    if any(urls.under(host, domain) for domain in source.mirrors):
        return MIRROR
    if is_own(source, host):
        return NAMED
    if any(urls.under(host, domain) for domain in source.republishers):
        return REPUBLISHER
    return 0.0


def _timeliness(article: Article, source: Source, candidate: Candidate) -> float:
    dated = days_of(candidate.published or "") or url_days(candidate.url)
    if dated is None:
        return 0.0
    if source.days is not None:
        off = distance(dated, source.days)
        if off == 0:
            return IN_WINDOW
        return NEAR_WINDOW if off <= NEAR_DAYS else OUT_OF_WINDOW
    late = days_after(dated[0].isoformat(), article.published) if article.published else None
    if late is None:
        return 0.0
    if late > 2:
        return OUT_OF_WINDOW
    return NEAR_WINDOW if late > -60 else 0.0


def _likeness(held: Profile, candidate: Candidate) -> float:
    shown = f"{candidate.title or ''} {candidate.snippet or ''} {urls.slug(candidate.url)}"
    theirs = _joined(shown)
    shared = held.matter & set(theirs.split())
    full = max(1, min(len(held.matter), FULL_OVERLAP))
    bonus = PHRASE_SHOWN if len(held.phrase) > 8 and held.phrase in theirs else 0.0
    return WORDS * min(1.0, len(shared) / full) + bonus


def _cited_title(source: Source, candidate: Candidate) -> float:
    theirs = {word.folded for word in words(f"{candidate.title or ''} {urls.slug(candidate.url)}")}
    best = 0.0
    for title in source.titles:
        ours = {word.folded for word in words(title)}
        if ours:
            best = max(best, len(ours & theirs) / len(ours))
    return TITLE_CITED * best if best >= 0.5 else 0.0
