"""What every command owes its user: help with an example, and telling exit codes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from factcheck import __version__
from factcheck.cli import cli
from tests.cli.conftest import Run

COMMAND = Path(sys.executable).parent / "factcheck"


def commands(
    group: click.Command | None = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups included."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            yield (*path, name)
            yield from commands(group.get_command(context, name), (*path, name))


def test_every_command_helps_with_an_example(run: Run) -> None:
    found = list(commands())
    promised = {"serve", "seed", "ingest", "extract", "score", "review", "report", "user", "key",
                "db", "audit", "doctor"}  # fmt: skip
    assert promised <= {words[0] for words in found}
    for words in found:
        for flag in ("--help", "-h"):
            shown = run(*words, flag).stdout
            assert "Example: factcheck " in shown, words
            assert f"Usage: cli {' '.join(words)}" in shown
    assert f"version {__version__}" in run("--version").stdout
    assert "Exit codes: 0 done, 1 refused, 2 wrong use." in run("--help").stdout


@pytest.mark.parametrize(
    "words",
    [
        ["sing"],
        ["review"],
        ["review", "no-id", "--status", "verified", "--rationale", "x", "--by", "x"],
        ["review", "01890a5d-ac96-774b-bcce-b302099a8057", "--status", "true", "--rationale", "x",
         "--by", "x"],
        ["ingest"],
        ["ingest", "/nowhere.txt"],
        ["report", "01890a5d-ac96-774b-bcce-b302099a8057", "--format", "doc", "-o", "x"],
        ["user", "add", "a@b.org", "--desk", "d", "--role", "boss"],
        ["key", "add", "--desk", "d", "--role", "viewer", "--days", "0"],
        ["key", "add", "--desk", "d", "--role", "viewer", "--days", "999999999"],
        ["serve", "--port", "99999"],
        ["serve", "--threads", "0"],
        ["serve", "--workers", "2"],
        ["extract", "--nonsense"],
    ],
)  # fmt: skip
def test_wrong_use_exits_with_two(run: Run, words: list[str]) -> None:
    result = run(*words, code=2)
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_a_refusal_is_one_line_on_standard_error(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting, value in (
        ("FACTCHECK_DATABASE_URL", "mysql://x/y"),
        ("FACTCHECK_DATABASE_URL", f"sqlite:///{data_dir}/no/such/folder/x.sqlite3"),
        ("FACTCHECK_DATABASE_URL", f"sqlite:///{data_dir}"),
        ("FACTCHECK_DATA_DIR", "/dev/null/x"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(setting, value)
            refused = run("audit", "verify", code=1)
        assert (refused.stdout, refused.stderr.count("\n")) == ("", 1)
    done = subprocess.run(
        [COMMAND, "audit", "verify"],
        env=os.environ | {"FACTCHECK_DATA_DIR": "/dev/null/x"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("factcheck: The data folder /dev/null/x cannot be made")
    assert done.stderr.count("\n") == 1


def test_a_database_that_is_no_database_is_refused(run: Run, data_dir: Path) -> None:
    (data_dir / "factcheck.sqlite3").write_bytes(b"This is no database at all." * 100)
    result = run("audit", "verify", code=1)
    assert "not a database" in result.stderr
    assert result.stderr.count("\n") == 1
