"""What pages say that stand under an article's address and are none: the site's own notices.

One row a phrase, as in `wall_words`. A notice speaks of itself: "this page", "we", "your region".
That a story reports on such a notice must not make it one, so no row is a phrase of the news.
"""

from verifier.model import Outcome
from verifier.read.wall_words import Marker

_SITE = r"(?:site|website|web site|page|service)"
_IT = rf"(?:(?:this|our|the) {_SITE}|we)"
_PIECE = r"(?:article|story|page|content|post|item|video|report)"

GONE = Marker(
    (
        # Removed, expired, archived.
        (
            "this",
            rf"^(?:sorry,? )?this {_PIECE} (?:has been|was|is) (?:now )?(?:removed|deleted"
            r"|withdrawn|taken down|unpublished|expired|archived)\b",
        ),
        (
            "this",
            rf"^(?:sorry,? )?this {_PIECE} (?:has expired|is no longer (?:available|online|here))",
        ),
        ("you requested", rf"{_PIECE} you (?:requested|are looking for|were looking for)"),
        ("nicht mehr verfügbar", r"^(?:dieser|der) (?:artikel|inhalt|beitrag) .{0,30}nicht mehr"),
        ("gelöscht", r"^diese[rs]? (?:artikel|seite|inhalt|beitrag) wurde (?:gelöscht|entfernt)"),
        (
            "plus disponible",
            r"^(?:désolé,? )?(?:cet article|ce contenu|cette page) n.est plus disponible",
        ),
        ("supprimé", r"^(?:cet article|ce contenu|cette page) a été (?:supprimée?|retirée?)"),
        ("ya no está disponible", r"^(?:este|esta) .{3,12} ya no está disponible"),
        (
            "eliminad",
            r"^(?:este artículo|esta página|este contenido) ha sido (?:eliminad|retirad)[oa]",
        ),
        ("não está mais disponível", r"^est[ae] .{3,12} não está mais disponível"),
        ("removid", r"^est[ae] .{3,12} foi (?:removid|excluíd)[oa]"),
        ("non è più disponibile", r"^quest.{2,14} non è più disponibile"),
        ("rimoss", r"^quest.{2,14} è stat[oa] rimoss[oa]"),
        (
            "удал",
            r"^(?:эта |этот |данная |данный )?(?:страница|материал|статья|публикация)"
            r" (?:была? )?удал[её]на?\b",
        ),
        ("больше не доступ", r"^(?:эта|этот|данный|данная) .{3,14} больше не доступ"),
        ("已被删除", r"(?:文章|页面|内容|帖子)已被?删除"),
        ("已下架", r"(?:文章|页面|内容)已下架"),
        ("삭제", r"^(?:이 )?(?:기사|페이지|게시물)(?:는|가|은)? ?삭제"),
        ("削除", r"(?:記事|ページ|コンテンツ)は(?:既に)?削除され"),
        ("公開を終了", r"公開を終了(?:し|いた)"),
        ("حذف", r"تم حذف (?:هذ[ها] )?(?:المقال|الصفحة|المحتوى)"),
        # The domain is another's, or the site is no more.
        (
            "domain",
            r"(?:buy|get|inquire about) this domain|this domain (?:name )?(?:is|may be) (?:for sale"
            r"|parked|available)|domain (?:is )?parked|domain (?:name )?has expired",
        ),
        ("domain", r"diese domain (?:steht zum verkauf|kaufen)|domain zu verkaufen"),
        ("domaine", r"ce (?:nom de )?domaine est (?:à vendre|en vente)"),
        ("dominio", r"este dominio está (?:en|a la) venta|questo dominio è in vendita"),
        ("domínio", r"este domínio está à venda"),
        ("домен", r"(?:этот )?домен (?:выставлен на продажу|продается|продаётся|припаркован)"),
        ("域名", r"(?:此|该)?域名(?:正在)?(?:出售|转让|已过期)"),
        ("도메인", r"도메인(?:을|은)? ?판매"),
        ("ドメイン", r"このドメイン(?:は|を).{0,8}(?:販売|購入|売)"),
        ("للبيع", r"(?:هذا )?(?:النطاق|الدومين) (?:معروض )?للبيع"),
        (
            "moved",
            r"^(?:we|our (?:web)?site|this (?:page|site)) ?(?:.ve"
            r"|have|has)? (?:been )?moved(?: to)?\b",
        ),
        ("umgezogen", r"^(?:wir sind|unsere (?:web)?seite ist) umgezogen"),
        ("déménagé", r"^(?:nous avons|notre site a) déménagé"),
        ("mudado", r"^(?:nos hemos mudado|hemos cambiado de dirección)"),
        ("переехал", r"^(?:мы|наш сайт) переехал"),
        # A search with nothing found.
        ("did not match", r"^your search .{0,60}did not match any"),
        (
            "no results",
            r"^(?:sorry,? )?(?:we found |there (?:are|were) )?no (?:search )?results"
            r"(?: (?:found|for|matching|were)|$)",
        ),
        ("keine ", r"^(?:leider )?keine (?:such)?ergebnisse|keine treffer"),
        ("aucun résultat", r"^aucun résultat"),
        (
            "resultados",
            r"^(?:no se (?:han )?encontra(?:ron|do) resultados|sin resultados"
            r"|nenhum resultado)",
        ),
        ("nessun risultato", r"^nessun risultato"),
        ("ничего не найдено", r"ничего не найдено"),
        ("没有找到", r"^(?:抱歉,?，?)?没有找到.{0,10}(?:结果|内容)"),
        ("검색", r"검색 ?결과가 없"),
        ("見つかりませんでした", r"(?:検索結果|一致する.{0,8})(?:は|が)見つかりませんでした"),
        ("نتائج", r"لا توجد نتائج|لم يتم العثور على (?:أي )?نتائج"),
    )
)
BROKEN = Marker(
    (
        (
            "maintenance",
            rf"{_IT}(?:.re| are| is)? (?:currently |temporarily |now )?(?:down|offline|closed"
            r"|unavailable|undergoing|under|in|performing|experiencing)\b.{0,30}maintenance",
        ),
        ("maintenance", r"^(?:scheduled |site |under |planned )*maintenance(?: mode| break)?\W*$"),
        ("back", r"we(?:.ll| will) be (?:right )?back"),
        (
            "wartung",
            r"^wartungs(?:arbeiten|modus)|^(?:unsere|diese) (?:web)?seite .{0,30}wartung"
            r"|wegen wartungsarbeiten .{0,30}nicht (?:erreichbar|verfügbar)",
        ),
        (
            "maintenance",
            r"(?:le |notre )?site (?:est )?(?:actuellement )?en (?:cours de )?maintenance",
        ),
        (
            "mantenimiento",
            r"^(?:sitio )?en mantenimiento|(?:este|nuestro) sitio .{0,20}mantenimiento",
        ),
        ("manutenção", r"^(?:site )?em manutenção|(?:este|nosso) site .{0,20}manutenção"),
        ("manutenzione", r"^(?:sito )?in manutenzione|(?:il|questo) sito .{0,20}manutenzione"),
        ("технические работы", r"(?:ведутся|проводятся) технические работы"),
        ("维护", r"(?:系统|网站|本站).{0,4}维护(?:中|[，。！]|$)"),
        ("점검", r"(?:시스템|서비스|사이트) ?점검"),
        ("メンテナンス", r"(?:ただいま|現在).{0,10}メンテナンス|メンテナンス中"),
        ("الصيانة", r"الموقع (?:تحت|قيد) الصيانة"),
        ("database connection", r"error establishing a database connection"),
        ("fatal error", r"fatal error: |there has been a critical error on this website"),
        (
            "unexpected error",
            rf"(?:the|this) {_SITE} (?:has )?encountered an unexpected error"
            r"|^an unexpected error (?:has )?occurred",
        ),
        ("went wrong", r"^(?:whoops|oops|sorry)?\W*(?:looks like )?something went wrong"),
        ("server error", r"^(?:(?:http )?(?:error )?500\W*)?(?:internal )?server error"),
        (
            "unavailable",
            r"^(?:(?:http )?(?:error )?503\W*)?service (?:temporarily )?unavailable\W*$",
        ),
        ("bad gateway", r"^(?:(?:http )?(?:error )?502\W*)?bad gateway"),
        ("time-out", r"^(?:504\W*)?gateway time-out"),
        ("exception", r"application error: a (?:client|server)-side exception|stack trace:"),
        (
            "ist ein fehler",
            r"^(?:es|leider) ist ein (?:unerwarteter |interner )?fehler aufgetreten",
        ),
        (
            "erreur",
            r"^(?:une )?erreur (?:interne|inattendue|est survenue)|^une erreur .{0,20}survenue",
        ),
        ("error", r"^(?:se ha producido|ha ocurrido|ocorreu) un? erro|^si è verificato un errore"),
        ("ocorreu um erro", r"^ocorreu um erro"),
        ("ошибка", r"^(?:произошла|внутренняя) ошибка|^ошибка сервера"),
        ("服务器", r"^服务器(?:内部)?错误"),
        ("서버 오류", r"서버 오류"),
        ("サーバー", r"サーバー(?:内部)?エラー"),
        ("خطأ", r"^(?:حدث )?خطأ (?:في|غير)"),
    )
)
REGION = Marker(
    (
        (
            "available in",
            rf"(?:{_PIECE}|{_SITE}|this) (?:is |are )?(?:currently )?(?:not|un)"
            r" ?available (?:in|from|to) (?:(?:people|visitors"
            r"|readers|users) in )?(?:your|most european"
            r"|certain|the (?:eu\b|european))",
        ),
        ("legal reasons", r"^(?:451\W*)?unavailable (?:due to|for) legal reasons|we cannot grant"),
        ("economic area", r"we recognize you are attempting to access this website from a country"),
        (
            "your region",
            r"(?:blocked|restricted|isn.t available|not available) in your (?:region|country)",
        ),
        (
            "your country",
            r"(?:blocked|restricted|isn.t available|not available) in your (?:region|country)",
        ),
        ("ihrem land", r"in ihrem land (?:leider )?nicht verfügbar"),
        ("ihrer region", r"in ihrer region (?:leider )?nicht verfügbar"),
        ("votre", r"(?:pas|in)disponible dans votre (?:pays|région)"),
        ("disponible en", r"no está disponible en (?:tu|su) (?:país|región)"),
        ("disponível", r"não está disponível (?:no seu país|na sua região|em sua região)"),
        ("disponibile", r"non è disponibile nel (?:tuo|suo) paese"),
        ("недоступ", r"недоступ\w+ в (?:вашей стране|вашем регионе)"),
        ("地区", r"(?:您|你)所在(?:的)?(?:国家|地区).{0,10}(?:不可用|无法)"),
        ("국가에서", r"(?:귀하의 )?국가에서는? .{0,16}(?:없습니다|이용)"),
        ("お住まい", r"お住まいの(?:国|地域)では.{0,16}(?:ません|できない)"),
        ("بلدك", r"غير متاح في بلدك"),
        ("منطقتك", r"غير متاح في منطقتك"),
        ("403", r"^(?:error )?403\b.{0,20}(?:forbidden)?|^forbidden\W*$"),
        ("permission", r"you (?:don.t|do not) have permission to (?:access|view)"),
    )
)
AGE = Marker(
    (
        ("are you", r"^are you (?:over|at least|aged|older than) ?(?:18|19|21)"),
        ("your age", r"(?:confirm|verify|enter) your age|your date of birth to (?:continue|enter)"),
        ("18", r"you must be (?:at least |over )?18|i am (?:over )?18|adults? only"),
        ("21", r"you must be (?:at least |over )?21"),
        (
            "18",
            r"sind sie (?:über|mindestens) 18|(?:avez-vous|je confirme avoir) (?:plus de )?18 ans",
        ),
        (
            "18",
            r"¿?eres mayor de 18|tem mais de 18|hai più di 18"
            r"|sei maggiorenne|вам (?:уже )?(?:есть )?18",
        ),
        ("18", r"(?:年满|年滿|满)\s?18|만? ?18세 이상|18歳以上|عمرك (?:فوق|أكثر من) 18"),
    )
)
APP = Marker(
    (
        (
            "app",
            r"(?:continue|open|read|view|see)(?: \w+){0,4} (?:in"
            r"|with|on|using) (?:the|our) (?:\w+ )?app\b",
        ),
        (
            "app",
            r"(?:download|get|install|open) (?:the"
            r"|our) (?:\w+ )?app to (?:continue|keep|read|view|see)",
        ),
        (
            "app ",
            r"in (?:der|unserer) (?:\w+[ -])?app (?:weiter)?(?:lesen|öffnen)|"
            r"(?:lire|continuer|ouvrir)(?: la suite)? (?:dans|sur) (?:l.|notre )app",
        ),
        (
            "app",
            r"(?:continúa|sigue|abre|abrir|leer|continue"
            r"|continua|apri)(?: \w+){0,3} (?:en|no|na|nell.)"
            r" ?(?:la |nuestra |nosso )?app",
        ),
        (
            "приложени",
            r"(?:читайте|читать|откройте|продолжить)(?: \w+){0,2} в (?:нашем )?приложени",
        ),
        ("app", r"打开(?:\w{0,6})app|在app(?:中|内)(?:打开|阅读|查看)|下载app"),
        ("客户端", r"(?:打开|下载)\w{0,6}客户端(?:阅读|查看|继续)"),
        ("앱", r"앱(?:에서|으로) ?(?:계속|보기|열기|읽기)"),
        ("アプリ", r"アプリで(?:続き|読む|開く|見る)"),
        ("التطبيق", r"(?:تابع القراءة|افتح|اقرأ) (?:في|عبر) التطبيق"),
    )
)
SIGN_UP = Marker(
    (
        (
            "newsletter",
            r"(?:sign ?up|subscribe|register) (?:for|to) (?:our |the |my )?[\w ]{0,24}newsletter",
        ),
        (
            "newsletter",
            r"newsletter (?:abonnieren|bestellen)|(?:abonnez"
            r"|inscrivez)-vous à (?:la|notre) newsletter",
        ),
        ("newsletter", r"iscriviti alla(?: nostra)? newsletter|assine (?:a|nossa) newsletter"),
        ("boletín", r"suscríbete a(?:l| nuestro) boletín"),
        ("рассылк", r"подпишитесь на (?:нашу )?рассылк"),
        ("订阅", r"订阅(?:我们的)?(?:电子报|邮件|通讯)"),
        ("뉴스레터", r"뉴스레터 (?:구독|신청)"),
        ("メールマガジン", r"メールマガジン(?:に|を)?登録"),
        ("النشرة", r"اشترك في (?:النشرة|نشرتنا)"),
    )
)
# Beside words that are a part of what can be heard: the rest is in the recording.
RECORDING = Marker(
    (
        (
            "watch",
            r"watch (?:the |this )?(?:full )?(?:video|clip|interview|report|story)(?: \w+){0,3}"
            r" (?:above|below|here)|^watch (?:the |this )?(?:full )?(?:video|clip|interview)\b",
        ),
        (
            "listen",
            r"listen to (?:the |this )?(?:full )?(?:\w+ )?(?:above|below|here|episode|podcast)",
        ),
        (
            "video",
            r"(?:sehen sie|im) video (?:oben|unten|oberhalb)|(?:regardez|voir) la vidéo ci-dess",
        ),
        ("vídeo", r"(?:vea|mira|ver|veja|assista)(?: \w+){0,2} (?:el|o|ao) vídeo"),
        ("video", r"(?:vea|mira|ver) el video|guarda il video"),
        ("видео", r"смотрите (?:\w+ ){0,2}(?:в )?видео"),
        ("视频", r"(?:点击|观看)(?:上方|下方|以下)?视频"),
        ("영상", r"(?:자세한 내용은 )?영상(?:으로|을) (?:확인|보)"),
        ("動画", r"動画(?:を|で)(?:ご覧|見る|確認)"),
        ("الفيديو", r"شاهد (?:\w+ )?الفيديو"),
    )
)

NOTICES: tuple[tuple[Marker, Outcome], ...] = (
    (BROKEN, Outcome.SERVER_ERROR),
    (GONE, Outcome.SOFT_404),
    (REGION, Outcome.FORBIDDEN),
    (AGE, Outcome.CONSENT_WALL),
    (APP, Outcome.LOGIN_WALL),
    (SIGN_UP, Outcome.NO_TEXT),
)
