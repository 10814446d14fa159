"""`python -m benchmarks parse GOLD.jsonl --out PRED.jsonl`: quotations for `score_extract.py`."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verifier.model import Article, MediaType, Quotation, QuotationKind, Span, Unread
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.read import read

_MARKED = {QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.BLOCK}


@click.command("parse")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def command(gold: tuple[Path, ...], out: Path) -> None:
    """Parse the texts of GOLD and write what was found to OUT; the speed goes to stderr."""
    registry = load_registry()
    characters, seconds = 0, 0.0
    with out.open("w", encoding="utf-8") as target:
        for row in _rows(gold):
            document = read(row["text"].encode("utf-8", "surrogatepass"), MediaType.TEXT)
            found: list[dict[str, Any]] = []
            if not isinstance(document, Unread):
                start = time.process_time()
                article = parse(document, registry)
                seconds += time.process_time() - start
                characters += len(row["text"])
                found = predictions(article)
            line = json.dumps({"id": row["id"], "quotes": found}, ensure_ascii=False)
            target.write(line + "\n")
    if seconds:
        speed = characters / seconds
        rate = f"{speed:,.0f} characters/s of one core (parse alone)"
        click.echo(f"{characters:,} characters, {rate}", err=True)


def _rows(paths: tuple[Path, ...]) -> Iterator[dict[str, Any]]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def predictions(article: Article) -> list[dict[str, Any]]:
    """The article's quotations in the scorer's words."""
    found = []
    clauses: set[Span] = set()
    for quotation in article.quotations:
        span = Span(quotation.start, quotation.end)
        if quotation.kind is QuotationKind.INDIRECT:
            found.append(_entry(quotation, span, "indirect"))
            clauses.add(span)
        elif quotation.kind in _MARKED or _attributed_scare(quotation):
            found.append(_entry(quotation, span, "direct"))
        clause = quotation.clause
        if quotation.kind is QuotationKind.MIXED and clause is not None and clause not in clauses:
            found.append(_entry(quotation, clause, "indirect"))
            clauses.add(clause)
    return found


def _attributed_scare(quotation: Quotation) -> bool:
    return quotation.kind is QuotationKind.SCARE and quotation.speaker is not None


def _entry(quotation: Quotation, span: Span, kind: str) -> dict[str, Any]:
    speaker, cue = quotation.speaker, quotation.cue
    nearest = quotation.citations[0] if quotation.citations else None
    return {
        "start": span.start,
        "end": span.end,
        "kind": kind,
        "speaker": speaker.name if speaker else None,
        "speaker_span": [speaker.start, speaker.end] if speaker else None,
        "cue": cue.text if cue else None,
        "cue_span": [cue.start, cue.end] if cue else None,
        "outlet": nearest.outlet_name if nearest else None,
        "date": nearest.date_text if nearest else None,
    }


if __name__ == "__main__":
    sys.exit(command())
