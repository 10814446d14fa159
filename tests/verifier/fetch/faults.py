"""The faults of the hostile server: each path, what it does, and the outcome it must be given.

`None` means that the page is read: odd, but harmless.
"""

import gzip
import zlib
from dataclasses import dataclass

from tests.verifier.fetch import hostile as h
from verifier.model import Outcome

LIMIT = 1_000_000  # bytes of the largest page, in these tests

GONE, FORBIDDEN, WALL = Outcome.GONE, Outcome.FORBIDDEN, Outcome.BOT_WALL
BAD, TIMEOUT, LARGE = Outcome.BAD_RESPONSE, Outcome.TIMEOUT, Outcome.TOO_LARGE
INNER, BAD_URL, WRONG = Outcome.FORBIDDEN_ADDRESS, Outcome.BAD_URL, Outcome.WRONG_TYPE
LOOPS, HOME, BROKEN = Outcome.TOO_MANY_REDIRECTS, Outcome.REDIRECTED_HOME, Outcome.SERVER_ERROR

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
TEXT = b"<p>" + b"words of a page " * 200 + b"</p>"
ZIPPED = gzip.compress(TEXT)


@dataclass(frozen=True)
class Fault:
    name: str
    behaviour: h.Behaviour
    outcome: Outcome | None

    @property
    def path(self) -> str:
        return f"/article/{self.name}"


def _zipped(body: bytes, coding: str = "gzip") -> h.Behaviour:
    return h.page(body, Content_Encoding=coding)


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    return b"".join([packer.compress(zeros) for _ in range(megabytes)]) + packer.flush()


def _raw(head: bytes, body: bytes = b"") -> h.Behaviour:
    return h.raw(head + b"\r\n" + body)


STATUSES = [
    Fault(f"status-{code}", h.status(code), outcome)
    for code, outcome in (
        (201, BAD), (204, BAD), (205, BAD), (206, BAD), (207, BAD), (226, BAD),
        (203, None), (300, BAD), (301, BAD), (302, BAD), (304, BAD), (305, BAD),
        (400, BAD), (401, Outcome.LOGIN_WALL), (402, Outcome.PAYWALLED), (403, FORBIDDEN),
        (404, GONE), (405, BAD), (406, BAD), (409, BAD), (410, GONE),
        (411, BAD), (414, BAD), (418, BAD), (421, BAD), (422, BAD), (425, BAD), (431, BAD),
        (451, FORBIDDEN), (500, BROKEN), (501, BROKEN), (502, BROKEN), (504, BROKEN),
        (505, BROKEN), (508, BROKEN), (511, BROKEN), (520, BROKEN), (521, BROKEN),
        (522, BROKEN), (530, BROKEN), (599, BROKEN), (600, BAD), (799, BAD), (999, WALL),
    )
]  # fmt: skip

WALLS = [
    Fault("cloudflare-403", h.status(403, b"<script src=/cdn-cgi/challenge-platform/x>"), WALL),
    Fault("cloudflare-503", h.status(503, b"<title>Just a moment...</title>"), WALL),
    Fault("cf-mitigated", h.status(403, b"", cf_mitigated="challenge"), WALL),
    Fault("datadome", h.status(403, b"geo.captcha-delivery.com/captcha"), WALL),
    Fault("perimeterx", h.status(403, b"<div id=px-captcha>"), WALL),
    Fault("incapsula", h.status(403, b"/_Incapsula_Resource?x"), WALL),
    Fault("aws-waf-202", h.status(202, b"", x_amzn_waf_action="challenge"), WALL),
    Fault("aws-waf-405", h.status(405, b"AwsWafIntegration.getToken()"), WALL),
    Fault("recaptcha-429", h.status(429, b"https://www.google.com/recaptcha/api.js"), WALL),
    Fault("wall-zipped", h.status(403, gzip.compress(b"cf_chl_"), Content_Encoding="gzip"), WALL),
    Fault("plain-403", h.status(403, b"Access Denied. No permission."), FORBIDDEN),
    Fault("broken-gzip-403", h.status(403, b"\x1f\x8bxx", Content_Encoding="gzip"), FORBIDDEN),
    Fault("endless-404", h.endless(b"HTTP/1.1 404 No\r\n\r\n", b"x" * 9999), GONE),
    Fault("cut-404", h.raw(b"HTTP/1.1 404 No\r\nContent-Length: 99\r\n\r\nx"), GONE),
]  # fmt: skip

