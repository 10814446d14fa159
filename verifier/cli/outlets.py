"""What `verifier outlets NAME` prints of one outlet."""

from collections.abc import Iterator
from textwrap import wrap

from verifier.outlets import Outlet

WIDTH = 96  # columns
NOT_SEEN = "not yet seen live"


def outlet_lines(outlet: Outlet) -> Iterator[str]:
    """The name, and below it place and kind, other names, domains and routes."""
    place = ", ".join(part for part in (outlet.country, *outlet.languages) if part)
    facts = "; ".join(part for part in (place, outlet.kind, outlet.reach) if part)
    yield outlet.name
    yield f"    {facts}"
    seen = f"seen live {outlet.checked}" if outlet.checked else NOT_SEEN
    for label, values in (
        ("also", outlet.aliases),
        ("in its own languages also", outlet.home_names),
        ("only so spelled", outlet.exact_names),
        (f"domains, {seen}", outlet.domains),
        ("mirrors", outlet.mirrors),
        ("republished by", outlet.republishers),
    ):
        if values:
            yield from _wrapped(f"{label}: {', '.join(values)}")
    for route in outlet.routes:
        told = f"seen live {route.checked}" if route.checked else NOT_SEEN
        yield f"    {route.kind:8} {route.template}  ({told})"


def _wrapped(text: str) -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="        ",
        break_long_words=False,
        break_on_hyphens=False,
    )
