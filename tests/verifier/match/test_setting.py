# ruff: noqa: E501 - a case a line reads as the table that it is
"""What the page makes of the quoted words: conditions, lies and questions around them."""

import pytest

from tests.verifier.match.test_edges_by_language import NOISE
from verifier.match import match, prepare
from verifier.model import EditKind, Match, Quotation, QuotationKind, Verdict

CONDITIONED = [
    ("en", "“We will open the new harbour to every boat in May,” said Mona Field.", "“We will open the new harbour to every boat in May, unless the court agrees with the museum,” said Mona Field.", "unless"),
    ("en", "“We will open the new harbour to every boat in May,” said Mona Field.", "We will open the new harbour to every boat in May if the court agrees.", "if"),
    ("en", "“We will open the new harbour to every boat in May”, Mona Field said.", "We will open the new harbour to every boat in May, provided the court agrees.", "provided"),
    ("en", "“We will open the new harbour to every boat in May” said Mona Field.", "We will open the new harbour to every boat in May as long as the court agrees.", "as long as"),
    ("en", "“We will not sell the new harbour to the museum,” said Mona Field.", "We will not sell the new harbour to the museum, unless the court agrees.", "unless"),
    ("de", "Brandner sagte: “Wir werden die Grenze im Herbst für alle öffnen.”", "Wir werden die Grenze im Herbst für alle öffnen, falls die Zahlen sinken.", "falls"),
    ("de", "“Wir werden die Grenze im Herbst für alle öffnen”, sagte Brandner.", "Wir werden die Grenze im Herbst für alle öffnen, wenn die Zahlen sinken.", "wenn"),
    ("de", "“Wir werden die Grenze im Herbst für alle öffnen”, sagte Brandner.", "Wir werden die Grenze im Herbst für alle öffnen, sofern die Zahlen sinken.", "sofern"),
    ("fr", "“Nous allons rouvrir le chantier naval au printemps”, a dit le maire.", "Nous allons rouvrir le chantier naval au printemps si l'État paie.", "si"),
    ("es", "“Vamos a abrir de nuevo el astillero en primavera”, dijo el alcalde.", "Vamos a abrir de nuevo el astillero en primavera si el Estado paga.", "si"),
    ("it", "“Apriremo di nuovo il cantiere navale in primavera”, ha detto.", "Apriremo di nuovo il cantiere navale in primavera, purché lo Stato paghi.", "purché"),
    ("pt", "“Vamos abrir de novo o estaleiro na primavera”, disse o prefeito.", "Vamos abrir de novo o estaleiro na primavera se o Estado pagar.", "se"),
    ("ru", "“Мы снова откроем верфь весной этого года”, — сказал он.", "Мы снова откроем верфь весной этого года, если хватит денег.", "если"),
    ("ar", "قال: “سنفتح حوض السفن من جديد في فصل الربيع المقبل”، وانصرف.", "سنفتح حوض السفن من جديد في فصل الربيع المقبل، إذا توفر المال.", "إذا"),
    ("zh", "“明年春天我们将重新开放这个旧船厂，”他说。", "明年春天我们将重新开放这个旧船厂，如果资金充足。", "如果"),
    ("en", "“We will win the election in the spring,” said Mona Field.", "“If nobody cheats, we will win the election in the spring,” said Mona Field.", "If"),
    ("en", "They “will win the election in the spring”, said Mona Field.", "And as long as nobody cheats, we will win the election in the spring.", "as long as"),
    ("de", "“Werden wir die Wahl im Frühjahr gewinnen”, sagte Brandner.", "Wenn niemand betrügt, werden wir die Wahl im Frühjahr gewinnen.", "Wenn"),
    ("fr", "“Nous gagnerons les élections au printemps”, a dit le maire.", "Si personne ne triche, nous gagnerons les élections au printemps.", "Si"),
    ("es", "“Ganaremos las elecciones en la primavera próxima”, dijo el alcalde.", "Si todos votan, ganaremos las elecciones en la primavera próxima.", "Si"),
]  # fmt: skip