CODINGS = [
    Fault("gzip", _zipped(ZIPPED), None),
    Fault("x-gzip", _zipped(ZIPPED, "X-GZip"), None),
    Fault("gzip-two-members", _zipped(ZIPPED + ZIPPED), None),
    Fault("gzip-padded", _zipped(ZIPPED + bytes(64)), None),
    Fault("gzip-is-zlib", _zipped(zlib.compress(TEXT)), None),
    Fault("gzip-empty-body", _zipped(b""), None),
    Fault("identity", _zipped(TEXT, "identity"), None),
    Fault("gzip-bomb", _zipped(_bomb(300)), LARGE),
    Fault("gzip-member-bomb", _zipped(gzip.compress(bytes(900_000)) * 900), LARGE),
    Fault("gzip-gzip", _zipped(gzip.compress(_bomb(50)), "gzip, gzip"), BAD),
    Fault("gzip-three-layers", _zipped(gzip.compress(ZIPPED), "gzip,gzip,gzip"), BAD),
    Fault("two-coding-fields", _raw(OK + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n",
                                    ZIPPED), BAD),
    Fault("br", _zipped(b"\x1b\x00", "br"), BAD),
    Fault("zstd", _zipped(b"\x28\xb5\x2f\xfd", "zstd"), BAD),
    Fault("deflate", _zipped(zlib.compress(TEXT), "deflate"), BAD),
    Fault("compress", _zipped(b"\x1f\x9d", "compress"), BAD),
    Fault("gzip-br", _zipped(ZIPPED, "gzip, br"), BAD),
    Fault("unknown-coding", _zipped(TEXT, "rot13"), BAD),
    Fault("gzip-not-zipped", _zipped(TEXT), BAD),
    Fault("gzip-cut", _zipped(ZIPPED[:-12]), BAD),
    Fault("gzip-wrong-crc", _zipped(ZIPPED[:-8] + b"\0\0\0\0" + ZIPPED[-4:]), BAD),
    Fault("gzip-endless-name", h.endless(OK + b"Content-Encoding: gzip\r\n\r\n"
                                         b"\x1f\x8b\x08\x08\0\0\0\0\0\0", b"n" * 50_000), LARGE),
    Fault("gzip-empty-members", h.endless(OK + b"Content-Encoding: gzip\r\n\r\n",
                                          gzip.compress(b"") * 1000), LARGE),
]  # fmt: skip

