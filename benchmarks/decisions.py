"""How many decisions a second, beside the unguarded update of a plain service.

    python -m benchmarks.decisions [--seconds 6] [--clients 8] [--backend both] [--claims 2000]

Real servers run at the same time: ours on SQLite and on PostgreSQL, and the plain service of
`benchmarks.plain`, by the same gunicorn with as many threads. Each measure is taken of one
after the other, in rounds, so that what else the machine does meets all of them; the median
of the rounds counts, for ratios that of each round's ratio.
"""

import argparse
import json
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks import promises
from benchmarks.load import Measured, ask, change, processes
from benchmarks.subjects import ONES, Figures, Subject, started


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print one table, and keep the figures if asked to."""
    options = _options(arguments)
    with ExitStack() as stack:
        subjects = list(started(options, stack))
        pool = stack.enter_context(processes(2))
        for number in range(1, options.rounds + 1):
            print(f"round {number} of {options.rounds} …", flush=True)
            _round(subjects, pool, options)
    ratios = promises.ratios_of(subjects)
    promises.show(subjects, ratios, options)
    if options.json:
        figures = promises.as_json(subjects, ratios, options)
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=6.0, help="of one measure in one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8, help="connections that decide at once")
    parser.add_argument("--readers", type=int, default=2, help="connections that read")
    parser.add_argument("--claims", type=int, default=2000, help="to decide on, in each service")
    parser.add_argument("--threads", type=int, default=8, help="of each server process")
    parser.add_argument("--workers", type=int, default=2, help="processes on PostgreSQL")
    parser.add_argument("--backend", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep all figures there")
    return parser.parse_args(arguments)


def _round(subjects: list[Subject], pool: ProcessPoolExecutor, options: argparse.Namespace) -> None:
    """Each measure of each subject once, the subjects one after the other."""
    for subject in subjects:
        subject.rounds.append({"commits": subject.commits()} if subject.commits else {})
    for measure in (_empty, _changes, _alone, _busy):
        for subject in subjects:
            subject.rounds[-1] |= measure(subject, pool, options)


def _empty(subject: Subject, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Figures:
    """The routes that do nothing; and so what the generator can do at most."""
    found: Figures = {}
    for each in subject.empty:
        scripts = [[each] for _ in range(options.clients)]
        measured = pool.submit(ask, subject.port, scripts, options.seconds / 3).result()
        found[each.label] = measured.rate(each.label)
        found[f"generator {each.label}"] = measured.busy * 100
    return found


def _changes(subject: Subject, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Figures:
    """All clients decide (or update), and nobody reads."""
    work = pool.submit(change, subject.port, subject.places, options.seconds)
    measured, subject.places = work.result()
    return {
        "changes": measured.rate("change"),
        "change p50": measured.quantile("change", 0.5),
        "change p95": measured.quantile("change", 0.95),
        "generator changes": measured.busy * 100,
    }


def _alone(subject: Subject, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Figures:
    """Readers, and nobody writes."""
    return _latencies(_read(subject, pool, options), "")


def _busy(subject: Subject, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Figures:
    """Readers, while all clients write."""
    work = pool.submit(change, subject.port, subject.places, options.seconds + 1.5)
    time.sleep(0.5)
    found = _latencies(_read(subject, pool, options), " busy")
    measured, subject.places = work.result()
    return found | {"changes read": measured.rate("change")}


def _read(subject: Subject, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Measured:
    asks, step = subject.reads, ONES + 1
    starts = [number * step % len(asks) for number in range(options.readers)]
    scripts = [asks[at:] + asks[:at] for at in starts]
    return pool.submit(ask, subject.port, scripts, options.seconds).result()


def _latencies(measured: Measured, when: str) -> Figures:
    return {
        f"{kind} {name}{when}": measured.quantile(kind, share)
        for kind in ("one", "list")
        for name, share in (("p50", 0.5), ("p95", 0.95))
    }


if __name__ == "__main__":
    main()
