"""The user's own files as sources: a backup folder, searched by words and read like pages.

Answers the requests of channel `folder` and no others. A search gives the names of the files that
share most with the words looked for, as JSON, in the order in which they should be read; a fetch
gives the file. Only files found below the given paths have a name, so no name leads elsewhere.

A web archive gives all its pages, each under a name of its own.

Files are indexed when the first search comes, by their bare words and without parsing: which file
to read first is a matter of words, and parsing untrusted bytes is the reading child's business. PDF
and DOCX have no bare words, so the child is asked for theirs; without one their names have to do.
"""

import hashlib
import html
import json
import math
import os
import re
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from verifier.errors import BadInput
from verifier.model import (
    Answer,
    Channel,
    Document,
    MediaType,
    Outcome,
    Request,
    Search,
    Snapshot,
    Unread,
)
from verifier.read.decode import decode
from verifier.read.media import media_type_of
from verifier.snapshots.archives import Archives, is_archive

SCHEME = "file:"
MOST_OFFERED = 10
MAX_FILE_BYTES = 20_000_000
_COMPARED = 30  # files whose runs of words are compared with the words looked for
_RUN = 4  # words
_MOST_PARSED = 500  # files whose words are kept
_CONTENT_TYPES = {
    MediaType.TEXT: "text/plain",
    MediaType.MARKDOWN: "text/markdown",
    MediaType.HTML: "text/html",
    MediaType.WIKITEXT: "text/x-wiki",
    MediaType.PDF: "application/pdf",
    MediaType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_READ_AS_TEXT = frozenset({MediaType.TEXT, MediaType.MARKDOWN, MediaType.HTML, MediaType.WIKITEXT})
_HIDDEN_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"</?[a-z!][^>]*>", re.I)
# Chinese, Japanese and Thai are written without spaces: each letter counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W_]+(?:['’][^\W_]+)*")

ReadPage = Callable[[Snapshot], Document | Unread]


