# ruff: noqa: E501 - a case a line reads as the table that it is
"""Each kind of edit, in several languages: source words, quoted words, what it is called."""

import pytest

from tests.verifier.match.paddings import PADDING
from verifier.match import match_text, prepare
from verifier.model import EditKind, Match, Verdict

HARMLESS = [
    ("en", "We didn't turn the page on the harbour plan", "We did not turn the page on the harbour plan", EditKind.CONTRACTION),
    ("en", "They've built the bridge near the market", "They have built the bridge near the market", EditKind.CONTRACTION),
    ("en", "The colour of the ferry surprised the whole council", "The color of the ferry surprised the whole council", EditKind.SPELLING),
    ("en", "The talks about the ferry lasted until the evening", "The talk about the ferry lasted until the evening", EditKind.INFLECTION),
    ("en", "The bridge will cost 24 million crowns to repair", "The bridge will cost 24m crowns to repair", EditKind.NUMBER_FORMAT),
    ("en", "The bridge closed for twenty-five days in spring", "The bridge closed for 25 days in spring", EditKind.NUMBER_FORMAT),
    ("en", "The ferry carried 449,000 people over the strait", "The ferry carried 449000 people over the strait", EditKind.NUMBER_FORMAT),
    ("en", "Prices at the harbour rose by three per cent", "Prices at the harbour rose by 3%", EditKind.NUMBER_FORMAT),
    ("en", "The mayor purchased a small ferry for the island", "The mayor bought a small ferry for the island", EditKind.SYNONYM),
    ("en", "The governor of the island announced the plan", "The govrenor of the island announced the plan", EditKind.TYPO),
    ("en", "The mayor said the ferry would sail at noon", "The mayor said tbe ferry would sail at noon", EditKind.OCR),
    ("en", "The mayor really wanted a ferry for the island", "The mayor wanted a ferry for the island", EditKind.FILLER),
    ("en", "We walked to the harbour in the early morning", "We walked to a harbour in the early morning", EditKind.FUNCTION),
    ("en", "The lawyers examined the harbour plan at once", "The attorneys examined the harbour plan at once", EditKind.SYNONYM),
    ("en", "The sailors saw the ferry leave without a pilot", "The sailors see the ferry leave without a pilot", EditKind.INFLECTION),
    ("en", "The ferry is, of course, older than the mayor", "The ferry is older than the mayor", EditKind.FILLER),
    ("en", "He is able to sail the ferry alone in any storm", "He can sail the ferry alone in any storm", EditKind.SYNONYM),
    ("en", "The modern harbour needs a second crane by May", "The modem harbour needs a second crane by May", EditKind.OCR),
    ("de", "Sie haben den Bürgern geholfen und den Hafen gebaut", "Sie haben den Bürgern geholfen und den Hafen errichtet", EditKind.SYNONYM),
    ("fr", "La ville compte quatre-vingts bateaux dans le port", "La ville compte 80 bateaux dans le port", EditKind.NUMBER_FORMAT),
    ("de", "Die Brücke über den Fluss ist für alle Bürger offen", "Die Bruecke über den Fluss ist für alle Bürger offen", EditKind.SPELLING),
    ("de", "Wir wollten das auch den Bürgern der Stadt sagen", "Wir wollten das den Bürgern der Stadt sagen", EditKind.FILLER),
    ("es", "La decisión del comité sorprendió a todos los vecinos", "La decision del comité sorprendió a todos los vecinos", EditKind.SPELLING),
    ("es", "El gobierno comenzó las obras del puente nuevo", "El gobierno empezó las obras del puente nuevo", EditKind.SYNONYM),
    ("fr", "Le gouvernement a réalisé les travaux du nouveau pont", "Le gouvernement a realisé les travaux du nouveau pont", EditKind.SPELLING),
    ("fr", "Le maire veut vraiment un nouveau pont sur le fleuve", "Le maire veut un nouveau pont sur le fleuve", EditKind.FILLER),
    ("ru", "Мэр ещё раз призвал построить новый мост через реку", "Мэр еще раз призвал построить новый мост через реку", EditKind.SPELLING),
    ("ru", "Губернатор объявил о строительстве моста через реку", "Губернатор обьявил о строительстве моста через реку", EditKind.TYPO),
    ("ar", "وأكد رئيس البلدية أن الإنسان أهم من الجسر الجديد", "وأكد رئيس البلدية أن الانسان أهم من الجسر الجديد", EditKind.SPELLING),
]  # fmt: skip

