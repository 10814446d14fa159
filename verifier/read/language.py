"""Which language a text is in: by script, then by its commonest small words."""

import re
from collections import Counter

_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0620-\u06ff]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2e80-\ud7af]+")  # most texts have none
# Small words that the neighbours in this table do not share, or share rarely.
_WORDS = {
    "en": "the of and to in that is was for with as on it by his from are this have not which",
    "de": "der die und den das von zu mit ist des im für nicht ein eine auch sich dem auf wird",
    "fr": "le les des et en une du est dans que pour qui au sur pas par plus avec ce cette sont",
    "es": "el los las del y en una que por con para se su es como más pero fue al lo sus",
    "pt": "o os do da dos das e em um uma que não para com por ao mais foi são na no pelo",
    "it": "il di che la gli della del e è un per con non una sono alla nel anche dei più ha",
    "nl": "de het een van en dat niet zijn op te voor met is die aan ook door bij naar worden",
    "pl": "nie się na jest do że to w z i jak po przez od oraz dla był są ale przy tym",
    "sv": "och att det som en på är av för den till inte med har om ett men var från de",
    "da": "og at det er en til af på den som for ikke med der har et de var fra men",
    "no": "og at det er en til av på den som for ikke med har et de var fra men etter",
    "fi": "ja on ei että oli se hän mutta myös kun joka ovat mukaan sen tai vain",
    "cs": "a se na je že to v s z do i za pro by jak jsem který podle ale byl",
    "hu": "a az és hogy nem is egy van ez volt de meg csak azt mint már szerint",
    "ro": "și de la în a nu pe cu că este din o care pentru sau mai au fost",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en kadar ama dedi",
    "id": "yang dan di untuk dengan ini itu dari tidak pada dalam akan ke adalah juga",
    "vi": "và của là có được cho không trong người với một các đã này những để",
    "ru": "и в не на что с по как это из его от к для было он но за",
    "uk": "і в не на що з та у до як за це від для його про є але",
    "bg": "на и да се за от в с е не са че по като което ще със",
    "sr": "и у је да се на за од са су не који као што из али",
    "ar": "في من على أن إلى التي عن مع هذا الذي كان",
    "fa": "و در به از که این را با است برای آن می",
}
_OF_WORD: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _OF_WORD.setdefault(_word, []).append(_language)
_TOKEN = re.compile(r"[^\W\d_]+")
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr"})
_ARABIC = frozenset({"ar", "fa"})
_SAMPLE = 6_000
_FEWEST_WORDS = 3  # small words; fewer say nothing
_SURE = 1.25  # times the runner-up


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, from its middle; None when it cannot be told."""
    start = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[start : start + _SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    foreign = "".join(_NOT_LATIN.findall(sample))
    script = next(
        (name for name, form in _SCRIPTS if len(form.findall(foreign)) > _share(name) * letters),
        None,
    )
    if script not in (None, "ru", "ar"):
        return script
    return _by_words(sample, cyrillic=script == "ru", arabic=script == "ar") or script


def _share(script: str) -> float:
    """Japanese mixes its own letters with Chinese ones; the rest hardly mix."""
    return 0.1 if script == "ja" else 0.3


def _by_words(sample: str, *, cyrillic: bool, arabic: bool) -> str | None:
    counts: Counter[str] = Counter()
    for token, times in Counter(_TOKEN.findall(sample.lower())).items():
        for language in _OF_WORD.get(token, ()):
            if (language in _CYRILLIC) == cyrillic and (language in _ARABIC) == arabic:
                counts[language] += times
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST_WORDS:
        return None
    if len(ranked) > 1 and ranked[0][1] < _SURE * ranked[1][1]:
        return None
    return ranked[0][0]
