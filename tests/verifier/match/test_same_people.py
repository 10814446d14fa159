"""Another sentence about the same people and matter is no altered quotation; a changed one is.

Pages that use the same words again and again (minutes, tables, lyrics, two statements about the
same people) hold some words of almost any sentence on the matter. Only words that stand there in
the order of the quotation show that it is one.
"""

import random

import pytest

from verifier.match import match_text, prepare
from verifier.model import Verdict

MINUTES = (
    "Councillor Marsh moved that the library budget be approved. Councillor Doyle seconded the "
    "motion, which was carried by seven votes to two. Councillor Doyle then moved that the harbour "
    "report be noted. Councillor Marsh seconded the motion, which was carried without a vote.\n"
)
ROLL = "Present: Anna Berg, Carl Dahl, Erik Falk, Gun Holm, Ida Lind. Absent: Nils Palm, Olle Ek.\n"
TABLE = "Hartley 3, Morton 1. Denby 0, Wexford 2. Colne 1, Hartley 1. Morton 2, Denby 2.\n"
SONG = (
    "Row home, sailor, row home to me. The lantern burns low by the edge of the sea.\n"
    "Sail home, rower, sail home to me. The lantern burns low, and I wait by the sea.\n"
)
LITANY = (
    "From storm and flood, deliver us. From hunger and fire, deliver us. From the long night of "
    "the proud, deliver us. Hear the cry of the poor. Hear the cry of the child.\n"
)
SPEECH = (
    "We will build roads. We will build schools. We will build a hospital in every valley. We will "
    "lower taxes for every family. We will keep our word, and every family will keep its home.\n"
)
BRIDGE = (
    "Mayor Elena Ruiz said that the Larch Street bridge would stay closed until the engineers had "
    "tested each of its cables. Deputy mayor Tom Aldous told the council on Monday that the cost "
    "of the repairs had been underestimated by the previous engineers.\n"
)
MERGER = (
    "Kestrel bought a third of Norvik in May and promised the unions that no yard would close. "
    "The unions at Norvik had warned Kestrel that its plan for the yard would cost jobs.\n"
)
TRIAL = (
    "Judge Okafor told the jury that Mr Lowell had lied to the bank about his debts. The bank's "
    "lawyer, Ms Grant, said that Mr Lowell had never been asked about his debts by the jury.\n"
)
CUP = (
    "Sato beat Moreno in the final after Moreno had lost the first set to a double fault. Moreno "
    "said that Sato had served better in the second set than in the whole of the season.\n"
)
DE = (
    "Minister Adler warf der Opposition vor, den Haushalt der Stadt zu blockieren. Die Opposition "
    "entgegnete, der Minister habe den Haushalt der Stadt nie vorgelegt.\n"
)
FR = (
    "Le maire a promis aux pêcheurs que le port resterait ouvert tout l'hiver. Les pêcheurs ont "
    "répondu au maire que le port ne leur servait à rien sans la criée.\n"
)
ES = (
    "El alcalde prometió a los vecinos que el mercado abriría en otoño. Los vecinos contestaron "
    "que el alcalde ya había prometido abrir el mercado el año pasado.\n"
)
RU = (
    "Губернатор Орлова обещала жителям посёлка новую дорогу к больнице. Жители посёлка ответили, "
    "что губернатор уже обещала им больницу у старой дороги.\n"
)

OTHERS = [
    ("asked that the vote on the harbour motion be carried over to the next budget", MINUTES),
    ("The library report was seconded without a budget, and the harbour without votes", MINUTES),
    ("Doyle voted against Marsh on the budget and with Marsh on the harbour", MINUTES),
    ("Gun Holm and Olle Ek spoke against Anna Berg, and Nils Palm left with Carl Dahl", ROLL),
    ("Ida Lind thanked Erik Falk, Olle Ek and Carl Dahl for their work", ROLL),
    ("Wexford 3, Colne 0, Denby 1, Morton 0", TABLE),
    ("Colne 2, Morton 2, Hartley 0, Wexford 1, Denby 3", TABLE),
    ("the sailor waits for me at home where the sea burns and the lantern sails", SONG),
    ("I row by the low edge of home and burn a lantern for the sailor", SONG),
    ("the poor child cries in the storm and the proud are hungry in the night", LITANY),
    ("fire and flood will hear the child of the night, and the hungry will be proud", LITANY),
    ("Every school in the valley will have a road to a hospital and a family doctor", SPEECH),
    ("taxes on every home will build the hospital that our schools and roads need", SPEECH),
    ("The engineers never told the council that the cables of the bridge were tested", BRIDGE),
    ("Aldous knew in March what the mayor knew about the cost of closing Larch Street", BRIDGE),
    ("The yard was never part of the plan that Norvik and the unions made with Kestrel", MERGER),
    ("A third of the jobs that Kestrel warned the unions about were at the yard in May", MERGER),
    ("Lowell owed the bank nothing when Ms Grant asked the judge about the jury", TRIAL),
    ("The jury never believed what the bank's lawyer said of Judge Okafor and Mr Lowell", TRIAL),
    ("the second double fault of the season lost Sato the set that Moreno had to win", CUP),
    ("Die Stadt habe dem Minister den Haushalt vorgelegt, und die Opposition habe gelacht", DE),
    ("Sans les pêcheurs, le maire n'aurait ni port ni criée à ouvrir cet hiver", FR),
    ("Los vecinos abrirían el mercado sin el alcalde si el otoño fuera como el año pasado", ES),
    ("В больнице посёлка не знали, что Орлова строит дорогу для жителей", RU),
]


