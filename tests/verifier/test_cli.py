import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from verifier.cli import main
from verifier.cli.front import COMMANDS
from verifier.demo.server import DemoServer
from verifier.demo.world import outlets_path
from verifier.model import MediaType

QUIET_DAY = "The tide came in at noon. The gate stayed shut all day.\n"
TOLD = "“We open the gate at nine, whatever the weather says,” Ada Moss told the Daily Reed.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture(scope="module")
def web() -> Iterator[DemoServer]:
    with DemoServer() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("VERIFIER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str, stdin: str | bytes | None = None, **env: str) -> Result:
    variables = {f"VERIFIER_{name}": value for name, value in env.items()}
    return CliRunner().invoke(main, arguments, input=stdin, env=variables)


def demo_env(server: DemoServer) -> dict[str, str]:
    return {
        "PROXY_URL": server.url,
        "SEARXNG_URL": "http://search.example",
        "OUTLETS": str(outlets_path()),
        "CHANNELS": "link,folder,searxng,sitemap,feed",
        "HOST_INTERVAL_S": "0",
    }


def closed_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


# --- help ------------------------------------------------------------------------------------


def test_the_help_page_lists_every_command_with_examples_and_exit_codes() -> None:
    page = call("--help").output

    assert [line for name, (_, line) in COMMANDS.items() if f"{name:<9}{line}" not in page] == []
    assert "verifier check article.txt" in page
    assert "3 incomplete" in page


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_own_help(name: str) -> None:
    result = call(name, "--help")

    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    assert isinstance(main, click.Group)


def test_the_help_page_waits_for_no_room() -> None:
    asked = "import sys, verifier.cli; verifier.cli.main(['--help'], standalone_mode=False);"
    heavy = "sys.exit(any(room in sys.modules for room in ('lxml', 'sqlalchemy', 'httpx')))"

    result = subprocess.run([sys.executable, "-c", asked + heavy], capture_output=True, check=False)

    assert result.returncode == 0, result.stderr


# --- bad input -------------------------------------------------------------------------------

BAD_FILES = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t\n", "is empty"),
    ("huge.txt", b"word " * 2_000_000, "larger than 2,000,000 bytes"),
    ("picture.png", PNG, "no text, HTML or document"),
    ("picture.txt", PNG, "picture.txt"),
    ("nuls.txt", b"MZ\x00\x00\x00\x01" * 400, "nuls.txt"),
]


