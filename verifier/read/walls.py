"""Is this the page, a part of it, or something that stands in its way?

Answers for one laid-out page. Absence of words from a teaser proves nothing, so a teaser must be
known for one; and a whole page with a "Subscribe" box must stay whole. Both are told by markers
together with how much prose there is, never by a marker alone.
"""

import re
from dataclasses import dataclass

from verifier.model import BlockKind, Outcome
from verifier.read.builder import Laid
from verifier.read.metadata import Metadata

_TEASER_WORDS = 400  # of prose: a page with more has its article, whatever its boxes say
_STUB_WORDS = 120  # said not to be free, and shorter than any article
_NOTICE_WORDS = 150  # a page that is nothing but a notice
_ERROR_WORDS = 250  # an error page may list the latest stories
_LONGEST_MARKER = 300  # characters of a block that is a notice
_SCRIPTED_WORDS = 60
_MUCH_SCRIPT = 5_000  # characters of script; a file counts as 2,000
_FEWEST_WORDS = 3

_NOT_FOUND = re.compile(
    r"^(?:error\s*)?(?:404|410)\b|\b404\b.{0,30}not found|not found.{0,30}\b404\b|\berror 404\b"
    r"|\b(?:page|article|story|content|url|document|item)\b.{0,30}\b(?:not found|not available"
    r"|no longer (?:available|exists?)|does(?:n.t| not) exist|could(?:n.t| not) be found"
    r"|can(?:.t|not) be found|is gone|has been (?:removed|deleted))"
    r"|(?:can.t|cannot|couldn.t|could not) (?:find|locate) (?:the|that|this|what)"
    r"|^not found$|^page (?:missing|removed)|nothing (?:was )?found"
    r"|seite (?:wurde )?(?:leider )?nicht gefunden|seite existiert nicht|nicht (?:mehr )?verfügbar"
    r"|page (?:non trouvée|introuvable)|page n.existe (?:pas|plus)"
    r"|página no (?:encontrada|existe)|no (?:se )?(?:ha )?encontra(?:do|mos) la página"
    r"|pagina non trovata|página não encontrada|pagina niet gevonden|strona nie została znaleziona"
    r"|nie znaleziono strony|sidan (?:kunde inte )?hitta(?:de)?s|siden (?:ble|blev) ikke fundet"
    r"|страница не найдена|сторінку не знайдено|页面不存在|找不到(?:网页|页面|頁面)|頁面不存在"
    r"|ページが見つかりません|페이지를 찾을 수 없|الصفحة غير موجودة|sayfa bulunamadı",
    re.I,
)
_BOT = re.compile(
    r"just a moment\.{3}|attention required! \| cloudflare|checking (?:your|the) (?:browser|site conn)"
    r"|verify(?:ing)? (?:that )?you(?:.re| are) (?:a )?(?:not a robot|human)|are you (?:a )?(?:robot|human)"
    r"|you(?:.ve| have) been blocked|unusual (?:traffic|activity)|pardon our interruption"
    r"|enable javascript and cookies to continue|request unsuccessful\. incapsula"
    r"|ddos protection by|press (?:and|&) hold|complete the (?:captcha|security check)"
    r"|please (?:complete|solve) (?:the|this) captcha|i.m not a robot|automated (?:access|requests)"
    r"|security check(?:point)?$|access (?:to this page has been )?denied"
    r"|bist du ein mensch|sind sie ein roboter|êtes-vous un robot|eres un robot|вы не робот"
    r"|人机验证|安全验证|로봇이 아닙니다",
    re.I,
)
_CONSENT = re.compile(
    r"before you continue to|we (?:value|respect|care about) your privacy|your privacy choices"
    r"|(?:accept|agree to|consent to)(?: all| the use of| our)? cookies|cookie consent|we use cookies"
    r"|personali[sz]ed ads|cookies? (?:akzeptieren|zustimmen)|mit werbung (?:weiterlesen|und cookies)"
    r"|zustimmen und weiter|alle akzeptieren|accepter (?:et continuer|les cookies|et fermer)"
    r"|continuer sans accepter|aceptar (?:y continuar|cookies|todo)|accetta (?:e continua|i cookie)"
    r"|aceitar (?:e continuar|cookies)|cookies? accepteren|zgadzam się|принять cookie",
    re.I,
)
_LOGIN = re.compile(
    r"(?:log|sign) ?in (?:to (?:continue|read|view|access|see)|or (?:register|create|sign up))"
    r"|(?:you (?:must|need to)|please) (?:be logged|log ?in|sign in)|login required"
    r"|melden sie sich (?:an|bitte an)|bitte (?:einloggen|anmelden)|connectez-vous pour"
    r"|inicia sesión para|accedi per|войдите, чтобы|请(?:先)?登录|로그인(?:이)? (?:필요|후)",
    re.I,
)
_CUT = re.compile(
    r"(?:subscribe|register|sign up|log ?in|sign in|join)(?: now| today| here)? (?:to|and|for) "
    r"(?:continue|keep|read (?:the (?:full|rest|whole)|this|more|on|full)|unlock|access (?:this|the full)"
    r"|view (?:this|the full)|finish)"
    r"|(?:continue|keep) reading (?:(?:this|the) (?:article|story) )?(?:with|by|for (?:free|just|only)|subscri)"
    r"|to (?:continue|keep) reading|(?:this|the)(?: full| rest of (?:the|this))? (?:article|story|content|post|page)"
    r" is (?:only |exclusively |reserved |available |just )*(?:available )?(?:for|to) (?:paying |paid |premium |our )*"
    r"(?:subscribers|members|registered)|(?:subscriber|member|premium)s?[- ](?:only|exclusive)"
    r"|exclusive (?:to|for) (?:our )?(?:subscribers|members)|for (?:paid )?subscribers only"
    r"|unlock (?:this|the full|full) (?:article|story|access)|read the (?:full|rest of (?:the|this)) (?:article|story)"
    r"|you(?:.ve| have) (?:reached|used|read) (?:your|all|the) .{0,40}(?:limit|articles)"
    r"|(?:rest|remainder) of (?:this|the) (?:article|story)|create (?:a|your) free account to"
    r"|jetzt weiterlesen|weiterlesen mit|(?:diesen artikel|um) weiter(?:zu)?lesen"
    r"|(?:nur|exklusiv) für (?:abonnenten|mitglieder|plus)|sie haben bereits ein abo|mit .{1,20}abo (?:lesen|weiter)"
    r"|(?:article|contenu|suite) (?:est )?réservée?s? (?:à nos|aux) abonnés|il vous reste \d+ ?% de cet article"
    r"|abonnez-vous pour (?:lire|continuer|accéder)|pour lire la suite"
    r"|(?:suscríbe(?:te|se)|regístra(?:te|se)) para (?:seguir|continuar|leer)|(?:exclusivo|solo) para suscriptores"
    r"|para (?:seguir|continuar) leyendo|(?:riservato|contenuto) (?:agli|per gli) abbonati|abbonati per (?:leggere|continuare)"
    r"|(?:exclusivo|conteúdo) para assinantes|assine para (?:ler|continuar)|(?:alleen|exclusief) voor abonnees"
    r"|(?:tylko dla|dostęp dla) (?:prenumeratorów|subskrybentów)|endast för prenumeranter"
    r"|(?:только|доступно) (?:для )?подписчик|подпишитесь, чтобы (?:читать|продолжить)"
    r"|订阅后(?:继续)?阅读|仅限(?:订阅|会员)|登录后(?:继续|查看)|会員限定|有料会員|この記事は有料|続きを読むには"
    r"|유료 ?(?:회원|기사)|구독자 전용|구독하고|الاشتراك لمتابعة القراءة",
    re.I,
)
_WEAK_CUT = re.compile(
    r"already (?:a|have a) (?:subscriber|subscription|member|account)|subscribe (?:now|today)|start your (?:free )?trial"
    r"|abo (?:abschließen|testen)|je m.abonne|déjà abonné|ya (?:eres|soy) suscriptor|sei già abbonato|já é assinante",
    re.I,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|allow) java ?script|java ?script (?:is (?:disabled|required|not enabled)|to (?:view|run))"
    r"|javascript (?:aktivieren|ist deaktiviert)|activer javascript|active javascript|habilit[ae]r? javascript"
    r"|включ(?:ите|ить) javascript|启用 ?javascript|javascript ?を有効",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE})
