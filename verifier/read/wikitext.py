"""Wikitext: the text without markup, its references as notes, its block quotations.

`wiki_tree` gives the nodes; here their lines are laid out. A reference becomes a mark in the prose
and a note behind the text, a citation template a line that reads as a note does.
"""

import html
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model import BlockKind
from verifier.read.builder import Builder, Laid
from verifier.read.dates import iso
from verifier.read.layout import absolute, settled
from verifier.read.metadata import Metadata
from verifier.read.wiki_lines import Lines
from verifier.read.wiki_templates import (
    cited,
    credit_of,
    is_box,
    is_citing,
    is_note,
    is_note_list,
    is_quoting,
    is_short_note,
    quoted_key,
    shown_argument,
    sign_of,
)
from verifier.read.wiki_tree import (
    Element,
    Node,
    Nodes,
    Raw,
    Template,
    WikiLink,
    tree_of_wikitext,
)

if TYPE_CHECKING:
    pass

_FILE = re.compile(
    r"\s*(?:file|image|media|datei|bild|fichier|archivo|imagen|ficheiro|arquivo|imagem|immagine"
    r"|bestand|plik|fil|файл|изображение|文件|图像|檔案|ファイル|画像|파일|그림|ملف|صورة)\s*:",
    re.I,
)
_UNSEEN = re.compile(
    r"\s*(?:category|kategorie|catégorie|categoría|categoria|categorie|kategoria|категория"
    r"|分类|分類|カテゴリ|분류|تصنيف|[a-z]{2,3}(?:-[a-z]{2,8})?)\s*:(?!/)"
)
_UNSEEN_ANY = re.compile(r"\s*category\s*:", re.I)
_FILE_OPTION = re.compile(
    r"\s*(?:thumb(?:nail)?|mini|miniatur|vignette|miniaturadeimagen|frame(?:d|less)?|border|left"
    r"|right|cent(?:er|re)|none|links|rechts|gauche|droite|izquierda|derecha|upright.*|hochkant.*"
    r"|\d*x?\d*\s*px|(?:alt|link|lang|page|class|start|end)\s*=.*|baseline|middle|top|bottom)\s*",
    re.I | re.S,
)
_ATTRIBUTE = re.compile(r"\b(name|group)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s/>\"']+))", re.I)
_KEY = re.compile(r"\s*([^={}\[\]<>]{1,60}?)\s*=")
_CODE = frozenset({"pre", "syntaxhighlight", "source"})
_WORDS = frozenset({"nowiki", "code"})


def lay_wikitext(text: str, *, base: str | None = None) -> tuple[Laid, Metadata]:
    """The laid-out text of a wikitext source, and the day that Wikinews writes into it."""
    writer = _Writer(base)
    writer.nodes(tree_of_wikitext(text))
    writer.notes()
    laid = writer.builder.laid()
    laid = replace(laid, blocks=tuple(settled(block) for block in laid.blocks))
    return laid, Metadata(
        published=writer.published, published_from="meta" if writer.published else None
    )


