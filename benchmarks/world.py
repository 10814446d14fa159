"""`python -m benchmarks world FOLDER --out DIR`: whole reports against a replayed web.

Starts the replaying proxy with a fresh CA and a free port, runs every article of the folder through
the program as a user's article, and writes one report an article for `score_world.py`. Of the
expected findings it reads nothing but the articles' names and dates.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from verifier.look import WebLook
from verifier.model import Article, Channel, Limits, Unread
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.pipeline import verify
from verifier.read import media_type_of, read
from verifier.report import to_json
from verifier.settings import Settings, read_settings

_REPLAY = Path(__file__).resolve().parents[2] / "shared" / "tools" / "replay_web.py"
_SEARCH = "http://searx.test"
_READY = "replay_web:"


@click.command("world")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--without", default="", help="channels that refuse, comma-separated")
@click.option("--replay", default=_REPLAY, type=click.Path(path_type=Path), help="replay_web.py")
@click.option("--only", default="", help="articles whose name contains this")
@click.option("--log", default="", help="file for the proxy's log of requests")
def command(folder: Path, out: Path, without: str, replay: Path, only: str, log: str) -> None:
    """Verify every article of FOLDER against its replayed web; write reports to OUT."""
    out.mkdir(parents=True, exist_ok=True)
    wanted = [(name, day) for name, day in _articles(folder) if only in name]
    with _replayed(folder, replay, without, log) as (address, ca_bundle):
        for name, day in wanted:
            settings = read_settings(
                proxy_url=address,
                ca_bundle=ca_bundle,
                searxng_url=_SEARCH,
                host_interval_s=0,
            )
            started = time.perf_counter()
            report, asked = _report(folder / "articles" / name, day, settings)
            (out / f"{name}.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))
            seconds = time.perf_counter() - started
            click.echo(f"{name}: {asked} requests, {seconds:.1f} s", err=True)


def _articles(folder: Path) -> list[tuple[str, date]]:
    rows = (folder / "expected.jsonl").read_text("utf-8").splitlines()
    held = [json.loads(row) for row in rows if row.strip()]
    return [(row["article"], date.fromisoformat(row["pub_date"])) for row in held]


@contextmanager
def _replayed(folder: Path, replay: Path, without: str, log: str) -> Iterator[tuple[str, Path]]:
    """The running proxy: its address and the CA file to trust."""
    with tempfile.TemporaryDirectory(prefix="world-") as held:
        ca_bundle = Path(held) / "ca.pem"
        asked = [sys.executable, str(replay), "--world", str(folder), "--port", "0"]
        asked += ["--ca-out", str(ca_bundle)]
        asked += ["--without", without] if without else []
        asked += ["--log", log] if log else []
        proxy = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True)
        try:
            assert proxy.stdout is not None
            line = proxy.stdout.readline()
            if not line.startswith(_READY):
                raise click.ClickException(f"{replay} did not start: {line.strip()!r}")
            yield f"http://{line.rsplit(None, 1)[-1]}", ca_bundle
        finally:
            proxy.terminate()
            proxy.wait(timeout=10)


def _report(path: Path, day: date, settings: Settings) -> tuple[object, int]:
    """The report on one article as JSON, and how many requests it took."""
    registry = load_registry()
    created = datetime.now(UTC)
    article = _article(path, day)
    limits = Limits(settings.max_requests, settings.enabled_channels - {Channel.FOLDER})
    asked: set[str] = set()
    with WebLook(settings, on_reading=asked.update) as look:
        report = verify(article, look, limits, registry)
    return to_json(report, created_at=created, finished_at=datetime.now(UTC)), len(asked)


def _article(path: Path, day: date) -> Article:
    body = path.read_bytes()
    kind = media_type_of(path.name, None, body)
    if kind is None:
        raise click.ClickException(f"{path}: unknown type")
    document = read(body, kind)
    if isinstance(document, Unread):
        raise click.ClickException(f"{path}: {document.outcome}")
    return parse(document, load_registry(), published=day)
