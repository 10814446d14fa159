"""No answer, however odd, harms the fetcher; and each is named as what it was."""

import resource

import pytest

from tests.verifier.fetch.asking import ask, settings_for
from tests.verifier.fetch.faults import FAULTS, LIMIT, SLOW, Fault
from tests.verifier.fetch.hostile import Server
from verifier.model import Answer, Fetch, Outcome, Snapshot, Unread

# Each group of faults asks an address of its own, so that a host which is told to wait after a
# "too many" delays no other.
HOSTS = tuple(f"127.0.0.{n}" for n in range(1, 9))
MAX_GROWTH = 64_000  # KiB


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Only what never ends needs a short deadline; the rest must not fail on a busy machine.
    quick = [fault for fault in FAULTS if fault.outcome is not Outcome.TIMEOUT]
    found = {**asked(SLOW, deadline_s=1.5), **asked(quick, deadline_s=9.5)}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MAX_GROWTH, f"{grown} KiB more"
    return found


def asked(faults: list[Fault], *, deadline_s: float) -> dict[str, Answer]:
    """The answer for each fault."""
    server = Server(routes={fault.path: fault.behaviour for fault in FAULTS})
    server.start(HOSTS)
    settings = settings_for(server, hosts=HOSTS, max_page_bytes=LIMIT, url_deadline_s=deadline_s)
    requests = [
        Fetch(server.url(fault.path, HOSTS[place % len(HOSTS)]))
        for place, fault in enumerate(faults)
    ]
    try:
        found = ask(settings, requests)
    finally:
        server.stop()
    return {
        request.url.split("/article/")[1]: answer
        for request, answer in found
        if isinstance(request, Fetch)
    }


def test_there_are_enough_faults_and_none_twice() -> None:
    assert len(FAULTS) >= 120
    assert len({fault.path for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_each_fault_has_its_own_outcome(answers: dict[str, Answer], fault: Fault) -> None:
    answer = answers[fault.name]

    found = answer.outcome if isinstance(answer, Unread) else None
    assert found == fault.outcome, answer
    if isinstance(answer, Unread):
        assert answer.evidence
        assert len(answer.evidence) <= 300
    if isinstance(answer, Snapshot):
        assert len(answer.body) <= LIMIT
