import json
import logging
import sys

import pytest

from verifier.logs import Lines, about_job


def line(message, *arguments, exc_info=None):
    record = logging.LogRecord("a", logging.WARNING, "", 0, message, arguments, exc_info)
    return Lines().format(record)


@pytest.mark.parametrize(
    "words",
    [
        "a\nb",
        "a\r\nERROR all is lost",
        "a\x1b[2J",
        "a\0",
        "a\x7f",
        "a\u202eb",
        "a\u2028b",
        "\ud800",
    ],
)
def test_nobody_who_is_quoted_can_spoil_the_log(words):
    written = line("seen: %s", words)

    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written)["message"] == f"seen: {words}"


def test_a_line_names_the_job_it_is_about():
    with about_job("one"):
        assert json.loads(line("begun"))["job"] == "one"
    assert "job" not in json.loads(line("idle"))


def test_a_traceback_stays_in_its_line():
    try:
        raise ValueError("a\nb")
    except ValueError:
        written = line("failed", exc_info=sys.exc_info())

    assert "\n" not in written
    assert "ValueError: a\nb" in json.loads(written)["error"]
