"""What the service does by itself: looking again at the pages that decisions rest on, and
dropping what was kept long enough.

Several processes may run it. Whoever moves a page's time first looks at it; a process that
dies in the middle loses its turn, and the page is looked at an hour later.
"""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import UUID

from factcheck import accounts, review
from factcheck.actor import Actor
from factcheck.archive import Archive
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.egress import Egress
from factcheck.errors import FactcheckError
from factcheck.store import snapshots, sources
from factcheck.store.sources import Target
from factcheck.upkeep import Upkeep
from factcheck.vocabulary import SourceState

LEASE = timedelta(hours=1)
"""For how long others leave a page alone that somebody is looking at."""
PAUSE = 30.0
"""Seconds between two looks at what is due."""
_BATCH = 50
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Looks at pages again: the network first, then one transaction for what it found."""

    database: Database
    egress: Egress
    archive: Archive
    now: Callable[[], datetime] = utcnow

    @classmethod
    def of(cls, config: Config, database: Database) -> "Rounds":
        """With what the settings say."""
        return cls(database, Egress(config.egress_allow), Archive(config.snapshots_dir))

    def look(self, target: Target, actor: Actor) -> str | None:
        """What the page shows: first, same, changed, gone or failed; None: another looks at it.

        Raises whatever keeps it from being recorded.
        """
        if not self._taken(target):
            return None
        known = self._known(target.id)
        now = self.now()
        capture = review.check_page(self.egress, self.archive, target.url, now=now, known=known)
        with self.database.writing() as session:
            made = review.take_snapshot(session, target.id, capture, actor=actor, now=now)
            failed = capture.failed and made.state is not SourceState.GONE
            return "failed" if failed else made.state.value

    def due(self, stop: Event | None = None) -> Counter[str]:
        """Look at all pages whose time has come; one that cannot be does not stop the rest."""
        found: Counter[str] = Counter()
        with self.database.reading() as session:
            targets = sources.pages(session, due=self.now(), limit=_BATCH)
        for target in targets:
            if stop is not None and stop.is_set():
                break
            found[self._surely(target, accounts.worker(target.desk_id)) or "taken"] += 1
        return found

    def _surely(self, target: Target, actor: Actor) -> str | None:
        try:
            return self.look(target, actor)
        except FactcheckError as error:  # their messages hold no address and no text
            _log.warning("source %s was not checked: %s", target.id, error.code)
        except Exception:  # noqa: BLE001 - one page must not stop the others
            _log.exception("source %s was not checked", target.id)
        return "failed"

    def _taken(self, target: Target) -> bool:
        if target.due is None:
            return True  # nobody watches it by itself
        with self.database.writing() as session:
            return sources.claim_check(session, target, self.now() + LEASE)

    def _known(self, source_id: UUID) -> review.Known | None:
        with self.database.reading() as session:
            copy = snapshots.newest(session, source_id, fetched=True)
        return review.Known(copy.sha256, copy.text_sha256) if copy else None


class Worker:
    """Goes its rounds until it is stopped."""

    def __init__(self, rounds: Rounds, *, pause: float = PAUSE) -> None:
        self._rounds, self._pause = rounds, pause
        self._upkeep = Upkeep(rounds.database, rounds.now)
        self._stop = Event()
        self._thread: Thread | None = None

    def run(self) -> None:
        """Work until `stop`, whatever goes wrong meanwhile."""
        while not self._stop.is_set():
            found: Counter[str] = Counter()
            try:
                found = self._rounds.due(self._stop)
                self._upkeep.when_due(self._stop)
            except Exception:  # noqa: BLE001 - the database may be back a moment later
                _log.exception("the round failed; the next one is tried as usual")
            if found.total() - found["failed"] < _BATCH:
                self._stop.wait(self._pause)

    def start(self) -> None:
        """Work in a thread of its own, which does not keep the process alive."""
        self._thread = Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self, *_: object, wait: float = 20.0) -> None:
        """Finish the page in hand, begin no other."""
        self._stop.set()
        if self._thread is not None:
            with suppress(RuntimeError):
                self._thread.join(wait)
