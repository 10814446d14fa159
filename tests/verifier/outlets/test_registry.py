from pathlib import Path

import pytest

from verifier.errors import BadInput
from verifier.outlets import Outlet, Reach, Registry, fold, load_registry


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("The Harbour Times", "harbour times"),
        ("Le Monde", "monde"),
        ("El País", "pais"),
        ("A.P.", "ap"),
        ("Reuters’s", "reuters"),
        ("LA Times", "la times"),
        ("LA REPUBBLICA", "repubblica"),
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


def test_a_users_row_stands_in_place_of_the_bundled_one(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Reuters", "domains": ["wire.example"]}\n')

    registry = load_registry(own)

    assert [outlet.domains for outlet in registry.by_name("Reuters")] == [("wire.example",)]
    assert registry.by_domain("reuters.com") is None


def test_a_users_name_goes_before_a_world_known_one(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Amble Post", "aliases": ["AP"], "domains": ["amble.example"]}\n')

    owners = load_registry(own).by_name("AP")

    assert [owner.name for owner in owners[:2]] == ["Amble Post", "Associated Press"]
    assert load_registry(own).meant("AP") is owners[0]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("no json", "line 2: no JSON"),
        ("[]", "line 2: expected an object"),
        ('{"domains": ["a.example"]}', "line 2: field name"),
        ('{"name": ""}', "line 2: field name"),
        ('{"name": "A", "aliases": "B"}', "line 2: field aliases"),
        ('{"name": "A", "domains": [7]}', "line 2: field domains"),
        ('{"name": "A", "domains": ["no domain"]}', "line 2: field domains"),
        ('{"name": "A", "domain": ["a.example"]}', "line 2: field domain .*domains meant"),
        ('{"name": "A", "country": 7}', "line 2: field country"),
        ('{"name": "A", "reach": "moon"}', "line 2: field reach: 'moon' is none of"),
        ('{"name": "A", "routes": ["x"]}', "line 2: field routes: expected"),
        ('{"name": "A", "routes": [{"kind": "hour", "url": "https://a.example/"}]}', "'hour'"),
        (
            '{"name": "A", "domains": ["a.example"],'
            ' "routes": [{"kind": "feed", "url": "https://b.example/"}]}',
            "line 2: field routes: https://b.example/ is not on one of the outlet's own domains",
        ),
    ],
)
def test_a_wrong_row_is_told_by_file_line_and_field(tmp_path: Path, row: str, says: str) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Harbour Wire"}\n' + row + "\n")

    with pytest.raises(BadInput, match=f"own.jsonl, .*{says}"):
        load_registry(own)


def test_a_name_that_is_a_word_elsewhere_counts_at_home_only() -> None:
    star = Outlet("Star (magazine)", home_names=("Star",), languages=("de",))

    registry = Registry([star])

    assert registry.by_name("Star") == ()
    assert registry.by_name("Star", language="en") == ()
    assert registry.by_name("Star", language="de") == (star,)


@pytest.mark.parametrize(
    ("written", "known"),
    [("The Bell", True), ("the Bell’s", True), ("Bell", False), ("The bell", False)],
)
def test_an_exact_name_counts_only_as_spelled(written: str, known: bool) -> None:
    registry = Registry([Outlet("The Bell (news)", exact_names=("The Bell",))])

    assert bool(registry.by_name(written)) is known


def test_an_initialism_is_no_word_in_small_letters() -> None:
    agency = Outlet("Meridia Agency", aliases=("MAP",))
    station = Outlet("KING", kind="tv", reach=Reach.LOCAL)
    registry = Registry([agency, station])

    assert registry.by_name("MAP") == registry.by_name("Map") == (agency,)
    assert registry.by_name("map") == registry.by_name("King") == ()
    assert registry.by_name("KING") == (station,)


def test_authorities_are_found_where_a_citation_is_sure() -> None:
    ministry = Outlet("Ministry of Salt", aliases=("盐务部",), kind="official")
    registry = Registry([ministry])

    assert registry.by_name("Ministry of Salt") == ()
    assert registry.by_name("Ministry of Salt", bodies=True) == (ministry,)
    assert list(registry.names()) == []


def test_an_authority_of_a_users_own_file_always_counts(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Ministry of Salt", "kind": "official"}\n')

    assert len(load_registry(own).by_name("Ministry of Salt")) == 1


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"name": "Harbour Wire"}\nno json\n')

    with pytest.raises(BadInput, match="line 2"):
        load_registry(own)
