"""The nouns of `verifier.model` as JSON, and back.

Used wherever a value crosses a process or rests in the store. Bytes travel as base64.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(value: object, kind: Any = None) -> bytes:
    """JSON of a noun; `kind` is its type where the value's own class does not say it (a union)."""
    return _adapter(type(value) if kind is None else kind).dump_json(value)  # type: ignore[arg-type]


def load(data: bytes | str, kind: Any) -> Any:
    """The noun that `dump` wrote; raises `pydantic.ValidationError` when the JSON is none."""
    return _adapter(kind).validate_json(data)
