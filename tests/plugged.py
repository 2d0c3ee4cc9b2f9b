"""Examples of docs/integrate.md, at work beside a real server on the demo desk."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from itsdangerous import URLSafeSerializer
from standardwebhooks import Webhook

from tests.faults.crash import Served

ROOT = Path(__file__).parents[1]
EXAMPLES = dict(
    re.findall(
        r"^```\w+ (\S+)\n(.*?)^```$",
        (ROOT / "docs" / "integrate.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)
PUBLISHER = "The Pier & Harbour Post"
T = TypeVar("T")


def _node() -> bool:
    found = shutil.which("node")
    if found is None:
        return False
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return int(told.removeprefix("v").partition(".")[0]) >= 18


needs_node = pytest.mark.skipif(not _node(), reason="needs node 18 or later")


@dataclass
class Desk:
    """A served demo desk, and the tool that is being tried in a folder of its own."""

    server: Served
    folder: Path
    reader: str
    made: int = field(default=0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def environment(self, **more: str) -> dict[str, str]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        told = {"FACTCHECK_URL": self.url, "FACTCHECK_KEY": self.reader, "PATH": path}
        return self.server._environment | {"PYTHONUNBUFFERED": "1"} | told | more

    def lay(self, name: str, old: str = "", new: str = "") -> None:
        """Write the example into the folder, with one thing in it changed if need be."""
        text = EXAMPLES[name]
        assert old in text
        (self.folder / name).write_text(text.replace(old, new) if old else text, encoding="utf-8")

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run an example to its end."""
        return subprocess.run(
            words, cwd=self.folder, env=self.environment(**more), capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip

    @contextmanager
    def running(self, *words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """An example that runs until it is killed, with all that it has started."""
        log = self.folder / "log"
        with log.open("ab") as out:
            process = subprocess.Popen(
                words, cwd=self.folder, env=self.environment(**more), stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def log(self) -> list[str]:
        return (self.folder / "log").read_text().splitlines()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        status, answer = self.server.request(method, f"/api/v1{path}", body, **headers)
        assert status < 300, answer
        return answer

    def fact(self, about: str, url: str | None = None) -> str:
        """A verified fact of another publisher's article; everybody may read it."""
        self.made += 1
        text = f"The city spent {self.made + 40} million euros on {about} in 2024."
        article = self.call(
            "POST", "/articles",
            {"title": about, "text": text, "own": False, "publisher": PUBLISHER, "url": url},
        )  # fmt: skip
        claim = self.call("GET", f"/articles/{article['id']}/claims")["items"][0]["id"]
        source = {"title": "Budget annex", "kind": "primary"}
        self._change(claim, "evidence", {"stance": "supports", "source": source})
        self.verify(claim)
        return str(claim)

    def verify(self, claim: str) -> None:
        body = {"status": "verified", "rationale": "The annex gives the same sum."}
        self._change(claim, "reviews", body)

    def reopen(self, claim: str) -> None:
        self._change(claim, "reopen", {"reason": "correction"})

    def _change(self, claim: str, what: str, body: dict[str, Any]) -> None:
        version = self.call("GET", f"/claims/{claim}")["version"]
        self.call("POST", f"/claims/{claim}/{what}", body, If_Match=f'"{claim}.{version}"')

    def facts(self) -> dict[str, int]:
        """Every fact of the desk with its version."""
        every = "status=verified&status=disputed&status=unverified&limit=200"
        return {
            each["id"]: each["version"] for each in self.call("GET", f"/facts?{every}")["items"]
        }


def eventually(look: Callable[[], T], wanted: T, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while (found := look()) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == wanted


def restored(desk: Desk) -> str:
    """The address at which a tool stood that has followed the desk before it was restored."""
    cursor = URLSafeSerializer("another").dumps(["another epoch", 1])
    return f"{desk.url}/api/v1/facts/changes?limit=200&wait=20&cursor={cursor!s}"


def status_of(url: str, key: str) -> int:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def mirrored(desk: Desk, query: str = "SELECT id, version FROM facts") -> list[Any]:
    with closing(sqlite3.connect(desk.folder / "facts.sqlite3", timeout=10)) as db:
        found = db.execute(query).fetchall()
        db.commit()
        return found


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def receiver(desk: Desk) -> Iterator[tuple[str, str]]:
    """The receiver at work, as a webhook of the desk: its address and secret."""
    desk.lay("receiver.py")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    events = [f"--event=fact.{each}" for each in ("published", "updated", "corrected", "withdrawn")]
    hook, secret = desk.server.command("webhook", "add", url, *events).split()
    with desk.running(sys.executable, "receiver.py", WEBHOOK_SECRET=secret, PORT=str(port)):
        eventually(lambda: listens(port), True)
        yield url, secret
    desk.server.command("webhook", "remove", hook)


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, body, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def signed(secret: str, name: str, body: str, at: datetime | None = None) -> dict[str, str]:
    moment = at or datetime.now(UTC)
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(name, moment, body),
    }
