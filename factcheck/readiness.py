"""Whether this process can do its work now, and if not, why not."""

import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Protocol

from sqlalchemy import text

from factcheck import migrate
from factcheck.db import Database
from factcheck.errors import FactcheckError

PATIENCE = 1.0
"""Seconds in which the database has to answer."""
ROOM = 20_000_000
"""Bytes that must be free in the data folder: below that the next article may not fit."""
Check = Callable[[], str | None]


class Works(Protocol):
    """Something that goes on in a thread of its own."""

    @property
    def alive(self) -> bool:
        """Whether its thread runs."""
        raise NotImplementedError


@dataclass(slots=True)
class Readiness:
    """`workers` are those of this process, by name; none where they are a process of their own.

    `stopping` is set when the process was told to end: nothing new is to be begun.
    """

    database: Database
    data_dir: Path
    signing_key: Path
    workers: dict[str, Works] = field(default_factory=dict)
    stopping: Event = field(default_factory=Event)
    _guard: Lock = field(default_factory=Lock, init=False)
    _asking: "Future[str | None] | None" = field(default=None, init=False)

    def reasons(self) -> dict[str, str]:
        """By the name of each part that is not ready, why it is not."""
        checks: Iterable[tuple[str, Check]] = (
            ("process", lambda: "It is about to end." if self.stopping.is_set() else None),
            ("database", self._database),
            ("data_folder", self._folder),
            ("signing_key", self._key),
            *((name, self._worker(each)) for name, each in self.workers.items()),
        )
        return {name: reason for name, check in checks if (reason := check()) is not None}

    def _database(self) -> str | None:
        with self._guard:
            if self._asking is None or self._asking.done():
                self._asking = Future()
                asker = Thread(target=self._ask, args=[self._asking], name="readiness", daemon=True)
                asker.start()
            asking = self._asking
        try:
            return asking.result(PATIENCE)
        except TimeoutError:
            return f"The database did not answer within {PATIENCE:g} s."

    def _ask(self, asking: "Future[str | None]") -> None:
        """In a thread of its own: a database that hangs holds up no more than this one."""
        asking.set_result(self._schema())

    def _schema(self) -> str | None:
        try:
            with self.database.reading() as session:
                at = session.scalar(text("SELECT version_num FROM alembic_version"))
        except FactcheckError as error:
            return error.message
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not ready
            return f"The database refused to be read ({type(error).__name__})."
        if at != newest():
            return f"The database is at schema {at}; this release needs {newest()}."
        return None

    def _folder(self) -> str | None:
        probe = self.data_dir / f".ready-{os.getpid()}"
        try:
            probe.write_bytes(b"ready")
            free = shutil.disk_usage(self.data_dir).free
        except OSError as error:
            return f"The data folder cannot be written ({error.strerror})."
        finally:
            with suppress(OSError):
                probe.unlink(missing_ok=True)
        if free < ROOM:
            return f"Only {free // 1_000_000} MB are free in the data folder."
        return None

    def _key(self) -> str | None:
        """It is made at its first use, so one that is not there yet is no fault."""
        try:
            self.signing_key.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            return f"The signing key cannot be read ({error.strerror})."
        return None

    @staticmethod
    def _worker(work: Works) -> Check:
        return lambda: None if work.alive else "Its thread has ended; start the service anew."


@cache
def newest() -> str:
    """The schema that this release needs."""
    return migrate.revisions()[-1]
