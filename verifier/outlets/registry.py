"""Which outlet a written name or a web address belongs to.

Rows come from `outlets.jsonl` (one JSON object a line; CC0 and MIT, see each row) and from a
user's own file of the same shape, whose rows go first. The room knows names; what a name in an
article means there is the parser's business.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from verifier.errors import BadInput
from verifier.outlets.names import fold, host_of

# Of several owners of a name, the kinds that an article means before the others.
_KIND_RANK = {"outlet": 0, "official": 1, "research": 1, "platform": 1, "magazine": 2, "tv": 3}
_LAST_RANK = {"newspaper": 4, "college": 9}
# Domains that host everybody's pages say nothing about who published one.
_SHARED_HOSTS = frozenset(
    [
        "facebook.com",
        "medium.com",
        "wordpress.com",
        "blogspot.com",
        "substack.com",
        "sites.google.com",
        "google.com",
        "yahoo.com",
        "msn.com",
        "archive.org",
        "web.archive.org",
    ]
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: a newspaper, a broadcaster, an agency, a platform, an authority."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str = ""
    languages: tuple[str, ...] = ()
    kind: str = "outlet"
    mirrors: tuple[str, ...] = ()  # domains that carry the same pages
    republishers: tuple[str, ...] = ()  # outlets or domains that reprint it


class Registry:
    """All known outlets, by name and by domain."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._own: dict[str, Outlet] = {}
        self._named: dict[str, list[Outlet]] = {}
        self._domains: dict[str, Outlet] = {}
        for outlet in outlets:
            self._add(outlet)

    def _add(self, outlet: Outlet) -> None:
        self._own.setdefault(outlet.name, outlet)
        for name in (outlet.name, *outlet.aliases):
            owners = self._named.setdefault(fold(name), [])
            if outlet not in owners:
                owners.append(outlet)
        for domain in (*outlet.domains, *outlet.mirrors):
            host = host_of(domain)
            if host not in _SHARED_HOSTS:
                self._domains.setdefault(host, outlet)

    def by_name(self, written: str) -> tuple[Outlet, ...]:
        """The outlets that a written name may mean, best first; () when none is known."""
        key = fold(written)
        owners = self._named.get(key, [])
        if len(owners) < 2:
            return tuple(owners)
        return tuple(sorted(owners, key=lambda outlet: _rank(outlet, key)))

    def get(self, name: str) -> Outlet | None:
        """The outlet whose own name in the registry this is."""
        return self._own.get(name)

    def by_domain(self, host_or_url: str) -> Outlet | None:
        """The outlet that owns a host or the nearest domain above it; None when unknown."""
        labels = host_of(host_or_url).split(".")
        for first in range(len(labels) - 1):
            outlet = self._domains.get(".".join(labels[first:]))
            if outlet is not None:
                return outlet
        return None

    def names(self) -> Iterator[tuple[str, Outlet]]:
        """Every name and alias with its outlet."""
        for outlet in self._own.values():
            for name in (outlet.name, *outlet.aliases):
                yield name, outlet

    def __len__(self) -> int:
        return len(self._own)


def _rank(outlet: Outlet, key: str) -> tuple[int, int]:
    exact = 0 if fold(outlet.name) == key else 1
    return _KIND_RANK.get(outlet.kind, _LAST_RANK.get(outlet.kind, 5)), exact


def same_outlet(one: Outlet, other: Outlet) -> bool:
    """Whether two rows stand for one publisher: the same name or a common domain."""
    return fold(one.name) == fold(other.name) or bool(set(one.domains) & set(other.domains))


@cache
def load_registry(extra: Path | None = None) -> Registry:
    """The outlets of the data file, after those of a user's own file when one is given.

    Raises `BadInput` naming file and line when the user's file cannot be read.
    """
    bundled = files("verifier.outlets").joinpath("outlets.jsonl").read_text("utf-8")
    own = _user_rows(extra) if extra is not None else []
    return Registry([*own, *_rows(bundled.splitlines())])


def _rows(lines: Iterable[str]) -> Iterator[Outlet]:
    for line in lines:
        if line.strip():
            yield _outlet(json.loads(line))


def _user_rows(path: Path) -> list[Outlet]:
    outlets: list[Outlet] = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the file of outlets {path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            outlets.extend(_rows([line]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(
                f'{path}, line {number}: expected {{"name": …, "domains": […]}}: {error}'
            ) from error
    return outlets


def _outlet(row: Mapping[str, object]) -> Outlet:
    return Outlet(
        name=str(row["name"]),
        aliases=_strings(row, "aliases"),
        domains=_strings(row, "domains"),
        country=str(row.get("country") or ""),
        languages=_strings(row, "languages"),
        kind=str(row.get("kind") or "outlet"),
        mirrors=_strings(row, "mirrors"),
        republishers=_strings(row, "republishers"),
    )


def _strings(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = row.get(key) or ()
    if not isinstance(values, list | tuple):
        raise TypeError(f"{key} is not a list")
    return tuple(str(value) for value in values)
