"""When things happened, in order: what the article cites, what the source says, what was read.

A source that is dated after the article, or a copy made long after the source, shows at once.
"""

from dataclasses import dataclass

from verifier.model import DateRole
from verifier.report import words
from verifier.report.schema import Finding


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated event; `iso` is as precise as known."""

    iso: str
    day: str
    what: str
    late: bool = False  # the source is dated after the article


def timeline(finding: Finding, article_published: str | None) -> tuple[Moment, ...]:
    """The dated events of a finding that has a source, the earliest first; else ()."""
    evidence = finding.evidence
    if evidence is None:
        return ()
    source = evidence.published
    known = [
        *((citation.date, _cited(citation.date_role), False) for citation in finding.citations),
        (source, "source published", _after(source, article_published)),
        (evidence.memento_datetime, "archived", False),
        (article_published, "article published", False),
        (evidence.retrieved_at, "read", False),
    ]
    moments = {Moment(iso, words.day(iso), what, late) for iso, what, late in known if iso}
    return tuple(sorted(moments, key=lambda moment: (moment.iso[:10], moment.what)))


def _cited(role: DateRole) -> str:
    return "said, by the article" if role is DateRole.SAID else "cited"


def _after(source: str | None, article: str | None) -> bool:
    """Is the first date after the second, as far as both are known?"""
    if not source or not article:
        return False
    known = min(len(source[:10]), len(article))
    return source[:known] > article[:known]
