"""Wikitext to a tree: templates, links between pages, and the tags that hold something.

One pass with a stack of its own, linear in the text whatever is left unclosed. (mwparserfromhell
takes 0.1 ms for each node and minutes for 50 kB of unclosed tags.) What stands between these nodes
stays text; `wikitext` reads its lines.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_DEEPEST = 40  # what is nested deeper stays text; MediaWiki's own limit is 100
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_HELD = "ref|references|blockquote|poem"
_RAW = (
    "nowiki|pre|syntaxhighlight|source|code|math|chem|gallery|score|timeline|graph|templatedata"
    "|imagemap|templatestyles|mapframe|maplink|hiero|includeonly"
)
_ATTRIBUTES = r"(?P<{0}>(?:\s[^<>]{{0,500}}?)?)"
_TOKEN = re.compile(
    r"(?P<open>\{\{|\[\[)|(?P<close>\}\}|\]\])|(?P<bar>\|)"
    rf"|<(?P<raw>{_RAW})\b{_ATTRIBUTES.format('raw_attributes')}(?P<raw_empty>/?)>"
    rf"|<(?P<held>{_HELD})\b{_ATTRIBUTES.format('attributes')}(?P<empty>/?)>"
    rf"|</(?P<end>{_HELD})\s*>",
    re.I,
)
_CLOSES = {"}}": "{{", "]]": "[["}


@dataclass(frozen=True, slots=True)
class Template:
    """`{{name|argument|key=argument}}`; a part is the nodes between two bars."""

    parts: tuple["Nodes", ...]


@dataclass(frozen=True, slots=True)
class WikiLink:
    """`[[target|words]]`."""

    parts: tuple["Nodes", ...]


@dataclass(frozen=True, slots=True)
class Element:
    """A tag that holds nodes: a note, a block quotation."""

    name: str
    attributes: str
    nodes: "Nodes"


@dataclass(frozen=True, slots=True)
class Raw:
    """A tag that holds no wikitext: code, formulas, what is not to be read as markup."""

    name: str
    text: str


Node = str | Template | WikiLink | Element | Raw
Nodes = tuple[Node, ...]


@dataclass(slots=True)
class _Frame:
    """Something that is open: its parts so far, the last one open."""

    mark: str  # "{{", "[[", the name of a tag, "" for the whole text
    written: str  # as it was opened, should it never be closed
    attributes: str = ""
    parts: list[list[Node]] = field(default_factory=lambda: [[]])


def tree_of_wikitext(text: str) -> Nodes:
    """The nodes of a wikitext; comments are left out."""
    return _Scanner(_COMMENT.sub("", text)).nodes()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._frames = [_Frame("", "")]
        self._without_end: set[str] = set()  # raw tags that are closed nowhere behind here

    def nodes(self) -> Nodes:
        at = 0
        while match := _TOKEN.search(self._text, at):
            self._add(self._text[at : match.start()])
            at = self._take(match)
        self._add(self._text[at:])
        while len(self._frames) > 1:
            self._flatten()
        return _merged(self._frames[0].parts[0])

    def _take(self, match: re.Match[str]) -> int:
        """One token; gives back where to go on."""
        kind = match.lastgroup
        top = self._frames[-1]
        if match["open"]:
            self._open(match["open"], match[0])
        elif match["close"]:
            self._close(_CLOSES[match["close"]], match[0])
        elif kind == "bar":
            if top.mark in ("{{", "[["):
                top.parts.append([])
            else:
                self._add("|")
        elif match["raw"]:
            return self._raw(match)
        elif match["held"]:
            name = match["held"].lower()
            if match["empty"]:
                self._add(Element(name, match["attributes"], ()))
            else:
                self._open(name, match[0], match["attributes"])
        else:
            self._close(match["end"].lower(), "")
        return match.end()

    def _raw(self, match: re.Match[str]) -> int:
        name = match["raw"].lower()
        if match["raw_empty"] or name in self._without_end:
            return match.end()
        end = re.compile(rf"</{name}\s*>", re.I).search(self._text, match.end())
        if end is None:
            self._without_end.add(name)
            return match.end()
        self._add(Raw(name, self._text[match.end() : end.start()]))
        return end.end()

    def _add(self, node: Node) -> None:
        if node != "":
            self._frames[-1].parts[-1].append(node)

    def _open(self, mark: str, written: str, attributes: str = "") -> None:
        if len(self._frames) < _DEEPEST:
            self._frames.append(_Frame(mark, written, attributes))
        elif mark in _CLOSES.values():
            self._add(written)

    def _close(self, mark: str, written: str) -> None:
        """Close the innermost frame of this sort; what is open inside it was never closed."""
        if all(frame.mark != mark for frame in self._frames):
            self._add(written)
            return
        while self._frames[-1].mark != mark:
            self._flatten()
        frame = self._frames.pop()
        parts = tuple(_merged(part) for part in frame.parts)
        if mark == "{{":
            self._add(Template(parts))
        elif mark == "[[":
            self._add(WikiLink(parts))
        else:
            self._add(Element(mark, frame.attributes, parts[0]))

    def _flatten(self) -> None:
        """What was opened and never closed is text; a tag is left out."""
        frame = self._frames.pop()
        if frame.mark in _CLOSES.values():
            self._add(frame.written)
        for number, part in enumerate(frame.parts):
            if number:
                self._add("|")
            self._frames[-1].parts[-1].extend(part)


def _merged(part: Iterable[Node]) -> Nodes:
    """The same nodes, texts beside each other joined: a line may have come in pieces."""
    nodes: list[Node] = []
    words: list[str] = []
    for node in part:
        if isinstance(node, str):
            words.append(node)
            continue
        if words:
            nodes.append("".join(words))
            words = []
        nodes.append(node)
    return (*nodes, "".join(words)) if words else tuple(nodes)
