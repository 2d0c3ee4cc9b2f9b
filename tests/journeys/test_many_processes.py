"""Two servers of two processes each and a worker, all with background work, on one database."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from factcheck.db import Database
from factcheck.store import log
from factcheck.vocabulary import HookEvent
from tests.hooked import receiving

COMMAND = Path(sys.executable).parent / "factcheck"
FORMS = ("csv", "json", "html", "md")
DECISIONS = 6
TRIES = 60


class Tool:
    """A tool with the desk's key, at one of the servers."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self._key = port, key

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The body of the answer, which must be one of success."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        text = None if body is None else json.dumps(body)
        connection.request(method, f"/api/v1{path}", text, sent)
        answer = connection.getresponse()
        found = json.loads(answer.read() or b"null")
        connection.close()
        assert answer.status < 300, found
        return found

    def decide(self, claim: str) -> None:
        """Put a source on the claim, then decide several times."""
        path = f"/claims/{claim}"
        proof = {"stance": "supports", "source": {"title": "The budget", "kind": "primary"}}
        self._act(path, "evidence", proof)
        for number in range(DECISIONS):
            status = ("verified", "unverified")[number % 2]
            self._act(
                path,
                "reviews",
                {"status": status, "rationale": f"The budget says so, page {number}."},
            )

    def _act(self, path: str, what: str, body: Any) -> None:
        found = self.call("GET", path)
        tag = f'"{found["id"]}.{found["version"]}"'
        self.call("POST", f"{path}/{what}", body, If_Match=tag)


def _ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    found = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return found


@contextmanager
def _running(environment: dict[str, str], ports: list[int]) -> Iterator[None]:
    serve = [COMMAND, "serve", "--workers", "2", "--threads", "4", "--port"]
    commands = [[*serve, str(port)] for port in ports] + [[COMMAND, "worker"]]
    running = [
        subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) for words in commands
    ]
    try:
        for port in ports:
            _wait_for(port)
        yield
    finally:
        for each in running:
            each.send_signal(signal.SIGTERM)
        codes = [each.wait(40) for each in running]
    assert codes == [0, 0, 0]


def _wait_for(port: int) -> None:
    for _ in range(400):
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server did not come up")


def _files(tool: Tool, article: str) -> list[dict[str, Any]]:
    """Have a report made into each form at once, and wait until all are."""
    report = tool.call("POST", f"/articles/{article}/reports")["id"]
    path = f"/reports/{report}/files"
    for form in FORMS:
        tool.call("POST", path, {"format": form, "audience": "internal"})
    for _ in range(TRIES):
        found: list[dict[str, Any]] = tool.call("GET", path)["items"]
        if all(each["state"] == "done" for each in found):
            break
        time.sleep(0.5)
    return found


def test_everything_happens_exactly_once(postgres_url: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "FACTCHECK" not in name}
    environment |= {
        "FACTCHECK_DATA_DIR": str(tmp_path / "data"),
        "FACTCHECK_DATABASE_URL": postgres_url,
        "FACTCHECK_SECRET_KEY": "s" * 32,
        "FACTCHECK_EGRESS_ALLOW": "127.0.0.0/8",
    }
    words = [COMMAND, "key", "add", "--desk", "city", "--role", "editor", "--json"]
    made = subprocess.run(words, env=environment, capture_output=True, check=True).stdout
    key, ports = json.loads(made)["key"], _ports(2)
    with receiving() as receiver, _running(environment, ports):
        tools = [Tool(port, key) for port in ports]
        events = [HookEvent.FACT_PUBLISHED.value, HookEvent.REPORT_FROZEN.value]
        for name in ("/one", "/two"):
            tools[0].call("POST", "/webhooks", {"url": receiver.url(name), "events": events})
        lines = [f"The city spent {number + 2} million euros in 2024." for number in range(8)]
        body = {"title": "T", "text": " ".join(lines)}
        article = tools[1].call("POST", "/articles", body)["id"]
        claims = [
            each["id"] for each in tools[0].call("GET", f"/articles/{article}/claims")["items"]
        ]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda at: tools[at % 2].decide(claims[at]), range(len(claims))))
        files = _files(tools[0], article)
        _until_quiet(receiver.taken)
    sent = Counter((each.path, each.id) for each in receiver.taken)
    assert set(sent.values()) == {1}
    assert {path for path, _ in sent} == {"/one", "/two"}
    assert sorted(each["format"] for each in files) == sorted(FORMS)
    _as_asked_for(postgres_url, len(claims))


def _until_quiet(taken: list[Any]) -> None:
    """Wait until nothing has come for two seconds."""
    seen = -1
    while len(taken) != seen:
        seen = len(taken)
        time.sleep(2)


def _as_asked_for(url: str, claims: int) -> None:
    """Each decision is there once, each file was begun once, and the log holds together."""
    database = Database(url)
    with database.engine.connect() as connection:
        counted = {
            words: connection.exec_driver_sql(words).scalar()
            for words in (
                "SELECT count(*) FROM reviews",
                "SELECT max(attempts) FROM renderings",
                "SELECT count(*) FROM renderings",
                "SELECT count(*) FROM deliveries WHERE state NOT IN ('delivered', 'superseded')",
                "SELECT max(attempts) FROM deliveries",
            )
        }
    assert list(counted.values()) == [claims * DECISIONS, 1, len(FORMS), 0, 1]
    with database.reading() as session:
        assert list(log.verify(session))
    database.dispose()
