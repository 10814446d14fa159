"""Which outlet a written name or a web address belongs to.

The room knows names; what a name in an article means there is the parser's business.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from verifier.outlets.names import fold, host_of, written_as
from verifier.outlets.outlet import Outlet, Reach
from verifier.outlets.rows import bundled_rows, user_rows

# Of several owners of a name that are known equally far, the kinds meant before the others.
_KIND_RANK = {"outlet": 0, "official": 1, "research": 1, "platform": 1, "magazine": 2, "tv": 3}
_LAST_RANK = {"newspaper": 4, "college": 9}
_REACH_RANK = {reach: rank for rank, reach in enumerate(Reach)}
_LONGEST_INITIALS = 5  # letters; longer names in capitals are a matter of style
# Authorities and institutes: their names in running text are speakers' or subjects' ("criticised
# the Bundestag", "Greenpeace demands"), and cite a page only where a citation stands.
_BODIES = frozenset(["official", "research"])
# Domains that host everybody's pages say nothing about who published one.
_SHARED_HOSTS = frozenset(
    [
        "facebook.com",
        "medium.com",
        "wordpress.com",
        "wordpress.org",
        "blogspot.com",
        "substack.com",
        "tumblr.com",
        "livejournal.com",
        "github.com",
        "sites.google.com",
        "google.com",
        "yahoo.com",
        "msn.com",
        "archive.org",
        "web.archive.org",
    ]
)


class _Rule(Enum):
    """When a name counts."""

    FOLDED = 1  # however it is spelled
    AT_HOME = 2  # in articles of the outlet's languages
    EXACT = 3  # only as spelled


_Called = tuple[str, _Rule, Outlet]


class Registry:
    """All known outlets, by name and by domain."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._own: dict[str, Outlet] = {}
        self._named: dict[str, list[_Called]] = {}
        self._domains: dict[str, Outlet] = {}
        for outlet in outlets:
            self._add(outlet)

    def _add(self, outlet: Outlet) -> None:
        self._own.setdefault(outlet.name, outlet)
        for name, rule in _names_of(outlet):
            self._named.setdefault(fold(name), []).append((name, rule, outlet))
        for domain in (*outlet.domains, *outlet.mirrors):
            host = host_of(domain)
            if host not in _SHARED_HOSTS:
                self._domains.setdefault(host, outlet)

    def by_name(
        self,
        written: str,
        *,
        language: str | None = None,
        country: str | None = None,
        bodies: bool = False,
    ) -> tuple[Outlet, ...]:
        """The outlets that a written name may mean, best first; () when none is known.

        National before local, then those of the article's language and country where these are
        given, then the better known. Home names count only with a language of their outlet,
        authorities and institutes only with `bodies`: where a citation is sure to stand. Those
        of a user's own file always count.
        """
        owners: list[Outlet] = []
        for name, rule, outlet in self._named.get(fold(written), ()):
            if outlet.kind in _BODIES and not bodies and outlet.reach is not Reach.OWN:
                continue
            if _counts(name, rule, outlet, written, language) and outlet not in owners:
                owners.append(outlet)
        if len(owners) < 2:
            return tuple(owners)
        return tuple(sorted(owners, key=lambda outlet: _rank(outlet, written, language, country)))

    def meant(
        self,
        written: str,
        *,
        language: str | None = None,
        country: str | None = None,
        bodies: bool = False,
    ) -> Outlet | None:
        """The one outlet that a written name means; None when it is unknown or could be several.

        Several: papers of towns that share the name, or outlets that no rank tells apart.
        """
        owners = self.by_name(written, language=language, country=country, bodies=bodies)
        if len(owners) < 2:
            return owners[0] if owners else None
        first, second = (_rank(outlet, written, language, country) for outlet in owners[:2])
        tied = first == second or owners[0].reach is Reach.LOCAL
        return None if tied else owners[0]

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
        """Every name and alias that can cite where it merely stands, with its outlet.

        For scripts without capitals, where nothing else sets a name apart.
        """
        for outlet in self._own.values():
            if outlet.kind not in _BODIES:
                for name in (outlet.name, *outlet.aliases):
                    yield name, outlet

    def __len__(self) -> int:
        return len(self._own)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._own.values())


def _names_of(outlet: Outlet) -> Iterator[tuple[str, _Rule]]:
    """All names, each with the rule by which it counts; an exact one counts by no other."""
    for name in (outlet.name, *outlet.aliases):
        if name not in outlet.exact_names:
            yield name, _Rule.FOLDED
    for name in outlet.home_names:
        yield name, _Rule.AT_HOME
    for name in outlet.exact_names:
        yield name, _Rule.EXACT


def _counts(name: str, rule: _Rule, outlet: Outlet, written: str, language: str | None) -> bool:
    """Whether a name of an outlet, which folds to the same key, counts as it is written."""
    if rule is _Rule.EXACT:
        return written_as(written, name)
    if rule is _Rule.AT_HOME and language not in outlet.languages:
        return False
    return _capitals_fit(name, written, local=outlet.reach is Reach.LOCAL)


def _capitals_fit(name: str, written: str, *, local: bool) -> bool:
    """Whether an initialism is written as one: `(map)` is not MAP, nor `King` the station KING.

    `Afp` and `Tass` are agencies as many languages spell them; a local station is never so.
    """
    letters = name.replace(".", "")
    if not (letters.isupper() and letters.isascii() and letters.isalpha()):
        return True
    if len(letters) > _LONGEST_INITIALS:
        return True
    return written.upper() == written if local else written.lower() != written


def _rank(
    outlet: Outlet, written: str, language: str | None, country: str | None
) -> tuple[int, ...]:
    """Lower is meant rather: see `by_name`; at last, who is called so with this very article."""
    key = fold(written)
    reach = _REACH_RANK[outlet.reach]
    tier = 0 if outlet.reach is Reach.OWN else 2 if outlet.reach is Reach.LOCAL else 1
    foreign = (language is not None and language not in outlet.languages) + (
        country is not None and country != outlet.country
    )
    kind = _KIND_RANK.get(outlet.kind, _LAST_RANK.get(outlet.kind, 5))
    own = 0 if fold(outlet.name) == key else 1
    spelled = 0 if _is_spelled(outlet, written) else 1
    home = 1 if any(fold(name) == key for name in outlet.home_names) else 0
    return tier, foreign, reach, kind, home, spelled, own


def _is_spelled(outlet: Outlet, written: str) -> bool:
    """Whether a name of the outlet is written so, article included: La Presse, not Die Presse."""
    names = (outlet.name, *outlet.aliases, *outlet.exact_names)
    return written.casefold() in (name.casefold() for name in names)


@cache
def load_registry(extra: Path | None = None) -> Registry:
    """The outlets of the data file, after those of a user's own file when one is given.

    A row of the user's file stands in place of the bundled one of the same name. Raises
    `BadInput` naming file, line and field when the user's file cannot be read.
    """
    own = user_rows(extra) if extra is not None else []
    replaced = {outlet.name for outlet in own}
    return Registry([*own, *(row for row in bundled_rows() if row.name not in replaced)])
