# ruff: noqa: E501 - a case a line reads as the table that it is
"""Denials and conditions that a quotation leaves out at its edges, language by language."""

import pytest

from verifier.match import match, prepare
from verifier.model import EditKind, Quotation, QuotationKind, Verdict

NOISE = {
    "en": "\n\nThe ferry sailed at noon. The island has two schools and a small museum of nets.\n",
    "de": "\n\nDie Fähre legte am Mittag ab. Auf der Insel gibt es zwei Schulen und ein Museum.\n",
    "fr": "\n\nLe bateau est parti à midi. Sur cette île il y a deux écoles et un petit musée.\n",
    "es": "\n\nEl barco salió al mediodía. En la isla hay dos escuelas y un museo muy pequeño.\n",
    "it": "\n\nIl traghetto è partito a mezzogiorno. Sull'isola ci sono due scuole e un museo.\n",
    "pt": "\n\nO barco partiu ao meio-dia. Na ilha há duas escolas e um museu muito pequeno.\n",
    "ru": "\n\nПаром отошел в полдень. На острове есть две школы и небольшой музей сетей.\n",
    "ar": "\n\nأبحرت العبارة عند الظهر. توجد في الجزيرة مدرستان ومتحف صغير للشباك القديمة.\n",
    "zh": "\n\n渡轮中午出发。岛上有两所学校和一个小小的渔网博物馆。\n",
    "ko": "\n\n페리는 정오에 출항했다. 섬에는 학교 두 곳과 작은 그물 박물관이 있다.\n",
}

LEFT_OUT = [
    ("de", "Der Minister sei “davon überzeugt, dass die Werft im Frühjahr wieder öffnet”, hieß es.", "Ich bin nicht davon überzeugt, dass die Werft im Frühjahr wieder öffnet."),
    ("de", "Er sagte: “Wir werden die Werft im Frühjahr wieder öffnen.”", "Wir werden die Werft im Frühjahr wieder öffnen, es sei denn, das Geld reicht nicht."),
    ("de", "Er sagte: “Wir werden die Werft im Frühjahr wieder öffnen.”", "Wir werden die Werft im Frühjahr wieder öffnen, sofern nicht das Geld ausgeht."),
    ("de", "Die Werft sei “für den Tod der drei Arbeiter verantwortlich”.", "Er war keineswegs für den Tod der drei Arbeiter verantwortlich."),
    ("fr", "Elle se dit “convaincue que les dessins montrent un plan du port”.", "Elle n'est pas convaincue que les dessins montrent un plan du port."),
    ("fr", "Il a dit : “Nous allons rouvrir le chantier naval au printemps.”", "Nous allons rouvrir le chantier naval au printemps, sauf si l'argent manque."),
    ("fr", "Il a dit : “Nous allons rouvrir le chantier naval au printemps.”", "Nous allons rouvrir le chantier naval au printemps, à condition que l'État paie."),
    ("fr", "Il aurait “vendu le terrain du vieux port à son propre frère”.", "Le maire dément avoir vendu le terrain du vieux port à son propre frère."),
    ("es", "Ella está “convencida de que los dibujos muestran un plan del puerto”.", "Ella no está convencida de que los dibujos muestran un plan del puerto."),
    ("es", "Dijo: “Vamos a abrir de nuevo el astillero en primavera.”", "Vamos a abrir de nuevo el astillero en primavera, a menos que falte dinero."),
    ("es", "Dijo: “Vamos a abrir de nuevo el astillero en primavera.”", "Vamos a abrir de nuevo el astillero en primavera, siempre que el Estado pague."),
    ("es", "Habría “vendido el terreno del viejo puerto a su propio hermano”.", "El alcalde niega haber vendido el terreno del viejo puerto a su propio hermano."),
    ("es", "Habría “vendido el terreno del viejo puerto a su propio hermano”.", "El alcalde nunca ha vendido el terreno del viejo puerto a su propio hermano."),
    ("it", "È “convinta che i disegni mostrino un progetto del porto vecchio”.", "Non è convinta che i disegni mostrino un progetto del porto vecchio."),
    ("it", "Ha detto: “Apriremo di nuovo il cantiere navale in primavera.”", "Apriremo di nuovo il cantiere navale in primavera, a meno che non manchino i soldi."),
    ("it", "Avrebbe “venduto il terreno del porto vecchio a suo fratello”.", "Il sindaco nega di aver venduto il terreno del porto vecchio a suo fratello."),
    ("it", "Avrebbe “venduto il terreno del porto vecchio a suo fratello”.", "Il sindaco non ha mai venduto il terreno del porto vecchio a suo fratello."),
    ("pt", "Ela está “convencida de que os desenhos mostram um plano do porto”.", "Ela não está convencida de que os desenhos mostram um plano do porto."),
    ("pt", "Disse: “Vamos abrir de novo o estaleiro na primavera.”", "Vamos abrir de novo o estaleiro na primavera, a menos que falte dinheiro."),
    ("pt", "Teria “vendido o terreno do velho porto ao próprio irmão”.", "O prefeito nega ter vendido o terreno do velho porto ao próprio irmão."),
    ("pt", "Teria “vendido o terreno do velho porto ao próprio irmão”.", "O prefeito nunca tinha vendido o terreno do velho porto ao próprio irmão."),
    ("ru", "Она “уверена, что рисунки показывают план старой гавани”.", "Она не уверена, что рисунки показывают план старой гавани."),
    ("ru", "Он сказал: “Мы снова откроем верфь весной этого года.”", "Мы снова откроем верфь весной этого года, если только не кончатся деньги."),
    ("ru", "Мэр “продал землю старого порта своему брату из Омска”.", "Мэр отрицает, что продал землю старого порта своему брату из Омска."),
    ("ru", "Мэр “продал землю старого порта своему брату из Омска”.", "Мэр никогда не продал землю старого порта своему брату из Омска."),
    ("ru", "По его словам, “рисунки показывают план старой гавани города”.", "Нет доказательств того, что рисунки показывают план старой гавани города."),
    ("ar", "قال إن “الرسوم تظهر خطة واضحة للميناء القديم في المدينة”.", "لا يوجد دليل على أن الرسوم تظهر خطة واضحة للميناء القديم في المدينة."),
    ("ar", "قال إن “الرسوم تظهر خطة واضحة للميناء القديم في المدينة”.", "ليس صحيحا أن الرسوم تظهر خطة واضحة للميناء القديم في المدينة."),
    ("ar", "قال: “سنفتح حوض السفن من جديد في فصل الربيع المقبل.”", "سنفتح حوض السفن من جديد في فصل الربيع المقبل، إلا إذا نفد المال."),
    ("zh", "他说“这些图纸显示了旧港口的完整改造计划”。", "没有证据表明这些图纸显示了旧港口的完整改造计划。"),
    ("zh", "他“把旧港口的土地卖给了自己的亲弟弟”。", "市长否认把旧港口的土地卖给了自己的亲弟弟。"),
    ("zh", "他“把旧港口的土地卖给了自己的亲弟弟”。", "市长从未把旧港口的土地卖给了自己的亲弟弟。"),
    ("zh", "她“相信这些图纸显示了旧港口的改造计划”。", "她不相信这些图纸显示了旧港口的改造计划。"),
    ("zh", "他说：“明年春天我们将重新开放这个旧船厂。”", "明年春天我们将重新开放这个旧船厂，除非资金不足。"),
    ("ko", "그는 “시장이 옛 항구의 땅을 자기 동생에게 팔았다”고 말했다.", "시장이 옛 항구의 땅을 자기 동생에게 팔았다는 증거는 없다."),
    ("ko", "그는 “시장이 옛 항구의 땅을 자기 동생에게 팔았다”고 말했다.", "시장이 옛 항구의 땅을 자기 동생에게 팔았다는 것은 사실이 아니다."),
    ("ko", "그는 “봄에 조선소를 다시 열 계획을 세우고 있다”고 말했다.", "봄에 조선소를 다시 열 계획을 세우고 있지 않다."),
    ("en", "There is “evidence that the mayor sold the land of the old harbour”.", "There is no evidence that the mayor sold the land of the old harbour."),
    ("en", "He said “we will open the shipyard again in the spring.”", "We will open the shipyard again in the spring unless the money runs out."),
    ("en", "She said “the bridge is safe for all the trucks of the port.”", "It is false to say that the bridge is safe for all the trucks of the port."),
    ("en", "He “supports the plan to sell the land of the old harbour”.", "He no longer supports the plan to sell the land of the old harbour."),
    ("en", "The mayor “sold the land of the old harbour to a friend”.", "The mayor has not sold the land of the old harbour to a friend."),
    ("en", "The mayor “sold the land of the old harbour to a friend”.", "I doubt that the mayor sold the land of the old harbour to a friend."),
]  # fmt: skip

