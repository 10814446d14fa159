"""Webhooks, sent over a real connection to a receiver that checks them."""

import base64
import hmac
import json
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from verifier.fetch import Web
from verifier.model import MediaType
from verifier.settings import read_settings
from verifier.store import DeliveryState, Store, Submission
from verifier.store.tables import deliveries
from workers.delivering import deliver, signed
from workers.wiring import Parts


class Receiver(HTTPServer):
    """Answers the statuses given, one after the other; keeps what came."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.statuses = [200]
        self.came = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.came.append((dict(self.headers), body))
        self.send_response(self.server.statuses.pop(0))
        self.send_header("Content-Length", "0")
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver():
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def parts(receiver, tmp_path):
    settings = read_settings(
        data_dir=tmp_path,
        database_url="",
        proxy_url="",
        allow_addresses=f"127.0.0.1:{receiver.server_port}",
    )
    with Store(settings.store_url) as store:
        made = Parts(settings, store, None, None, Web(settings), lambda: None)
        yield made
        made.run(made.web.aclose())
        made.runner.close()


@pytest.fixture
def job(parts, receiver):
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    made = parts.store.submit(Submission(b"text", MediaType.TEXT, webhook_url=url), owner="ann")
    parts.store.cancel(made.id)
    return made


def time_comes(parts):
    with parts.store.writing() as db:
        db.execute(deliveries.update().values(not_before=0.0))


def test_the_message_is_signed_with_the_owners_secret(parts, receiver, job):
    deliver(parts, job.id)

    headers, body = receiver.came[0]
    key = base64.b64decode(parts.store.webhook_secret("ann").removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(key, content, sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert (told["type"], told["data"]["id"]) == ("job.cancelled", job.id)
    assert parts.store.delivery(job.id).state == DeliveryState.DELIVERED


def test_the_signature_is_that_of_a_published_example():
    """One that a maker of Standard Webhooks libraries gives in its documentation."""
    headers = signed(
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        "msg_loFOjxBNrRLzqYUf",
        1731705121,
        b'{"event_type":"ping","data":{"success":true}}',
    )

    assert headers["webhook-signature"] == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


@pytest.mark.parametrize(
    ("status", "state"),
    [(204, "delivered"), (302, "open"), (404, "open"), (500, "open"), (410, "given_up")],
)
def test_the_answer_says_whether_to_try_again(parts, receiver, job, status, state):
    receiver.statuses = [status]

    deliver(parts, job.id)

    found = parts.store.delivery(job.id)
    assert (found.state, found.answer) == (state, f"status {status}")
    assert len(receiver.came) == 1  # no redirect is followed


def test_every_attempt_is_the_same_message(parts, receiver, job):
    receiver.statuses = [500, 200]

    deliver(parts, job.id)
    deliver(parts, job.id)  # too early: nothing is sent
    time_comes(parts)
    deliver(parts, job.id)

    (first, body), (second, again) = receiver.came
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://[::1]/", "http://10.0.0.1/"])
def test_a_forbidden_address_is_given_up_without_a_connection(parts, url):
    made = parts.store.submit(Submission(b"text", MediaType.TEXT, webhook_url=url))
    parts.store.cancel(made.id)

    deliver(parts, made.id)

    found = parts.store.delivery(made.id)
    assert found.state == DeliveryState.GIVEN_UP
    assert found.answer.startswith("forbidden_address")


def test_a_receiver_that_is_away_is_tried_again(parts, receiver, job):
    receiver.shutdown()
    receiver.server_close()

    deliver(parts, job.id)

    found = parts.store.delivery(job.id)
    assert (found.state, found.attempt) == (DeliveryState.OPEN, 1)
    assert found.answer.startswith("refused")
