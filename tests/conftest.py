"""The databases that tests run on: SQLite always, PostgreSQL where the machine has it.

Each schema is migrated once a process, then copied for every test.
"""

import gc
import os
import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from factcheck import migrate
from factcheck.db import Database
from factcheck.vocabulary import PolicyName
from tests import once, postgres
from tests.newsroom import Newsroom, open_newsroom


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Spare every test what would come out as for the one before."""
    with pytest.MonkeyPatch.context() as patch:
        once.share_statements(patch)
        once.share_routes(patch)
        once.share_templates(patch)
        once.share_readings(patch)
        once.hash_lightly(patch)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at head."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server of our own; tests that need it are skipped without one."""
    folder = postgres.binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    with postgres.server(folder) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Iterator[postgres.Databases]:
    """Databases at head on the server."""
    databases = postgres.Databases(postgres_server, _migrate)
    yield databases
    databases.close()


def _migrate(url: str) -> None:
    database = Database(url)
    migrate.upgrade(database)
    database.dispose()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches a database on both; on SQLite alone what is marked `one_backend`."""
    if "database_url" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("one_backend")
        backends = ["sqlite"] if alone else ["sqlite", "postgresql"]
        metafunc.parametrize("database_url", backends, indirect=True)


def pytest_collection_finish() -> None:
    """Leave alone what lives to the end: to look through it for garbage was a seventh of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Take the tracer off what is marked `untraced`; pytest-cov's own mark fails its workers."""
    if item.get_closest_marker("untraced") is None:
        return (yield)
    tracer, threads_tracer = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        threading.settrace(threads_tracer)  # type: ignore[arg-type]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database at head, this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    databases: postgres.Databases = request.getfixturevalue("postgres_databases")
    address = databases.take()
    yield address
    databases.give_back(address)


@pytest.fixture
def postgres_url(postgres_databases: postgres.Databases) -> Iterator[str]:
    """The address of a PostgreSQL database at head, this test's own."""
    address = postgres_databases.take()
    yield address
    postgres_databases.give_back(address)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database at head, this test's own; the test runs once on each backend."""
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def newsroom(database: Database, tmp_path: Path) -> Newsroom:
    """A desk with the standard policy, people of every role, and a foreign desk."""
    return open_newsroom(database, tmp_path)


@pytest.fixture
def two_person_newsroom(database: Database, tmp_path: Path) -> Newsroom:
    """The same with the policy `two_person`."""
    return open_newsroom(database, tmp_path, PolicyName.TWO_PERSON)


@pytest.fixture
def real_article() -> str:
    """The real article of the design folder, which is not part of the project."""
    shared = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parents[2] / "shared"))
    found = sorted((shared / "seeds").glob("*.txt"))
    if not found:
        pytest.skip(f"needs the real article in {shared / 'seeds'} (set FACTCHECK_SHARED)")
    return found[0].read_text(encoding="utf-8")
