"""The database: one engine, short transactions, and what each backend needs to be safe.

SQLite runs in one process with threads. Its driver's own transaction handling loses
updates, so transactions are begun by hand: `BEGIN` for reading, `BEGIN IMMEDIATE` for
writing, the latter behind a lock that serves writers in the order in which they came
(SQLite alone lets some of them starve). See docs/adr/0003-sqlite.md.
"""

import json
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry, Pool, PoolProxiedConnection, QueuePool

from factcheck import again, postgresql
from factcheck.db_settings import DatabaseSettings
from factcheck.errors import Busy, Interrupted, OutcomeUnknown, StaleVersion
from factcheck.prepared import Glance
from factcheck.replica import Replica
from factcheck.saying import say
from factcheck.troubles import UNKNOWN, left_no_trace, trouble

WRITE_WAIT_SECONDS = 8.0
_SNAPSHOT: dict[bool, dict[str, Any]] = {
    True: {},  # a deferred SQLite transaction sees one state from its first statement on
    False: {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
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

    `pool_size` bounds the connections of this process to SQLite; to PostgreSQL, `settings` do.
    """

    def __init__(
        self, url: str, settings: DatabaseSettings | None = None, *, pool_size: int = 16
    ) -> None:
        self.url, self.settings = make_url(url), settings or DatabaseSettings(pool=pool_size)
        self.embedded = self.url.get_backend_name() == "sqlite"
        self._lock = FifoLock()
        self._losses = postgresql.Losses()
        self._sent = threading.local()
        if self.embedded:
            self.engine = self._sqlite("BEGIN", pool_size=pool_size)
            self._write_engine = self._sqlite(
                "BEGIN IMMEDIATE", pool_size=1, max_overflow=0, poolclass=_in_line(self._lock)
            )
        else:
            self.engine = self._write_engine = postgresql.connect(
                self.url, self.settings, self._losses, json_serializer=dump_json
            )
            event.listen(self.engine, "commit", self._note_commit)
        self.replica = self._replica()
        self._read_engine = self.engine.execution_options(**_SNAPSHOT[self.embedded])

    def beside(self, connections: int) -> "Database":
        """The same database for what runs beside requests; SQLite's lock is one for all."""
        if self.embedded:
            return self
        url = self.url.render_as_string(hide_password=False)
        return Database(url, self.settings.for_work(connections))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._told(), Session(self._read_engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def reading_replica(self) -> Iterator[Session]:
        """The same on the replica, which must be there. What goes wrong lays it to rest."""
        if self.replica is None:
            raise RuntimeError("there is no replica to read from")
        # It is read-only by itself, and lets nobody say afterwards that it be so no longer.
        engine = self.replica.engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            with translated(), Session(engine, expire_on_commit=False) as session:
                yield session
        except Busy:
            self.replica.rest()
            raise

    @contextmanager
    def glancing(self) -> Iterator[Glance]:
        """Single statements, without a transaction around them: for what is asked all day."""
        with self._told():
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

        Raises:
            OutcomeUnknown: the connection was lost after COMMIT had been sent.
        """
        inside = self._lock.held()
        self._sent.commit = False
        try:
            with (
                self._told(),
                WriteSession(self._write_engine, expire_on_commit=False) as session,
            ):
                yield session
                session.commit()
            again.committed()
        finally:
            if self._lock.held() and not inside:
                self._lock.release()

    def pools(self) -> tuple[Pool, Pool]:
        """The pools of connections, for reading and for writing; with PostgreSQL they are one."""
        return self.engine.pool, self._write_engine.pool

    def dispose(self) -> None:
        """Close all idle connections."""
        self.engine.dispose()
        self._write_engine.dispose()
        if self.replica is not None:
            self.replica.engine.dispose()

    def _replica(self) -> Replica | None:
        found = self.settings.replica_url
        if self.embedded or found is None:
            return None
        patience = replace(self.settings, connect=min(self.settings.connect, 2), wait=0.5)
        losses = postgresql.Losses()
        engine = postgresql.connect(make_url(found), patience, losses, json_serializer=dump_json)
        return Replica(engine, self.engine, self.settings.replica_lag)

    def _note_commit(self, _: Connection) -> None:
        """COMMIT is about to be sent: from now on a lost connection leaves it open what is kept."""
        self._sent.commit = True

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Troubles by their names, and whether the work may be begun again after them."""
        try:
            with translated():
                yield
        except Busy as error:
            cause = error.__cause__
            if self.embedded or type(error) is not Busy or not isinstance(cause, DBAPIError):
                raise
            if cause.connection_invalidated:
                self._losses.note()
                if getattr(self._sent, "commit", False):
                    again.committed()  # for all that anybody knows
                    raise OutcomeUnknown(UNKNOWN) from cause
            if left_no_trace(cause) and again.possible():
                raise Interrupted(error.message) from cause
            raise
        finally:
            self._sent.commit = False

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


def dump_json(value: Any) -> str:
    """JSON as it is stored: compact, and every letter as itself."""
    return "[]" if value == [] else _ENCODE(value)


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes a new one for each value, which takes longer than most values."""


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
