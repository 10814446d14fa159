"""Which language a text is in: by script, then by its commonest small words and own letters.

A wrong answer makes a page count as one in another language: what is not sure is not told, and what
a page declares stands in then.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

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
    "en": "the of and to in that is was for with as on it by his from are this have not which a an "
    "has had he she said they we at be or will who were their but",
    "de": "der die und den das von zu mit ist des im für nicht ein eine auch sich dem auf wird",
    "fr": "le les des et en une du est dans que pour qui au sur pas par plus avec ce cette sont",
    "es": "el los las del y en una que por con para se su es como más pero fue al lo sus",
    "pt": "o os do da dos das e em um uma que não para com por ao mais foi são na no pelo",
    "it": "il di che la gli della del e è un per con non una sono alla nel anche dei più ha",
    "nl": "de het een van en dat niet zijn op te voor met is die aan ook door bij naar worden",
    "pl": "nie się na jest do że to w z i jak po przez od oraz dla był są ale przy tym już "
    "tylko powiedział",
    "sv": "och att det som en på är av för den till inte med har om ett men var från de sade två",
    "da": "og at det er en til af på den som for ikke med der har et de var fra men efter sagde "
    "mod",
    "no": "og at det er en til av på den som for ikke med har et de var fra men etter sa mot",
    "fi": "ja on ei että oli se hän mutta myös kun joka ovat mukaan sen tai vain sanoi kaksi",
    "cs": "a se na je že to v s z do i za pro by jak jsem který podle ale byl ze dva řekl",
    "hu": "a az és hogy nem is egy van ez volt de meg csak azt mint már szerint",
    "ro": "și de la în a nu pe cu că este din o care pentru sau mai au fost",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en kadar ama dedi iki",
    "id": "yang dan di untuk dengan ini itu dari tidak pada dalam akan ke adalah juga hari",
    "vi": "và của là có được cho không trong người với một các đã này những để",
    "ru": "и в не на что с по как это из его от к для было он но за",
    "uk": "і в не на що з та у до як за це від для його про є але",
    "bg": "на и да се за от в с е не са че по като което ще със",
    "sr": "и у је да се на за од са су не који као што из али",
    "ar": "في من على أن إلى التي عن مع هذا الذي كان",
    "fa": "و در به از که این را با است برای آن می",
}
# Letters that only one of these languages has, or that one has far more often than the others.
_LETTERS = {
    "cs": "řěů",
    "de": "ß",
    "es": "ñ¿¡",
    "fr": "œù",
    "hu": "őű",
    "pl": "łąęśźż",
    "pt": "ãõ",
    "ro": "țșăşţ",
    "tr": "ğı",
    "vi": "ơưạảấầậắặẹềểệịọốồộớờợụứừự",
    "ru": "ыэё",
    "uk": "іїєґ",
    "sr": "јљњћђџ",
    "bg": "ъ",
    "fa": "پچژگکی",
    "ar": "ةىكيأإ",
}
# Letters of languages that are not told apart here; a text that has them is in none of these.
_OTHERS = frozenset("ўәғқңөұүһҷӣӯѓќѕ" + "ٹڈڑںےېۀڼړ")
_FOREIGN = re.compile(r"[^\x00-\x7f]")  # all own letters are
_TOKEN = re.compile(r"[^\W\d_]+")
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr"})
_ARABIC = frozenset({"ar", "fa"})
_LATIN = frozenset(_WORDS) - _CYRILLIC - _ARABIC
_OF_WORD: dict[frozenset[str], dict[str, list[str]]] = {
    alphabet: {} for alphabet in (_CYRILLIC, _ARABIC, _LATIN)
}
for _alphabet, _of in _OF_WORD.items():
    for _language in _WORDS:
        for _word in _WORDS[_language].split() if _language in _alphabet else ():
            _of.setdefault(_word, []).append(_language)
_SAMPLE = 6_000
_LEAST = 1.4  # small words of one language alone; one that many share counts for less
# Different words or letters, since one may be a name; a long text of a language has most of them.
_DISTINCT = 2
_MOST_DISTINCT = 6
_TOKENS_FOR_EACH = 40
_SURE = 1.25  # times the runner-up
_OWN_LETTER = 0.5  # of a small word
_MOST_OF_ONE = 40  # times that one word counts


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, from its middle; None when it cannot be told."""
    start = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[start : start + _SAMPLE]
    tokens = _TOKEN.findall(sample.lower())
    letters = sum(map(len, tokens))
    if not letters:
        return None
    foreign = "" if sample.isascii() else "".join(_NOT_LATIN.findall(sample))
    script = next(
        (name for name, form in _SCRIPTS if len(form.findall(foreign)) > _share(name) * letters),
        None,
    )
    if script not in (None, "ru", "ar"):
        return script
    alphabet = _CYRILLIC if script == "ru" else _ARABIC if script == "ar" else _LATIN
    return _by_words(tokens, alphabet)


def _share(script: str) -> float:
    """Japanese mixes its own letters with Chinese ones; the rest hardly mix."""
    return 0.1 if script == "ja" else 0.3


def _by_words(tokens: Sequence[str], alphabet: frozenset[str]) -> str | None:
    scores: defaultdict[str, float] = defaultdict(float)
    signs: Counter[str] = Counter()
    of_word = _OF_WORD[alphabet]
    for token, times in Counter(tokens).items():
        languages = of_word.get(token, ())
        for language in languages:
            scores[language] += min(times, _MOST_OF_ONE) / len(languages)
            signs[language] += 1
    letters = Counter(_FOREIGN.findall("".join(tokens)))
    if not letters.keys().isdisjoint(_OTHERS):
        return None
    for language in alphabet & _LETTERS.keys() if letters else ():
        own = [letters[letter] for letter in _LETTERS[language] if letter in letters]
        scores[language] += _OWN_LETTER * sum(own)
        signs[language] += min(len(own), 1) + (sum(own) > 1)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    distinct = min(max(_DISTINCT, len(tokens) // _TOKENS_FOR_EACH), _MOST_DISTINCT)
    if not ranked or ranked[0][1] < _LEAST or signs[ranked[0][0]] < distinct:
        return None
    if len(ranked) > 1 and ranked[0][1] < _SURE * ranked[1][1]:
        return None
    return ranked[0][0]
