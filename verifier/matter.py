"""What is a quotation about, and is a page about the same?

The matter of a quotation is its speaker's name, the names and rare words of its sentence, and
those of the whole article. Searches are made of it, and a page that shares none of it says
nothing about the quotation by lacking the words (docs/verdicts.md, "settled").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from justext.utils import get_stoplist  # type: ignore[import-untyped]

from verifier.model import Article, Quotation, Span

RARE_LENGTH = 5  # letters; shorter words are seldom telling and often on every page
LONGEST_SENTENCE = 600  # characters looked at before and after a quotation
SENTENCE_RARE_WORDS = 3  # docs/verdicts.md
ARTICLE_WORDS = 5  # docs/verdicts.md
FEW_WORDS = 6  # of a query, up to which the article's own topics fill it
SINGLE_WEIGHT = 1 / 3  # of a name: a rare word that stands once in the article
SINGLE_WORDS = 100  # so many of them weigh in full; in longer articles each weighs less

# Languages whose most frequent words come with justext (BSD-2-Clause), by ISO 639-1.
_STOPLISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip
# News words that every page of every outlet may hold.
_EVERYWHERE = frozenset(
    {"said", "told", "says", "reported", "according", "statement", "interview", "reporters"}
    | {"spokesperson", "spokesman", "official", "officials", "article", "website", "newspaper"}
    | {"agency", "published", "today", "yesterday", "president", "minister", "government"}
    | {"january", "february", "march", "april", "june", "july", "august", "september", "october"}
    | {"november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
    | {"sunday", "country", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct"}
    | {"nov", "dec"}
)
# Frequent in speech and therefore in quotations, but not in the encyclopaedia behind the lists.
_SPOKEN = frozenset(
    {"our", "we", "us", "you", "your", "my", "me", "i", "im", "ive", "its", "thats", "dont", "cant"}
    | {"doesnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "couldnt", "wouldnt"}
    | {"shouldnt", "youre", "theyre", "weve", "youve", "theyve", "ill", "youll", "theyll", "itll"}
    | {"wont", "didnt", "isnt", "going", "gonna", "want", "wants", "wanted", "get", "gets", "got"}
    | {"getting", "think", "thinks", "thought", "know", "knows", "knew", "say", "saying", "tell"}
    | {"telling", "thing", "things", "something", "anything", "nothing", "everything", "someone"}
    | {"anyone", "everyone", "everybody", "nobody", "really", "let", "lets", "come", "comes"}
    | {"coming", "make", "makes", "making", "just", "very", "much", "many", "more", "most", "lot"}
    | {"lots", "good", "great", "bad", "right", "now", "here", "there", "then", "than", "always"}
    | {"never", "ever", "still", "yet", "also", "even", "only", "about", "because", "before"}
    | {"after", "again", "while", "should", "could", "would", "might", "must", "cannot", "look"}
    | {"looking", "need", "needs", "put", "take", "takes", "taking", "give", "gives", "given"}
    | {"keep", "keeps", "clear", "whole", "believe", "feel", "way", "ways", "what", "which"}
    | {"whose", "where", "when", "why", "how", "the", "this", "that", "they", "their", "these"}
)
_HAN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_HAN}]+|(?:(?![{_HAN}])[^\W_])+(?:['’](?:(?![{_HAN}])[^\W_])+)*")
_HAN_RUN = re.compile(rf"^[{_HAN}]+$")
_OPENING = re.compile(r"[\"“«„‘:(\[]\s*")  # a capital after these need not be a name
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\s|\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written and as compared."""

    written: str
    folded: str
    start: int

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does, in scripts that have capitals."""
        return self.written[:1].isupper()


def fold(text: str) -> str:
    """Lower case without accents and apostrophes, for comparing words."""
    if text.isascii():  # most words of most pages: ten times as fast
        return text.lower().replace("'", "")
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’")


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; a run of Han characters or kana gives its pairs."""
    return scan(text)


