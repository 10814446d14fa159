"""The closed sets: every word that a finding, a request or an outcome may use."""

from enum import StrEnum


class MediaType(StrEnum):
    """What the bytes of an article or a page are."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WIKITEXT = "wikitext"
    PDF = "pdf"
    DOCX = "docx"


class BlockKind(StrEnum):
    """What a stretch of a document is; everything but the prose kinds is kept but not parsed."""

    PARAGRAPH = "paragraph"  # prose
    LIST_ITEM = "list_item"  # prose
    QUOTE = "quote"  # prose, set off as somebody's words: <blockquote>, Markdown ">"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    NOTE = "note"  # a footnote or an entry of a reference list
    TABLE = "table"
    CODE = "code"
    FURNITURE = "furniture"  # navigation, "Share", "Related stories"


PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


class QuotationKind(StrEnum):
    """How the words are given (PARC 3.0: direct, indirect, mixed); the last two are set aside."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    BLOCK = "block"
    NESTED = "nested"
    SCARE = "scare"
    TITLE = "title"


class DatePrecision(StrEnum):
    """How much of a citation's date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DateRole(StrEnum):
    """What a citation's date is the date of."""

    PUBLISHED = "published"
    SAID = "said"
    UNKNOWN = "unknown"


class Medium(StrEnum):
    """What kind of source a citation names."""

    NEWS = "news"
    INTERVIEW = "interview"
    BROADCAST = "broadcast"
    PODCAST = "podcast"
    OPINION = "opinion"
    EMAIL = "email"
    DOCUMENT = "document"
    SOCIAL = "social"
    PRESS_RELEASE = "press_release"
    STATEMENT = "statement"
    SPEECH = "speech"
    TRANSCRIPT = "transcript"
    COURT = "court"
    OFFICIAL_DOCUMENT = "official_document"
    ACADEMIC = "academic"
    BOOK = "book"
    WEB = "web"


class Channel(StrEnum):
    """Where candidate pages come from."""

    LINK = "link"
    FOLDER = "folder"
    SEARXNG = "searxng"
    BRAVE = "brave"
    GDELT = "gdelt"
    GAL = "gal"
    SITEMAP = "sitemap"
    FEED = "feed"
    CDX = "cdx"
    MEMENTO = "memento"
    COMMONCRAWL = "commoncrawl"


class Outcome(StrEnum):
    """Why a page or a channel gave no evidence; each is named, none means "absent"."""

    GONE = "gone"
    SOFT_404 = "soft_404"
    REDIRECTED_HOME = "redirected_home"
    PAYWALLED = "paywalled"
    LOGIN_WALL = "login_wall"
    CONSENT_WALL = "consent_wall"
    BOT_WALL = "bot_wall"
    FORBIDDEN = "forbidden"
    ROBOTS_DENIED = "robots_denied"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    NEEDS_SCRIPT = "needs_script"
    NO_TEXT = "no_text"
    WRONG_TYPE = "wrong_type"
    WRONG_WORK = "wrong_work"
    OTHER_LANGUAGE = "other_language"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    BAD_RESPONSE = "bad_response"
    PARSE_FAILED = "parse_failed"
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    REFUSED = "refused"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_URL = "bad_url"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NO_PAGE = "no_page"
    CHANNEL_REFUSED = "channel_refused"
    NOT_TRIED = "not_tried"
    COPY = "copy"
    LATER = "later"


class Relation(StrEnum):
    """What a page is to the citation: the named source itself, or something else."""

    NAMED = "named"
    MIRROR = "mirror"
    REPUBLISHED = "republished"
    PROVIDED = "provided"
    ELSEWHERE = "elsewhere"


class Basis(StrEnum):
    """Why a passage is shown: it has the words, or only speaks of the same point."""

    SAME_WORDS = "same_words"
    SAME_POINT = "same_point"


class EditKind(StrEnum):
    """What a differing word is; the first ten cannot turn the meaning."""

    MARK = "mark"  # a cut or an insertion that the article marks: … or [ ]
    TYPOGRAPHY = "typography"
    TYPO = "typo"
    OCR = "ocr"
    SPELLING = "spelling"
    INFLECTION = "inflection"
    CONTRACTION = "contraction"
    NUMBER_FORMAT = "number_format"
    FUNCTION = "function"
    FILLER = "filler"
    SYNONYM = "synonym"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ACTOR = "actor"
    NEGATION = "negation"
    MODAL = "modal"
    QUANTIFIER = "quantifier"
    ANTONYM = "antonym"
    OMISSION = "omission"
    ADDITION = "addition"
    WORD = "word"


HARMLESS_EDITS = frozenset(
    {
        EditKind.MARK,
        EditKind.TYPOGRAPHY,
        EditKind.TYPO,
        EditKind.OCR,
        EditKind.SPELLING,
        EditKind.INFLECTION,
        EditKind.CONTRACTION,
        EditKind.NUMBER_FORMAT,
        EditKind.FUNCTION,
        EditKind.FILLER,
        EditKind.SYNONYM,
    }
)


class Verdict(StrEnum):
    """What was found for one quotation; about being found, never about being true."""

    VERBATIM = "verbatim"
    NEAR_VERBATIM = "near_verbatim"
    ALTERED = "altered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"  # every named source was read in full
    UNREACHABLE = "unreachable"  # a named source could not be read: says nothing about the words
    UNSOURCED = "unsourced"
    TOO_SHORT = "too_short"
    RELATED = "related"
    SET_ASIDE = "set_aside"


class Misattribution(StrEnum):
    """What the article says of the passage that the source does not bear out."""

    OUTLET = "outlet"
    DATE = "date"
    SPEAKER = "speaker"


class Action(StrEnum):
    """What an editor may have to do, the worst first."""

    CALL = "call"
    WORDING = "wording"
    ATTRIBUTION = "attribution"
    SOURCE = "source"
    LOOK = "look"
    NONE = "none"


class ReportState(StrEnum):
    """The one word over a whole report; never a grade."""

    ACTION = "action"
    INCOMPLETE = "incomplete"
    CLEAR = "clear"


class ChannelStatus(StrEnum):
    """Whether a channel was asked for one quotation."""

    SEARCHED = "searched"
    REFUSED = "refused"
    SKIPPED = "skipped"  # not needed, or not allowed for this job (`private`)
    OFF = "off"  # not set up
