"""Words of a paragraph with one-letter tags, and its sentences.

A marked region is one token, so that rules see the writer's own sentence around it. The tags:

    Q quotation   N capitalised word   n other word   # number    d determiner   p pronoun
    o object pronoun   r relative   V cue verb   x other verb known as one   a adverb
    i preposition   c conjunction   s subordinator   h honorific   D weekday or month
    , ; : . ? - ( ) punctuation       * anything else
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from verifier.parse.language import Language
from verifier.parse.marks import Region

_TOKEN = re.compile(
    r"""
      (?:[^\W\d_]\.){2,}                       # U.S., z.B.
    | \d+(?:[.,:]\d+)*                         # 1,000.5
    | [^\W\d_][^\W_]*(?:[-'’·][^\W_]+)*        # words, with hyphens and apostrophes inside
    | [^\s\w]|_
    """,
    re.VERBOSE,
)
_ELIDING_TOKEN = re.compile(  # l’AFP, dell'ANSA
    r"(?:[^\W\d_]{1,2}|qu|jusqu|lorsqu|puisqu|dell|nell|dall|all|sull|quell)['’](?=\w|\Z)|"
    r"-(?:t-)?(?:ils?|elles?|on)\b|"  # a-t-elle, dit-il
    + _TOKEN.pattern.replace("(?:[-'’·]", r"(?:(?!-(?:t-)?(?:ils?|elles?|on)\b)[-'’·]"),
    re.VERBOSE | re.IGNORECASE,
)
_PUNCTUATION = {
    **dict.fromkeys(",،、，", ","),
    **dict.fromkeys(";；؛", ";"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(".。", "."),
    **dict.fromkeys("?!？！؟…", "?"),
    **dict.fromkeys("—–―", "-"),
    **dict.fromkeys("([（【", "("),
    **dict.fromkeys(")]）】", ")"),
}
_MONTH_AND_VERB = frozenset({"may"})
_LEAST_ADVERB = 5  # letters; "only", "ally" and "reply" are no adverbs by their ending
_MAY_END = ".?Q)"  # tags of tokens that a sentence may end with
_LONGEST_SENTENCE = 400  # tokens; a paragraph without stops is cut here, to stay linear


@dataclass(slots=True)
class Tokens:
    """The tokens of one paragraph as parallel lists."""

    text: str  # of the whole article; offsets point into it
    language: Language
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # lower case; "" for a quotation
    tags: list[str] = field(default_factory=list)
    regions: dict[int, Region] = field(default_factory=dict)  # token index → quotation

    def __len__(self) -> int:
        return len(self.starts)

    def span_text(self, first: int, last: int) -> str:
        """The article's words from one token to another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens first … last - 1 of a paragraph."""

    first: int
    last: int


def tokenize(
    text: str,
    start: int,
    end: int,
    regions: Sequence[Region],
    lexicon: Language,
    *,
    skips: Sequence[tuple[int, int]] = (),
    names: Sequence[Region] = (),
) -> Tokens:
    """The tokens of text[start:end]; `regions` are the outermost marked regions in it.

    `skips` are stretches that are no words of the sentence, such as note markers; the regions in
    `names` are a name in marks (`die „Zeit“`), each one capitalised word.
    """
    tokens = Tokens(text, lexicon)
    at = start
    holes: list[tuple[int, int, Region | None]] = [(a, b, None) for a, b in skips]
    named = frozenset(names)
    holes += [(region.outer_start, region.outer_end, region) for region in regions]
    for hole_start, hole_end, region in sorted(holes, key=lambda hole: hole[:2]):
        if hole_start < at:
            continue
        _add_words(tokens, at, hole_start)
        at = hole_end
        if region is None:
            continue
        if region in named:
            tokens.starts.append(region.start)
            tokens.ends.append(region.end)
            tokens.words.append(text[region.start : region.end].lower())
            tokens.tags.append("N")
            continue
        tokens.regions[len(tokens)] = region
        tokens.starts.append(region.outer_start)
        tokens.ends.append(region.outer_end)
        tokens.words.append("")
        tokens.tags.append("Q")
    _add_words(tokens, at, end)
    return tokens


def _add_words(tokens: Tokens, start: int, end: int) -> None:
    tags = tokens.language.tags
    add_start, add_end = tokens.starts.append, tokens.ends.append
    add_word, add_tag = tokens.words.append, tokens.tags.append
    text = tokens.text
    small_months = tokens.language.flag("small_months")
    adverbial = tokens.language.phrase("adverb_endings")
    initial = not tokens.tags or tokens.tags[-1] in "Q.?:"
    dotted = -1  # where an abbreviation's own dot ends
    pattern = _ELIDING_TOKEN if tokens.language.flag("elision") else _TOKEN
    for match in pattern.finditer(text, start, end):
        begin, after = match.span()
        if begin < dotted:
            continue
        word = text[begin:after]
        if word[0] == "-" and len(word) > 1:  # the pronoun of "a-t-elle"
            begin = after - len(word.rpartition("-")[2])
            word = text[begin:after]
        low = word.lower().replace("’", "'") if "’" in word else word.lower()
        add_start(begin)
        add_word(low)
        first = word[0]
        if first.isalpha():
            known = tags.get(low)
            if first.isupper():
                tag = _capital_tag(low, known, initial, small_months)
            elif known is not None:
                tag = known
            else:
                tag = "a" if low.endswith(adverbial) and len(low) > _LEAST_ADVERB else "n"
            if (tag == "h" or (tag == "N" and len(word) == 1)) and text[after : after + 1] == ".":
                after = dotted = after + 1  # "Mr.", "J."
        elif first.isdigit():
            tag = "#"
        else:
            tag = _PUNCTUATION.get(first, "*")
        add_end(after)
        add_tag(tag)
        initial = tag in ".?:("


def _capital_tag(low: str, known: str | None, initial: bool, small_months: bool) -> str:
    if known is None:
        return "a" if initial and low.endswith("ly") and len(low) > 5 else "N"
    if known == "D" and small_months:
        return "N"  # "Julio Ferrer", where months are written small
    if known == "x" and not initial and low in _MONTH_AND_VERB:
        return "D"
    if known in "Vx" and not (initial and low[-2:] in ("ed", "ng", "ld", "re", "as", "is")):
        return "N"  # "the State Department", "Wrote"
    if known in "an" and not initial:
        return "N"
    return known


def sentences(tokens: Tokens) -> list[Sentence]:
    """The sentences of a paragraph; abbreviations and quotations inside one do not end it."""
    found = []
    first, size = 0, len(tokens)
    for index, tag in enumerate(tokens.tags):
        ends = tag in _MAY_END and _ends_sentence(tokens, index, first)
        if ends or index - first >= _LONGEST_SENTENCE:
            found.append(Sentence(first, index + 1))
            first = index + 1
    if first < size:
        found.append(Sentence(first, size))
    return found


def _ends_sentence(tokens: Tokens, index: int, first: int) -> bool:
    tag = tokens.tags[index]
    if index + 1 >= len(tokens):
        return True
    following = tokens.tags[index + 1]
    if tag == ".":
        return _stop_ends(tokens, index, first)
    if tag == "?":
        return following != "?" and following not in ",-)" and _starts_upper(tokens, index + 1)
    if tag == "Q":
        return _quotation_ends(tokens, index, first)
    return _closes_after_quotation(tokens, index, first)


def _stop_ends(tokens: Tokens, index: int, first: int) -> bool:
    if index == first:
        return False
    if tokens.language.has("abbreviations", tokens.words[index - 1]):
        return False
    if tokens.tags[index + 1] not in "Q(" and not _starts_upper(tokens, index + 1):
        return tokens.tags[index + 1] == "#" and tokens.starts[index + 1] > tokens.ends[index]
    if tokens.starts[index + 1] == tokens.ends[index] and tokens.tags[index + 1] == "N":
        return False  # example.Com
    before = tokens.words[index - 1]
    if tokens.starts[index] > tokens.ends[index - 1]:
        return True
    if tokens.tags[index - 1] == "#" and tokens.language.flag("ordinal_dot"):
        return False  # "am 3. Mai"
    return not (len(before) == 1 and before.isalpha() and tokens.tags[index - 1] == "N")


def _quotation_ends(tokens: Tokens, index: int, first: int) -> bool:
    region = tokens.regions[index]
    inner = tokens.text[region.start : region.end].rstrip("’'”\" \n")
    if not inner or inner[-1] not in ".!?…。！？":
        return False
    if not _starts_upper(tokens, index + 1) and tokens.tags[index + 1] != "Q":
        return False
    return not (index == first and _cue_follows(tokens, index + 1, inner[-1] == "."))


def _cue_follows(tokens: Tokens, index: int, stopped: bool) -> bool:
    """`“What now?” Ada Prynn asked.`: a name and a cue verb right after the quotation.

    After a full stop the cue must end the sentence too, or it introduces what comes next.
    """
    for later in range(index, min(index + 6, len(tokens))):
        if tokens.tags[later] == "V":
            ends = later + 1 >= len(tokens) or tokens.tags[later + 1] in ".?D"
            return later > index and (ends or not stopped)
        if tokens.tags[later] not in "Nnhdp":
            return False
    return False


def _closes_after_quotation(tokens: Tokens, index: int, first: int) -> bool:
    """`… end.” (KCNA, Jan. 27) Next`: the parenthesis belongs to the sentence before it."""
    if not _starts_upper(tokens, index + 1):
        return False
    for earlier in range(index - 1, max(first, index - 25) - 1, -1):
        if tokens.tags[earlier] == "(":
            if earlier == first:
                return True
            before = tokens.tags[earlier - 1]
            return before == "." or (
                before == "Q" and tokens.text[tokens.regions[earlier - 1].end - 1] in ".!?…"
            )
    return False


def _starts_upper(tokens: Tokens, index: int) -> bool:
    at = tokens.starts[index]
    ch = tokens.text[at]
    if tokens.tags[index] == "Q":
        region = tokens.regions[index]
        inner = tokens.text[region.start : region.start + 2].lstrip("'‘“[ …")
        return not inner[:1].islower()
    return ch.isupper() or (ch.isalpha() and not ch.islower())
