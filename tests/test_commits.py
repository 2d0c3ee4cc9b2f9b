"""Whether anything was committed is seen without asking, whoever committed it."""

import subprocess
import sys
from contextlib import suppress

import pytest
from sqlalchemy import text

from factcheck.commits import Commits
from factcheck.db import Database

pytestmark = pytest.mark.one_backend
ELSEWHERE = """
import sys
from sqlalchemy import text
from factcheck.db import Database
with Database(sys.argv[1]).writing() as session:
    session.execute(text("UPDATE log_head SET seq = seq + 1"))
"""


def commit(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE log_head SET seq = seq + 1"))


@pytest.fixture
def commits(database: Database) -> Commits:
    return Commits(database)


def test_every_commit_changes_the_stamp_and_nothing_else_does(
    database: Database, commits: Commits
) -> None:
    seen = {commits.stamp()}
    for number in range(300):
        commit(database)
        seen.add(commits.stamp())
        assert len(seen) == number + 2
        with database.reading() as session:
            session.execute(text("SELECT seq FROM log_head")).all()
        seen.add(commits.stamp())
        assert len(seen) == number + 2
    with suppress(ZeroDivisionError), database.writing() as session:
        session.execute(text("UPDATE log_head SET seq = 0"))
        raise ZeroDivisionError
    seen.add(commits.stamp())
    assert len(seen) == 301


def test_a_commit_of_another_process_is_seen(database: Database, commits: Commits) -> None:
    before = commits.stamp()
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(database.url)], check=True)
    assert commits.stamp() != before


def test_the_index_outlives_all_other_connections(database: Database, commits: Commits) -> None:
    before = commits.stamp()
    database.dispose()
    other = Database(str(database.url))
    commit(other)
    other.dispose()
    assert commits.stamp() != before


def test_emptying_the_log_of_writes_is_a_change_too(database: Database, commits: Commits) -> None:
    commit(database)
    before = commits.stamp()
    connection = database.engine.raw_connection()
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    commit(database)
    assert commits.stamp() != before
