"""Facts and reports read from a streaming replica: never old for a desk, never missed when away."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from factcheck import accounts, replica
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.db_settings import DatabaseSettings
from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom, open_newsroom
from tests.streaming import Standby, standby

PATIENCE = 20.0


@pytest.fixture(scope="module")
def follower(postgres_server: str) -> Iterator[Standby]:
    with standby(postgres_server) as found:
        yield found


class Seen:
    """A desk with a replica, and what was asked of each."""

    def __init__(self, room: Newsroom, follower: Standby) -> None:
        self.room, self.follower = room, follower
        self.primary, self.replica = list[str](), list[str]()
        found = room.database.replica
        assert found is not None
        self.guard = found
        for engine, kept in ((room.database.engine, self.primary), (found.engine, self.replica)):

            def note(_c: Any, _k: Any, sql: str, *_: Any, kept: list[str] = kept) -> None:
                kept.append(sql)

            event.listen(engine, "before_cursor_execute", note)

    def get(self, path: str, **options: Any) -> Any:
        """Ask, and forget what was asked of the databases before."""
        self.primary.clear()
        self.replica.clear()
        answer = self.room.viewer.get(path, **options)
        answer.get_data()  # which streams what is streamed
        return answer

    def read_there(self) -> bool:
        """Whether the last answer was made of what the replica has."""
        return any("fact" in sql or "report" in sql for sql in self.replica)

    def until(self, holds: Callable[[], bool], path: str = "/facts") -> None:
        """Ask until it holds; every answer on the way is one of success."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            assert self.get(path).status_code == 200
            if holds():
                return
            time.sleep(0.1)
        raise AssertionError("it never came to that")


@pytest.fixture
def seen(
    postgres_url: str, follower: Standby, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seen]:
    monkeypatch.setattr(replica, "_LOOK_SECONDS", 0.2)
    monkeypatch.setattr(replica, "_REST_SECONDS", 0.5)
    settings = DatabaseSettings(replica_url=follower.url(postgres_url), replica_lag=2)
    database = Database(postgres_url, settings)
    found = Seen(open_newsroom(database, tmp_path), follower)
    found.room.verified(public=True)
    found.until(found.read_there)
    yield found
    database.dispose()


def _statements(seen: Seen) -> list[str]:
    return [each["id"] for each in seen.get("/facts?limit=100").json["items"]]


def _report(room: Newsroom) -> str:
    article = room.viewer.get("/articles").json["items"][0]["id"]
    made: str = room.reviewer.post(f"/articles/{article}/reports").json["id"]
    return made


def test_facts_and_reports_are_read_from_the_replica(seen: Seen) -> None:
    fact = seen.get("/facts").json["items"][0]["id"]
    report = _report(seen.room)
    paths = ("/facts", f"/facts/{fact}/history", "/facts/export?format=csv")
    for path in (*paths, "/reports", f"/reports/{report}", f"/reports/{report}/file?format=csv"):
        seen.until(seen.read_there, path)
        asked = " ".join(seen.primary)
        assert "fact_versions.body" not in asked, path
        assert "reports.document" not in asked, path
    assert seen.room.app.test_client().get("/feeds/facts.atom").status_code in {200, 404}


def test_the_change_feed_and_the_desks_own_pages_read_the_primary(seen: Seen) -> None:
    for path in ("/facts/changes?start=first", "/claims", "/articles"):
        assert seen.get(path).status_code == 200
        assert [sql for sql in seen.replica if "pg_" not in sql] == [], path


def test_who_has_just_written_sees_it_though_the_replica_does_not(seen: Seen) -> None:
    seen.follower.run("SELECT pg_wal_replay_pause()")
    try:
        before = _statements(seen)
        other = seen.room.verified(text=f"{TEXT} Rents rose by 9 percent.")
        after = _statements(seen)
        assert len(after) == len(before) + 1
        seen.room.decide(other["id"], "unverified", by="editor")
        assert len(_statements(seen)) == len(before)
    finally:
        seen.follower.run("SELECT pg_wal_replay_resume()")
    seen.until(seen.read_there)


def test_a_key_that_was_revoked_opens_nothing_on_a_replica_that_has_not_heard(seen: Seen) -> None:
    seen.follower.run("SELECT pg_wal_replay_pause()")
    try:
        with seen.room.database.writing() as session:
            key = seen.room.viewer.headers["Authorization"].removeprefix("Bearer ")
            accounts.revoke_key(session, accounts.key_parts(key)[0], now=utcnow())
        problem(seen.room.viewer.get("/facts"), 401, "unauthenticated")
    finally:
        seen.follower.run("SELECT pg_wal_replay_resume()")


def test_a_replica_that_lags_is_left_alone_until_it_has_caught_up(seen: Seen) -> None:
    seen.follower.run("SELECT pg_wal_replay_pause()")
    try:
        seen.room.article(text=f"{TEXT} It is late.")
        seen.until(lambda: not seen.guard.usable())
        assert not seen.read_there()
    finally:
        seen.follower.run("SELECT pg_wal_replay_resume()")
    seen.until(seen.read_there)


def test_a_replica_that_follows_nobody_is_found_out_although_it_has_all_it_was_sent(
    seen: Seen,
) -> None:
    told = seen.follower.run("SHOW primary_conninfo").replace("'", "''")
    seen.follower.run("ALTER SYSTEM SET primary_conninfo = ''")
    seen.follower.run("SELECT pg_reload_conf()")
    try:
        ends = time.monotonic() + PATIENCE
        while seen.follower.run("SELECT count(*) FROM pg_stat_wal_receiver"):
            assert time.monotonic() < ends
            time.sleep(0.05)
        seen.room.article(text=f"{TEXT} It is late.")
        seen.until(lambda: not seen.guard.usable())
    finally:
        seen.follower.run(f"ALTER SYSTEM SET primary_conninfo = '{told}'")
        seen.follower.run("SELECT pg_reload_conf()")
    seen.until(seen.read_there)


def test_a_replica_that_is_stopped_costs_nobody_an_answer(seen: Seen) -> None:
    seen.follower.stop()
    try:
        begun = time.monotonic()
        for _ in range(20):
            assert seen.get("/facts").status_code == 200
            assert seen.room.app.test_client().get("/feeds/facts.atom").status_code != 503
        assert time.monotonic() - begun < PATIENCE / 2
        assert not seen.guard.usable()
    finally:
        seen.follower.start()
    seen.until(seen.read_there)
