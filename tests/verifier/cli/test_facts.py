import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli import main
from verifier.cli.front import COMMANDS
from verifier.demo.world import outlets_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"VERIFIER_OUTLETS": str(outlets_path())})


def test_outlets_shows_names_and_domains() -> None:
    result = call("outlets", "Saltmere Broadcasting")

    assert result.exit_code == 0
    assert result.stdout.startswith("SBC News\n")
    assert "sbcnews.example" in result.stdout


def test_a_name_of_two_words_needs_no_quotation_marks() -> None:
    assert call("outlets", "SBC", "News").stdout.startswith("SBC News\n")


def test_the_form_of_a_report_follows_from_the_name_of_its_file(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The tide went out.")
    made = {}
    for name in ("r.html", "r.csv", "r.out"):
        call("check", str(article), "--offline", "--out", str(tmp_path / name))
        made[name] = (tmp_path / name).read_text()[:9]

    assert made == {"r.html": "<!DOCTYPE", "r.csv": "id,action", "r.out": "Untitled "}


def test_outlets_takes_a_domain() -> None:
    result = call("outlets", "www.sbcnews.example")

    assert result.stdout.startswith("SBC News\n")


def test_a_token_is_long_fresh_and_in_the_form_of_the_setting() -> None:
    one, two = (call("token", "desk").stdout.strip() for _ in range(2))

    assert one.startswith("desk:")
    assert len(one) > 40
    assert one != two


def test_the_schema_is_a_json_schema() -> None:
    assert json.loads(call("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_doctor_lists_the_settings_and_then_each_part() -> None:
    result = call("doctor")

    assert result.exit_code == 0
    assert "VERIFIER_MAX_PAGE_BYTES" in result.stdout
    assert result.stdout.index("VERIFIER_CONTACT") < result.stdout.index("ok   Python")
    assert str(outlets_path()) in result.stdout


def test_tokens_of_the_store_are_made_listed_and_revoked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERIFIER_DATABASE_URL", f"sqlite:///{tmp_path / 'v.db'}")

    secret = call("token", "create", "desk").stdout.strip()
    assert len(secret) > 40
    assert call("token", "list").stdout.startswith("desk  since ")
    assert call("token", "create", "desk").exit_code == 2
    assert call("token", "revoke", "desk").exit_code == 0
    assert "revoked" in call("token", "list").stdout
    assert call("token", "revoke", "nobody").exit_code == 2


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("chek", "Do you mean 'check'?"),
        ("reprot", "Do you mean 'report'?"),
        ("https://a.example/story", "verifier check https://a.example/story"),
        ("zzz", "No such command 'zzz'.\n"),
    ],
)
def test_a_slip_of_the_pen_gets_the_command_that_may_be_meant(written: str, hint: str) -> None:
    result = CliRunner().invoke(main, [written])

    assert result.exit_code == 2
    assert hint in result.output
    assert "--help" in result.output


@pytest.mark.parametrize("command", [*COMMANDS, "token create", "token list", "token revoke"])
def test_every_command_s_help_has_an_example(command: str) -> None:
    said = CliRunner().invoke(main, [*command.split(), "--help"]).output

    assert command.split()[0] in said.partition("Example")[2]
