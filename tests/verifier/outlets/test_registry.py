from pathlib import Path

import pytest

from verifier.errors import BadInput
from verifier.outlets import Outlet, Registry, fold, load_registry


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("The Harbour Times", "harbour times"),
        ("Le Monde", "monde"),
        ("El País", "pais"),
        ("A.P.", "ap"),
        ("Reuters’s", "reuters"),
    ],
)
def test_spellings_of_a_name_fold_to_one_key(written: str, key: str) -> None:
    assert fold(written) == key


def test_aliases_and_domains_lead_to_one_outlet() -> None:
    harbour = Outlet("Harbour Times", aliases=("HT",), domains=("harbour.example",))
    registry = Registry([harbour])

    assert registry.by_name("the HT") == (harbour,)
    assert registry.by_domain("https://en.harbour.example/a?b") is harbour
    assert registry.by_domain("https://other.example/") is None


def test_an_ambiguous_name_gives_all_owners_the_best_known_first() -> None:
    college = Outlet("The Lantern", domains=("college.example",), kind="college")
    paper = Outlet("The Lantern", domains=("lantern.example",), kind="outlet")

    assert Registry([college, paper]).by_name("Lantern") == (paper, college)


def test_a_mirror_domain_belongs_to_the_outlet_it_mirrors() -> None:
    agency = Outlet("Agency", domains=("agency.example",), mirrors=("mirror.example",))

    assert Registry([agency]).by_domain("www.mirror.example") is agency


def test_a_users_own_outlets_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Harbour Wire", "aliases": ["AP"], "domains": ["wire.example"]}\n')

    assert load_registry(own).by_domain("wire.example") is not None


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Harbour Wire"}\nno json\n')

    with pytest.raises(BadInput, match="line 2"):
        load_registry(own)
