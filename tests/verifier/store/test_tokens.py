import pytest
from sqlalchemy import select

from verifier.model import MediaType
from verifier.store import Submission, TokenExists, TooManyJobs
from verifier.store.tables import tokens

TEXT = Submission(b"text", MediaType.TEXT)


def test_a_token_is_known_by_its_secret_which_is_not_kept(store):
    secret = store.create_token("ann")

    assert store.token_owner(secret) == "ann"
    assert store.token_owner(secret + "x") is None
    with store.reading() as db:
        assert secret not in str(db.execute(select(tokens)).all())


def test_a_revoked_token_opens_nothing_and_keeps_its_name(store):
    secret = store.create_token("ann")

    assert store.revoke_token("ann")
    assert not store.revoke_token("ann")
    assert store.token_owner(secret) is None
    with pytest.raises(TokenExists):  # or its jobs would be somebody else's
        store.create_token("ann")
    assert [(t.name, t.revoked_at is None) for t in store.tokens()] == [("ann", False)]


def test_a_service_that_had_tokens_does_not_open_up_again(store):
    assert not store.has_tokens()
    store.create_token("ann")
    store.revoke_token("ann")

    assert store.has_tokens()


def test_an_owner_has_no_more_open_jobs_than_allowed(store):
    first = store.submit(TEXT, owner="ann", in_flight=2)
    store.submit_once(TEXT, "key", owner="ann", in_flight=2)

    with pytest.raises(TooManyJobs):
        store.submit(TEXT, owner="ann", in_flight=2)
    with pytest.raises(TooManyJobs):
        store.submit_once(TEXT, "other", owner="ann", in_flight=2)
    assert store.submit_once(TEXT, "key", owner="ann", in_flight=2)[1]
    store.submit(TEXT, owner="bob", in_flight=2)
    store.cancel(first.id)
    store.submit(TEXT, owner="ann", in_flight=2)
