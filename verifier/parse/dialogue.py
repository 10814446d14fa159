"""Speech behind a dash: `—No —respondió María—, me quedo.`, `— Tu viens ? demanda Paul.`

French and Spanish set dialogue so, without marks. A dash may open an item of a list as well, so
lines count as dialogue only where one of them has an attribution.
"""

import re
from collections.abc import Iterator

from verifier.parse.incises import incise
from verifier.parse.language import Language
from verifier.parse.marks import Region

_LINE = re.compile(r"^[ \t]*[—–][ ]?(?=\S)(?P<said>[^\n]+)$", re.MULTILINE)
_THROWN_IN = re.compile(  # Spanish: —text —respondió María—, text
    r"\s[—–](?P<by>[^\W\d_A-ZÁÉÍÓÚÑ][^—–\n]{2,80})(?:[—–][,.;:]?|$)", re.MULTILINE
)


def dialogue_regions(text: str, start: int, end: int, lexicon: Language) -> list[Region]:
    """The words spoken in the lines text[start:end] that open with a dash; [] for other text."""
    if not lexicon.flag("dash_dialogue") or text[start : start + 1] not in ("—", "–"):
        return []
    lines = [match.span("said") for match in _LINE.finditer(text, start, end)]
    told = [list(_asides(text, first, last, lexicon)) for first, last in lines]
    if not any(told):
        return []
    found: list[Region] = []
    for (first, last), asides in zip(lines, told, strict=True):
        for aside_start, aside_end in asides:
            found.append(Region(first, aside_start, first, aside_start))
            first = aside_end
        found.append(Region(first, last, first, last))
    return [r for r in found if any(ch.isalnum() for ch in text[r.start : r.end])]


def _asides(text: str, first: int, last: int, lexicon: Language) -> Iterator[tuple[int, int]]:
    """The stretches of a line that are the writer's."""
    for match in _THROWN_IN.finditer(text, first, last):
        word = match["by"].split(maxsplit=1)[0].lower()
        if word in lexicon.verbs:
            yield match.span()
            return
    pattern = incise(lexicon)
    found = pattern.search(text, first, last) if pattern is not None else None
    if found is not None:
        yield found.start() + 1, min(found.end() + 1, last)
