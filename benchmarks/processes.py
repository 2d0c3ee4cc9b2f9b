"""How many decisions a second one web process makes, and how many two make, on PostgreSQL.

    python -m benchmarks.processes [--seconds 8] [--rounds 3] [--claims 600]

Both servers run the whole time, each on a durable PostgreSQL of its own. They take turns, so
that what else the machine does meets both; while one is measured the other does nothing.
Beside each rate stands the processor time that it took, by the web processes, PostgreSQL and
the generator: what a decision costs in all says how many the cores can give at most.
"""

import argparse
import os
import statistics
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import postgres, service
from benchmarks.load import Place, change, processes
from benchmarks.service import Service, children
from benchmarks.subjects import OURS_PG, _ours

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Side:
    """A service with so many web processes, and what each round of so many clients gave."""

    workers: int
    service: Service
    database: int
    places: list[list[Place]]
    rounds: dict[int, list[dict[str, float]]] = field(default_factory=dict)

    def used(self) -> tuple[float, float]:
        """Seconds of processor time so far: of the web processes, and of PostgreSQL."""
        web = sum(map(_spent, children(self.service.process.pid)))
        return web, _spent(self.database) + sum(map(_spent, children(self.database)))


def _spent(pid: int) -> float:
    """Seconds of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in turns and print one table."""
    options = _options(arguments)
    print(f"{os.cpu_count()} cores; load before: {os.getloadavg()[0]:.1f}", flush=True)
    with ExitStack() as stack:
        sides = [_started(stack, workers, options) for workers in (1, 2)]
        pool = stack.enter_context(processes(1))
        for _ in range(options.rounds):
            for clients in options.at_once:
                for side in sides:
                    found = _measured(side, pool, clients, options.seconds)
                    side.rounds.setdefault(clients, []).append(found)
    _show(sides, options)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8.0, help="of one measure")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--claims", type=int, default=600, help="to decide on, in each service")
    parser.add_argument("--threads", type=int, default=8, help="of each web process")
    parser.add_argument("--at-once", type=int, nargs="+", default=[8, 16], help="clients")
    found = parser.parse_args(arguments)
    found.clients = max(found.at_once)
    return found


def _started(stack: ExitStack, workers: int, options: argparse.Namespace) -> Side:
    url = stack.enter_context(postgres.server())
    running = stack.enter_context(
        service.running(options.threads, workers=workers, database_url=url)
    )
    subject = _ours(OURS_PG, running, float, options)
    return Side(workers, running, _postmaster(url), subject.places)


def _postmaster(url: str) -> int:
    """The process of the server that listens at the address."""
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    return int((Path(row[0]) / "postmaster.pid").read_text().splitlines()[0])


def _measured(
    side: Side, pool: ProcessPoolExecutor, clients: int, seconds: float
) -> dict[str, float]:
    before = side.used()
    work = pool.submit(change, side.service.port, side.places[:clients], seconds)
    measured, side.places[:clients] = work.result()
    web, database = (now - then for now, then in zip(side.used(), before, strict=True))
    rate = measured.rate("change")
    made = len(measured.latencies["change"]) * (measured.seconds + 0.3) / measured.seconds
    return {
        "decisions": rate,
        "p95": measured.quantile("change", 0.95),
        "web": web / made * 1000,
        "postgresql": database / made * 1000,
        "generator": measured.busy / rate * 1000,
        "cores": (web + database) / (measured.seconds + 0.3) + measured.busy,
    }


def _show(sides: list[Side], options: argparse.Namespace) -> None:
    print("clients processes  decisions/s  p95 ms | ms of processor time each: web, PostgreSQL,")
    print("                                       | generator, together | cores busy")
    for clients in options.at_once:
        for side in sides:
            found = side.rounds[clients]
            middle = {name: statistics.median(each[name] for each in found) for name in found[0]}
            told = [middle[name] for name in ("web", "postgresql", "generator")]
            print(
                f"{clients:7} {side.workers:9} {middle['decisions']:12.0f} {middle['p95']:7.0f} |"
                f" {' '.join(f'{each:6.2f}' for each in (*told, sum(told)))} |"
                f" {middle['cores']:5.2f}"
            )
        pairs = zip(sides[1].rounds[clients], sides[0].rounds[clients], strict=True)
        ratio = statistics.median(two["decisions"] / one["decisions"] for two, one in pairs)
        print(f"{clients:7} two over one: {ratio:.2f}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
