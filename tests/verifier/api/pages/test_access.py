"""Who may see which page, and what each page lets run."""

import pytest

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.api.pages.jobs import client_of, finished, parsed, words_of
from verifier.settings import Settings
from verifier.store import Store


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/00000000-0000-4000-8000-000000000000",
        "/jobs/00000000-0000-4000-8000-000000000000/progress",
        "/jobs/{job}/sources/" + "00" * 32,
        "/jobs/{job}/export/exe",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(
    browser: Browser, store: Store, path: str
) -> None:
    answer = browser.get(path.format(job=finished(store).id))

    assert answer.status_code == 404
    assert "Nothing here" in words_of(answer)


def test_with_tokens_a_browser_signs_in_and_sees_its_own_jobs_only(
    settings: Settings, store: Store
) -> None:
    tokens = settings.model_copy(update={"tokens": ("ann:s3cret-a", "bob:s3cret-b")})
    browser = client_of(tokens, store)
    mine, others = finished(store, "ann"), finished(store, "bob")

    assert browser.get("/").headers["location"] == "/login"
    csrf = parsed(browser.get("/login")).xpath("//input[@name='csrf']/@value")[0]
    assert browser.post("/login", data={"csrf": csrf, "token": "guess"}).status_code == 403
    entered = browser.post("/login", data={"csrf": csrf, "token": "s3cret-a"})

    assert "HttpOnly" in entered.headers["set-cookie"]
    assert browser.get(f"/jobs/{mine.id}").status_code == 200
    assert browser.get(f"/jobs/{others.id}").status_code == 404
    assert others.id not in browser.get("/").text


@pytest.mark.parametrize("path", ["/", "/login", "/jobs/x", "/jobs/{job}"])
def test_every_page_lets_only_its_own_style_and_script_run(
    browser: Browser, store: Store, path: str
) -> None:
    answer = browser.get(path.format(job=finished(store).id))

    policy = answer.headers["content-security-policy"]
    made = parsed(answer)
    nonces = set(made.xpath("//style/@nonce | //script/@nonce"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert all(f"'nonce-{nonce}'" in policy for nonce in nonces)
    assert len(nonces) == 1
    assert not made.xpath("//@style | //@onclick | //script[@src] | //img")
    assert made.xpath("//link/@href") == ["/favicon.svg"]
    assert answer.headers["x-content-type-options"] == "nosniff"
