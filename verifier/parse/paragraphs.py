"""One paragraph as the rules see it: tokens, sentences, cue events and quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from verifier.parse.cues import CueEvent
from verifier.parse.marks import Region
from verifier.parse.phrases import Mention
from verifier.parse.tokens import Sentence, Tokens


class Bond(Enum):
    """How a quotation hangs on its cue; the strongest first."""

    AFTER = "after"  # the cue stands right behind it
    BEFORE = "before"  # the cue stands right before it
    SCOPE = "scope"  # it stands somewhere in what the cue governs
    MARK = "mark"  # a colon or a dash and a name
    CARRIED = "carried"  # no cue of its own
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A marked region with what was found out about it."""

    region: Region
    token: int
    sentence: Sentence
    bond: Bond
    speaker: Mention | None = None
    event: CueEvent | None = None
    mark_cue: tuple[int, int] | None = None  # offsets of a colon or dash that serves as cue


@dataclass(slots=True)
class Paragraph:
    """One paragraph, read."""

    tokens: Tokens
    start: int
    end: int
    sentences: list[Sentence]
    events: list[list[CueEvent]]  # of each sentence
    quotations: tuple[Attributed, ...] = ()
    is_quote_block: bool = False

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.sentences, token, key=lambda sentence: sentence.first) - 1

    def quotations_in(self, first: int, last: int) -> Sequence[Attributed]:
        """The quotations at tokens first … last - 1."""
        left = bisect_left(self.quotations, first, key=lambda item: item.token)
        right = bisect_left(self.quotations, last, lo=left, key=lambda item: item.token)
        return self.quotations[left:right]
