"""Words that have the form of a cue verb and the place of a noun: `a report`, `his claims`.

They get the tag of a noun before sentences are read, so that `the report concluded` has a subject.
"""

from verifier.parse.tokens import Tokens

_LEAST_HEADLINE = 3  # words
_HEADLINE = 0.75  # the share of capitalised words from which a sentence is a headline


def retag_nouns(tokens: Tokens) -> None:
    """Give nouns that look like cue verbs the tag `n`, in place."""
    for index, tag in enumerate(tokens.tags):
        if tag == "V" and index and _is_noun_here(tokens, index):
            tokens.tags[index] = "n"
        elif tag == "D" and _is_given_name(tokens, index):
            tokens.tags[index] = "N"


def _is_given_name(tokens: Tokens, index: int) -> bool:
    """`Jan Köhler`, `April Jones`: a month's name right before a capital, and no date."""
    if index + 1 >= len(tokens) or tokens.tags[index + 1] != "N":
        return False
    if tokens.words[index] not in tokens.language.tables.get("months", {}):
        return False
    return index == 0 or tokens.tags[index - 1] not in "i#D"


def is_headline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the words of a sentence nearly all begin with a capital."""
    if tokens.language.flag("noun_capitals"):
        return False
    begins = [tokens.text[tokens.starts[at]] for at in range(first, last)]
    letters = [ch for ch in begins if ch.isalpha()]  # a quotation begins with its mark
    capitals = sum(ch.isupper() for ch in letters)
    return len(letters) >= _LEAST_HEADLINE and capitals >= _HEADLINE * len(letters)


def retag_headline(tokens: Tokens, first: int, last: int) -> None:
    """Give the cue verbs of a headline in capitals their tag: `Prynn Calls Pier ‘A Disgrace’`."""
    lexicon, tags = tokens.language, tokens.tags
    if "Q" not in tags[first:last] or not is_headline(tokens, first, last):
        return
    for at in range(first + 1, last):
        verb = tokens.words[at] in lexicon.verbs and not tokens.words[at].endswith("ing")
        if verb and tags[at] == "N" and tags[at - 1] in "Np":
            tags[at] = "V"


def _is_noun_here(tokens: Tokens, index: int) -> bool:
    """`a report`, `his claims`, `Clinton's remarks`: the form is a verb's, the place a noun's."""
    lexicon, word = tokens.language, tokens.words[index]
    previous, before = tokens.tags[index - 1], tokens.words[index - 1]
    if previous == "d":
        # "this said", "some say": a determiner that can stand alone
        if word.endswith("ing"):
            return lexicon.code == "en" and before in ("the", "a")  # "the shouting"
        if lexicon.has("quantifiers", before) and word.endswith("s"):
            return True  # "some calls"
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
    gives = previous == "V" or (previous == "n" and before.endswith("ing"))
    if gives and tokens.language.has("noun_forms", word):
        return True  # "giving states more power", "rejected calls to resign"
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
