"""What a line of the log is: one JSON object, with the job it is about.

Words of pages and callers get into messages, so control characters are escaped: whoever is quoted
in the log can neither begin a line of it nor speak to the terminal that shows it.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_job: ContextVar[str | None] = ContextVar("job", default=None)


@contextmanager
def about_job(job_id: str) -> Iterator[None]:
    """Name this job in all that is logged in the block."""
    token = _job.set(job_id)
    try:
        yield
    finally:
        _job.reset(token)


class Lines(logging.Formatter):
    """Writes a record as one line of JSON, ASCII only."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; a traceback is a part of it."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        job_id = _job.get()
        if job_id is not None:
            told["job"] = job_id
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        # JSON escapes what is below a space, and ASCII what turns the direction of writing; DEL
        # alone is neither.
        return json.dumps(told).replace("\x7f", "\\u007f")


def install(level: int = logging.WARNING) -> None:
    """Log to standard error in lines; nothing where the process logs in its own way already."""
    root = logging.getLogger()
    if root.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    root.addHandler(handler)
    root.setLevel(level)
    # One line for every request that is made, with its URL: for debugging only.
    for noisy in ("httpx", "httpcore", "kombu", "alembic", "amqp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
