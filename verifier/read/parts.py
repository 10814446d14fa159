"""The parts of an untrusted Office file: a ZIP that may lie about what it holds.

Sizes are summed before anything is unpacked, and counted again while unpacking, for the sizes in a
ZIP are only what its maker says.
"""

import io
import zipfile
import zlib

from verifier.model import Outcome
from verifier.read.files import Fault

MAX_PARTS = 3_000
MAX_SUM_BYTES = 200_000_000  # of all parts, pictures too, as the file says
MAX_READ_BYTES = 40_000_000  # of the parts that are read, as they come out
_PIECE = 1 << 16
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # ISO 29500-2 allows no other
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError)


class NotRead(Exception):
    """A part that cannot be had; `fault` says why."""

    def __init__(self, outcome: Outcome, evidence: str) -> None:
        super().__init__(evidence)
        self.fault = Fault(outcome, evidence)


class Parts:
    """The parts of one file by name; every failure is `NotRead`."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (*_BROKEN, NotImplementedError) as error:
            raise NotRead(Outcome.PARSE_FAILED, f"the file is broken: {error}") from error
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS:
            raise NotRead(Outcome.TOO_LARGE, f"it has {len(infos)} parts, more than {MAX_PARTS}")
        size = sum(info.file_size for info in infos)
        if size > MAX_SUM_BYTES:
            raise NotRead(Outcome.TOO_LARGE, f"unpacked it has {size:,} bytes")
        self._infos = {info.filename.lstrip("/").lower(): info for info in infos}
        self._left = MAX_READ_BYTES

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is none of that name."""
        info = self._infos.get(name.lstrip("/").lower())
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            raise NotRead(Outcome.PARSE_FAILED, f"{info.filename} is encrypted or packed oddly")
        pieces = []
        try:
            with self._zip.open(info) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise NotRead(Outcome.TOO_LARGE, f"{MAX_READ_BYTES:,} bytes and no end")
                    pieces.append(piece)
        except (*_BROKEN, NotImplementedError) as error:
            raise NotRead(Outcome.PARSE_FAILED, f"{info.filename} is broken: {error}") from error
        return b"".join(pieces)
