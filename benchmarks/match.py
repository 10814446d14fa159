"""`python -m benchmarks match CASES PAGES --out PRED`: predictions for the scorer of matches."""

import json
from pathlib import Path
from typing import Any

import click

from verifier.match import match_text, prepare
from verifier.model import Match, Verdict


@click.command(name="match")
@click.argument("cases", type=click.Path(exists=True, path_type=Path))
@click.argument("pages", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True)
def command(cases: Path, pages: Path, out: Path) -> None:
    """Match every case's quote against its page and write one JSON line each."""
    texts = {page["id"]: page["text"] for page in _lines(pages)}
    by_page: dict[str, list[dict[str, Any]]] = {}
    for case in _lines(cases):
        by_page.setdefault(case["page_id"], []).append(case)
    with out.open("w", encoding="utf-8") as file:
        for page_id, here in by_page.items():
            page = prepare(texts[page_id])
            for case in here:
                file.write(json.dumps(_prediction(case, match_text(case["quote"], page))) + "\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _prediction(case: dict[str, Any], match: Match | None) -> dict[str, Any]:
    if match is None:
        return {"id": case["id"], "verdict": Verdict.NOT_FOUND, "score": 0.0}
    return {
        "id": case["id"],
        "verdict": match.verdict,
        "score": match.score,
        "start": min(passage.start for passage in match.passages),
        "end": max(passage.end for passage in match.passages),
    }
