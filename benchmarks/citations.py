"""`python -m benchmarks citations FORMS.jsonl`: forms of citation, scored by language.

Expected and found quotations are paired by the overlap of their spans (texts, where the form is
not plain text). Kind, speaker, outlets, date and url are counted over the expected quotations;
a form that is missed counts as wrong in all of them. Titles, scare quotes and nested quotations
carry span and kind only.
"""

import json
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from verifier.model import Article, MediaType, Quotation, QuotationKind, Unread
from verifier.outlets import Registry, fold, load_registry
from verifier.parse import parse
from verifier.read import read

_FIELDS = ("span", "kind", "speaker", "outlets", "date", "url")
_ASIDE = {QuotationKind.SCARE, QuotationKind.TITLE, QuotationKind.NESTED}


@click.command("citations")
@click.argument("forms", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--details", is_flag=True, help="Print every miss.")
def command(forms: Path, details: bool) -> None:
    """Score the citation forms of FORMS and print a table per language."""
    registry = load_registry()
    right: dict[str, Counter[str]] = defaultdict(Counter)
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for line in forms.read_text("utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            _score(row, registry, right[row["lang"]], total[row["lang"]], details)
    _print_table(right, total)


def _score(
    row: dict[str, Any],
    registry: Registry,
    right: Counter[str],
    total: Counter[str],
    details: bool,
) -> None:
    article = _parse(row, registry)
    left = list(article.quotations) if article else []
    for expected in row["expected"]["quotes"]:
        found = _paired(expected, left, row)
        if found is not None:
            left.remove(found)
        marks = _marks(expected, found, row, registry)
        for field, good in marks.items():
            total[field] += 1
            right[field] += good
        if details and not all(marks.values()):
            _print_miss(row, expected, found, marks)
    extra = [q for q in left if q.kind not in _ASIDE]
    total["extra"] += len(extra)
    if details:
        for q in extra:
            click.echo(f"{row['id']} extra {q.kind}: {q.text[:70]!r}")


def _parse(row: dict[str, Any], registry: Registry) -> Article | None:
    document = read(row["text"].encode(), MediaType(row["format"]))
    if isinstance(document, Unread):
        return None
    return parse(document, registry, published=date.fromisoformat(row["pub_date"]))


# --- pairing ------------------------------------------------------------------------------


def _paired(
    expected: dict[str, Any], left: list[Quotation], row: dict[str, Any]
) -> Quotation | None:
    """The found quotation that overlaps the expected one most, at least by half."""
    scored = [(_likeness(expected, found, row), found) for found in left]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= 0.5 else None


def _likeness(expected: dict[str, Any], found: Quotation, row: dict[str, Any]) -> float:
    if row["format"] != "text":
        one, two = _words(expected["text"]), _words(found.text)
        common = sum((Counter(one) & Counter(two)).values())
        return common / max(len(one), len(two), 1)
    start, end = expected["start"], expected["end"]
    inside = min(end, found.end) - max(start, found.start)
    return max(0, inside) / (max(end, found.end) - min(start, found.start))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch if ch.isalnum() else " " for ch in plain).split()


# --- marking ------------------------------------------------------------------------------


def _marks(
    expected: dict[str, Any], found: Quotation | None, row: dict[str, Any], registry: Registry
) -> dict[str, bool]:
    aside = QuotationKind(expected["kind"]) in _ASIDE
    fields = _FIELDS[:2] if aside else _FIELDS
    if found is None:
        return dict.fromkeys(fields, False)
    marks = {
        "span": _same_span(expected, found, row),
        "kind": found.kind.value == expected["kind"],
    }
    if not aside:
        marks["speaker"] = _same_speaker(expected, found, registry)
        marks["outlets"] = _same_outlets(expected, found, registry)
        marks["date"] = _nearest_date(found) == expected["date"]
        marks["url"] = _nearest_url(found) == expected["url"]
    return marks


def _same_span(expected: dict[str, Any], found: Quotation, row: dict[str, Any]) -> bool:
    if row["format"] != "text":
        return _words(expected["text"]) == _words(found.text)
    edge = " .,;:!?。，"
    return expected["text"].strip(edge) == found.text.strip(edge) and (
        abs(expected["start"] - found.start) <= 1
    )


def _same_speaker(expected: dict[str, Any], found: Quotation, registry: Registry) -> bool:
    wanted, got = expected["speaker"], found.speaker.name if found.speaker else None
    if wanted is None:
        return got is None or found.speaker_is_source or _names_source(got, expected, registry)
    return got is not None and fold(wanted) == fold(got)


def _names_source(got: str, expected: dict[str, Any], registry: Registry) -> bool:
    keys = {_key(name, registry) for name in expected["outlets"]}
    return _key(got, registry) in keys or expected["medium"] in ("document", "court")


def _same_outlets(expected: dict[str, Any], found: Quotation, registry: Registry) -> bool:
    wanted = [_key(name, registry) for name in expected["outlets"]]
    got = [
        _key(citation.outlet or citation.outlet_name or "", registry)
        for citation in found.citations
        if citation.outlet_name
    ]
    return wanted == list(dict.fromkeys(got))


def _key(name: str, registry: Registry) -> str:
    owners = registry.by_name(name)
    return fold(owners[0].name if owners else name)


def _nearest_date(found: Quotation) -> str | None:
    return next((c.date for c in found.citations if c.date), None)


def _nearest_url(found: Quotation) -> str | None:
    return next((c.url for c in found.citations if c.url), None)


# --- printing -----------------------------------------------------------------------------


def _print_table(right: dict[str, Counter[str]], total: dict[str, Counter[str]]) -> None:
    click.echo("lang   quotes" + "".join(f"{field:>9}" for field in _FIELDS) + "    extra")
    for lang in sorted(total):
        cells = "".join(_cell(right[lang][f], total[lang][f]) for f in _FIELDS)
        click.echo(f"{lang:6} {total[lang]['span']:6}{cells}{total[lang]['extra']:9}")
    all_right = sum(right.values(), Counter())
    all_total = sum(total.values(), Counter())
    cells = "".join(_cell(all_right[f], all_total[f]) for f in _FIELDS)
    click.echo(f"all    {all_total['span']:6}{cells}{all_total['extra']:9}")


def _cell(good: int, count: int) -> str:
    return f"{good / count:9.2f}" if count else "        –"


def _print_miss(
    row: dict[str, Any], expected: dict[str, Any], found: Quotation | None, marks: dict[str, bool]
) -> None:
    wrong = ",".join(field for field, good in marks.items() if not good)
    got = "nothing"
    if found is not None:
        speaker = found.speaker.name if found.speaker else None
        cited = [(c.outlet or c.outlet_name, c.date, c.url) for c in found.citations]
        got = f"{found.kind} {found.text[:50]!r} {speaker!r} {cited}"
    wanted = {k: expected[k] for k in ("kind", "speaker", "outlets", "date", "url")}
    click.echo(f"{row['id']} [{wrong}] {row['text'][:130]!r}\n    want {wanted}\n    got  {got}")


if __name__ == "__main__":
    command()
