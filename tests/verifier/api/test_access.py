import pytest

from verifier.api.access import Access


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def fresh(tmp_path, settings):
    """A store of its own: a token changes a service for good."""
    from verifier.store import Store

    with Store(f"sqlite:///{tmp_path / 'v.db'}") as opened:
        yield opened


@pytest.fixture
def serve(fresh, settings):
    from contextlib import ExitStack

    from fastapi.testclient import TestClient

    from verifier.api.app import create_app

    with ExitStack() as stack:

        def serve(**changes):
            app = create_app(settings.model_copy(update=changes), store=fresh)
            client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1))
            return stack.enter_context(client)

        yield serve


def test_a_token_of_the_store_opens_the_service_beside_those_that_are_set(fresh, serve):
    secret = fresh.create_token("ann")
    http = serve(tokens=("bob:b-secret",))

    assert http.get("/v1/jobs", headers=bearer(secret)).status_code == 200
    assert http.get("/v1/jobs", headers=bearer("b-secret")).status_code == 200
    assert http.get("/v1/jobs", headers=bearer("wrong")).status_code == 401


def test_with_a_token_in_the_store_nothing_is_told_without_one(fresh, serve):
    fresh.create_token("ann")

    http = serve()

    assert http.get("/v1/jobs").status_code == 401
    assert http.get("/", follow_redirects=False).headers["location"] == "/login"
    assert http.get("/healthz", headers={"Host": "service.test"}).status_code == 200


def test_a_revoked_token_is_refused_once_the_memory_of_it_is_over(fresh, settings, monkeypatch):
    secret = fresh.create_token("ann")
    access = Access(settings, fresh)
    assert access.name_of(secret) == "ann"

    fresh.revoke_token("ann")
    monkeypatch.setattr("verifier.api.access.time.monotonic", lambda: 1e9)

    assert access.name_of(secret) is None


def test_too_many_requests_are_told_when_to_come_again(serve):
    http = serve(tokens=("ann:a", "bob:b"), requests_per_minute=3)

    statuses = [http.get("/v1/jobs", headers=bearer("a")).status_code for _ in range(4)]
    refused = http.get("/v1/jobs", headers=bearer("a"))

    assert statuses == [200, 200, 200, 429]
    assert refused.json()["code"] == "too_many_requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert http.get("/v1/jobs", headers=bearer("b")).status_code == 200


def test_too_many_open_jobs_are_refused_and_replays_are_not(serve):
    http = serve(tokens=("ann:a",), jobs_in_flight=1)
    article, key = {"text": "“Rain.”"}, {**bearer("a"), "Idempotency-Key": "1"}

    first = http.post("/v1/jobs", json=article, headers=key)
    refused = http.post("/v1/jobs", json=article, headers=bearer("a"))
    again = http.post("/v1/jobs", json=article, headers=key)

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_jobs")
    assert "retry-after" in refused.headers
    assert again.json()["id"] == first.json()["id"]
