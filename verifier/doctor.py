"""What is set, what is missing on this machine, and how does one get it?

Looks at this machine only: nothing is asked of the net but a Redis or database that is named in
the settings. What is missing is told with the step that mends it; nothing is changed.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import redis
from pydantic_core import PydanticUndefined
from pydantic_settings import EnvSettingsSource
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from verifier.errors import BrokerUnavailable, VerifierError
from verifier.model import MediaType, Unread
from verifier.outlets import load_registry
from verifier.reading import ReadingChild
from verifier.service.private_redis import find_redis
from verifier.settings import PREFIX, Settings

PATIENCE_S = 3.0  # for a Redis, a database or a program that should answer at once
SECRET = frozenset({"tokens", "brave_key", "webhook_secret"})
UNITS = {"_s": " s", "_bytes": " bytes"}  # settings carry their unit in the name
OK, MISSING, NOTE = "ok  ", "MISS", "note"
REDIS_FLOOR = (6, 2)  # Celery's transport asks for commands of Redis 6.2
# Names that commands of ours read, but that are no settings of the service.
CLIENT_VARIABLES = frozenset({"server", "token"})


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the machine: how it is, and what to do where it is not as it should be."""

    sign: str
    part: str
    found: str
    next_step: str = ""


def settings_lines(settings: Settings) -> Iterator[str]:
    """A line for each setting: variable, default, what it is, and what it is set to here."""
    names = {name: PREFIX + name.upper() for name in Settings.model_fields}
    width = max(map(len, names.values()))
    yield "Settings (environment variables, all optional):"
    for name, field in Settings.model_fields.items():
        default = "" if field.default is PydanticUndefined else shown(name, field.default)
        line = f"  {names[name]:<{width}}  {default or '-'}: {field.description}"
        value = getattr(settings, name)
        if value != field.default:
            line += f"  [here: {shown(name, value)}]"
        yield line


def shown(name: str, value: object) -> str:
    """A setting's value as it may be printed: without secrets."""
    if value is None or value in ("", ()):
        return ""
    if name in SECRET:
        return "(secret)"
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value)
    if isinstance(value, int | float):
        unit = next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "")
        return f"{value:,g}{unit}" if isinstance(value, float) else f"{value:,}{unit}"
    text = str(value)
    parts = urlsplit(text) if "://" in text else None
    if parts is not None and parts.password:
        return text.replace(f":{parts.password}@", ":(secret)@")
    return text


def examine(settings: Settings) -> Iterator[Check]:
    """Every part, each looked at when it is asked for."""
    parts: tuple[Callable[[Settings], Check], ...] = (
        _python,
        _variables,
        _data_folder,
        _database,
        _redis,
        _reading,
        _outlets,
        _search,
        _contact,
        _browser,
    )
    for look in parts:
        yield look(settings)


def _python(_: Settings) -> Check:
    return Check(OK, "Python", sys.version.split()[0])


def _variables(_: Settings) -> Check:
    """Variables with our prefix that are no settings: most often a slip of the pen."""
    prefix = PREFIX.lower()
    given = EnvSettingsSource(Settings).env_vars
    known = set(Settings.model_fields) | CLIENT_VARIABLES
    unknown = sorted(
        name.upper()
        for name in given
        if name.lower().startswith(prefix) and name.lower().removeprefix(prefix) not in known
    )
    if not unknown:
        return Check(OK, "Variables", f"every {PREFIX}… variable that is set is a setting")
    return Check(
        NOTE, "Variables", f"unknown: {', '.join(unknown)}", "Compare with the list above."
    )


def _data_folder(settings: Settings) -> Check:
    folder = settings.data_dir.resolve()
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    if standing.is_dir() and os.access(standing, os.W_OK):
        return Check(OK, "Data folder", str(folder))
    return Check(
        MISSING,
        "Data folder",
        f"{folder} cannot be written",
        f"Set {PREFIX}DATA_DIR to a folder of yours; `check` and `parse` need none.",
    )


