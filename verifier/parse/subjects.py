"""Subjects that stand in a place of their own: framed, quoted by others, cited in the passive."""

from verifier.parse.mentions import mention_after
from verifier.parse.phrases import Mention, phrase_ending, phrase_starting, pronoun_mention
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


def document_in_opening(tokens: Tokens, sentence: Sentence, first: int) -> Mention | None:
    """`In der Mitteilung der Polizei heißt es`: what the sentence opens with."""
    if tokens.tags[sentence.first] != "i" or sentence.first + 1 >= first:
        return None
    return phrase_starting(tokens, sentence.first + 1, first)
