"""`seed`, `db`, `audit verify`, `doctor`, and a real `serve`."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck import migrate
from factcheck.db import Database
from tests.cli.conftest import Run
from tests.faults.crash import Served
from tests.store.tampering import tamper

COMMAND = Path(sys.executable).parent / "factcheck"


def database(data_dir: Path) -> Database:
    return Database(f"sqlite:///{data_dir / 'factcheck.sqlite3'}")


def test_the_demo_desk_is_loaded_once_and_shows_the_same_way_in(run: Run, data_dir: Path) -> None:
    first = run("seed").stdout
    assert run("seed").stdout == first
    kept = data_dir / "demo-login.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    login = json.loads(kept.read_text())
    for word in (login["email"], login["password"], login["api_key"], "http://127.0.0.1:5000"):
        assert word in first
    kept.unlink()
    assert "factcheck user add" in run("seed").stdout
    assert "unbroken" in run("audit", "verify").stdout


def test_the_schema_is_brought_to_head_and_told(run: Run, data_dir: Path) -> None:
    newest = migrate.revisions()[-1]
    assert run("db", "upgrade").stdout == f"Schema {newest} already.\n"
    (data_dir / "factcheck.sqlite3").unlink()
    assert run("db", "upgrade").stdout == f"Schema None → {newest}.\n"


def test_audit_verify_names_the_first_bad_entry(run: Run, data_dir: Path) -> None:
    run("seed")
    shown = run("audit", "verify").stdout
    found = re.fullmatch(r"(\d+) entries, unbroken\. Head ([0-9a-f]{64})\n", shown)
    assert found is not None
    assert int(found[1]) > 50
    store = database(data_dir)
    tamper(store, "UPDATE events SET reason = 'x' WHERE seq IN (9, 20)")
    refused = run("audit", "verify", code=1)
    assert refused.stderr == "factcheck: Entry 9 was altered after it was written.\n"
    assert "unbroken" not in refused.stdout
    tamper(store, "DELETE FROM events WHERE seq = 4")
    assert run("audit", "verify", code=1).stderr == "factcheck: Entry 4 is missing.\n"
    store.dispose()


def test_the_doctor_finds_nothing_wrong_with_a_sound_desk(run: Run) -> None:
    run("seed")
    shown = run("doctor").stdout
    assert [line[0] for line in shown.splitlines()] == ["✓"] * 10
    assert "demo" in shown


def sick(shown: str) -> dict[str, str]:
    """What the doctor found wrong, by the name of the check."""
    return dict(line[2:].split(": ", 1) for line in shown.splitlines() if line[0] == "✗")


def test_the_doctor_says_what_to_mend(run: Run, data_dir: Path) -> None:
    assert sick(run("doctor", code=1).stdout) == {
        "Desks": "there is none: run `factcheck seed` or `factcheck user add`."
    }
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "admin")
    store = database(data_dir)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM policies"))
    assert "no policy" in sick(run("doctor", code=1).stdout)["Desks"]
    tamper(store, "UPDATE events SET reason = 'x' WHERE seq = 1")
    assert sick(run("doctor", code=1).stdout)["Log"].startswith("Entry 1 was altered")
    migrate.downgrade(store, "0001")
    found = sick(run("doctor", code=1).stdout)
    assert "run `factcheck db upgrade`" in found["Database"]
    migrate.downgrade(store, "base")
    store.dispose()
    found = sick(run("doctor", code=1).stdout)
    assert {"Database", "Desks", "Log"} <= set(found)


def test_the_doctor_sees_whether_single_sign_on_can_work(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("seed")
    monkeypatch.setenv("FACTCHECK_OIDC_ISSUER", "http://127.0.0.1:9")
    found = sick(run("doctor", code=1).stdout)
    assert "only half set up: set FACTCHECK_OIDC_CLIENT_ID and" in found["Settings"]
    monkeypatch.setenv("FACTCHECK_OIDC_CLIENT_ID", "desk")
    monkeypatch.setenv("FACTCHECK_OIDC_CLIENT_SECRET", "s")
    found = sick(run("doctor", code=1).stdout)
    assert list(found) == ["Sign-in"]
    assert "does not answer" in found["Sign-in"]


def test_the_doctor_sees_settings_that_do_not_work(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DATA_DIR", "/dev/null/x")
    found = sick(run("doctor", code=1).stdout)
    assert "/dev/null/x cannot be made" in found["Settings"]
    monkeypatch.setenv("FACTCHECK_DATA_DIR", "/proc")
    assert set(sick(run("doctor", code=1).stdout)) >= {"Settings", "Disk"}
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(data_dir))
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "s" * 32)
    found = sick(run("doctor", code=1).stdout)
    assert set(found) == {"Database", "Desks", "Log"}
    assert "cannot be reached" in found["Database"]


def test_a_server_answers_and_stops_when_it_is_told_to(tmp_path: Path) -> None:
    with Served(tmp_path / "data") as server:
        server.start()
        assert server.request("GET", "/healthz")[0] == 200
        key = server.command("key", "add", "--desk", "city", "--role", "editor", "--json")
        server.key = json.loads(key)["key"]
        body = {"title": "T", "text": "They sold 3 million cars in 2024."}
        status, article = server.request("POST", "/api/v1/articles", body)
        assert (status, article["counts"]["stage"]["queued"]) == (201, 1)
        assert server.request("GET", "/api/v1/articles")[1]["items"][0]["id"] == article["id"]
        began = time.monotonic()
        assert server.stop(signal.SIGTERM) == 0
        assert time.monotonic() - began < 5
        server.start()
        assert server.request("GET", f"/api/v1/articles/{article['id']}")[0] == 200


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.Popen(
            [COMMAND, "serve", "--port", str(taken.getsockname()[1])],
            env=os.environ | {"FACTCHECK_DATA_DIR": str(tmp_path / "data")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert done.stderr is not None
        said = ""
        while "in use" not in said.lower() and (line := done.stderr.readline()):
            said += line
        done.kill()
        done.communicate()
    assert "already in use" in said.lower()


def test_the_doctor_finds_a_proxy_that_nobody_told_us_of(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("seed")
    assert "figures from this machine; no limit" in run("doctor").stdout
    monkeypatch.setenv("FACTCHECK_BASE_URL", "https://desk.example.org")
    assert "FACTCHECK_TRUSTED_PROXIES" in sick(run("doctor", code=1).stdout)["Operating"]
    monkeypatch.setenv("FACTCHECK_TRUSTED_PROXIES", "1")
    monkeypatch.setenv("FACTCHECK_RATE_LIMIT", "600")
    assert "600 requests a minute" in run("doctor").stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [("LOG_FORMAT", "xml"), ("RATE_LIMIT", "-1"), ("RATE_LIMIT", "fast"), ("METRICS_TOKEN", "x")],
)
def test_a_setting_of_operations_that_makes_no_sense_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"FACTCHECK_{name}", value)
    assert f"FACTCHECK_{name}" in run("db", "upgrade", code=1).stderr
