"""`audit head`, `audit verify` with pinned heads, `db grant`, and what the doctor says of it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select, text

from factcheck.db import Database
from factcheck.signing import Signer
from factcheck.store.articles import Article
from factcheck.store.log import Event, LogHead, entry_hash
from tests.cli.conftest import Run, reading
from tests.store.tampering import guards_off

HOLDS = "It still holds what {} pins: entry "


def rewrite(data_dir: Path, seq: int) -> None:
    """Change entry `seq` and make every hash from there on fit."""
    database = Database(f"sqlite:///{data_dir / 'factcheck.sqlite3'}")
    with database.engine.begin() as connection:
        guards_off(database, connection)
        query = select(Event.__table__).where(Event.seq >= seq).order_by(Event.seq)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        rows[0]["reason"] = "forged"
        prev = rows[0]["prev_hash"]
        for row in rows:
            row["prev_hash"] = prev
            row["hash"] = prev = entry_hash(row)
        connection.execute(Event.__table__.delete().where(Event.seq >= seq))
        connection.execute(Event.__table__.insert(), rows)
        connection.execute(LogHead.__table__.update().values(hash=prev))
    database.dispose()


def test_a_head_that_was_kept_tells_a_rewritten_log(run: Run, data_dir: Path) -> None:
    run("seed")
    kept = data_dir / "head.json"
    assert "is in" in run("audit", "head", "-o", kept).stdout
    printed = json.loads(run("audit", "head").stdout)
    assert printed.keys() == json.loads(kept.read_text()).keys()
    shown = run("audit", "verify", "--head", kept).stdout.splitlines()
    assert "unbroken" in shown[0]
    assert shown[1].startswith(HOLDS.format(kept))
    rewrite(data_dir, 20)
    assert "unbroken" in run("audit", "verify").stdout
    refused = run("audit", "verify", "--head", kept, code=1).stderr
    assert f"rewritten from an entry between 1 and {printed['seq']} on" in refused


def test_a_report_and_a_file_of_many_heads_are_pins_too(run: Run, data_dir: Path) -> None:
    run("seed")
    lines = data_dir / "heads.jsonl"
    lines.write_text(run("audit", "head").stdout)
    with reading() as session:
        article = session.scalars(select(Article.id)).first()
    report = data_dir / "report.json"
    run("report", article, "--format", "json", "-o", report)
    with lines.open("a") as file:
        file.write(run("audit", "head").stdout)
    answer = data_dir / "answer.json"
    answer.write_text(json.dumps({"id": "x", "document": json.loads(report.read_text())}))
    words = ["--head", report, "--head", lines, "--head", answer]
    assert run("audit", "verify", *words).stdout.count("It still holds") == 4
    rewrite(data_dir, int(json.loads(lines.read_text().splitlines()[1])["seq"]))
    refused = run("audit", "verify", *words, code=1).stderr
    first, last = (json.loads(line)["seq"] for line in lines.read_text().splitlines())
    assert f"between {first + 1} and {last} on" in refused


def test_a_head_by_a_foreign_key_is_refused_and_a_named_key_is_trusted(
    run: Run, data_dir: Path, tmp_path: Path
) -> None:
    run("seed")
    kept = data_dir / "head.json"
    run("audit", "head", "-o", kept)
    (public,) = (data_dir / "keys").glob("*.pub")
    mine = tmp_path / "mine.pub"
    mine.write_bytes(public.read_bytes())
    assert "It still holds" in run("audit", "verify", "--head", kept, "--public-key", mine).stdout
    foreign = Signer(tmp_path / "foreign")
    foreign.sign(b"")
    (theirs,) = foreign.folder.glob("*.pub")
    refused = run("audit", "verify", "--head", kept, "--public-key", theirs, code=1).stderr
    assert "signed by a foreign key" in refused
    assert "head.json" in refused
    told = json.loads(kept.read_text())
    kept.write_text(json.dumps(told | {"seq": told["seq"] - 1}))
    assert "it was altered" in run("audit", "verify", "--head", kept, code=1).stderr
    for odd in ("", "[]", "{", "nonsense", '{"made": {"log": 3}}'):
        kept.write_text(odd)
        assert "head.json" in run("audit", "verify", "--head", kept, code=1).stderr
    run("audit", "verify", "--head", tmp_path / "none", code=2)


def test_an_emptied_log_is_found(run: Run, data_dir: Path) -> None:
    run("seed")
    kept = data_dir / "head.json"
    run("audit", "head", "-o", kept)
    database = Database(f"sqlite:///{data_dir / 'factcheck.sqlite3'}")
    with database.engine.begin() as connection:
        guards_off(database, connection)
        connection.execute(text("DELETE FROM events"))
        connection.execute(text(f"UPDATE log_head SET seq = 0, hash = '{'0' * 64}'"))
    database.dispose()
    assert "Entry 1 is missing" in run("audit", "verify", "--head", kept, code=1).stderr


def test_roles_are_granted_and_the_doctor_notes_who_could_change_the_log(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.embedded:
        assert "SQLite" in run("db", "grant", "service", code=1).stderr
        return
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "s" * 32)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", database.url.render_as_string(False))
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "admin")
    shown = run("doctor").stdout
    assert "the role postgres could change them" in shown
    assert "factcheck db grant ROLE" in shown
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE ROLE cli_service LOGIN")
    assert "no more" in run("db", "grant", "cli_service").stdout
    url = database.url.set(username="cli_service").render_as_string(False)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", url)
    assert "this role cannot change them" in run("doctor").stdout
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY cli_service")
        connection.exec_driver_sql("DROP ROLE cli_service")
