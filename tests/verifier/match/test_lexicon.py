"""What is known of single words: our lists and the thesaurus made from WordNet."""

import re
from pathlib import Path

import pytest

from verifier.match.from_wordnet import main
from verifier.match.lexicon import LANGUAGES, commonest, fold, lexicon
from verifier.match.likeness import misread, misread_pair, respelt
from verifier.match.lists import sections
from verifier.match.normalise import normalise
from verifier.match.words import words

ENGLISH = lexicon("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attorneys", "lawyers"),  # the plural on both sides
        ("assisted", "helped"),
        ("carrying out", "executing"),  # a phrase is inflected in its first word
        ("abruptly", "suddenly"),
        ("vast", "huge"),
        ("low down", "miserable"),  # hyphens are folded away in texts, so in the data, too
    ],
)
def test_the_thesaurus_knows_words_of_one_sense(one: str, other: str) -> None:
    assert ENGLISH.same_sense(one, other)
    assert ENGLISH.same_sense(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("must", "should"),  # modals exclude each other
        ("may", "might"),
        ("some", "few"),  # quantifiers
        ("dozen", "twelve"),  # numbers are compared as values
        ("increased", "decreased"),
        ("import", "export"),
        ("ferry", "harbour"),
    ],
)
def test_what_may_turn_the_meaning_is_no_synonym(one: str, other: str) -> None:
    assert not ENGLISH.same_sense(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("exporting", "imported"), ("ascends", "descend"), ("lengthening", "shortens")],
)
def test_antonyms_are_known_in_any_form(one: str, other: str) -> None:
    assert ENGLISH.opposed(one, other)
    assert not ENGLISH.same_sense(one, other)


def test_words_are_told_from_strings() -> None:
    assert all(map(ENGLISH.is_known, ["lantern", "lanterns", "stopping", "carried"]))
    assert not any(map(ENGLISH.is_known, ["lantcrn", "proed", "govrenor"]))


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisations", "organizations"),
        ("neighbourhood", "neighborhood"),
        ("centred", "centered"),
        ("travelling", "traveling"),
        ("skilful", "skillful"),
        ("paediatric", "pediatric"),
        ("catalogued", "cataloged"),
        ("defenceless", "defenseless"),
        ("kidnapped", "kidnaped"),
        ("judgement", "judgment"),
        ("practising", "practicing"),  # a listed pair, inflected
    ],
)
def test_british_and_american_spellings_are_one_word(british: str, american: str) -> None:
    assert respelt(british, american, ENGLISH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("tour", "tor"),
        ("filling", "filing"),
        ("stripped", "striped"),
        ("desert", "dessert"),
        ("starred", "stared"),
        ("prices", "prises"),
        ("advice", "advise"),
    ],
)
def test_different_words_are_no_spellings_of_one(one: str, other: str) -> None:
    assert not respelt(one, other, ENGLISH)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("rnodern", "modern"),
        ("cleveloprnent", "development"),
        ("thc", "the"),
        ("S0ciety", "5ociety"),
    ],
)
def test_a_scanner_s_slips_have_one_shape(seen: str, meant: str) -> None:
    assert misread(seen.lower(), meant.lower())


def test_digits_are_never_one_shape() -> None:
    assert not misread("b8", "b6")
    assert not misread("route15", "route18")
    assert not misread_pair("13", "8")


def test_letters_run_together_tell_a_scan_though_the_result_is_a_word() -> None:
    assert misread_pair("modem", "modern")
    assert not misread_pair("gold", "bold")


def test_the_thesaurus_is_made_from_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verbs = (
        "  1 This software and database is being provided to you, the LICENSEE\n"
        "00000001 29 v 03 mend 0 repair 1 frobnicate 0 001 ! 00000002 v 0101 01 + 08 00 | mend\n"
        "00000002 29 v 01 damage 0 001 ! 00000001 v 0101 01 + 08 00 | harm\n"
    )
    (tmp_path / "data.verb").write_text(verbs)
    for name in ("noun", "adj", "adv"):
        (tmp_path / f"data.{name}").write_text("")
    (tmp_path / "index.verb").write_text("mend v 1\nrepair v 1\n")
    (tmp_path / "index.sense").write_text(
        "mend%2:29:00:: 00000001 1 3\nrepair%2:29:00:: 00000001 1 5\n"
        "frobnicate%2:29:00:: 00000001 1 0\ndamage%2:29:00:: 00000002 1 2\n"
    )
    out = tmp_path / "wordnet.txt"
    monkeypatch.setattr("verifier.match.from_wordnet._OUT", out)

    main(tmp_path)

    lines = [line for line in out.read_text().splitlines() if not line.startswith("#")]
    assert lines == [
        "[synonyms]",
        "mend | repair",  # frobnicate was never met in this sense
        "[antonyms]",
        "damage / mend",
        "mend / damage",
        "[verbs]",
        "mend repair",
        "[others]",
        "damage",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_folded_as_texts_are(language: str) -> None:
    entries = {
        entry
        for lines in sections(language).values()
        for line in lines
        for entry in re.split(r"[|/=,]|\s\s+", line)
    }

    for entry in entries:
        assert fold(entry) == " ".join(word.text for word in words(normalise(entry)))


def test_a_language_is_told_without_its_whole_lexicon() -> None:
    for language in LANGUAGES:
        known = lexicon(language)
        assert commonest(language) == known.function | known.negation
