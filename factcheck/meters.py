"""The figures of `/metrics`: requests as they are answered, and what waits in the database.

What is counted here is counted by each process. Under several, prometheus-client keeps it in
files that all of them share (`PROMETHEUS_MULTIPROC_DIR`, made by `factcheck serve`). What stands
in the database is asked of the database, and is right whoever did the work.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.pool import Pool, QueuePool

from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.operating_settings import SHARED_FIGURES
from factcheck.store import backlog
from factcheck.store.backlog import Backlog

if TYPE_CHECKING:
    from datetime import datetime

FRESH = 15.0
"""Seconds for which what was counted in the database is given again."""
SHARE = 0.01
"""How much of the time may go into counting: what took 0.5 s is kept for 50."""
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SAMPLED = 1.0
# When each was made: as many lines again, which nothing reads.
disable_created_metrics()  # type: ignore[no-untyped-call]
_PAGE = os.sysconf("SC_PAGE_SIZE")
_log = logging.getLogger(__name__)


class Meters:
    """Counts what this process answers, and tells it together with what waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._own = registry = CollectorRegistry()
        self._requests = Counter(
            "factcheck_requests",
            "Requests answered, by the route's template.",
            ["route", "method", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "factcheck_request_seconds",
            "Seconds from a request to the end of its answer.",
            ["route", "method"],
            buckets=_BUCKETS,
            registry=registry,
        )
        self._memory = Gauge(
            "factcheck_process_resident_bytes",
            "Memory of each process that serves.",
            registry=registry,
            multiprocess_mode="liveall",
        )
        self._connections = Gauge(
            "factcheck_database_connections_in_use",
            "Connections to the database that are in use.",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._room = Gauge(
            "factcheck_database_connections_limit",
            "Connections to the database that are kept for use.",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._backlog = BacklogCollector(database)
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._sample()

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered with this status."""
        place = (route, method if method in _METHODS else "other", status // 100)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = (
                self._requests.labels(place[0], place[1], f"{place[2]}xx"),
                self._seconds.labels(place[0], place[1]),
            )
        known[0].inc()
        known[1].observe(seconds)
        if time.monotonic() - self._sampled > _SAMPLED:
            self._sample()

    def _sample(self) -> None:
        """What this process takes up now: looked at once a second while it works."""
        self._sampled = time.monotonic()
        self._memory.set(_resident())
        pools = {id(pool): pool for pool in self._database.pools()}
        self._connections.set(sum(map(_in_use, pools.values())))
        self._room.set(sum(map(_limit, pools.values())))

    def text(self) -> bytes:
        """All figures in Prometheus' text format 0.0.4."""
        self._sample()
        shown = self._own
        if os.environ.get(SHARED_FIGURES):
            shown = CollectorRegistry()
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        waiting = CollectorRegistry()
        waiting.register(self._backlog)
        return bytes(generate_latest(shown) + generate_latest(waiting))


class BacklogCollector(Collector):
    """What waits in the database, counted anew only now and then."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._guard = Lock()
        self._kept: Backlog | None = None
        self._until = 0.0

    def collect(self) -> Iterator[Metric]:
        """The figures; of a database that cannot be reached, only that it cannot."""
        found, now = self._found(), utcnow()
        up = "Whether the database answered when it was asked last."
        yield GaugeMetricFamily("factcheck_database_up", up, int(found is not None))
        if found is None:
            return
        yield from _claims(found)
        yield from _waiting(found, now)

    def describe(self) -> list[Metric]:
        """Nothing: registering must not ask the database."""
        return []

    def _found(self) -> Backlog | None:
        with self._guard:
            began = self._clock()
            if began < self._until:
                return self._kept
            try:
                with self._database.reading() as session:
                    self._kept = backlog.count(session, utcnow())
            except Exception as error:  # noqa: BLE001 - the other figures are wanted all the more
                _log.warning("what waits could not be counted: %s", type(error).__name__)
                self._kept = None
            ended = self._clock()
            self._until = ended + max(FRESH, (ended - began) / SHARE)
            return self._kept


def _claims(found: Backlog) -> Iterator[Metric]:
    by_status = GaugeMetricFamily("factcheck_claims", "Claims by status.", labels=["status"])
    for status, count in found.by_status.items():
        by_status.add_metric([status], count)
    yield by_status
    by_stage = GaugeMetricFamily(
        "factcheck_claims_in_stage", "Claims by the stage of their work.", labels=["stage"]
    )
    for stage, count in found.by_stage.items():
        by_stage.add_metric([stage], count)
    yield by_stage


def _waiting(found: Backlog, now: "datetime") -> Iterator[Metric]:
    queues = GaugeMetricFamily("factcheck_waiting", "What waits to be done.", labels=["queue"])
    for queue, count in (
        ("webhook_messages", found.messages),
        ("report_files", found.files),
        ("source_checks", found.checks),
    ):
        queues.add_metric([queue], count)
    yield queues
    dead = "Messages to webhooks that were given up."
    yield GaugeMetricFamily("factcheck_dead_letters", dead, found.dead)
    attempts = GaugeMetricFamily(
        "factcheck_webhook_attempts_5m",
        "Attempts to tell webhooks in the last five minutes.",
        labels=["outcome"],
    )
    attempts.add_metric(["delivered"], found.attempts - found.failures)
    attempts.add_metric(["failed"], found.failures)
    yield attempts
    lag = (now - found.uncollected_since).total_seconds() if found.uncollected_since else 0
    told = "Seconds since the oldest entry of the log that webhooks were not looked up for."
    yield GaugeMetricFamily("factcheck_feed_lag_seconds", told, max(lag, 0))


def _in_use(pool: Pool) -> int:
    return pool.checkedout() if isinstance(pool, QueuePool) else 0


def _limit(pool: Pool) -> int:
    """How many it gives out without making one for the moment."""
    return pool.size() if isinstance(pool, QueuePool) else 0


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 - a tenth of the cost
            return int(told.read().split()[1]) * _PAGE
    except OSError:
        return 0
