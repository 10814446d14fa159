"""The rows of outlet files: the bundled `outlets.jsonl`, and a user's own file of the same shape.

One JSON object a line. The README beside this file tells what each field means; the bundled rows
are CC0 and MIT, see each row.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from verifier.errors import BadInput
from verifier.outlets.names import host_of
from verifier.outlets.outlet import Outlet, Reach
from verifier.outlets.routes import Route, RouteKind, fault

_LISTS = ("aliases", "domains", "languages", "mirrors", "republishers", "home_names", "exact_names")
_WORDS = ("name", "country", "kind", "reach", "checked")
_FIELDS = (*_LISTS, *_WORDS, "routes", "licence", "source")
# Kinds of the lists of local outlets: without a `reach` of their own they are known in one place.
_LOCAL_KINDS = frozenset(["newspaper", "tv", "college", "magazine"])


class _Fault(ValueError):
    """What is wrong with a row, naming the field."""


def bundled_rows() -> Iterator[Outlet]:
    """The outlets that come with the program."""
    lines = files("verifier.outlets").joinpath("outlets.jsonl").read_text("utf-8").splitlines()
    # One call for all rows: the decoder's start costs more than a row.
    return map(_outlet, json.loads(f"[{','.join(lines)}]"))


def user_rows(path: Path) -> list[Outlet]:
    """The outlets of a user's own file, which go before all others.

    Raises `BadInput` naming the file, and the line and field that are wrong.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the file of outlets {path} cannot be read: {error}") from error
    outlets: list[Outlet] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            outlets.append(replace(_outlet(_checked(line)), reach=Reach.OWN))
        except ValueError as error:
            raise BadInput(f"{path}, line {number}: {error}") from error
    return outlets


def _checked(line: str) -> Mapping[str, object]:
    """A user's row, with every field known to have its shape."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Fault(f"no JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict):
        raise _Fault('expected an object such as {"name": …, "domains": […]}')
    if not isinstance(row.get("name"), str) or not row["name"].strip():
        raise _Fault("field name: expected the outlet's name")
    for key in row:
        near = get_close_matches(key, _FIELDS, n=1, cutoff=0.8)
        if key not in _FIELDS and near:
            raise _Fault(f"field {key} is not known; is {near[0]} meant?")
    _check_shapes(row)
    return row


def _check_shapes(row: Mapping[str, object]) -> None:
    for key in _LISTS:
        values = row.get(key) or []
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise _Fault(f"field {key}: expected a list of strings, found {row[key]!r}")
        bad = [one for one in values if "." not in host_of(one) or " " in one]
        if key in ("domains", "mirrors") and bad:
            raise _Fault(f"field {key}: {bad[0]!r} is no domain such as harbour.example")
    for key in _WORDS:
        if not isinstance(row.get(key) or "", str):
            raise _Fault(f"field {key}: expected a string, found {row[key]!r}")


def _outlet(row: Mapping[str, object]) -> Outlet:
    kind = str(row.get("kind") or "outlet")
    usual = Reach.LOCAL if kind in _LOCAL_KINDS else Reach.NATIONAL
    domains, mirrors = _strings(row, "domains"), _strings(row, "mirrors")
    return Outlet(
        name=str(row["name"]),
        aliases=_strings(row, "aliases"),
        domains=domains,
        country=str(row.get("country") or ""),
        languages=_strings(row, "languages"),
        kind=kind,
        mirrors=mirrors,
        republishers=_strings(row, "republishers"),
        home_names=_strings(row, "home_names"),
        exact_names=_strings(row, "exact_names"),
        reach=_reach(row["reach"]) if row.get("reach") else usual,
        routes=tuple(_routes(row["routes"], (*domains, *mirrors))) if row.get("routes") else (),
        checked=str(row.get("checked") or ""),
    )


def _strings(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = row.get(key)
    if not values:
        return ()
    if not isinstance(values, list):
        raise _Fault(f"field {key}: expected a list of strings, found {values!r}")
    return tuple(values)


def _reach(value: object) -> Reach:
    try:
        return Reach(str(value))
    except ValueError as error:
        raise _Fault(f"field reach: {value!r} is none of {', '.join(Reach)}") from error


def _routes(rows: object, domains: tuple[str, ...]) -> Iterator[Route]:
    """The routes of a row; those of a kind, days or address that cannot be are refused."""
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict) or not isinstance(row.get("url"), str):
            raise _Fault('field routes: expected a list of {"kind": …, "url": …}')
        try:
            route = Route(
                RouteKind(str(row.get("kind"))),
                row["url"],
                checked=row.get("checked") or "",
                since=date.fromisoformat(row["since"]) if row.get("since") else date.min,
                until=date.fromisoformat(row["until"]) if row.get("until") else date.max,
            )
        except (ValueError, TypeError) as error:
            raise _Fault(f"field routes: {error}") from error
        if wrong := fault(route, domains):
            raise _Fault(f"field routes: {route.template} {wrong}")
        yield route
