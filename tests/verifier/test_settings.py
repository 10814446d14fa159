"""Settings with a wrong value: the variable and its fault are named, secrets are not."""

from pathlib import Path

import certifi
import pytest
from pydantic import ValidationError

from verifier.errors import BadSetting
from verifier.settings import Settings, read_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tokens", "hunter2-without-name"),
        ("tokens", "desk:good,:hunter2"),
        ("proxy_url", "u:hunter2@proxy.example:3128"),
        ("proxy_url", "http://u:hunter2"),  # what should be a port
        ("proxy_url", "http://u:hunter2\u2100@proxy.example"),
        ("proxy_url", "ftp://u:hunter2@proxy.example"),
        ("webhook_secret", "hunter2"),
        ("searxng_url", "ftp://u:hunter2@search.example"),
    ],
)
def test_no_message_tells_a_secret(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"VERIFIER_{name.upper()}", value)

    with pytest.raises(BadSetting, match=f"^VERIFIER_{name.upper()}: .") as error:
        read_settings()

    assert "hunter2" not in str(error.value)
    assert error.value.__suppress_context__  # nor does a traceback tell it


@pytest.mark.parametrize("name", ["brave_key", "database_url", "redis_url", "tokens", "proxy_url"])
def test_no_secret_of_a_wrong_type_is_told(name: str) -> None:
    wrong = {"hunter2": 1}

    with pytest.raises(BadSetting, match=f"^VERIFIER_{name.upper()}: .") as error:
        read_settings(**{name: wrong})

    assert "hunter2" not in str(error.value)
    with pytest.raises(ValidationError) as raised:
        Settings(**{name: wrong})  # type: ignore[arg-type]
    assert "hunter2" not in str(raised.value)


def test_what_is_no_secret_is_shown_with_its_fault() -> None:
    with pytest.raises(BadSetting, match=r"^VERIFIER_MAX_REQUESTS: .*\(got 'many'\)$"):
        read_settings(max_requests="many")


@pytest.mark.parametrize(
    ("made", "fault"),
    [("missing", "No such file"), ("folder", "directory"), ("text", "not a PEM file")],
)
def test_a_ca_bundle_that_cannot_be_used_is_an_error_at_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, made: str, fault: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("no certificate")
    monkeypatch.setenv("VERIFIER_CA_BUNDLE", str(tmp_path / made))

    with pytest.raises(BadSetting, match=r"^VERIFIER_CA_BUNDLE: ") as error:
        read_settings()

    assert fault in str(error.value)
    assert made in str(error.value)


def test_a_ca_bundle_of_certificates_is_taken_and_an_empty_one_is_none() -> None:
    assert read_settings(ca_bundle=certifi.where()).ca_bundle == Path(certifi.where())
    assert read_settings(ca_bundle="").ca_bundle is None
