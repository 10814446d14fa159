"""The words that forms of a report share: outcomes, channels, dates, the line over the whole."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from verifier.model import Action, Channel, ChannelStatus, Outcome, Relation, ReportState, Verdict
from verifier.report.schema import Citation, Evidence, Finding, Report

STATE_WORDS = {
    ReportState.ACTION: "Needs action",
    ReportState.INCOMPLETE: "Incomplete",
    ReportState.CLEAR: "Nothing to do",
}

NOTHING_TO_CHANGE = "Nothing to change"  # clear, yet somebody has to look or to add a source

ACTION_WORDS = {  # one, many; what stands after the number
    Action.CALL: ("needs a call", "need a call"),
    Action.WORDING: ("needs an edit", "need an edit"),
    Action.ATTRIBUTION: ("needs another attribution", "need another attribution"),
    Action.SOURCE: ("lacks a readable source", "lack a readable source"),
    Action.LOOK: ("needs a look", "need a look"),
    Action.NONE: ("found", "found"),
}
NO_SOURCE_WORDS = ("names no source", "name no source")
ACTION_SHORT = {
    Action.CALL: "Call",
    Action.WORDING: "Edit wording",
    Action.ATTRIBUTION: "Attribution",
    Action.SOURCE: "Source",
    Action.LOOK: "Look",
    Action.NONE: "Nothing to do",
}

OUTCOME_WORDS = {
    Outcome.GONE: "the page is gone",
    Outcome.SOFT_404: "an error page that calls itself a page",
    Outcome.REDIRECTED_HOME: "sent on to the home page",
    Outcome.PAYWALLED: "only a teaser before a paywall",
    Outcome.LOGIN_WALL: "asks for a login",
    Outcome.CONSENT_WALL: "asks for consent first",
    Outcome.BOT_WALL: "refuses programs",
    Outcome.FORBIDDEN: "access refused",
    Outcome.ROBOTS_DENIED: "robots.txt forbids it",
    Outcome.RATE_LIMITED: "too many requests for the site",
    Outcome.SERVER_ERROR: "the site had an error",
    Outcome.NEEDS_SCRIPT: "shows its text only by script",
    Outcome.NO_TEXT: "has no text",
    Outcome.WRONG_TYPE: "not a kind of file that can be read",
    Outcome.WRONG_WORK: "not the work cited",
    Outcome.OTHER_LANGUAGE: "in another language than the quotation",
    Outcome.TOO_LARGE: "too large",
    Outcome.BAD_ENCODING: "its characters cannot be decoded",
    Outcome.BAD_RESPONSE: "a broken answer",
    Outcome.PARSE_FAILED: "could not be taken apart",
    Outcome.TIMEOUT: "no answer in time",
    Outcome.DNS: "no such host",
    Outcome.TLS: "no safe connection",
    Outcome.REFUSED: "connection refused",
    Outcome.TOO_MANY_REDIRECTS: "too many redirects",
    Outcome.BAD_URL: "not a usable address",
    Outcome.FORBIDDEN_ADDRESS: "an address that may not be fetched",
    Outcome.NO_PAGE: "no page was found",
    Outcome.CHANNEL_REFUSED: "the search gave no answer",
    Outcome.NOT_TRIED: "not tried",
    Outcome.COPY: "the article itself or a copy of it",
    Outcome.LATER: "published after the article",
}

RELATION_WORDS = {
    Relation.NAMED: "the source named",
    Relation.MIRROR: "a mirror of the source named",
    Relation.REPUBLISHED: "a page that republishes the source named",
    Relation.PROVIDED: "a file you gave",
    Relation.ELSEWHERE: "another source",
}

CHANNEL_WORDS = {
    Channel.LINK: "link in the article",
    Channel.FOLDER: "your files",
    Channel.SEARXNG: "SearXNG search",
    Channel.BRAVE: "Brave search",
    Channel.GDELT: "GDELT news index",
    Channel.GAL: "GDELT article list",
    Channel.SITEMAP: "the outlet’s sitemap",
    Channel.FEED: "the outlet’s feed",
    Channel.CDX: "Wayback Machine index",
    Channel.MEMENTO: "web archives (Memento)",
    Channel.COMMONCRAWL: "Common Crawl index",
}
STATUS_WORDS = {
    ChannelStatus.SEARCHED: "searched",
    ChannelStatus.REFUSED: "not searched, as no answer came",
    ChannelStatus.SKIPPED: "not asked",
    ChannelStatus.OFF: "not set up",
}

MONTHS = [
    *("Jan.", "Feb.", "March", "April", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
]
HIDDEN = re.compile(
    # Controls, and the marks that turn the direction of the text around them: in a terminal or a
    # log they can hide or forge what stands beside them.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


def plain(text: str) -> str:
    """A text in one line, without controls and direction marks."""
    return " ".join(HIDDEN.sub(" ", text).split())


def day(written: str | None) -> str:
    """An ISO date or moment as "27 Jan. 2024", as precise as it is; "" for None."""
    if not written:
        return ""
    found = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", written)
    if not found:
        return written
    year, month, day_of_month = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    name = MONTHS[int(month) - 1]
    return f"{int(day_of_month)} {name} {year}" if day_of_month else f"{name} {year}"


def moment_words(written: str | None) -> str:
    """An ISO moment in UTC as "27 Jan. 2024, 09:30 UTC"; "" for None."""
    clock = f", {written[11:16]} UTC" if written and len(written) >= 16 else ""
    return day(written) + clock


def cited(citation: Citation) -> str:
    """A citation's source and date in words."""
    return ", ".join(filter(None, cited_parts(citation)))


