"""Whether capitalised words name an outlet, and which one the registry says they mean.

A name in running prose counts only where the words around it cite; what the registry does not
know is still an outlet when it is called so ("… Gazette", "Radio …").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, product

from verifier.outlets import Outlet, Registry, fold
from verifier.parse.language import Language

_LONGEST_DECLINED = 4  # words of a name that is looked up in other cases
_MOST_FORMS = 40


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """An outlet as written, and what the registry makes of it."""

    written: str
    outlet: str | None = None  # the registry's name, when one is plainly meant
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class OutletNames:
    """The registry as one article uses it: with the initialisms that the article defines."""

    registry: Registry
    language: Language
    defined: dict[str, str] = field(default_factory=dict)  # "MNA" → "Meridia News Agency"
    _looked_up: dict[tuple[str, bool], tuple[str, tuple[Outlet, ...]]] = field(default_factory=dict)
    _called: dict[str, bool] = field(default_factory=dict)
    _shortened: dict[str, str | None] = field(default_factory=dict)  # None: of several names

    def known(self, written: str) -> tuple[Outlet, ...]:
        """What the registry has under a name that cites where it merely stands."""
        return self._look_up(written, bodies=False)[1]

    def _look_up(self, written: str, *, bodies: bool) -> tuple[str, tuple[Outlet, ...]]:
        """The form of a name that the registry has, and its owners; authorities with `bodies`."""
        key = (written, bodies)
        found = self._looked_up.get(key)
        if found is None:
            code = self.language.code
            for form in self._forms(written):
                owners = self.registry.by_name(form, language=code, bodies=bodies)
                if owners:
                    break
            found = self._looked_up[key] = (form, owners)
        return found

    def _forms(self, written: str) -> Iterator[str]:
        """The name, and what a declined one may be: `Süddeutschen Zeitung`, `Известиям`."""
        yield self.language.tables.get("platform_names", {}).get(written.lower()) or written
        endings = _case_endings(self.language)
        words = written.rstrip("’'").split() if endings else ()
        if not 0 < len(words) <= _LONGEST_DECLINED:
            return
        choices = [[word, *_undeclined(word, endings)] for word in words]
        for form in islice(product(*choices), 1, _MOST_FORMS):
            yield " ".join(form)

    def resolve(self, written: str, *, short: bool = False) -> NamedOutlet:
        """What a name means where a citation is sure to stand: there authorities count too.

        `Gazette` behind `Wexcombe Gazette` is that one, unless the registry plainly has an outlet
        called so; with `short`, for "the Gazette" in prose, even then.
        """
        full = self.defined.get(written, written)
        form, owners = self._look_up(full, bodies=True)
        meant = self.registry.meant(form, language=self.language.code, bodies=True)
        longer = self._shortened.get(self._tail(full)) if short or meant is None else None
        if longer is not None:
            return self.resolve(longer)
        self._learn_short_forms(full)
        if not owners:
            return NamedOutlet(written, full if full != written else None)
        names = tuple(dict.fromkeys(owner.name for owner in owners))
        return NamedOutlet(
            written, meant.name if meant is not None else None, names if len(names) > 1 else ()
        )

    def _tail(self, written: str, least: int = 0) -> str:
        """A name in small letters without its article and the first `least` words."""
        words = written.lower().split()
        while len(words) > 1 and words[0] in self.language.words.get("determiners", ()):
            del words[0]
        return " ".join(words[least:])

    def _learn_short_forms(self, full: str) -> None:
        """Take up what a longer name may be called further on: `Gazette`."""
        media = self.language.words.get("outlet_words", frozenset())
        for least in range(1, len(full.split())):
            tail = self._tail(full, least)
            if tail.rpartition(" ")[2] in media:
                one = self._shortened.setdefault(tail, full)
                if one is None or self._tail(one) != self._tail(full):
                    self._shortened[tail] = None

    def looks_like_outlet(self, written: str) -> bool:
        """Known to the registry, defined in the article, or called like an outlet."""
        if written in self.defined or self.known(written) or self._shortened.get(written.lower()):
            return True
        called = self._called.get(written)
        if called is None:
            called = self._called[written] = self._is_called_outlet(written)
        return called

    def _is_called_outlet(self, written: str) -> bool:
        """`Wexcombe Gazette`, `Radio Bodensee`."""
        words = written.lower().replace("’s", "").replace("'s", "").split()
        while len(words) > 1 and self.language.has("determiners", words[0]):
            del words[0]
        if len(words) > 2 and words[-1].isdigit():
            words.pop()  # "Rai Radio 1"
        if words and self._ends_as_outlet(words[-1]):
            return True
        media = self.language.words.get("outlet_words", frozenset())
        return len(words) > 1 and (
            words[-1] in media or self.language.has("outlet_heads", words[0])
        )

    def _ends_as_outlet(self, word: str) -> bool:
        """`Volkszeitung`, `Nordkurier`, where such words are written as one."""
        return word[1:].endswith(self.language.phrase("outlet_endings"))

    def apart(self, written: str) -> tuple[str, ...]:
        """The outlets of `Reuters and AFP`, `Reuters/AFP`; the name itself when it is one."""
        if self.known(written):
            return (written,)
        parts = _joints(self.language).split(written)
        if len(parts) > 1 and all(map(self.looks_like_outlet, parts)):
            return tuple(parts)
        return (written,)


@cache
def _case_endings(lexicon: Language) -> tuple[tuple[str, str], ...]:
    """Endings of other cases with that of the nominative; the lexicon has "en>er"."""
    pairs = sorted(lexicon.words.get("case_endings", ()))
    return tuple(
        (ending, nominative) for ending, _, nominative in (p.partition(">") for p in pairs)
    )


def _undeclined(word: str, endings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The word with the endings of the nominative."""
    for ending, nominative in endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: len(word) - len(ending)] + nominative


@cache
def _joints(lexicon: Language) -> re.Pattern[str]:
    """What stands between the names of a list: "and", "&", "/"."""
    joints = "|".join(map(re.escape, lexicon.phrase("list_joints"))) or "(?!)"
    return re.compile(rf"\s+(?:{joints}|&)\s+|\s*[/+]\s*")


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
