"""Which tokens there are: their names, and a hash of each secret, which is kept nowhere.

A secret has 256 random bits, so a plain hash is enough: there is nothing to guess from.
"""

import secrets
from hashlib import sha256

from sqlalchemy import Connection, select, update

from verifier.store.engine import insert_or_skip, now
from verifier.store.tables import tokens
from verifier.store.values import Token, TokenExists, moment

SECRET_BYTES = 32


def create(db: Connection, name: str) -> str:
    """The secret of a new token. Raises `TokenExists`: a name stands for its owner's jobs."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = {"name": name, "hash": hash_of(secret), "created_at": now(db)}
    if not insert_or_skip(db, tokens, row):
        raise TokenExists(name)
    return secret


def listed(db: Connection) -> tuple[Token, ...]:
    """All tokens that were ever made, by name."""
    rows = db.execute(select(tokens).order_by(tokens.c.name))
    return tuple(Token(r.name, moment(r.created_at), moment(r.revoked_at)) for r in rows)


def revoke(db: Connection, name: str) -> bool:
    """Whether there was such a token to revoke; its jobs stay."""
    live = update(tokens).where(tokens.c.name == name, tokens.c.revoked_at.is_(None))
    return db.execute(live.values(revoked_at=now(db))).rowcount == 1


def owner_of(db: Connection, secret: str) -> str | None:
    """The name of the token with this secret; None for a wrong or revoked one."""
    live = select(tokens.c.name).where(tokens.c.revoked_at.is_(None))
    return db.scalar(live.where(tokens.c.hash == hash_of(secret)))


def any_made(db: Connection) -> bool:
    """Whether there is a token, revoked or not: a service that had one never opens up again."""
    return db.scalar(select(tokens.c.name).limit(1)) is not None


def hash_of(secret: str) -> str:
    """The hash under which a secret is known."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
