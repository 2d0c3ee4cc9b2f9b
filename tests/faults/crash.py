"""A real server that can be killed, and clients that keep a record of what it acknowledged."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from factcheck.db import Database
from factcheck.store import log

COMMAND = Path(sys.executable).parent / "factcheck"
LOST = (OSError, http.client.HTTPException)
"""How a connection to a killed server ends; whether the change was made nobody can tell."""


class Served:
    """`factcheck serve` in a process of its own, on SQLite in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ""
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if "FACTCHECK" not in name}
        self._environment = kept | {"FACTCHECK_DATA_DIR": str(folder)}

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop(signal.SIGKILL)

    def command(self, *words: str) -> str:
        """What `factcheck …` prints on this data folder."""
        done = subprocess.run(
            [COMMAND, *words], env=self._environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def start(self) -> None:
        """Run the server and wait until it answers."""
        words = [COMMAND, "serve", "--port", str(self.port), "--threads", "12"]
        errors = (self.folder.parent / "server.log").open("ab")
        self._process = subprocess.Popen(
            words, env=self._environment, stdout=errors, stderr=errors, start_new_session=True
        )
        errors.close()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if self.request("GET", "/healthz")[0] == 200:
                    return
            except LOST:
                time.sleep(0.05)
        raise TimeoutError("the server did not come up")

    def stop(self, with_signal: int) -> int | None:
        """Signal the server (its worker too when it is to be killed) and wait for its end."""
        if self._process is None:
            return None
        if with_signal == signal.SIGKILL:
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.send_signal(with_signal)
        code = self._process.wait(20)
        self._process = None
        return code

    def request(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """One request on a connection of its own: status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sent = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, sent)
            answer = connection.getresponse()
            raw = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(raw) if raw.startswith(b"{") else {}


@dataclass
class Record:
    """What the server acknowledged."""

    evidence: set[str] = field(default_factory=set)
    reviews: set[str] = field(default_factory=set)
    versions: dict[str, int] = field(default_factory=dict)
    replayed: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Writer:
    """A reviewer's tool that works on one claim and never gives a request up."""

    server: Served
    claim: str
    record: Record
    ends: threading.Event

    def work(self) -> None:
        """Add evidence, then decide on it, again and again until the end."""
        dice = random.Random(self.claim)
        while not self.ends.is_set():
            self._post("evidence", {
                "stance": "supports", "passage": uuid4().hex,
                "source": {"title": "The budget", "kind": "primary"},
            }, self.record.evidence)  # fmt: skip
            if dice.random() < 0.5:
                status = dice.choice(["verified", "unverified"])
                body = {"status": status, "rationale": f"It says so, {uuid4().hex}."}
                self._post("reviews", body, self.record.reviews)

    def _post(self, what: str, body: dict[str, Any], acknowledged: set[str]) -> None:
        """Send one change until it is answered, always under the same key."""
        path, key = f"/api/v1/claims/{self.claim}", uuid4().hex
        version: int = self._until_answered(lambda: self.server.request("GET", path))[1]["version"]
        tags = {"If_Match": f'"{self.claim}.{version}"', "Idempotency_Key": key}
        tries = 0

        def send() -> tuple[int, dict[str, Any]]:
            nonlocal tries
            tries += 1
            return self.server.request("POST", f"{path}/{what}", body, **tags)

        status, answer = self._until_answered(send)
        if status != 201:
            self.record.faults.append(f"{what} {status} {answer}")
            return
        acknowledged.add(answer["id"])
        self.record.versions[self.claim] = version + 1
        self.record.replayed += tries > 1

    def _until_answered(
        self, send: Callable[[], tuple[int, dict[str, Any]]]
    ) -> tuple[int, dict[str, Any]]:
        while True:
            try:
                status, answer = send()
            except LOST:
                time.sleep(0.05)
                continue
            if status != 503:
                return status, answer
            time.sleep(0.05)


def survive(folder: Path, *, kills: int, seconds: float) -> Record:
    """Kill the server `kills` times under eight writers, `seconds` apart, and compare."""
    with Served(folder) as server:
        server.start()
        made = server.command("key", "add", "--desk", "city", "--role", "editor", "--json")
        server.key = json.loads(made)["key"]
        text = " ".join(
            f"The city spent {number + 2} million euros in 2024." for number in range(8)
        )
        body = {"title": "T", "text": text}
        article = server.request("POST", "/api/v1/articles", body)[1]["id"]
        items = server.request("GET", f"/api/v1/articles/{article}/claims")[1]["items"]
        record, ends = Record(), threading.Event()
        writers = [Writer(server, each["id"], record, ends) for each in items]
        threads = [threading.Thread(target=writer.work) for writer in writers]
        assert len(threads) == 8
        for thread in threads:
            thread.start()
        try:
            for number in range(kills):
                time.sleep(seconds * (0.5 + random.Random(number).random()))
                server.stop(signal.SIGKILL)
                server.start()
            time.sleep(seconds / 2)
        finally:
            ends.set()
            for thread in threads:
                thread.join(30)
        assert record.faults == []
        _compare(server, record, [each["id"] for each in items])
        assert server.stop(signal.SIGTERM) == 0
    _verify(folder)
    return record


def _compare(server: Served, record: Record, claims: list[str]) -> None:
    """Every acknowledged change is there once, and nothing that was not asked for."""
    evidence, reviews, passages = list[str](), list[str](), list[str]()
    for claim in claims:
        path = f"/api/v1/claims/{claim}"
        pieces, decisions = _all(server, f"{path}/evidence"), _all(server, f"{path}/reviews")
        now = server.request("GET", path)[1]
        evidence += [each["id"] for each in pieces]
        passages += [each["passage"] for each in pieces]
        reviews += [each["id"] for each in decisions]
        assert now["evidence_count"] == len(pieces)
        assert now["version"] == record.versions[claim] == 1 + len(pieces) + len(decisions)
        words = [each["rationale"] for each in decisions]
        assert len(words) == len(set(words))
    assert sorted(evidence) == sorted(record.evidence)
    assert sorted(reviews) == sorted(record.reviews)
    assert len(passages) == len(set(passages))


def _all(server: Served, path: str) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    items, address = list[dict[str, Any]](), f"{path}?limit=200"
    while address:
        page = server.request("GET", address)[1]
        items += page["items"]
        address = (page["next"] or "").partition(f":{server.port}")[2]
    return items


def _verify(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'factcheck.sqlite3'}")
    with database.reading() as session:
        assert list(log.verify(session))
    database.dispose()
