"""The parts of a page that it calls not free, and how many of their words are there all the same.

By schema.org a page names them: `hasPart` with `isAccessibleForFree: false` and a `cssSelector`.
Many send those words to everybody and let a script hide them; then nothing is missing.
"""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from verifier.read.lines import count_words

_MOST_SELECTORS = 5
_LONGEST_SELECTOR = 200
# The last of "main > div.story .paywall": what stands before it says only where to look.
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<names>(?:[.#][\w-]+)+)$", re.I)
_NOT_FREE = frozenset({"false", "0", "no", "http://schema.org/false", "https://schema.org/false"})
_WORDLESS = frozenset({"script", "style", "template"})


def words_behind_wall(tree: HtmlElement, things: Sequence[dict[str, object]]) -> int | None:
    """Words in the parts that are called not free; None when no part is named."""
    selectors = list(_selectors(things))[:_MOST_SELECTORS]
    if not selectors:
        return None
    return max(_words_in(tree, selector) for selector in selectors)


def _selectors(things: Sequence[dict[str, object]]) -> Iterator[re.Match[str]]:
    for thing in things:
        said, where = str(thing.get("isAccessibleForFree", "")), thing.get("cssSelector")
        if said.strip().lower() not in _NOT_FREE:
            continue
        for one in where if isinstance(where, list) else [where]:
            for part in one[:_LONGEST_SELECTOR].split(",") if isinstance(one, str) else ():
                if match := _COMPOUND.search(part.strip()):
                    yield match


def _words_in(tree: HtmlElement, selector: re.Match[str]) -> int:
    """Words of all elements that a selector takes."""
    wanted = set(re.findall(r"[.#][\w-]+", selector["names"]))
    tag = (selector["tag"] or "*").lower()
    count, inside = 0, None
    for element in tree.iter(tag):
        names = {f".{name}" for name in (element.get("class") or "").split()}
        if wanted <= names | {f"#{element.get('id')}"} and not _is_within(element, inside):
            inside = element
            count += count_words(" ".join(_texts(element)))
    return count


def _texts(element: HtmlElement) -> Iterator[str]:
    for part in element.iter():
        if part.text and part.tag not in _WORDLESS:
            yield part.text
        if part.tail and part is not element:
            yield part.tail


def _is_within(element: HtmlElement, other: HtmlElement | None) -> bool:
    return other is not None and any(above is other for above in element.iterancestors())
