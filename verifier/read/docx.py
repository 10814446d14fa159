"""A DOCX (ISO 29500 WordprocessingML): its text, notes, links, and what it says about itself.

The parts are read by lxml without entities, event by event, so that neither a large nor a deep
document is ever a tree in memory. Names are compared without their namespace: the strict and the
transitional form differ in nothing else. Text that was struck out by a tracked change is not there.
"""

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from verifier.model import BlockKind, Outcome
from verifier.read.builder import Builder
from verifier.read.dates import iso
from verifier.read.docx_styles import Style, local, styles_of
from verifier.read.docx_text import Notes, TextWriter
from verifier.read.files import Fault, Paper
from verifier.read.layout import settled
from verifier.read.metadata import Metadata
from verifier.read.parts import NotRead, Parts

_MAIN = "word/document.xml"
_FORGOTTEN = frozenset({"p", "r", "style", "Relationship"})  # once read


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str  # the last word of its type: "hyperlink", "footnotes"
    target: str
    is_external: bool


def read_docx(body: bytes) -> Paper | Fault:
    """The text of a DOCX; `Fault` (parse_failed, too_large) when it cannot be had."""
    try:
        return _read(Parts(body))
    except NotRead as error:
        return error.fault
    except etree.XMLSyntaxError as error:
        return Fault(Outcome.PARSE_FAILED, f"its XML is broken: {error}"[:200])


def _read(parts: Parts) -> Paper | Fault:
    main = _main_part(parts)
    content = parts.read(main)
    if content is None:
        return Fault(Outcome.PARSE_FAILED, f"it has no {main}")
    relations = _relations(parts, main)
    styles = _styles(parts, relations)
    builder, notes = Builder(), Notes()
    TextWriter(builder, styles, _links(relations), notes).write(events(content))
    for kind in ("footnotes", "endnotes"):
        _write_notes(parts, relations, kind, builder, styles, notes)
    laid = builder.laid()
    laid = replace(laid, blocks=tuple(settled(block) for block in laid.blocks))
    return Paper(laid, _said(parts))


def events(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The elements of a part as they begin and end; raises `XMLSyntaxError` and `NotRead`."""
    walk = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    is_first = True
    for event, element in walk:
        if is_first and element.getroottree().docinfo.internalDTD is not None:
            # ISO 29500-2 forbids it, and text behind an entity that is not resolved would be lost.
            raise NotRead(Outcome.PARSE_FAILED, "its XML declares entities")
        is_first = False
        yield event, element
        if event == "end" and local(element) in _FORGOTTEN:
            element.clear()
            _drop_before(element)


def _drop_before(element: etree._Element) -> None:
    """Forget what was read, else an event parser still builds the whole tree."""
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _write_notes(
    parts: Parts,
    relations: dict[str, _Relation],
    kind: str,
    builder: Builder,
    styles: dict[str, Style],
    notes: Notes,
) -> None:
    """The footnotes or endnotes behind the text, as notes with the labels of their marks."""
    target = next((each.target for each in relations.values() if each.kind == kind), None)
    content = parts.read(target) if target else None
    if target is None or content is None:
        return
    links = _links(_relations(parts, target))
    TextWriter(builder, styles, links, notes, within=BlockKind.NOTE).write(events(content))


# --- the parts and how they hang together -------------------------------------------------


def _main_part(parts: Parts) -> str:
    relations = _relations(parts, "")
    return next(
        (each.target for each in relations.values() if each.kind == "officeDocument"), _MAIN
    )


def _relations(parts: Parts, part: str) -> dict[str, _Relation]:
    """What a part refers to, by id."""
    folder, name = posixpath.split(part)
    content = parts.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, _Relation] = {}
    if content is None:
        return found
    for event, element in events(content):
        if event == "start" and local(element) == "Relationship":
            is_external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            if not is_external:
                target = posixpath.normpath(posixpath.join(folder, unquote(target))).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = _Relation(kind, target, is_external)
    return found


def _links(relations: dict[str, _Relation]) -> dict[str, str]:
    return {
        name: each.target
        for name, each in relations.items()
        if each.kind == "hyperlink" and each.is_external
    }


def _styles(parts: Parts, relations: dict[str, _Relation]) -> dict[str, Style]:
    target = next((each.target for each in relations.values() if each.kind == "styles"), None)
    content = parts.read(target) if target else None
    return styles_of(events(content)) if content else {}


def _said(parts: Parts) -> Metadata:
    """The core properties (ISO 29500-2, 11)."""
    relations = _relations(parts, "")
    target = next((r.target for r in relations.values() if r.kind == "core-properties"), None)
    content = parts.read(target or "docProps/core.xml")
    fields: dict[str, str] = {}
    try:
        for event, element in events(content or b""):
            if event == "end":
                fields.setdefault(local(element), (element.text or "").strip())
    except etree.XMLSyntaxError:
        pass  # the text is there, and that is what counts
    made = iso(fields.get("created", "")) or iso(fields.get("modified", ""))
    return Metadata(
        title=" ".join(fields.get("title", "").split()) or None,
        byline=" ".join(fields.get("creator", "").split()) or None,
        published=made,
        published_from="docx" if made else None,
    )
