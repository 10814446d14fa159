"""What a marked region is: somebody's words, a title, or words the writer keeps at a distance.

A region is set aside only for a reason that can be told; everything else is a quotation.
"""

from dataclasses import dataclass

from verifier.model import QuotationKind
from verifier.parse.cues import CueKind
from verifier.parse.nouns import is_headline
from verifier.parse.paragraphs import Attributed, Bond
from verifier.parse.tokens import Tokens

_NAME_LINKS = frozenset(
    {"der", "die", "das", "des", "und", "für", "von", "de", "la", "du", "of", "the", "and", "ohne"}
    | {"am", "im", "zum", "&"}
)
_FAR = 4  # tokens between a cue and a single marked word
_SHORT = 4  # words; longer marked text without a cue is still somebody's


@dataclass(frozen=True, slots=True)
class Judged:
    """A kind and, when set aside, the reason; `nobodys` says that the words are no speech."""

    kind: QuotationKind
    aside: str | None = None
    nobodys: bool = False


def judge_kind(tokens: Tokens, item: Attributed, *, cited: bool) -> Judged:
    """The kind of a marked region; `cited` says that a citation closes it."""
    inner = tokens.text[item.region.start : item.region.end]
    words = inner.split()
    aside = _set_aside(tokens, item, words, cited)
    if aside is not None:
        return aside
    return Judged(QuotationKind.MIXED if _is_mixed(tokens, item, inner) else QuotationKind.DIRECT)


def _set_aside(tokens: Tokens, item: Attributed, words: list[str], cited: bool) -> Judged | None:
    before = _words_before(tokens, item, 4)
    if not any(ch.isalnum() for word in words for ch in word):
        return Judged(QuotationKind.SCARE, "no words between the marks", nobodys=True)
    if _is_imagined(tokens, item):
        return Judged(QuotationKind.SCARE, "nobody said it", nobodys=True)
    if _is_nickname(tokens, item, words):
        return Judged(QuotationKind.SCARE, "a nickname", nobodys=True)
    as_words = _ends_with_phrase(tokens, before, "scare_before") and len(words) <= 6
    if as_words and (item.bond is not Bond.BEFORE or tokens.language.flag("noun_capitals")):
        return Judged(QuotationKind.SCARE, "words named as words", nobodys=True)
    if _is_bracketed(tokens, item) and len(words) <= _SHORT and item.bond is not Bond.AFTER:
        return Judged(QuotationKind.SCARE, "a term in brackets", nobodys=True)
    if _is_title(tokens, item, words, before):
        return Judged(QuotationKind.TITLE, "the title of a work")
    if cited or len(words) > 6:
        return None
    if len(words) == 1 and _is_far(tokens, item):
        return Judged(QuotationKind.SCARE, "one word far from any cue")
    if item.bond in (Bond.NONE, Bond.CARRIED) and len(words) <= _SHORT and not _is_sentence(words):
        return Judged(QuotationKind.SCARE, "nobody is said to have said it")
    if len(words) <= _SHORT and item.bond in (Bond.SCOPE, Bond.BEFORE) and _by_nobody(tokens, item):
        return Judged(QuotationKind.SCARE, "ascribed to nobody in particular")
    return None


def _is_far(tokens: Tokens, item: Attributed) -> bool:
    """Whether a cue stands away from a marked word, or from the series that it ends."""
    if item.bond is not Bond.SCOPE or item.event is None:
        return False
    first = item.token
    while first > item.sentence.first and tokens.tags[first - 1] in "Q,c":
        first -= 1
    return first - item.event.last > _FAR


def _is_imagined(tokens: Tokens, item: Attributed) -> bool:
    """`“You never know,” he might have said`: a modal verb before the perfect."""
    event = item.event
    if event is None or event.last - event.first < 2:
        return False
    group = tokens.words[event.first : event.last]
    modal = any(tokens.language.has("modals", word) for word in group)
    return modal and any(tokens.language.has("perfect", word) for word in group)


def _is_bracketed(tokens: Tokens, item: Attributed) -> bool:
    at = item.token
    inside = item.sentence.first < at < item.sentence.last - 1
    return inside and tokens.tags[at - 1] == "(" and tokens.tags[at + 1] == ")"


def _is_sentence(words: list[str]) -> bool:
    return len(words) >= 2 and words[0][:1].isupper() and words[-1][-1:] in ".!?,"


def _words_before(tokens: Tokens, item: Attributed, count: int) -> str:
    first = max(item.sentence.first, item.token - count)
    return " ".join(tokens.words[first : item.token])


def _ends_with_phrase(tokens: Tokens, before: str, group: str) -> bool:
    phrases = tuple(" " + phrase for phrase in tokens.language.phrase(group))
    padded = " " + before
    last = before.rpartition(" ")[2]
    if tokens.language.has("determiners", last):  # "known as the “Clean Rivers Act”"
        bare = padded[: -len(last)].rstrip()
        if bare.endswith(phrases):
            return True
    return padded.endswith(phrases)


def _is_nickname(tokens: Tokens, item: Attributed, words: list[str]) -> bool:
    """`Eddie “the Heron” Malone`: between two capitalised words with nothing else between."""
    at = item.token
    if len(words) > 4 or at == item.sentence.first or at + 1 >= item.sentence.last:
        return False
    if tokens.language.flag("noun_capitals") and len(words) > 2:
        return False
    return (
        tokens.tags[at - 1] == "N"
        and tokens.tags[at + 1] == "N"
        and words[-1][-1:] not in ",.!?"
        and item.bond is not Bond.AFTER
    )


