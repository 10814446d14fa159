"""The bundled rows are well formed, and none hides another."""

import json
import re
from collections import Counter
from importlib.resources import files

import pytest

from verifier.outlets import Reach, host_of, load_registry

ROWS = [
    json.loads(line)
    for line in files("verifier.outlets").joinpath("outlets.jsonl").read_text("utf-8").splitlines()
]
KINDS = {"outlet", "official", "research", "platform", "newspaper", "tv", "magazine", "college"}
# The list of local outlets names many of them alike; the others are ours to tell apart.
NAMED_APART = [row for row in ROWS if row["licence"] != "MIT"]


def test_every_row_tells_its_licence_and_source() -> None:
    assert all(row["licence"] and row["source"] for row in ROWS)
    assert {row["licence"].partition(" ")[0] for row in ROWS} == {"CC0-1.0", "MIT"}


@pytest.mark.parametrize(
    ("field", "form"), [("country", r"[A-Z]{2}|"), ("kind", "|".join(KINDS)), ("name", r"\S.*")]
)
def test_words_have_their_form(field: str, form: str) -> None:
    assert [row for row in ROWS if not re.fullmatch(form, row[field])] == []


def test_languages_are_codes_and_domains_are_hosts() -> None:
    codes = {code for row in ROWS for code in row["languages"]}
    hosts = [host for row in ROWS for host in (*row["domains"], *row.get("mirrors", ()))]

    assert [code for code in codes if not re.fullmatch("[a-z]{2,3}", code)] == []
    assert [host for host in hosts if host_of(host) != host or "." not in host] == []


def test_no_two_rows_of_ours_have_one_name() -> None:
    names = Counter(row["name"] for row in NAMED_APART)

    assert [name for name, count in names.items() if count > 1] == []


def test_ours_are_of_many_countries_and_none_is_called_seen() -> None:
    assert len({row["country"] for row in NAMED_APART}) > 150
    assert [row["name"] for row in ROWS if row.get("checked")] == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.nytimes.com/2024/01/27/us/x.html", "The New York Times"),
        ("www.bbc.co.uk", "BBC"),
        ("feeds.bbci.co.uk", "BBC"),
        ("wsj.com", "The Wall Street Journal"),
        ("kcnawatch.org", "KCNA"),
        ("en.kremlin.ru", "Kremlin"),
        ("t.me", "Telegram"),
        ("www.theguardian.com", "The Guardian"),
        ("finance.yahoo.com", "Yahoo Finance"),
        ("mwnation.com", "The Nation (Malawi)"),
    ],
)
def test_an_address_leads_to_its_outlet(address: str, name: str) -> None:
    owner = load_registry().by_domain(address)

    assert owner is not None
    assert owner.name == name


def test_pages_on_shared_hosts_belong_to_nobody() -> None:
    assert load_registry().by_domain("someone.tumblr.com") is None


def test_national_outlets_go_before_local_ones_under_every_shared_name() -> None:
    registry = load_registry()
    names = {alias for outlet in registry for alias in (outlet.name, *outlet.aliases)}

    for name in names:
        local = [outlet.reach is Reach.LOCAL for outlet in registry.by_name(name)]
        assert local == sorted(local), name
