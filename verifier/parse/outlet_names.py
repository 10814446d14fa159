"""Whether capitalised words name an outlet, and which one the registry says they mean.

A name in running prose counts only where the words around it cite; what the registry does not
know is still an outlet when it is called so ("… Gazette", "Radio …").
"""

from dataclasses import dataclass, field

from verifier.outlets import Outlet, Registry, fold
from verifier.parse.language import Language


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """An outlet as written, and what the registry makes of it."""

    written: str
    outlet: str | None = None  # the registry's name, when there is one owner or a clear first
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class OutletNames:
    """The registry as one article uses it: with the initialisms that the article defines."""

    registry: Registry
    language: Language
    defined: dict[str, str] = field(default_factory=dict)  # "MNA" → "Meridia News Agency"
    _looked_up: dict[str, tuple[Outlet, ...]] = field(default_factory=dict)

    def known(self, written: str) -> tuple[Outlet, ...]:
        """What the registry has under a name."""
        owners = self._looked_up.get(written)
        if owners is None:
            owners = self.registry.by_name(written)
            if not owners:
                owners = self.registry.by_name(_without_suffix(written))
            self._looked_up[written] = owners
        return owners

    def resolve(self, written: str) -> NamedOutlet:
        """A written name with the registry's name for it."""
        full = self.defined.get(written, written)
        owners = self.known(full)
        if not owners:
            return NamedOutlet(written, full if full != written else None)
        names = tuple(dict.fromkeys(owner.name for owner in owners))
        return NamedOutlet(written, names[0], names if len(names) > 1 else ())

    def looks_like_outlet(self, written: str) -> bool:
        """Known to the registry, defined in the article, or called like an outlet."""
        if written in self.defined or self.known(written):
            return True
        words = written.lower().replace("’s", "").replace("'s", "").split()
        media = self.language.words.get("outlet_words", frozenset())
        return len(words) > 1 and (words[-1] in media or words[0] in ("radio", "cbs", "bbc"))


def _without_suffix(written: str) -> str:
    """German and possessive case endings: `Deutschen Presse-Agentur`, `Reuters’`."""
    name = written.rstrip("’'")
    return name.replace("Deutschen ", "Deutsche ", 1)


def same_name(one: str, other: str) -> bool:
    """Whether two written names are one: spelled the same, or one the initials of the other."""
    return fold(one) == fold(other) or is_initials(one, other) or is_initials(other, one)


def is_initials(short: str, full: str) -> bool:
    """Whether capitals such as `MNA` are the initials of a name: Meridia News Agency."""
    initials = "".join(word[0] for word in full.split() if word[:1].isupper())
    return short.isupper() and len(short) > 1 and initials.removeprefix("T").endswith(short)


def find_definitions(text: str, names: "OutletNames") -> None:
    """Take up `Meridia News Agency (MNA)`: capitals that the words before them spell."""
    at = text.find("(")
    while at >= 0:
        close = text.find(")", at, at + 12)
        short = text[at + 1 : close] if close > 0 else ""
        if 2 <= len(short) <= 8 and short.isalpha() and short.isupper():
            full = _spelled_out(text[max(0, at - 120) : at].split(), short)
            if full and short not in names.defined:
                names.defined[short] = full
        at = text.find("(", at + 1)


def _spelled_out(words: list[str], short: str) -> str | None:
    """The last words whose capitals are the letters of `short`."""
    letters = list(short)
    for index in range(len(words) - 1, max(-1, len(words) - 12), -1):
        if letters and words[index][:1] == letters[-1]:
            letters.pop()
            if not letters:
                return " ".join(words[index:])
        elif words[index][:1].isupper():
            return None
    return None
