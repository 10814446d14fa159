"""The webhook at the end of a job: signed as Standard Webhooks 1.0.0 says, sent under guard.

What came of an attempt is filed; when the next one is due stands in the store already
(`verifier.store.webhooks`), so a worker that dies here delays the webhook and loses nothing.
"""

import base64
import hmac
import json
import logging
import time
from hashlib import sha256
from typing import Any

from verifier.model import Outcome, Unread
from verifier.store import DeliveryState, Job
from workers.wiring import Parts

_log = logging.getLogger(__name__)

GONE = 410  # the receiver wants no more of them
_HOPELESS = frozenset({Outcome.FORBIDDEN_ADDRESS, Outcome.BAD_URL})


def deliver(parts: Parts, job_id: str) -> None:
    """Send the webhook of a job once, if its time has come."""
    delivery = parts.store.claim_delivery(job_id)
    job = parts.store.job(job_id) if delivery else None
    if delivery is None or job is None:
        return
    secret = parts.settings.webhook_secret or parts.store.webhook_secret(job.owner)
    body = message(job)
    headers = signed(secret, delivery.id, int(time.time()), body)
    answer = parts.run(parts.web.post(delivery.url, body, headers))
    state = state_after(answer)
    parts.store.note_delivery(delivery, state, words_of(answer))
    _log.info("job %s: webhook, attempt %d: %s", job_id, delivery.attempt, words_of(answer))


def message(job: Job) -> bytes:
    """What a receiver is told: that the job ended, how, and where its report is.

    Only what never changes again, so that every attempt says the same.
    """
    here = f"/v1/jobs/{job.id}"
    told: dict[str, Any] = {
        "type": f"job.{job.state}",
        "timestamp": (job.finished_at or job.created_at).isoformat(),
        "data": {
            "id": job.id,
            "state": job.state,
            "title": job.title,
            "error": job.error and {"code": job.error.code, "title": job.error.title},
            "links": {"self": here, "report": f"{here}/report"},
        },
    }
    return json.dumps(told, separators=(",", ":")).encode()


def signed(secret: str, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a signed message: HMAC-SHA256 over id, moment and body, as version 1."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.digest(key, b"%s.%d.%s" % (message_id.encode(), at, body), sha256)
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def state_after(answer: int | Unread) -> DeliveryState:
    """Whether to try again: not after a 2xx, a 410, or an address that nothing may be sent to."""
    if isinstance(answer, Unread):
        hopeless = answer.outcome in _HOPELESS
    else:
        if 200 <= answer < 300:
            return DeliveryState.DELIVERED
        hopeless = answer == GONE
    return DeliveryState.GIVEN_UP if hopeless else DeliveryState.OPEN


def words_of(answer: int | Unread) -> str:
    """What came of an attempt, in a few words."""
    if isinstance(answer, int):
        return f"status {answer}"
    return f"{answer.outcome}: {answer.evidence}" if answer.evidence else str(answer.outcome)
