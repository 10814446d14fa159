"""The server as a process of its own, asked by the SDK's client over standard input and output."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mcp import Client, StdioServerParameters

from verifier.demo.server import SEARCH_HOST, DemoServer
from verifier.demo.world import article_path, outlets_path
from verifier.report import json_schema

STREET = (
    "The ferry is the longest street in this town, and nobody closes a street"
    " because the rain has got into it"
)
MAYOR = "http://sbcnews.example/2026/01/27/mayor-defends-saltmere-ferry"
CLOSED = "http://osterledger.example/business/2026/01/25/oster-mutual-and-the-ferry"


@pytest.fixture
def web() -> Iterator[DemoServer]:
    with DemoServer() as server:
        yield server


@dataclass
class Told:
    """What came back of some calls, in order."""

    texts: list[str] = field(default_factory=list)
    faults: list[bool] = field(default_factory=list)
    progress: list[float] = field(default_factory=list)

    def report(self, number: int) -> dict[str, Any]:
        assert not self.faults[number], self.texts[number]
        report: dict[str, Any] = json.loads(self.texts[number])
        return report


def started(web: DemoServer, *arguments: str, **more: str) -> StdioServerParameters:
    env = {
        "PROXY_URL": web.url,
        "SEARXNG_URL": f"http://{SEARCH_HOST}",
        "OUTLETS": str(outlets_path()),
        "CHANNELS": "link,folder,searxng,sitemap,feed",
        "HOST_INTERVAL_S": "0",
        **more,
    }
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "verifier.cli", "mcp", *arguments],
        env={f"VERIFIER_{name}": value for name, value in env.items()},
    )


def call(server: StdioServerParameters, *calls: tuple[str, dict[str, Any]]) -> Told:
    told = Told()

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        told.progress.append(progress)

    async def session() -> None:
        async with Client(server, read_timeout_seconds=100) as client:
            for name, arguments in calls:
                result = await client.call_tool(name, arguments, progress_callback=on_progress)
                told.texts.append(result.content[0].text)  # type: ignore[union-attr]
                told.faults.append(bool(result.is_error))

    asyncio.run(session())
    return told


def quote(words: str, url: str) -> tuple[str, dict[str, Any]]:
    return "check_quote", {"quote": words, "url": url}


def words_of(reports: Sequence[dict[str, Any]]) -> list[str]:
    return [report["findings"][0]["verdict"] for report in reports]


def test_the_tools_say_what_they_take(web: DemoServer) -> None:
    async def listed() -> dict[str, Any]:
        async with Client(started(web), read_timeout_seconds=100) as client:
            return {tool.name: tool.input_schema for tool in (await client.list_tools()).tools}

    tools = asyncio.run(listed())

    assert {name: sorted(schema["properties"]) for name, schema in tools.items()} == {
        "verify_text": ["published", "text"],
        "check_quote": ["quote", "url"],
        "get_report": ["job"],
    }
    assert tools["verify_text"]["required"] == ["text"]


def test_a_text_gets_the_report_that_check_gives(web: DemoServer) -> None:
    server = started(web)

    told = call(server, ("verify_text", {"text": article_path().read_text()}), ("get_report", {}))

    report = told.report(0)
    jsonschema.validate(report, json_schema())
    own = {name: report.pop(name) for name in ("job_id", "created_at", "finished_at")}
    checked = subprocess.run(
        [sys.executable, "-m", "verifier.cli", "check", str(article_path()), "--format", "json"],
        env={**os.environ, **(server.env or {})},
        capture_output=True,
        check=False,
    )
    by_check = json.loads(checked.stdout)
    assert comparable(report) == comparable(by_check)
    assert told.report(1)["job_id"] == own["job_id"]
    assert told.progress == sorted(told.progress)
    assert told.progress


def comparable(report: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (one["id"], one["verdict"], one["action"], one["reason"], one["misattributed"])
        for one in report["findings"]
    ]


def test_a_quotation_is_checked_against_its_page(web: DemoServer) -> None:
    told = call(
        started(web),
        quote(STREET, MAYOR),
        quote(f"“{STREET.replace('nobody', 'everybody')}”", MAYOR),
        quote("The lighthouse was sold to a choir of retired pirates last spring", MAYOR),
        quote("Our underwriters would have walked out in June, and gladly", CLOSED),
        ("get_report", {"job": "check-2"}),
    )

    reports = [told.report(number) for number in range(5)]
    assert words_of(reports) == ["verbatim", "altered", "not_found", "unreachable", "altered"]
    found = reports[0]["findings"][0]
    assert found["evidence"]["final_url"] == MAYOR
    start, end = found["quotation"]["start"], found["quotation"]["end"]
    assert reports[0]["article"]["text"][start:end] == found["quotation"]["text"] == STREET
    link = found["citations"][0]
    assert reports[0]["article"]["text"][link["start"] : link["end"]] == MAYOR


FAULTS = [
    ("verify_text", {"text": " \n"}, "the text is empty"),
    ("verify_text", {"text": "word " * 500}, "larger than 2,000 bytes"),
    ("verify_text", {"text": "A day.", "published": "Jan. 27"}, "published"),
    ("check_quote", {"quote": "“ ”", "url": MAYOR}, "the quotation is empty"),
    ("check_quote", {"quote": STREET, "url": "file:///etc/passwd"}, "address of a page"),
    ("check_quote", {"quote": STREET, "url": "http://a.example/a b"}, "address of a page"),
    ("get_report", {}, "nothing was checked"),
    ("get_report", {"job": "../x y"}, "is not the id of a job"),
    ("get_report", {"job": "0123"}, "no service answers at http://127.0.0.1:1"),
]


def test_a_fault_comes_back_in_words_and_the_server_goes_on(web: DemoServer) -> None:
    server = started(web, "--server", "http://127.0.0.1:1", MAX_ARTICLE_BYTES="2000")

    told = call(server, *[(name, arguments) for name, arguments, _ in FAULTS], quote(STREET, MAYOR))

    missed = [row[2] for row, text in zip(FAULTS, told.texts, strict=False) if row[2] not in text]
    assert missed == []
    assert told.faults == [True] * len(FAULTS) + [False]


def test_an_address_inside_is_not_dialled(web: DemoServer) -> None:
    told = call(started(web, CHANNELS="link", PROXY_URL=""), quote(STREET, f"{web.url}/secret"))

    (finding,) = told.report(0)["findings"]
    assert finding["verdict"] == "unreachable"
    assert [line["outcome"] for line in finding["looked_at"]] == ["forbidden_address"]
    assert web.requests == []


def test_private_no_word_goes_to_a_search_channel(web: DemoServer, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"Notes of the day.\n\n“{STREET},” the mayor said.\n")
    text = f"“{STREET},” the mayor said, notes show. (The Nowhere Bugle, Jan. 27)\n"

    told = call(
        started(web, "--private", "--sources", str(tmp_path)), ("verify_text", {"text": text})
    )

    (finding,) = told.report(0)["findings"]
    assert finding["evidence"]["relation"] == "provided"
    assert [url for url in web.requests if SEARCH_HOST in url] == []


def test_a_client_that_leaves_ends_the_server_at_once(web: DemoServer) -> None:
    server = started(web, HOST_INTERVAL_S="30")  # the check would wait for its hosts
    asked = {"name": "verify_text", "arguments": {"text": article_path().read_text()}}
    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "0"},
    }
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": asked},
    ]

    with subprocess.Popen(
        [server.command, *server.args],
        env={**os.environ, **(server.env or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
        process.stdin.flush()
        wait_for_requests(web)
        process.stdin.close()
        code = process.wait(timeout=10)

    assert code == 0


def wait_for_requests(web: DemoServer) -> None:
    until = time.monotonic() + 60
    while not web.requests and time.monotonic() < until:
        time.sleep(0.05)  # the server is a process of its own: there is nothing to wait on
    assert web.requests


def test_without_the_sdk_the_command_says_how_to_get_it() -> None:
    absent = "import sys; sys.modules['mcp'] = None; from verifier.cli import main; main(['mcp'])"

    result = subprocess.run(
        [sys.executable, "-c", absent], capture_output=True, text=True, check=False
    )

    assert result.returncode == 4
    assert "pip install 'verifier[mcp]'" in result.stderr
    assert result.stderr.count("\n") == 1
