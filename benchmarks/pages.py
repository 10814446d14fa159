"""`python -m benchmarks pages FOLDER --out PRED.jsonl`: what is read of real pages.

FOLDER holds `gold.jsonl`, of which only `id`, `html` and `url` are read, and the pages, gzipped.
The output is scored by `score_pages.py`; `ms` is the time for that page, body included.
"""

import gzip
import hashlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from verifier.model import Document, Snapshot, Unread
from verifier.read import read_page


@click.command(name="pages")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def command(folder: Path, out: Path) -> None:
    """Read the pages of FOLDER and write what was read of each, one JSON object a line."""
    records = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    unread = 0
    with out.open("w", encoding="utf-8") as lines:
        for number, record in enumerate(records):
            page = _snapshot(folder, record)
            if number == 0:
                read_page(page)  # the first page pays for imports that are made when needed
            started = time.perf_counter()
            document = read_page(page)
            elapsed_ms = (time.perf_counter() - started) * 1000
            unread += isinstance(document, Unread)
            line = _prediction(document) | {"id": record["id"], "ms": round(elapsed_ms, 3)}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")
    click.echo(f"{len(records)} pages, {unread} of them unread, written to {out}")


def _snapshot(folder: Path, record: dict[str, Any]) -> Snapshot:
    body = (folder / record["html"]).read_bytes()
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    return Snapshot(
        url=record["url"] or "",  # of some, none is known
        final_url=record["url"] or "",  # of some, none is known
        fetched_at=datetime.now(UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
    )


def _prediction(document: Document | Unread) -> dict[str, str | None]:
    if isinstance(document, Unread):
        return {"text": "", "body": "", "title": None, "date": None}
    return {
        "text": document.text,
        "body": "\n\n".join(document.text[span.start : span.end] for span in document.body),
        "title": document.title,
        "date": document.published,
    }
