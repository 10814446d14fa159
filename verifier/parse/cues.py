"""Cue events: a reporting verb or phrase with its subject.

An event says "here somebody is reported to speak"; which words they spoke is told by
`attribution` (marked words) and `indirect` (unmarked ones).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from verifier.parse.language import Language
from verifier.parse.mentions import apposed, mention_after, mention_before, sentence_subject
from verifier.parse.phrases import (
    Mention,
    phrase_ending,
    phrase_starting,
    pronoun_mention,
)
from verifier.parse.subjects import (
    agent,
    document_beside,
    framed_subject,
    is_passive,
    is_passive_mark,
    participle_subject,
    quoted_person,
)
from verifier.parse.tokens import Sentence, Tokens


class CueKind(Enum):
    """The construction an event is made of."""

    VERB = "verb"  # X said, said X
    PARTICIPLE = "participle"  # …, saying
    ACCORDING = "according"  # according to X
    NOUN = "noun"  # X's claim that
    COLON = "colon"  # X:


@dataclass(frozen=True, slots=True)
class CueEvent:
    """One cue; `first` and `last` are its tokens, both included, auxiliaries too."""

    first: int
    last: int
    kind: CueKind
    subject: Mention | None
    inverted: bool  # the subject follows the cue
    classes: frozenset[str]  # of the verb: speech, tell, name, thought, object

    @property
    def right(self) -> int:
        """The first token after cue and inverted subject."""
        if self.inverted and self.subject is not None:
            return max(self.last, self.subject.last) + 1
        return self.last + 1

    @property
    def left(self) -> int:
        """The first token of cue and subject."""
        if not self.inverted and self.subject is not None and self.subject.first >= 0:
            return min(self.first, self.subject.first)
        return self.first


_NO_CLASSES: frozenset[str] = frozenset()


def find_events(tokens: Tokens, sentence: Sentence) -> list[CueEvent]:
    """The cue events of a sentence, in order."""
    events: list[CueEvent] = []
    heads, likely = tokens.language.words["cue_heads"], _likely_cues(tokens.language)
    tags, words = tokens.tags, tokens.words
    index = sentence.first
    while index < sentence.last:
        tag, word = tags[index], words[index]
        maybe = word in likely or (tag == "n" and word.endswith("ed"))
        if tag != "V" and not (maybe and (word in heads or _may_be_cue(tokens, index))):
            index += 1
            continue
        event = _event_at(tokens, sentence, index, events)
        if event is not None:
            events.append(event)
            index = max(index, event.last)
        index += 1
    return events


@cache
def _likely_cues(lexicon: Language) -> frozenset[str]:
    """All words that may open a cue without being tagged as a verb: most words are none."""
    groups = ("cue_heads", "cues_by_place", "stating_nouns")
    return frozenset().union(*(lexicon.words.get(group, frozenset()) for group in groups))


def _may_be_cue(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    if tokens.tags[index] != "n":
        return tokens.language.has("cues_by_place", word)
    return word.endswith("ed") or tokens.language.has("stating_nouns", word)


def _event_at(
    tokens: Tokens, sentence: Sentence, index: int, before: list[CueEvent]
) -> CueEvent | None:
    tag = tokens.tags[index]
    if tokens.words[index] in tokens.language.words.get("phrase_heads", ()):
        phrasal = _phrasal_event(tokens, sentence, index, before)
        if phrasal is not None:
            return phrasal
    if tag == "V":
        return _verb_event(tokens, sentence, index, before)
    if tokens.words[index] in tokens.language.words["cue_heads"]:
        return _according_event(tokens, sentence, index)
    if tokens.language.has("stating_nouns", tokens.words[index]):
        return _noun_event(tokens, sentence, index, before)
    if tag in "nx" and _is_verb_by_place(tokens, sentence, index):
        return _verb_event(tokens, sentence, index, before)
    return None


# --- verbs --------------------------------------------------------------------------------


def _verb_event(
    tokens: Tokens, sentence: Sentence, index: int, before: list[CueEvent]
) -> CueEvent | None:
    classes = tokens.language.verbs.get(tokens.words[index], frozenset({"speech"}))
    first = _verb_group_start(tokens, index, sentence.first)
    if _is_participle(tokens, index, first):
        spoke = [event.subject for event in before if event.subject is not None]
        subject = participle_subject(tokens, sentence, first, spoke)
        return CueEvent(first, index, CueKind.PARTICIPLE, subject, False, classes)
    if tokens.language.has("impersonal", tokens.words[index]):
        subject = document_beside(tokens, sentence, first, index)
        return CueEvent(first, index, CueKind.VERB, subject, False, classes)
    if _subject_follows(tokens, sentence, index, first):
        subject = mention_after(tokens, index + 1, sentence.last)
        if subject is not None:
            return CueEvent(first, index, CueKind.VERB, subject, True, classes)
    quoted = quoted_person(tokens, sentence, index)
    if quoted is not None:
        return CueEvent(first, index, CueKind.VERB, quoted, False, classes)
    if is_passive_mark(tokens, sentence, index):
        return None
    if is_passive(tokens, first, index):
        subject = agent(tokens, sentence, index)
        return CueEvent(first, index, CueKind.VERB, subject, False, classes)
    subject = framed_subject(tokens, sentence, index) or mention_before(
        tokens, first, sentence.first
    )
    if subject is None:
        subject = _shared_subject(tokens, sentence, first, before)
    return CueEvent(first, index, CueKind.VERB, subject, False, classes)


def _is_verb_by_place(tokens: Tokens, sentence: Sentence, index: int) -> bool:
    """`“…,” Prynn quipped`: an unknown past form right after a quotation and a name."""
    word = tokens.words[index]
    unknown = tokens.language.code == "en" and word.endswith("ed") and len(word) > 4
    if not unknown and not tokens.language.has("cues_by_place", word):
        return False
    at = index - 1
    while at >= sentence.first and index - at < 6 and tokens.tags[at] in "Nhapdn":
        at -= 1
    if at == index - 1 or at < sentence.first:
        return False
    if tokens.tags[at] == ",":
        at -= 1
    return at >= sentence.first and tokens.tags[at] == "Q"


def _verb_group_start(tokens: Tokens, index: int, floor: int) -> int:
    """The first auxiliary or adverb of `has also repeatedly said`."""
    auxiliaries = tokens.language.words.get("auxiliaries", frozenset())
    first = at = index
    while at > floor:
        at -= 1
        if tokens.words[at] in auxiliaries and tokens.tags[at] in "xi":
            first = at
        elif tokens.tags[at] != "a":
            break
    return first


def _is_participle(tokens: Tokens, index: int, first: int) -> bool:
    word = tokens.words[index]
    if tokens.language.has("gerunds", word):
        return True
    if tokens.language.code != "en":
        return False
    if word.endswith("ing") and not (first < index and tokens.tags[first] == "x"):
        return True
    return first < index and tokens.words[first] == "to"


def _shared_subject(
    tokens: Tokens, sentence: Sentence, first: int, before: list[CueEvent]
) -> Mention | None:
    """`The pilot resigned and said`: the clause's subject serves both verbs."""
    at = first - 1
    if at >= sentence.first and tokens.tags[at] in "Q,c":
        for event in reversed(before):
            if event.subject is not None:
                return event.subject
    opening = sentence_subject(tokens, sentence.first, first)
    return opening if opening is None or opening.last < first else None


