"""A real server: how it stops, and how several processes tell their figures."""

import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.cli import shared_figures
from factcheck.operating_settings import SHARED_FIGURES
from tests.faults.crash import COMMAND, LOST, Served

PROMETHEUS = 'factcheck_requests_total{method="GET",route="/healthz",status="2xx"}'


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A server on SQLite with a desk, not started."""
    with Served(tmp_path / "data") as served:
        words = ("key", "add", "--desk", "city", "--role", "editor", "--json")
        served.key = json.loads(served.command(*words))["key"]
        yield served


def test_a_stopped_server_finishes_what_it_has_in_hand_and_takes_nothing_new(
    server: Served,
) -> None:
    server.start()
    answers: list[tuple[int, float]] = []
    _, first = server.request("GET", "/api/v1/facts/changes")
    cursor = first["next"].partition("?")[2]

    def wait() -> None:
        status, _ = server.request("GET", f"/api/v1/facts/changes?{cursor}&wait=20")
        answers.append((status, time.monotonic()))

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(1)
    began = time.monotonic()
    assert server.stop(signal.SIGTERM) == 0
    waiting.join(20)
    ((status, at),) = answers
    assert status == 200
    assert at - began < 5
    with pytest.raises(LOST):
        server.request("GET", "/healthz")


def test_a_large_request_in_hand_is_finished_and_kept(server: Served) -> None:
    server.start()
    text = "The city spent 48 million euros on the harbour in 2024. " * 600
    answers: list[int] = []

    def send() -> None:
        body = {"title": "Long", "text": text}
        answers.append(server.request("POST", "/api/v1/articles", body)[0])

    sending = threading.Thread(target=send)
    sending.start()
    time.sleep(0.2)
    assert server.stop(signal.SIGTERM) == 0
    sending.join(30)
    assert answers == [201]
    server.start()
    assert len(server.request("GET", "/api/v1/articles")[1]["items"]) == 1


def test_several_processes_answer_for_all_of_them(tmp_path: Path, postgres_url: str) -> None:
    with Served(tmp_path / "data") as taken:
        port = taken.port
    environment = {name: value for name, value in os.environ.items() if "FACTCHECK" not in name}
    environment |= {
        "FACTCHECK_DATA_DIR": str(tmp_path / "data"),
        "FACTCHECK_DATABASE_URL": postgres_url,
        "FACTCHECK_SECRET_KEY": "s" * 32,
        "FACTCHECK_LOG_FORMAT": "json",
    }
    words = [COMMAND, "serve", "--port", str(port), "--workers", "2", "--no-worker"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(words, env=environment, stderr=log)
    try:
        _up(port)
        assert _figure(port) == 0
        for _ in range(40):
            _read(port, "/healthz")
        ends = time.monotonic() + 10
        while _figure(port) < 40 and time.monotonic() < ends:
            time.sleep(0.1)  # an answer is counted when it was sent, which its reader may outrun
        assert _figure(port) == 40
        assert len(_processes(port)) == 2
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 0
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()[1:]]
    assert sum(line.get("route") == "/healthz" for line in lines) >= 40


@pytest.fixture
def postgres_url(postgres_databases: object) -> Iterator[str]:
    """A PostgreSQL database at head, this test's own."""
    address = postgres_databases.take()  # type: ignore[attr-defined]
    yield address
    postgres_databases.give_back(address)  # type: ignore[attr-defined]


def _up(port: int) -> None:
    for _ in range(200):
        try:
            _read(port, "/readyz")
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def _read(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def _figure(port: int) -> float:
    lines = _read(port, "/metrics").splitlines()
    return sum(float(each.rsplit(" ", 1)[1]) for each in lines if each.startswith(PROMETHEUS))


def _processes(port: int) -> set[str]:
    """The processes whose memory is told."""
    for _ in range(40):  # so that both have answered
        _read(port, "/healthz")
    name = "factcheck_process_resident_bytes{"
    return {line for line in _read(port, "/metrics").splitlines() if line.startswith(name)}


def test_what_processes_left_that_have_ended_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    monkeypatch.setenv(SHARED_FIGURES, str(tmp_path))
    for name in (f"counter_{os.getpid()}", f"counter_{ended.pid}", "gauge_livesum_nobody"):
        (tmp_path / f"{name}.db").touch()
    shared_figures.share(tmp_path / "elsewhere")
    assert [each.name for each in tmp_path.iterdir()] == [f"counter_{os.getpid()}.db"]
