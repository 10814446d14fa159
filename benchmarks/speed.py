"""`python -m benchmarks speed`: the matcher against its peers, in one run on one machine.

Only ratios are worth reading: all programs get the same folded texts in the same process, and the
best of several turns counts. Peers that are not installed (edlib, diff-match-patch) are left out.
The pages are made up from the word lists unless `--pages` names a file with real ones.
"""

import importlib
import json
import random
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from time import process_time
from typing import Any

import click
from rapidfuzz.fuzz import partial_ratio_alignment

from verifier.match import match_text, prepare
from verifier.match.lexicon import lexicon
from verifier.match.locate import BAND, exact, windows
from verifier.match.page import PreparedPage
from verifier.match.shelf import index

PAGES, PAGE_CHARACTERS = 100, 5_880
LONG_CHARACTERS = 1_200_000
_SHIFT = 32  # characters that edits may push a quotation's ends
CUTOFF = 75.0  # of 100; the likeness from which a peer's find counts
HOSTILE = {
    "one letter": ("a" * 1_000_000, "a" * 60 + "b"),
    "repeated phrase": (
        "we will never give up the fight " * 31_000,
        "we will never give in to the fight and we will never give up the night",
    ),
    "quotation of 100,000 characters": (
        "the old harbour froze over " * 40_000,
        "no ice here " * 8_400,
    ),
}


@click.command(name="speed")
@click.option("--pages", type=click.Path(exists=True, path_type=Path), help="JSON lines, `text`")
@click.option("--turns", default=3, show_default=True, help="the best of so many counts")
def command(pages: Path | None, turns: int) -> None:
    """Print the time of each task and its ratio to each peer's."""
    rng = random.Random(11)
    texts = _read(pages) if pages else [_prose(rng, PAGE_CHARACTERS) for _ in range(PAGES)]
    _folding(texts, turns)
    _growth([prepare(text) for text in texts], rng, turns)
    _long_page(_prose(rng, LONG_CHARACTERS), rng, turns)
    _hostile()


def _read(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file if line.strip()]
    return [text[:40_000] for text in texts][:PAGES]


def _prose(rng: random.Random, characters: int) -> str:
    """Words of the English lists, the common ones as common as they are."""
    known = lexicon("en")
    common, rare = sorted(known.function), sorted(known.known)
    words: list[str] = []
    length = 0
    while length < characters:
        word = rng.choice(common) if rng.random() < 0.45 else rng.choice(rare)
        words.append(word + (". " if rng.random() < 0.06 else " "))
        length += len(words[-1])
    return "".join(words)


def _best(task: Callable[[], object], turns: int) -> float:
    """Milliseconds of the processor that the quickest of several turns took."""
    times = []
    for _ in range(turns):
        began = process_time()
        task()
        times.append(process_time() - began)
    return max(min(times) * 1e3, 1e-4)


def _quotes(pages: list[PreparedPage], rng: random.Random, count: int) -> list[str]:
    """Twenty words of some page with two of them replaced, folded."""
    quotes = []
    for _ in range(count):
        words = rng.choice(pages).key.split()
        first = rng.randrange(max(1, len(words) - 20))
        quote = words[first : first + 20]
        for _ in range(2):
            quote[rng.randrange(len(quote))] = "".join(rng.choices("bcdfgmnrstaeiou", k=6))
        quotes.append(" ".join(quote))
    return quotes


def _folding(texts: list[str], turns: int) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    spent = _best(lambda: [prepare(text) for text in texts], turns)
    click.echo(f"folding  {size / spent * 1e3:8.1f} MB/s  ({len(texts)} pages, {size:.2f} MB)")


def _locate(pages: list[PreparedPage], quotes: list[str]) -> set[tuple[int, int]]:
    """Which quotation is on which page, as the peers answer it."""
    found = set()
    for number, page in enumerate(pages):
        for which, places in enumerate(windows(page, quotes)):
            for place in places:
                end = place.first + BAND + len(quotes[which]) + _SHIFT
                stretch = page.key[max(0, place.first - _SHIFT) : end]
                hit = partial_ratio_alignment(quotes[which], stretch, score_cutoff=CUTOFF)
                if hit is not None and hit.score >= CUTOFF:
                    found.add((which, number))
                    break
    return found


