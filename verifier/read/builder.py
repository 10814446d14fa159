"""Text put together piece by piece, with the blocks, links and note marks that lie over it.

Every reader of markup (HTML, Markdown) feeds one `Builder`, so the same rules of white space hold
for all: runs of white space are one space, blocks are parted by an empty line, and inline markup
never splits a word.
"""

import re
from dataclasses import dataclass

from verifier.model import Block, BlockKind, Link, NoteMark

# What HTML calls white space. A no-break space is text: French and many others quote with it.
# One space alone is as it should be: passing over it is half of the time of this pattern.
_WHITE = re.compile(r" [ \t\n\r\f]+|[\t\n\r\f][ \t\n\r\f]*")
_WIDE = r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
# A source line may end anywhere in Chinese and Japanese; such a break is no space (CSS Text 4.1.3).
_WIDE_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
BLOCK_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Laid:
    """Text with what lies over it; what a reader of markup gives back."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    note_marks: tuple[NoteMark, ...] = ()
    groups: tuple[int, ...] = ()  # of each block: blocks in elements of one sort share a number


class Builder:
    """Collects text; `laid()` gives what was collected."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._start: int | None = None  # of the block that is open, once it has text
        self._kind = BlockKind.PARAGRAPH
        self._label: str | None = None
        self._group = 0
        self._groups: list[int] = []
        self._gap = ""  # white space owed before the next word of this block
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._marks: list[NoteMark] = []

    @property
    def in_block(self) -> bool:
        """Whether the open block has text already."""
        return self._start is not None

    @property
    def next_offset(self) -> int:
        """Where the next word will stand, supposing that it joins the open block."""
        if self._start is None:
            return self._length + (len(BLOCK_BREAK) if self._length else 0)
        return self._length + len(self._gap)

    @property
    def end(self) -> int:
        """One past the last character so far."""
        return self._length

    def begin(self, kind: BlockKind, label: str | None = None, group: int = 0) -> None:
        """End the open block; what follows is a new one of this kind."""
        if self._start is not None:
            self.finish()
        self._gap = ""
        self._kind, self._label, self._group = kind, label, group

    def finish(self) -> None:
        """End the open block."""
        if self._start is not None:
            self._blocks.append(Block(self._start, self._length, self._kind, self._label))
            self._groups.append(self._group)
        self._start, self._gap = None, ""

    def relabel(self, kind: BlockKind, label: str | None) -> None:
        """Make the open block one of this kind and label."""
        self._kind, self._label = kind, label

    def line(self) -> None:
        """A line break inside the block; two of them begin a new block of the same kind."""
        if self._start is None:
            return
        if "\n" in self._gap:
            self.begin(self._kind, self._label, self._group)
        else:
            self._gap = "\n"

    def text(self, words: str) -> None:
        """Running text: white space collapses, also with what came before."""
        if words.isspace():
            self._gap = self._gap or " "
            return
        if not words:
            return
        if ("\n" in words or "\r" in words) and not words.isascii():
            words = _WIDE_BREAK.sub("", words)
        flat = _WHITE.sub(" ", words)
        if flat[0] == " " and not self._gap:
            self._gap = " "
        self._write(flat.strip(" "))
        self._gap = " " if flat[-1] == " " else ""

    def verbatim(self, words: str) -> None:
        """Preformatted text: kept as it is but for line breaks at both ends."""
        inner = words.strip("\r\n")
        if inner.strip():
            self._write(inner)

    def link(self, start: int, url: str) -> None:
        """What was written since `start` is a link to `url`; nothing when nothing was."""
        if start < self._length:
            self._links.append(Link(start, self._length, url))

    def mark(self, start: int, label: str) -> None:
        """What was written since `start` is the marker of the note `label`."""
        if start < self._length:
            self._marks.append(NoteMark(start, self._length, label))

    def laid(self) -> Laid:
        """All that was collected."""
        self.finish()
        return Laid(
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            links=tuple(self._links),
            note_marks=tuple(self._marks),
            groups=tuple(self._groups),
        )

    def _write(self, inner: str) -> None:
        if self._start is None:
            self._append(BLOCK_BREAK if self._length else "")
            self._start = self._length
        else:
            self._append(self._gap)
        self._gap = ""
        self._append(inner)

    def _append(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
