"""The web, politely and safely: Request → Snapshot | Unread. Only this room waits on the net."""

from verifier.fetch.pacing import LocalPacer, Pacer, RedisPacer
from verifier.fetch.targets import url_of
from verifier.fetch.web import Web

__all__ = ["LocalPacer", "Pacer", "RedisPacer", "Web", "url_of"]
