"""How fast the service is on this machine, beside what the machine itself can do.

    python -m benchmarks.speed [--rounds 40] [--clients 8]

Runs a real server on SQLite in a temporary folder. The article is the real one of the
design folder where that is at hand (FACTCHECK_SHARED), else a seed of this project.
"""

import argparse
import os
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.floors import sqlite_commits
from benchmarks.service import Client, Service, running

ROOT = Path(__file__).parents[1]
RATIONALE = "Measured, not judged: a rationale of the usual length."


def main() -> None:
    """Measure and print one table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=40, help="requests per single measure")
    options.add_argument("--clients", type=int, default=8, help="connections that decide at once")
    chosen = options.parse_args()
    text = article_text()
    with running() as service:
        rows = [("raw fsynced one-row commits", f"{sqlite_commits(service.folder):,.0f} /s")]
        rows.append(("first answer after start", f"{service.first_answer:.2f} s"))
        rows.append(("memory at rest", f"{service.memory()['now']:.0f} MB"))
        rows += _measures(service, text, chosen.rounds, chosen.clients)
        memory = service.memory()
        rows.append(("memory after the load", f"{memory['now']:.0f} MB"))
        rows.append(("memory at the highest, shared pages twice", f"{memory['peak']:.0f} MB"))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def article_text() -> str:
    """The real article if it is at hand, else a seed."""
    shared = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
    found = sorted((shared / "seeds").glob("*.txt")) or [ROOT / "seeds" / "visit-draft-1.txt"]
    print(f"article: {found[0].name}\n")
    return found[0].read_text(encoding="utf-8")


def _measures(service: Service, text: str, rounds: int, clients: int) -> list[tuple[str, str]]:
    client = service.client()
    ids: list[str] = []

    def intake() -> None:
        body = {"title": "Measured", "text": f"{text}\n\nEdition {len(ids)}."}
        answer = client.call("POST", "/api/v1/articles", body)
        assert answer.status == 201, answer
        ids.append(answer.body["id"])

    def get(path: str) -> Callable[[], None]:
        def call() -> None:
            assert client.call("GET", path).status == 200

        return call

    rows = [("article from POST to stored claims", _milliseconds(intake, rounds))]
    rows.append(("empty route (/healthz)", _milliseconds(get("/healthz"), rounds * 5)))
    rows.append(("claims: list of 50", _milliseconds(get("/api/v1/claims?limit=50"), rounds)))
    claim = client.call("GET", "/api/v1/claims?limit=1").body["items"][0]["id"]
    rows.append(("claims: one", _milliseconds(get(f"/api/v1/claims/{claim}"), rounds * 2)))
    rows.append((f"decisions, {clients} clients", _decisions(service, clients)))
    client.close()  # idle meanwhile: the server has hung up
    rows.append(("facts: list of 50", _milliseconds(get("/api/v1/facts?limit=50"), rounds)))
    report = f"/api/v1/articles/{ids[0]}/reports"
    rows.append(
        ("report: freeze", _milliseconds(lambda: _ok(client.call("POST", report).status), 10))
    )
    return rows


def _ok(status: int) -> None:
    assert status < 300, status


def _milliseconds(act: Callable[[], Any], rounds: int) -> str:
    """Median and 95th percentile of one call."""
    act()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return f"{statistics.median(times):.1f} ms median, {times[int(rounds * 0.95)]:.1f} ms p95"


def _decisions(service: Service, clients: int, seconds: float = 4.0) -> str:
    """Evidence once, then decisions that supersede each other, each client on its own claim."""
    first = service.client()
    claims = first.call("GET", f"/api/v1/claims?limit={clients}&sort=score").body["items"]
    done = [0] * clients
    deadline = time.perf_counter() + seconds

    def work(number: int) -> None:
        client = service.client()
        path = f"/api/v1/claims/{claims[number]['id']}"
        tag = client.call("GET", path).headers["ETag"]
        source = {"stance": "supports", "source": {"title": "Ledger", "kind": "primary"}}
        tag = client.call("POST", f"{path}/evidence", source, If_Match=tag).headers["ETag"]
        body = {"status": "verified", "rationale": RATIONALE}
        while time.perf_counter() < deadline:
            tag = _decide(client, path, body, tag)
            done[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return f"{sum(done) / seconds:,.0f} /s, slowest client {min(done) / max(done):.2f} of fastest"


def _decide(client: Client, path: str, body: dict[str, str], tag: str) -> str:
    answer = client.call("POST", f"{path}/reviews", body, If_Match=tag)
    assert answer.status == 201, answer
    return answer.headers["ETag"]


if __name__ == "__main__":
    main()
