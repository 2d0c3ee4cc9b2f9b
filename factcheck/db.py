"""The database: one engine, short transactions, and what each backend needs to be safe.

SQLite runs in one process with threads. Its driver's own transaction handling loses
updates, so transactions are begun by hand: `BEGIN` for reading, `BEGIN IMMEDIATE` for
writing, the latter behind a lock that serves writers in the order in which they came
(SQLite alone lets some of them starve). See docs/adr/0003-sqlite.md.
"""

import json
import math
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from factcheck.errors import Busy, Conflict, FactcheckError, StaleVersion, StorageFull
from factcheck.prepared import Glance
from factcheck.saying import say

WRITE_WAIT_SECONDS = 8.0
Trouble = tuple[type[FactcheckError], str]
_SNAPSHOT: dict[bool, dict[str, Any]] = {
    True: {},  # a deferred SQLite transaction sees one state from its first statement on
    False: {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_RESTS, _REST_SECONDS = "factcheck_rests", 1.0
_SAFE_WAL = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""SQLite releases that hold the fix of the WAL-reset bug (sqlite.org/wal.html)."""


class Base(DeclarativeBase):
    """The root of all tables, with one naming convention for every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class WriteSession(Session):
    """The session of a writing transaction; the event log seals itself into it on commit."""


class FifoLock:
    """A lock that is granted in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._holder: int | None = None

    def held(self) -> bool:
        """Whether the calling thread holds the lock."""
        return self._holder == threading.get_ident()

    def acquire(self, seconds: float) -> None:
        """Wait in line for at most `seconds`. Raises `Busy` when that was not enough."""
        if self.held():
            raise RuntimeError("a writing transaction inside another would wait for itself")
        ticket = threading.Event()
        with self._guard:
            if self._holder is None and not self._waiting:
                self._holder = threading.get_ident()
                return
            self._waiting.append(ticket)
        if not ticket.wait(seconds):
            with self._guard:
                if not ticket.is_set():
                    self._waiting.remove(ticket)
                    raise Busy(say("Many changes are being written right now. Try again."))
        self._holder = threading.get_ident()

    def release(self) -> None:
        """Hand the lock to the next in line."""
        with self._guard:
            self._holder = None
            if self._waiting:
                self._holder = 0  # taken: nobody may slip in before the next one wakes
                self._waiting.popleft().set()


class Database:
    """An engine with its two kinds of transaction.

    `pool_size` bounds the connections of this process.
    """

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        self.url = make_url(url)
        self.embedded = self.url.get_backend_name() == "sqlite"
        self._lock = FifoLock()
        if self.embedded:
            self.engine = self._sqlite("BEGIN", pool_size=pool_size)
            self._write_engine = self._sqlite(
                "BEGIN IMMEDIATE", pool_size=1, max_overflow=0, poolclass=_in_line(self._lock)
            )
        else:
            self.engine = self._write_engine = self._postgresql(pool_size)
        self._read_engine = self.engine.execution_options(**_SNAPSHOT[self.embedded])

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of the database and changes nothing."""
        with translated(), Session(self._read_engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def glancing(self) -> Iterator[Glance]:
        """Single statements, without a transaction around them: for what is asked all day."""
        with translated():
            connection = self.engine.raw_connection()
            try:
                yield Glance(self.engine.dialect, connection.driver_connection)
            except DBAPIError as error:
                if error.connection_invalidated:
                    connection.invalidate(error)
                raise
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[WriteSession]:
        """A transaction that commits at its end, or leaves no trace if anything is raised.

        On SQLite the write lock is taken at the first statement, not before: what can be
        done beforehand costs other writers nothing.
        """
        inside = self._lock.held()
        try:
            with translated(), WriteSession(self._write_engine, expire_on_commit=False) as session:
                yield session
                session.commit()
        finally:
            if self._lock.held() and not inside:
                self._lock.release()

    def dispose(self) -> None:
        """Close all idle connections."""
        self.engine.dispose()
        self._write_engine.dispose()

    def _sqlite(self, begin: str, **pool: Any) -> Engine:
        driver = sqlite_driver()
        engine = create_engine(
            self.url,
            module=driver,
            **pool,
            connect_args={"check_same_thread": False, "timeout": WRITE_WAIT_SECONDS},
            json_serializer=dump_json,
        )
        journal = "WAL" if wal_is_safe(driver.sqlite_version_info) else "DELETE"

        @event.listens_for(engine, "connect")
        def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
            connection.isolation_level = None  # BEGIN is ours to send
            # SQLite's own knows the letters of English alone; PostgreSQL's knows them all.
            connection.create_function("lower", 1, _lower, deterministic=True)
            for pragma in (
                "foreign_keys=ON",
                "synchronous=FULL",  # NORMAL forgets acknowledged commits at a power cut
                f"journal_mode={journal}",
            ):
                connection.cursor().execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def enter(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def _postgresql(self, pool_size: int) -> Engine:
        engine = create_engine(
            self.url,
            isolation_level="READ COMMITTED",
            pool_size=pool_size,
            max_overflow=4,
            pool_timeout=WRITE_WAIT_SECONDS,
            connect_args={"connect_timeout": 5, "options": "-c timezone=UTC"},
            json_serializer=dump_json,
        )
        _ping_the_rested(engine)
        return engine


def _ping_the_rested(engine: Engine) -> None:
    """Ask a connection that has rested whether it still lives, before it is used.

    One that worked a moment ago is believed to: asking each time, as the pool can, is a tenth
    of what a decision costs.
    """
    gone: Any = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine, "checkin")
    def rest(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wake(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        if time.monotonic() - record.info.get(_RESTS, math.inf) < _REST_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except gone as error:
            raise InvalidatePoolError from error


def _in_line(lock: FifoLock) -> type[QueuePool]:
    """A pool for the one connection that writes, handed out in the order of asking.

    One connection for all writers keeps its pages at hand: SQLite throws a connection's
    cache away whenever another one has written.
    """

    class InLine(QueuePool):
        def connect(self) -> PoolProxiedConnection:
            lock.acquire(WRITE_WAIT_SECONDS)
            return super().connect()

    return InLine


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


@contextmanager
def translated() -> Iterator[None]:
    """Give the database's own troubles the names that the edges know."""
    try:
        yield
    except PoolTimeout as error:
        raise Busy(say("All database connections are in use. Try again.")) from error
    except StaleDataError as error:
        raise StaleVersion(say("Somebody changed this in the meantime. Read it again.")) from error
    except DBAPIError as error:
        known = trouble(error)
        if known is None:
            raise
        raise known from error


def trouble(error: SQLAlchemyError) -> FactcheckError | None:
    """The named error behind a driver's complaint, or None when it is a fault of ours."""
    if not isinstance(error, DBAPIError):
        return None
    found = _UNREACHED if error.connection_invalidated else _recognised(error)
    if found is None:
        return None
    kind, message = found
    return kind(message)


def _recognised(error: DBAPIError) -> Trouble | None:
    state = getattr(error.orig, "sqlstate", "")
    if state == "":  # SQLite tells its troubles in words
        words = str(error.orig).lower()
        return next((known for phrase, known in _BY_WORDS if phrase in words), None)
    if state is None:  # psycopg could not even ask
        return _UNREACHED if isinstance(error, OperationalError) else None
    return next((known for prefix, known in _BY_STATE if state.startswith(prefix)), None)


_UNREACHED: Trouble = (Busy, "The database cannot be reached right now. Try again.")
_TAKEN: Trouble = (Conflict, "Another change took this place a moment ago. Read again, then retry.")
_FULL: Trouble = (StorageFull, "The disk is full; nothing of this request was kept.")
_UNWRITTEN: Trouble = (Busy, "The disk refused to write; nothing of this request was kept.")
_OCCUPIED: Trouble = (Busy, "The database is busy with another change. Try again.")
_BY_WORDS = (
    ("unique constraint failed", _TAKEN),
    ("disk is full", _FULL),
    ("disk i/o error", _UNWRITTEN),
    ("readonly database", _UNWRITTEN),
    ("unable to open", _UNWRITTEN),
    ("database is locked", _OCCUPIED),
)
_BY_STATE = (
    ("23505", _TAKEN),
    ("53100", _FULL),
    ("53", _UNREACHED),
    ("08", _UNREACHED),
    ("57P", _UNREACHED),
    ("40", _OCCUPIED),
    ("55P03", _OCCUPIED),
    ("57014", _OCCUPIED),
)
"""SQLSTATE classes (PostgreSQL manual, appendix A); its messages may quote an article."""


def dump_json(value: Any) -> str:
    """JSON as it is stored: compact, and every letter as itself."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sqlite_driver() -> ModuleType:
    """The wheel that bundles a current SQLite where there is one, else Python's own."""
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 - absent on some systems
    except ImportError:  # pragma: no cover - depends on the system
        import sqlite3.dbapi2 as dbapi2  # noqa: PLC0415
    module: ModuleType = sys.modules[dbapi2.__name__]
    return module


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite release is free of the bug that can corrupt a WAL database.

    >>> wal_is_safe((3, 40, 1)), wal_is_safe((3, 50, 7)), wal_is_safe((3, 51, 0))
    (False, True, False)
    """
    return any(version[:2] == safe[:2] and version >= safe for safe in _SAFE_WAL) or (
        version >= _SAFE_WAL[-1]
    )
