"""The hook for pre-commit; that its command works is tested with the page that explains it."""

import re
from pathlib import Path

from click.testing import CliRunner

from verifier.cli import main

ROOT = Path(__file__).resolve().parents[3]


def entry_of(text: str) -> str:
    found = re.search(r"entry: >-\n((?:[ ]+\S.*\n)+?)(?=\S|```|\Z|\n)", text)
    assert found is not None
    return " ".join(found[1].split())


def test_the_hook_runs_the_command_that_its_page_shows() -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")

    assert entry_of(hook) == entry_of((ROOT / "docs" / "ci.md").read_text("utf-8"))


def test_the_hook_uses_options_that_there_are() -> None:
    said = CliRunner().invoke(main, ["check", "--help"]).output

    hook = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert all(option in said for option in re.findall(r"--[a-z]+", hook))