def _database(settings: Settings) -> Check:
    if not settings.database_url:
        return Check(OK, "Database", f"SQLite {sqlite3.sqlite_version} in the data folder")
    try:
        url = make_url(settings.database_url)
        engine = create_engine(url, connect_args=_patience(url.get_driver_name()))
        with engine.connect():
            pass
        engine.dispose()
    except (SQLAlchemyError, ImportError, OSError) as error:
        return Check(
            MISSING,
            "Database",
            f"{shown('database_url', settings.database_url)} does not answer "
            f"({type(error).__name__})",
            f"Start it, or mend {PREFIX}DATABASE_URL; empty means SQLite. `check` needs none.",
        )
    return Check(OK, "Database", f"{url.get_backend_name()} answers")


def _patience(driver: str) -> dict[str, float]:
    return {"timeout": PATIENCE_S} if driver in ("pysqlite", "pg8000") else {}


def _redis(settings: Settings) -> Check:
    if settings.redis_url:
        return _running_redis(settings.redis_url)
    try:
        program = find_redis()
    except BrokerUnavailable as error:
        return Check(MISSING, "Redis", str(error), "`check` and `parse` need none.")
    version = _version_of(program)
    if version is None or version < REDIS_FLOOR:
        said = "does not run" if version is None else f"is version {version[0]}.{version[1]}"
        return Check(MISSING, "Redis", f"{program} {said}", "Install redis-server 6.2 or newer.")
    return Check(OK, "Redis", f"private server from {program}, {version[0]}.{version[1]}")


def _running_redis(url: str) -> Check:
    name = shown("redis_url", url)
    try:
        with redis.Redis.from_url(
            url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S
        ) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        return Check(
            MISSING,
            "Redis",
            f"{name} does not answer ({type(error).__name__})",
            f"Start it, mend {PREFIX}REDIS_URL, or leave that empty for a private one.",
        )
    return Check(OK, "Redis", f"{name} answers")


def _version_of(program: Path) -> tuple[int, int] | None:
    try:
        said = subprocess.run(  # noqa: S603 - a program found on PATH, no words of others
            [program, "--version"], capture_output=True, text=True, timeout=PATIENCE_S, check=True
        ).stdout
        major, minor = said.partition("v=")[2].split(".")[:2]
        return int(major), int(minor)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _reading(settings: Settings) -> Check:
    sentence = "The tide is in."
    with ReadingChild(settings) as child:
        document = child.read(sentence.encode(), MediaType.TEXT)
    if isinstance(document, Unread) or document.text != sentence:
        return Check(MISSING, "Reading", "the reading process gave no text", "Report this fault.")
    return Check(OK, "Reading", "pages are read in a process of their own")


def _outlets(settings: Settings) -> Check:
    try:
        count = len(load_registry(settings.outlets))
    except VerifierError as error:
        return Check(MISSING, "Outlets", str(error), f"Mend the file or unset {PREFIX}OUTLETS.")
    own = f", {settings.outlets} first" if settings.outlets else ""
    return Check(OK, "Outlets", f"{count:,} known{own}")


def _search(settings: Settings) -> Check:
    names = ", ".join(sorted(settings.enabled_channels))
    if settings.searxng_url or settings.brave_key:
        return Check(OK, "Channels", names)
    return Check(
        NOTE,
        "Channels",
        f"{names}; no general search",
        f"Set {PREFIX}SEARXNG_URL to a SearXNG with `json` in its search.formats "
        f"(docker compose --profile search up), or {PREFIX}BRAVE_KEY.",
    )


def _contact(settings: Settings) -> Check:
    if settings.contact:
        return Check(OK, "Contact", settings.contact)
    return Check(
        NOTE,
        "Contact",
        "sites cannot tell who asks",
        f"Set {PREFIX}CONTACT to an address or page of yours.",
    )


def _browser(_: Settings) -> Check:
    return Check(OK, "Browser", "none needed; only the project's own page tests use Chromium")