NOT_CONDITIONED = [
    ("en", "“We will open the new harbour to every boat in May,” said Mona Field, “unless the court agrees.”", "We will open the new harbour to every boat in May, unless the court agrees.", "the article says it, too"),
    ("en", "If nobody cheats, “we will win the election in the spring,” said Mona Field.", "If nobody cheats, we will win the election in the spring.", "the article says it, too"),
    ("en", "“We will win the election in the spring,” said Mona Field.", "If anything, we will win the election in the spring.", "no condition"),
    ("en", "“We will win the election in the spring,” said Mona Field.", "If it rains we stay at home, and we will win the election in the spring.", "another clause"),
    ("en", "“We will win the election in the spring,” said Mona Field.", "If it rains, so be it. We will win the election in the spring.", "another sentence"),
    ("en", "The plan to “open the new harbour to every boat in May” pleased her.", "We will open the new harbour to every boat in May, if the court agrees.", "the article's sentence goes on"),
    ("es", "“Vamos a abrir de nuevo el astillero en primavera”, dijo el alcalde.", "Vamos a abrir de nuevo el astillero en primavera, sí señor.", "sí, not si"),
]  # fmt: skip

CALLED_A_LIE = [
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "“It is a lie that the mayor stole the money from the fund,” Ngata said.", "a lie that"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "It is untrue that the mayor stole the money from the fund.", "untrue that"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "Nobody ever claimed the mayor stole the money from the fund.", "Nobody ever claimed"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "My opponents claim the mayor stole the money from the fund.", "My opponents claim"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "The mayor stole the money from the fund. That is a lie.", "That is a lie"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "“The mayor stole the money from the fund, which is false,” Ngata said.", "which is false"),
    ("de", "“Der Bürgermeister hat das Geld aus der Kasse gestohlen”, sagte Ngata.", "Es ist eine Lüge, dass der Bürgermeister hat das Geld aus der Kasse gestohlen.", "eine Lüge, dass"),
    ("de", "“Der Bürgermeister hat das Geld aus der Kasse gestohlen”, sagte Ngata.", "Es stimmt nicht, dass der Bürgermeister hat das Geld aus der Kasse gestohlen.", "stimmt nicht, dass"),
    ("de", "“Der Bürgermeister hat das Geld aus der Kasse gestohlen”, sagte Ngata.", "Der Bürgermeister hat das Geld aus der Kasse gestohlen: Das ist gelogen.", "Das ist gelogen"),
    ("fr", "“Le maire a volé l'argent de la caisse du port”, a dit Ngata.", "C'est un mensonge que le maire a volé l'argent de la caisse du port.", "un mensonge que"),
    ("fr", "“Le maire a volé l'argent de la caisse du port”, a dit Ngata.", "Le maire a volé l'argent de la caisse du port. C'est faux.", "C'est faux"),
    ("es", "“El alcalde robó el dinero de la caja del puerto”, dijo Ngata.", "Es mentira que el alcalde robó el dinero de la caja del puerto.", "Es mentira que"),
    ("it", "“Il sindaco ha rubato i soldi dalla cassa del porto”, ha detto.", "È una bugia che il sindaco ha rubato i soldi dalla cassa del porto.", "una bugia che"),
    ("pt", "“O prefeito roubou o dinheiro da caixa do porto”, disse Ngata.", "É mentira que o prefeito roubou o dinheiro da caixa do porto.", "É mentira que"),
    ("ru", "“Мэр украл все деньги из кассы старого порта”, — сказал он.", "Это ложь, что мэр украл все деньги из кассы старого порта.", "Это ложь, что"),
    ("ar", "قال: “العمدة سرق كل المال من صندوق الميناء القديم”، وانصرف.", "غير صحيح أن العمدة سرق كل المال من صندوق الميناء القديم.", "غير صحيح أن"),
    ("zh", "“市长从旧港口的基金里偷走了所有的钱，”他说。", "市长从旧港口的基金里偷走了所有的钱，这是谎言。", "这是谎言"),
]  # fmt: skip

