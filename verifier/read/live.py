"""Does this live blog go on behind a button?

The entries of a live blog are loaded some at a time, so the page that was fetched has the latest
only, and a quotation may stand in one that it has not. The button says "Load more" or "Show more
updates" and stands right below the last entry. Comments and other stories have such buttons too:
theirs stand below comments and headlines, or name what they load.
"""

import re

from verifier.model import Block, BlockKind
from verifier.read.builder import Laid
from verifier.read.lines import count_words
from verifier.read.metadata import Metadata
from verifier.read.pager import COMMENTS_HEADING, MOSTLY_LINK, Part

_LONGEST_LABEL = 50  # characters
_LEAST_WORDS = 8  # of an entry
_UPDATES = (
    r"(?:(?:live |blog )?(?:updates?|posts?|entries)|einträge|beiträge|meldungen|publications"
    r"|entradas|actualizaciones|atualizações|publicações|aggiornamenti|berichten|updates?|записи"
    r"|сообщения|обновления|动态|更新|업데이트|التحديثات)"
)
# Of what goes on they need not say that it is the updates, where the page is a live blog.
_MORE = re.compile(
    r"(?:load|show|see|view)(?: \d+)?(?: (?:more|older|earlier|previous|all))+(?P<en> {0})?"
    r"|(?:older|earlier) (?P<en2>{0})"
    r"|(?:weitere|mehr|ältere) (?P<de>{0} )?(?:laden|anzeigen)"
    r"|(?:voir|afficher|charger) (?:plus|la suite)(?: de (?P<fr>{0}))?"
    r"|(?:ver|cargar|mostrar|carregar) (?:más|mais)(?: (?P<es>{0}))?"
    r"|(?:carica|mostra) (?:altro|altri(?: (?P<it>{0}))?)"
    r"|(?:meer|oudere) (?P<nl>{0} )?(?:laden|tonen)"
    r"|(?:показать|загрузить) (?:ещё|еще)(?: (?P<ru>{0}))?"
    r"|(?:加载|加載|查看)更多(?P<zh>{0})?|もっと(?:見る|読む)|(?P<ko>{0} )?더 ?보기"
    r"|(?:تحميل|عرض) المزيد(?: من (?P<ar>{0}))?".replace("{0}", _UPDATES),
    re.I,
)
_STEMS = (
    *("load ", "show ", "see ", "view ", "older ", "earlier ", "laden", "anzeigen", "voir "),
    *("afficher", "charger", "ver m", "cargar", "mostrar", "carregar", "carica", "mostra"),
    *("tonen", "показать", "загрузить", "更多", "もっと", "더", "المزيد"),
)
_LIVE = re.compile(
    r"\blive(?:[ -]?(?:blog|ticker|updates?|coverage|text))?\b|\ben (?:direct|vivo)\b|\bao vivo\b"
    r"|\bin diretta\b|直播|онлайн|라이브",
    re.I,
)
_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)


def goes_on(laid: Laid, meta: Metadata) -> Part | None:
    """That this live blog has more entries than the page, and what says so; None when not."""
    low = laid.text.lower()
    if not any(stem in low for stem in _STEMS):
        return None
    is_live = meta.is_live or _LIVE.search(f"{meta.title} {meta.page_title}") is not None
    for number, block in enumerate(laid.blocks):
        if block.end - block.start > _LONGEST_LABEL:
            continue
        said = laid.text[block.start : block.end].strip(" \t\n›»…+↓▼.")
        match = _MORE.fullmatch(said)
        if match is None or not (is_live or any(match.groups())):
            continue
        if _is_below_entry(laid, number) and (is_live or meta.is_article):
            return Part(f"more entries are behind “{said}”; they were not read", ())
    return None


def _is_below_entry(laid: Laid, number: int) -> bool:
    """Whether what stands above block `number` is prose of the page: no headline, no comment."""
    blocks = laid.blocks[:number]
    if any(_is_comments_heading(laid, block) for block in blocks):
        return False
    linked = {link.start: link.end for link in laid.links}
    for block in reversed(blocks):
        words = laid.text[block.start : block.end]
        if linked.get(block.start, block.start) - block.start > MOSTLY_LINK * len(words):
            return False
        if block.kind in _PROSE and count_words(words) >= _LEAST_WORDS:
            return True
        if block.kind is BlockKind.HEADING:
            return False
    return False


def _is_comments_heading(laid: Laid, block: Block) -> bool:
    if block.end - block.start > _LONGEST_LABEL or block.kind is not BlockKind.HEADING:
        return False
    return COMMENTS_HEADING.match(laid.text[block.start : block.end]) is not None
