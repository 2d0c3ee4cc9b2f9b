"""The log: one unbroken chain, sealed last, that nobody rewrites unnoticed."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.errors import LogBroken
from factcheck.ids import uuid7
from factcheck.store import log
from factcheck.store.log import GENESIS, Event
from tests.newsroom import Newsroom
from tests.review.stages import NOW, Stages
from tests.store.tampering import copy_entry, tamper


def note(newsroom: Newsroom, count: int, **details: Any) -> list[str]:
    """Write `count` entries, each in a transaction of its own; gives their object ids."""
    things = [SimpleNamespace(id=uuid7(), version=1) for _ in range(count)]
    actor = newsroom.people["editor"]
    for thing in things:
        with newsroom.database.writing() as session:
            log.record(
                session, "thing.made", thing, actor=actor, now=NOW, object_type="thing", **details
            )
    return [str(thing.id) for thing in things]


def entries(database: Database) -> list[Event]:
    with database.reading() as session:
        return list(session.scalars(select(Event).order_by(Event.seq)))


def broken(database: Database) -> int:
    """The number that verification names as the first bad entry."""
    with pytest.raises(LogBroken) as found, database.reading() as session:
        list(log.verify(session, batch=4))
    assert f"Entry {found.value.seq}" in found.value.message
    return found.value.seq


def test_entries_form_one_chain_from_the_beginning(newsroom: Newsroom) -> None:
    odd = {"words": '“é” 😀 \u202e \\ "', "numbers": [1, -0.5, 10**20], "nothing": None}
    local = datetime(2026, 1, 1, 3, 4, 5, 678, timezone(timedelta(hours=-3)))
    thing = SimpleNamespace(id=uuid7())
    with newsroom.database.writing() as session:
        actor = newsroom.people["editor"]
        log.record(
            session, "thing.made", thing, actor=actor, now=local, object_type="thing", after=odd
        )
    found = entries(newsroom.database)
    assert [entry.seq for entry in found] == list(range(1, len(found) + 1))
    assert [entry.prev_hash for entry in found] == [GENESIS, *(each.hash for each in found[:-1])]
    last = found[-1]
    assert (last.after, last.object_version, last.before) == (odd, None, None)
    assert (last.at, last.actor_name, last.channel) == (local, "Editor", "cli")
    with newsroom.database.reading() as session:
        assert list(log.verify(session, batch=3))[-1] == last.seq
        assert (log.head(session).seq, log.head(session).hash) == (last.seq, last.hash)


def test_entries_are_sealed_as_the_last_thing_of_a_transaction(newsroom: Newsroom) -> None:
    before, after = len(entries(newsroom.database)), []
    with newsroom.database.writing() as session:
        for _ in range(3):
            log.record(
                session,
                "thing.made",
                SimpleNamespace(id=uuid7()),
                actor=newsroom.people["editor"],
                now=NOW,
                object_type="thing",
            )
        after.append(session.scalar(text("SELECT count(*) FROM events")))
        after.append(log.head(session).seq)
    assert after == [before, before]
    assert len(entries(newsroom.database)) == before + 3


def test_what_was_rolled_back_is_not_in_the_log(newsroom: Newsroom) -> None:
    before, actor = len(entries(newsroom.database)), newsroom.people["editor"]
    thing = SimpleNamespace(id=uuid7())

    def fail() -> None:
        with newsroom.database.writing() as session:
            log.record(session, "thing.made", thing, actor=actor, now=NOW, object_type="thing")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with newsroom.database.writing() as session:
        session.execute(text("SELECT 1"))
        log.record(session, "thing.made", thing, actor=actor, now=NOW, object_type="thing")
        session.rollback()
    with newsroom.database.writing() as session:
        session.execute(text("UPDATE desks SET name = 'Town'"))
    assert len(entries(newsroom.database)) == before
    assert note(newsroom, 1)
    with newsroom.database.reading() as session:
        assert list(log.verify(session))[-1] == before + 1


def test_the_database_itself_refuses_to_change_an_entry(newsroom: Newsroom) -> None:
    statements = [
        "UPDATE events SET reason = 'x' WHERE seq = 2",
        "DELETE FROM events WHERE seq = 2",
        "DELETE FROM events",
    ]
    if newsroom.database.embedded:
        statements.append("INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 2")
    else:
        statements.append("TRUNCATE events")
    for each in statements:
        with (
            pytest.raises(DBAPIError, match="the log is append-only"),
            newsroom.database.engine.begin() as connection,
        ):
            connection.execute(text(each))
    with newsroom.database.reading() as session:
        assert list(log.verify(session))


def test_verification_names_the_first_bad_entry(newsroom: Newsroom) -> None:
    database = newsroom.database
    note(newsroom, 8, reason="because", after={"a": 1}, status_to="verified")
    last = len(entries(database))
    at = last - 4
    for column, value in (
        ("reason", "'other'"),
        ("action", "'thing.lost'"),
        ("actor_name", "'Somebody'"),
        ("after", "'{\"a\":2}'"),
        ("before", "'{}'"),
        ("status_to", "'disputed'"),
        ("at", "'2026-03-02 09:30:00.000001'"),
        ("object_version", "2"),
        ("key_id", "'abc'"),
        ("hash", f"'{GENESIS}'"),
        ("prev_hash", f"'{GENESIS}'"),
    ):
        kept = f"CREATE TABLE kept AS SELECT * FROM events WHERE seq = {at}"
        tamper(database, kept, f"UPDATE events SET {column} = {value} WHERE seq = {at}")
        assert broken(database) == at, column
        tamper(
            database,
            f"DELETE FROM events WHERE seq = {at}",
            "INSERT INTO events SELECT * FROM kept",
            "DROP TABLE kept",
        )
    with database.reading() as session:
        assert list(log.verify(session))[-1] == last


def test_verification_finds_what_was_taken_put_in_or_swapped(newsroom: Newsroom) -> None:
    database = newsroom.database
    note(newsroom, 8)
    last = len(entries(database))
    wrecks = {
        "middle": ([f"DELETE FROM events WHERE seq = {last - 3}"], last - 3),
        "tail": ([f"DELETE FROM events WHERE seq > {last - 2}"], last - 1),
        "all": (["DELETE FROM events"], 1),
        "appended": ([copy_entry(last, last + 1)], last + 1),
        "before": ([copy_entry(3, 0)], 0),
        "swapped": (
            [
                f"UPDATE events SET seq = -1 WHERE seq = {last - 3}",
                f"UPDATE events SET seq = {last - 3} WHERE seq = {last - 1}",
                f"UPDATE events SET seq = {last - 1} WHERE seq = -1",
            ],
            last - 3,
        ),
    }
    for wreck, (statements, first_bad) in wrecks.items():
        tamper(database, "CREATE TABLE kept AS SELECT * FROM events", *statements)
        assert broken(database) == first_bad, wreck
        tamper(
            database,
            "DELETE FROM events",
            "INSERT INTO events SELECT * FROM kept",
            "DROP TABLE kept",
        )
    with database.reading() as session:
        assert list(log.verify(session))[-1] == last


def test_a_head_that_was_wound_back_or_lost_is_found(newsroom: Newsroom) -> None:
    database = newsroom.database
    note(newsroom, 3)
    last = len(entries(database))
    tamper(database, f"UPDATE log_head SET seq = {last - 1}")
    assert broken(database) == last
    tamper(database, f"UPDATE log_head SET seq = {last}, hash = '{GENESIS}'")
    broken(database)
    tamper(database, "DELETE FROM log_head")
    with pytest.raises(LogBroken, match="head"), database.reading() as session:
        list(log.verify(session))


def test_an_entry_that_cannot_even_be_read_is_named(newsroom: Newsroom) -> None:
    database = newsroom.database
    if not database.embedded:
        return  # PostgreSQL's columns keep such values out
    note(newsroom, 8)
    at = len(entries(database)) - 5
    for column, value in (("after", "'{'"), ("object_id", "'x'"), ("at", "'soon'"),
                          ("actor_name", "x'ff'")):  # fmt: skip
        tamper(database, "CREATE TABLE kept AS SELECT * FROM events")
        tamper(database, f"UPDATE events SET {column} = {value} WHERE seq = {at}")
        assert broken(database) == at, column
        tamper(
            database,
            "DELETE FROM events",
            "INSERT INTO events SELECT * FROM kept",
            "DROP TABLE kept",
        )


def test_a_reader_of_the_log_misses_nothing_of_many_writers(newsroom: Newsroom) -> None:
    database, actor = newsroom.database, newsroom.people["editor"]
    start, written, done = len(entries(database)), set[str](), threading.Event()

    def write(seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(12):
            things = [SimpleNamespace(id=uuid7()) for _ in range(dice.randint(1, 3))]
            kept = dice.random() >= 0.1
            with database.writing() as session:
                session.execute(text("SELECT 1"))
                for thing in things:
                    log.record(
                        session, "x.y", thing, actor=actor, now=utcnow(), object_type="thing"
                    )
                time.sleep(dice.random() * 0.004)
                if not kept:
                    session.rollback()
            written.update(str(thing.id) for thing in things if kept)

    def read() -> list[tuple[int, str]]:
        seen: list[tuple[int, str]] = []
        while True:
            finished = done.is_set()
            with database.reading() as session:
                query = select(Event).where(Event.seq > (seen[-1][0] if seen else start))
                rows = session.scalars(query.order_by(Event.seq).limit(5))
                found = [(row.seq, str(row.object_id)) for row in rows]
            seen += found
            if finished and not found:
                return seen

    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read)
        for writer in [pool.submit(write, seed) for seed in range(8)]:
            writer.result(30)
        done.set()
        seen = reader.result(30)
    assert [seq for seq, _ in seen] == list(range(start + 1, start + len(seen) + 1))
    assert {thing for _, thing in seen} == written
    assert len(seen) == len(written) > 100
    assert [(each.seq, str(each.object_id)) for each in entries(database)[start:]] == seen
    with database.reading() as session:
        assert list(log.verify(session))[-1] == start + len(seen)


def test_the_history_of_a_thing_is_its_entries_oldest_first(stages: Stages) -> None:
    claim = stages.verified()
    with stages.room.database.reading() as session:
        page = log.history(session, "claim", claim.id, limit=2, after=None)
        rest = log.history(session, "claim", claim.id, limit=9, after=page.next)
        assert log.history(session, "article", claim.id, limit=9, after=None).items == []
    actions = [event.action for event in [*page.items, *rest.items]]
    assert actions == ["claim.extracted", "evidence.added", "claim.reviewed"]
    assert rest.next is None