TURNING = [
    ("en", "The correction that is needed has not been secured", "The correction that is needed has been secured", EditKind.NEGATION),
    ("en", "The ferry is safe and the mayor has approved it", "The ferry is not safe and the mayor has approved it", EditKind.NEGATION),
    ("en", "We hadn't time enough to paint the whole ferry", "We had time enough to paint the whole ferry", EditKind.NEGATION),
    ("en", "The council called the new harbour rules legal", "The council called the new harbour rules illegal", EditKind.NEGATION),
    ("en", "The mayor left the harbour without a plan in hand", "The mayor left the harbour with a plan in hand", EditKind.NEGATION),
    ("en", "The ferry carried 15 people over the strait today", "The ferry carried 50 people over the strait today", EditKind.NUMBER),
    ("en", "We will punish it multiple times as hard as before", "We will punish it ten times as hard as before", EditKind.NUMBER),
    ("en", "The old bridge was closed in November for repairs", "The old bridge was closed in October for repairs", EditKind.DATE),
    ("en", "The bridge over the strait was built in 1951 by hand", "The bridge over the strait was built in 1962 by hand", EditKind.DATE),
    ("en", "All edible salt sold in Australia must be iodised", "All edible salt sold in Norland must be iodised", EditKind.NAME),
    ("en", "The council may close the ferry before winter comes", "The council will close the ferry before winter comes", EditKind.MODAL),
    ("en", "The council is set to close the ferry before winter", "The council will close the ferry before winter", EditKind.MODAL),
    ("en", "The mayor needs to sell the ferry before winter", "The mayor might sell the ferry before winter", EditKind.MODAL),
    ("fr", "Le maire a peut-être vendu le vieux pont du fleuve", "Le maire a vendu le vieux pont du fleuve", EditKind.MODAL),
    ("zh", "市长可能会在冬天之前关闭这个旧港口和渡轮", "市长会在冬天之前关闭这个旧港口和渡轮", EditKind.MODAL),
    ("en", "Some fishermen welcomed the plan for the harbour", "Most fishermen welcomed the plan for the harbour", EditKind.QUANTIFIER),
    ("en", "We need much stronger action against the smugglers", "We need much weaker action against the smugglers", EditKind.ANTONYM),
    ("en", "Then Varga praised Lindqvist for the ferry contract", "Then Lindqvist praised Varga for the ferry contract", EditKind.ACTOR),
    ("en", "The council bought a lantern for the old ferry", "The council bought a trumpet for the old ferry", EditKind.WORD),
    ("de", "Die Brücke wird in diesem Jahr nicht fertig werden", "Die Brücke wird in diesem Jahr fertig werden", EditKind.NEGATION),
    ("de", "Der Bürgermeister sprach am Montag mit allen Fischern", "Der Bürgermeister sprach am Freitag mit allen Fischern", EditKind.DATE),
    ("de", "Die Zahl der Fischer im Hafen ist stark gestiegen", "Die Zahl der Fischer im Hafen ist stark gesunken", EditKind.ANTONYM),
    ("es", "Es un acuerdo muy importante, que marca el final", "Es un acuerdo muy importante, que no marca el final", EditKind.NEGATION),
    ("es", "El puente nuevo costará cuarenta millones de coronas", "El puente nuevo costará sesenta millones de coronas", EditKind.NUMBER),
    ("es", "El alcalde llegó en agosto al puerto de la isla", "El alcalde llegó en marzo al puerto de la isla", EditKind.DATE),
    ("fr", "Le maire ne veut pas fermer le vieux pont du fleuve", "Le maire veut fermer le vieux pont du fleuve", EditKind.NEGATION),
    ("fr", "Le conseil peut fermer le vieux pont avant l'hiver", "Le conseil doit fermer le vieux pont avant l'hiver", EditKind.MODAL),
    ("ru", "Мост через реку не был построен в прошлом веке", "Мост через реку был построен в прошлом веке", EditKind.NEGATION),
    ("ru", "Совет закроет старый мост через реку в декабре", "Совет закроет старый мост через реку в марте", EditKind.DATE),
    ("ar", "وقال رئيس البلدية إن الجسر الجديد لا يخدم سكان المدينة", "وقال رئيس البلدية إن الجسر الجديد يخدم سكان المدينة", EditKind.NEGATION),
    ("ar", "افتتحت البلدية الجسر الجديد يوم الجمعة أمام السكان", "افتتحت البلدية الجسر الجديد يوم الخميس أمام السكان", EditKind.DATE),
    ("zh", "市长表示新的大桥项目今年不会影响渔民的生活", "市长表示新的大桥项目今年会影响渔民的生活", EditKind.NEGATION),
    ("zh", "市长表示新的大桥项目将花费三千万元人民币", "市长表示新的大桥项目将花费五千万元人民币", EditKind.NUMBER),
    ("ko", "시장은 새 다리가 어민들에게 도움이 되지 않는다고 말했다", "시장은 새 다리가 어민들에게 도움이 된다고 말했다", EditKind.NEGATION),
    ("ko", "시장은 지난 월요일 오후에 새 다리를 둘러보았다고 밝혔다", "시장은 지난 금요일 오후에 새 다리를 둘러보았다고 밝혔다", EditKind.DATE),
]  # fmt: skip


