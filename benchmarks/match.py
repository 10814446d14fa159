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
@click.option("--table", is_flag=True, help="how often a score was right, by tenths")
def command(cases: Path, pages: Path, out: Path, table: bool) -> None:
    """Match every case's quote against its page and write one JSON line each."""
    texts = {page["id"]: page["text"] for page in _lines(pages)}
    by_page: dict[str, list[dict[str, Any]]] = {}
    for case in _lines(cases):
        by_page.setdefault(case["page_id"], []).append(case)
    rows: list[tuple[dict[str, Any], dict[str, Any]]] = []
    with out.open("w", encoding="utf-8") as file:
        for page_id, here in by_page.items():
            page = prepare(texts[page_id])
            for case in here:
                rows.append((case, _prediction(case, match_text(case["quote"], page))))
                file.write(json.dumps(rows[-1][1]) + "\n")
    if table:
        _print_table(rows)


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


def _print_table(rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """For each tenth of the score how often the passage was the quotation's, real cases apart."""
    click.echo("score      real cases         made by rule")
    for tenth in range(10):
        line = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
        for real in (True, False):
            here = [
                _right(case, found)
                for case, found in rows
                if bool(case.get("real")) is real and min(9, int(found["score"] * 10)) == tenth
            ]
            share = f"{sum(here) / len(here):.2f} of {len(here)}" if here else "-"
            line += f"  {share:>16}"
        click.echo(line)


def _right(case: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether the passage overlaps one that is marked as the quotation's."""
    spans = [case["span"], *(case.get("alt_spans") or [])] if case.get("span") else []
    return any(a < found.get("end", 0) and found.get("start", 0) < b for a, b in spans)
