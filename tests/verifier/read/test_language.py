"""Short texts: told rightly, or not told; a wrong language would hide a page from judging."""

import pytest

from tests.verifier.read.reading_aloud import whole
from verifier.read.language import language_of

# fmt: off
SENTENCES = [
    ("en", "The ferry did not sail on Monday, he said.", None),
    ("en", "The orchestra of Bergen plays in a bank. “A vault has a better echo …,” Edvard Ravnskog"
           " has said. The season runs until May.", None),
    ("de", "Die Fähre ist am Montag nicht ausgelaufen, sagte er.", "Fähre bleibt im Hafen"),
    ("fr", "Le ferry n’est pas parti lundi, a-t-il dit.", "Un ferry reste à quai"),
    ("es", "El ferry no zarpó el lunes por la mañana, dijo.", "El ferry no zarpa"),
    ("pt", "A balsa não partiu na segunda-feira, disse ele.", "Balsa fica no porto"),
    ("it", "Il traghetto non è partito lunedì, ha detto.", "Traghetto in porto"),
    ("nl", "De veerboot is maandag niet vertrokken, zei hij.", "Veerboot blijft in haven"),
    ("pl", "Prom nie wypłynął w poniedziałek, powiedział.", "Prom w porcie"),
    ("ru", "Слова и границы. Лидер КНДР сказал прямо: «Мы не хотим войны, мы хотим мира».",
           "Паром остается в порту"),
    ("uk", "Паром не вийшов у понеділок, сказав він.", "Паром у порту"),
    ("sr", "Трајект није испловио у понедељак, рекао је он.", "Чекамо део из иностранства"),
    ("bg", "Фериботът не отплава в понеделник, въпреки обещанията.", "Чакаме част от чужбина"),
    ("cs", "Trajekt v pondělí nevyplul, řekl.", "Trajekt v přístavu"),
    ("tr", "Feribot pazartesi günü kalkmadı, dedi.", "Feribot limanda"),
    ("ar", "لم تبحر العبارة يوم الاثنين، كما قال إن السبب مجهول.", "العبارة في الميناء"),
    ("fa", "کشتی روز دوشنبه حرکت نکرد، او گفت.", None),
    ("ko", "여객선은 월요일에 출항하지 않았다.", None),
    ("ja", "フェリーは月曜日に出航しなかった。", None),
    ("zh", "渡轮周一没有启航。", None),
]
# fmt: on


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, text, _ in SENTENCES])
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("code", "words"), [(code, words) for code, _, words in SENTENCES if words is not None]
)
def test_a_few_words_are_told_rightly_or_not_at_all(code: str, words: str) -> None:
    assert language_of(words) in (code, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1974 – 2024",
        "Edvard Ravnskog, Ada Prynn",
        "Паром у порту, сказаў ён",  # Belarusian
        "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy et ut. " * 12,
    ],
)
def test_what_is_not_known_is_not_told(text: str) -> None:
    assert language_of(text) is None


def test_what_a_page_declares_stands_in_for_what_is_not_told() -> None:
    assert whole("<html lang=en-GB><p>Police arrest two men in Leeds</p>").language == "en"
    assert whole("<html lang=fr><p>The ferry did not sail on Monday, he said.</p>").language == "en"
