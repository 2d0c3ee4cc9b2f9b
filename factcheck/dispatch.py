"""Tells webhooks what the log says: reads it, sends what is due, writes down what came of it.

Several processes may do so; whoever takes a message first sends it, and one that dies in the
middle loses its turn, so that the message is sent again under the same id. One thread speaks
to the database; each attempt has a thread of its own, so that no receiver waits for another.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import count
from queue import Empty, SimpleQueue
from threading import Event, Thread
from uuid import UUID

from factcheck import publish
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.egress import Egress
from factcheck.errors import FactcheckError
from factcheck.publish.attempts import Job, settle, take
from factcheck.publish.outbox import collect
from factcheck.publish.sending import Outcome, failed, send, sender
from factcheck.publish.webhooks import hook_sealer
from factcheck.sealing import Sealer
from factcheck.store import deliveries

PAUSE = 1.0
"""Seconds between two looks at the log while there is nothing to do."""
AT_ONCE = 32
"""How many messages one process has under way at most."""
FOR_ONE = 4
"""How many of them for one webhook; 1 while its receiver fails."""
_LAST_WAIT = 5.0
"""Seconds that are left to what is under way when the service stops."""
_log = logging.getLogger(__name__)


class Dispatcher:
    """Goes round until it is stopped; `now` is its clock."""

    def __init__(
        self,
        database: Database,
        egress: Egress,
        sealer: Sealer,
        base_url: str,
        *,
        now: Callable[[], datetime] = utcnow,
        pause: float = PAUSE,
    ) -> None:
        self._database, self._egress, self._sealer = database, egress, sealer
        self._base_url, self._now, self._pause = base_url, now, pause
        self._stop = Event()
        self._thread: Thread | None = None
        self._back: SimpleQueue[tuple[Job, Outcome] | None] = SimpleQueue()
        self._unwritten: list[tuple[Job, Outcome]] = []
        self._under_way: Counter[UUID] = Counter()
        self._failing: set[UUID] = set()
        self._turns = count()
        self._served: dict[UUID, int] = {}

    @classmethod
    def of(cls, config: Config, database: Database, *, pause: float = PAUSE) -> "Dispatcher":
        """With what the settings say."""
        sealer, egress = hook_sealer(config.secret_key), sender(config.egress_allow)
        return cls(database, egress, sealer, config.base_url, pause=pause)

    def turn(self) -> int:
        """Do all there is to do now, without waiting for a receiver; gives how much it was."""
        publish.lift_embargoes(self._database, self._now())
        done = self._settle()
        done += collect(self._database, base_url=self._base_url, now=self._now())
        return done + self._launch()

    def _settle(self) -> int:
        """Write down what has come back. Should the database be away, nothing is lost."""
        self._unwritten += self._returned()
        if not self._unwritten:
            return 0
        done = len(self._unwritten)
        try:
            self._write(self._unwritten)
        except FactcheckError:
            raise  # the database's own trouble, which passes
        except Exception:  # noqa: BLE001 - one that cannot be written must not stop the others
            _log.exception("attempts could not be written down together")
            for each in self._unwritten:
                self._write_alone(each)
        self._unwritten = []
        return done

    def _write(self, done: list[tuple[Job, Outcome]]) -> None:
        with self._database.writing() as session:
            settle(session, done, now=self._now())

    def _write_alone(self, done: tuple[Job, Outcome]) -> None:
        """Should it fail again, the message is sent again when its lease has run out."""
        try:
            self._write([done])
        except Exception:  # noqa: BLE001 - as above
            _log.exception("an attempt of message %s was not written down", done[0].message.id)

    def _returned(self) -> Iterator[tuple[Job, Outcome]]:
        with suppress(Empty):
            while True:
                if (found := self._back.get_nowait()) is None:
                    continue  # it was only to wake us
                job, outcome = found
                self._under_way[job.webhook_id] -= 1
                (self._failing.discard if outcome.delivered else self._failing.add)(job.webhook_id)
                yield found

    def _launch(self) -> int:
        """Send what is due, each message in a thread of its own."""
        with self._database.reading() as session:
            waiting = deliveries.waiting_webhooks(session, self._now())
        rooms = self._rooms(waiting)
        if not rooms:
            return 0
        now = self._now()
        with self._database.writing() as session:
            jobs, dropped = take(session, rooms, sealer=self._sealer, now=now)
        for job in jobs:
            self._under_way[job.webhook_id] += 1
            self._served[job.webhook_id] = next(self._turns)
            Thread(target=self._attempt, args=(job,), name="webhook", daemon=True).start()
        return len(jobs) + dropped

    def _rooms(self, waiting: list[UUID]) -> dict[UUID, int]:
        """How many messages each webhook may be sent now; who waited longest comes first."""
        left, rooms = AT_ONCE - self._under_way.total(), {}
        for each in sorted(waiting, key=lambda found: self._served.get(found, -1)):
            most = 1 if each in self._failing else FOR_ONE
            if (room := min(most - self._under_way[each], left)) > 0:
                rooms[each] = room
                left -= room
        return rooms

    def _attempt(self, job: Job) -> None:
        now = self._now()
        try:
            if job.trouble is None:
                outcome = send(self._egress, job.message, now)
            else:
                outcome = failed(job.trouble, job.message.url, now)
        except Exception:  # noqa: BLE001 - a fault of ours must not leave the message taken
            _log.exception("message %s was not sent", job.message.id)
            outcome = failed("It could not be sent, by a fault of ours.", job.message.url, now)
        self._back.put((job, outcome))

    @property
    def under_way(self) -> int:
        """How many messages are being sent, or have come back and are not written down."""
        return self._under_way.total() + len(self._unwritten)

    def wait(self, seconds: float) -> None:
        """Wait until something comes back, but no longer than that."""
        with suppress(Empty):
            if (found := self._back.get(timeout=seconds)) is not None:
                self._back.put(found)

    def run(self) -> None:
        """Work until `stop`, whatever goes wrong meanwhile."""
        while not self._stop.is_set():
            done = 0
            try:
                done = self.turn()
            except Exception:  # noqa: BLE001 - the database may be back a moment later
                _log.exception("webhooks were not told; it is tried again in a moment")
                self._stop.wait(self._pause)
            if not done:
                self.wait(self._pause)
        self._finish()

    def _finish(self) -> None:
        """Write down what comes back soon; the rest is sent again by whoever comes next."""
        ends = time.monotonic() + _LAST_WAIT
        with suppress(Exception):
            while self.under_way and (left := ends - time.monotonic()) > 0:
                self.wait(left)
                self._settle()

    def start(self) -> None:
        """Work in a thread of its own, which does not keep the process alive."""
        self._thread = Thread(target=self.run, name="webhooks", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self, *_: object, wait: float = 20.0) -> None:
        """Finish what is under way, begin nothing new."""
        self._stop.set()
        self._back.put(None)
        if self._thread is not None:
            with suppress(RuntimeError):
                self._thread.join(wait)
