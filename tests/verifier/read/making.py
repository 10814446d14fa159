"""Files for the reading tests, made by hand: a PDF line by line, a DOCX part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence

At = tuple[float, float, float, str]  # left, height, size, words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"


def pdf(pages: Sequence[Sequence[At]], info: str = "", trailer: str = "", extra: str = "") -> bytes:
    """A PDF with these lines on its pages, in Helvetica on 612 x 792 points."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        " /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    ]
    kids = []
    for lines in pages:
        shown = "".join(
            f"BT /F1 {size} Tf {left} {height} Td ({_escaped(words)}) Tj ET\n"
            for left, height, size, words in lines
        )
        shown += extra
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
        resources = "/Font << /F1 3 0 R >> /XObject << /Im 5 0 R >>"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
            f" /Resources << {resources} >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return _with_table(objects, trailer)


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _with_table(objects: Sequence[str], trailer: str) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{thing}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\n"
        f"startxref\n{len(written)}\n%%EOF\n"
    )
    return written + end.encode()


def docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    core: str = "",
) -> bytes:
    """A DOCX whose document part holds `body`; `links` are its outside links by id."""
    related = {
        "styles": "styles.xml",
        "footnotes": "footnotes.xml",
        "endnotes": "endnotes.xml",
    }
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{_R}/{kind}" Target="{target}"/>'
        for kind, target in related.items()
    )
    outside = "".join(
        f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target="{url}" TargetMode="External"/>'
        for name, url in (links or {}).items()
    )
    written = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_P}"><Relationship Id="a"'
        f' Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}">{inside}{outside}'
        "</Relationships>",
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:dcterms="http://purl.org/dc/terms/">{core}</c>',
        **(parts or {}),
    }
    return zipped({name: text.encode() for name, text in written.items()})


def part(name: str, inside: str) -> str:
    """A part of WordprocessingML with this root."""
    return f'<w:{name} xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="urn:mc">{inside}</w:{name}>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs of words."""
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}{''.join(map(run, runs))}</w:p>"


def run(words: str) -> str:
    """A run of words; markup stays what it is."""
    if words.startswith("<"):
        return words
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return kept.getvalue()
