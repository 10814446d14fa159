"""What the service remembers: jobs, their logs, reports, bodies, and who is to be rung."""

from verifier.store.store import Store
from verifier.store.values import (
    ENDED,
    BatchWork,
    Event,
    Job,
    JobError,
    JobState,
    JobWork,
    Lease,
    Message,
    Progress,
    Ring,
    SourceFile,
    Stage,
    StoredReport,
    Submission,
    Swept,
)

__all__ = [
    "ENDED",
    "BatchWork",
    "Event",
    "Job",
    "JobError",
    "JobState",
    "JobWork",
    "Lease",
    "Message",
    "Progress",
    "Ring",
    "SourceFile",
    "Stage",
    "Store",
    "StoredReport",
    "Submission",
    "Swept",
]
