"""Servers on loopback for the tests of the fetching room."""

from collections.abc import Iterator

import pytest

from tests.verifier.fetch.hostile import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with no paths yet."""
    server = Server()
    server.start()
    yield server
    server.stop()
