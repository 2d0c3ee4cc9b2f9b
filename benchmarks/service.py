"""A real `factcheck serve` on a database of its own, and a client that keeps its connection."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / "factcheck"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers, and the JSON body."""

    status: int
    headers: dict[str, str]
    body: Any


class Client:
    """One connection with an API key."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send one request; underscores in header names become hyphens."""
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        data = None if body is None else json.dumps(body)
        self._connection.request(method, path, data, self._headers | extra)
        response = self._connection.getresponse()
        text = response.read()
        return Answer(response.status, dict(response.getheaders()), json.loads(text or b"null"))

    def close(self) -> None:
        """Hang up; the next call opens a new connection."""
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Service:
    """A running server: its port, an editor's key, and how long its first answer took."""

    port: int
    key: str
    process: subprocess.Popen[bytes]
    first_answer: float
    folder: Path
    environment: dict[str, str]

    def client(self) -> Client:
        """A new connection."""
        return Client(self.port, self.key)

    def command(self, words: list[str]) -> bytes:
        """What a command of ours prints that works on the same data, beside the server."""
        return _command(words, self.environment)

    def memory(self) -> dict[str, float]:
        """Megabytes of the server and its workers: now, and each one's highest added up.

        `now` counts pages that they share once (PSS); `peak` counts them for each (RSS), and
        so is an upper bound.
        """
        pids = [self.process.pid, *children(self.process.pid)]
        return {
            "now": sum(_kilobytes(pid, "smaps_rollup", "Pss") for pid in pids) / 1000,
            "peak": sum(_kilobytes(pid, "status", "VmHWM") for pid in pids) / 1000,
        }


@contextmanager
def running(
    threads: int = 8, *, workers: int = 1, database_url: str | None = None
) -> Iterator[Service]:
    """Start a server in a temporary folder; stop it at the end.

    On SQLite in that folder, or on the empty PostgreSQL database at `database_url`.
    """
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as name:
        folder = Path(name)
        environment = _environment(folder, database_url)
        if database_url is not None:
            _command(["db", "upgrade"], environment)
        made = _command(
            ["key", "add", "--desk", "bench", "--role", "editor", "--json"], environment
        )
        port = free_port()
        begun = time.perf_counter()
        process = subprocess.Popen(
            [
                COMMAND, "serve", "--port", str(port), "--threads", str(threads),
                "--workers", str(workers),
            ],
            env=environment, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(port)
            first = time.perf_counter() - begun
            key = json.loads(made)["key"]
            yield Service(port, key, process, first, folder, environment)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _environment(folder: Path, database_url: str | None) -> dict[str, str]:
    """What the service is told: the folder, and where the database is if not there."""
    outside = {key: value for key, value in os.environ.items() if "FACTCHECK" not in key}
    told = {"FACTCHECK_DATA_DIR": str(folder)}
    if database_url is not None:
        told |= {
            "FACTCHECK_DATABASE_URL": database_url,
            "FACTCHECK_SECRET_KEY": secrets.token_hex(32),
        }
    return outside | told


def _command(words: list[str], environment: dict[str, str]) -> bytes:
    return subprocess.run(
        [COMMAND, *words], env=environment, capture_output=True, check=True
    ).stdout


def wait_for(port: int, path: str = "/healthz") -> None:
    """Return when the server answers 200. Raises `TimeoutError` when it does not in 20 s."""
    deadline = time.perf_counter() + 20
    while time.perf_counter() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the server did not answer")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