@pytest.mark.parametrize("command", ["check", "parse"])
@pytest.mark.parametrize(("name", "body", "said"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_a_file_that_is_no_article_is_refused_in_one_line(
    folder: Path, command: str, name: str, body: bytes, said: str
) -> None:
    (folder / name).write_bytes(body)

    result = call(command, name)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.startswith("verifier: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


BAD_SOURCES = [
    ("missing.txt", "no such file: missing.txt"),
    (".", "is a folder"),
    ("ftp://files.example/a.txt", "cannot fetch ftp:"),
    ("file:///etc/passwd", "cannot fetch file:"),
    ("http://127.0.0.1:1/a", "forbidden_address"),
    ("http://169.254.169.254/latest/", "forbidden_address"),
    ("http://[::1]/", "forbidden_address"),
    ("http:///nowhere", "bad_url"),
]


@pytest.mark.parametrize(("source", "said"), BAD_SOURCES, ids=[row[0] for row in BAD_SOURCES])
def test_an_address_that_leads_nowhere_is_refused_in_one_line(
    folder: Path, source: str, said: str
) -> None:
    result = call("check", source)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_dead_host_is_named_with_its_outcome(folder: Path) -> None:
    port = closed_port()

    result = call("check", f"http://127.0.0.1:{port}/a", ALLOW_ADDRESSES=f"127.0.0.1:{port}")

    assert result.exit_code == 2
    assert "connection refused (refused)" in result.stderr


def test_a_page_that_refuses_is_named_with_its_outcome(folder: Path, web: DemoServer) -> None:
    url = "http://osterledger.example/business/2026/01/25/oster-mutual-and-the-ferry"

    result = call("check", url, **demo_env(web))

    assert result.exit_code == 2
    assert "(forbidden)" in result.stderr


WRONG_USE = [
    (["check"], {}, "Missing argument"),
    (["check", "a.txt", "--published", "Jan. 27"], {}, "2024-01-27"),
    (["check", "a.txt", "--published", "2024-02-30"], {}, "is not a day"),
    (["check", "a.txt", "--type", "rtf"], {}, "'rtf' is not one of"),
    (["check", "a.txt", "--format", "xml"], {}, "'xml' is not one of"),
    (["check", "a.txt", "--sources", "nowhere/"], {}, "does not exist"),
    (["check", "a.txt"], {"MAX_REQUESTS": "many"}, "VERIFIER_MAX_REQUESTS"),
    (["check", "a.txt"], {"CHANNELS": "link,telex"}, "VERIFIER_CHANNELS"),
    (["check", "a.txt"], {"SEARXNG_URL": "search.test"}, "VERIFIER_SEARXNG_URL: an address"),
    (["check", "a.txt"], {"PROXY_URL": "socks5://p:1"}, "VERIFIER_PROXY_URL: an address"),
    (["check", "n" * 999], {}, "cannot be read"),
    (["check", "a.txt"], {"OUTLETS": "nowhere.jsonl"}, "nowhere.jsonl"),
    (["check", "http://a.example/", "--offline"], {}, "--offline"),
    (["parse", "http://a.example/"], {}, "verifier check http://a.example/"),
    (["outlets", "The Gazette of Nowhere at All"], {}, "VERIFIER_OUTLETS"),
    (["token", "a:b"], {}, "'a:b'"),
    (["status", "x", "--server", "nonsense"], {}, "'nonsense' is not an address"),
    (["report", "../x y"], {"SERVER": "http://127.0.0.1:1"}, "is not the id of a job"),
    (["check", "a.txt", "--out", "nowhere/report.txt", "--offline"], {}, "nowhere/report.txt"),
]


@pytest.mark.parametrize(
    ("arguments", "env", "said"), WRONG_USE, ids=[" ".join(row[0])[:60] for row in WRONG_USE]
)
def test_wrong_use_names_the_thing_and_ends_with_2(
    folder: Path, arguments: list[str], env: dict[str, str], said: str
) -> None:
    (folder / "a.txt").write_text(QUIET_DAY)

    result = call(*arguments, **env)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_service_that_is_not_there_ends_with_4(folder: Path) -> None:
    server = f"http://127.0.0.1:{closed_port()}"

    result = call("status", "0123", "--server", server)

    assert result.exit_code == 4
    assert "verifier serve" in result.stderr


@pytest.mark.parametrize("kind", [MediaType.PDF, MediaType.DOCX])
def test_a_file_that_is_not_what_its_type_says_ends_with_2(kind: MediaType) -> None:
    result = call("parse", "-", "--type", kind.value, stdin=TOLD)

    assert result.exit_code == 2
    assert f"cannot be read as {kind}" in result.stderr


def test_a_broken_pdf_ends_with_2(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")

    result = call("parse", "a.pdf")

    assert result.exit_code == 2
    assert "the PDF cannot be opened" in result.stderr


def test_wikitext_is_parsed_with_its_references() -> None:
    source = 'She said: "We wait here."<ref>{{cite news|work=The Ledger|date=3 May 2011}}</ref>'

    result = call("parse", "-", "--type", "wikitext", "--format", "json", stdin=source)

    (told,) = json.loads(result.stdout)["quotations"]
    assert told["quotation"]["text"] == "We wait here."
    assert [cited["date"] for cited in told["citations"]] == ["2011-05-03"]


# --- parse -----------------------------------------------------------------------------------


def test_parse_prints_quotations_in_the_shapes_of_the_contract() -> None:
    result = call("parse", "-", "--type", "text", "--format", "json", stdin=TOLD)

    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert sorted(told) == ["article", "quotations"]
    assert told["article"]["text"] == TOLD
    (row,) = told["quotations"]
    assert sorted(row) == ["citations", "cue", "quotation", "speaker"]
    start, end = row["quotation"]["start"], row["quotation"]["end"]
    assert TOLD[start:end] == row["quotation"]["text"]
    assert row["speaker"]["name"] == "Ada Moss"


def test_parse_prints_text_for_people() -> None:
    result = call("parse", "-", stdin=TOLD)

    assert "We open the gate at nine, whatever the weather says," in result.stdout
    assert "1 direct, speaker Ada Moss" in result.stdout


def test_parse_of_an_article_without_quotations_says_so() -> None:
    result = call("parse", "-", stdin=QUIET_DAY)

    assert result.exit_code == 0
    assert "nothing to check" in result.stdout


# --- check -----------------------------------------------------------------------------------


def test_an_article_without_quotations_is_clear_and_nothing_was_checked(folder: Path) -> None:
    result = call("check", "-", "--offline", stdin=QUIET_DAY)

    assert result.exit_code == 0
    assert "nothing was checked" in result.stdout.lower()


UNBALANCED = [
    "“We open at nine, said Ada Moss, and then we close again.\n",
    'He said "no" and "\n',
    "”“”“”\n",
    '"' * 999 + "\n",
]


@pytest.mark.parametrize("text", UNBALANCED)
def test_unbalanced_marks_are_no_fault_of_the_program(folder: Path, text: str) -> None:
    result = call("check", "-", "--offline", stdin=text)

    assert result.exit_code in (0, 1, 3)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_page_that_is_no_article_has_nothing_to_check(folder: Path, web: DemoServer) -> None:
    result = call("check", "http://sbcnews.example/tag/ferry", **demo_env(web))

    assert result.exit_code == 0
    assert "nothing was checked" in result.stdout.lower()


def test_offline_asks_the_network_nothing(folder: Path, web: DemoServer) -> None:
    (folder / "a.txt").write_text(TOLD)
    before = len(web.requests)

    result = call("check", "a.txt", "--offline", **demo_env(web))

    assert result.exit_code in (0, 1, 3)
    assert web.requests[before:] == []


def test_a_quotation_is_found_in_the_backup_folder_offline(folder: Path) -> None:
    backup = folder / "backup"
    backup.mkdir()
    (backup / "notes.txt").write_text(
        "Interview notes, Ada Moss, gatekeeper.\n\n"
        "“We open the gate at nine, whatever the weather says,” Moss said.\n"
    )
    (folder / "a.txt").write_text(TOLD)

    result = call("check", "a.txt", "--offline", "--sources", "backup", "--format", "json")

    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["verdict"] == "verbatim"
    assert finding["evidence"]["relation"] == "provided"
    assert finding["evidence"]["url"].startswith("file:")


def test_private_sends_no_word_of_the_article_to_a_search_channel(
    folder: Path, web: DemoServer
) -> None:
    (folder / "a.txt").write_text("“Not a word,” Ada Moss told SBC News on January 27, 2026.\n")
    before = len(web.requests)

    call("check", "a.txt", "--private", **demo_env(web))

    asked = web.requests[before:]
    assert [url for url in asked if "search.example" in url] == []


FORMS = [
    ("text", "untitled article"),
    ("json", "{"),
    ("html", "<!doctype html>"),
    ("md", "# untitled article"),
    ("csv", "id,"),
    ("sarif", "{"),
]


@pytest.mark.parametrize(("form", "opening"), FORMS)
def test_out_writes_the_form_asked_for(folder: Path, form: str, opening: str) -> None:
    (folder / "a.txt").write_text(TOLD)

    result = call("check", "a.txt", "--offline", "--format", form, "--out", f"report.{form}")

    assert result.stdout == ""
    assert (folder / f"report.{form}").read_text().lower().startswith(opening)


def test_the_sarif_form_points_into_the_file_that_was_checked(folder: Path) -> None:
    (folder / "a.txt").write_text(TOLD)

    log = json.loads(call("check", "a.txt", "--offline", "--format", "sarif").stdout)

    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("a.txt")


def test_a_pipe_gets_no_colour_and_no_live_rows(folder: Path, web: DemoServer) -> None:
    (folder / "a.txt").write_text(TOLD)
    env = {**os.environ, **{f"VERIFIER_{k}": v for k, v in demo_env(web).items()}}

    result = subprocess.run(
        [sys.executable, "-m", "verifier.cli", "check", "a.txt"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "\x1b" not in result.stdout + result.stderr
    assert result.stderr == ""


def test_ctrl_c_ends_a_check_in_one_line(folder: Path) -> None:
    (folder / "a.txt").write_text("“We open at nine,” she said (http://slow.example/page).\n")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        proxy = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with subprocess.Popen(
            [sys.executable, "-m", "verifier.cli", "check", "a.txt"],
            env={**os.environ, "VERIFIER_PROXY_URL": proxy},
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            asked, _ = silent.accept()  # a request is under way, and will never be answered
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=60)
            asked.close()

    assert running.returncode == 130
    assert said == "verifier: stopped.\n"