class Folder:
    """The files below some paths, each under a name of its own."""

    def __init__(
        self,
        paths: Sequence[str | Path],
        read_page: ReadPage | None = None,
        *,
        max_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        """`paths` are files and folders; raises `BadInput` for one that is neither.

        `read_page` gives the words of a PDF or DOCX (`ReadingChild.read_page`).
        """
        self._max_bytes = max_bytes
        self._read_page = read_page
        self._parsed: dict[str, str] = {}  # the words of files that are slow to read
        self._files: dict[str, Path] = {}
        for path in map(Path, paths):
            if not path.exists():
                raise BadInput(f"{path}: no such file or folder; give one that exists")
            for name, file in _files_below(path):
                self._files[_free_name(name, path, self._files)] = file
        archives = {name: file for name, file in self._files.items() if is_archive(name)}
        self._archives = Archives(archives, max_bytes=max_bytes)
        self._index: _Index | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, in order."""
        return tuple(self._files)

    def answer(self, request: Request) -> Answer:
        """The files that fit a search, or the file that is asked for."""
        if request.channel is not Channel.FOLDER:
            return _unread(request, Outcome.NOT_TRIED, "not a request for the folder")
        if isinstance(request, Search):
            return self._search(request)
        path = self._files.get(_name_of(request.url))
        if path is None:
            page = self._archives.page(_name_of(request.url))
            if page is not None:
                return replace(page, url=request.url)
            return _unread(request, Outcome.GONE, "no such file among those given")
        try:
            body = _read(path, self._max_bytes)
        except OSError as error:
            return _unread(request, Outcome.FORBIDDEN, error.strerror or str(error))
        if body is None:
            return _unread(request, Outcome.TOO_LARGE, f"larger than {self._max_bytes} bytes")
        kind = media_type_of(path.name, None, body)
        content_type = _CONTENT_TYPES[kind] if kind else "application/octet-stream"
        return _snapshot(request.url, content_type, body, str(path))

    def _search(self, search: Search) -> Snapshot:
        if self._index is None:
            self._index = _Index(self._texts())
        wanted = words_of(search.target)
        likely = self._index.likeliest(wanted)[:_COMPARED]
        ranked = sorted(likely, key=lambda name: -self._shared_runs(name, wanted))
        offered = json.dumps([_url_of(name) for name in ranked[:MOST_OFFERED]], ensure_ascii=False)
        return _snapshot(SCHEME, "application/json", offered.encode(), None)

    def _texts(self) -> Iterator[tuple[str, str]]:
        for name in self._files:
            if not is_archive(name):
                yield name, self._text(name)
        for name, page in self._archives.pages():
            yield name, self._words_in(name, page.body, _kind_of(page))

    def _text(self, name: str) -> str:
        """The words of a file or a page as they stand there; its name where there are none."""
        path = self._files.get(name)
        if path is None:
            page = self._archives.page(name)
            return self._words_in(name, page.body, _kind_of(page)) if page else name
        try:
            body = _read(path, self._max_bytes)
        except OSError:
            body = None
        return self._words_in(name, body, media_type_of(path.name, None, body)) if body else name

    def _words_in(self, name: str, body: bytes, kind: MediaType | None) -> str:
        """A name, and the text where it can be had."""
        if kind in _READ_AS_TEXT:
            return _bare_words(name, body, kind)
        if kind is None or self._read_page is None:
            return name
        if name not in self._parsed:
            read = self._read_page(_snapshot(_url_of(name), _CONTENT_TYPES[kind], body, name))
            text = f"{name}\n{read.text}" if isinstance(read, Document) else name
            if len(self._parsed) >= _MOST_PARSED:
                return text
            self._parsed[name] = text
        return self._parsed[name]

    def _shared_runs(self, name: str, wanted: Sequence[str]) -> int:
        there = _runs(words_of(self._text(name)))
        return len(_runs(wanted) & there)


def _kind_of(page: Snapshot) -> MediaType | None:
    declared = next((value for name, value in page.headers if name == "content-type"), None)
    return media_type_of(page.final_url.partition("?")[0], declared, page.body)


def _bare_words(name: str, body: bytes, kind: MediaType | None) -> str:
    """A name, and the text as it is found without parsing."""
    text = decode(body, markup=kind is MediaType.HTML).text
    if kind is MediaType.HTML:
        text = html.unescape(_TAG.sub(" ", _HIDDEN_MARKUP.sub(" ", text)))
    return f"{name}\n{text}"


class _Index:
    """Which file has which words."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._files_with: defaultdict[str, list[str]] = defaultdict(list)
        self._count = 0
        for name, text in texts:
            self._count += 1
            for word in set(words_of(text)):
                self._files_with[word].append(name)

    def likeliest(self, words: Sequence[str]) -> list[str]:
        """Files that share words with these, the most and the rarest first."""
        scores: defaultdict[str, float] = defaultdict(float)
        for word in set(words):
            names = self._files_with.get(word, ())
            rarity = math.log(1 + self._count / len(names)) if names else 0.0
            for name in names:
                scores[name] += rarity
        return [name for name, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0]))]


def words_of(text: str) -> list[str]:
    """The words of a text, case and apostrophes aside."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    length = min(_RUN, len(words))
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _files_below(path: Path) -> Iterator[tuple[str, Path]]:
    """Regular files at or below a path with their relative names, hidden ones left out.

    Links are followed only while they stay below it; a file named by the user may be a link.
    """
    if path.is_file():
        yield path.name, path
        return
    root = path.resolve()
    for folder, folders, names in os.walk(path, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if name.startswith(".") or not file.is_file():
                continue
            if file.resolve().is_relative_to(root):
                yield file.relative_to(path).as_posix(), file.resolve()


def _free_name(name: str, given: Path, taken: dict[str, Path]) -> str:
    """A name that no other file has: by the folder's own name, then by number."""
    if name not in taken:
        return name
    longer = f"{given.resolve().name}/{name}"
    number = 2
    while longer in taken:
        longer, number = f"{given.resolve().name}-{number}/{name}", number + 1
    return longer


def _read(path: Path, most: int) -> bytes | None:
    """The bytes of a file; None when there are more than `most`."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for a writer
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is not a file")
        body = file.read(most + 1)
    return body if len(body) <= most else None


def _url_of(name: str) -> str:
    """A name as URL; only what would end the path of a URL is escaped, for people read these."""
    return SCHEME + name.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def _name_of(url: str) -> str:
    name = url.removeprefix(SCHEME)
    return name.replace("%3F", "?").replace("%23", "#").replace("%25", "%")


def _snapshot(url: str, content_type: str, body: bytes, path: str | None) -> Snapshot:
    return Snapshot(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        headers=(("content-type", content_type),),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        path=path,
    )


def _unread(request: Request, outcome: Outcome, evidence: str) -> Unread:
    url = None if isinstance(request, Search) else request.url
    return Unread(url, outcome, channel=request.channel, evidence=evidence)
