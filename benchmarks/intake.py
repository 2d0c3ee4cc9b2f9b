"""How fast a folder of articles is taken in, and whether a killed intake loses or doubles one.

    python -m benchmarks.intake [--articles 10000] [--sentences 40] [--processes 1 2]
                                [--backend sqlite postgresql] [--no-kill]

Each figure is one run of the real command on an empty database. `cpu` is processor time of
the command and its processes for an article, without that of a PostgreSQL server; it hangs
less than the rate on what else the machine does. `largest` is the resident memory of the
largest process.
"""

import argparse
import os
import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.articles import sentences, text_of
from benchmarks.postgres import server
from benchmarks.service import COMMAND
from factcheck.db import Database
from factcheck.store import log
from factcheck.store.articles import Draft
from factcheck.store.claims import Claim
from factcheck.store.log import Event

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """A database and the environment in which the command finds it."""

    database: Database
    environment: dict[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds, processor seconds, megabytes, and its last line."""

    seconds: float
    cpu: float
    largest: float
    told: str


def main() -> None:
    """Measure and print a line for each run."""
    chosen = _options()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {chosen.articles:,} articles")
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as name:
        folder = Path(name) / "articles"
        _write(folder, chosen.articles, chosen.sentences)
        for backend in chosen.backend:
            for processes in chosen.processes:
                with _place(backend) as place:
                    run = _finished(_started(place, folder, processes))
                    _print(backend, processes, chosen.articles, run, _claims(place.database))
            if chosen.kill:
                with _place(backend) as place:
                    _kill_and_resume(place, folder, max(chosen.processes), chosen.articles)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--sentences", type=int, default=40)
    options.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    options.add_argument("--backend", nargs="+", default=["sqlite", "postgresql"])
    options.add_argument("--no-kill", dest="kill", action="store_false")
    return options.parse_args()


def _write(folder: Path, count: int, length: int) -> None:
    """The same articles each time, in folders of a thousand."""
    for number in range(count):
        inner = folder / f"{number // 1000:03}"
        inner.mkdir(parents=True, exist_ok=True)
        text = text_of(sentences(number, length))
        (inner / f"{number:06}.txt").write_text(text, encoding="utf-8")


@contextmanager
def _place(backend: str) -> Iterator[Place]:
    """An empty database with a desk."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as name:
        if backend == "sqlite":
            yield _opened(name, f"sqlite:///{name}/factcheck.sqlite3")
            return
        with server() as url:
            yield _opened(name, url)


def _opened(data_dir: str, url: str) -> Place:
    outside = {key: value for key, value in os.environ.items() if "FACTCHECK" not in key}
    environment = outside | {
        "FACTCHECK_DATA_DIR": data_dir,
        "FACTCHECK_DATABASE_URL": url,
        "FACTCHECK_SECRET_KEY": secrets.token_hex(32),
    }
    for words in (
        ["db", "upgrade"],
        ["user", "add", "a@example.org", "--desk", "bench", "--role", "admin"],
    ):
        subprocess.run([COMMAND, *words], env=environment, check=True, capture_output=True)
    return Place(Database(url), environment)


def _started(place: Place, folder: Path, processes: int) -> "tuple[float, subprocess.Popen[str]]":
    words = ["ingest", str(folder), "--desk", "bench", "--processes", str(processes)]
    process = subprocess.Popen(
        [COMMAND, *words], env=place.environment, stdout=subprocess.PIPE, text=True
    )
    return time.perf_counter(), process


def _finished(started: "tuple[float, subprocess.Popen[str]]") -> Run:
    begun, process = started
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, told
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss / 1000, told.strip())


def _print(backend: str, processes: int, count: int, run: Run, claims: int) -> None:
    print(
        f"{backend:<11} {processes} process{'es' if processes > 1 else '  '}  "
        f"{count / run.seconds:6.1f} articles/s  {claims / run.seconds:8,.0f} claims/s  "
        f"cpu {1000 * run.cpu / count:5.1f} ms  largest {run.largest:4.0f} MB  "
        f"({run.seconds:.0f} s, {claims:,} claims, load {os.getloadavg()[0]:.1f})",
        flush=True,
    )


def _kill_and_resume(place: Place, folder: Path, processes: int, count: int) -> None:
    """Kill it when half is stored, start it again, and count."""
    _, first = _started(place, folder, processes)
    while _drafts(place.database) < count * HALF:
        assert first.poll() is None, "it was faster than we looked"
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    kept = _drafts(place.database)
    run = _finished(_started(place, folder, processes))
    again = _finished(_started(place, folder, processes))
    found = _counts(place.database)
    assert found["drafts"] == found["texts"] == found["entries"] == count, found
    print(
        f"{'':<11} killed at {kept:,}, resumed to {found['drafts']:,} in {run.seconds:.0f} s: "
        f"none lost, none twice, the log holds ({found['log']:,} entries); "
        f"all once more, here already: {count / again.seconds:,.0f} articles/s",
        flush=True,
    )


def _drafts(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(Draft)).one()


def _claims(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(Claim)).one()


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        received = select(func.count()).where(Event.action == "article.received")
        texts = select(func.count(func.distinct(Draft.sha256)))
        entries, different = session.scalars(received).one(), session.scalars(texts).one()
        checked = list(log.verify(session))[-1]
    return {
        "drafts": _drafts(database), "texts": different, "entries": entries, "log": checked,
    }  # fmt: skip


if __name__ == "__main__":
    main()