def found(language: str, source: str, quoted: str) -> Match:
    page = prepare(PADDING[language] + source + ". " + PADDING[language])
    match = match_text(quoted, page, language=language)
    assert match is not None
    return match


@pytest.mark.parametrize(("language", "source", "quoted", "kind"), HARMLESS)
def test_a_harmless_edit_is_near_verbatim_and_named(
    language: str, source: str, quoted: str, kind: EditKind
) -> None:
    match = found(language, source, quoted)

    assert match.verdict is Verdict.NEAR_VERBATIM
    assert kind in {edit.kind for edit in match.edits}


@pytest.mark.parametrize(("language", "source", "quoted", "kind"), TURNING)
def test_an_edit_that_can_turn_the_meaning_is_altered_and_named(
    language: str, source: str, quoted: str, kind: EditKind
) -> None:
    match = found(language, source, quoted)

    assert match.verdict is Verdict.ALTERED
    assert kind in {edit.kind for edit in match.edits}


@pytest.mark.parametrize(("language", "source", "quoted", "kind"), HARMLESS + TURNING)
def test_the_source_s_own_words_are_verbatim(
    language: str, source: str, quoted: str, kind: EditKind
) -> None:
    match = found(language, source, source)

    assert match.verdict is Verdict.VERBATIM
    assert match.passages[0].text == source


@pytest.mark.parametrize(("language", "source", "quoted", "kind"), HARMLESS + TURNING)
def test_an_edit_s_spans_hold_its_words(
    language: str, source: str, quoted: str, kind: EditKind
) -> None:
    text = PADDING[language] + source + ". " + PADDING[language]
    match = match_text(quoted, prepare(text), language=language)

    assert match is not None
    for edit in match.edits:
        assert quoted[edit.quoted_span.start : edit.quoted_span.end] == edit.quoted
        assert text[edit.source_span.start : edit.source_span.end] == edit.source


def test_the_worst_edit_decides_and_all_are_reported() -> None:
    match = found(
        "en",
        "We didn't repair the 15 old boats in the harbour before November",
        "We did not repair the 50 old boats in the harbor before November",
    )

    assert match.verdict is Verdict.ALTERED
    assert [edit.kind for edit in match.edits] == [
        EditKind.CONTRACTION,
        EditKind.NUMBER,
        EditKind.SPELLING,
    ]
