"""`factcheck report verify`: offline, by the desk's keys or by one that was handed over."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from factcheck.canonical import content_hash
from factcheck.report import Audience
from factcheck.signing import Signer
from factcheck.store.articles import Article
from tests.cli.conftest import Run, reading

pytestmark = pytest.mark.one_backend
"""A file is checked without a database."""

OFFLINE = """
import socket, sys

def guard(event, given):
    if event.startswith(("socket.connect", "socket.bind", "sqlite3.")):
        raise SystemExit(f"not offline: {event}")

sys.addaudithook(guard)
from factcheck.cli import cli
cli(prog_name="factcheck")
"""


@pytest.fixture
def article(run: Run) -> str:
    """The demonstration article."""
    run("seed")
    with reading() as session:
        return str(session.scalars(select(Article.id)).first())


@pytest.fixture
def written(run: Run, article: str, tmp_path: Path) -> Any:
    """`written("pdf", audience)`: the file of a fresh report."""

    def write(form: str, audience: Audience = Audience.INTERNAL) -> Path:
        file = tmp_path / f"{audience}.{form}"
        run("report", article, "--format", form, "--audience", audience, "-o", file)
        return file

    return write


def test_the_files_of_every_audience_are_genuine(run: Run, written: Any, data_dir: Path) -> None:
    for audience in Audience:
        file = written("json", audience)
        (key,) = Signer(data_dir / "keys").trusted()
        first, *lines = run("report", "verify", file).stdout.splitlines()
        assert first == f"{file} is genuine: not a byte of it was changed since it was signed."
        told = {name.strip(): rest.strip() for name, _, rest in (x.partition(":") for x in lines)}
        document = json.loads(file.read_bytes())
        assert document["content"]["cover"]["title"] in told["Report"]
        assert document["made"]["report_id"] in told["Report"]
        assert f"number {document['made']['number']}" in told["Report"]
        assert told["Frozen"].startswith(document["made"]["at"])
        assert ("by Operator" in told["Frozen"]) is (audience is not Audience.PUBLIC)
        assert told["Audience"] == audience
        assert told["State"] == f"content hash {document['content_hash']}"
        assert told["Signed by"] == f"key {key}"
        assert ("pinned at entry " in told["Log"]) is (audience is not Audience.PUBLIC)


def test_a_changed_file_is_refused_and_says_what(run: Run, written: Any) -> None:
    file = written("json")
    whole = file.read_text()
    document = json.loads(whole)
    document["content"]["lines"][1]["quote"] = "\x1b[2JNever."
    paragraph = document["content"]["lines"][1]["paragraph"]
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    result = run("report", "verify", file, code=1)
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first == f"factcheck: {file} is not genuine."
    assert second == f"factcheck: Claim 2 (paragraph {paragraph}) was altered."
    file.write_text(whole + " ")
    assert "the file itself was rewritten" in run("report", "verify", file, code=1).stderr


def test_the_verdict_comes_as_json_too(run: Run, written: Any) -> None:
    file = written("json")
    said = json.loads(run("report", "verify", "--json", file).stdout)
    assert said["verdict"] == "genuine"
    assert said["sentences"] == []
    assert said["report"]["content_hash"] == json.loads(file.read_text())["content_hash"]
    file.write_text("{}")
    refused = run("report", "verify", "--json", file, code=1)
    assert refused.stderr == ""
    assert json.loads(refused.stdout) == {
        "verdict": "not_genuine",
        "sentences": ["Its part “content” is missing."],
        "report": None,
    }
    content = {"schema": "factcheck.report/1"}
    file.write_text(json.dumps({"content": content, "content_hash": "0" * 64, "made": {}}))
    assert json.loads(run("report", "verify", "--json", file, code=1).stdout)["report"] is None


def test_an_old_report_is_called_unsigned(run: Run, tmp_path: Path, data_dir: Path) -> None:
    Signer(data_dir / "keys").sign(b"")
    file = tmp_path / "old.json"
    old = {"content": {"schema": "factcheck.report/1"}, "content_hash": "0" * 64, "made": {}}
    file.write_text(json.dumps(old))
    assert "its content hash does not hold" in run("report", "verify", file, code=1).stderr
    file.write_text(json.dumps(old | {"content_hash": content_hash(old["content"])}))
    said = run("report", "verify", file, code=1).stderr
    assert f"{file} is not signed." in said
    assert "its content hash holds" in said


def test_a_key_that_was_handed_over_is_enough_without_a_data_folder(
    run: Run, written: Any, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [written("json", Audience.PUBLIC), written("pdf", Audience.LEGAL)]
    (key,) = (data_dir / "keys").glob("*.pub")
    mine = tmp_path / "desk.pem"
    mine.write_bytes(key.read_bytes())
    theirs = Signer(tmp_path / "theirs")
    theirs.sign(b"")
    (foreign,) = theirs.folder.glob("*.pub")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.delenv("FACTCHECK_DATA_DIR")
    monkeypatch.chdir(elsewhere)
    for file in files:
        given = ["--public-key", foreign, "--public-key", mine]
        assert "is genuine" in run("report", "verify", file, *given).stdout
        refused = run("report", "verify", file, "--public-key", foreign, code=1).stderr
        assert "signed by a foreign key" in refused
        without = run("report", "verify", file, code=2).stderr
        assert f"There is no key to check it by: {elsewhere}/var/keys holds none." in without
        assert "name it with --public-key" in " ".join(without.split())
    assert [*elsewhere.iterdir()] == []


def test_wrong_use_is_told_from_a_false_file(run: Run, written: Any, tmp_path: Path) -> None:
    file = written("json")
    run("report", "verify", code=2)
    run("report", "verify", tmp_path / "none.json", code=2)
    run("report", "verify", tmp_path, code=2)
    run("report", "verify", file, "--public-key", tmp_path / "none.pem", code=2)
    assert "holds no Ed25519 public key" in " ".join(
        run("report", "verify", file, "--public-key", file, code=2).stderr.split()
    )


def test_it_needs_no_network_and_no_database(written: Any, data_dir: Path, tmp_path: Path) -> None:
    file = written("pdf")
    (data_dir / "factcheck.sqlite3").unlink()
    (key,) = (data_dir / "keys").glob("*.pub")

    def verify(path: Path) -> subprocess.CompletedProcess[str]:
        words = ["report", "verify", str(path), "--public-key", str(key)]
        return subprocess.run(
            [sys.executable, "-c", OFFLINE, *words],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )

    done = verify(file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "is genuine" in done.stdout
    data = file.read_bytes()
    at = len(data) // 2
    file.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
    done = verify(file)
    assert (done.returncode, done.stdout) == (1, "")
    assert "The file was changed after it was sealed" in done.stderr
    assert not (data_dir / "factcheck.sqlite3").exists()
