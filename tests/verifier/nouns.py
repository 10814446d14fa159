"""Short ways to write the nouns of `verifier.model` in tests of the deciding core."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from verifier.model import (
    Article,
    Bearing,
    Blank,
    Candidate,
    Channel,
    Citation,
    DatePrecision,
    DateRole,
    Document,
    Edit,
    EditKind,
    Fetch,
    Listing,
    Match,
    MediaType,
    Outcome,
    PageReading,
    Passage,
    Quotation,
    QuotationKind,
    Reading,
    Relation,
    Search,
    Seen,
    Snapshot,
    Span,
    Speaker,
    Unread,
    Verdict,
)
from verifier.outlets import Outlet, Registry

PUBLISHED = date(2024, 2, 1)
POST = "The Meridian Post"
WIRE = "Northern Wire"

REGISTRY = Registry(
    [
        Outlet(POST, aliases=("Meridian Post",), domains=("meridianpost.example",)),
        Outlet(
            WIRE,
            domains=("northernwire.example",),
            languages=("nn", "en"),
            mirrors=("wirewatch.example",),
            republishers=("Coast Today",),
        ),
        Outlet("Coast Today", domains=("coasttoday.example",)),
    ]
)


def citation(
    outlet: str | None = POST,
    day: str | None = "2024-01-15",
    *,
    url: str | None = None,
    title: str | None = None,
    role: DateRole = DateRole.UNKNOWN,
    relayed: int = 0,
    ambiguous: bool = False,
) -> Citation:
    """A citation; its place in the text does not matter here."""
    precision = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
    return Citation(
        text="",
        start=0,
        end=0,
        outlet=outlet,
        outlet_name=outlet,
        date=day,
        date_text=day,
        date_precision=precision[len(day)] if day else None,
        date_role=role,
        url=url,
        title=title,
        relayed=relayed,
        date_ambiguous=ambiguous,
    )


def quotation(
    text: str = "the ferry is the longest street in this town",
    *cited: Citation,
    id: str = "q1",  # noqa: A002 - the noun's own field
    kind: QuotationKind = QuotationKind.DIRECT,
    speaker: str | None = "Ida Fennimore",
    start: int = 0,
    group: int | None = None,
    aside: str | None = None,
    speaker_is_source: bool = False,
) -> Quotation:
    """A quotation, by default cited from one outlet and day."""
    return Quotation(
        id=id,
        text=text,
        start=start,
        end=start + len(text),
        kind=kind,
        group=group,
        speaker=Speaker(speaker, 0, 0) if speaker else None,
        citations=cited,
        aside=aside,
        speaker_is_source=speaker_is_source,
    )


def article(*quotations: Quotation, text: str = "", language: str | None = "en") -> Article:
    """An article with these quotations; its text is theirs unless given."""
    written = text or " ".join(f"“{each.text}”" for each in quotations)
    document = Document(written, MediaType.TEXT, sha256="0" * 64, language=language)
    return Article(document, quotations, published=PUBLISHED)


def fetch(
    url: str, *, channel: Channel = Channel.SEARXNG, number: int = 0, rank: int = 0, **other: object
) -> Fetch:
    """A request for a page, on behalf of q1."""
    original = other.get("original")
    return Fetch(
        url,
        channel=channel,
        round=number,
        rank=rank,
        quotations=("q1",),
        original=str(original) if original else None,
    )


def match(
    verdict: Verdict = Verdict.VERBATIM,
    *,
    quotation: str = "q1",
    passage: str = "the ferry is the longest street in this town",
    likeness: float = 1.0,
    score: float = 0.99,
    edits: Iterable[Edit] = (),
    short: bool = False,
    quoted: bool | None = True,
    speaker: str | None = None,
    near: bool = False,
    differs: bool = False,
) -> Match:
    """A match with one passage; none where the passage is empty."""
    return Match(
        quotation=quotation,
        verdict=verdict,
        passages=(Passage(passage, 10, 10 + len(passage)),) if passage else (),
        prefix="",
        suffix="",
        edits=tuple(edits),
        likeness=likeness,
        score=score,
        short=short,
        quoted=quoted,
        speaker=speaker,
        speaker_near=near,
        speaker_differs=differs,
    )


def edit(quoted: str, source: str, kind: EditKind) -> Edit:
    """A replaced word."""
    return Edit("replace", quoted, source, kind, Span(0, len(quoted)), Span(0, len(source)))


def page(
    url: str = "https://meridianpost.example/a",
    *matches: Match,
    relation: Relation = Relation.NAMED,
    on_matter: bool = True,
    in_window: bool | None = True,
    published: str | None = "2024-01-15",
    outlet: str | None = POST,
    complete: bool = True,
    outcome: Outcome | None = None,
    request: Fetch | None = None,
    bearings: tuple[Bearing, ...] | None = None,
    memento: datetime | None = None,
) -> PageReading:
    """A page that was read, bearing on the first citation of q1 unless told otherwise."""
    asked = request or fetch(url)
    return PageReading(
        request=asked,
        final_url=asked.url,
        sha256="1" * 64,
        retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
        title="A page",
        outlet=outlet,
        published=published,
        published_from="json-ld" if published else None,
        language="en",
        words=500,
        complete=complete,
        outcome=outcome,
        memento_datetime=memento,
        bearings=(
            (Bearing("q1", 0, relation, on_matter, in_window),) if bearings is None else bearings
        ),
        matches=matches,
    )


def unread(
    url: str = "https://meridianpost.example/a",
    outcome: Outcome = Outcome.TIMEOUT,
    *,
    request: Fetch | Search | None = None,
) -> Blank:
    """A request that gave nothing to read."""
    return Blank(request or fetch(url), Unread(url, outcome))


def listing(search: Search, *offered: Candidate) -> Listing:
    """An answer of a channel."""
    return Listing(search, offered)


def log(*readings: Reading) -> Seen:
    """The readings as a log."""
    return {reading.request.key: reading for reading in readings}


def snapshot(body: bytes | str, url: str = "https://channel.example/asked") -> Snapshot:
    """An answer as it came from the net."""
    raw = body.encode() if isinstance(body, str) else body
    return Snapshot(url, url, datetime(2026, 1, 1, tzinfo=UTC), 200, (), "2" * 64, raw)
