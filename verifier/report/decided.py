"""People's decisions as a page shows them: beside the findings, which they never change.

Who decides, and where a decision is kept, is the business of the service; a file to pass on only
shows what was decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decided:
    """What one person decided on one finding."""

    choice: str  # "accept" or "dispute"
    by: str
    at: str | None  # ISO 8601
    reason: str | None = None
    note: str | None = None
    earlier: bool = False  # it was made on an earlier run of the same article
    changed: bool = False  # what the finding rests on is another since


@dataclass(frozen=True, slots=True)
class Desk:
    """The decisions of a report, and where its page sends new ones."""

    decided: Mapping[str, Decided] = field(default_factory=dict)
    job: str | None = None  # path of the job's page; None: decisions are only shown
    csrf: str = ""

    def on(self, finding: str) -> Decided | None:
        """The decision on a finding, if there is one."""
        return self.decided.get(finding)