def _subject_follows(tokens: Tokens, sentence: Sentence, index: int, first: int) -> bool:
    """Whether the subject stands behind the verb: `“…”, said X`, `sagte X`."""
    if index + 1 >= sentence.last:
        return False
    following = tokens.tags[index + 1]
    if following == "i" and tokens.language.flag("verb_first"):
        following = "d"
    if following not in "Nndhpa#D":
        return tokens.language.flag("verb_second") and following in "o"
    at = first - 1
    if at < sentence.first:
        return following in "Nndhp" and not tokens.language.flag("drops_subject")
    previous = tokens.tags[at]
    while at > sentence.first and tokens.tags[at] in ",-":
        at -= 1
    if tokens.tags[at] == ")" and tokens.tags[sentence.first] == "Q":
        at = _before_parenthesis(tokens, sentence, at)  # "«…» (Reuters, 28/05), insistió Ferrer"
    if tokens.tags[at] == "Q":
        return following != "d" or not _object_of_quotation(tokens, index)
    if previous == ",":
        return _inverted_after_comma(tokens, sentence, index)
    if tokens.language.flag("verb_second"):
        if following == "p":
            return previous != "p"
        return _opens_with_adverbial(tokens, sentence, first)
    if previous == "s" and tokens.words[first - 1] == "as":
        return following in "Nndh"
    return False


def _before_parenthesis(tokens: Tokens, sentence: Sentence, close: int) -> int:
    for at in range(close - 1, max(sentence.first, close - 25), -1):
        if tokens.tags[at] == "(":
            return at - 1
    return close


def _object_of_quotation(tokens: Tokens, index: int) -> bool:
    return tokens.words[index + 1] in ("that", "this")


def _inverted_after_comma(tokens: Tokens, sentence: Sentence, index: int) -> bool:
    """`The road is open, said Prynn.`: only when a name ends the sentence so."""
    if tokens.language.flag("verb_second") and tokens.language.has(
        "clause_openers", tokens.words[sentence.first]
    ):
        return tokens.tags[index + 1] in "Nndhp"  # "Wie die Zeitung schrieb, nannte Vane"
    if "speech" not in tokens.language.verbs.get(tokens.words[index], _NO_CLASSES):
        return False
    if tokens.language.code == "en" and tokens.words[index] not in ("said", "says", "wrote"):
        return False
    if tokens.language.flag("verb_first") and mention_before(tokens, index, sentence.first):
        return False  # Spanish: "El alcalde, Luis Prado, declaró"
    subject = mention_after(tokens, index + 1, sentence.last)
    return subject is not None and not any(
        tokens.tags[at] in "Vx" for at in range(subject.last + 1, sentence.last)
    )