def scan(text: str) -> tuple[Word, ...]:
    """The same as `words`, for texts too long and too many to be remembered."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        written = match[0]
        if _HAN_RUN.match(written):
            found.extend(_pairs(written, match.start()))
        else:
            bare = _POSSESSIVE.sub("", written) or written
            found.append(Word(bare, fold(bare), match.start()))
    return tuple(found)


def _pairs(run: str, start: int) -> list[Word]:
    if len(run) == 1:
        return [Word(run, run, start)]
    return [Word(run[i : i + 2], run[i : i + 2], start + i) for i in range(len(run) - 1)]


@cache
def common_words(language: str | None) -> frozenset[str]:
    """The words too frequent to tell anything, in a language and in English."""
    names = {_STOPLISTS.get(language or "en"), "English"} - {None}
    listed = {fold(word) for name in names for word in get_stoplist(str(name))}
    return frozenset(listed | _EVERYWHERE | _SPOKEN)


def is_rare(word: Word, language: str | None, *, length: int = RARE_LENGTH) -> bool:
    """Whether a word tells something: not frequent, not short, no bare small number."""
    if _HAN_RUN.match(word.written):
        return len(word.written) > 1
    if word.folded.isdigit() or word.folded in common_words(language):
        return False
    return len(word.folded) >= length or (word.capital and len(word.folded) >= 3)


def rare_words(text: str, language: str | None, *, length: int = RARE_LENGTH) -> tuple[Word, ...]:
    """The distinct rare words of a text, in order."""
    seen: dict[str, Word] = {}
    for word in words(text):
        if is_rare(word, language, length=length):
            seen.setdefault(word.folded, word)
    return tuple(seen.values())


def names(text: str, language: str | None) -> tuple[Word, ...]:
    """The distinct words that are written as names: a capital not at the start of a sentence."""
    openings = {0, *(match.end() for match in _SENTENCE_END.finditer(text))}
    openings |= {match.end() for match in _OPENING.finditer(text)}
    seen: dict[str, Word] = {}
    for word in words(text):
        if word.capital and word.start not in openings and is_rare(word, language, length=3):
            seen.setdefault(word.folded, word)
    return tuple(seen.values())


def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a person's name, without titles and roles; () for a bare role."""
    if not name:
        return ()
    found = [word for word in words(name) if word.capital or not word.written.isascii()]
    return tuple(w.folded for w in found if len(w.folded) > 1 and w.folded not in _EVERYWHERE)


def sentence(article: Article, quotation: Quotation) -> str:
    """The sentence a quotation stands in, the words of its citations left out."""
    text = article.text
    first = max(0, quotation.start - LONGEST_SENTENCE)
    last = min(len(text), quotation.end + LONGEST_SENTENCE)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, first, quotation.start)]
    closing = _SENTENCE_END.search(text, quotation.end, last)
    stretch = Span(ends[-1] if ends else first, closing.start() + 1 if closing else last)
    return _without(text, stretch, [Span(c.start, c.end) for c in quotation.citations])


def _without(text: str, stretch: Span, holes: Iterable[Span]) -> str:
    parts, position = [], stretch.start
    for hole in sorted(holes, key=lambda span: span.start):
        if hole.end <= position or hole.start >= stretch.end:
            continue
        parts.append(text[position : max(position, hole.start)])
        position = hole.end
    parts.append(text[position : stretch.end])
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=16)
def telling_words(article: Article) -> frozenset[str]:
    """The names and the repeated rare words of a whole article."""
    language = article.document.language
    counted = Counter(word.folded for word in words(article.text))
    repeated = {
        word.folded for word in rare_words(article.text, language) if counted[word.folded] > 1
    }
    cited = {
        word.folded
        for quotation in article.quotations
        for citation in quotation.citations
        for word in words(f"{citation.outlet_name or ''} {citation.date_text or ''}")
    }
    return frozenset((repeated | {word.folded for word in names(article.text, language)}) - cited)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, ready to be looked up."""

    known: frozenset[str]
    joined: str

    @classmethod
    def of(cls, text: str) -> "PageWords":
        """The words of a page's text."""
        folded = [word.folded for word in scan(text)]
        return cls(frozenset(folded), f" {' '.join(folded)} ")

    def has_name(self, parts: tuple[str, ...]) -> bool:
        """Whether a name stands there: all its words in a row, else its ends apart."""
        if not parts:
            return False
        if f" {' '.join(parts)} " in self.joined:
            return True
        return len(parts) > 1 and {parts[0], parts[-1]} <= self.known


