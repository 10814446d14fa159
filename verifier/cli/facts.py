"""The small commands that tell a fact: `outlets`, `token`, `schema`, `doctor`."""

import secrets

import click

from verifier.cli import output
from verifier.errors import BadInput
from verifier.settings import read_settings

TOKEN_BYTES = 32  # 256 bits, far above the 122 random bits that make guessing hopeless


@click.command(epilog="\b\nExample:\n  verifier outlets 'NBC News'")
@click.argument("name")
def outlets(name: str) -> None:
    """Show which outlets a written NAME (or a domain) may mean."""
    from verifier.outlets import load_registry

    registry = load_registry(read_settings().outlets)
    owner = registry.by_domain(name) if "." in name and " " not in name else None
    found = registry.by_name(name) or ((owner,) if owner else ())
    if not found:
        raise BadInput(f"no outlet is known as {name!r}; add it to a file and set VERIFIER_OUTLETS")
    for outlet in found:
        click.echo(outlet.name)
        for label, values in (
            ("also", outlet.aliases),
            ("domains", outlet.domains),
            ("mirrors", outlet.mirrors),
            ("republished by", outlet.republishers),
        ):
            if values:
                click.echo(f"    {label}: {', '.join(values)}")


@click.command(epilog='\b\nExample:\n  export VERIFIER_TOKENS="$(verifier token desk)"')
@click.argument("name", default="me")
def token(name: str) -> None:
    """Print a fresh token for NAME, in the form that VERIFIER_TOKENS takes."""
    if not name or set(name) & set(":, \t\n"):
        raise BadInput(f"{name!r} cannot name a token: no colon, comma or space")
    click.echo(f"{name}:{secrets.token_urlsafe(TOKEN_BYTES)}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    from verifier.report import json_schema

    output.emit(output.as_json(json_schema()), None)


@click.command()
def doctor() -> None:
    """List every setting, and what is missing here and how to get it."""
    from verifier.doctor import examine, settings_lines

    settings = read_settings()
    for line in settings_lines(settings):
        click.echo(line)
    click.echo()
    for check in examine(settings):
        click.echo(f"{check.sign} {check.part}: {check.found}")
        if check.next_step:
            click.echo(f"      {check.next_step}")
