"""WordprocessingML, event by event, to text: runs, breaks, fields, links, tables and note marks."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from verifier.model import BlockKind
from verifier.read.builder import Builder
from verifier.read.docx_styles import Style, local, value_of
from verifier.read.layout import absolute

# Deleted and moved-away text; what is shown only where Word cannot show something newer.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "sectPr"})
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?(?P<url>[^\s"]+)', re.I)
_NOTES = {"footnote": "", "endnote": "e"}  # what their labels begin with
_SPACES = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class Notes:
    """The labels of the notes, numbered in the order of their marks."""

    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)

    def label(self, kind: str, name: str) -> str:
        """The label of the note of this kind and id."""
        if (kind, name) not in self.labels:
            self.count[kind] += 1
            self.labels[kind, name] = f"{_NOTES[kind]}{self.count[kind]}"
        return self.labels[kind, name]


@dataclass(slots=True)
class _Field:
    """A field between its `begin` and its `end`: instructions first, then what is shown."""

    instructions: list[str] = field(default_factory=list)
    is_shown: bool = False
    start: int = 0
    url: str | None = None


class TextWriter:
    """Writes one part into a builder."""

    def __init__(
        self,
        builder: Builder,
        styles: Mapping[str, Style],
        links: Mapping[str, str],
        notes: Notes,
        *,
        within: BlockKind | None = None,
    ) -> None:
        """`within` is what every block of this part is, whatever its style says."""
        self._builder = builder
        self._styles = styles
        self._targets = links
        self._notes = notes
        self._within = within
        self._label: str | None = None  # of the open note
        self._is_unmarked = False  # the open note: a separator, which is a note too for Word
        self._tables = 0
        self._contents = 0  # depth inside a table of contents
        self._skipping = 0
        self._kinds: list[BlockKind] = []  # of the open paragraphs; text boxes nest them
        self._open_links: list[tuple[int, str | None]] = []
        self._fields: list[_Field] = []
        self._starts: dict[str, Callable[[etree._Element], None]] = {
            "p": self._begin_paragraph,
            "pStyle": self._style,
            "numPr": self._numbered,
            "outlineLvl": self._outlined,
            "tbl": self._begin_table,
            "hyperlink": self._begin_link,
            "footnoteReference": self._mark,
            "endnoteReference": self._mark,
            "footnote": self._begin_note,
            "endnote": self._begin_note,
            "docPartGallery": self._gallery,
            "sdt": self._begin_control,
        }
        self._ends: dict[str, Callable[[etree._Element], None]] = {
            "p": self._end_paragraph,
            "t": self._text,
            "tbl": self._end_table,
            "hyperlink": self._end_link,
            "br": self._break,
            "cr": self._break,
            "tab": self._space,
            "ptab": self._space,
            "noBreakHyphen": self._space,
            "fldChar": self._field_mark,
            "instrText": self._instruction,
            "footnote": self._end_note,
            "endnote": self._end_note,
            "sdt": self._end_control,
        }
        self._controls: list[bool] = []  # of the open content controls: is it a table of contents

    def write(self, events: Iterable[tuple[str, etree._Element]]) -> None:
        """All of a part."""
        for event, element in events:
            tag = local(element)
            if tag in _SKIPPED:
                self._skipping += 1 if event == "start" else -1
            elif self._skipping == 0:
                step = (self._starts if event == "start" else self._ends).get(tag)
                if step is not None:
                    step(element)
        self._builder.finish()

    # --- paragraphs ---

    def _begin_paragraph(self, element: etree._Element) -> None:
        self._kinds.append(BlockKind.PARAGRAPH)
        self._begin()

    def _begin(self) -> None:
        if self._within is BlockKind.NOTE:
            return  # a note of several paragraphs is one note
        kind = self._kinds[-1] if self._kinds else BlockKind.PARAGRAPH
        if self._contents:
            kind = BlockKind.FURNITURE
        elif self._tables and kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            kind = BlockKind.TABLE
        self._builder.begin(kind)

    def _end_paragraph(self, element: etree._Element) -> None:
        if self._kinds:
            self._kinds.pop()
        if self._kinds:
            self._begin()  # behind a text box: the paragraph that it hangs on
        elif self._within is BlockKind.NOTE:
            self._builder.line()
        else:
            self._builder.finish()

    def _become(self, kind: BlockKind) -> None:
        if self._kinds:
            self._kinds[-1] = kind
            self._begin()

    def _style(self, element: etree._Element) -> None:
        style = self._styles.get(value_of(element, "val"))
        if style is not None and style.kind is not None:
            self._become(style.kind)

    def _numbered(self, element: etree._Element) -> None:
        if self._kinds and self._kinds[-1] is BlockKind.PARAGRAPH:
            self._become(BlockKind.LIST_ITEM)

    def _outlined(self, element: etree._Element) -> None:
        if value_of(element, "val") != "9":
            self._become(BlockKind.HEADING)

    def _begin_table(self, element: etree._Element) -> None:
        self._tables += 1

    def _end_table(self, element: etree._Element) -> None:
        self._tables -= 1

    def _begin_control(self, element: etree._Element) -> None:
        self._controls.append(False)

    def _gallery(self, element: etree._Element) -> None:
        if self._controls and "contents" in value_of(element, "val").lower():
            self._contents += not self._controls[-1]
            self._controls[-1] = True

    def _end_control(self, element: etree._Element) -> None:
        if self._controls and self._controls.pop():
            self._contents -= 1

    # --- runs ---

    @property
    def _is_hidden(self) -> bool:
        return self._is_unmarked or any(not each.is_shown for each in self._fields)

    def _text(self, element: etree._Element) -> None:
        if element.text and not self._is_hidden:
            self._builder.text(element.text)

    def _space(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and local(parent) == "r":  # and no tab stop
            self._builder.text(_SPACES[local(element)])

    def _break(self, element: etree._Element) -> None:
        if value_of(element, "type") in ("", "textWrapping"):
            self._builder.line()

    # --- links and fields ---

    def _begin_link(self, element: etree._Element) -> None:
        url = absolute(self._targets.get(value_of(element, "id"), ""), None)
        self._open_links.append((self._builder.next_offset, url))

    def _end_link(self, element: etree._Element) -> None:
        if self._open_links:
            start, url = self._open_links.pop()
            if url and url.lower().startswith(("http:", "https:")):
                self._builder.link(start, url)

    def _field_mark(self, element: etree._Element) -> None:
        kind = value_of(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            shown = self._fields[-1]
            found = _HYPERLINK.match("".join(shown.instructions))
            shown.url = absolute(found["url"], None) if found else None
            shown.is_shown, shown.start = True, self._builder.next_offset
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.url and ended.url.lower().startswith(("http:", "https:")):
                self._builder.link(ended.start, ended.url)

    def _instruction(self, element: etree._Element) -> None:
        if self._fields:
            self._fields[-1].instructions.append(element.text or "")

    # --- notes ---

    def _mark(self, element: etree._Element) -> None:
        kind = local(element).removesuffix("Reference")
        label = self._notes.label(kind, value_of(element, "id"))
        start = self._builder.next_offset
        self._builder.text(f"[{label}]")
        self._builder.mark(start, label)

    def _begin_note(self, element: etree._Element) -> None:
        key = (local(element), value_of(element, "id"))
        self._label = self._notes.labels.get(key)
        self._is_unmarked = self._label is None
        self._builder.begin(BlockKind.NOTE, self._label)

    def _end_note(self, element: etree._Element) -> None:
        self._label, self._is_unmarked = None, False
        self._builder.finish()