def _is_title(tokens: Tokens, item: Attributed, words: list[str], before: str) -> bool:
    if len(words) > 14:
        return False
    near = before.replace(",", " ").split()[-2:]
    names_work = any(word in tokens.language.words.get("work_nouns", ()) for word in near)
    if names_work and not words[0][:1].islower() and item.bond not in (Bond.AFTER, Bond.BEFORE):
        return True
    cue = tokens.words[item.event.last] if item.event is not None else ""
    if tokens.language.has("performing_verbs", cue) and _title_case(words):
        return True  # "sang “Last Boat to Anselholm”"
    if item.event is not None and is_headline(tokens, item.sentence.first, item.sentence.last):
        return False  # every word has a capital there
    stopless = [*words[:-1], words[-1].rstrip(".")]  # American stops stand inside the marks
    if words[0][:1].isupper() and _title_case(stopless) and _stands_for_work(tokens, item):
        return True
    if item.bond in (Bond.AFTER, Bond.MARK):
        return False
    if tokens.language.flag("noun_capitals"):
        return _is_proper_name(tokens, item, words)
    if item.bond is Bond.BEFORE and item.event is not None and "name" not in item.event.classes:
        return False
    return _title_case(words)


def _stands_for_work(tokens: Tokens, item: Attributed) -> bool:
    """`CNN’s “State of the Union”`, `on “Face the Nation,”`: a programme, not words of anybody."""
    at = item.token - 1
    if at < item.sentence.first or tokens.language.flag("noun_capitals"):
        return False
    if tokens.tags[at] == "," and at > item.sentence.first:
        return tokens.language.has("work_nouns", tokens.words[at - 1])
    return tokens.tags[at] == "i" or tokens.words[at].endswith(("'s", "’s"))


def _is_proper_name(tokens: Tokens, item: Attributed, words: list[str]) -> bool:
    """German `der Organisation „DotAsia“`, `im „Haus am See“`: nouns alone, after a noun."""
    at, first = item.token, item.sentence.first
    if at == first or tokens.tags[at - 1] not in "dNi" or words[-1][-1:] in ".!?":
        return False
    if item.bond is Bond.CARRIED and words[0][:1].isupper() and tokens.tags[at - 1] != "i":
        return True
    if len(words) > 8:
        return False
    bare = [word.strip("‘’'“”\"(),.:;!?") for word in words]
    if not all(word[:1].isupper() or word in _NAME_LINKS for word in bare):
        return False
    if not bare[0][:1].isupper() and item.bond in (Bond.SCOPE, Bond.AFTER):
        return False  # "ist „am Ende“"
    event = item.event if item.event is not None and item.event.last < at else None
    if event is None or tokens.tags[at - 1] == "N":
        return True
    if "name" in event.classes:
        return False
    is_subject = tokens.tags[at - 1] == "d" and at - event.last == 2  # "schreibt die „Zeit“"
    return is_subject or (tokens.tags[at - 1] == "i" and len(words) > 1)


def _title_case(words: list[str]) -> bool:
    """Two and more words with a capital, nothing but short words without."""
    bare = [word.strip("‘’'“”\"(),.:;!?") for word in words]
    capital = sum(word[:1].isupper() for word in bare)
    small = [word for word in bare if word[:1].islower()]
    ends_as_speech = words[-1][-1:] in "!?." and len(words) > 2
    return capital >= 2 and all(len(word) <= 4 for word in small) and not ends_as_speech


def _by_nobody(tokens: Tokens, item: Attributed) -> bool:
    """`some called it`, `the press slanders`: a speaker that cannot be asked."""
    speaker = item.speaker
    if speaker is None:
        return item.bond is Bond.SCOPE and item.event is not None
    if item.event is not None and item.event.kind is CueKind.ACCORDING:
        return False
    collectives = tokens.language.words.get("collectives", frozenset())
    spoken = speaker.text.lower().split()
    return bool(spoken) and (spoken[-1] in collectives or spoken[0] in collectives)


def _is_mixed(tokens: Tokens, item: Attributed, inner: str) -> bool:
    """A quoted part inside the writer's own sentence."""
    if tokens.language.flag("caseless"):
        return item.bond is not Bond.BEFORE  # no capital can tell; a cue beside it does
    at, sentence = item.token, item.sentence
    before = tokens.tags[at - 1] if at > sentence.first else ""
    if item.bond in (Bond.AFTER, Bond.CARRIED):
        return bool(before) and before not in ",:-Qc(" and not inner[:1].isupper()
    if before in ("", ":"):
        following = tokens.tags[at + 1 : sentence.last]
        if "(" in following:
            following = following[: following.index("(")]
        return before == "" and item.bond is Bond.NONE and any(tag in "Vxn" for tag in following)
    inverted = item.event is not None and item.event.kind is CueKind.VERB and item.event.inverted
    if (
        inverted
        and item.event
        and inner[:1].islower()
        and "Q" not in tokens.tags[sentence.first : at]
    ):
        return item.event.left > sentence.first  # "The ministry, wrote Vane, “governed …”"
    if before in ",-" and item.bond is Bond.BEFORE:
        return False
    return not (item.bond is Bond.BEFORE and inner[:1].isupper() and before == "V")
