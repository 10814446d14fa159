"""Is this quotation in the source that the article names?

The nouns and the one verb that other programs need; each room's own verbs are imported from the
room (`verifier.read`, `verifier.parse`, `verifier.plan`, `verifier.judge`, …).
"""

from verifier.model import (
    Action,
    Article,
    Channel,
    Citation,
    Document,
    Edit,
    Evidence,
    Finding,
    Limits,
    Match,
    Outcome,
    Quotation,
    Relation,
    Report,
    ReportState,
    Snapshot,
    Unread,
    Verdict,
)

__all__ = [
    "Action",
    "Article",
    "Channel",
    "Citation",
    "Document",
    "Edit",
    "Evidence",
    "Finding",
    "Limits",
    "Match",
    "Outcome",
    "Quotation",
    "Relation",
    "Report",
    "ReportState",
    "Snapshot",
    "Unread",
    "Verdict",
    "verify",
]


def __getattr__(name: str) -> object:
    # `verify` brings every pure room with it; a process that only needs the nouns stays small.
    if name == "verify":
        from verifier.pipeline import verify

        return verify
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
