"""The store as those see it who decide who may call, and who tell of a job's end."""

from verifier.store import tokens, webhooks
from verifier.store.opened import Opened
from verifier.store.values import Delivery, DeliveryState, Token


class ForDoormen(Opened):
    """Tokens and webhooks; each method is one transaction."""

    def create_token(self, name: str) -> str:
        """The secret of a new token; raises `TokenExists`."""
        with self.writing() as db:
            return tokens.create(db, name)

    def tokens(self) -> tuple[Token, ...]:
        """All tokens that were ever made, by name."""
        with self.reading() as db:
            return tokens.listed(db)

    def revoke_token(self, name: str) -> bool:
        """Whether there was such a token to revoke."""
        with self.writing() as db:
            return tokens.revoke(db, name)

    def token_owner(self, secret: str) -> str | None:
        """The name of the token with this secret; None for a wrong or revoked one."""
        with self.reading() as db:
            return tokens.owner_of(db, secret)

    def has_tokens(self) -> bool:
        """Whether a token was ever made."""
        with self.reading() as db:
            return tokens.any_made(db)

    def webhook_secret(self, owner: str) -> str:
        """The secret that signs an owner's webhooks; made when first asked for."""
        with self.writing() as db:
            return webhooks.secret_of(db, owner)

    def claim_delivery(self, job_id: str) -> Delivery | None:
        """The webhook of a job, for one attempt now; None when there is nothing to do now."""
        with self.writing() as db:
            return webhooks.claim(db, job_id)

    def note_delivery(self, delivery: Delivery, state: DeliveryState, answer: str) -> None:
        """Keep what came of an attempt."""
        with self.writing() as db:
            webhooks.note(db, delivery, state, answer)

    def delivery(self, job_id: str) -> Delivery | None:
        """The webhook of a job; None where nobody asked to be told, or before its end."""
        with self.reading() as db:
            return webhooks.get(db, job_id)
