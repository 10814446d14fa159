"""Who is named beside a passage as the one who said it, and whether two names are one person's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize
from unicodedata import name as name_of

from rapidfuzz.fuzz import ratio

from verifier.match.lists import word_lists
from verifier.match.marks import paragraph, quoted_spans

_PAGE = 10_000  # characters on either side in which a name's fullest form is looked for
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽŻČĆĐŞĞİĀŌŪА-ЯЁЇІЄ"
_PARTICLE = r"(?:de|del|della|di|da|dos|du|des|van|von|der|den|ter|bin|ibn|al|el|le|la|of)"
_NAME = re.compile(
    rf"[{_CAPITAL}][\w’'.-]*[\w’'](?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:[{_CAPITAL}]\.|[{_CAPITAL}][\w’'.-]*[\w’']))*"
)
_LISTS = word_lists("speakers")
_CUE = re.compile(rf"\b(?i:{'|'.join(sorted(set(_LISTS['cues']), key=len, reverse=True))})\b")
_PRONOUN = re.compile(
    rf"^\W*(?:(?:he|she|they|er|sie|il|elle|él|ella|он|она)\s+(?:\w+\s+){{0,2}}?{_CUE.pattern}"
    rf"|{_CUE.pattern}\s+(?:he|she|er|sie|il|elle|él|ella|он|она)\b)",
    re.IGNORECASE,
)
_PRONOUN_BEFORE = re.compile(
    rf"\b(?:he|she|er|sie|il|elle|él|ella|он|она)\s+(?:\w+\s+){{0,2}}?{_CUE.pattern}[^.!?]{{0,40}}$",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"^\W{{0,4}}\s*[-–—―]\s*({_NAME.pattern})\s*(?:[,.(\n]|$)")
_RELAYED = re.compile(rf"(?:cited|quoted|quotes|cites)\s+({_NAME.pattern})\s+as\b")
_GERMAN_SO = re.compile(r"^\W{1,4}\s*so\s+([^.!?]{3,120})")  # “…”, so Anna Berg
_SENTENCE = re.compile(r"(?<=[.!?])[\"”»]?\s+(?=[A-ZА-ЯЁÀ-Þ\"“«])|\n")
_TITLES, _MANNERS = "|".join(_LISTS["titles"]), "|".join(_LISTS["manners"])
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
_LETTERS = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya e i i e g"
_LATIN = {
    letter: latin.strip("_") for letter, latin in zip(_CYRILLIC, _LETTERS.split(), strict=True)
}
_CLOSE, _DISTANT = 80, 55  # of 100: likeness of two transliterations, of two other names
_STOP = re.compile(r"(?<=\w\w)[.!?](?:\s|$)")
_ABBREVIATED = re.compile(
    rf"\b(?:{_TITLES}|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|St|Jr|Sr|Hon)$", re.IGNORECASE
)
_FINISHED = re.compile(r"[.!?][\s\"“”«»„]*$")
_GOES_ON = re.compile(r"[\s\"”»’]*[a-zà-ÿа-яё]")
_INDIRECT = re.compile(r"\s+(?:that|he|she|it|they|we|there|the|his|her|their|this)\b")
_NOT_NAMES = frozenset(_LISTS["openers"])
_BODIES = frozenset(_LISTS["bodies"])


@dataclass(frozen=True, slots=True)
class Said:
    """The name beside a passage as its speaker's; `scope` is the text that was searched."""

    name: str | None
    scope: str


def speaker_of(text: str, start: int, end: int) -> Said:
    """Who the page says said `text[start:end]`: by a cue beside the marks, or by a pronoun."""
    first, last = paragraph(text, start)
    last = max(last, end)
    spans = quoted_spans(text, first, last)
    after = _after(text, end, last, spans)
    before = _before(text, start, first, spans)
    if _FINISHED.search(before) and _GOES_ON.match(after):
        before = ""  # the quotation belongs to the sentence after it
    outside = _outside(text, first, last, spans)
    if signed := _SIGNED.match(after):
        return Said(_bare(signed[1]), outside)
    whole = text[max(0, end - 1) : end + 1].rstrip('"”»’ ').endswith(".")
    name = _named_after(after, whole=whole) or (
        None if _PRONOUN.match(after) else _named_before(before)
    )
    if name:
        return Said(_fullest(name, text[max(0, first - _PAGE) : last + _PAGE]), outside)
    if _PRONOUN.match(after) or _PRONOUN_BEFORE.search(before):
        earlier = text[max(0, first - 700) : first]
        near = text[max(0, first - _PAGE) : last + _PAGE]
        led = _outside(text, first, max(first, start - 1), spans)
        who = _last_speaker(led, near) or _last_speaker(earlier, near) or _only_person(earlier)
        return Said(who, earlier + " " + outside)
    return Said(None, outside)


