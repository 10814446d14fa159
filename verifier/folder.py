"""The user's backup material: which files are there, and what is in each?

The edge behind channel `folder`. A search names the files that share most words with it; a fetch
hands out one file's bytes, unread. Only files found when the folder was opened can be asked for,
by the names given to them here, so no request can reach outside.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from verifier.channels.folder import SCHEME
from verifier.errors import BadInput
from verifier.model import Answer, Channel, Fetch, Outcome, Request, Search, Snapshot, Unread

MAX_FILE_BYTES = 20_000_000  # a scanned report; the reading child is sized for it
MOST_FILES = 5_000
MOST_OFFERED = 20  # files for one quotation: as many as a person would open
SMALL_FOLDER = 20  # files; no more than this are all offered
PACKED = frozenset({".pdf", ".docx"})  # their words cannot be seen from outside
WORD = re.compile(r"[^\W_]{4,}")


class Folder:
    """Files by name; answers the requests of channel `folder`."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Raises `BadInput` for a path that is not there, or a folder of too many files."""
        self._files: dict[str, Path] = {}
        for root in paths:
            for path in _files_under(root):
                self._files[self._name(root, path)] = path
                if len(self._files) > MOST_FILES:
                    raise BadInput(
                        f"{root} has more than {MOST_FILES:,} files; name a folder inside it"
                    )

    def __len__(self) -> int:
        return len(self._files)

    def answer(self, request: Request) -> Answer:
        """The files likely to hold the words of a search, or the bytes of one file."""
        if isinstance(request, Search):
            return self._found(request)
        return self._file(request)

    def _name(self, root: Path, path: Path) -> str:
        """A name for a file: its path inside its folder, told apart from those of other folders."""
        inside = path.relative_to(root).as_posix() if root.is_dir() else path.name
        names = (inside, f"{root.resolve().name}/{inside}")
        free = next((name for name in names if name not in self._files), None)
        return free or f"{len(self._files) + 1}/{inside}"

    def _found(self, request: Search) -> Snapshot:
        listed = json.dumps([SCHEME + quote(name) for name in self._likely(request.target)])
        return _snapshot("folder", listed.encode(), None)

    def _likely(self, target: str) -> list[str]:
        if len(self._files) <= SMALL_FOLDER:
            return list(self._files)
        asked = _words(target)
        shares = {name: len(asked & self._words[name]) for name in self._files}
        best = sorted((name for name in self._files if shares[name]), key=lambda n: -shares[n])
        packed = [name for name in self._files if Path(name).suffix.lower() in PACKED]
        return [*best, *packed][:MOST_OFFERED]

    @cached_property
    def _words(self) -> dict[str, set[str]]:
        """The words of each file, as far as they can be seen without reading it properly."""
        return {name: _words(_text(path)) for name, path in self._files.items()}

    def _file(self, request: Fetch) -> Answer:
        known = {SCHEME + quote(name): (name, path) for name, path in self._files.items()}
        if request.url not in known:
            return _unread(request, Outcome.GONE, "no such file was given")
        name, path = known[request.url]
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                return _unread(request, Outcome.TOO_LARGE, f"over {MAX_FILE_BYTES:,} bytes")
            body = path.read_bytes()
        except OSError as error:
            return _unread(request, Outcome.FORBIDDEN, error.strerror or "cannot be opened")
        return _snapshot(request.url, body, name)


def _files_under(root: Path) -> Iterator[Path]:
    """The files of a folder in the order of their names, hidden ones left out."""
    if root.is_file():
        yield root
        return
    if not root.is_dir():
        raise BadInput(f"no such file or folder: {root}")
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _text(path: Path) -> str:
    if path.suffix.lower() in PACKED:
        return ""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""  # named as unreadable when it is asked for


def _words(text: str) -> set[str]:
    found: Iterable[str] = WORD.findall(text)
    return {word.lower() for word in found}


def _snapshot(url: str, body: bytes, name: str | None) -> Snapshot:
    return Snapshot(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        headers=(),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        path=name,
    )


def _unread(request: Fetch, outcome: Outcome, evidence: str) -> Unread:
    return Unread(request.url, outcome, channel=Channel.FOLDER, evidence=evidence)
