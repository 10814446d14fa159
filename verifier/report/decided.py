"""People's decisions as a page shows them: beside the findings, which they never change.

Who decides, and where a decision is kept, is the business of the service; a file to pass on only
shows what was decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from verifier.report import words

DECIDED_WORDS = {
    "accept": "Finding accepted",
    "dispute": "Finding disputed",
    "note": "Note, nothing decided",
}
NOBODY = "local"  # the name of whoever uses a service without tokens


@dataclass(frozen=True, slots=True)
class Decided:
    """What one person decided on one finding."""

    choice: str  # "accept", "dispute" or "note"
    by: str
    at: str | None  # ISO 8601
    reason: str | None = None
    note: str | None = None
    earlier: bool = False  # it was made on an earlier run of the same article
    changed: bool = False  # what the finding rests on is another since

    @property
    def said(self) -> str:
        """What was decided, in words."""
        return DECIDED_WORDS[self.choice]

    @property
    def person(self) -> str:
        """Who decided, in words."""
        return "the user of this machine" if self.by == NOBODY else self.by

    @property
    def sentence(self) -> str:
        """The whole decision in one line, for forms without a layout."""
        when = f", {words.moment_words(self.at)}" if self.at else ""
        parts = [
            f"{self.said} by {self.person}{when}{', on an earlier run' if self.earlier else ''}.",
            "The finding has changed since." if self.changed else "",
            f"Reason: {self.reason}" if self.reason else "",
            f"Note: {self.note}" if self.note else "",
        ]
        return words.plain(" ".join(filter(None, parts)))


NOTHING_DECIDED: Mapping[str, Decided] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Desk:
    """The decisions of a report, and where its page sends new ones."""

    decided: Mapping[str, Decided] = field(default_factory=dict)
    job: str | None = None  # path of the job's page; None: decisions are only shown
    csrf: str = ""

    def on(self, finding: str) -> Decided | None:
        """The decision on a finding, if there is one."""
        return self.decided.get(finding)
