"""Which language a text is in, told by script and by the commonest words."""

from collections import Counter

from verifier.match.lexicon import LANGUAGES, commonest
from verifier.match.normalise import is_han

_CLEARLY = 2  # common words more than the expected language has
_LATIN = ("en", "de", "es", "fr", "it", "pt", "nl")


def language_of(key: str, *, rather: str | None = None) -> str | None:
    """ISO 639-1 code of a folded text's language; None when nothing tells.

    `rather` is the language to take unless the text speaks clearly for another.
    """
    sample = key[:20_000]
    script = _script(sample)
    if script != "latin":
        return script or rather
    counts = Counter(sample.split(" "))
    found = {code: _share(counts, code) for code in _LATIN}
    best = max(found, key=lambda code: (found[code], -LANGUAGES.index(code)))
    if rather in found and found[best] < found[rather] + _CLEARLY:
        return rather
    return best if found[best] else rather


def _share(counts: Counter[str], code: str) -> int:
    return sum(counts[word] for word in commonest(code) & counts.keys())


def _script(sample: str) -> str | None:
    scripts: Counter[str] = Counter()
    for letter, count in Counter(sample[:2000]).items():
        scripts[_script_of(ord(letter)) if letter.isalpha() else ""] += count
    scripts.pop("", None)
    return scripts.most_common(1)[0][0] if scripts else None


def _script_of(code: int) -> str:
    if code < 0x250:
        return "latin"
    if 0x400 <= code < 0x530:
        return "ru"
    if 0x600 <= code < 0x700:
        return "ar"
    if 0xAC00 <= code < 0xD7B0:
        return "ko"
    return "zh" if is_han(code) else ""
