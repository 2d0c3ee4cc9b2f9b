"""What newsroom tools pull: lists, single facts, searches, changes, exports; few and many facts.

    python -m benchmarks.facts [--few 10000] [--many 1000000] [--seconds 4] [--rounds 3]
                               [--backend sqlite|postgresql]

Two real servers hold the few and the many facts; beside them a plain Flask application of the
same gunicorn has an empty route. Each measure is taken of one after the other, in rounds, and
the median of the rounds counts, for ratios that of each round's ratio.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from benchmarks import many_facts, plain, postgres, service
from benchmarks.load import Ask, Measured, ask, complete, processes, request
from benchmarks.service import Service
from factcheck.db import Database
from factcheck.store import desks
from factcheck.store.fact_versions import parsed
from factcheck.store.tokens import words

Figures = dict[str, float]
LISTS = (
    ("list", "limit=50"),
    ("list, disputed", "limit=50&status=disputed"),
    ("list, two statuses", "limit=50&status=verified&status=disputed"),
    ("list, a topic", "limit=50&topic=bus+journeys"),
)
_SEARCHES = 200
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Desk:
    """A server with so many facts, and what is asked of it."""

    count: int
    running: Service
    asks: dict[str, list[Ask]]
    rest: float
    rounds: list[Figures] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, and keep the figures if asked to."""
    options = _options(arguments)
    with ExitStack() as stack:
        small, large = (_desk(count, options, stack) for count in (options.few, options.many))
        port = stack.enter_context(plain.running(1, options.threads))
        # First, so that what they take of memory is not what the clients below have left.
        exported = {each.count: _exports(each) for each in (small, large)}
        pool = stack.enter_context(processes(1))
        empty: list[float] = []
        for number in range(1, options.rounds + 1):
            print(f"round {number} of {options.rounds} …", flush=True)
            empty.append(_empty(port, pool, options))
            for desk in (small, large):
                desk.rounds.append(_round(desk, pool, options))
    figures = _figures(small, large, empty, exported)
    figures["memory after the start, MB"] = large.rest
    for name, value in figures.items():
        print(f"{name:<58} {value:>12,.2f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=4.0, help="of one measure in one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--backend", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep all figures there")
    return parser.parse_args(arguments)


def _desk(count: int, options: argparse.Namespace, stack: ExitStack) -> Desk:
    url = stack.enter_context(postgres.server()) if options.backend == "postgresql" else None
    running = stack.enter_context(service.running(options.threads, database_url=url))
    url = url or f"sqlite:///{running.folder / 'factcheck.sqlite3'}"
    print(f"writing {count:,} facts …", flush=True)
    paper = running.folder / "paper.txt"
    paper.write_text("Nothing is said in here.")
    # By a command: a server that has read an article holds what that takes in memory.
    taken = running.command(["ingest", str(paper), "--desk", "bench", "--json"])
    database = Database(url)
    with database.reading() as session:
        desk = desks.by_slug(session, "bench")
        assert desk is not None
    sample: list[dict[str, Any]] = []
    rows = many_facts.facts(count, desk.id, UUID(json.loads(taken)["article_id"]))
    many_facts.fill(url, _remembered(rows, count, sample))
    database.dispose()
    return Desk(count, running, _asks(running.key, sample), running.memory()["now"])


