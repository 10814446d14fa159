"""Is a page a record of what was said, and not a story about it?

Transcripts, minutes and filings give words as they were said, may appear long after, and need no
quotation marks. A headline that merely mentions minutes or testimony makes no record.
"""

import re

from verifier import urls
from verifier.model import Document

LEAST_TURNS = 4  # labelled lines by which a page is seen to be laid out as a record
TURNS_SHARE = 0.5  # of its lines

_KIND = r"(?:transcripts?|full text|hansard|verbatim (?:record|report)|oral evidence|court filing)"
_BEFORE = r"(?:(?:the|full|official|complete|edited|corrected|verbatim|uncorrected)\s+)*"
_FORMS = re.compile(
    rf"^{_BEFORE}{_KIND}(?:\s+(?:of|from)\b|\s*[-:–—|(]|\s*$)"
    rf"|[-:–—|(]\s*{_BEFORE}{_KIND}\)?\s*(?:$|[-–—|])"
    r"|\b(?:speech|interview|hearing|meeting|conference|remarks|debate|address)\s+transcript"
    r"\s*(?:$|[-:–—|(])"
    rf"|^{_BEFORE}minutes of (?:the|an?)\b|^{_BEFORE}minutes of .*\b(?:meeting|session|sitting)\b"
    r"|\bmeeting minutes\s*(?:$|[-:–—|(])"
    r"|^(?:full\s+)?(?:remarks|statement) (?:of|by) .+ (?:at|before|during|to the)\b"
    rf"|^{_BEFORE}(?:testimony|deposition) of \w|^{_BEFORE}proceedings of (?:the|an?)\b"
    r"|^house of \w+ hansard\b",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:transcripts?|hansard|minutes|verbatim|deposition|testimony|court filing|"
    r"full text|remarks by|oral evidence|proceedings)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?:[A-Z][\w.'’-]*(?:\s+[\w.'’()-]+){0,6}|Q|A)\s*:\s+\S")


def is_record(document: Document) -> bool:
    """Whether a page is a transcript, minutes or a filing: the words as they were said then."""
    titles = [(document.title or "").strip(), _last_part(document.url or "")]
    if any(_FORMS.search(title) for title in titles):
        return True
    return any(_MENTION.search(title) for title in titles) and _in_turns(document.text)


def _last_part(url: str) -> str:
    """The words of the last part of an address, where a title stands."""
    return urls.slug(f"https://any.invalid/{urls.last_part(url)}")


def _in_turns(text: str) -> bool:
    """Whether most lines begin with the name of who speaks."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    turns = [line for line in lines if _TURN.match(line)]
    return len(turns) >= LEAST_TURNS and len(turns) >= TURNS_SHARE * len(lines)
