"""Which tokens open the service, and how often one may ask.

Tokens are those of `VERIFIER_TOKENS` and those that the store knows. What the store said is
remembered for a moment, so that a poll costs no second look; a revoked token works that long.
Requests are counted in this process alone: a limit against accidents, not a bill.
"""

import hmac
import time
from contextlib import suppress
from hashlib import sha256

from verifier.api.problems import Problem
from verifier.errors import StoreUnavailable
from verifier.settings import Settings
from verifier.store import Store

REMEMBERED_S = 5.0
_MAX_REMEMBERED = 10_000
WINDOW_S = 60.0


class Access:
    """Who may call."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._known = tuple(
            (name, sha256(secret.encode()).digest())
            for name, _, secret in (pair.partition(":") for pair in settings.tokens)
        )
        self._store = store
        self._per_window = settings.requests_per_minute
        self._guarded, self._look_at = bool(self._known), 0.0
        self._remembered: dict[bytes, tuple[str | None, float]] = {}
        self._counts: dict[str, int] = {}
        self._window = 0

    def guarded(self) -> bool:
        """Whether a token is needed: one is set, or one was ever made."""
        now = time.monotonic()
        if not self._guarded and now >= self._look_at:
            self._look_at = now + REMEMBERED_S
            with suppress(StoreUnavailable):  # then nothing can be told to anybody anyway
                self._guarded = self._store.has_tokens()
        return self._guarded

    def name_of(self, secret: str) -> str | None:
        """The name of the token with this secret; None for a wrong one."""
        digest = sha256(secret.encode("utf-8", "replace")).digest()
        found = None
        for name, known in self._known:  # all are compared, so time tells nothing
            if hmac.compare_digest(digest, known):
                found = name
        return found or self._stored(secret, digest)

    def admit(self, owner: str) -> None:
        """Count a request; 429 when the token has made too many in this minute."""
        if not self._per_window or not owner:
            return
        now = time.monotonic()
        window = int(now // WINDOW_S)
        if window != self._window:
            self._window, self._counts = window, {}
        count = self._counts[owner] = self._counts.get(owner, 0) + 1
        if count > self._per_window:
            wait_s = int((window + 1) * WINDOW_S - now) + 1
            raise Problem(
                429,
                "too_many_requests",
                f"at most {self._per_window} requests a minute; wait {wait_s} s",
                headers={"Retry-After": str(wait_s)},
            )

    def _stored(self, secret: str, digest: bytes) -> str | None:
        now = time.monotonic()
        name, until = self._remembered.get(digest, (None, 0.0))
        if now < until:
            return name
        if len(self._remembered) >= _MAX_REMEMBERED:  # somebody guesses
            self._remembered.clear()
        name = self._store.token_owner(secret)
        self._remembered[digest] = (name, now + REMEMBERED_S)
        return name
