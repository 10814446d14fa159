"""How written names of outlets are made comparable.

"The Guardian", "guardian" and "GUARDIAN’s" are one key; so are "El País" and "el pais". Only the
letters, digits and "&" of a name count.
"""

import re
import unicodedata
from functools import lru_cache

# Definite articles that open a name in running text; "Le Monde" and "El País" lose theirs too,
# which is harmless because both sides of every comparison do.
_ARTICLES = frozenset(
    [
        "the",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "le",
        "la",
        "les",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "o",
        "os",
        "as",
    ]
)
_WORD = re.compile(r"[^\W_]+|&")
_PLAIN_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")
_POSSESSIVE = re.compile(r"['’]s\b")


@lru_cache(maxsize=32768)
def fold(name: str) -> str:
    """The key of a written name: lower case, no accents, no punctuation, no leading article."""
    plain = name.casefold()
    if "'" in plain or "’" in plain:
        plain = _POSSESSIVE.sub("", plain).replace("'", "").replace("’", "")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    words = _WORD.findall(plain)
    if len(words) > 1 and words[0] in _ARTICLES and not _opens_with_initials(name):
        words = words[1:]
    if len(words) > 1 and "".join(words).isalpha() and all(len(word) == 1 for word in words):
        return "".join(words)  # "A.P.", "B.B.C."
    return " ".join(words)


def _opens_with_initials(name: str) -> bool:
    """`LA Times`: capitals where the rest has none are a city's, not an article's."""
    first = name.split(maxsplit=1)[0]
    return len(first) > 1 and first.isupper() and not name.isupper()


def written_as(written: str, name: str) -> bool:
    """Whether a name is written as this one, letter by letter; a possessive may follow.

    The article may have its small letter: "the Hill" is The Hill, "hill" and "Hill" are not.
    """
    plain = " ".join(_POSSESSIVE.sub("", written).split()).rstrip("'’")
    return plain == name or (" " in plain and plain[:1].upper() + plain[1:] == name)


def host_of(host_or_url: str) -> str:
    """The lower-case host name of a URL or of a bare host; '' when there is none."""
    if _PLAIN_HOST.fullmatch(host_or_url):
        return host_or_url.removeprefix("www.")
    rest = host_or_url.strip().partition("://")[2] or host_or_url.strip()
    host = rest.lstrip("/").partition("/")[0].partition("?")[0].partition("#")[0]
    host = host.rpartition("@")[2].partition(":")[0].lower().strip(".")
    return host.removeprefix("www.")
