import base64

import pytest

from verifier.model import MediaType
from verifier.store import DeliveryState, Submission
from verifier.store.tables import deliveries, outbox
from verifier.store.webhooks import PAUSES_S

ADDRESS = "https://ann.example/hook"


@pytest.fixture
def ended(store):
    """The id of a job that ended and whose end is to be told."""
    job = store.submit(Submission(b"text", MediaType.TEXT, webhook_url=ADDRESS), owner="ann")
    store.cancel(job.id)
    return job.id


@pytest.fixture
def time_comes(store):
    def come():
        with store.writing() as db:
            db.execute(deliveries.update().values(not_before=0.0))
            db.execute(outbox.update().values(due_at=0.0))

    return come


def test_the_end_of_a_job_is_told_where_somebody_asked(store, job, ended, rings):
    store.cancel(job.id)

    assert [kind for kind, ref in rings() if kind == "webhook"] == ["webhook"]
    assert store.delivery(job.id) is None
    assert store.delivery(ended).url == ADDRESS


def test_an_attempt_is_for_one_worker_and_comes_again_under_the_same_id(
    store, ended, rings, time_comes
):
    first = store.claim_delivery(ended)
    assert store.claim_delivery(ended) is None
    assert ("webhook", ended) not in rings()

    time_comes()
    assert ("webhook", ended) in rings()
    second = store.claim_delivery(ended)

    assert (first.attempt, second.attempt) == (1, 2)
    assert first.id == second.id


def test_pauses_grow_and_end(store, ended, time_comes):
    for pause_s in (*PAUSES_S, 0):
        time_comes()
        begun = store.now().timestamp()
        delivery = store.claim_delivery(ended)
        store.note_delivery(delivery, DeliveryState.OPEN, "status 500")
        waits = delivery.not_before.timestamp() - begun
        assert not pause_s or pause_s <= waits < pause_s + 60

    time_comes()
    assert store.claim_delivery(ended) is None
    assert store.delivery(ended).state == DeliveryState.GIVEN_UP


@pytest.mark.parametrize("state", [DeliveryState.DELIVERED, DeliveryState.GIVEN_UP])
def test_what_is_over_is_not_rung_for_again(store, ended, rings, time_comes, state):
    store.note_delivery(store.claim_delivery(ended), state, "status 200")

    time_comes()
    assert ("webhook", ended) not in rings()
    assert store.claim_delivery(ended) is None


def test_a_lost_broker_brings_no_attempt_forward(store, ended, rings):
    store.claim_delivery(ended)
    store.all_rings_lost()

    assert ("webhook", ended) in rings()
    assert store.claim_delivery(ended) is None
    assert ("webhook", ended) not in rings()


def test_each_owner_has_a_secret_of_its_own(store):
    ann, bob = store.webhook_secret("ann"), store.webhook_secret("bob")

    assert ann == store.webhook_secret("ann") != bob
    assert len(base64.b64decode(ann.removeprefix("whsec_"))) == 32


def test_a_deleted_job_takes_its_webhook_along(store, ended, rings):
    store.delete(ended)

    assert store.delivery(ended) is None
    assert rings() == []
