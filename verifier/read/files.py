"""What a reader of files (PDF, DOCX) gives back: the laid-out text, or why there is none."""

from dataclasses import dataclass

from verifier.model import Outcome
from verifier.read.builder import Laid
from verifier.read.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file, or a part of it, could not be read, and what was seen that says so."""

    outcome: Outcome
    evidence: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The text of a file, what the file says about itself, and what could not be read of it."""

    laid: Laid
    said: Metadata
    page_starts: tuple[int, ...] = ()
    lack: Fault | None = None
