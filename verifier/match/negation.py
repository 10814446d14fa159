"""Words that deny: free ("not", "ohne", "нет"), fused ("isn't", 않는다) and as prefixes."""

from collections.abc import Sequence

from verifier.match.lexicon import Lexicon

_KOREAN = ("않", "없", "못하", "못했", "아니", "안되", "말아", "말라", "못")
_STEMS = "is are was were do does did has have had ca could wo would should must need ai"  # + "nt"
_WITHOUT_APOSTROPHE = frozenset(f"{stem}nt" for stem in _STEMS.split())


def denies(word: str, lexicon: Lexicon) -> bool:
    """Whether a word says "not" in one way or another."""
    if word in lexicon.negation or word.endswith("n't") or word in _WITHOUT_APOSTROPHE:
        return True
    if "가" <= word[:1] <= "힣":
        return any(mark in word for mark in _KOREAN)
    return False


def denials(words: Sequence[str], lexicon: Lexicon) -> int:
    """How many of the words deny."""
    return sum(denies(word, lexicon) for word in words)


def turned_by_prefix(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether one word is the other with a denying prefix or ending ("un-", "-less")."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return False
    if any(long == prefix + short for prefix in lexicon.denials):
        return True
    stem = short.removesuffix("ful")
    return long == stem + "less" or (short.endswith("less") and long == short[:-4] + "ful")
