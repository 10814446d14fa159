"""Which pages answer a query, the best first? A small search engine in the manner of SearXNG.

Understands words, "phrases" (in straight or curly marks) and `site:host`. Ranks by BM25 over title
and text; a phrase must be there word for word. The answer has the form of SearXNG's JSON, dates
and snippets included, so the client needs to know nothing of this engine.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from verifier.demo.world import Page

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PHRASE = re.compile(r"[\"“„]([^\"“”„]+)[\"”“]")
SITE = re.compile(r"\bsite:(\S+)")

# The usual constants of BM25 (Robertson and Zaragoza, 2009).
K1 = 1.2
B = 0.75

TITLE_WEIGHT = 3  # a word of the title counts as often
PAGE_SIZE = 10
SNIPPET_WORDS = 30


@dataclass(frozen=True)
class Entry:
    """A page as the engine knows it."""

    page: Page

    @cached_property
    def content(self) -> str:
        """The text that may be searched: all of it, or what the site shows to strangers."""
        return self.page.listed or self.page.text

    @cached_property
    def words(self) -> list[str]:
        """Its words in order, title first."""
        return words(f"{self.page.title} {self.content}")

    @cached_property
    def weights(self) -> Counter[str]:
        """How much each word counts."""
        title = Counter(words(self.page.title) * (TITLE_WEIGHT - 1))
        return Counter(self.words) + title


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: loose words, phrases, and the hosts to keep to."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    sites: tuple[str, ...]


def words(text: str) -> list[str]:
    """Lower-case words, apostrophes straight."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def read_query(text: str) -> Query:
    """The parts of a query as typed."""
    sites = tuple(site.lower().removeprefix("www.") for site in SITE.findall(text))
    text = SITE.sub(" ", text)
    phrases = tuple(tuple(words(phrase)) for phrase in PHRASE.findall(text))
    loose = words(PHRASE.sub(" ", text))
    return Query(tuple(w for w in loose if w != "or"), tuple(p for p in phrases if p), sites)


class SearchEngine:
    """An index of pages, made once."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._entries = [Entry(page) for page in pages if not page.listing]
        self._mean_length = sum(len(e.words) for e in self._entries) / max(1, len(self._entries))
        self._holders = Counter(word for entry in self._entries for word in set(entry.words))

    def answer(self, text: str) -> dict[str, object]:
        """The answer to a query in SearXNG's form; no hit gives an empty list."""
        query = read_query(text)
        found = [(self._score(entry, query), entry) for entry in self._entries]
        hits = sorted(((s, e) for s, e in found if s > 0), key=lambda hit: -hit[0])
        return {
            "query": text,
            "number_of_results": len(hits),
            "results": [_result(e, s, query) for s, e in hits[:PAGE_SIZE]],
            "answers": [],
            "corrections": [],
            "infoboxes": [],
            "suggestions": [],
            "unresponsive_engines": [],
        }

    def _score(self, entry: Entry, query: Query) -> float:
        if query.sites and not any(_within(entry.page.host, site) for site in query.sites):
            return 0.0
        if not all(_holds(entry.words, phrase) for phrase in query.phrases):
            return 0.0
        asked = (*query.words, *(word for phrase in query.phrases for word in phrase))
        return sum(self._weight(entry, word) for word in set(asked))

    def _weight(self, entry: Entry, word: str) -> float:
        count = entry.weights[word]
        if not count:
            return 0.0
        holders = self._holders[word]
        rarity = math.log(1 + (len(self._entries) - holders + 0.5) / (holders + 0.5))
        length = 1 - B + B * len(entry.words) / self._mean_length
        return rarity * count * (K1 + 1) / (count + K1 * length)


def _within(host: str, site: str) -> bool:
    host_of_site = site.partition("/")[0]
    return host == host_of_site or host.endswith("." + host_of_site)


def _holds(text: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(text[i : i + size]) == phrase for i in range(len(text) - size + 1))


def _result(entry: Entry, score: float, query: Query) -> dict[str, object]:
    page = entry.page
    return {
        "url": page.url,
        "title": page.title,
        "content": _snippet(entry, query),
        "publishedDate": page.published,
        "engine": "example",
        "engines": ["example"],
        "category": "general",
        "template": "default.html",
        "parsed_url": ["http", page.host, page.path, "", "", ""],
        "positions": [1],
        "score": round(score, 3),
    }


def _snippet(entry: Entry, query: Query) -> str:
    """Some thirty words from the paragraph that has most of what was asked."""
    asked = {*query.words, *(word for phrase in query.phrases for word in phrase)}
    paragraphs = entry.content.splitlines()
    best = max(paragraphs, key=lambda paragraph: len(asked & set(words(paragraph))))
    kept = best.split()
    return " ".join(kept[:SNIPPET_WORDS]) + (" …" if len(kept) > SNIPPET_WORDS else "")
