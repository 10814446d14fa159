"""What was not asked for a unit, in plain words: the reason why nothing was found may be that.

Facts about the job only: its limit of requests, its channels, and whether they answered.
"""

from verifier.judge.sightings import Held, Log
from verifier.model import Channel, Limits, Outcome

_ENGINES = frozenset({Channel.SEARXNG, Channel.BRAVE, Channel.GDELT})
_NO_ANSWER = frozenset({Outcome.NOT_TRIED, Outcome.NO_PAGE})  # neither is a refusal


def untried(held: Held, log: Log, limits: Limits | None) -> str | None:
    """Why the net was not asked anything for a unit; None when it was, or nobody knows."""
    asked = [r for r in held.readings if r.request.channel is not Channel.FOLDER]
    if asked:
        outcomes = {blank.unread.outcome for blank in held.blanks}
        stopped = len(asked) <= len(held.blanks) and outcomes == {Outcome.NOT_TRIED}
        return "the job ended before it was asked for" if stopped else None
    if limits is None:
        return None
    if limits.channels <= {Channel.FOLDER}:
        return "nothing but the given files was open to the job"
    return _limit(limits) if _is_spent(log, limits) else None


def unasked(held: Held, log: Log, limits: Limits | None) -> str | None:
    """What kept the search for a unit from being a whole one; None when nothing did."""
    if limits is not None and _is_spent(log, limits):
        return _limit(limits)
    if limits is not None and not limits.channels & _ENGINES:
        return "no search engine is set up"
    if any(listing.request.channel in _ENGINES for listing in held.listings):
        return None
    if limits is not None and limits.private:
        return "no search engine is asked in a private job"
    refused = any(
        blank.request.channel in _ENGINES and blank.unread.outcome not in _NO_ANSWER
        for blank in log.blanks
    )
    return "no search engine answered" if refused else None


def _is_spent(log: Log, limits: Limits) -> bool:
    return log.spent >= limits.max_requests


def _limit(limits: Limits) -> str:
    most = limits.max_requests
    many = f"{most} request{'' if most == 1 else 's'}"
    return f"the limit of {many} for one job was reached (VERIFIER_MAX_REQUESTS)"