class _Writer:
    def __init__(self, base: str | None) -> None:
        self.builder = Builder()
        self.published: str | None = None
        self._base = base
        self._lines = Lines(self.builder)
        self._labels: dict[tuple[str, str], str] = {}  # of named notes, by group and name
        self._notes: dict[str, Nodes] = {}
        self._unwritten: deque[str] = deque()
        self._count = 0
        self._defines = False  # inside a list of notes: they are defined and not marked

    def nodes(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._lines.text(node)
            elif isinstance(node, Template):
                self._template(node)
            elif isinstance(node, WikiLink):
                self._link(node)
            elif isinstance(node, Raw):
                self._raw(node)
            else:
                self._element(node)

    def notes(self) -> None:
        """The notes behind the text; a note may have notes."""
        while self._unwritten:
            label = self._unwritten.popleft()
            with self._lines.inside(BlockKind.NOTE, label):
                self.nodes(self._notes[label])

    # --- tags ---

    def _element(self, element: Element) -> None:
        if element.name == "ref":
            self._ref(element.attributes, element.nodes)
        elif element.name == "references":
            self._define(element.nodes)
        elif element.name == "blockquote":
            with self._lines.inside(BlockKind.QUOTE):
                self.nodes(element.nodes)
        else:
            with self._lines.inside(BlockKind.QUOTE, keeps_lines=True):
                self.nodes(element.nodes)

    def _raw(self, raw: Raw) -> None:
        if raw.name in _CODE:
            with self._lines.inside(BlockKind.CODE):
                self.builder.verbatim(raw.text)
        elif raw.name in _WORDS:
            self._lines.plain(html.unescape(raw.text))

    # --- notes ---

    def _ref(self, attributes: str, content: Nodes) -> None:
        named = {
            match[1].lower(): match[2] or match[3] or match[4] or ""
            for match in _ATTRIBUTE.finditer(attributes)
        }
        key = (named.get("group", ""), named.get("name", ""))
        label = self._labels.get(key) if key[1] else None
        if label is None:
            self._count += 1
            label = str(self._count)
            if key[1]:
                self._labels[key] = label
        if content and label not in self._notes:
            self._notes[label] = content
            self._unwritten.append(label)
        if not self._defines:
            self._lines.mark(label)

    def _define(self, nodes: Nodes) -> None:
        self._defines = True
        for node in nodes:
            if isinstance(node, Element) and node.name == "ref":
                self._ref(node.attributes, node.nodes)
        self._defines = False

    # --- links ---

    def _link(self, link: WikiLink) -> None:
        target = flat(link.parts[0])
        if _FILE.match(target):
            self._caption(link.parts[1:])
        elif target.startswith(":"):
            self.nodes(link.parts[-1] if len(link.parts) > 1 else (target[1:],))
        elif _UNSEEN.match(target) or _UNSEEN_ANY.match(target):
            return
        elif len(link.parts) > 1:
            words = link.parts[-1] if any(link.parts[-1]) else (target.partition(" (")[0],)
            self.nodes(words)
        else:
            self.nodes(link.parts[0])

    def _caption(self, parts: tuple[Nodes, ...]) -> None:
        shown = [part for part in parts if not _FILE_OPTION.fullmatch(flat(part))]
        if shown:
            with self._lines.inside(BlockKind.CAPTION):
                self.nodes(shown[-1])

    # --- templates ---

    def _template(self, template: Template) -> None:
        name = " ".join(flat(template.parts[0]).replace("_", " ").split())
        arguments = _arguments(template.parts[1:])
        fields = {key: " ".join(flat(value).split()) for key, value in arguments.items()}
        sign = sign_of(name)
        if sign is not None:
            self._lines.plain(sign)
        elif is_citing(name, fields):
            self._citation(fields)
        elif is_quoting(name):
            self._quotation(arguments, fields)
        elif is_box(name):
            self._box(arguments)
        elif is_note_list(name):
            for value in arguments.values():
                self._define(value)
        elif is_note(name) and "1" in arguments:
            self._ref(f'name="{fields.get("name", "")}" group="note"', arguments["1"])
        elif is_short_note(name):
            self._short_note(fields)
        elif name.lower() == "r":
            for key in (key for key in fields if key.isdigit()):
                self._ref(f'name="{fields[key]}"', ())
        else:
            self._inline(name, arguments, fields)

    def _inline(self, name: str, arguments: dict[str, Nodes], fields: dict[str, str]) -> None:
        """A template inside a sentence; nothing where it is not known."""
        if name.lower() == "date" and self.published is None:
            self.published = iso(fields.get("1", ""))
        if name.lower() in ("convert", "cvt"):
            self._lines.plain(f"{fields.get('1', '')} {fields.get('2', '')}".strip())
            return
        if name.lower() == "citation" and "1" in arguments:  # French: words inside a sentence
            self._lines.plain("«")
            self.nodes(arguments["1"])
            self._lines.plain("»")
            return
        key = shown_argument(name, sum(key.isdigit() for key in arguments))
        if key is not None and key in arguments:
            self.nodes(arguments[key])

    def _citation(self, fields: dict[str, str]) -> None:
        said = cited(fields)
        url = absolute(said.url, self._base) if said.url else None
        self._lines.plain(said.before)
        if said.before and said.title:
            self._lines.plain(", ")
        start = self.builder.next_offset
        if said.title:
            self._lines.plain(f"“{said.title}”")
        elif url and not said.before:
            self._lines.plain(url)
        if url and said.title:
            self.builder.link(start, url)
        elif url and said.before:
            self.builder.link(max(0, start - len(said.before)), url)
        if said.after:
            self._lines.plain(f", {said.after}")

    def _short_note(self, fields: dict[str, str]) -> None:
        words = [fields[key] for key in fields if key.isdigit()]
        page = fields.get("p") or fields.get("pp") or ""
        text = ", ".join((*words, *((f"p. {page}",) if page else ())))
        self._ref(f'name="{text}" group="short"', (text,))

    def _quotation(self, arguments: dict[str, Nodes], fields: dict[str, str]) -> None:
        key = quoted_key(fields)
        if key is None:
            return
        with self._lines.inside(BlockKind.QUOTE):
            self.nodes(arguments[key])
            credit = credit_of(fields, key)
            if credit:
                self._lines.new_line()
                self._lines.plain(f"— {credit}")

    def _box(self, arguments: dict[str, Nodes]) -> None:
        for key, value in arguments.items():
            if flat(value).strip() and not key.isdigit():
                with self._lines.inside(BlockKind.FURNITURE):
                    self._lines.plain(f"{key}: ")
                    self.nodes(value)


def _arguments(parts: Iterable[Nodes]) -> dict[str, Nodes]:
    """The arguments of a template by key; those without one are numbered."""
    found: dict[str, Nodes] = {}
    number = 0
    for part in parts:
        first = part[0] if part and isinstance(part[0], str) else ""
        match = _KEY.match(first)
        if match:
            found[match[1].strip().lower()] = (first[match.end() :].lstrip(), *part[1:])
        else:
            number += 1
            found.setdefault(str(number), part)
    return found


def flat(nodes: Iterable[Node]) -> str:
    """The words of some nodes in one line: of links what they show, of templates nothing."""
    pieces = []
    for node in nodes:
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, WikiLink):
            pieces.append(flat(node.parts[-1]))
        elif isinstance(node, Template):
            pieces.append(sign_of(flat(node.parts[0]).strip()) or _shown(node))
        elif isinstance(node, Raw) and node.name in _WORDS:
            pieces.append(node.text)
    return html.unescape(re.sub(r"'{2,}|<[^<>]{0,300}>", "", "".join(pieces)))


def _shown(template: Template) -> str:
    arguments = _arguments(template.parts[1:])
    count = sum(key.isdigit() for key in arguments)
    key = shown_argument(flat(template.parts[0]).strip(), count)
    return flat(arguments[key]) if key is not None and key in arguments else ""
