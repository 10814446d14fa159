"""The whole way through a browser: submit the example, watch it, read what was found.

The service is the real one, with its workers and its Redis; the web it asks is the example's own.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.watch import Watch
from verifier.cli.demo import demo_settings
from verifier.demo.server import DemoServer
from verifier.service import running_service

TIMEOUT_MS = 90_000


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with (
        DemoServer() as web,
        running_service(demo_settings(web, tmp_path / "data")) as service,
    ):
        yield service.url


def test_an_article_is_submitted_watched_and_its_report_read(
    address: str, chromium: Any, shots: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1360, "height": 1000})
    page = context.new_page()
    watch = Watch(page, address)

    page.goto(address)
    page.get_by_role("link", name="Use an example").click()
    page.get_by_role("button", name="Check the quotations").click()
    page.wait_for_url("**/jobs/*")
    page.locator("#rows li, .card").first.wait_for(timeout=TIMEOUT_MS)
    page.screenshot(path=shots / "service-progress.png", full_page=True)
    page.locator(".card").first.wait_for(timeout=TIMEOUT_MS)
    page.screenshot(path=shots / "service-report.png", full_page=True)

    assert page.locator(".summary strong").inner_text() == "Needs action"
    assert page.locator(".card").first.get_attribute("data-action") == "call"
    sung = page.locator(".card", has_text="The ferry is the longest street in this town").first
    assert "Found word for word" in sung.locator("h3").inner_text()

    sung.get_by_role("link", name="Open at the passage").click()
    assert page.locator("#passage").inner_text().startswith("The ferry is the longest street")
    page.screenshot(path=shots / "service-copy.png", full_page=True)

    page.get_by_role("link", name="Back to the report").click()
    page.get_by_text("Save or pass on").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="One HTML file").click()
    assert 10_000 < saved.value.path().stat().st_size < 300_000
    page.goto(address)
    assert page.locator(".jobs li").first.locator(".job-state").inner_text() == "Done"
    watch.saw_nothing_wrong()
    context.close()
