"""What it costs to watch: figures and a line in the log for each request, and one scrape.

    python -m benchmarks.watching [CLAIMS]

Written before it was measured: counting should cost under 10 µs a request, the line in the log
under 30, both together under the 50 that were promised; a scrape of a million claims under
200 ms when it counts anew, a few milliseconds when it does not.
"""

import io
import logging
import os
import sys
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from factcheck import migrate
from factcheck.asked import note_of
from factcheck.db import Database
from factcheck.logs import Lines
from factcheck.meters import Meters
from factcheck.operating_settings import SHARED_FIGURES, LogFormat
from factcheck.pace import Pace
from factcheck.watched import Watched

ROUNDS, CALLS = 5, 20_000
Start = Callable[..., Any]


def _answer(environ: dict[str, Any], start: Start) -> tuple[bytes, ...]:
    note = note_of(environ)
    note.route, note.request_id, note.key_id = "/api/v1/claims/<uuid:id>", "5d0c1f7a", "ec49fd62"
    start("200 OK", [])
    return (b"{}",)


def _each(app: Callable[..., Any]) -> float:
    """Microseconds of one call, the best of some rounds."""

    def start(*_: Any) -> None:
        return None

    best = 1e9
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(CALLS):
            app({"REQUEST_METHOD": "GET"}, start)
        best = min(best, (time.perf_counter() - began) / CALLS)
    return best * 1e6


def _requests(database: Database) -> None:
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(Lines(LogFormat.JSON))
    log = logging.getLogger("factcheck.requests")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    meters, pace = Meters(database), Pace(10**9)
    bare = _each(_answer)
    counted = _each(Watched(_answer, meters, logs=False))
    handler.stream.truncate(0)
    logged = _each(Watched(_answer, meters, logs=True))
    paced = _each(lambda *_: pace.take("ec49fd62"))
    shared = "in shared files" if os.environ.get(SHARED_FIGURES) else "in memory"
    print(f"figures {shared:18} {counted - bare:6.1f} µs a request")
    print(f"and a JSON line            {logged - counted:6.1f} µs a request")
    print(f"limit of a key             {paced:6.1f} µs a request")


def _scrape(database: Database, claims: int) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        raw: Any = connection.connection.driver_connection
        raw.execute("ROLLBACK")  # a pragma is deaf inside of a transaction
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        _fill(raw, claims)
    meters = Meters(database)
    for name in ("counting anew", "again within its time"):
        began = time.perf_counter()
        meters.text()
        print(f"scrape, {claims:,} claims, {name}: {(time.perf_counter() - began) * 1000:.1f} ms")


def _fill(connection: Any, claims: int) -> None:
    """Claims of no article: a scrape looks at their status and stage alone."""
    columns = connection.execute("PRAGMA table_info(claims)").fetchall()
    names = [row[1] for row in columns]
    values = ["'x'" if row[3] else "NULL" for row in columns]
    given = {
        "id": "hex(randomblob(16))",
        "desk_id": f"'{uuid4().hex}'",
        "status": "CASE n % 5 WHEN 0 THEN 'disputed' WHEN 1 THEN 'unverified' ELSE 'verified' END",
        "stage": "CASE n % 5 WHEN 1 THEN 'queued' ELSE 'final' END",
    }
    chosen = [given.get(name, value) for name, value in zip(names, values, strict=True)]
    connection.execute(
        f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {claims}) "
        f"INSERT INTO claims ({', '.join(names)}) SELECT {', '.join(chosen)} FROM c"
    )


def main() -> None:
    """Print all of it."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/x.sqlite3")
        migrate.upgrade(database)
        _requests(database)
        _scrape(database, claims)
        database.dispose()


if __name__ == "__main__":
    main()