def _opens_with_adverbial(tokens: Tokens, sentence: Sentence, first: int) -> bool:
    """German: what is before the verb is no subject, so the subject is behind it."""
    at = sentence.first
    while at < first and tokens.tags[at] in "Q,-c":
        at += 1
    return at >= first or tokens.tags[at] in "aisD"


def _phrasal_event(
    tokens: Tokens, sentence: Sentence, index: int, before: list[CueEvent]
) -> CueEvent | None:
    """`she went on`, `Kim made it clear that`."""
    for parts in _by_head(tokens.language, "phrasal_cues").get(tokens.words[index], ()):
        last = index + len(parts) - 1
        if last >= sentence.last or tokens.words[index : last + 1] != parts:
            continue
        first = _verb_group_start(tokens, index, sentence.first)
        subject = mention_before(tokens, first, sentence.first) or _shared_subject(
            tokens, sentence, first, before
        )
        return CueEvent(first, last, CueKind.VERB, subject, False, frozenset({"speech"}))
    return None


def _noun_event(
    tokens: Tokens, sentence: Sentence, index: int, before: list[CueEvent]
) -> CueEvent | None:
    """`Prynn's claim that`, `their hope that`: a noun that somebody owns, with its clause."""
    that = tokens.language.words.get("that", frozenset())
    if index + 1 >= sentence.last or tokens.words[index + 1] not in that:
        return None
    at = index - 1
    while at > sentence.first and index - at < 3 and tokens.tags[at] == "n":
        if tokens.words[at].endswith(("'s", "’s")):
            break
        at -= 1
    subject: Mention | None = None
    if at >= sentence.first and tokens.words[at].endswith(("'s", "’s")):
        subject = phrase_ending(tokens, at, sentence.first)
    elif at >= sentence.first and tokens.language.has("possessives", tokens.words[at]):
        spoke = before[-1].subject if before else None  # "He repeated his claim that"
        subject = spoke or pronoun_mention(tokens, at)
    if subject is None:
        return None
    return CueEvent(index, index, CueKind.NOUN, subject, False, frozenset({"speech"}))


# --- according to -------------------------------------------------------------------------


def _according_event(tokens: Tokens, sentence: Sentence, index: int) -> CueEvent | None:
    for parts in _by_head(tokens.language, "according").get(tokens.words[index], ()):
        last = index + len(parts) - 1
        if last >= sentence.last or tokens.words[index : last + 1] != parts:
            continue
        subject = _according_subject(tokens, sentence, last + 1)
        if subject is not None:
            return CueEvent(index, last, CueKind.ACCORDING, subject, True, _NO_CLASSES)
    strict = _strict_event(tokens, sentence, index)
    if strict is not None:
        return strict
    if tokens.words[index] in tokens.language.phrase("according_after") and index > sentence.first:
        subject = phrase_ending(tokens, index - 1, sentence.first)
        if subject is not None:
            return CueEvent(index, index, CueKind.ACCORDING, subject, False, _NO_CLASSES)
    return None


@cache
def _by_head(lexicon: Language, group: str) -> Mapping[str, list[list[str]]]:
    """First word → the phrases of a class that begin with it, as words, longest first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in lexicon.phrase(group):
        found.setdefault(phrase.split()[0], []).append(phrase.split())
    return found


def _strict_event(tokens: Tokens, sentence: Sentence, index: int) -> CueEvent | None:
    """German `„…“, so Merkel`: only behind a quotation or comma, and with nothing but a name."""
    word = tokens.words[index]
    if word not in tokens.language.phrase("according_strict") or index == sentence.first:
        return None
    if tokens.tags[index - 1] not in "Q,-":
        return None
    subject = _according_subject(tokens, sentence, index + 1)
    if subject is None:
        return None
    after = subject.last + 1
    if after < sentence.last and tokens.tags[after] not in ",.?-(;Qi:a":
        return None
    return CueEvent(index, index, CueKind.ACCORDING, subject, True, _NO_CLASSES)


def _according_subject(tokens: Tokens, sentence: Sentence, at: int) -> Mention | None:
    if at >= sentence.last:
        return None
    if tokens.tags[at] in "po":
        return mention_after(tokens, at, sentence.last)
    if tokens.tags[at] == "i" and at + 1 < sentence.last and tokens.tags[at + 1] == "N":
        at += len(tokens.words[at]) < 3  # Portuguese "segundo a Lusa": the article
    if tokens.tags[at] not in "Nndh#":
        return None
    found = apposed(tokens, phrase_starting(tokens, at, sentence.last), sentence.last)
    if found is None or not tokens.language.has("documents", tokens.words[found.last]):
        return found
    after = found.last + 1  # "a statement from the Harbour Board"
    if after + 1 < sentence.last and tokens.language.has("authoring", tokens.words[after]):
        return phrase_starting(tokens, after + 1, sentence.last) or found
    return found
