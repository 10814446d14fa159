from click.testing import CliRunner

from verifier.cli import main


def call(name: str) -> str:
    return CliRunner().invoke(main, ["outlets", name]).stdout


def test_outlets_shows_routes_and_that_none_was_seen() -> None:
    shown = call("KCNA")

    assert "    mirrors: kcnawatch.org" in shown
    assert "kcnawatch.org/?s={query}  (not yet seen live)" in shown


def test_outlets_says_when_none_of_several_is_meant() -> None:
    shown = call("The Herald")

    assert "The Herald (Glasgow)\n" in shown
    assert shown.rstrip().endswith("and none is clearly meant.")
