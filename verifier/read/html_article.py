"""A submitted HTML article: its text without markup, by Beautiful Soup over lxml."""

import re

from bs4 import BeautifulSoup, Tag

from verifier.read.builder import Laid
from verifier.read.layout import LAYOUTS, Layout
from verifier.read.metadata import Metadata, metadata_of
from verifier.read.trees import lay_soup, soup_of, tree_of

# What the words of a link to a footnote look like.
_MARK = re.compile(
    r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3}|(?:note|fn)\s*\d{1,3})\s*[\])]?\s*", re.I
)
_REFERENCE = re.compile(r"foot-?note|noteref|\breference\b|citation", re.I)


def lay_html_article(text: str, url: str | None) -> tuple[Laid, Metadata]:
    """The laid-out text of an HTML article, and what it says about itself."""
    soup = soup_of(text)
    labels = _note_labels(soup)
    doubted: frozenset[int] = frozenset()
    for _ in range(LAYOUTS):
        layout = Layout(base=url, note_labels=labels, doubted=doubted)
        lay_soup(soup, layout)
        misled = layout.misled()
        if not misled:
            break
        doubted |= misled
    tree = tree_of(text)
    return layout.laid(), Metadata() if tree is None else metadata_of(tree, url)


def _note_labels(soup: BeautifulSoup) -> frozenset[str]:
    """The ids of footnotes: what a small link points to further down the page.

    Links back from the note point up the page, so order tells the two apart.
    """
    order: dict[str, int] = {}
    anchors: list[tuple[int, str]] = []
    for number, tag in enumerate(soup.find_all(True)):
        name = tag.get("id") or (tag.get("name") if tag.name == "a" else None)
        if isinstance(name, str):
            order.setdefault(name, number)
        href = tag.get("href")
        if isinstance(href, str) and href.startswith("#") and _is_mark(tag):
            anchors.append((number, href[1:]))
    return frozenset(label for number, label in anchors if order.get(label, -1) > number)


def _is_mark(tag: Tag) -> bool:
    words = tag.get_text()
    if not _MARK.fullmatch(words):
        return False
    around = tag.parent
    said = f"{tag.get('class')} {tag.get('role')} {tag.get('rel')} {tag['href']}"
    raised = tag.find("sup") is not None or (around is not None and around.name == "sup")
    return raised or _REFERENCE.search(said) is not None or not words.strip().isalpha()
