"""Report → JSON and the forms made from it: text, HTML, Markdown, CSV, SARIF, annotations.

`to_json` writes the contract's form; all other forms take that, so that a stored report and a
fresh one read the same. Pure: nothing here opens a file of the user, a socket or a clock.
"""

from verifier.report.annotations import to_annotations
from verifier.report.csv_form import to_csv
from verifier.report.html import to_html
from verifier.report.json_form import article_json, quotation_json, to_json
from verifier.report.markdown import to_md
from verifier.report.sarif import to_sarif
from verifier.report.schema import json_schema
from verifier.report.text import to_text

__all__ = [
    "article_json",
    "json_schema",
    "quotation_json",
    "to_annotations",
    "to_csv",
    "to_html",
    "to_json",
    "to_md",
    "to_sarif",
    "to_text",
]
