"""A channel that refuses again and again is left alone for a while.

The count is kept with the pacer's notes, so it holds over all workers.
"""

from verifier.fetch.outcomes import Refused
from verifier.fetch.pacing import Pacer
from verifier.model import Answer, Channel, Outcome, Unread

REFUSALS = 3  # in a row
REST_S = 300.0  # a search engine's ban lasts minutes; asking on makes it longer
_COUNTED_S = 900.0


class Breaker:
    """Counts the refusals of each channel."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def check(self, channel: Channel) -> None:
        """Raises `Refused` (channel_refused) while the channel is left alone."""
        why = await self._pacer.recall(f"resting:{channel}")
        if why is not None:
            words = why.decode("utf-8", "replace")
            raise Refused(Outcome.CHANNEL_REFUSED, f"left alone after {REFUSALS} refusals: {words}")

    async def note(self, channel: Channel, answer: Answer) -> None:
        """Take account of what the channel answered."""
        name = f"refusals:{channel}"
        if not isinstance(answer, Unread) or answer.outcome is not Outcome.CHANNEL_REFUSED:
            if await self._pacer.recall(name):
                await self._pacer.remember(name, b"", ttl_s=1.0)
            return
        count = int(await self._pacer.recall(name) or b"0") + 1
        await self._pacer.remember(name, str(count).encode(), ttl_s=_COUNTED_S)
        if count >= REFUSALS:
            why = (answer.evidence or "")[:200].encode()
            await self._pacer.remember(f"resting:{channel}", why, ttl_s=REST_S)