def _remembered(
    rows: Iterator[dict[str, Any]], count: int, sample: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The rows on their way, some of which are put into the sample."""
    chosen = set(random.Random(2).sample(range(count), min(_SEARCHES, count)))
    for place, row in enumerate(rows):
        if place in chosen:
            sample.append(row)
        yield row


def _asks(key: str, sample: list[dict[str, Any]]) -> dict[str, list[Ask]]:
    """What is asked, by the name of the measure."""
    dice = random.Random(3)
    path = "/api/v1/facts"

    def get(label: str, address: str, headers: bytes = b"") -> Ask:
        return complete(label, request("GET", address, key), headers=headers)

    asks = {name: [get(name, f"{path}?{query}")] for name, query in LISTS}
    asks["one"] = [get("one", f"{path}/{row['claim_id']}") for row in sample]
    asks["304"] = [
        get("304", f"{path}/{row['claim_id']}", b'If-None-Match: "%b.3"\r\n' % known)
        for row in sample
        for known in [str(row["claim_id"]).encode()]
    ]
    asks["changes"] = [get("changes", f"{path}/changes?limit=200")]
    asks["search"] = []
    for row in sample:
        known = [each for each in words(parsed(row["body"])["statement"]) if len(each) > 3]
        asked = quote_plus(" ".join(dice.sample(known, 2)))
        every = "&".join(f"status={each}" for each in many_facts.STATUSES)
        asks["search"].append(get("search", f"{path}?limit=20&q={asked}&{every}"))
    return asks


def _empty(port: int, pool: ProcessPoolExecutor, options: argparse.Namespace) -> float:
    asks = [complete("empty", request("GET", "/empty"))]
    scripts = [asks for _ in range(options.clients)]
    return pool.submit(ask, port, scripts, options.seconds).result().rate("empty")


def _round(desk: Desk, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Figures:
    """Each measure once: all clients for how much, one alone for how fast."""
    found: Figures = {}
    for name, asks in desk.asks.items():
        share = max(1, len(asks) // options.clients)
        scripts = [asks[at * share % len(asks) :] + asks for at in range(options.clients)]
        many: Measured = pool.submit(ask, desk.running.port, scripts, options.seconds).result()
        alone: Measured = pool.submit(ask, desk.running.port, [asks], options.seconds).result()
        found[f"{name}, a second"] = many.rate(name)
        found[f"{name}, p50 ms, one client"] = alone.quantile(name, 0.5)
        found[f"{name}, p95 ms, one client"] = alone.quantile(name, 0.95)
    return found


def _exports(desk: Desk) -> Figures:
    """Whole exports: facts a second of the server's own processor time, and its memory."""
    found: Figures = {}
    for form in ("ndjson", "csv"):
        before, begun = _worked(desk.running), time.perf_counter()
        lines = _read_export(desk.running, form)
        spent = time.perf_counter() - begun
        found[f"export {form}, lines"] = lines
        found[f"export {form}, facts a second"] = lines / spent
        found[f"export {form}, facts a second of one core"] = lines / (
            _worked(desk.running) - before
        )
        found[f"export {form}, memory now, MB"] = desk.running.memory()["now"]
        found[f"export {form}, memory at most, MB"] = desk.running.memory()["peak"]
    return found


def _read_export(running: Service, form: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=600)
    every = "&".join(f"status={each}" for each in many_facts.STATUSES)
    headers = {"Authorization": f"Bearer {running.key}"}
    connection.request("GET", f"/api/v1/facts/export?format={form}&{every}", headers=headers)
    response = connection.getresponse()
    assert response.status == 200, response.status
    lines = 0
    while piece := response.read(1 << 20):
        lines += piece.count(b"\n")
    return lines


def _worked(running: Service) -> float:
    """Seconds of processor time that the server and its worker have used."""
    pids = [running.process.pid, *service.children(running.process.pid)]
    return sum(_ticks(pid) for pid in pids) / _TICKS


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _figures(small: Desk, large: Desk, empty: list[float], exported: dict[int, Figures]) -> Figures:
    """The medians, and the ratios that were promised."""
    found: Figures = {"empty route of plain Flask, a second": statistics.median(empty)}
    for desk in (small, large):
        for name in desk.rounds[0]:
            found[f"{desk.count:,}: {name}"] = statistics.median(each[name] for each in desk.rounds)
        found |= {f"{desk.count:,}: {name}": value for name, value in exported[desk.count].items()}
    for name, _ in LISTS:
        found[f"{name}: many ÷ few, one client (≤ 1.3)"] = _ratio(
            small, large, f"{name}, p50 ms, one client"
        )
    for name, least in (("one", 0.6), ("304", 0.8)):
        found[f"{name} ÷ empty route (≥ {least})"] = statistics.median(
            each[f"{name}, a second"] / rate for each, rate in zip(large.rounds, empty, strict=True)
        )
    return found


def _ratio(small: Desk, large: Desk, name: str) -> float:
    pairs = zip(small.rounds, large.rounds, strict=True)
    return statistics.median(many[name] / few[name] for few, many in pairs)


if __name__ == "__main__":
    main()
