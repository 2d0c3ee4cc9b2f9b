"""PostgreSQL holds every connection to its limits, and a dead connection to nobody."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import literal_column, make_url, select, text

from factcheck import migrate
from factcheck.db import Database
from factcheck.db_settings import DatabaseSettings
from factcheck.errors import Busy
from factcheck.prepared import Prepared

SETTINGS = DatabaseSettings(pool=3, statement=2, work=77, lock=1, idle=5, wait=0.2)
_ONE = Prepared(select(literal_column("1")))
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


@pytest.fixture
def limited(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url, SETTINGS)
    yield database
    database.dispose()


def _limits(database: Database) -> list[str | None]:
    with database.reading() as session:
        return [session.scalar(text(f"SHOW {name}")) for name in LIMITS]


def _end(url: str, pids: list[int]) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for pid in pids:
            connection.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_every_connection_is_held_to_the_settings(limited: Database) -> None:
    assert _limits(limited) == ["2s", "1s", "5s"]


def test_background_work_has_more_patience_and_connections_of_its_own(limited: Database) -> None:
    beside = limited.beside(1)
    assert _limits(beside) == ["77s", "1s", "77s"]
    held = [limited.engine.connect() for _ in range(3)]
    with beside.reading() as session:
        assert session.scalar(text("SELECT 1")) == 1
    for each in held:
        each.close()
    beside.dispose()


def test_a_statement_that_takes_too_long_is_stopped_and_called_busy(postgres_url: str) -> None:
    database = Database(postgres_url, DatabaseSettings(statement=1))
    with pytest.raises(Busy, match="too long"), database.reading() as session:
        session.execute(text("SELECT pg_sleep(30)"))
    database.dispose()


def test_a_wait_for_somebody_elses_row_ends(limited: Database, postgres_url: str) -> None:
    other = Database(postgres_url)
    with other.writing() as holder:
        holder.execute(text("SELECT seq FROM log_head FOR UPDATE"))
        with pytest.raises(Busy, match="another change"), limited.writing() as session:
            session.execute(text("SELECT seq FROM log_head FOR UPDATE"))
    other.dispose()


def test_a_step_of_the_schema_may_take_its_time(limited: Database) -> None:
    migrate.upgrade(limited)
    with limited.engine.begin() as connection:
        migrate._take_your_time(connection)
        assert connection.scalar(text("SHOW statement_timeout")) == "0"
    assert _limits(limited)[0] == "2s"


def test_connections_that_were_used_a_moment_ago_are_asked_after_a_loss(
    limited: Database, postgres_url: str
) -> None:
    """They have not rested long enough to be doubted, but one of their kind was found dead."""
    held = [limited.engine.connect() for _ in range(3)]
    pids = [each.scalar(text("SELECT pg_backend_pid()")) for each in held]
    for each in held:
        each.close()
    _end(postgres_url, pids)
    with pytest.raises(Busy), limited.glancing() as glance:
        _ONE.first(glance)
    held = [limited.engine.connect() for _ in range(3)]
    assert [each.scalar(text("SELECT 1")) for each in held] == [1, 1, 1]
    for each in held:
        each.close()