def _after(text: str, end: int, last: int, spans: list[tuple[int, int]]) -> str:
    """What follows the closing mark, up to the sentence's end or the next quotation."""
    close = next((b for a, b in spans if a <= end <= b + 1), end)
    following = next((a for a, _ in spans if a > close), last)
    tail = text[close : min(following, close + 200)]
    for stop in _STOP.finditer(tail, 2):
        if not _ABBREVIATED.search(tail, 0, stop.start()):
            return tail[: stop.start() + 1]
    return tail


def _before(text: str, start: int, first: int, spans: list[tuple[int, int]]) -> str:
    """The sentence that leads up to the opening mark, other quotations left out."""
    opening = next((a for a, b in spans if a <= start <= b), start)
    since = max(first, opening - 250)
    head, at = "", since
    for a, b in spans:
        if since <= a and b < opening:
            head += text[at:a]
            at = b
    head += text[at : max(at, opening - 1)]
    parts = _SENTENCE.split(head)
    return next((part for part in reversed(parts) if part.strip(' "“”«»„,')), "")


def _outside(text: str, first: int, last: int, spans: list[tuple[int, int]]) -> str:
    parts, at = [], first
    for a, b in spans:
        parts.append(text[at : max(at, a)])
        at = max(at, b)
    parts.append(text[at:last])
    return " ".join(parts)


def _named_after(after: str, *, whole: bool) -> str | None:
    """The name in `,” Kim said`, `,” said John Kerry`, `,” KCNA cited Kim as telling`.

    `whole` says that the quotation ended with a full stop.
    """
    if relayed := _RELAYED.search(after):
        return _bare(relayed[1])
    if so := _GERMAN_SO.match(after):
        return next(_people(so[1]), None)
    cue = _CUE.search(after)
    if not cue or len(after[: cue.start()].split()) > 14 or _PRONOUN.match(after):
        return None
    if whole and _INDIRECT.match(after, cue.end()):
        return None  # “…” Orlov said he was tired: a sentence of its own
    subject = after[: cue.start()]
    if _NAME.search(subject):
        return next(_people(subject), None)
    if len(subject.split()) > 4:
        return None  # "a spokesman for the ministry said"
    object_ = after[cue.end() :]
    clause, _, apposed = object_.partition(",")
    return next(_people(clause), None) or next(_people(apposed[:40]), None)


def _named_before(before: str) -> str | None:
    """The name in `Jeff Rathke, the spokesman, said, “`, `according to Anna Berg: “`."""
    if relayed := _RELAYED.search(before):
        return _bare(relayed[1])
    cues = list(_CUE.finditer(before))
    leads = before.rstrip(" \"“”«»„‘'").endswith((":", "："))
    if cues and len(before[cues[-1].end() :].split()) <= (12 if leads else 8):
        return _beside_cue(before, cues[-1])
    if leads:
        named = list(_people(before))
        return named[0] if len(named) == 1 and " " in named[0] else None
    return None


def _beside_cue(before: str, cue: re.Match[str]) -> str | None:
    following = next(_people(before[cue.end() :]), None)
    if cue[0].lower() in ("according", "según", "selon", "словам"):
        return following
    return next(_people(before[: cue.start()]), None) or following


def _people(text: str) -> Iterator[str]:
    """The names in a stretch of text that can be a person's."""
    for found in _NAME.finditer(text):
        following = text[found.end() : found.end() + 30]
        name = _bare(found[0])
        if (
            name
            and not _is_body(name)
            and not re.match(r"(?:’s|'s)?\s+[a-zа-я]+(?:man|woman|person|official|aide)", following)
        ):
            yield name


def _bare(name: str) -> str | None:
    """The name without titles and sentence openers; None when nothing is left."""
    parts = re.sub(r"[’']s?$", "", name).split()
    owners = [n for n, part in enumerate(parts[:-1]) if part.endswith(("'s", "’s"))]
    parts = parts[owners[-1] + 1 :] if owners else parts  # Labour's Anna Berg
    while parts and (_plain(parts[0]) in _NOT_NAMES or parts[0] == "of"):
        parts.pop(0)
    return " ".join(parts) or None


def _is_body(name: str) -> bool:
    parts = name.split()
    return any(_plain(part) in _BODIES for part in parts) or (
        len(parts) == 1 and name.isupper() and len(name) > 1
    )


def is_person(name: str) -> bool:
    """Whether a name has the shape of a person's: two to five words, none a body's."""
    parts = (_bare(name) or "").split()
    return (
        2 <= len(parts) <= 5
        and not _is_body(name)
        and all(p[0].isupper() or len(p) < 4 for p in parts)
    )


