"""What walls say, in the languages of the web: notices that stand where an article should.

One row a phrase: a stem that a notice in question must contain, lower case, and the pattern that
decides. The stem is looked for first since that is a hundred times cheaper.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_Row = tuple[str, re.Pattern[str]]


class Marker:
    """A set of phrases that mean the same."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._rows: tuple[_Row, ...] = tuple(
            (stem, re.compile(pattern or re.escape(stem), re.I)) for stem, pattern in rows
        )

    def says(self, words: str) -> bool:
        """Whether one of the phrases stands in `words`."""
        return self.first((words,)) is not None

    def first(self, notices: Sequence[str]) -> str | None:
        """The first notice that says so, or None."""
        low = _lowered(notices)
        patterns = [pattern for stem, pattern in self._rows if stem in low]
        if not patterns:
            return None
        return next((notice for notice in notices if any(p.search(notice) for p in patterns)), None)

    def all_in(self, notices: Sequence[str]) -> frozenset[str]:
        """All notices that say so."""
        if self.first(notices) is None:
            return frozenset()
        return frozenset(notice for notice in notices if self.says(notice))


def _lowered(notices: Sequence[str]) -> str:
    """All notices in lower case; those of a page are asked for by a dozen markers."""
    return _joined(notices) if isinstance(notices, tuple) else "\n".join(notices).lower()


@lru_cache(maxsize=4)
def _joined(notices: tuple[str, ...]) -> str:
    return "\n".join(notices).lower()


_THING = r"(?:page|article|story|content|url|document|item)"