def cited_parts(citation: Citation) -> tuple[str, str]:
    """The same apart: a name in Arabic and a date in English must not share a direction."""
    name = citation.outlet_name or citation.outlet or citation.title or citation.url
    return name or "", day(citation.date) or citation.date_text or ""


def found_in(evidence: Evidence) -> str:
    """The page's name and date in words."""
    return ", ".join(part for part in (page_name(evidence), day(evidence.published)) if part)


def page_name(evidence: Evidence) -> str | None:
    """What the page is called: by its outlet, and a file that was given by itself."""
    if evidence.relation is Relation.PROVIDED:
        return evidence.title or evidence.url.removeprefix("file:")
    return evidence.outlet or evidence.title


def without_by(byline: str | None) -> str | None:
    """A byline without its own "By"."""
    return byline and re.sub(r"^\s*by:?\s+", "", byline, flags=re.IGNORECASE)


def link(address: str | None) -> str | None:
    """An address that may be made a link: http and https only, without controls; else None."""
    if not address or HIDDEN.search(address) or any(sign.isspace() for sign in address):
        return None
    return address if re.match(r"https?://[^/?#\\]", address, re.IGNORECASE) else None


def is_date(written: str | None) -> bool:
    """Can this be written in a `datetime` attribute?"""
    try:
        date.fromisoformat((written or "")[:10])
    except ValueError:
        return False
    return True


def utterances(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """The findings, pieces of one utterance together, in the order they come."""
    grouped: dict[object, list[Finding]] = {}
    for finding in findings:
        group = finding.quotation.group
        grouped.setdefault(finding.id if group is None else group, []).append(finding)
    return [
        tuple(sorted(pieces, key=lambda piece: piece.quotation.start))
        for pieces in grouped.values()
    ]


def headline(findings: Sequence[Finding]) -> str:
    """Counts by action, and what was not checked: "4 quotations: 1 needs a call, 3 found."."""
    spoken = [pieces[0] for pieces in utterances(findings)]
    aside = sum(1 for finding in spoken if finding.verdict is Verdict.SET_ASIDE)
    related = sum(1 for finding in spoken if finding.verdict is Verdict.RELATED)
    checked = [
        finding for finding in spoken if finding.verdict not in (Verdict.SET_ASIDE, Verdict.RELATED)
    ]
    rest = _rest(related, aside)
    if not checked:
        return "No quotation to check: nothing was checked." + rest
    counts = Counter(map(_counted, checked))
    said = ", ".join(
        f"{counts[named]} {named[counts[named] != 1]}"
        for action in Action
        for named in (ACTION_WORDS[action], *([NO_SOURCE_WORDS] * (action is Action.SOURCE)))
        if counts[named]
    )
    return f"{len(checked)} quotation{'s' * (len(checked) != 1)}: {said}." + rest


def state_words(report: Report) -> str:
    """The state of a whole report, in words that its findings do not gainsay."""
    open_ = any(finding.action is not Action.NONE for finding in report.findings)
    if report.state is ReportState.CLEAR and open_:
        return NOTHING_TO_CHANGE
    return STATE_WORDS[report.state]


def _counted(finding: Finding) -> tuple[str, str]:
    """The words a finding is counted under; one that names no source lacks none."""
    return NO_SOURCE_WORDS if finding.verdict is Verdict.UNSOURCED else ACTION_WORDS[finding.action]


def set_aside_last(found: Iterable[tuple[Finding, ...]]) -> list[tuple[Finding, ...]]:
    """Utterances in the same order, those that were not checked behind the others."""
    return sorted(found, key=lambda pieces: pieces[0].verdict is Verdict.SET_ASIDE)


def reason(finding: Finding) -> str:
    """Why, in one line; what the finding is called already says "not checked"."""
    said = plain(finding.reason)
    if finding.verdict is Verdict.SET_ASIDE:
        said = said.removeprefix("Not checked: ")
        return said[:1].upper() + said[1:]
    return said


def _rest(related: int, aside: int) -> str:
    said = []
    if related:
        passages = "passage" if related == 1 else "passages"
        said.append(f" {related} {passages} on the point of an indirect statement.")
    if aside:
        said.append(f" {aside} set aside.")
    return "".join(said)