def on_matter(
    article: Article, quotation: Quotation, page: PageWords, *, weight: float | None = None
) -> bool:
    """Whether a page is on the same matter as a quotation (docs/verdicts.md, "settled").

    `weight` is `shared_weight` of article and page, for whoever asks for many quotations.
    """
    speaker = quotation.speaker
    if speaker and not quotation.speaker_is_source and page.has_name(name_words(speaker.name)):
        return True
    language = article.document.language
    shared = {w.folded for w in rare_words(sentence(article, quotation), language)} & page.known
    if len(shared) >= SENTENCE_RARE_WORDS:
        return True
    return (shared_weight(article, page) if weight is None else weight) >= ARTICLE_WORDS


def shared_weight(article: Article, page: PageWords) -> float:
    """What an article and a page share, in names of the article.

    A rare word that the article uses once weighs a third of a name, and less in a long article,
    where some are shared by chance (on the dev world: unrelated pages stay below 5).
    """
    telling, single = telling_words(article), _single_words(article)
    third = SINGLE_WEIGHT * min(1.0, SINGLE_WORDS / max(1, len(single)))
    return len(telling & page.known) + third * len(single & page.known)


@lru_cache(maxsize=16)
def _single_words(article: Article) -> frozenset[str]:
    language = article.document.language
    rare = {word.folded for word in rare_words(article.text, language)}
    return frozenset(rare - telling_words(article))


@lru_cache(maxsize=4096)  # asked for again in every round
def phrase(text: str, language: str | None, *, size: int = 5) -> str:
    """The rarest run of a quotation's words, for a search for the exact phrase."""
    best, best_weight = "", -1.0
    for piece in re.split(r"[\[\](){}…\"“”„«»]|\.\.\.|[.;:!?—–]\s", text):
        found = list(_WORD.finditer(piece))
        for first in range(max(1, len(found) - size + 1)):
            run = found[first : first + size]
            if not run:
                continue
            weight = sum(_weight(match[0], language) for match in run)
            if weight > best_weight:
                best, best_weight = piece[run[0].start() : run[-1].end()], weight
    return re.sub(r"\s+", " ", best).strip()


def _weight(written: str, language: str | None) -> float:
    word = Word(written, fold(written), 0)
    rarity = len(word.folded) if is_rare(word, language) else 1
    return min(rarity, 12)


def query_words(
    article: Article, quotations: Iterable[Quotation], *, most: int = 12
) -> tuple[str, ...]:
    """The words that name the matter of some quotations: speakers, names, rare words.

    Where they are few, what the whole article is about joins them.
    """
    language = article.document.language
    chosen: dict[str, str] = {}
    for quotation in quotations:
        own = sorted(rare_words(quotation.text, language), key=lambda word: -len(word.folded))
        around = names(sentence(article, quotation), language)
        speaker = quotation.speaker
        if speaker and not quotation.speaker_is_source:
            for part in words(speaker.name):
                if part.capital and is_rare(part, language, length=2):
                    chosen.setdefault(part.folded, part.written)
        for word in (*around[: most // 3], *own[: most - most // 3]):
            chosen.setdefault(word.folded, word.written)
    for word in topics(article)[: max(0, min(FEW_WORDS, most) - len(chosen))]:
        chosen.setdefault(word.folded, word.written)
    return tuple(chosen.values())[:most]


@lru_cache(maxsize=16)
def topics(article: Article) -> tuple[Word, ...]:
    """The telling words that an article repeats, the most frequent first."""
    counted: Counter[str] = Counter()
    first: dict[str, Word] = {}
    for word in words(article.text):
        counted[word.folded] += 1
        first.setdefault(word.folded, word)
    telling = [word for word in telling_words(article) if counted[word] > 1]
    return tuple(first[word] for word in sorted(telling, key=lambda w: (-counted[w], w)))