FRAMING = [
    Fault("chunked", _raw(OK + b"Transfer-Encoding: chunked\r\n", b"4\r\n<p>x\r\n0\r\n\r\n"), None),
    Fault("no-length", _raw(OK, TEXT), None),
    Fault("http-1.0", h.raw(b"HTTP/1.0 200 OK\r\n\r\n" + TEXT), None),
    Fault("no-reason", h.raw(b"HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx"), None),
    Fault("early-hints", h.raw(b"HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + OK + b"\r\nx"), None),
    Fault("continue", h.raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\nx"), None),
    Fault("same-length-twice", _raw(OK + b"Content-Length: 1\r\n" * 2, b"x"), None),
    Fault("length-too-small", _raw(OK + b"Content-Length: 3\r\n", TEXT), None),
    Fault("length-too-large", _raw(OK + b"Content-Length: 9999\r\n", TEXT[:99]), BAD),
    Fault("length-negative", _raw(OK + b"Content-Length: -5\r\n", TEXT), BAD),
    Fault("length-words", _raw(OK + b"Content-Length: five\r\n", TEXT), BAD),
    Fault("length-plus", _raw(OK + b"Content-Length: +5\r\n", TEXT), BAD),
    Fault("two-lengths", _raw(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n", TEXT), BAD),
    Fault("length-and-chunked", _raw(OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                     b"1\r\nx\r\n0\r\n\r\n"), BAD),
    Fault("length-of-terabytes", _raw(OK + b"Content-Length: 9999999999999\r\n", TEXT), LARGE),
    Fault("length-of-20-digits", _raw(OK + b"Content-Length: 99999999999999999999\r\n"), LARGE),
    Fault("chunk-size-words", _raw(OK + b"Transfer-Encoding: chunked\r\n", b"zz\r\nx"), BAD),
    Fault("chunk-size-huge", _raw(OK + b"Transfer-Encoding: chunked\r\n", b"f" * 40), BAD),
    Fault("chunk-size-negative", _raw(OK + b"Transfer-Encoding: chunked\r\n", b"-1\r\nx"), BAD),
    Fault("flood-1xx", h.endless(b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 99), BAD),
    Fault("chunked-cut", _raw(OK + b"Transfer-Encoding: chunked\r\n", b"ff\r\nx"), BAD),
    Fault("chunk-extensions", h.endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1;",
                                        b"e" * 9999), BAD),
    Fault("trailers", h.endless(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
                                b"T: " + b"t" * 9999 + b"\r\n"), BAD),
    Fault("transfer-gzip", _raw(OK + b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), BAD),
    Fault("http-0.9", h.raw(TEXT), BAD),
    Fault("http-2", h.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), BAD),
    Fault("http-9.9", h.raw(b"HTTP/9.9 200 OK\r\n\r\n"), None),
    Fault("garbage", h.raw(bytes(range(256)) * 20), BAD),
    Fault("status-words", h.raw(b"HTTP/1.1 two OK\r\n\r\n"), BAD),
    Fault("status-99", h.raw(b"HTTP/1.1 099 OK\r\n\r\n"), BAD),
    Fault("status-line-1mb", h.raw(b"HTTP/1.1 200 " + b"O" * 1_000_000 + b"\r\n\r\n"), BAD),
    Fault("switching", h.raw(b"HTTP/1.1 101 Up\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), BAD),
    Fault("field-no-colon", _raw(OK + b"nonsense\r\n", b"x"), BAD),
    Fault("field-nul", _raw(OK + b"X: a\0b\r\n", b"x"), BAD),
    Fault("field-space-name", _raw(OK + b"X Y: z\r\n", b"x"), BAD),
    Fault("field-1mb", _raw(OK + b"X: " + b"y" * 1_000_000 + b"\r\n", b"x"), BAD),
    Fault("fields-201", _raw(OK + b"X: y\r\n" * 201, b"x"), BAD),
    Fault("cookies-5000", _raw(OK + b"Set-Cookie: a=b; Path=/; Secure\r\n" * 5000, b"x"), BAD),
    Fault("fields-endless", h.endless(OK, b"X: " + b"y" * 9999 + b"\r\n"), BAD),
    Fault("folded-field", _raw(OK + b"X: a\r\n b\r\n", b"x"), None),
    Fault("closed-at-once", h.raw(), BAD),
    Fault("closed-in-head", h.raw(b"HTTP/1.1 200 OK\r\nContent-"), BAD),
    Fault("reset", h.reset(), BAD),
    Fault("body-endless", h.endless(OK + b"\r\n", b"x" * 9999), LARGE),
    Fault("chunks-endless", h.endless(OK + b"Transfer-Encoding: chunked\r\n\r\n",
                                      b"3e8\r\n" + b"x" * 1000 + b"\r\n"), LARGE),
    Fault("one-byte-too-large", h.page(b"x" * (LIMIT + 1)), LARGE),
    Fault("just-fits", h.page(b"x" * LIMIT), None),
]  # fmt: skip

SLOW = [
    Fault("silent", h.silent(), TIMEOUT),
    Fault("drip-status", h.endless(b"", b"H", 0.3), TIMEOUT),
    Fault("drip-fields", h.endless(OK, b"X: y\r\n", 0.3), TIMEOUT),
    Fault("drip-body", h.endless(OK + b"\r\n", b"x", 0.3), TIMEOUT),
    Fault("drip-chunks", h.endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.3),
          TIMEOUT),
    Fault("drip-1xx", h.endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.1), TIMEOUT),
    Fault("status-408", h.status(408), TIMEOUT),
    Fault("drip-404", h.endless(b"HTTP/1.1 404 No\r\n\r\n", b"x", 0.3), TIMEOUT),
    Fault("length-never-sent", h.endless(OK + b"Content-Length: 9\r\n\r\n", b"", 0.5), TIMEOUT),
]  # fmt: skip

CIRCLE = "/article/redirect"
REDIRECTS = [
    Fault("redirect-self", h.redirect(f"{CIRCLE}-self"), LOOPS),
    Fault("redirect-ping", h.redirect(f"{CIRCLE}-pong"), LOOPS),
    Fault("redirect-pong", h.redirect(f"{CIRCLE}-ping"), LOOPS),
    *[Fault(f"chain-{n}", h.redirect(f"/article/chain-{n - 1}"), None if n <= 10 else LOOPS)
      for n in range(1, 13)],
    Fault("chain-0", h.page(TEXT), None),
    Fault("redirect-home", h.redirect("/"), HOME),
    Fault("redirect-index", h.redirect("/index.html"), HOME),
    Fault("redirect-language-home", h.redirect("/en/"), HOME),
    Fault("redirect-relative", h.redirect("chain-0"), None),
    Fault("redirect-fragment", h.redirect("chain-0#part"), None),
    Fault("redirect-308", h.redirect("chain-0", 308), None),
    Fault("redirect-body-endless", h.endless(
        b"HTTP/1.1 302 F\r\nLocation: chain-0\r\n\r\n", b"x" * 9999), None),
    Fault("redirect-nowhere", h.redirect(""), BAD),
    *[Fault(f"redirect-to-{name}", h.redirect(target), outcome) for name, target, outcome in (
        ("file", "file:///etc/passwd", BAD_URL), ("ftp", "ftp://127.0.0.1/x", BAD_URL),
        ("data", "data:text/html,x", BAD_URL), ("script", "javascript:alert(1)", BAD_URL),
        ("gopher", "gopher://127.0.0.1:70/x", BAD_URL), ("unix", "unix:///run/x.sock", BAD_URL),
        ("dict", "dict://127.0.0.1:11211/stat", BAD_URL), ("empty-host", "http:///x", BAD_URL),
        ("user", "http://u:p@127.0.0.1/", BAD_URL), ("no-host", "http://", BAD_URL),
        ("loopback", "http://127.0.0.1/", INNER), ("loopback6", "http://[::1]/", INNER),
        ("short", "http://127.1/", INNER), ("decimal", "http://2130706433/", INNER),
        ("octal", "http://0177.0.0.1/", INNER), ("hex", "http://0x7f.1/", INNER),
        ("zero", "http://0/", INNER), ("private", "http://10.0.0.1/x", INNER),
        ("metadata", "http://169.254.169.254/latest/meta-data/", INNER),
        ("mapped", "http://[::ffff:127.0.0.1]/", INNER), ("port", "//127.0.0.1:22/", INNER),
        ("localhost", "http://localhost/", INNER), ("dot", "http://localhost./", INNER),
        ("local", "https://printer.local/", INNER), ("broken-port", "http://127.0.0.1:x/", BAD_URL),
        ("port-99999", "http://127.0.0.1:99999/", INNER), ("space", "http://a b/", BAD_URL),
    )],
    Fault("location-900kb", h.redirect("/" + "x" * 900_000), BAD),
    Fault("location-9kb", h.redirect("/" + "x" * 9_000), BAD_URL),
]  # fmt: skip

TYPES = [
    *[Fault(f"type-no-page-{n}", h.page(TEXT, Content_Type=kind),
            WRONG)
      for n, kind in enumerate(("image/png", "image/svg+xml", "video/mp4", "audio/mpeg",
                   "font/woff2",
                   "application/zip", "application/gzip", "application/x-tar",
                   "application/x-7z-compressed", "application/vnd.rar", "application/java-archive",
                   "application/x-msdownload", "application/wasm", "IMAGE/GIF; x=y",
                   "multipart/x-mixed-replace; boundary=x"))],
    Fault("video-endless", h.endless(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n",
                                     b"x" * 9999), WRONG),
    *[Fault(f"type-fine-{n}", h.page(TEXT, Content_Type=kind), None)
      for n, kind in enumerate(("", "application/pdf", "text/plain", "application/octet-stream",
                                "application/xhtml+xml", "x", ";;;", "text/html" * 50))],
    *[Fault(f"charset-{charset}", h.page(TEXT, Content_Type=f"text/html; charset={charset}"), None)
      for charset in ("zlib", "undefined", "idna", "unicode_escape", "utf-7", "rot13", "x" * 999)],
]  # fmt: skip

CONTENT = [
    Fault("empty", h.page(b""), None),
    Fault("nul", h.page(b"<p>" + bytes(1000)), None),
    Fault("nested", h.page(b"<div>" * 100_000), None),
    Fault("comments", h.page(b"<!--" * 100_000), None),
    Fault("attributes", h.page(b"<p " + b"a=b " * 100_000), None),
    Fault("laughs", h.page(b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
                           Content_Type="application/xml"), None),
    Fault("surrogates", h.page(b"\xed\xa0\x80\xff\xfe"), None),
    Fault("odd-dates", h.page(TEXT, Last_Modified="yesterday", Memento_Datetime="never",
                              Date="Thu, 99 Foo 99999"), None),
    Fault("long-link", h.page(TEXT, Link="<x>" * 9000), None),
    Fault("refresh", h.page(TEXT, Refresh="0; url=file:///etc/passwd"), None),
    Fault("markup-in-field", h.page(TEXT, ETag="<script>alert(1)</script>"), None),
]  # fmt: skip

FAULTS = STATUSES + WALLS + CODINGS + FRAMING + SLOW + REDIRECTS + TYPES + CONTENT