@pytest.mark.parametrize(("quoted", "page"), OTHERS)
def test_another_sentence_about_the_same_people_is_not_found(quoted: str, page: str) -> None:
    found = match_text(quoted, prepare(page * 2))

    if found is not None:
        assert found.verdict is Verdict.NOT_FOUND
        assert found.score < 0.4


ZH = "市长王建国批评承包商李明拖延了大桥的维修工程,并要求在六月之前完成全部检测。"
KO = "김민수 시장은 지난 월요일 박지훈 의원이 다리 보수 예산을 삭감했다고 비판했다.\n"
AR = "قال الوزير سامي حداد إن شركة النور أخرت إصلاح الجسر القديم في شهر مايو.\n"

CHANGED = [
    ("Councillor Doyle moved that the library budget be approved", MINUTES),
    ("Councillor Doyle then moved that the library report be noted", MINUTES),
    ("which was carried by nine votes to two", MINUTES),
    ("The lantern burns bright by the edge of the sea", SONG),
    ("From the long night of the meek, deliver us", LITANY),
    ("We will build a hospital in no valley", SPEECH),
    ("We will raise taxes for every family", SPEECH),
    ("the Larch Street bridge would stay open until the engineers had tested its cables", BRIDGE),
    ("the cost of the repairs had been overestimated by the previous engineers", BRIDGE),
    ("Norvik bought a third of Kestrel in May and promised the unions that", MERGER),
    ("Kestrel bought a half of Norvik in June and promised the unions that no yard", MERGER),
    ("Judge Okafor told the jury that Ms Grant had lied to the bank about his debts", TRIAL),
    ("Mr Lowell had been asked about his debts by the jury", TRIAL),
    ("Moreno beat Sato in the final after Sato had lost the first set", CUP),
    ("Moreno had lost the second set to a double fault", CUP),
    ("Moreno said that Sato had served worse in the second set than in the season", CUP),
    ("Sato had served in the second set better than in the whole of the year", CUP),
    ("Die Opposition warf Minister Adler vor, den Haushalt der Stadt zu blockieren", DE),
    ("Le maire a promis aux pêcheurs que le port resterait fermé tout l'hiver", FR),
    ("El alcalde prometió a los vecinos que el mercado abriría en enero", ES),
    ("Губернатор Орлова обещала жителям посёлка старую дорогу к больнице", RU),
    ("市长李明批评承包商王建国拖延了大桥的维修工程", ZH),
    ("김민수 시장은 지난 금요일 박지훈 의원이 다리 보수 예산을 삭감했다고 비판했다", KO),
    ("إن شركة النور أخرت إصلاح الجسر القديم في شهر يونيو", AR),
]


COUGH = "Fue un invierno largo. Aprendimos a reconocer a los vecinos por la tos. Nadie dormía.\n"


def test_one_word_replaced_at_the_end_is_altered() -> None:
    found = match_text("Aprendimos a reconocer a los vecinos por la voz", prepare(COUGH))

    assert found is not None
    assert found.verdict is Verdict.ALTERED
    assert [(edit.quoted, edit.source) for edit in found.edits] == [("voz", "tos")]


@pytest.mark.parametrize(("quoted", "page"), CHANGED)
def test_a_sentence_with_changed_words_is_altered(quoted: str, page: str) -> None:
    found = match_text(quoted, prepare(page * 2))

    assert found is not None
    assert found.verdict is Verdict.ALTERED
    assert found.score > 0.8


NOUNS = [
    *("barrel", "bridge", "budget", "captain", "copper", "council", "doctor", "engine"),
    *("ferry", "garden", "glacier", "harbour", "harvest", "kite", "lantern", "letter"),
    *("library", "market", "mayor", "mine", "museum", "orchard", "railway", "river"),
]


@pytest.mark.parametrize("kinds", [12, 18, 24])
def test_a_run_of_the_page_s_commonest_words_is_chance(kinds: int) -> None:
    chance = random.Random(kinds)
    page = prepare(
        ".\n\n".join(" ".join(chance.choices(NOUNS[:kinds], k=14)) for _ in range(40)) + ".\n"
    )

    for _ in range(15):
        found = match_text(" ".join(chance.choices(NOUNS[:kinds], k=14)), page)
        assert found is None or (found.verdict is Verdict.NOT_FOUND and found.score < 0.4)