ASKED = [
    ("en", "“I am a liar and a thief of public money,” Ngata said.", "“Do you think I am a liar and a thief of public money?” Ngata said.", "Do you think"),
    ("en", "“I am a liar and a thief of public money,” Ngata said.", "Are you saying that I am a liar and a thief of public money, sir?", "Are you saying"),
    ("de", "“Ich bin ein Lügner und ein Dieb aus der alten Stadt”, sagte er.", "Wer sagt, ich bin ein Lügner und ein Dieb aus der alten Stadt?", "Wer sagt"),
    ("fr", "“Je suis un menteur et un voleur de la pire espèce”, a dit Ngata.", "Croyez-vous que je suis un menteur et un voleur de la pire espèce ?", "Croyez-vous"),
    ("es", "“Soy un mentiroso y un ladrón de dinero público”, dijo Ngata.", "¿Cree usted que soy un mentiroso y un ladrón de dinero público?", "Cree usted"),
    ("ru", "“Я лжец и вор государственных денег города”, — сказал он.", "Вы думаете, я лжец и вор государственных денег города?", "Вы думаете"),
    ("zh", "“我是一个偷公款的骗子和小偷，”他说。", "难道我是一个偷公款的骗子和小偷？", "难道"),
]  # fmt: skip

FAITHFUL = [
    ("en", "“The mayor stole the money from the fund,” Ngata said. “That is a lie.”", "The mayor stole the money from the fund. That is a lie.", "the article says it, too"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "“The mayor stole the money from the fund,” Ngata said. “That is a lie,” said the mayor.", "another speaker"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "The mayor stole the money from the fund. It is not true that he paid it back.", "of something else"),
    ("en", "“The mayor stole the money from the fund,” Ngata said.", "It is not a lie that the mayor stole the money from the fund.", "two denials"),
    ("en", "She asked whether he was “a liar and a thief of public money”.", "Do you think I am a liar and a thief of public money?", "the article tells of a question"),
    ("en", "“Is the bridge safe for all the trucks of the port?” Ngata asked.", "Do you know, is the bridge safe for all the trucks of the port?", "quoted as a question"),
]  # fmt: skip


def look(language: str, article: str, page: str) -> Match:
    """The match of what stands between the first marks of the article."""
    start, end = article.index("“") + 1, article.index("”")
    quotation = Quotation("q1", article[start:end], start, end, QuotationKind.MIXED)
    text = page + NOISE[language]
    (found,) = match([quotation], prepare(text), language=language, article=article)
    return found


@pytest.mark.parametrize(("language", "article", "page", "words"), [*CONDITIONED, *CALLED_A_LIE])
def test_what_takes_the_words_back_is_an_edit(
    language: str, article: str, page: str, words: str
) -> None:
    found = look(language, article, page)

    assert found.verdict is Verdict.ALTERED
    assert (EditKind.NEGATION, words) in [(edit.kind, edit.source) for edit in found.edits]


@pytest.mark.parametrize(("language", "article", "page", "words"), ASKED)
def test_a_question_quoted_as_a_statement_is_altered(
    language: str, article: str, page: str, words: str
) -> None:
    found = look(language, article, page)

    assert found.verdict is Verdict.ALTERED
    assert (EditKind.MODAL, words) in [(edit.kind, edit.source) for edit in found.edits]


@pytest.mark.parametrize(("language", "article", "page", "why"), [*NOT_CONDITIONED, *FAITHFUL])
def test_what_does_not_take_them_back_is_none(
    language: str, article: str, page: str, why: str
) -> None:
    assert look(language, article, page).verdict in (Verdict.VERBATIM, Verdict.NEAR_VERBATIM), why
