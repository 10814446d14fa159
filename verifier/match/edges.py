"""Does the page deny, just outside a passage, what the quotation says?

"I am not convinced that it shows intention" holds the words "convinced that it shows intention",
but an article that quotes these alone says the opposite. So a denial directly before the passage,
in its sentence and governing its first words, and a condition directly after it, are edits.

A false alarm costs more than a miss here. Nothing is said where the article's own sentence, or the
quotation itself, denies, too (he was not "convinced …"); where the words also stand on the page
undenied; where they are too common to prove that this passage was meant; and, for a condition
after the passage, where the article does not end its sentence with the quotation. A comma that
leads on to "said X" ends it, too. What stands further off is looked at in `setting`.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from verifier.match.lexicon import Lexicon, fold
from verifier.match.lists import word_lists
from verifier.match.locate import exact
from verifier.match.negation import denials, denies
from verifier.match.normalise import Normal, normalise
from verifier.match.page import PreparedPage
from verifier.match.setting import opening, premise, question, rebuttal
from verifier.match.words import Word, words
from verifier.model import Edit, EditKind, Match, Quotation, Span, Verdict

_REACH = 160  # characters before a passage in which what governs it may begin
_AFTER = 40  # characters after it in which a condition begins
_MOST_LINKS = 6  # words between a denial and what it governs: "not (true that he was) …"
_EARLIER = 4  # words before a denial in which another one undoes it
_GREEN = frozenset({Verdict.VERBATIM, Verdict.NEAR_VERBATIM})
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s|\n")
_CLAUSE = re.compile(r"[.!?…;:—–()\n]|,(?!\s*(?:dass|ob|что)\b)")
_ENDS = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
_CLOSED = re.compile(r"[\"'”’»“)\]\s]*(?:[.!?。！？]|\n|$)")
_LEADS_ON = re.compile(r"[\"'”’»“)\]\s]*[,，،、—–]")
_MARK_ASKED = re.compile(r"[\"'”’»“)\]\s]*[?？؟]")
_NEXT = re.compile(r"[\s,،，、;—–-]*")
_CUES = frozenset(fold(word) for word in word_lists("speakers")["cues"])
_CUE = 3  # words behind the closing mark, one of which says that the quotation is over
_BESIDE = 200  # characters of the article beside the quotation that may say the same
_BEFORE_NO_DENIAL = frozenset({"or", "why", "if", "whether", "ob", "oder", "ou", "si", "o", "или"})
_CONCORD = frozenset({"es", "fr", "it", "pt", "ru"})  # where two negative words deny once
_VERB_LAST = frozenset({"ko"})  # where what governs a statement comes after it
_THAT = frozenset({"that", "dass", "que", "qu'", "che", "что", "أن", "أنه", "أنها"})
_SUBJECT = 5  # words from a "that" to the quotation: it, and who is spoken of
_QUESTION_MARKS = frozenset("?？؟")
_HALF = frozenset({"ne", "n'"})  # ne … pas is one denial
_ASKED = frozenset({"i", "you", "he", "she", "it", "we", "they", "that", "this", "there"})


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every step needs."""

    quotation: Quotation
    page: PreparedPage
    article: str
    known: Lexicon


def heed_edges(
    match: Match, quotation: Quotation, page: PreparedPage, article: str, known: Lexicon
) -> Match:
    """The match, `altered` where the page denies or conditions it just outside the passage."""
    scene = _Scene(quotation, page, article, known)
    if match.verdict not in _GREEN or match.short:
        return match
    before = _before(scene, match.passages[0].start, match.passages[-1].end)
    after = _after(scene, match.passages[-1].end)
    if not (before or after) or _stands_free(scene):
        return match
    return replace(match, verdict=Verdict.ALTERED, edits=(*before, *match.edits, *after))


def _before(scene: _Scene, start: int, end: int) -> tuple[Edit, ...]:
    quotation, known, text = scene.quotation, scene.known, scene.page.text
    around = _around(scene.article, quotation)
    found = None if _says_no(quotation.text, known) else _denial(scene, start)
    if found is None and not _says(around, known.conditions | known.premises):
        found = premise(text, start, known)
    if found is not None:
        return () if _says_no(around, known) else (_edit(text, found, quotation.start),)
    asks = _asks(scene, around) or not _QUESTION_MARKS.isdisjoint(quotation.text)
    found = None if asks else question(text, start, end, known)
    return (_edit(text, found, quotation.start, EditKind.MODAL),) if found else ()


def _after(scene: _Scene, end: int) -> tuple[Edit, ...]:
    quotation, text, known = scene.quotation, scene.page.text, scene.known
    around, denied = _around(scene.article, quotation), _says_no(quotation.text, known)
    closed = _closed(scene) and not _says(around, known.conditions)
    if known.language in _VERB_LAST:
        closed = not denied and not _says_no(around, known)
    found = _condition(scene, end) if closed else None
    if found and _says(_next(scene), {fold(text[found.start : found.end])}):
        found = None
    if found is None and not denied:
        said = _says_no(around, known) or _says(_next(scene), known.rebuttals)
        found = None if said else rebuttal(text, end, known)
    return (_edit(text, found, quotation.end),) if found else ()


def _closed(scene: _Scene) -> bool:
    """Whether the article shows no more of the quoted sentence than the quotation."""
    quotation, article = scene.quotation, scene.article
    if _ENDS.search(quotation.text) or _CLOSED.match(article, quotation.end):
        return True
    if quotation.text.rstrip()[-1:] in tuple(",，،、—–") or _LEADS_ON.match(article, quotation.end):
        return True
    behind = words(normalise(_next(scene)))[:_CUE]
    return not _CUES.isdisjoint(word.text for word in behind)


