"""What the pages under docs/ say of the program is so: its rooms, its words, its examples."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.cli.output import EXIT_OF_STATE
from verifier.demo.server import DemoServer
from verifier.model import Action, Channel, Misattribution, Outcome, ReportState, Verdict
from verifier.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
EVERYWHERE = {"model", "errors", "settings"}  # for all rooms: said once, above the table
QUIET_DAY = "The tide came in at noon. The gate stayed shut all day.\n"
INVENTED = (
    "“The gate is made of cheese and opens at nine,” Ada Moss said (http://sbcnews.example/x).\n"
)


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


# --- architecture ----------------------------------------------------------------------------


def test_the_table_of_rooms_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", page("architecture.md"), re.M)
    told = {room: set(re.findall(r"`(\w+)`", imported)) for room, imported in rows}

    assert told == arrows()


def arrows() -> dict[str, set[str]]:
    """Which rooms of the program each room imports."""
    found: dict[str, set[str]] = {}
    for path in (*ROOT.glob("verifier/**/*.py"), *ROOT.glob("workers/*.py")):
        room = room_of(path.relative_to(ROOT).with_suffix("").parts)
        if room not in {"", *EVERYWHERE}:
            found.setdefault(room, set()).update(imported(path) - EVERYWHERE - {room, ""})
    return found


def room_of(parts: tuple[str, ...]) -> str:
    """A package below `verifier`, or a module of it; `workers` is one room."""
    if parts[0] == "workers":
        return "workers"
    return parts[1].removeprefix("__init__") if len(parts) > 1 else ""


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module == "verifier"
            names.update(f"verifier.{name.name}" for name in node.names if whole)
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(name.name for name in node.names)
    ours = (tuple(name.split(".")) for name in names)
    return {room_of(parts) for parts in ours if parts[0] in {"verifier", "workers"}}


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [Verdict, Action, Misattribution, ReportState, Outcome])
def test_every_word_of_a_finding_is_explained(words: type[Verdict]) -> None:
    text = page("verdicts.md")

    assert [word.value for word in words if f"`{word.value}`" not in text] == []


def test_every_channel_that_can_be_used_is_named_with_what_it_is_told() -> None:
    text = page("verdicts.md")
    known = Settings(_env_file=None).channels  # type: ignore[call-arg]

    assert [name for name in known if f"| `{Channel(name)}` |" not in text] == []


def test_every_variable_that_the_pages_name_is_a_setting() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for path in (ROOT / "docs").glob("*.md"):
        named = set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", path.read_text(encoding="utf-8")))
        assert named - known == set(), path.name


# --- continuous integration ------------------------------------------------------------------


@pytest.fixture(scope="module")
def web() -> Iterator[DemoServer]:
    with DemoServer() as server:
        yield server


@pytest.mark.parametrize(
    ("articles", "passes"),
    [([QUIET_DAY], True), ([QUIET_DAY, INVENTED], True), ([QUIET_DAY, ""], False)],
    ids=["nothing to check", "a source that cannot be read", "an empty article"],
)
def test_the_hook_reads_every_file_and_fails_where_it_says(
    web: DemoServer, tmp_path: Path, articles: list[str], passes: bool
) -> None:
    for number, text in enumerate(articles):
        (tmp_path / f"{number}.txt").write_text(text)
    block = re.search(r"entry: >-\n((?: {10}.*\n)+)", page("ci.md"))
    assert block is not None
    entry = " ".join(line.strip() for line in block[1].splitlines())

    ran = subprocess.run(
        f"{entry} {' '.join(str(number) + '.txt' for number in range(len(articles)))}",
        shell=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            f"{PREFIX}PROXY_URL": web.url,
            f"{PREFIX}CHANNELS": "link",
            f"{PREFIX}HOST_INTERVAL_S": "0",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode == 0) == passes, ran.stdout + ran.stderr


def test_the_exit_codes_are_those_of_the_program() -> None:
    text = page("ci.md")
    names = {ReportState.CLEAR: "clear", ReportState.ACTION: "action"}
    names[ReportState.INCOMPLETE] = "incomplete"

    for state, code in EXIT_OF_STATE.items():
        assert f"| {code} | `{names[state]}`" in text
