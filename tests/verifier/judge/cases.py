"""The quotations, matches and pages of which the tests of the judge are made."""

from dataclasses import replace

from tests.verifier.nouns import article, citation, edit, log, match, page, quotation
from verifier.judge import judge
from verifier.model import (
    Bearing,
    EditKind,
    Finding,
    Match,
    PageReading,
    Quotation,
    QuotationKind,
    Reading,
    Relation,
    Verdict,
)

LINK = "https://meridianpost.example/a"
CITED = quotation("the ferry is the longest street in this town", citation())
UNCITED = replace(CITED, citations=())
LINKED = replace(CITED, citations=(citation(day=None, url=LINK),))
UNDATED = replace(CITED, citations=(citation(day=None),))
SAID = replace(CITED, kind=QuotationKind.INDIRECT, aside="indirect statement")
SCARE = replace(CITED, kind=QuotationKind.SCARE, aside="scare quotes")
ABSENT = match(Verdict.NOT_FOUND, passage="", likeness=0.1, score=0.0, quoted=None)
NEAREST = match(Verdict.NOT_FOUND, passage="the ferry is a street", likeness=0.5, score=0.2)
NEAR = match(Verdict.NEAR_VERBATIM)
PART = match(Verdict.PARTIAL)
NEGATED = match(Verdict.ALTERED, edits=[edit("is", "is not", EditKind.NEGATION)])
SHORT = match(short=True, quoted=None)
FAR = {"published": "2024-01-29", "in_window": False}


def one(quoted: Quotation, *readings: Reading) -> Finding:
    """The finding of one quotation after these readings."""
    return judge(article(quoted), log(*readings)).findings[0]


def elsewhere(
    *matches: Match, url: str = "https://elsewhere.example/a", **other: object
) -> PageReading:
    """A page that no citation names."""
    return page(url, *matches, relation=Relation.ELSEWHERE, outlet="Elsewhere", **other)  # type: ignore[arg-type]


def provided(*matches: Match, **other: object) -> PageReading:
    """A file given by the user."""
    held = (Bearing("q1", -1, Relation.PROVIDED),)
    return page("file:notes.txt", *matches, bearings=held, **other)  # type: ignore[arg-type]


def unnamed(
    *matches: Match, url: str = "https://elsewhere.example/a", **other: object
) -> PageReading:
    """A page found for a quotation that names no source."""
    held = (Bearing("q1", -1, Relation.ELSEWHERE),)
    return page(url, *matches, bearings=held, outlet="Elsewhere", **other)  # type: ignore[arg-type]
