"""Words that have the form of a cue verb and the place of a noun: `a report`, `his claims`.

They get the tag of a noun before sentences are read, so that `the report concluded` has a subject.
"""

from verifier.parse.tokens import Tokens


def retag_nouns(tokens: Tokens) -> None:
    """Give nouns that look like cue verbs the tag `n`, in place."""
    for index, tag in enumerate(tokens.tags):
        if tag == "V" and index and _is_noun_here(tokens, index):
            tokens.tags[index] = "n"


def _is_noun_here(tokens: Tokens, index: int) -> bool:
    """`a report`, `his claims`, `Clinton's remarks`: the form is a verb's, the place a noun's."""
    lexicon, word = tokens.language, tokens.words[index]
    previous, before = tokens.tags[index - 1], tokens.words[index - 1]
    if previous == "d":
        # "this said", "some say": a determiner that can stand alone
        if word.endswith("ing"):
            return lexicon.code == "en" and before in ("the", "a")  # "the shouting"
        return not (word.endswith(("ed", "said")) or lexicon.has("pronouns", before))
    if before.endswith(("'s", "’s")) or before in ("'", "’"):
        return not word.endswith(("ed", "ing", "said"))
    if previous == "i" and not lexicon.has("auxiliaries", before):
        return not word.endswith("ing")
    return lexicon.code == "en" and _disagrees(tokens, index)


def _disagrees(tokens: Tokens, index: int) -> bool:
    """English: a bare form after a singular noun, an s-form after a plural one, are nouns."""
    word, before, previous = tokens.words[index], tokens.words[index - 1], tokens.tags[index - 1]
    if index + 1 < len(tokens) and tokens.tags[index + 1] == "x":
        return previous in "nN#"
    if previous == "#":
        return True
    if tokens.language.has("noun_forms", word) and _no_object_follows(tokens, index):
        return previous in "nN"
    if previous not in "nN":
        return False
    plural = before.endswith("s") or before in ("people", "men", "women", "media", "children")
    if word.endswith("s") and not word.endswith("ss"):
        return previous == "n" and plural
    return not plural and tokens.language.has("bare_forms", word)


def _no_object_follows(tokens: Tokens, index: int) -> bool:
    """`Clinton emails contained`: what comes next cannot be what a verb reports."""
    return index + 1 < len(tokens) and tokens.tags[index + 1] in "nVx"
