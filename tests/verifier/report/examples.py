"""An article with one finding of each kind, built by hand for the tests of this room.

The outlets and people are invented. Offsets are found by the words, so that the text can be read
and changed without counting.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from verifier.model import (
    Action,
    Article,
    Basis,
    Channel,
    ChannelStatus,
    Citation,
    Cue,
    DatePrecision,
    DateRole,
    Document,
    Edit,
    EditKind,
    Evidence,
    Finding,
    LookedAt,
    MediaType,
    Misattribution,
    Outcome,
    Passage,
    Quotation,
    QuotationKind,
    Relation,
    Report,
    ReportState,
    Searched,
    Span,
    Speaker,
    Verdict,
)

CREATED = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)
FINISHED = datetime(2026, 3, 2, 9, 0, 41, 500_000, tzinfo=UTC)
READ_AT = datetime(2026, 3, 2, 9, 0, 12, tzinfo=UTC)

TEXT = """Harbour town votes on its ferry

By Ines Marlow
March 1, 2026

“The ferry will sail every day of the year,” said Mayor Tove Lindqvist. (Harbour Gazette, Feb. \
27)

The port’s director told the paper that “we cannot pay for a second ship.” (Harbour Gazette, \
Feb. 27)

“Nobody in this town has asked us,” said Rafe Oduya, a fisherman, “and nobody will.” (Coast \
Radio, Feb. 26, 2026)

According to the Northern Ledger, Lindqvist promised “a bridge within ten years.” (Northern \
Ledger, Feb. 25)

“It is a good boat with a brave crew and a full purse,” the mayor added. (Harbour Gazette, \
Feb. 27)

The council called the plan “a triumph.” The harbour office said that the last winter closed \
the line for nine days. (Harbour Gazette, Feb. 27)

“We have counted every passenger since May,” she said. “I do,” said Oduya. (Coast Radio, Feb. \
26, 2026)

