"""What is kept for a while only, and then dropped, a little at a time.

The log, claims, reviews, reports and who was given which fact have no end: they are the record.
Files of reports have a rule of their own (`factcheck.press`).
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from sqlalchemy.orm import Session

from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.store import retention
from factcheck.store.idempotency import KEPT as ANSWERS_KEPT

LOGINS_KEPT = timedelta(days=90)
"""From when a login began; one that is over says until then where somebody was signed in."""
MESSAGES_KEPT = timedelta(days=30)
"""Finished messages to webhooks, but for those that brought a fact; from when they ended."""
DEAD_KEPT = timedelta(days=90)
"""Messages that were given up: so long there is to mend the receiver and replay them."""
ATTEMPTS_KEPT = timedelta(days=90)
"""What was sent and came back, of messages that are kept."""
EVERY = timedelta(hours=1)
BATCH = 500
"""Rows in one transaction: on SQLite others wait for it to write."""
_PAUSE = 0.05
"""Seconds between two batches, in which others write."""
_log = logging.getLogger(__name__)
Drop = Callable[[Session], int]


@dataclass(slots=True)
class Upkeep:
    """Drops it, once an hour. Several processes may do so; each row is dropped by one of them."""

    database: Database
    now: Callable[[], datetime] = utcnow
    _next: datetime | None = field(default=None, init=False)

    def when_due(self, stop: Event) -> None:
        """Drop what is due, if the last time was an hour ago."""
        now = self.now()
        if self._next is not None and now < self._next:
            return
        self._next = now + EVERY
        dropped = self.sweep(stop)
        if dropped.total():
            told = ", ".join(f"{count} {name}" for name, count in dropped.items() if count)
            _log.info("dropped what was kept long enough: %s", told)

    def sweep(self, stop: Event) -> Counter[str]:
        """Drop all that was kept long enough; gives how many rows of what."""
        now, dropped = self.now(), Counter[str]()
        drops: dict[str, Drop] = {
            "answers": lambda found: retention.drop_answers(found, now - ANSWERS_KEPT, BATCH),
            "logins": lambda found: retention.drop_logins(found, now - LOGINS_KEPT, BATCH),
            "messages": lambda found: retention.drop_deliveries(
                found, now - MESSAGES_KEPT, now - DEAD_KEPT, BATCH
            ),
            "attempts": lambda found: retention.drop_attempts(found, now - ATTEMPTS_KEPT, BATCH),
        }
        for name, drop in drops.items():
            while not stop.is_set():
                with self.database.writing() as session:
                    count = drop(session)
                dropped[name] += count
                if count < BATCH:
                    break
                stop.wait(_PAUSE)
        return dropped
