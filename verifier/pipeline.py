"""One article from its first question to its report, in one process.

The command line, the benchmarks and judging again go this way; the service turns the same loop
through its store. What `look` reads from — the web, kept snapshots, a folder, a dict in a test —
is no concern of this module.
"""

from collections.abc import Callable, Mapping

from verifier.judge import judge
from verifier.model import Article, Limits, Reading, Report, Request, Seen
from verifier.outlets import Registry
from verifier.plan import plan

Look = Callable[[Article, tuple[Request, ...]], Mapping[str, Reading]]

# The ladder is far shorter; the bound holds even if a look answers other keys than it was asked.
MOST_ROUNDS = 60


def verify(article: Article, look: Look, limits: Limits, registry: Registry) -> Report:
    """The report on an article: ask what `plan` wants until it wants nothing, then judge."""
    seen: Seen = {}
    for _ in range(MOST_ROUNDS):
        requests = plan(article, seen, limits, registry)
        if not requests:
            break
        seen = {**seen, **look(article, requests)}
    return judge(article, seen, limits)
