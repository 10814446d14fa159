"""Do two web addresses mean the same page, and whose is it?

Addresses are compared by a key and fetched as they were written: tidying an address can break it.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit, urlunsplit

from courlan import clean_url
from w3lib.url import canonicalize_url

_CAPTURE = re.compile(
    r"^https?://[^/]+/(?:[\w-]+/)?(?:web/)?(\d{4,14})(?:[a-z]{2}_)?/(https?:/.+)$"
)
_WWW = re.compile(r"^www\d{0,2}\.")
_LISTS = frozenset({"tag", "tags", "topic", "topics", "author", "authors", "category", "search"})
_SECTION = re.compile(r"[a-z]{2,14}$")  # one plain word: /world, /news/politics
_SECTION_DEPTH = 2
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def original(url: str) -> str:
    """The address that an archive's replay address stands for; any other address as it is."""
    found = _CAPTURE.match(url)
    if found is None:
        return url
    return re.sub(r"^(https?:)/+", r"\1//", found[2])


def host(url: str) -> str:
    """The host of a page in lower case without "www."; "" when there is none."""
    return bare(_hostname(original(url)))


def site(url: str) -> str:
    """The host of a page as it is dialled, "www." included; "" when there is none."""
    return _hostname(original(url)).lower().rstrip(".")


def _hostname(url: str) -> str:
    try:
        return urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""


def bare(name: str) -> str:
    """A host name or domain in lower case without "www." and a last dot."""
    return _WWW.sub("", name.lower().rstrip("."))


def under(name: str, domain: str) -> bool:
    """Whether a host is a domain or inside it."""
    name, domain = bare(name), bare(domain)
    return bool(domain) and (name == domain or name.endswith("." + domain))


@lru_cache(maxsize=65536)
def page_key(url: str) -> str:
    """One key for the spellings of an address: scheme, www, fragment, trackers, last slash."""
    plain = original(url)
    try:
        tidy = canonicalize_url(clean_url(plain) or plain)
        parts = urlsplit(tidy)
    except ValueError:
        return plain
    path = _INDEX.sub("/", unquote(parts.path)).rstrip("/") or "/"
    return urlunsplit(("", bare(parts.hostname or ""), path, parts.query, "")).removeprefix("//")


def same_page(one: str | None, other: str | None) -> bool:
    """Whether two addresses mean one page."""
    return bool(one and other) and page_key(str(one)) == page_key(str(other))


def is_home(url: str) -> bool:
    """Whether an address is the front page of its site, and so no single work."""
    _, _, rest = page_key(url).partition("/")
    return not rest


def last_part(url: str) -> str:
    """The last part of an address's path, where the words of a title stand."""
    path = unquote(urlsplit(original(url)).path)
    return path.rstrip("/").rpartition("/")[2]


def is_list(key: str) -> bool:
    """Whether a page key is that of a front page, a section, a topic or a search.

    Good for doubting a page that states no date; some works have such short addresses.
    """
    path, _, query = key.partition("/")[2].partition("?")
    parts = path.lower().split("/")
    if not path:
        return not query
    if any(part in _LISTS for part in parts[:-1]) or parts[-1] == "search":
        return True
    return not query and bool(_SECTION.match(parts[-1])) and len(parts) <= _SECTION_DEPTH


def slug(url: str) -> str:
    """The words of an address's path, for comparing with a title."""
    path = unquote(urlsplit(original(url)).path)
    return re.sub(r"[\W_]+", " ", path).strip()
