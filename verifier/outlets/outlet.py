"""What is known of one outlet."""

from dataclasses import dataclass
from enum import StrEnum

from verifier.outlets.routes import Route


class Reach(StrEnum):
    """How far an outlet is known, the first before the others where they share a name."""

    OWN = "own"  # of a user's own file
    WORLD = "world"
    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


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
    # "Stern", "Focus": words or surnames elsewhere, so only in articles of its own languages.
    home_names: tuple[str, ...] = ()
    # "The Bell": only as spelled here, with its article and capitals.
    exact_names: tuple[str, ...] = ()
    reach: Reach = Reach.NATIONAL
    routes: tuple[Route, ...] = ()
    checked: str = ""  # the day its domains were seen live; "" is never
