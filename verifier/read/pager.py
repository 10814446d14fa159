"""Is this page the whole story, or one of several pages that it was split over?

A quotation may stand on a page that was not read, so a story of three pages is not read in full by
its first. Lists of stories, comments and search results have the same "1 2 3 Next": a page counts
as a part only when it is an article itself, and its pager leads to its own address with another
page number. Only such links are looked at, so a "Next article" never counts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from verifier.model import BlockKind
from verifier.read.builder import Laid
from verifier.read.lines import count_words

_MOST_PAGES = 60  # of one story; a larger number is an id, a year or the page of a list
_LEAST_RUN = 80  # words of prose one after the other; the entries of a list are shorter
_LONGEST_LABEL = 60  # characters of a pager's words
_MOST_LEADS = 300  # links of one page
_ARROWS = " \t»›→«‹←<>|·"
_RELATIONS = frozenset({"next", "prev", "previous"})
_ENDING = re.compile(r"\.[a-z]{3,5}$", re.I)
_PARAMETERS = frozenset(
    {"page", "p", "pg", "pagenum", "pageno", "page_no", "pn", "seite", "pagina"}
)
_LIST_FORM = re.compile(r"/page/\d+$", re.I)  # what the commonest systems call a page of a list
# "/story/2", "/story/page/2", "/story-page-2.html", "/story_2.html", "/story,2.html"
_IN_PATH = re.compile(
    r"(?P<stem>.*?\w)(?:/(?:(?:page|seite|pagina|p)[/-]?)?|[-_](?:page|seite|pagina)[-_]?)"
    r"(?P<number>\d{1,2})(?P<end>/|\.[a-z]{3,5})?$"
    # Without a word for it only of a file: "/ferry-2/" is the second story of that name.
    r"|(?P<stem2>.*?\w)[-_,](?P<number2>\d{1,2})(?P<end2>\.[a-z]{3,5})$",
    re.I,
)
_PAGE = (
    r"(?:pages?|seite|páginas?|paginas?|pagina|página|страница|стр\.?|페이지|صفحة|الصفحة"
    r"|sida|strona)"
)
_OF = r"(?:of|von|sur|de|di|da|из|من|av|af|van|z|/)"
_TWO_NUMBERS = re.compile(r"^.*?\d[^\d\n]{1,12}\d.*$", re.M)  # few lines; the rest is not searched
_COUNTED = re.compile(
    rf"{_PAGE}\s*:?\s*(?P<at>\d{{1,2}})\s*{_OF}\s*(?P<all>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<at2>\d{{1,2}})\s*{_OF}\s*(?P<all2>\d{{1,2}})\s*{_PAGE}(?!\w)"
    r"|第\s*(?P<at3>\d{1,2})\s*[页頁]\s*[,，/／(（]?\s*共\s*(?P<all3>\d{1,2})\s*[页頁]"
    r"|(?<!\d)(?P<at4>\d{1,2})\s*[/／]\s*(?P<all4>\d{1,2})\s*(?:ページ|페이지|[页頁])",
    re.I,
)
_NEXT = re.compile(
    r"\d{1,2}|(?:go to |view |read )?(?:the )?(?:next|previous)(?: page)?|page \d+"
    r"|continued(?: on (?:the )?next page)?|continue(?: reading)?(?: on page \d+)?|prev"
    r"|(?:zur )?(?:nächsten?|vorigen?|vorherigen?)(?: seite)?|weiter(?:lesen)?|seite \d+"
    r"|(?:page )?(?:suivante|précédente)|lire la suite|suite|(?:página )?(?:siguiente|anterior)"
    r"|(?:próxima|seguinte)(?: página)?|página seguinte|(?:pagina )?(?:successiva|precedente)"
    r"|avanti|(?:следующая|предыдущая)(?: страница)?|далее|下一[页頁]|上一[页頁]"
    r"|次の?ページ(?:へ)?|次へ|前の?ページ(?:へ)?|다음(?: ?페이지)?|이전(?: ?페이지)?"
    r"|الصفحة (?:التالية|السابقة)|التالي",
    re.I,
)
_ALL = re.compile(
    r"(?:view |read |show )?(?:the )?(?:full |whole |entire )?(?:story|article|it)? ?(?:as|on|in)"
    r" (?:a )?(?:single|one) page|single[- ]page(?: view)?|view all(?: pages)?|one[- ]page version"
    r"|(?:artikel )?auf einer seite(?: (?:lesen|anzeigen))?|(?:lire )?(?:l.article )?(?:en|sur) une"
    r" (?:seule )?page|(?:leer |ver )?(?:todo )?en una (?:sola )?página"
    r"|(?:ler )?em uma(?: só)? página"
    r"|(?:leggi )?(?:tutto )?(?:in|su) una (?:sola )?pagina|(?:читать )?на одной странице"
    r"|(?:单|單)[页頁](?:阅读|閱讀)?|阅读全文|(?:全文を)?1ページで(?:読む|表示)|한 페이지로 보기"
    r"|عرض في صفحة واحدة",
    re.I,
)
# Elements whose pagers turn other pages than those of the story.
_NOT_OF_STORY = re.compile(
    r"comment|disqus|discuss|repl(?:y|ies)|review|related|latest|archive|gallery|slide|carousel"
    r"|search|feed|forum|posts-?nav|recommend|more-(?:news|stories)",
    re.I,
)
COMMENTS_HEADING = re.compile(
    r"(?:\d+ |all |reader |leave a |add (?:a )?|post a )?(?:comments?|reviews?|repl(?:y|ies))\b"
    r"|(?:\d+ )?(?:kommentare?|leserkommentare|commentaires?|comentarios?|comentários?|commenti)\b"
    r"|(?:\d+ |добавить |оставить )?(?:комментари|отзыв)|评论|評論|コメント|댓글|التعليقات|تعليقات",
    re.I,
)
MOSTLY_LINK = 0.7  # of a block that is a link: then it names another story
_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Part:
    """That a page is one of several: what says so, and the others, one that has all first."""

    evidence: str
    others: tuple[str, ...]


def part_of(tree: HtmlElement, laid: Laid, url: str, *, is_article: bool) -> Part | None:
    """What part of a story this page is; None when it is a whole story, or no story.

    `is_article` is true when the page calls itself an article.
    """
    pages, single = _addresses(tree, url)
    counted = _counted(laid)
    if not (pages or counted or single) or not _is_story(laid):
        return None
    # A list of stories or results says "page 1 of 3" too.
    if not is_article and (not pages or _is_list(pages, url)):
        return None
    own = _number_of(url)
    if not counted and not single and _turns_comments(laid, pages):
        return None
    at, last = counted or (own, max([*pages, own]))
    others = [address for number, address in sorted(pages.items()) if number != at]
    return Part(f"page {at} of {last}; the other pages were not read", (*single, *others))


def _is_story(laid: Laid) -> bool:
    """Whether there is prose of some length without a linked headline between."""
    run = longest = 0
    links = {link.start: link.end for link in laid.links}
    for block in laid.blocks:
        length = block.end - block.start
        if links.get(block.start, block.start) - block.start > MOSTLY_LINK * length:
            run = 0
        elif block.kind in _PROSE:
            run += count_words(laid.text[block.start : block.end])
            longest = max(longest, run)
    return longest >= _LEAST_RUN


def _turns_comments(laid: Laid, pages: Mapping[int, str]) -> bool:
    """Whether the pager stands below a heading of comments, and the prose above that."""
    turns = [link.start for link in laid.links if link.url in pages.values()]
    words = 0
    for block in laid.blocks:
        if not turns or block.start > turns[0]:
            return False
        text = laid.text[block.start : block.end]
        if len(text) > _LONGEST_LABEL:
            words += count_words(text)
        elif words >= _LEAST_RUN and COMMENTS_HEADING.match(text):
            return True
    return False


def _is_list(pages: Mapping[int, str], url: str) -> bool:
    path = urlsplit(url).path
    return path in ("", "/") or any(_LIST_FORM.search(urlsplit(p).path) for p in pages.values())


def _counted(laid: Laid) -> tuple[int, int] | None:
    """The numbers of "page 1 of 3", where a short block says so."""
    labels = "\n".join(
        laid.text[block.start : block.end]
        for block in laid.blocks
        if block.end - block.start <= _LONGEST_LABEL
    )
    for line in _TWO_NUMBERS.findall(labels):
        if (match := _COUNTED.search(line)) is None:
            continue
        at, last = (int(number) for number in match.groups() if number)
        if 1 <= at <= last and 1 < last <= _MOST_PAGES:
            return at, last
    return None


def _addresses(tree: HtmlElement, url: str) -> tuple[dict[int, str], tuple[str, ...]]:
    """The other pages of this address by their numbers, and the address with all of them."""
    own = _split(url)
    if own is None:
        return {}, ()
    found: dict[int, str] = {}
    single: list[str] = []
    for element, href in islice(_leads(tree, own[0]), _MOST_LEADS):
        label = " ".join("".join(element.itertext()).split()).strip(_ARROWS)
        if len(label) > _LONGEST_LABEL and not element.get("rel"):
            continue
        if _ALL.fullmatch(label):
            single.append(_joined(url, href))
        elif _is_of_pager(element, label) and not _is_elsewhere(element):
            address = _joined(url, href)
            target = _split(address)
            if target is not None and target[0] == own[0] and address != url:
                found.setdefault(_turned_to(label, target[1], own[1]), address)
    found.pop(own[1], None)
    return found, tuple(dict.fromkeys(address for address in single if address != url))


def _leads(tree: HtmlElement, stem: str) -> Iterator[tuple[HtmlElement, str]]:
    """Links that may lead to another page of the story: to its own address, or within it."""
    name = _ENDING.sub("", stem.partition("?")[0].rstrip("/").rpartition("/")[2])
    for element in tree.iter("a", "link"):
        href = (element.get("href") or "").strip()
        if not href or href[0] == "#":
            continue
        if href[0] == "?" or (name and name in href) or (element.tag == "a" and _is_near(href)):
            yield element, href


def _is_near(href: str) -> bool:
    """Whether an address is written from where the page stands ("2/", "2.html")."""
    return href[:1].isdigit() or href.startswith("./")


def _is_of_pager(element: HtmlElement, label: str) -> bool:
    """Whether a link is made to turn pages: by its relation, or by its words."""
    relation = (element.get("rel") or "").lower()
    if element.tag == "link":
        # With a title it names the next of several stories, not the next page of one.
        return relation in _RELATIONS and not element.get("title")
    return relation in _RELATIONS or _NEXT.fullmatch(label) is not None


def _turned_to(label: str, number: int, own: int) -> int:
    """The number of the page that a link turns to; `own` when its words say another.

    Some systems count from nought: the link "2" leads to `?page=1`.
    """
    if label.isdecimal():
        return int(label) if int(label) - number in (0, 1) else own
    return number + (number == own)


def _is_elsewhere(element: HtmlElement) -> bool:
    for above in element.iterancestors():
        if above.tag in ("aside", "body", "html"):
            return bool(above.tag == "aside")
        if _NOT_OF_STORY.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return False


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href).partition("#")[0]
    except ValueError:  # "//[" and the like
        return ""


def _number_of(url: str) -> int:
    own = _split(url)
    return own[1] if own else 1


def _split(url: str) -> tuple[str, int] | None:
    """An address without its page number, and that number; 1 where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if not parts.netloc:
        return None
    query, number = [], 1
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        is_page = name.lower() in _PARAMETERS and value.isdigit() and int(value) <= _MOST_PAGES
        # ?p=12 at the root is the number of an article.
        if is_page and (name.lower() != "p" or parts.path.strip("/")):
            number = int(value)
        else:
            query.append((name, value))
    path = parts.path
    if number == 1 and (match := _IN_PATH.match(path)):
        stem, last, end = (match[name] or match[f"{name}2"] for name in ("stem", "number", "end"))
        if 0 < int(last) <= _MOST_PAGES:
            path, number = stem + (end or ""), int(last)
    stem = parts.netloc.lower().removeprefix("www.") + path.rstrip("/")
    return stem + ("?" + urlencode(query) if query else ""), number
