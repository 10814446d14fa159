"""Snapshots for archives, and archives of them."""

import hashlib
from datetime import UTC, datetime

from verifier.model import Snapshot
from verifier.snapshots.warc import evidence

AT = datetime(2024, 1, 16, 9, 30, 0, 250_000, tzinfo=UTC)


def page(
    body: bytes, url: str = "https://meridianpost.example/story?id=7", kind: str = "text/html"
) -> Snapshot:
    return Snapshot(
        url, url, AT, 200, (("content-type", kind),), hashlib.sha256(body).hexdigest(), body
    )


PAGE = page("<title>Tide</title><p>“The tide is late,” she said.".encode())


def written(*snapshots: Snapshot) -> bytes:
    return b"".join(evidence(snapshots, made_at=AT, about={"isPartOf": "job 1"}))
