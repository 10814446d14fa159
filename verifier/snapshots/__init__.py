"""Kept pages, by the sha256 of their bytes: what the offsets of a report refer to."""

from typing import Protocol

from verifier.model import Snapshot

__all__ = ["MemorySnapshots", "Snapshots"]


class Snapshots(Protocol):
    """Where snapshots are kept; the same bytes are kept once."""

    def put(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; one with the same bytes that is kept already stays."""

    def get(self, sha256: str) -> Snapshot | None:
        """The snapshot with these bytes, or None when none is kept."""


class MemorySnapshots:
    """Snapshots of one run of `check`, gone with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, Snapshot] = {}

    def put(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; the first one with these bytes stays."""
        self._kept.setdefault(snapshot.sha256, snapshot)

    def get(self, sha256: str) -> Snapshot | None:
        """The snapshot with these bytes, or None when none is kept."""
        return self._kept.get(sha256)
