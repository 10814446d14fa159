"""The small commands that tell a fact: `outlets`, `token`, `schema`, `doctor`."""

import secrets
from typing import TYPE_CHECKING

import click

from verifier.cli import output
from verifier.errors import BadInput
from verifier.settings import read_settings

if TYPE_CHECKING:
    from verifier.store import Store

MAX_NAME = 100  # characters of a token's name
TOKEN_BYTES = 32  # 256 bits, far above the 122 random bits that make guessing hopeless


@click.command(epilog="\b\nExample:\n  verifier outlets NBC News")
@click.argument("words", nargs=-1, required=True, metavar="NAME")
def outlets(words: tuple[str, ...]) -> None:
    """Show which outlets a written NAME (or a domain) may mean."""
    name = " ".join(words)
    from verifier.cli.outlets import outlet_lines
    from verifier.outlets import load_registry

    registry = load_registry(read_settings().outlets)
    owner = registry.by_domain(name) if "." in name and " " not in name else None
    found = registry.by_name(name, bodies=True) or ((owner,) if owner else ())
    if not found:
        raise BadInput(f"no outlet is known as {name!r}; add it to a file and set VERIFIER_OUTLETS")
    click.echo("\n".join(line for outlet in found for line in outlet_lines(outlet)))
    if len(found) > 1 and registry.meant(name, bodies=True) is None:
        click.echo(f"\n{len(found)} outlets are called {name!r}, and none is clearly meant.")


class Tokens(click.Group):
    """The group of the token commands; a name alone prints a token and keeps none."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, else the one that prints a token for this name."""
        if args and args[0] not in self.commands:
            return "print", print_token, args
        return super().resolve_command(ctx, args)


@click.group(
    cls=Tokens,
    invoke_without_command=True,
    epilog="""\b
Examples:
  verifier token create desk                       kept in the service's store
  verifier token list
  verifier token revoke desk
  export VERIFIER_TOKENS="$(verifier token desk)"  only printed""",
)
@click.pass_context
def token(ctx: click.Context) -> None:
    """Make, list and revoke tokens; with a NAME alone, print one for VERIFIER_TOKENS."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(print_token, name="me")


@click.command()
@click.argument("name")
def print_token(name: str) -> None:
    """Print a fresh token for NAME, in the form that VERIFIER_TOKENS takes."""
    click.echo(f"{_token_name(name)}:{secrets.token_urlsafe(TOKEN_BYTES)}")


@token.command("create", epilog="\b\nExample:\n  verifier token create desk")
@click.argument("name")
def create_token(name: str) -> None:
    """Make a token for NAME in the service's store, and print its secret once."""
    from verifier.store import TokenExists

    with _store() as store:
        try:
            secret = store.create_token(_token_name(name))
        except TokenExists as error:
            raise BadInput(f"there is, or was, a token {name!r}: choose another name") from error
    click.echo(secret)


@token.command("list", epilog="\b\nExample:\n  verifier token list")
def list_tokens() -> None:
    """List the tokens in the store: name, since when, and whether it was revoked."""
    with _store() as store:
        for known in store.tokens():
            revoked = f"  revoked {known.revoked_at:%Y-%m-%d}" if known.revoked_at else ""
            click.echo(f"{known.name}  since {known.created_at:%Y-%m-%d}{revoked}")


@token.command("revoke", epilog="\b\nExample:\n  verifier token revoke desk")
@click.argument("name")
def revoke_token(name: str) -> None:
    """Revoke the token of NAME; its jobs stay, and the name is not given again."""
    with _store() as store:
        if not store.revoke_token(name):
            raise BadInput(f"there is no token {name!r} to revoke; see `verifier token list`")


def _store() -> "Store":
    from verifier.store import Store

    return Store(read_settings().store_url)


def _token_name(name: str) -> str:
    if not name.isprintable() or not 0 < len(name) <= MAX_NAME or set(name) & set(":, "):
        raise BadInput(f"{name!r} cannot name a token: no colon, comma or space")
    return name


@click.command(epilog="\b\nExample:\n  verifier schema > report.schema.json")
def schema() -> None:
    """Print the JSON Schema of a report."""
    from verifier.report import json_schema

    output.emit(output.as_json(json_schema()), None)


@click.command(
    epilog="\b\nExamples:\n  verifier doctor\n"
    "  VERIFIER_SEARXNG_URL=http://127.0.0.1:8888 verifier doctor"
)
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