def shown_as_person(name: str, text: str) -> bool:
    """Whether a text speaks of a bare surname as only of a person: Ms Berg; Berg said, laughing."""
    bare = _bare(name)
    if bare is None or " " in bare or _is_body(bare) or len(bare) < 3:
        return False
    there = re.escape(bare)
    titled = rf"\b(?i:{_TITLES})\.?\s+(?:[{_CAPITAL}][\w’'.-]*\s+)?{there}\b"
    cued = rf"\b(?:{there}\s+{_CUE.pattern}|{_CUE.pattern}\s+{there})"
    said = rf"{cued},?\s+(?:{_MANNERS}|(?:that\s+)?(?:he|she|his|her))\b"
    known = rf"\b{there},\s+(?:who\b|[1-9]\d,)"  # Berg, 54, …
    return any(re.search(shown, text) for shown in (titled, said, known))


def _fullest(name: str, text: str) -> str:
    """The longest form of a name on the page: "Kim" is "Kim Jong Un" there."""
    if " " in name:
        return name
    found = [
        bare
        for match in re.finditer(
            rf"(?:[{_CAPITAL}](?:[\w’'-]+|\.)\s+){{0,3}}{re.escape(name)}\b"
            rf"(?:\s+[{_CAPITAL}][\w’'-]+){{0,3}}",
            text,
        )
        if (bare := _bare(match[0])) and not _is_body(bare)
    ]
    return max(found, key=lambda form: (len(form.split()) <= 4, len(form)), default=name)


def _last_speaker(earlier: str, text: str) -> str | None:
    """Who was last named with a cue before a "he said"."""
    for sentence in reversed(_SENTENCE.split(earlier)):
        for cue in reversed(list(_CUE.finditer(sentence))):
            near = sentence[max(0, cue.start() - 60) : cue.start()]
            names = list(_people(near)) or list(_people(sentence[cue.end() : cue.end() + 40]))
            if names:
                return _fullest(names[-1], text)
    return None


def _only_person(earlier: str) -> str | None:
    """The person of the paragraph before, if no other name stands in it."""
    named = list(_people(earlier.rstrip().rpartition("\n")[2]))
    return named[0] if len(named) == 1 and is_person(named[0]) else None


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: "Kim", "Kim Jong-un" and "Mr Kim Jong Un".

    Names of two scripts are compared in Latin letters where that can be done, and else taken for
    one person's: nobody is accused of what we cannot read. A first name in common is not enough
    where the rest is wholly different: John Key, John Burrows.
    """
    left, right = _tokens(one), _tokens(other)
    if not left or not right:
        return False
    if _script(one) != _script(other):
        left, right = ({_in_latin(token) for token in some} for some in (left, right))
        if not all(token.isascii() for token in left | right):
            return True
    shared = {a for a in left for b in right if _alike(a, b)}
    first = [
        next(iter(_plain(part) for part in (_bare(name) or name).split()), "")
        for name in (one, other)
    ]
    if shared == {first[0]} and first[0] == first[1] and min(len(left), len(right)) > 1:
        rest = [(a, b) for a in left - shared for b in right - shared]
        return any(ratio(a, b) >= _DISTANT or a[0] == b for a, b in rest)
    if shared:
        return True
    initials = "".join(token[0] for token in left), "".join(token[0] for token in right)
    return bool(initials[0] in right or initials[1] in left)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and ratio(one, other) >= _CLOSE)


def _script(name: str) -> str:
    letters = [c for c in name if c.isalpha()]
    return "" if not letters else name_of(letters[-1], "").partition(" ")[0]


def _in_latin(token: str) -> str:
    """A token in Latin letters, if it is Cyrillic."""
    return "".join(_LATIN.get(letter, letter) for letter in token)


def mentioned(name: str, text: str) -> bool:
    """Whether any word of a name stands in a text; a first name not if it is another person's."""
    there = _tokens(text)
    held = [token for token in _tokens(name) if len(token) > 2 and token in there]
    parts = [_plain(part) for part in (_bare(name) or "").split()]
    if len(parts) < 2 or held != parts[:1]:
        return bool(held)
    following = re.findall(rf"(?i:\b{re.escape(parts[0])})\s+([{_CAPITAL}]\w+|\S?)", text)
    return not following or any(not word or _plain(word) in parts for word in following)


def _tokens(name: str) -> set[str]:
    parts = (_plain(part) for part in re.split(r"[\s\-‐–—,.;:()\"“”«»]+", name))
    return {part for part in parts if len(part) > 1 and part not in _NOT_NAMES}


def _plain(word: str) -> str:
    letters = normalize("NFD", word.casefold())
    bare = "".join(c for c in letters if not combining(c))
    return re.sub(r"(?:[’']s|[^\w])", "", bare)
