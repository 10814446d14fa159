"""Lexicons: what a speaker of a language can write without touching code."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from verifier.model import Document, MediaType
from verifier.outlets import Outlet, Registry
from verifier.parse import language as languages_module
from verifier.parse import lexicons, parse
from verifier.parse.language import guess_language, language, languages

SOURCES = Path(languages_module.__file__).parent
README = (SOURCES / "lexicon" / "README.md").read_text("utf-8")
KEYS = json.loads((SOURCES / "lexicon" / "keys.json").read_text("utf-8"))

# A language that nobody speaks, with the words that one short article needs.
MADE_UP = {
    "code": "qx",
    "stopwords": "zum plo",
    "verbs": {"speech": ["dakar dakas"], "tell": ["molar molas"]},
    "determiners": "zum",
    "prepositions": "plo ke",
    "citing_prepositions": "plo",
    "months": {"unilun": 1, "dulun": 2},
    "relative_dates": {"jesta": ["day", -1]},
    "outlet_words": "gazet",
    "told": "molas",
}


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped lexicons and one file more."""
    for code in lexicons.codes():
        (tmp_path / f"{code}.json").write_text(json.dumps(lexicons.read_lexicon(code)))
    (tmp_path / "qx.json").write_text(json.dumps(MADE_UP))
    monkeypatch.setattr(lexicons.codes, "__defaults__", (tmp_path,))
    monkeypatch.setattr(lexicons.read_lexicon, "__defaults__", (tmp_path,))
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for cached in (language, languages, languages_module._scripts, languages_module._telling):
        cached.cache_clear()
    languages_module._letters.cache_clear()


@pytest.mark.usefixtures("made_up")
def test_a_file_is_all_that_a_new_language_needs() -> None:
    text = (
        "“Velo nastar”, dakas Ida Moore plo Ora Gazet jesta. "
        "“Velo”, dakas Ida Moore (Reuters, 3 unilun)."
    )

    assert guess_language(text) == "qx"
    article = parse(
        Document(text, MediaType.TEXT, "0" * 64),
        Registry([Outlet("Reuters")]),
        published=date(2024, 2, 9),
    )

    assert [q.speaker and q.speaker.name for q in article.quotations] == ["Ida Moore", "Ida Moore"]
    assert [(c.outlet_name, c.date) for q in article.quotations for c in q.citations] == [
        ("Ora Gazet", "2024-02-08"),
        ("Reuters", "2024-01-03"),
    ]


def test_every_shipped_lexicon_is_in_order() -> None:
    assert len(lexicons.codes()) >= 11
    for code in lexicons.codes():
        assert lexicons.read_lexicon(code)["code"] == code


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"mounths": {}}, "qx.json: no rule knows the key 'mounths'; did you mean 'months'?"),
        ({"zzz": ""}, "qx.json: no rule knows the key 'zzz'; lexicon/README.md lists the keys"),
        ({"months": "unilun"}, "qx.json: 'months' must be an object, not str"),
        ({"told": 3}, "qx.json: 'told' must be words in one string, or a list of phrases, not int"),
        ({"according": ["ke", ["plo"]]}, "qx.json: every phrase of 'according' must be a string"),
        ({"code": "en"}, 'qx.json: it must be an object with "code": "qx"'),
    ],
)
def test_a_wrong_lexicon_is_told_plainly(
    tmp_path: Path, written: dict[str, Any], message: str
) -> None:
    (tmp_path / "qx.json").write_text(json.dumps({"code": "qx", **written}))

    with pytest.raises(lexicons.LexiconError, match=re.escape(message)):
        lexicons.read_lexicon("qx", tmp_path)


def test_a_file_that_is_no_json_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "qx.json").write_text('{\n "code": "qx",\n}')

    with pytest.raises(lexicons.LexiconError, match=r"qx\.json: no JSON at line 3"):
        lexicons.read_lexicon("qx", tmp_path)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_is_described_for_those_who_write_lexicons(key: str) -> None:
    assert f"`{key}`" in README


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("“Esperamos”, disse Clara Matos ao jornal.", "pt"),
        ("«Esperamos», dijo Clara Montes a la agencia.", "es"),
        ("«Aspettiamo», ha detto Chiara Moretti alla stampa.", "it"),
        ("« On attend », a dit Claire Morvan à la presse.", "fr"),
        ("„Wir warten“, sagte Jonas Brandt der Zeitung.", "de"),
        ("„Czekamy” – powiedziała inżynier Ewa Lis.", "pl"),
        ("“We wait,” Mayor Lucía Ferrán posted on X on Feb. 4.", "en"),
        ("«Ждём», — сказал Олег Варин газете The Times.", "ru"),
        ("工程师李文舟对 BBC 说：“我们在等。”", "zh"),
        ("김하늘 장관은 BBC에 “기다린다”고 말했다.", "ko"),
        ("قال سامر حداد لقناة BBC: «ننتظر».", "ar"),
        ("12345", "en"),
    ],
)
def test_one_sentence_tells_its_language(text: str, code: str) -> None:
    assert guess_language(text) == code
