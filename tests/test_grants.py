"""On PostgreSQL the service's role does all of the work and cannot change the log."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from factcheck import grants
from factcheck.db import Database
from factcheck.errors import Conflict, NotAllowed, NotFound
from factcheck.store import log
from tests.newsroom import Newsroom, open_newsroom

_numbers = count()
CHANGES = (
    "UPDATE events SET reason = 'x'",
    "DELETE FROM events",
    "TRUNCATE events",
    "ALTER TABLE events DISABLE TRIGGER events_append_only",
    "DROP TRIGGER events_append_only ON events",
    "DROP TABLE events",
    "ALTER TABLE events RENAME TO kept",
    "DROP FUNCTION events_append_only() CASCADE",
    "SET session_replication_role = replica",
    "CREATE RULE r AS ON INSERT TO events DO INSTEAD NOTHING",
    "UPDATE log_head SET epoch = gen_random_uuid()",
    "DELETE FROM log_head",
    "INSERT INTO log_head SELECT 2, epoch, seq, hash FROM log_head",
    "UPDATE alembic_version SET version_num = '0001'",
)


def execute(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.fixture
def role(database: Database) -> Iterator[str]:
    """A role that may log in and nothing else; roles belong to the whole server."""
    if database.embedded:
        pytest.skip("SQLite has no roles")
    name = f"Service-{next(_numbers)}"
    execute(database, f'CREATE ROLE "{name}" LOGIN')
    yield name
    execute(database, f'DROP OWNED BY "{name}"', f'DROP ROLE "{name}"')


@pytest.fixture
def service(database: Database, role: str) -> Iterator[Database]:
    """The database as the service's role sees it."""
    url = database.url.set(username=role)
    service = Database(url.render_as_string(hide_password=False))
    yield service
    service.dispose()


def journey(room: Newsroom) -> None:
    """From an article to a report, by the API alone."""
    claim = room.verified()
    facts = room.viewer.get("/facts").json["items"]
    assert [fact["claim_id"] for fact in facts] == [claim["id"]]
    answer = room.reviewer.post(f"/articles/{claim['article_id']}/reports")
    assert answer.status_code == 201, answer.json
    assert room.admin.get("/events").status_code == 200
    assert room.viewer.get("/readyz").status_code == 200


def test_the_service_works_under_the_role_and_cannot_change_the_log(
    database: Database, service: Database, role: str, tmp_path: Path
) -> None:
    grants.grant(database, role)
    grants.grant(database, role)  # again changes nothing
    journey(open_newsroom(service, tmp_path, by_stages=True))
    for statement in CHANGES:
        with pytest.raises(DBAPIError, match=r"must be owner|permission denied"):
            execute(service, statement)
    with service.reading() as session:
        assert list(log.verify(session))
        assert grants.mighty_role(session) is None
    execute(database, "CREATE TABLE later (id int)")
    execute(service, "INSERT INTO later VALUES (1)", "DELETE FROM later")
    with database.reading() as session:
        assert grants.mighty_role(session) == "postgres"


def test_what_was_granted_before_is_taken_back(
    database: Database, service: Database, role: str
) -> None:
    execute(database, f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{role}"')
    execute(database, "GRANT ALL ON events TO PUBLIC")
    with service.reading() as session:
        assert grants.mighty_role(session) == role
    grants.grant(database, role)
    with service.reading() as session:
        assert grants.mighty_role(session) is None


def test_a_role_that_is_mighty_anyway_is_refused(
    database: Database, service: Database, role: str
) -> None:
    with pytest.raises(NotFound, match="CREATE ROLE"):
        grants.grant(database, "nobody")
    with pytest.raises(NotAllowed, match="is a superuser"):
        grants.grant(database, "postgres")
    with pytest.raises(NotAllowed, match="owner of the tables"):
        grants.grant(service, role)
    execute(database, "CREATE ROLE mighty", "GRANT UPDATE ON events TO mighty")
    execute(database, f'GRANT mighty TO "{role}"')
    with pytest.raises(NotAllowed, match="through another role"):
        grants.grant(database, role)
    with pytest.raises(DBAPIError, match="permission denied"):  # nothing was granted
        execute(service, "SELECT * FROM people")
    execute(database, "DROP OWNED BY mighty", "DROP ROLE mighty")


@pytest.mark.one_backend
def test_sqlite_has_no_roles(database: Database) -> None:
    with pytest.raises(Conflict, match="SQLite"):
        grants.grant(database, "service")