“Fares are going to stay where they are,” Lindqvist said. (Northern Ledger, Feb. 25)
"""

PAGE = (
    "Ferry plan divides the town. “The ferry will sail every day of the year,” Mayor Tove "
    "Lindqvist told the council on Friday. The director of the port, Emil Strand, was careful: "
    "“We can pay for a second ship,” he said. It is a good boat, the mayor said later. The "
    "harbour has a brave crew."
)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def cited(outlet: str, words: str, day: str) -> Citation:
    at = span_of(words)
    return Citation(
        text=words,
        start=at.start,
        end=at.end,
        outlet=outlet,
        outlet_name=outlet,
        date=day,
        date_text=words.split(", ", 1)[1],
        date_precision=DatePrecision.DAY,
        date_role=DateRole.PUBLISHED,
        date_resolved="absolute",
    )


GAZETTE = cited("Harbour Gazette", "Harbour Gazette, Feb. 27", "2026-02-27")
RADIO = cited("Coast Radio", "Coast Radio, Feb. 26, 2026", "2026-02-26")
LEDGER = cited("Northern Ledger", "Northern Ledger, Feb. 25", "2026-02-25")


def quotation(
    number: int,
    words: str,
    *citations: Citation,
    kind: QuotationKind = QuotationKind.DIRECT,
    speaker: str | None = None,
    group: int | None = None,
) -> Quotation:
    at = span_of(words)
    mention = span_of(speaker) if speaker else None
    cue = span_of("said")
    return Quotation(
        id=f"q{number:08x}",
        text=words,
        start=at.start,
        end=at.end,
        kind=kind,
        group=group,
        speaker=Speaker(speaker, mention.start, mention.end) if speaker and mention else None,
        cue=Cue("said", cue.start, cue.end) if speaker else None,
        citations=citations,
    )


def evidence(words: str, *, relation: Relation = Relation.NAMED, outlet: str, day: str) -> Evidence:
    at = span_of(words, PAGE)
    passage = Passage(words, at.start, at.end)
    return Evidence(
        relation=relation,
        basis=Basis.SAME_WORDS,
        url=f"https://{outlet.split()[0].lower()}.example/ferry",
        final_url=f"https://{outlet.split()[0].lower()}.example/ferry?read=1",
        title="Ferry plan divides the town",
        outlet=outlet,
        published=day,
        published_from="json-ld",
        retrieved_at=READ_AT,
        sha256="ab" * 32,
        memento_datetime=None,
        page=None,
        passage=passage,
        prefix=PAGE[: at.start],
        suffix=PAGE[at.end :],
        passages=(passage,),
    )


def edit(op: str, quoted: str, source: str, kind: EditKind) -> Edit:
    quoted_at = span_of(quoted) if quoted else Span(0, 0)
    source_at = span_of(source, PAGE) if source else Span(0, 0)
    return Edit(op, quoted, source, kind, quoted_at, source_at)


READ = LookedAt(
    "https://harbour.example/ferry", Channel.SEARXNG, None, Relation.NAMED, 812, 0.98765
)
WALLED = LookedAt(
    "https://ledger.example/bridge",
    Channel.SITEMAP,
    Outcome.PAYWALLED,
    Relation.NAMED,
    64,
    None,
    "subscribe to read on",
)
SEARCHED = (
    Searched(Channel.SEARXNG, ChannelStatus.SEARCHED),
    Searched(Channel.GDELT, ChannelStatus.REFUSED),
    Searched(Channel.FOLDER, ChannelStatus.OFF),
)

NOT_FOUND = Finding(
    quotation=quotation(
        3, "Nobody in this town has asked us,", RADIO, speaker="Rafe Oduya", group=1
    ),
    verdict=Verdict.NOT_FOUND,
    action=Action.CALL,
    score=0.9123456,
    reason="Not in Coast Radio, which was read in full.",
    searched=SEARCHED,
    looked_at=(READ,),
)
NOT_FOUND_REST = replace(
    NOT_FOUND,
    quotation=quotation(4, "and nobody will.", RADIO, speaker="Rafe Oduya", group=1),
)
ALTERED = Finding(
    quotation=quotation(2, "we cannot pay for a second ship.", GAZETTE, kind=QuotationKind.MIXED),
    verdict=Verdict.ALTERED,
    action=Action.WORDING,
    score=0.97,
    reason="Found in Harbour Gazette, 27 Feb. 2026, with a negation changed.",
    quoted_in_source=True,
    edits=(edit("replace", "cannot", "can", EditKind.NEGATION),),
    evidence=evidence("We can pay for a second ship,", outlet="Harbour Gazette", day="2026-02-27"),
    searched=SEARCHED,
    looked_at=(READ, WALLED),
)
STITCHED = Finding(
    quotation=quotation(6, "It is a good boat with a brave crew and a full purse,", GAZETTE),
    verdict=Verdict.PARTIAL,
    action=Action.WORDING,
    score=0.7,
    reason="Words are missing, and 4 are not in Harbour Gazette.",
    quoted_in_source=False,
    edits=(edit("insert", "and a full purse", "", EditKind.ADDITION),),
    evidence=evidence("It is a good boat", outlet="Harbour Gazette", day="2026-02-27"),
)
ELSEWHERE = Finding(
    quotation=quotation(9, "Fares are going to stay where they are,", LEDGER),
    verdict=Verdict.VERBATIM,
    action=Action.ATTRIBUTION,
    score=0.99,
    reason="Found in Harbour Gazette, not in Northern Ledger, which was read in full.",
    misattributed=(Misattribution.OUTLET,),
    quoted_in_source=True,
    evidence=evidence(
        "brave crew",
        relation=Relation.ELSEWHERE,
        outlet="Harbour Gazette",
        day="2026-02-27T21:30:00+01:00",
    ),
)
UNREACHABLE = Finding(
    quotation=quotation(5, "a bridge within ten years.", LEDGER, speaker="Northern Ledger"),
    verdict=Verdict.UNREACHABLE,
    action=Action.SOURCE,
    score=0.0,
    reason="Northern Ledger could not be read: paywalled.",
    looked_at=(WALLED,),
)
UNSOURCED = Finding(
    quotation=quotation(8, "We have counted every passenger since May,"),
    verdict=Verdict.UNSOURCED,
    action=Action.SOURCE,
    score=0.0,
    reason="The article names no source that could be looked up.",
)
TOO_SHORT = Finding(
    quotation=quotation(10, "I do,", RADIO, speaker="Rafe Oduya"),
    verdict=Verdict.TOO_SHORT,
    action=Action.LOOK,
    score=0.0,
    reason="Two common words prove nothing by themselves.",
)
VERBATIM = Finding(
    quotation=quotation(
        1,
        "The ferry will sail every day of the year,",
        GAZETTE,
        speaker="Tove Lindqvist",
    ),
    verdict=Verdict.VERBATIM,
    action=Action.NONE,
    score=1.0,
    reason="Found word for word in Harbour Gazette, 27 Feb. 2026.",
    quoted_in_source=True,
    evidence=evidence(
        "The ferry will sail every day of the year,", outlet="Harbour Gazette", day="2026-02-27"
    ),
    searched=SEARCHED,
    looked_at=(READ,),
)
RELATED = Finding(
    quotation=quotation(
        11,
        "the last winter closed the line for nine days",
        GAZETTE,
        kind=QuotationKind.INDIRECT,
    ),
    verdict=Verdict.RELATED,
    action=Action.NONE,
    score=0.6,
    reason="Harbour Gazette has a passage on the same point.",
    evidence=replace(
        evidence("a brave crew", outlet="Harbour Gazette", day="2026-02-27"),
        basis=Basis.SAME_POINT,
    ),
)
SET_ASIDE = Finding(
    quotation=quotation(7, "a triumph.", kind=QuotationKind.SCARE),
    verdict=Verdict.SET_ASIDE,
    action=Action.NONE,
    score=0.0,
    reason="Scare quotes: no one is quoted.",
)

FINDINGS = (
    NOT_FOUND,
    NOT_FOUND_REST,
    ALTERED,
    STITCHED,
    ELSEWHERE,
    UNREACHABLE,
    UNSOURCED,
    TOO_SHORT,
    VERBATIM,
    SET_ASIDE,
    RELATED,
)


def an_article(text: str = TEXT, **fields: object) -> Article:
    document = Document(
        text=text,
        media_type=MediaType.TEXT,
        sha256="cd" * 32,
        title="Harbour town votes on its ferry",
        byline="Ines Marlow",
        language="en",
    )
    return Article(
        document=replace(document, **fields),  # type: ignore[arg-type]
        quotations=tuple(finding.quotation for finding in FINDINGS),
        published=date(2026, 3, 1),
        published_from="text",
    )


REPORT = Report(article=an_article(), state=ReportState.ACTION, findings=FINDINGS)
EMPTY = Report(
    article=Article(document=an_article().document, quotations=()),
    state=ReportState.CLEAR,
    findings=(),
)
