"""Where may the site of an outlet be that the registry lacks?

A link elsewhere in the article that is called by the outlet's name tells it. Without a search
engine there is nobody else to ask, and then its address is guessed by its name: "Brannock Courier"
is likely at brannockcourier.com. A guess is one look at robots.txt, at two addresses an outlet at
most, never when the article is private; and a page found there still has to be on the matter.
"""

import re
from collections import Counter
from collections.abc import Iterable

from verifier import urls
from verifier.model import Article
from verifier.outlets import fold

MOST_GUESSES = 2  # addresses of one outlet
SHORTEST = 8  # letters; shorter names are words, and their domains are anybody's

_LABEL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Top-level domains of the countries where a language is at home, the largest one.
_AT_HOME = frozenset(
    {"de", "fr", "es", "it", "nl", "pl", "pt", "ro", "hu", "fi", "no", "hr", "sk", "bg", "lt", "lv"}
)
_ABROAD = {"da": "dk", "sv": "se", "cs": "cz", "el": "gr", "sl": "si", "et": "ee", "nb": "no"}
_NO_COUNTRY = frozenset({"eu", "tv", "io", "fm", "ai", "me", "co"})  # used by everybody


def linked_domains(article: Article, written: str) -> tuple[str, ...]:
    """The hosts of links in the article that are called by the outlet's name, as it stands."""
    name = fold(written)
    document = article.document
    if not name:
        return ()
    named = [
        urls.host(link.url)
        for link in document.links
        if fold(document.text[link.start : link.end]) == name
    ]
    cited = [
        urls.host(citation.url)
        for quotation in article.quotations
        for citation in quotation.citations
        if citation.url and fold(citation.outlet_name or "") == name
    ]
    return tuple(dict.fromkeys(host for host in (*named, *cited) if host))


def guesses(written: str, language: str | None, domains: Iterable[str]) -> tuple[str, ...]:
    """The likeliest addresses of an outlet, by its name; () for names that tell too little.

    `domains` are those of the other outlets that the article cites: where they are British,
    this one may be.
    """
    folded = fold(written)
    label = "-".join(fold(part) for part in written.split("-")) if "-" in written else folded
    label = label.replace(" ", "")
    is_name = all(each.isalnum() or each in " -'’" for each in written)
    if not is_name or len(folded.replace(" ", "")) < SHORTEST or not _LABEL.fullmatch(label):
        return ()
    code = (language or "en")[:2]
    own = code if code in _AT_HOME else _ABROAD.get(code)
    likely = (own, "com") if own else ("com", _country_suffix(domains), "org")
    return tuple(f"{label}.{suffix}" for suffix in likely if suffix)[:MOST_GUESSES]


def _country_suffix(domains: Iterable[str]) -> str | None:
    """The commonest ending with a country in it: "co.uk" of bbc.co.uk."""
    tops = ((domain, domain.rpartition(".")[2]) for domain in domains)
    endings = Counter(
        domain.partition(".")[2] for domain, top in tops if len(top) == 2 and top not in _NO_COUNTRY
    )
    return min(endings, key=lambda ending: (-endings[ending], ending), default=None)
