"""What a page is called, and what its site is: told apart in `<title>`, which holds both."""

import re
from collections.abc import Sequence

_PARTED = re.compile(r"\s+[|–—·•»:-]+\s+|\s*\|\s*")
_LONG_HEADING = 4  # words; a shorter first heading that nothing else repeats is no title
_LONGEST_NAME = 6  # words of a site's name
# Ends of titles that name a part of the site, or the kind of page.
_NO_SITE = re.compile(
    r"(?:[\W\d]*|(?:latest |breaking |world |local |top )?news|sports?|politics|opinion|business"
    r"|culture|world|video|photos?|live|blog|articles?|stor(?:y|ies)|press releases?|transcript"
    r"|home|page \d+|(?:part|seite|página|страница) \d+|nachrichten|politik|wirtschaft|noticias"
    r"|política|actualités|politique|notizie|politica|notícias|новости|политика|新闻|新聞|뉴스"
    r"|ニュース|أخبار)",
    re.I,
)


def title_of(
    full: str, named: Sequence[str], headings: Sequence[str], site: str | None
) -> str | None:
    """The article's title: of what is called so, that on which two sources agree.

    `full` is the <title> with the site's name, `named` what the head calls the article.
    """
    bare = [_without_site(words, site) for words in named]
    for heading in headings:
        if _is_name_of(heading, full, site):
            continue  # the first heading of many sites is their own name
        if any(_agree(heading, other) for other in [*bare, full]):
            return heading
    if bare:
        return bare[0]
    own = _without_site(full, site) if full else None
    first = next((heading for heading in headings if not _is_name_of(heading, full, site)), None)
    return first if first and (own is None or len(first.split()) >= _LONG_HEADING) else own


def site_in_title(full: str, titles: Sequence[str]) -> str | None:
    """The site's name in a page's <title>: what stands behind the article's own title.

    None unless one of `titles` says where that ends: a title may have a dash in it.
    """
    parts = [part.strip() for part in _PARTED.split(full) if part.strip()]
    if len(parts) < 2 or len(parts[-1].split()) > _LONGEST_NAME or _NO_SITE.fullmatch(parts[-1]):
        return None
    last = parts[-1]
    before = squeezed(full[: full.rindex(last)])
    known = [squeezed(title) for title in titles if title]
    # A section may stand between the two.
    if any(title and before.startswith(title) and title != squeezed(last) for title in known):
        return last
    return None


def _is_name_of(heading: str, full: str, site: str | None) -> bool:
    """Whether a heading is the site's name: said so, or the short last part of the page's title."""
    words = squeezed(heading)
    if site and words == squeezed(site):
        return True
    parts = [squeezed(part) for part in _PARTED.split(full)]
    return len(parts) > 1 and words == parts[-1] and len(words) < max(map(len, parts[:-1]))


def _agree(heading: str, other: str) -> bool:
    one, two = squeezed(heading), squeezed(other)
    # "Opinion" stands in many a page's title and is not the article's.
    return (one in two and 3 * len(one) > len(two)) or (two in one and 2 * len(two) > len(one))


def _without_site(title: str, site: str | None) -> str:
    """A title without the site's name behind it ("… | The Daily Ledger")."""
    parts = [part for part in _PARTED.split(title) if part]
    if len(parts) < 2:
        return title
    if site and squeezed(parts[-1]) == squeezed(site):
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")
    longest = max(parts, key=len)
    return longest if len(longest) > len(title) / 2 else title


def squeezed(words: str) -> str:
    """Words without case and all that is no letter or digit, to compare them."""
    return re.sub(r"\W+", "", words).casefold()
