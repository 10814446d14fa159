import importlib.util
import socket
from pathlib import Path

import pytest

from verifier.doctor import MISSING, NOTE, OK, Check, examine, settings_lines, shown
from verifier.settings import Settings, read_settings


def of(part: str, settings: Settings) -> Check:
    return next(check for check in examine(settings) if check.part == part)


def test_every_setting_has_a_line_with_its_variable_and_description() -> None:
    lines = "\n".join(settings_lines(read_settings()))

    for name, field in Settings.model_fields.items():
        assert f"VERIFIER_{name.upper()} " in lines
        assert field.description
        assert field.description in lines


def test_a_setting_that_is_set_shows_default_and_value() -> None:
    lines = list(settings_lines(read_settings(max_requests=7)))

    line = next(line for line in lines if "VERIFIER_MAX_REQUESTS" in line)
    assert "200: requests for one job" in line
    assert "[here: 7]" in line


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("tokens", ("desk:hunter2",), "(secret)"),
        ("brave_key", "hunter2", "(secret)"),
        ("database_url", "postgresql://v:hunter2@db/v", "postgresql://v:(secret)@db/v"),
        ("redis_url", "redis://:hunter2@cache:6379", "redis://:(secret)@cache:6379"),
        ("proxy_url", "http://u:hunter2@proxy:3128", "http://u:(secret)@proxy:3128"),
        ("channels", ("link", "feed"), "link,feed"),
        ("searxng_url", "", ""),
        ("ca_bundle", None, ""),
        ("max_page_bytes", 5_000_000, "5,000,000 bytes"),
        ("url_deadline_s", 2.5, "2.5 s"),
    ],
)
def test_values_are_printed_with_units_and_without_secrets(
    name: str, value: object, expected: str
) -> None:
    assert shown(name, value) == expected


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_SEARX_URL", "http://search.test")

    check = of("Variables", read_settings())

    assert check.sign == NOTE
    assert "VERIFIER_SEARX_URL" in check.found


def test_known_variables_are_no_slips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_CONTACT", "desk@paper.test")
    monkeypatch.setenv("VERIFIER_TOKEN", "secret")

    assert of("Variables", read_settings()).sign == OK


def test_a_missing_redis_comes_with_the_way_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    check = of("Redis", read_settings(redis_url=""))

    assert check.sign == MISSING
    assert "apt-get install redis-server" in check.found


def test_the_private_redis_is_found_and_new_enough() -> None:
    assert of("Redis", read_settings(redis_url="")).sign == OK


def test_a_named_redis_or_database_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    settings = read_settings(
        redis_url=f"redis://127.0.0.1:{port}", database_url=f"sqlite:///{tmp_path}/no/such.db"
    )

    assert of("Redis", settings).sign == MISSING
    assert of("Database", settings).sign == MISSING


def test_a_data_folder_in_place_of_a_file_is_missing(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")

    assert of("Data folder", read_settings(data_dir=taken)).sign == MISSING
    assert of("Data folder", read_settings(data_dir=tmp_path / "new" / "deep")).sign == OK


def test_without_a_general_search_the_way_to_one_is_told() -> None:
    assert "VERIFIER_SEARXNG_URL" in of("Channels", read_settings(searxng_url="")).next_step
    assert of("Channels", read_settings(searxng_url="http://search.test")).sign == OK
