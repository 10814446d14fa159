"""Report → JSON and the forms made from it: text, HTML.

`to_json` writes the contract's form; all other forms take that, so that a stored report and a
fresh one read the same. Pure: nothing here opens a file of the user, a socket or a clock.
"""

from verifier.report.html import to_html
from verifier.report.json_form import article_json, quotation_json, to_json
from verifier.report.schema import json_schema
from verifier.report.text import to_text

__all__ = ["article_json", "json_schema", "quotation_json", "to_html", "to_json", "to_text"]
