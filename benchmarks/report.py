"""`python -m benchmarks report`: how long a report of 500 quotations takes to open and to filter.

In a real Chromium, against the service's own pages, server time included. Wall time differs with
whatever else the machine does, so the best and the median of some runs are told.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import click

ACTIONS = ("call", "wording", "source", "none")
# From asking for the page to the end of its loading, and to its first words on the screen.
OPENED = """
() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [page.loadEventEnd, paint ? paint.startTime : page.loadEventEnd, page.responseStart];
}
"""
# From the click to the frame that shows it: what is posted in a frame runs after its painting.
FILTERED = """
(action) => new Promise((done) => {
  const begin = performance.now();
  document.getElementById("f-" + action).click();
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - begin);
    channel.port2.postMessage(0);
  });
})
"""


@click.command(name="report")
@click.option("--runs", default=7, show_default=True, type=click.IntRange(1))
def command(runs: int) -> None:
    """Open and filter a report of fifty thousand words and 500 quotations."""
    # The report and the service are those of the browser's tests; nothing else here needs them.
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, NAMES, serving
    from tests.browser.test_large import keep_long_report
    from verifier.settings import Settings
    from verifier.store import Store

    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise click.ClickException("no Chromium on the path")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), redis_url="redis://127.0.0.1:1/0")
        with (
            Store(settings.store_url) as store,
            serving(settings, store) as address,
            sync_playwright() as playwright,
        ):
            job = keep_long_report(store)
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            measured = [_run(browser, f"{address}/jobs/{job.id}") for _ in range(runs)]
            browser.close()
    for name, values in zip(_NAMES, zip(*measured, strict=True), strict=True):
        click.echo(f"{name:24} best {min(values):6.0f} ms   median {median(values):6.0f} ms")


_NAMES = ("opened (load event)", "first words on screen", "first byte", "filter to next frame")


def _run(browser: Any, address: str) -> list[float]:
    page = browser.new_page(viewport={"width": 1360, "height": 1000})
    page.goto(address)
    opened = page.evaluate(OPENED)
    steps = [page.evaluate(FILTERED, step) for action in ACTIONS for step in (action, "all")]
    page.close()
    return [*opened, median(steps)]
