"""The database: fair writers, nothing lost, and troubles by their names."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from factcheck import db, migrate, troubles
from factcheck.clock import utcnow
from factcheck.db import Database, FifoLock, sqlite_driver, wal_is_safe
from factcheck.db_settings import DatabaseSettings
from factcheck.errors import Busy, Conflict, StaleVersion, StorageFull
from factcheck.ids import uuid7
from factcheck.store.desks import Desk
from factcheck.store.people import Person


@pytest.fixture
def sqlite(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    path = tmp_path / "only.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


def add_desk(session: Session, slug: str) -> None:
    session.add(Desk(id=uuid7(), slug=slug, name="N", created_at=utcnow()))
    session.flush()


def slugs(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT slug FROM desks ORDER BY slug")))


def test_the_lock_serves_in_the_order_of_asking() -> None:
    lock, served, threads = FifoLock(), list[int](), list[threading.Thread]()

    def wait(number: int) -> None:
        lock.acquire(5)
        served.append(number)
        lock.release()

    lock.acquire(1)
    for number in range(8):
        thread = threading.Thread(target=wait, args=(number,))
        thread.start()
        threads.append(thread)
        deadline = time.monotonic() + 2
        while len(lock._waiting) <= number and time.monotonic() < deadline:
            time.sleep(0.0005)
    assert lock.held()
    lock.release()
    for thread in threads:
        thread.join(5)
    assert served == list(range(8))
    assert not lock.held()


def test_who_waits_too_long_leaves_the_line(sqlite: Database) -> None:
    lock = FifoLock()
    lock.acquire(1)
    with ThreadPoolExecutor(1) as pool, pytest.raises(Busy):
        pool.submit(lock.acquire, 0.01).result()
    lock.release()
    lock.acquire(0)
    lock.release()


def test_writers_wait_in_line_and_an_error_lets_the_next_one_in(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "WRITE_WAIT_SECONDS", 0.05)
    with sqlite.writing() as session:
        add_desk(session, "kept")
        with ThreadPoolExecutor(1) as pool, pytest.raises(Busy):
            pool.submit(_write_one, sqlite, "late").result()
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(sqlite)
    with pytest.raises(Conflict), sqlite.writing() as session:
        add_desk(session, "kept")
    with pytest.raises(DBAPIError), sqlite.writing() as session:
        session.execute(text("SELECT nonsense FROM nowhere"))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_write_one, sqlite, "next").result(2)
    assert slugs(sqlite) == ["kept", "next"]


def _write_and_fail(database: Database) -> None:
    with database.writing() as session:
        add_desk(session, "lost")
        raise ZeroDivisionError


def _write_one(database: Database, slug: str) -> None:
    with database.writing() as session:
        add_desk(session, slug)


def test_a_nested_transaction_is_refused_and_frees_nobody_elses_lock(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "WRITE_WAIT_SECONDS", 0.05)
    with sqlite.writing() as session:
        add_desk(session, "outer")
        with pytest.raises(RuntimeError, match="wait for itself"):
            _write_one(sqlite, "inner")
        assert sqlite._lock.held()
        with ThreadPoolExecutor(1) as pool, pytest.raises(Busy):
            pool.submit(_write_one, sqlite, "other").result()
    assert slugs(sqlite) == ["outer"]


def test_a_writing_transaction_takes_the_lock_at_its_first_statement(sqlite: Database) -> None:
    with sqlite.writing() as session, ThreadPoolExecutor(1) as pool:
        assert not sqlite._lock.held()
        pool.submit(_write_one, sqlite, "meanwhile").result(2)
        add_desk(session, "then")
        assert sqlite._lock.held()
    assert slugs(sqlite) == ["meanwhile", "then"]
    assert not sqlite._lock.held()


def test_what_is_read_and_then_written_is_never_lost(database: Database) -> None:
    with database.writing() as session:
        person = Person(id=uuid7(), email="n@example.org", name="0", created_at=utcnow())
        session.add(person)

    def add_one(_: int) -> None:
        with database.writing() as session:
            # On SQLite BEGIN IMMEDIATE serves; PostgreSQL must be asked to lock the row.
            lock = "" if database.embedded else " FOR UPDATE"
            count = session.scalar(text(f"SELECT name FROM people{lock}"))
            session.execute(text("UPDATE people SET name = :n"), {"n": str(int(count or 0) + 1)})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add_one, range(200)))
    with database.reading() as session:
        assert session.scalar(text("SELECT name FROM people")) == "200"


def test_no_writer_starves_and_none_sees_a_locked_database(sqlite: Database) -> None:
    written, ends = Counter[int](), time.monotonic() + 2

    def write(number: int) -> None:
        while time.monotonic() < ends:
            _write_one(sqlite, f"w{number}-{written[number]}")
            written[number] += 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert len(slugs(sqlite)) == written.total() > 80
    assert min(written.values()) >= 0.5 * max(written.values())


def test_a_reader_sees_one_state_and_hinders_no_writer(database: Database) -> None:
    with database.writing() as session:
        add_desk(session, "first")
    with database.reading() as session:
        count = text("SELECT count(*) FROM desks")
        assert session.scalar(count) == 1
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_write_one, database, "second").result(5)
        assert session.scalar(count) == 1
    assert len(slugs(database)) == 2


def test_what_is_written_while_reading_is_never_kept(database: Database) -> None:
    if database.embedded:
        with database.reading() as session:
            add_desk(session, "stray")
    else:
        with pytest.raises(DBAPIError, match="read-only"), database.reading() as session:
            add_desk(session, "stray")
    assert slugs(database) == []


def test_each_connection_is_set_up_to_be_safe(database: Database) -> None:
    with database.writing() as session:
        if database.embedded:
            pragmas = ("foreign_keys", "synchronous", "journal_mode", "busy_timeout")
            values = [session.scalar(text(f"PRAGMA {name}")) for name in pragmas]
            journal = "wal" if wal_is_safe(sqlite_driver().sqlite_version_info) else "delete"
            assert values == [1, 2, journal, 8000]
            return
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
        assert session.scalar(text("SHOW transaction_read_only")) == "off"
        assert session.scalar(text("SHOW timezone")) == "UTC"
    with database.reading() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert session.scalar(text("SHOW transaction_read_only")) == "on"
    with database.writing() as session:  # the connection comes back as it was
        assert session.scalar(text("SHOW transaction_read_only")) == "off"


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 7), True),
        ((3, 45, 3), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_releases_that_may_corrupt_a_wal_are_told_apart(
    version: tuple[int, ...], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def _row(number: int) -> dict[str, object]:
    return {"id": uuid7(), "slug": f"d-{number}", "name": "N" * 200, "created_at": utcnow()}


def test_a_full_disk_keeps_nothing_and_is_over_when_there_is_room(sqlite: Database) -> None:
    def limit(pages: int) -> None:  # of the one connection that writes
        with sqlite.writing() as session:
            session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with sqlite.engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit(used)
    with pytest.raises(StorageFull), sqlite.writing() as session:
        session.execute(insert(Desk), [_row(number) for number in range(500)])
    assert slugs(sqlite) == []
    with pytest.raises(StorageFull), sqlite.writing() as session:  # found out by the commit
        session.add_all(
            Desk(id=uuid7(), slug=f"d{n}", name="N" * 200, created_at=utcnow()) for n in range(500)
        )
    limit(1_000_000)
    _write_one(sqlite, "room-again")
    assert slugs(sqlite) == ["room-again"]


def test_a_foreign_lock_is_waited_for_and_then_called_busy(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "WRITE_WAIT_SECONDS", 0.1)
    mine = Database(str(sqlite.url))
    with sqlite.writing() as session:  # another process, as far as `mine` can tell
        add_desk(session, "foreign")
        with pytest.raises(Busy):
            _write_one(mine, "own")
        assert slugs(mine) == []
    _write_one(mine, "own")
    assert slugs(mine) == ["foreign", "own"]
    mine.dispose()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", StorageFull),
        ("disk I/O error", Busy),
        ("attempt to write a readonly database", Busy),
        ("unable to open database file", Busy),
        ("database is locked", Busy),
        ("UNIQUE constraint failed: desks.slug", Conflict),
        ("no such table: desks", None),
        ("FOREIGN KEY constraint failed", None),
    ],
)
def test_the_drivers_complaints_have_names(words: str, kind: type[Exception] | None) -> None:
    error = DBAPIError("SELECT 1", None, sqlite_driver().OperationalError(words))
    found = troubles.trouble(error)
    assert (type(found) if found else None) is kind


def test_the_same_place_taken_twice_and_an_old_version_are_told_apart(database: Database) -> None:
    _write_one(database, "one")
    with pytest.raises(Conflict), database.writing() as session:
        add_desk(session, "one")
    with pytest.raises(StaleVersion), db.translated():
        raise StaleDataError("0 rows")


def test_a_server_that_is_down_is_called_busy() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:9/none")
    with pytest.raises(Busy), database.reading() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(Busy):
        migrate.upgrade(database)
    database.dispose()


def test_a_pool_that_is_used_up_is_called_busy(postgres_server: str) -> None:
    database = Database(postgres_server, DatabaseSettings(pool=2, wait=0.05))
    held = [database.engine.connect() for _ in range(2)]
    with pytest.raises(Busy), database.reading() as session:
        session.execute(text("SELECT 1"))
    for connection in held:
        connection.close()
    with database.reading() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.dispose()


def test_every_trouble_is_an_error_of_its_own() -> None:
    """One shared error would drag the tracebacks of all requests along."""
    locked = DBAPIError("x", None, Exception("database is locked"))
    first, second = troubles.trouble(locked), troubles.trouble(locked)
    assert isinstance(first, Busy)
    assert isinstance(second, Busy)
    assert first is not second