def _peer(pages: list[PreparedPage], quotes: list[str], cutoff: float) -> set[tuple[int, int]]:
    return {
        (which, number)
        for which, quote in enumerate(quotes)
        for number, page in enumerate(pages)
        if (hit := partial_ratio_alignment(quote, page.key, score_cutoff=cutoff)) is not None
        and hit.score >= CUTOFF
    }


def _growth(pages: list[PreparedPage], rng: random.Random, turns: int) -> None:
    size = sum(len(page.key) for page in pages) // 1000
    click.echo(f"\nquotations x {len(pages)} folded pages ({size} KB): located, ms")
    for count in (1, 10, 100, 1000):
        quotes = _quotes(pages, rng, count)
        ours = _best(lambda q=quotes: _locate(pages, q), turns)
        line = f"{count:5}  ours {ours:9.1f}"
        if count <= 100:
            cut = _best(lambda q=quotes: _peer(pages, q, CUTOFF), 1)
            theirs, mine = _peer(pages, quotes, CUTOFF), _locate(pages, quotes)
            line += f"  rapidfuzz with cut-off {cut:9.1f} ({cut / ours:5.1f}x)"
            line += f"  recall of its finds {len(mine & theirs)}/{len(theirs)}"
        if count <= 10:
            plain = _best(lambda q=quotes: _peer(pages, q, 0.0), 1)
            line += f"  without {plain:9.1f} ({plain / ours:5.1f}x)"
            line += _others(pages, quotes, ours)
        click.echo(line)
    shelf = index(pages)
    quotes = _quotes(pages, rng, 200)
    each = _best(lambda: shelf.find(quotes), turns) / len(quotes)
    click.echo(f"one more quotation on the indexed pages {each:.4f} ms")


def _others(pages: list[PreparedPage], quotes: list[str], ours: float) -> str:
    """Ratios to the peers that look at every pair slowly."""
    line = ""
    for name, task in _slow_peers().items():
        some = quotes[:1]
        spent = _best(lambda t=task, q=some: [t(q[0], p.key) for p in pages], 1) * len(quotes)
        line += f"  {name} {spent:.0f} ({spent / ours:.0f}x)"
    return line


def _slow_peers() -> dict[str, Callable[[str, str], Any]]:
    peers: dict[str, Callable[[str, str], Any]] = {
        "difflib": lambda quote, text: SequenceMatcher(
            None, text, quote, autojunk=False
        ).find_longest_match()
    }
    if edlib := _optional("edlib"):
        peers["edlib"] = lambda quote, text: edlib.align(quote, text, mode="HW", task="locations")
    if patch := _optional("diff_match_patch"):
        matcher = patch.diff_match_patch()
        matcher.Match_Distance = 10_000_000
        peers["diff-match-patch"] = lambda quote, text: matcher.match_main(text, quote[:32], 0)
    return peers


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _long_page(text: str, rng: random.Random, turns: int) -> None:
    page = prepare(text)
    click.echo(f"\none quotation x one folded page of {len(page.key) / 1e6:.1f} MB: ms")
    words = page.key.split()
    verbatim = " ".join(words[150_000:150_020])
    find = _best(lambda: page.key.find(verbatim), 3 * turns)
    ours = _best(lambda: exact(page, verbatim), 3 * turns)
    click.echo(f"word for word  ours {ours:.3f}  str.find {find:.3f} ({ours / find:.1f} times)")
    (quote,) = _quotes([page], rng, 1)
    absent = " ".join(rng.sample(words, 20))
    for name, wanted in (("two edits", quote), ("absent", absent)):
        ours = _best(lambda q=wanted: _locate([page], [q]), turns)
        whole = _best(lambda q=wanted: match_text(q, page), turns)
        cut = _best(lambda q=wanted: _peer([page], [q], CUTOFF), turns)
        click.echo(
            f"{name:13}  ours {ours:.2f}  with every edit named {whole:.2f}"
            f"  rapidfuzz with cut-off {cut:.2f} ({cut / ours:.1f}x)"
        )


def _hostile() -> None:
    click.echo("\nhostile text: s")
    for name, (text, quote) in HOSTILE.items():
        spent = _best(lambda t=text, q=quote: match_text(q, prepare(t)), 1) / 1e3
        click.echo(f"{name:32} {spent:.2f}")
