"""The command line with a data folder of the test's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from factcheck.cli import cli
from factcheck.cli.session import open_database

Run = Callable[..., Result]


@contextmanager
def reading() -> Iterator[Session]:
    """A look into the configured database."""
    database = open_database()
    with database.reading() as session:
        yield session
    database.dispose()


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Path:
    """The data folder, with an embedded database at head, and no other setting."""
    for name in os.environ:
        if name.startswith("FACTCHECK_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(sqlite_template, folder / "factcheck.sqlite3")
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def run(data_dir: Path) -> Run:
    """`run(*words, stdin=…, code=…)`: the command in this process, its exit code checked."""

    def invoke(*words: object, stdin: str | bytes = "", code: int = 0) -> Result:
        runner = CliRunner()
        result = runner.invoke(cli, [str(word) for word in words], input=stdin)
        assert result.exit_code == code, (words, result.output, result.exception)
        if code:
            assert isinstance(result.exception, SystemExit), result.exception
        if code == 1:
            for line in result.stderr.splitlines():
                assert line.startswith("factcheck: "), line
        return result

    return invoke
