"""Subjects that stand in a place of their own: framed, quoted by others, cited in the passive."""

from verifier.parse.mentions import mention_after, mention_before, sentence_subject
from verifier.parse.phrases import (
    Mention,
    MentionKind,
    phrase_ending,
    phrase_starting,
    pronoun_mention,
)
from verifier.parse.tokens import Sentence, Tokens


def framed_subject(tokens: Tokens, sentence: Sentence, index: int) -> Mention | None:
    """German `Die Ministerin hat den Zeitplan verteidigt`: the subject beside the auxiliary."""
    if not tokens.language.flag("verb_second"):
        return None
    at = index - 1
    while at > sentence.first and tokens.tags[at] not in "Q,:;x":
        at -= 1
    framed = tokens.tags[at] == "x" and tokens.language.has("perfect", tokens.words[at])
    if not framed or index - at < 2 or at == sentence.first:
        return None
    if tokens.tags[at - 1] == "p":
        return pronoun_mention(tokens, at - 1)
    ahead = phrase_ending(tokens, at - 1, sentence.first) if tokens.tags[at - 1] in "Nn" else None
    if ahead is not None and tokens.tags[max(ahead.first - 1, sentence.first)] not in "i":
        return ahead
    return mention_after(tokens, at + 1, index)


def quoted_person(tokens: Tokens, sentence: Sentence, index: int) -> Mention | None:
    """`The Post quoted a juror as saying`: the juror."""
    if not tokens.language.has("quoting_verbs", tokens.words[index]) or index + 2 >= sentence.last:
        return None
    at = index + 1
    if tokens.tags[at] == "o":
        found: Mention | None = pronoun_mention(tokens, at)
    else:
        found = mention_after(tokens, at, sentence.last)
    if found is None or found.last + 1 >= sentence.last:
        return None
    saying = tokens.words[found.last + 1 : found.last + 3]
    return found if saying[:1] == ["as"] and saying[-1].endswith("ing") else None


def is_passive_mark(tokens: Tokens, sentence: Sentence, index: int) -> bool:
    """French `un enseignant, cité par Libération`: the verb's subject is what is cited."""
    after = index + 1
    passive = after < sentence.last and tokens.language.has("passive_marks", tokens.words[after])
    return passive and index > sentence.first and tokens.tags[index - 1] == ","


def is_passive(tokens: Tokens, first: int, index: int) -> bool:
    """`he is seen as a risk`, `was told to wait`: the subject is spoken of, or spoken to.

    `Kim was quoted as saying` is no such case: whoever is quoted speaks.
    """
    word = tokens.words[index]
    if word.endswith("ing") or word == "convinced" or tokens.language.has("quoting_verbs", word):
        return False
    at = index - 1
    while at > first and tokens.tags[at] == "a":
        at -= 1
    return first <= at < index and tokens.language.has("be_forms", tokens.words[at])


def agent(tokens: Tokens, sentence: Sentence, index: int) -> Mention | None:
    """`was described by the mayor as`: whoever follows the mark of the passive."""
    after = index + 1
    if after + 1 < sentence.last and tokens.language.has("agent_marks", tokens.words[after]):
        return mention_after(tokens, after + 1, sentence.last)
    return None


def document_beside(tokens: Tokens, sentence: Sentence, first: int, index: int) -> Mention | None:
    """`In der Mitteilung der Polizei heißt es`, `heißt es auf der Webseite`: what says so."""
    if tokens.tags[sentence.first] == "i" and sentence.first + 1 < first:
        return phrase_starting(tokens, sentence.first + 1, first)
    for at in range(index + 1, min(index + 4, sentence.last - 1)):
        if tokens.tags[at] == "i":
            return phrase_starting(tokens, at + 1, sentence.last)
        if tokens.tags[at] not in "pa":
            break
    return None


# --- participles and infinitives ----------------------------------------------------------


def participle_subject(
    tokens: Tokens, sentence: Sentence, first: int, spoke: list[Mention]
) -> Mention | None:
    """Whose words `…, saying`, `to announce` begin; `spoke` are the subjects of cues before it."""
    previous = mention_before(tokens, first, sentence.first) if first > sentence.first else None
    if tokens.language.has("infinitive_marks", tokens.words[first]):
        return _infinitive_subject(tokens, sentence, first, spoke, previous)
    if tokens.tags[first - 1 if first > sentence.first else first] == "N" and previous is not None:
        return previous  # "with Ada Prynn saying"
    if _is_telling_noun(tokens, first, previous):
        return previous
    if spoke:
        return spoke[-1]
    opening = sentence_subject(tokens, sentence.first, first)
    if opening is None and first == sentence.first:
        return _subject_after_comma(tokens, sentence, first)
    if (
        previous is not None
        and previous.kind is MentionKind.NAME
        and (opening is None or opening.kind is MentionKind.NOMINAL)
    ):
        return previous
    return opening


def _infinitive_subject(
    tokens: Tokens,
    sentence: Sentence,
    first: int,
    spoke: list[Mention],
    previous: Mention | None,
) -> Mention | None:
    """`Officials started to say`, `he interrupted me in mid-sentence to announce`."""
    if previous is not None and previous.last < first - 1:
        return previous  # a verb stands between it and the infinitive
    if previous is not None and previous.kind is MentionKind.NAME:
        return previous  # "led Ada Prynn to say"
    if spoke:
        return spoke[-1]
    return sentence_subject(tokens, sentence.first, first) or previous


def _is_telling_noun(tokens: Tokens, first: int, previous: Mention | None) -> bool:
    """`has the agency saying`; not `issued a statement saying`, whose words are the issuer's."""
    if (
        previous is None
        or previous.kind is not MentionKind.NOMINAL
        or tokens.tags[first - 1] != "n"
    ):
        return False
    return not tokens.language.has("documents", tokens.words[first - 1])


def _subject_after_comma(tokens: Tokens, sentence: Sentence, first: int) -> Mention | None:
    """`Speaking to Harbour Radio, the pilot said`: the subject comes after the comma."""
    for at in range(first, min(sentence.last, first + 30)):
        if tokens.tags[at] == ",":
            return mention_after(tokens, at + 1, sentence.last)
    return None