_FEWEST_IN_PROSE = 8  # words; a shorter block is a label or a link


@dataclass(frozen=True, slots=True)
class Wall:
    """What is in the way, what shows it, and whether part of the page can be read all the same."""

    outcome: Outcome
    evidence: str
    readable: bool = False


def count_words(text: str) -> int:
    """Words of a text; two letters of scripts that write without spaces count as one."""
    wide = len(_WIDE.findall(text))
    return wide // 2 + len(_WORD.findall(_WIDE.sub(" ", text) if wide else text))


def wall_of(laid: Laid, meta: Metadata) -> Wall | None:
    """What stands in the way of this page; None when it can be read whole."""
    notices, prose = _parts(laid)
    words = sum(prose)
    page = _Page(laid, meta, notices, words)
    return (
        _no_text(page)
        or _soft_404(page)
        or _notice(page, _BOT, Outcome.BOT_WALL)
        or _paywall(page)
        or _notice(page, _LOGIN, Outcome.LOGIN_WALL)
        or _notice(page, _CONSENT, Outcome.CONSENT_WALL)
        or _needs_script(page)
    )


@dataclass(frozen=True, slots=True)
class _Page:
    laid: Laid
    meta: Metadata
    notices: list[str]  # short blocks, in order
    words: int  # of prose


