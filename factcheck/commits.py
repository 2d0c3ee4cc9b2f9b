"""Has anything been committed to the embedded database? Seen without asking it.

Asking SQLite costs little by itself. But Python lets go of its lock for every call, and with
eight threads the handing over costs ten times what the answer does. So what was read may be
given again until somebody commits, in this process or in another one: SQLite then changes the
header of its WAL index, which all processes map into their memory
(https://www.sqlite.org/walformat.html#the_wal_index_header).
"""

import mmap
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from factcheck.db import Database

_HEADER = 48
"""Bytes of the header, which is there twice, so that one half written is told from a whole."""


class Commits:
    """What changes with every commit. One that keeps no WAL (PostgreSQL) is never known."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._looked = False
        self._kept: Any = None
        self._index: mmap.mmap | None = None

    def stamp(self) -> bytes | None:
        """Another one after every commit; None when it cannot be told."""
        if not self._looked:
            self._look()
        if self._index is None:
            return None
        header = self._index[:_HEADER]
        return header if header == self._index[_HEADER : 2 * _HEADER] else None

    def _look(self) -> None:
        """Map the index. A connection is kept open: with the last one, SQLite removes the file."""
        with self._guard:
            if self._looked:
                return
            if self._database.embedded:
                with suppress(OSError, ValueError, SQLAlchemyError):
                    self._kept = self._database.engine.raw_connection()
                    self._kept.cursor().execute("SELECT 1 FROM sqlite_master").fetchall()
                    path = Path(f"{self._database.url.database}-shm")
                    with path.open("rb") as file:
                        self._index = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._looked = True
