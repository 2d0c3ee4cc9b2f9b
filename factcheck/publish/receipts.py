"""Remembers what each key was given, without making anybody wait for it.

When a fact is withdrawn, editors ask who has the old version. So what a key is given is noted
in memory, and written once a second, all at once and only the first time.
"""

import atexit
import logging
import threading
import time
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.store import pulls
from factcheck.store.pulls import Receipt
from factcheck.vocabulary import Surface

WRITE_AFTER = 1.0
"""Seconds; what was given since is lost if the process is killed."""
_MOST_KNOWN = 500_000
_log = logging.getLogger(__name__)


class Receipts:
    """What the keys were given since it was last written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._known: set[tuple[str, int]] = set()
        self._waiting: list[Receipt] = []

    def facts(
        self,
        key_id: str | None,
        desk_id: UUID,
        surface: Surface,
        numbers: Iterable[int],
        now: datetime,
    ) -> None:
        """The key was given the versions with these numbers."""
        if key_id is None:
            return
        new = [each for each in numbers if (key_id, each) not in self._known]
        if new:
            if len(self._known) > _MOST_KNOWN:
                self._known = set()
            self._known.update((key_id, each) for each in new)
            self._note(Receipt(key_id, surface, each, each, desk_id, now) for each in new)

    def all_between(
        self,
        key_id: str | None,
        desk_id: UUID,
        surface: Surface,
        first: int,
        last: int,
        now: datetime,
    ) -> None:
        """The key was given whatever the surface has between two numbers."""
        if key_id is not None:
            self._note([Receipt(key_id, surface, first, last, desk_id, now)])

    def _note(self, receipts: Iterable[Receipt]) -> None:
        with self._guard:
            self._waiting.extend(receipts)

    def start(self) -> None:
        """Write again and again, in a thread of its own, which does not keep the process alive."""
        threading.Thread(target=self._run, name="receipts", daemon=True).start()
        atexit.register(self.write)

    def _run(self) -> None:
        while True:
            time.sleep(WRITE_AFTER)
            try:
                self.write()
            except Exception:  # noqa: BLE001 - the next second may be a better one
                _log.exception("what keys were given could not be written")

    def write(self) -> None:
        """Write what waits; if that fails, it waits on."""
        with self._guard:
            waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        try:
            with self._database.writing() as session:
                pulls.keep(session, waiting)
        except FactcheckError as error:
            _log.warning("what keys were given could not be written yet: %s", error.code)
            self._note(waiting)
