"""A headless Chromium, and pages for it to open: the system's, never one that playwright loads."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from verifier.api.app import create_app
from verifier.settings import Settings
from verifier.store import Store

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


# A module, not the session: playwright's loop runs in this thread while a browser is open, and no
# test of another room could run a loop of its own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; tests skip where there is none, and say how to get one."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on the path; get it with: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: `VERIFIER_SHOTS`, or a folder that is forgotten."""
    given = os.environ.get("VERIFIER_SHOTS")
    folder = Path(given) if given else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(Settings(data_dir=tmp_path).store_url) as opened:
        yield opened


@pytest.fixture
def service(tmp_path: Path, store: Store) -> Iterator[str]:
    """The pages without workers: jobs stand where a test puts them. Gives their address."""
    settings = Settings(data_dir=tmp_path, redis_url="redis://127.0.0.1:1/0")
    with serving(settings, store) as address:
        yield address


@contextmanager
def serving(settings: Settings, store: Store) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(settings, store=store), log_level="error", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
