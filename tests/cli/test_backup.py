"""`backup` and `restore` on the command line."""

import json
from pathlib import Path

import pytest

from factcheck.db import Database
from tests.backups import everything, without_the_restore
from tests.cli.conftest import Run


def rows(folder: Path) -> dict[str, list[dict[str, object]]]:
    database = Database(f"sqlite:///{folder / 'factcheck.sqlite3'}")
    found = without_the_restore(everything(database))
    database.dispose()
    return found


def test_a_desk_is_saved_and_restored_elsewhere(
    run: Run, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("seed")
    file, head = tmp_path / "desk.tar.gz", tmp_path / "head.json"
    run("audit", "head", "-o", head)
    told = run("backup", file).stdout
    assert "2 articles" in told
    assert str(file) in told
    assert "--force" in run("backup", file, code=1).stderr
    run("backup", file, "--force")
    assert "no folder" in run("backup", tmp_path / "none" / "x", code=1).stderr
    assert "not empty" in run("restore", file, code=1).stderr
    before = rows(data_dir)
    assert "are restored" in run("restore", file, "--force").stdout
    assert rows(data_dir) == before
    (public,) = (data_dir / "keys").glob("*.pub")

    other = tmp_path / "other"
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(other))
    done = run("restore", file)
    assert "a new epoch" in done.stdout
    assert json.loads(head.read_text())["key_id"] in done.stderr
    assert rows(other) == before
    assert "unbroken" in run("audit", "verify", "--head", head, "--public-key", public).stdout
    file.write_bytes(file.read_bytes()[:-1])
    assert "cut off or altered" in run("restore", file, "--force", code=1).stderr
    assert rows(other) == before
