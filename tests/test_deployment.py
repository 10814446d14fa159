"""The files that start the service elsewhere name parts that exist."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text()


def test_compose_is_valid_by_the_specification() -> None:
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", str(ROOT / "docker-compose.yml")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_compose_starts_the_queues_that_the_workers_serve() -> None:
    from workers import app

    for queue in (app.ARTICLE, app.FETCH, app.CONTROL):
        assert f"--queues, {queue}," in COMPOSE


@pytest.mark.parametrize("name", ["verifier.api.app:create_app"])
def test_the_image_starts_an_application_that_exists(name: str) -> None:
    module, _, factory = name.partition(":")

    assert name in (ROOT / "Dockerfile").read_text()
    assert callable(getattr(__import__(module, fromlist=[factory]), factory))


def test_compose_refuses_to_start_without_tokens() -> None:
    assert "${VERIFIER_TOKENS:?" in COMPOSE


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_with_hashes_and_name_no_index(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]

    assert pins
    assert all("==" in line for line in pins)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pins)
    assert not any("://" in line or line.startswith("-") for line in lines)
