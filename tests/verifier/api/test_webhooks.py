import pytest

ADDRESS = "https://ann.example/hook"


def submit(http, url):
    return http.post("/v1/jobs", json={"text": "“Rain.”", "webhook_url": url})


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "forbidden_address"),
        ("http://2130706433/", "forbidden_address"),
        ("http://[::1]/", "forbidden_address"),
        ("http://169.254.169.254/latest", "forbidden_address"),
        ("https://10.0.0.1/", "forbidden_address"),
        ("https://localhost/", "forbidden_address"),
        ("https://db.internal/", "forbidden_address"),
        ("https://ann.example:22/", "forbidden_address"),
        ("ftp://ann.example/", "bad_url"),
        ("ann.example", "bad_url"),
        ("https://ann:pass@ann.example/", "bad_url"),
        ("https://", "bad_url"),
        ("a\0b", "bad_field"),
        ("https://ann.example/" + "a" * 2_000, "bad_field"),
        (1, "bad_field"),
        (["https://ann.example/"], "bad_field"),
    ],
)
@pytest.mark.usefixtures("nothing_stored")
def test_an_address_that_may_not_be_sent_to_is_refused(http, url, code):
    answer = submit(http, url)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["field"] == "webhook_url"


def test_what_came_of_a_webhook_can_be_asked(http, store):
    job_id = submit(http, ADDRESS).json()["id"]
    assert http.get(f"/v1/jobs/{job_id}/webhook").json()["code"] == "no_webhook"

    http.post(f"/v1/jobs/{job_id}/cancel")

    told = http.get(f"/v1/jobs/{job_id}/webhook").json()
    assert (told["url"], told["state"], told["attempt"]) == (ADDRESS, "open", 0)


def test_an_uploaded_file_may_have_a_webhook(http, store):
    files = {"file": ("a.txt", "“Rain.”", "text/plain")}
    good = http.post("/v1/jobs", files=files, data={"webhook_url": ADDRESS})
    bad = http.post("/v1/jobs", files=files, data={"webhook_url": "http://127.0.0.1/"})

    assert (good.status_code, bad.status_code) == (202, 422)


def test_the_secret_is_the_callers_own(http, store):
    secret = http.get("/v1/webhook-secret").json()["secret"]

    assert secret == store.webhook_secret("")
    assert secret.startswith("whsec_")
