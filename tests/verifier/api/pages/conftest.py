"""The pages over a real store, without workers: jobs stay where a test puts them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.api.pages.jobs import client_of
from verifier.settings import Settings
from verifier.store import Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, redis_url="redis://127.0.0.1:1/0", max_article_bytes=20_000)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings.store_url) as opened:
        yield opened


@pytest.fixture
def browser(settings: Settings, store: Store) -> Browser:
    return client_of(settings, store)
