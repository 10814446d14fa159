"""The bytes of a file, its gzip members opened as they are reached, in steps of a bounded size.

Made for archives, whose records are gzip members of their own: each place in the file can be found
again without unpacking what stands before it. A fault in the file is its end; nothing is raised.
"""

import zlib
from typing import BinaryIO, NamedTuple

_STEP = 65_536  # bytes read, and bytes unpacked, at once
_GZIP = 31  # zlib's code for a gzip member, header and check sum included
_SIGNATURE = b"\x1f\x8b"


class Place(NamedTuple):
    """Where in a file something begins."""

    member: int  # offset in the file of the gzip member; of the file's beginning if not packed
    inside: int  # bytes of it unpacked before the place


START = Place(0, 0)


class Unpacked:
    """A file read forward from a place, giving at most `most` bytes."""

    def __init__(self, file: BinaryIO, *, most: int, place: Place = START) -> None:
        file.seek(0)
        self._file = file
        self._zip: zlib._Decompress | None = None
        if file.read(len(_SIGNATURE)) == _SIGNATURE:
            self._zip = zlib.decompressobj(_GZIP)
        self._left = most + place.inside
        self._packed = b""  # read from the file and not yet unpacked
        self._ready = b""  # unpacked
        self._at = 0  # how much of `_ready` was taken
        self._member, self._before = place.member, 0  # unpacked of the member before `_ready`
        file.seek(place.member)
        if self._zip is None:
            file.seek(place.inside, 1)
            self._before, self._left = place.inside, most
        else:
            self.skip(place.inside)

    @property
    def place(self) -> Place:
        """Where the next byte stands."""
        if self._at == len(self._ready):
            self._fill()  # else the end of one member would pass for the start of the next
        return Place(self._member, self._before + self._at)

    @property
    def whole(self) -> bool:
        """Whether nothing is cut off: true at the end of a member, and without any."""
        return self._zip is None or self._zip.eof

    def line(self, most: int) -> bytes:
        """The bytes up to the next line feed, included; the first `most` where it is longer."""
        parts: list[bytes] = []
        while most > 0 and self._some():
            end = self._ready.find(b"\n", self._at, self._at + most) + 1
            parts.append(self._take(end - self._at if end else most))
            most -= len(parts[-1])
            if end:
                break
        return b"".join(parts)

    def take(self, count: int) -> bytes:
        """The next bytes, fewer at the end."""
        parts: list[bytes] = []
        while count > 0 and self._some():
            parts.append(self._take(count))
            count -= len(parts[-1])
        return b"".join(parts)

    def skip(self, count: int) -> bool:
        """Pass over the next bytes; false when there were not so many."""
        while count > 0 and self._some():
            count -= len(self._take(count))
        return count <= 0

    def _take(self, most: int) -> bytes:
        taken = self._ready[self._at : self._at + most]
        self._at += len(taken)
        return taken

    def _some(self) -> bool:
        if self._at == len(self._ready):
            self._fill()
        return self._at < len(self._ready)

    def _fill(self) -> None:
        """Make the next step ready; a step never crosses from one member into the next."""
        self._before += len(self._ready)
        self._ready, self._at = b"", 0
        while not self._ready and self._left > 0:
            if not self._packed:
                self._packed = self._file.read(_STEP)
            if not self._packed or not self._unpack():
                return
        self._ready = self._ready[: self._left]
        self._left -= len(self._ready)

    def _unpack(self) -> bool:
        """Whether the file goes on."""
        if self._zip is None:
            self._ready, self._packed = self._packed, b""
            return True
        if self._zip.eof:
            self._zip = zlib.decompressobj(_GZIP)
            self._member, self._before = self._file.tell() - len(self._packed), 0
        try:
            self._ready = self._zip.decompress(self._packed, _STEP)
        except zlib.error:
            return False
        self._packed = self._zip.unused_data if self._zip.eof else self._zip.unconsumed_tail
        return True
