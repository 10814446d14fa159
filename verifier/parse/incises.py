"""Attributions inside the marks: `« La digue, a déclaré la maire, tiendra. »`.

French leaves the marks open around a short attribution. Such a region is parted in two, so that
the reporter's words are in neither and the cue stands between them, as it does elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from verifier.parse.language import Language, language
from verifier.parse.marks import Region

_LONGEST = 3000  # code points of a region that is searched
_LEAST_VERB = 3  # letters; shorter forms are too many other words


def part_at_incises(text: str, regions: Iterable[Region], lexicon: Language) -> Iterator[Region]:
    """The same regions, those with an attribution inside as two; others as they are."""
    pattern = incise(lexicon)
    for region in regions:
        found = None
        if pattern is not None and region.end - region.start <= _LONGEST and not region.depth:
            found = pattern.search(text, region.start, region.end)
        if found is None:
            yield region
            continue
        comma, after = found.start() + 1, found.end()
        yield replace(region, end=comma, outer_end=comma)
        while after < region.end and (text[after].isspace() or text[after] in ",."):
            after += 1
        if any(ch.isalnum() for ch in text[after : region.end]):
            yield replace(region, start=after, outer_start=after)


def incise(lexicon: Language) -> re.Pattern[str] | None:
    """What an attribution inside speech looks like; None where the language has none there."""
    return _incise(lexicon.code) if lexicon.flag("incises") else None


@cache
def _incise(code: str) -> re.Pattern[str]:
    """A mark, a verb of saying with a pronoun behind it or a short subject, and a stop."""
    verbs = sorted(v for v, kinds in language(code).verbs.items() if "speech" in kinds)
    said = "|".join(re.escape(verb) for verb in verbs if len(verb) >= _LEAST_VERB)
    clitic = r"(?:-t)?-(?:ils?|elles?|on)\b"
    subject = r"\s(?:l[ea]s?\b|une?\b|l['’]|son\b|sa\b|M\.|Mme\b|[A-ZÀ-Ý])"
    return re.compile(
        rf"""
        [,?!…]\s
        (?:
            (?:a|ont|avait|avaient) {clitic} \s (?:{said}) \b    # a-t-elle ajouté
          | (?:{said}) {clitic}                                  # affirme-t-il
          | (?:(?:a|ont|avait|avaient)\s)? (?:{said}) {subject}  # a déclaré la maire
        )
        (?:[^«»“”".,;:!?]|M\.){{0,60}}
        (?=[,.!?]|\Z)
        """,
        re.VERBOSE,
    )
