from dataclasses import replace
from datetime import UTC, datetime

from verifier.model import Snapshot
from verifier.snapshots import MemorySnapshots

PAGE = Snapshot(
    "https://a.example/",
    "https://a.example/",
    datetime(2024, 3, 5, tzinfo=UTC),
    200,
    (),
    "ab",
    b"x",
)


def test_a_snapshot_that_was_kept_is_found_by_its_hash() -> None:
    snapshots = MemorySnapshots()
    snapshots.put(PAGE)

    assert snapshots.get("ab") is PAGE
    assert snapshots.get("cd") is None


def test_the_first_snapshot_with_the_same_bytes_stays() -> None:
    snapshots = MemorySnapshots()
    snapshots.put(PAGE)
    snapshots.put(replace(PAGE, url="https://b.example/"))

    assert snapshots.get("ab") is PAGE
