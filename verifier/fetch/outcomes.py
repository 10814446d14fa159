"""What went wrong, by name: every failure of a fetch becomes one outcome of the closed set.

A reader of the report must be able to tell a dead page from a blocked one and a slow site from a
broken one, so nothing ends here as "failed". A status is judged with the page that came with it,
because a bot wall and a ban are both a 403.
"""

import re
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import dns.exception
import dns.resolver
import httpcore
import httpx

from verifier.model import Outcome

MAX_EVIDENCE = 300  # code points
_LONGEST_RETRY_S = 86_400.0


# Control characters, and those that turn the direction of writing: evidence is shown to people.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def printable(text: str) -> str:
    """A server's words without what would harm a log, a terminal or a page."""
    return _UNPRINTABLE.sub(" ", text)


class Refused(Exception):
    """A request that is not made, or an answer that is not taken, with its outcome."""

    def __init__(
        self, outcome: Outcome, evidence: str, *, retry_after_s: float | None = None
    ) -> None:
        self.outcome = outcome
        self.evidence = printable(evidence[:MAX_EVIDENCE])
        super().__init__(f"{outcome}: {self.evidence}")
        self.retry_after_s = retry_after_s


def refused_by(error: Exception) -> Refused:
    """The outcome that an exception of the network libraries stands for."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return Refused(Outcome.TIMEOUT, _words(error, "no answer in time"))
    if isinstance(error, httpcore.ProxyError):
        return _refused_by_proxy(error)
    if isinstance(error, httpcore.RemoteProtocolError | httpcore.LocalProtocolError):
        return Refused(Outcome.BAD_RESPONSE, _words(error, "not HTTP"))
    if isinstance(error, httpcore.UnsupportedProtocol | httpx.InvalidURL | UnicodeError):
        return Refused(Outcome.BAD_URL, _words(error, "not a URL"))
    return _refused_by_cause(error)


def _refused_by_cause(error: Exception) -> Refused:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError | ssl.CertificateError) for cause in causes):
        return Refused(Outcome.TLS, _words(causes[-1], "TLS failed"))
    if any(isinstance(cause, socket.gaierror | dns.exception.DNSException) for cause in causes):
        return Refused(Outcome.DNS, _words(error, "the name has no address"))
    if isinstance(error, httpcore.ReadError | httpcore.WriteError):
        return Refused(Outcome.BAD_RESPONSE, _words(error, "the connection broke off"))
    if isinstance(error, httpcore.NetworkError | OSError):
        return Refused(Outcome.REFUSED, _words(error, "no connection"))
    return Refused(Outcome.BAD_RESPONSE, _words(error, "no answer that can be read"))


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in found:
        found.append(step)
        step = step.__cause__ or step.__context__
    return found


def _refused_by_proxy(error: httpcore.ProxyError) -> Refused:
    words = f"the egress proxy answered {error}"
    status = str(error)[:3]
    if status in ("403", "407"):
        return Refused(Outcome.FORBIDDEN_ADDRESS, words)
    if status == "504":
        return Refused(Outcome.TIMEOUT, words)
    return Refused(Outcome.REFUSED, words)


def _words(error: BaseException, plain: str) -> str:
    said = " ".join(str(error).split())
    return f"{plain}: {said}" if said else plain


# --- an answer with a status --------------------------------------------------------------

_BY_STATUS = {
    401: Outcome.LOGIN_WALL,
    402: Outcome.PAYWALLED,
    403: Outcome.FORBIDDEN,
    404: Outcome.GONE,
    408: Outcome.TIMEOUT,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.FORBIDDEN,
    999: Outcome.BOT_WALL,  # LinkedIn's own
}
_WALL_STATUS = frozenset({202, 401, 403, 405, 406, 429, 503})
_WALL_HEADERS = {
    "cf-mitigated": "challenge",
    "x-amzn-waf-action": "",
    "x-datadome": "protected",
    "x-sucuri-block": "",
}
# Words of challenge pages. Names of scripts and cookies rather than sentences: they are the same
# in every language.
_WALL_WORDS = re.compile(
    rb"challenges\.cloudflare\.com|cdn-cgi/challenge-platform|cf[-_]chl|cf-browser-verification"
    rb"|<title>just a moment|attention required! \| cloudflare|ddos protection by"
    rb"|captcha-delivery\.com|px-captcha|perimeterx|_incapsula_resource|incapsula incident"
    rb"|awswafintegration|aws-waf-token|geo\.captcha|hcaptcha\.com|google\.com/recaptcha"
    rb"|recaptcha/api\.js|kasada|kpsdk|distil_r_captcha|pardon our interruption"
    rb"|verify (?:that )?you are (?:a )?human|are you a robot|unusual traffic from your"
    rb"|checking your browser|enable javascript and cookies to continue|bot detection",
    re.IGNORECASE,
)


def refused_by_status(status: int, headers: httpx.Headers, body: bytes) -> Refused | None:
    """The outcome of an answer that is no page; None when it is one."""
    wall = wall_seen(status, headers, body)
    if wall is not None:
        return Refused(Outcome.BOT_WALL, f"{status} with {wall}")
    if status in (200, 203):
        return None
    if 500 <= status <= 599:
        return Refused(
            Outcome.SERVER_ERROR, f"status {status}", retry_after_s=retry_after_s(headers)
        )
    outcome = _BY_STATUS.get(status, Outcome.BAD_RESPONSE)
    return Refused(outcome, f"status {status}", retry_after_s=retry_after_s(headers))


def wall_seen(status: int, headers: httpx.Headers, body: bytes) -> str | None:
    """What shows that the answer is a check for robots; None when nothing does."""
    if status not in _WALL_STATUS:
        return None
    for name, value in _WALL_HEADERS.items():
        if name in headers and value in headers[name].lower():
            return f"the header {name}"
    found = _WALL_WORDS.search(body)
    return f"a challenge page ({found[0].decode('ascii', 'replace')})" if found else None


def retry_after_s(headers: httpx.Headers) -> float | None:
    """Seconds that the server asks us to wait (RFC 9110, 10.2.3); None when it names none."""
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return min(float(written[:9]), _LONGEST_RETRY_S)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    wait = (moment - datetime.now(UTC)).total_seconds()
    return min(max(wait, 0.0), _LONGEST_RETRY_S)


# --- an answer of a wrong kind -------------------------------------------------------------

_NO_PAGE = re.compile(
    r"(?:image|video|audio|font|model|multipart)/"
    r"|application/(?:zip|gzip|x-gzip|x-tar|x-7z-compressed|x-rar|vnd\.rar|x-bzip2?|x-xz|zstd"
    r"|x-rar-compressed|java-archive|x-msdownload|x-apple-diskimage|vnd\.android\.package-archive"
    r"|x-iso9660-image|x-shockwave-flash|vnd\.apple\.mpegurl|ogg|mp4|wasm|font-\w+"
    r"|x-font-\w+|epub\+zip|x-executable|x-sharedlib|x-debian-package|x-bittorrent)"
)


def check_type(headers: httpx.Headers) -> None:
    """Raises `Refused` (wrong_type) for what holds no text: images, films, archives, programs."""
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if _NO_PAGE.match(kind):
        raise Refused(Outcome.WRONG_TYPE, f"content type {kind[:100]}")