NOT_FOUND = Marker(
    (
        ("404", r"^(?:error\s*)?404\b|\b404\b.{0,30}not found|not found.{0,30}\b404\b|error 404\b"),
        ("410", r"^(?:error\s*)?410\b"),
        ("not found", rf"{_THING}\b.{{0,30}}not found|^not found$"),
        ("not available", rf"{_THING}\b.{{0,30}}(?:is|was) not available"),
        ("no longer", rf"{_THING}\b.{{0,30}}no longer (?:available|exists?)"),
        ("exist", rf"{_THING}\b.{{0,30}}does(?:n.t| not) exist"),
        ("be found", rf"{_THING}\b.{{0,30}}(?:could(?:n.t| not)|can(?:.t|not)) be found"),
        ("is gone", rf"{_THING}\b.{{0,30}}is gone"),
        ("has been", rf"{_THING}\b.{{0,30}}has been (?:removed|deleted)"),
        ("find", r"(?:can.t|cannot|couldn.t|could not) find (?:the|that|this|what)"),
        ("locate", r"(?:can.t|cannot|couldn.t|could not) locate (?:the|that|this|what)"),
        ("nothing", r"^nothing (?:was )?found"),
        ("page missing", ""),
        ("nicht gefunden", r"(?:seite|artikel).{0,30}nicht gefunden"),
        ("existiert", r"(?:seite|artikel).{0,20}existiert nicht"),
        ("nicht mehr verfügbar", ""),
        ("introuvable", r"(?:page|article).{0,20}introuvable"),
        ("non trouvée", r"page non trouvée"),
        ("existe pas", r"page n.existe pas"),
        ("existe plus", r"page n.existe plus"),
        ("no encontrad", r"(?:página|artículo) no encontrad[ao]"),
        ("página no existe", ""),
        ("la página", r"no (?:se )?(?:ha )?encontra(?:do|mos) la página"),
        ("non trovata", r"pagina non trovata"),
        ("não encontrada", r"página não encontrada"),
        ("niet gevonden", r"pagina.{0,20}niet gevonden"),
        ("nie została znaleziona", ""),
        ("nie znaleziono strony", ""),
        ("sidan", r"sidan (?:kunde inte )?hitta(?:de)?s"),
        ("siden", r"siden (?:ble|blev) ikke fun(?:d|n)et"),
        ("не найдена", r"страница не найдена"),
        ("не знайдено", r"сторінку не знайдено"),
        ("不存在", r"(?:页面|頁面|文章|网页).{0,6}不存在"),
        ("找不到", r"找不到.{0,6}(?:网页|页面|頁面)"),
        ("見つかりません", r"ページが見つかりません"),
        ("찾을 수 없", r"페이지를 찾을 수 없"),
        ("غير موجودة", r"الصفحة غير موجودة"),
        ("bulunamadı", r"sayfa bulunamadı"),
    )
)
BOT = Marker(
    (
        ("just a moment", r"just a moment\.{3}"),
        ("cloudflare", r"attention required! \| cloudflare|performance & security by cloudflare"),
        ("checking", r"checking (?:if the site connection|(?:your|the) browser)"),
        ("you are", r"verify(?:ing)? (?:that )?you(?:.re| are) (?:a )?(?:not a (?:ro)?bot|human)"),
        ("you're", r"verify(?:ing)? (?:that )?you(?:.re| are) (?:a )?(?:not a (?:ro)?bot|human)"),
        ("robot", r"are you a robot|i.m not a robot|not a robot"),
        ("are you human", ""),
        ("been blocked", r"you(?:.ve| have) been blocked"),
        ("unusual", r"unusual (?:traffic|activity)"),
        ("pardon our interruption", ""),
        ("and cookies to continue", r"enable java ?script and cookies to continue"),
        ("incapsula", r"request unsuccessful\. incapsula"),
        ("ddos", r"ddos protection by"),
        ("hold", r"press (?:and|&) hold"),
        ("captcha", r"(?:complete|solve|enter) (?:the|this|a) captcha"),
        ("security check", r"complete the security check|^security check$"),
        ("automated", r"automated (?:access|requests|queries)"),
        ("access", r"access (?:to this page has been )?denied"),
        ("roboter", r"sind sie ein roboter|kein roboter"),
        ("robot", r"êtes-vous un robot|eres un robot|sei un robot"),
        ("робот", r"вы не робот"),
        ("验证", r"人机验证|安全验证"),
        ("로봇이 아닙니다", ""),
    )
)
CONSENT = Marker(
    (
        ("before you continue", r"before you continue to"),
        ("your privacy", r"we (?:value|respect|care about) your privacy|your privacy choices"),
        ("cookie", r"(?:accept|agree to|consent to)(?: all| the use of| our)? cookies"),
        ("cookie", r"cookie consent|we use cookies|cookies? (?:akzeptieren|zustimmen)"),
        ("personali", r"personali[sz]ed ads"),
        ("werbung", r"mit werbung (?:weiterlesen|und cookies)"),
        ("zustimmen", r"zustimmen und weiter"),
        ("alle akzeptieren", ""),
        ("accepter", r"accepter (?:et continuer|les cookies|et fermer)"),
        ("continuer sans accepter", ""),
        ("aceptar", r"aceptar (?:y continuar|(?:las )?cookies|todo)"),
        ("accetta", r"accetta (?:e continua|i cookie)"),
        ("aceitar", r"aceitar (?:e continuar|cookies)"),
        ("cookies accepteren", ""),
        ("zgadzam się", ""),
        ("принять cookie", ""),
    )
)
LOGIN = Marker(
    (
        ("in to", r"(?:log|sign) ?in to (?:continue|read|view|access|see)"),
        ("in or", r"(?:log|sign) ?in or (?:register|create|sign up)"),
        ("logged in", r"(?:must|need to|please) be logged in"),
        ("log in", r"(?:you (?:must|need to)|please) log in"),
        ("login", r"login required|please login"),
        ("sign in", r"(?:you (?:must|need to)|please) sign in"),
        ("melden", r"(?:bitte )?melden sie sich an|bitte anmelden"),
        ("bitte einloggen", ""),
        ("connectez-vous pour", ""),
        ("inicia sesión para", ""),
        ("accedi per", ""),
        ("войдите, чтобы", ""),
        ("登录", r"请(?:先)?登录"),
        ("로그인", r"로그인(?:이)? ?(?:필요|후)"),
    )
)
# The article stops here, and money or an account is asked for the rest.
CUT = Marker(
    (
        ("subscribe", r"subscribe(?: now| today| here)? (?:to|and|for) (?:continue|keep|unlock)"),
        (
            "subscribe",
            r"subscribe(?: now)? to (?:read|access|view|finish) (?:this|the|more|on|full)",
        ),
        (
            "subscription",
            r"(?:with|requires|need) an? (?:active |paid )?subscription to (?:read|con)",
        ),
        ("register", r"register(?: now| for free)? to (?:continue|keep|read|unlock|access)"),
        ("in to", r"(?:log|sign) ?in to (?:continue|keep) reading"),
        ("sign up", r"sign up(?: for free)? to (?:continue|keep|read (?:the|this)|unlock)"),
        ("join", r"join (?:now |today )?to (?:continue|keep|read (?:the|this)|unlock)"),
        ("reading", r"(?:continue|keep) reading (?:(?:this|the) \w+ )?(?:with|by|for|subscri)"),
        ("reading", r"to (?:continue|keep) reading"),
        (
            "subscribers",
            r"(?:only |exclusively |reserved |available )(?:for|to) [\w ]{0,20}subscri",
        ),
        (
            "subscribers",
            r"exclusive (?:to|for) (?:our )?subscribers|for (?:paid )?subscribers only",
        ),
        ("members", r"(?:only |exclusively |reserved |available )(?:for|to) [\w ]{0,20}members"),
        ("unlock", r"unlock (?:this|the full|full) (?:article|story|access)"),
        ("read the", r"read the (?:full|rest of (?:the|this)) (?:article|story)"),
        ("limit", r"you(?:.ve| have) (?:reached|used|hit) (?:your|the) .{0,40}limit"),
        ("free articles", r"(?:used|read|reached|last of) .{0,30}free articles"),
        ("the rest", r"the rest of (?:this|the) (?:article|story)"),
        ("free account", r"create (?:a|your) free account to"),
        ("weiterlesen", r"jetzt weiterlesen|weiterlesen mit|(?:diesen artikel|um) weiterlesen"),
        ("weiterzulesen", r"um (?:\w+ ){0,3}weiterzulesen"),
        ("abonnent", r"(?:nur|exklusiv) für (?:\w+[ -])?abonnent"),
        ("bereits ein abo", ""),
        ("abo ", r"mit .{1,20}abo (?:lesen|weiter)"),
        ("abonnés", r"réservée?s? (?:à nos|aux) abonnés"),
        ("de cet article", r"il vous reste \d+ ?% de cet article"),
        ("abonnez-vous", r"abonnez-vous pour (?:lire|continuer|accéder)"),
        ("lire la suite", r"pour lire la suite"),
        ("suscríb", r"suscríbe(?:te|se) para (?:seguir|continuar|leer)"),
        ("regístra", r"regístra(?:te|se) para (?:seguir|continuar|leer)"),
        ("suscriptores", r"(?:exclusivo|solo|sólo) para suscriptores"),
        ("leyendo", r"para (?:seguir|continuar) leyendo"),
        ("abbonati", r"riservato (?:agli|ai nostri) abbonati|abbonati per (?:leggere|continuare)"),
        ("assinantes", r"(?:exclusivo|conteúdo|só) para assinantes"),
        ("assine", r"assine para (?:ler|continuar)"),
        ("abonnees", r"(?:alleen|exclusief|enkel) voor abonnees"),
        ("prenumerator", r"(?:tylko|dostęp) dla prenumeratorów"),
        ("subskrybent", r"(?:tylko|dostęp) dla subskrybentów"),
        ("prenumeranter", r"endast för prenumeranter"),
        ("подписчик", r"(?:только|доступно) (?:для )?подписчик"),
        ("подпишитесь", r"подпишитесь, чтобы (?:читать|продолжить)"),
        ("阅读", r"订阅后(?:继续)?阅读|登录后继续阅读"),
        ("仅限", r"仅限(?:订阅|会员)"),
        ("会員", r"会員限定|有料会員"),
        ("有料", r"この記事は有料"),
        ("続きを読むには", ""),
        ("유료", r"유료 ?(?:회원|기사)"),
        ("구독", r"구독자 전용|구독하고 계속"),
        ("متابعة القراءة", r"اشترك لمتابعة القراءة"),
    )
)
# Said beside a cut, and in the head of many a free page.
MAY_BE_CUT = Marker(
    (
        ("already", r"already (?:a|have an?) (?:subscriber|subscription|member|account)"),
        ("subscribe", r"subscribe (?:now|today)"),
        ("trial", r"start your (?:free )?trial"),
        ("abo ", r"abo (?:abschließen|testen)"),
        ("abonne", r"je m.abonne|déjà abonné"),
        ("suscriptor", r"ya (?:eres|soy) suscriptor"),
        ("abbonato", r"sei già abbonato"),
        ("assinante", r"já é assinante"),
    )
)
NEEDS_SCRIPT = Marker(
    (
        ("javascript", r"(?:enable|activate|turn on|requires?|allow) javascript"),
        ("javascript", r"javascript (?:is (?:disabled|required|not enabled)|to (?:view|run))"),
        ("javascript", r"javascript (?:aktivieren|ist deaktiviert)|active[rz]? javascript"),
        ("javascript", r"habilit\w+ javascript|включ(?:ите|ить) javascript|启用 ?javascript"),
        ("javascript", r"javascript ?を有効"),
    )
)
