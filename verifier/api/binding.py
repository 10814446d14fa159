"""Where the service may listen: beyond this machine only when it asks who calls.

By itself, and without the rest of the API: the supervisor asks before it imports that.
"""

from ipaddress import ip_address

from verifier.errors import CannotRun
from verifier.settings import Settings


def check_bind(settings: Settings, host: str, *, has_tokens: bool = False) -> None:
    """Refuse to listen beyond loopback without tokens, set or in the store."""
    if settings.tokens or has_tokens or is_loopback(host):
        return
    raise CannotRun(
        f"without tokens the service listens on loopback only, not on {host!r}: make one with "
        "`verifier token create NAME`, set VERIFIER_TOKENS to name:secret pairs, or use "
        "--host 127.0.0.1"
    )


def is_loopback(host: str) -> bool:
    """Whether a bind address is this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
