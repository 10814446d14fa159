"""The user's own web archives: each page under a name that says where and when it was captured.

An archive is read through once, when the first of its pages is wanted; afterwards each page is
found by its place in the file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from verifier.model import Snapshot
from verifier.snapshots.unpacked import Place
from verifier.snapshots.warc_in import MAX_BODY_BYTES, Bounds, is_archive, page_at, placed

__all__ = ["Archives", "is_archive"]


class Archives:
    """The pages of some archives. A page's name is the archive's, its capture's and its own."""

    def __init__(self, files: Mapping[str, Path], *, max_bytes: int = MAX_BODY_BYTES) -> None:
        self._files = files
        self._bounds = Bounds(body_bytes=max_bytes)
        self._places: dict[str, tuple[Path, Place]] | None = None

    def pages(self) -> Iterator[tuple[str, Snapshot]]:
        """All pages with their names, read one after the other."""
        places: dict[str, tuple[Path, Place]] = {}
        for file, path in self._files.items():
            for place, snapshot in placed(path, self._bounds):
                name = f"{file}/{snapshot.fetched_at:%Y%m%d%H%M%S}/{snapshot.final_url}"
                if name not in places:
                    places[name] = (path, place)
                    yield name, snapshot
        self._places = places

    def page(self, name: str) -> Snapshot | None:
        """The page with this name; None when there is none, or its file has changed."""
        if not any(name.startswith(f"{file}/") for file in self._files):
            return None
        if self._places is None:
            for _ in self.pages():
                pass
        path, place = (self._places or {}).get(name, (None, None))
        return page_at(path, place, self._bounds) if path and place else None