def _parts(laid: Laid) -> tuple[list[str], list[int]]:
    notices, prose = [], []
    for block in laid.blocks:
        words = laid.text[block.start : block.end]
        is_marker = len(words) <= _LONGEST_MARKER and bool(_CUT.search(words))
        if len(words) <= _LONGEST_MARKER:
            notices.append(words)
        if block.kind in _PROSE and not is_marker:
            count = count_words(words)
            if count >= _FEWEST_IN_PROSE:
                prose.append(count)
    return notices, prose


def _no_text(page: _Page) -> Wall | None:
    if count_words(page.laid.text) >= _FEWEST_WORDS:
        return None
    if page.meta.script_chars > _MUCH_SCRIPT:
        return Wall(Outcome.NEEDS_SCRIPT, "no words, only script")
    return Wall(Outcome.NO_TEXT, "no words on the page")


def _soft_404(page: _Page) -> Wall | None:
    if page.words > _ERROR_WORDS:
        return None
    for said in (page.meta.heading, page.meta.page_title, page.meta.title):
        # An article about lost pages has a longer title, and more than a notice below it.
        if said and len(said) <= 80 and _NOT_FOUND.search(said) and page.words <= _NOTICE_WORDS:
            return Wall(Outcome.SOFT_404, f"titled “{said}”")
    return None


def _notice(page: _Page, marker: re.Pattern[str], outcome: Outcome) -> Wall | None:
    """A page that is nothing but such a notice, by its title or one of its short blocks."""
    if page.words > _NOTICE_WORDS:
        return None
    title = page.meta.page_title or ""
    said = title if marker.search(title) else _first(page.notices, marker)
    if said is None:
        return None
    rest = page.words - (count_words(said) if said in page.notices else 0)
    if rest <= 40 and count_words(page.laid.text) <= 4 * _NOTICE_WORDS:
        return Wall(outcome, f"says “{_short(said)}” and little else")
    return None


def _paywall(page: _Page) -> Wall | None:
    if page.words > _TEASER_WORDS:
        return None
    cut = _first(page.notices, _CUT)
    weak = _first(page.notices, _WEAK_CUT)
    walled = page.meta.free is False
    if cut is not None:
        evidence = f"says “{_short(cut)}” and has {page.words} words of prose"
    elif walled and (weak is not None or page.words <= _STUB_WORDS):
        evidence = f"says that it is not free (schema.org) and has {page.words} words of prose"
    else:
        return None
    return Wall(Outcome.PAYWALLED, evidence, readable=True)


def _needs_script(page: _Page) -> Wall | None:
    if page.words > _SCRIPTED_WORDS:
        return None
    asked = _first(page.notices, _SCRIPT)
    if asked and page.words <= _FEWEST_IN_PROSE * 3:
        return Wall(Outcome.NEEDS_SCRIPT, f"says “{_short(asked)}”")
    if page.meta.script_chars > _MUCH_SCRIPT and not page.words:
        return Wall(
            Outcome.NEEDS_SCRIPT, f"no prose, {page.meta.script_chars} characters of script"
        )
    return None


def _first(notices: list[str], marker: re.Pattern[str]) -> str | None:
    return next((notice for notice in notices if marker.search(notice)), None)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 80 else flat[:79] + "…"
