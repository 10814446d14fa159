"""Trees of untrusted HTML, made and walked without recursion.

Fetched pages are parsed by lxml alone (1 ms a page), submitted articles by Beautiful Soup on top
of lxml, which also takes what lxml refuses: pages nested thousands deep.
"""

import re
from typing import cast

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from verifier.read.layout import Layout

# Deeper trees are laid out by our own walk only: trafilatura and copying recurse.
DEEP = 150
_LONG_TAG = re.compile(r"<[^<]{5000}")  # shorter ones are not looked at
_MANY_ATTRIBUTES = 3_000
# lxml.html asks Python for the class of every element, to tell forms from the rest.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")  # data in an attribute may be long, and is one

_CODE = re.compile(r"[;{}()]")  # "i < n" in a script is no tag


def tree_of(text: str) -> HtmlElement | None:
    """The tree of a decoded page; None when there is none, or it is not for lxml.

    lxml gives up on what is nested too deep, and takes minutes over a tag of countless attributes.
    """
    if _has_monstrous_tag(text):
        return None
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True, no_network=True
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = document_fromstring(clean_markup(text).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    # What a parser gives up on is its last word; the log of a page has a thousand others.
    last = parser.error_log.last_error
    return None if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT else tree


def _has_monstrous_tag(text: str) -> bool:
    """Whether one tag may have thousands of attributes; each is compared with all before it."""
    for match in _LONG_TAG.finditer(text):
        end = text.find("<", match.end())
        part = text[match.start() + 1 : end if end >= 0 else len(text)]
        names = _CODE.split(_VALUE.sub("", part.partition(">")[0]), maxsplit=1)[0]
        if sum(map(names.count, " \t\n\r\f/=")) > _MANY_ATTRIBUTES:
            return True
    return False


def soup_of(text: str) -> BeautifulSoup:
    """The same by Beautiful Soup, which always gives a tree."""
    return BeautifulSoup(clean_markup(text), "lxml")


def clean_markup(text: str) -> str:
    """Markup that libxml2 can take.

    NUL ends a string for it, and it would believe a declared encoding that the text lost long ago.
    """
    clean = text.replace("\x00", "�")
    start = clean[:200].lstrip()
    return start[start.find(">") + 1 :] + clean[200:] if start.startswith("<?xml") else clean


def lay_tree(tree: HtmlElement, layout: Layout) -> int:
    """All of an lxml tree told to `layout`; gives back how deep it is nested."""
    depth = deepest = 0
    open_tag, text, close = layout.open, layout.text, layout.close
    walk = etree.iterwalk(tree, events=("start", "end"))
    skipping = None
    for event, element in walk:
        if event == "start":
            if open_tag(element.tag, element):
                depth += 1
                if depth > deepest:
                    deepest = depth
                if words := element.text:
                    text(words)
            else:
                walk.skip_subtree()
                skipping = element
            continue
        if skipping is element:
            skipping = None
        else:
            depth -= 1
            close(element.tag)
        if words := element.tail:
            text(words)
    return deepest


def lay_soup(soup: BeautifulSoup, layout: Layout) -> None:
    """All of a Beautiful Soup tree told to `layout`."""
    open_tags: list[Tag] = []
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        while open_tags and node.parent is not open_tags[-1]:
            layout.close(open_tags.pop().name)
        if isinstance(node, Tag):
            if layout.open(node.name, _attributes(node)):
                open_tags.append(node)
                node = node.next_element
            else:
                node = _after(node)
            continue
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            layout.text(str(node))
        node = node.next_element
    while open_tags:
        layout.close(open_tags.pop().name)


def _after(tag: Tag) -> PageElement | None:
    """The first node that is not inside `tag`."""
    inside: Tag | None = tag
    while inside is not None and inside.next_sibling is None:
        inside = inside.parent
    return inside.next_sibling if inside is not None else None


def _attributes(tag: Tag) -> dict[str, str]:
    """Attributes as strings; Beautiful Soup makes lists of classes."""
    return {
        name: value if isinstance(value, str) else " ".join(cast(list[str], value))
        for name, value in tag.attrs.items()
    }
