"""Whether the API answers as its description says, to whatever the description allows."""

import subprocess
import sys
from pathlib import Path

import pytest

# Streams end with their job, and without Redis and workers the service is truly not ready.
ELSEWHERE = "/events|/readyz"
CONFIG = str(Path(__file__).with_name("schemathesis.toml"))


@pytest.mark.timeout(300)
def test_the_api_answers_as_its_description_says(http, tmp_path):
    address = str(http.base_url.join("/openapi.json"))
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", CONFIG, "run", address),
        *("--checks", "all", "--phases", "coverage,fuzzing", "--max-examples", "3"),
        *("--exclude-path-regex", ELSEWHERE, "--max-time", "60", "--generation-deterministic"),
    ]

    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=280)

    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]
    assert " passed" in run.stdout
