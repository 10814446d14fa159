"""Which address a caller may have us send to: the fetcher's own guard, asked at submission.

Names are looked up at delivery only, where every address they resolve to is judged again.
"""

from functools import lru_cache

from verifier.api.problems import Problem
from verifier.fetch.guard import Guard
from verifier.fetch.outcomes import Refused
from verifier.model import Outcome
from verifier.settings import Settings


def check_address(field: str, url: str, settings: Settings) -> None:
    """Refuse an address that nothing may be sent to: 422, naming the field."""
    try:
        _guard(settings).check(url)
    except Refused as refused:
        forbidden = refused.outcome is Outcome.FORBIDDEN_ADDRESS
        raise Problem(
            422,
            "forbidden_address" if forbidden else "bad_url",
            f"{field}: {refused.evidence}",
            errors=[{"field": field, "detail": refused.evidence}],
        ) from refused


@lru_cache(maxsize=8)
def _guard(settings: Settings) -> Guard:
    return Guard(settings)
