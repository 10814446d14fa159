"""The real application on a real port, without workers: jobs stay where the test puts them.

One for each file of tests: a start takes half a second, and no test needs an empty store.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from verifier.api.app import create_app
from verifier.service.http import serving
from verifier.service.serving import listening
from verifier.settings import Settings, read_settings
from verifier.store import Store

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings(
        data_dir=tmp_path_factory.mktemp("api"),
        database_url="",
        redis_url=NOBODY_LISTENS,
        tokens=(),
        sweep_s=60,
    )


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings.store_url, lease_s=settings.lease_s) as opened:
        yield opened


@pytest.fixture(scope="module")
def start(store: Store) -> Iterator[Callable[[Settings], httpx.Client]]:
    """Start the application with these settings; a client of it."""
    with ExitStack() as stack:

        def started(settings: Settings) -> httpx.Client:
            listener = stack.enter_context(closing(listening("127.0.0.1", 0)))
            stack.enter_context(serving(create_app(settings, store=store), listener))
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            client = httpx.Client(base_url=address, trust_env=False, timeout=30)
            return stack.enter_context(client)

        yield started


@pytest.fixture(scope="module")
def http(start: Callable[[Settings], httpx.Client], settings: Settings) -> httpx.Client:
    return start(settings)


@pytest.fixture
def nothing_stored(store: Store) -> Iterator[None]:
    """What the test does adds no job."""
    before = store.jobs(limit=1)
    yield
    assert store.jobs(limit=1) == before
