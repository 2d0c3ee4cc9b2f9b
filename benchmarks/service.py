"""A real `factcheck serve` on a database of its own, and a client that keeps its connection."""

import http.client
import json
import os
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

    def client(self) -> Client:
        """A new connection."""
        return Client(self.port, self.key)

    def memory(self) -> dict[str, float]:
        """Megabytes of the server and its workers: now, and each one's highest added up.

        `now` counts pages that they share once (PSS); `peak` counts them for each (RSS), and
        so is an upper bound.
        """
        pids = [self.process.pid, *_children(self.process.pid)]
        return {
            "now": sum(_kilobytes(pid, "smaps_rollup", "Pss") for pid in pids) / 1000,
            "peak": sum(_kilobytes(pid, "status", "VmHWM") for pid in pids) / 1000,
        }


@contextmanager
def running(threads: int = 8) -> Iterator[Service]:
    """Start a server in a temporary folder; stop it at the end."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as name:
        folder = Path(name)
        outside = {key: value for key, value in os.environ.items() if "FACTCHECK" not in key}
        environment = outside | {"FACTCHECK_DATA_DIR": name}
        made = subprocess.run(
            [COMMAND, "key", "add", "--desk", "bench", "--role", "editor", "--json"],
            env=environment, capture_output=True, check=True,
        )  # fmt: skip
        port = _free_port()
        begun = time.perf_counter()
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port), "--threads", str(threads)],
            env=environment, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait(port)
            first = time.perf_counter() - begun
            yield Service(port, json.loads(made.stdout)["key"], process, first, folder)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the server did not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