NOTHING_LEFT_OUT = [
    ("de", "Er sagte, das Dorf sei “über die Pläne der Werft informiert worden”.", "Nicht nur das Dorf ist über die Pläne der Werft informiert worden."),
    ("es", "Ella está “convencida de que los dibujos muestran un plan del puerto”.", "Ella está convencida de que los dibujos muestran un plan del puerto."),
    ("it", "Avrebbe “venduto il terreno del porto vecchio a suo fratello”.", "Il sindaco ha venduto il terreno del porto vecchio a suo fratello."),
    ("ru", "Мэр “продал землю старого порта своему брату из Омска”.", "Мэр продал землю старого порта своему брату из Омска."),
    ("ar", "قال إن “الرسوم تظهر خطة واضحة للميناء القديم في المدينة”.", "قال إن الرسوم تظهر خطة واضحة للميناء القديم في المدينة."),
    ("zh", "她“相信这些图纸显示了旧港口的改造计划”。", "她相信这些图纸显示了旧港口的改造计划。"),
    ("zh", "她“相信这些图纸显示了旧港口的改造计划”。", "她不仅相信这些图纸显示了旧港口的改造计划，还相信别的。"),
    ("ko", "그는 “시장이 옛 항구의 땅을 자기 동생에게 팔았다”고 말했다.", "시장이 옛 항구의 땅을 자기 동생에게 팔았다고 이웃이 말했다."),
]  # fmt: skip


def look(language: str, article: str, page: str) -> tuple[Verdict, set[EditKind]]:
    """The verdict on what stands between the first marks of the article, and its edits' kinds."""
    start, end = article.index("“") + 1, article.index("”")
    quotation = Quotation("q1", article[start:end], start, end, QuotationKind.MIXED)
    text = page + NOISE[language]
    (found,) = match([quotation], prepare(text), language=language, article=article)
    return found.verdict, {edit.kind for edit in found.edits}


@pytest.mark.parametrize(("language", "article", "page"), LEFT_OUT)
def test_what_denies_or_conditions_the_words_outside_them_is_an_edit(
    language: str, article: str, page: str
) -> None:
    verdict, kinds = look(language, article, page)

    assert verdict is Verdict.ALTERED
    assert EditKind.NEGATION in kinds


@pytest.mark.parametrize(("language", "article", "page"), NOTHING_LEFT_OUT)
def test_what_does_not_deny_them_is_none(language: str, article: str, page: str) -> None:
    verdict, kinds = look(language, article, page)

    assert verdict in (Verdict.VERBATIM, Verdict.NEAR_VERBATIM)
    assert EditKind.NEGATION not in kinds
