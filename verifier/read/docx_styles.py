"""What the paragraph styles of a DOCX say about their paragraphs: heading, quotation, list, …"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from verifier.model import BlockKind

# The names that Word gives its own styles; these are English in every language's Word.
_KINDS = (
    (re.compile(r"heading \d|title"), BlockKind.HEADING),
    (
        re.compile(r"(?:intense )?quote|block ?(?:text|quote|quotations?)|quotations?"),
        BlockKind.QUOTE,
    ),
    (re.compile(r"list\b.*"), BlockKind.LIST_ITEM),
    (re.compile(r"caption"), BlockKind.CAPTION),
    (re.compile(r"toc (?:\d|heading)|header|footer|table of .*|index \d"), BlockKind.FURNITURE),
)
_DEEPEST = 10  # styles that are based on each other


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style."""

    kind: BlockKind | None


def styles_of(events: Iterable[tuple[str, etree._Element]]) -> dict[str, Style]:
    """The styles of a styles part, by id; a style without a telling name is what it is based on."""
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    outlined: set[str] = set()
    current = ""
    for event, element in events:
        if event != "start":
            continue
        tag = local(element)
        if tag == "style":
            current = value_of(element, "styleId")
        elif tag == "name":
            names[current] = value_of(element, "val").lower()
        elif tag == "basedOn":
            bases[current] = value_of(element, "val")
        elif tag == "outlineLvl" and value_of(element, "val") != "9":
            outlined.add(current)
    return {name: Style(_kind(name, names, bases, outlined)) for name in names}


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value_of(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace; "" when it is not there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _kind(
    style: str, names: dict[str, str], bases: dict[str, str], outlined: set[str]
) -> BlockKind | None:
    for _ in range(_DEEPEST):
        written = names.get(style, "")
        for pattern, kind in _KINDS:
            if pattern.fullmatch(written):
                return kind
        if style in outlined:
            return BlockKind.HEADING
        style = bases.get(style, "")
    return None