def _asks(scene: _Scene, around: str) -> bool:
    """Whether the article tells of a question, too."""
    asked = _MARK_ASKED.match(scene.article, scene.quotation.end) is not None
    return asked or _says(around, scene.known.asked | scene.known.asking)


def _next(scene: _Scene) -> str:
    return scene.article[scene.quotation.end : scene.quotation.end + _BESIDE]


def _denial(scene: _Scene, start: int) -> Span | None:
    """Where the page denies what begins at `start`; None where it does not."""
    since = max(0, start - _REACH)
    for stop in _CLAUSE.finditer(scene.page.text, since, start):
        since = stop.end()
    normal = normalise(scene.page.text[since:start])
    found = words(normal)
    texts = [word.text for word in found]
    first = next(iter(words(normalise(scene.quotation.text[:80]))), None)
    if first is None or first.text in scene.known.affirming:
        return None  # not only, nicht nur
    ends = [len(texts), *_clauses_before(texts)]
    for end in ends:
        last = _governed_from(texts, end, scene.known)
        length = _ending(texts[:last], scene.known)
        if length and not _undone(texts, last - length, last, scene.known):
            return _span(found[last - length : last], normal, since)
    return None


def _clauses_before(texts: Sequence[str]) -> list[int]:
    """Where a "that" ends whose subject stands before the quotation: denies that (the mayor) …"""
    near = range(max(0, len(texts) - _SUBJECT), len(texts))
    return [at + 1 for at in near if texts[at] in _THAT][-1:]


def _governed_from(texts: Sequence[str], end: int, known: Lexicon) -> int:
    """Where the words begin that only link a denial to what it governs."""
    last = end
    while last and end - last < _MOST_LINKS and not _ending(texts[:last], known):
        if texts[last - 1] not in known.links and texts[last - 1] not in _THAT:
            return 0
        last -= 1
    return last


def _ending(texts: Sequence[str], known: Lexicon) -> int:
    """How many of the last words deny what follows them; 0 if they do not."""
    longest = max((phrase.count(" ") for phrase in known.deniers), default=0) + 1
    for length in range(min(longest, len(texts)), 0, -1):
        if " ".join(texts[-length:]) in known.deniers:
            return length
    return int(bool(texts) and denies(texts[-1], known))


def _undone(texts: Sequence[str], first: int, last: int, known: Lexicon) -> bool:
    """Whether what looks like a denial is none: "or not", "isn't it …?", "cannot be denied"."""
    if first and texts[first - 1] in _BEFORE_NO_DENIAL:
        return True
    if texts[last - 1].endswith("n't") and last < len(texts) and texts[last] in _ASKED:
        return True
    earlier = [text for text in texts[max(0, first - _EARLIER) : first] if text not in _HALF]
    if known.language in _CONCORD and texts[last - 1] in known.negation:
        return False  # никогда не, non … mai
    return denials(earlier, known) > 0


def _condition(scene: _Scene, end: int) -> Span | None:
    """Where the page goes on with "unless …" and the like; None where it does not."""
    text = scene.page.text
    begin = _NEXT.match(text, end)
    if begin is None or "\n" in begin[0] or text[end - 1 : end] in ".!?":
        return None
    normal = normalise(text[begin.end() : begin.end() + _AFTER])
    found = words(normal)
    length = opening(found, scene.known.conditions)
    return _span(found[:length], normal, begin.end()) if length else None


def _says_no(text: str, known: Lexicon) -> bool:
    """Whether a stretch of text has any denial in it."""
    texts = [word.text for word in words(normalise(text))]
    return denials(texts, known) > 0 or _has_any(f" {' '.join(texts)} ", known.deniers)


def _says(text: str, phrases: Collection[str]) -> bool:
    """Whether a stretch of text has one of the phrases."""
    return _has_any(f" {' '.join(word.text for word in words(normalise(text)))} ", phrases)


def _has_any(text: str, phrases: Collection[str]) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


def _around(article: str, quotation: Quotation) -> str:
    """What the article's sentence has beside the quotation."""
    first, last = max(0, quotation.start - 300), quotation.end + 200
    if clause := quotation.clause:
        first, last = min(first, clause.start), max(last, clause.end)
    for stop in _SENTENCE.finditer(article, first, quotation.start):
        first = stop.end()
    after = _SENTENCE.search(article, quotation.end, min(last, len(article)))
    last = after.start() if after else last
    return f"{article[first : quotation.start]} {article[quotation.end : last]}"


def _stands_free(scene: _Scene) -> bool:
    """Whether the words also stand on the page where nothing denies or conditions them."""
    key = normalise(scene.quotation.text).key
    for at in exact(scene.page, key):
        start, end = scene.page.normal.span(at, at + len(key))
        known, text = scene.known, scene.page.text
        before = _denial(scene, start) or premise(text, start, known)
        after = _condition(scene, end) or rebuttal(text, end, known)
        if not before and not after and not question(text, start, end, known):
            return True
    return False


def _span(found: Sequence[Word], normal: Normal, since: int) -> Span:
    start, end = normal.span(found[0].start, found[-1].end)
    return Span(since + start, since + end)


def _edit(text: str, source: Span, at: int, kind: EditKind = EditKind.NEGATION) -> Edit:
    words_there = text[source.start : source.end]
    return Edit("delete", "", words_there, kind, Span(at, at), source)
