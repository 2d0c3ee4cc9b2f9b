"""A desk for what does not hang on the database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.db import Database
from tests.newsroom import Newsroom, open_newsroom


@pytest.fixture
def room(sqlite_template: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """A desk on SQLite alone."""
    path = tmp_path / "openapi.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield open_newsroom(database, tmp_path)
    database.dispose()
