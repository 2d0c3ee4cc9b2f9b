"""A backup is one state, whole; a restore brings back all of it, or changes nothing."""

import gzip
import json
import os
import random
import resource
import shutil
import stat
import tarfile
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factcheck import migrate
from factcheck.db import Base, Database
from factcheck.dump import Rows
from factcheck.errors import Conflict, Damaged, FactcheckError
from factcheck.signing import Signer
from factcheck.store import log, pins
from tests.backups import agrees, embedded, everything, restored, saved, without_the_restore
from tests.newsroom import Newsroom

LATER = "They sold 3 million cars in 2024, 😀 “said” the \u202e office."


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    shutil.copy(sqlite_template, tmp_path / "empty.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield database
    database.dispose()


def fill(room: Newsroom) -> None:
    """Rows of every kind of column: JSON, bytes, moments, words of other scripts."""
    room.verified(published_at="2025-10-14T09:30:00.123456Z")
    body = {"title": "Ünïcode 😀", "text": LATER}
    assert room.editor.post("/articles", body, headers={"Idempotency-Key": "k"}).status_code == 201


def test_what_is_restored_is_what_was_saved(
    newsroom: Newsroom, empty: Database, tmp_path: Path
) -> None:
    fill(newsroom)
    before = everything(newsroom.database)
    head = before["log_head"][0]
    manifest = restored(empty, saved(newsroom.database, tmp_path))
    after = everything(empty)
    assert without_the_restore(after) == without_the_restore(before)
    assert manifest["backend"] == newsroom.database.engine.dialect.name
    assert {each["name"]: each["rows"] for each in manifest["tables"]} == {
        name: len(rows) for name, rows in before.items()
    }
    entry, new = after["events"][-1], after["log_head"][0]
    assert (entry["action"], entry["desk_id"]) == ("log.restored", None)
    assert entry["before"]["epoch"] == str(head["epoch"]) == manifest["head"]["epoch"]
    assert entry["after"] == {"epoch": str(new["epoch"])}
    assert new["epoch"] != head["epoch"]
    signer = Signer(tmp_path / "keys")
    kept = pins.pinned(manifest["head"], trusted=signer.trusted(), origin="manifest")
    with empty.reading() as session:
        assert list(pins.verify(session, [kept]))[-1] == len(before["events"]) + 1


def test_a_backup_of_sqlite_goes_into_either_database(
    database: Database, sqlite_template: Path, tmp_path: Path
) -> None:
    from tests.newsroom import open_newsroom

    shutil.copy(sqlite_template, tmp_path / "source.sqlite3")
    source = Database(f"sqlite:///{tmp_path / 'source.sqlite3'}")
    fill(open_newsroom(source, tmp_path))
    path = saved(source, tmp_path)
    restored(database, path)
    before = everything(source)
    assert without_the_restore(everything(database)) == without_the_restore(before)
    with pytest.raises(Conflict, match="not empty"):
        restored(database, path)
    restored(database, path, force=True)
    assert without_the_restore(everything(database)) == without_the_restore(before)
    for statement in ("UPDATE events SET seq = seq", "DELETE FROM events"):  # guarded again
        with pytest.raises(Exception, match="append-only"), database.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    with database.engine.begin() as connection:
        if not database.embedded:
            query = "SELECT count(*) FROM pg_constraint WHERE condeferrable"
            assert connection.scalar(text(query)) == 0
    source.dispose()


def test_every_kind_of_cell_comes_back_as_it_was(newsroom: Newsroom) -> None:
    fill(newsroom)
    kinds = set()
    from factcheck.backup import rows_of

    for table in Base.metadata.sorted_tables:
        rows = rows_of(table)
        assert isinstance(rows, Rows)
        kinds |= set(rows.columns.values())
        with newsroom.database.reading() as session:
            for row in session.execute(rows.table.select()):
                assert rows.unpacked(rows.packed(row)) == dict(row._mapping)
    assert kinds == {
        "uuid", "time", "json", "bytes", "boolean", "integer", "number", "text", "words",
    }  # fmt: skip


def test_backups_under_load_hold_one_committed_state(
    newsroom: Newsroom, sqlite_template: Path, tmp_path: Path
) -> None:
    claims = [newsroom.claim(text=f"The city spent {n} million euros in 2024.") for n in range(8)]
    done, failures = threading.Event(), list[Any]()

    def write(claim_id: str) -> None:
        try:
            while not done.is_set():
                answers = [newsroom.support(claim_id), newsroom.decide(claim_id)]
                failures.extend(each.data for each in answers if each.status_code != 201)
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)

    writers = [threading.Thread(target=write, args=(each["id"],)) for each in claims]
    for writer in writers:
        writer.start()
    rounds, seen = (20 if newsroom.database.embedded else 5), set()
    try:
        paths = []
        for number in range(rounds):
            folder = tmp_path / str(number)
            folder.mkdir()
            paths.append(saved(newsroom.database, folder))
    finally:
        done.set()
        for writer in writers:
            writer.join(30)
    assert failures == []
    for number, path in enumerate(paths):
        place = shutil.copy(sqlite_template, tmp_path / f"{number}.sqlite3")
        target = Database(f"sqlite:///{place}")
        manifest = restored(target, path)
        seen.add(manifest["head"]["seq"])
        agrees(target)
        with target.reading() as session:
            assert list(log.verify(session))[-1] == manifest["head"]["seq"] + 1
        target.dispose()
    assert len(seen) > rounds // 2  # there was a load


def test_no_key_of_the_data_folder_is_in_a_backup(newsroom: Newsroom, tmp_path: Path) -> None:
    fill(newsroom)
    path = saved(newsroom.database, tmp_path)
    plain = gzip.decompress(path.read_bytes())
    keys = [each.headers["Authorization"][7:] for each in newsroom.clients.values() if each.headers]
    assert len(keys) == 6
    for key in keys:
        assert key.encode() not in plain
        assert key.rpartition("_")[2].encode() not in plain
    assert (tmp_path / "keys" / "signing.key").read_bytes().splitlines()[1] not in plain
    assert b"PRIVATE" not in plain
    assert b"s" * 32 not in plain
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_stored_sources_come_along(newsroom: Newsroom, empty: Database, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots" / "ab"
    folder.mkdir(parents=True)
    (folder / ("ab" * 32)).write_bytes(os.urandom(300_000))
    (folder / ("cd" * 32)).write_bytes(b"")
    (folder / ".half").write_bytes(b"x")
    (folder / "half.part").write_bytes(b"x")
    manifest = restored(empty, saved(newsroom.database, tmp_path))
    back = tmp_path / "restored" / "snapshots" / "ab"
    assert sorted(path.name for path in back.iterdir()) == ["ab" * 32, "cd" * 32]
    for path in back.iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes()
    assert sum(name.startswith("snapshots/") for name in manifest["members"]) == 2


@pytest.mark.one_backend
def test_a_cut_or_altered_backup_is_refused_and_changes_nothing(
    newsroom: Newsroom, empty: Database, tmp_path: Path
) -> None:
    fill(newsroom)
    path = saved(newsroom.database, tmp_path)
    whole, before, dice = path.read_bytes(), everything(empty), random.Random(7)
    bad = tmp_path / "bad.tar.gz"
    wrecks = [b"", b"x", whole[:10], whole[:-1], whole[:-9], whole[: len(whole) // 2], whole[1:]]
    places = [*range(12), *(len(whole) - each for each in range(1, 9))]
    for place in [*places, *(dice.randrange(len(whole)) for _ in range(120))]:
        flipped = bytes([whole[place] ^ 1 << dice.randrange(8)])
        wrecks.append(whole[:place] + flipped + whole[place + 1 :])
    for wreck in wrecks:
        bad.write_bytes(wreck)
        with pytest.raises(Damaged):
            restored(empty, bad)
    assert everything(empty) == before
    restored(empty, path)
    filled = everything(empty)
    bad.write_bytes(whole[:-20])
    with pytest.raises(Damaged):
        restored(empty, bad, force=True)
    assert everything(empty) == filled


def repacked(path: Path, change: Any) -> None:
    """The archive with its members changed, and its compression and tar in order."""
    members = {}
    with tarfile.open(path) as tar:
        for info in tar:
            source = tar.extractfile(info)
            assert source is not None
            members[info.name] = source.read()
    change(members)
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, BytesIO(data))


@pytest.mark.one_backend
def test_a_backup_packed_anew_with_other_contents_is_refused(
    newsroom: Newsroom, empty: Database, tmp_path: Path
) -> None:
    fill(newsroom)
    path, before = saved(newsroom.database, tmp_path), everything(empty)
    whole, desks = path.read_bytes(), "tables/desks/000001.jsonl"

    def edit_manifest(**values: Any) -> Any:
        def change(members: dict[str, bytes]) -> None:
            manifest = json.loads(members["manifest.json"]) | values
            members["manifest.json"] = json.dumps(manifest).encode()

        return change

    changes = [
        lambda members: members.update({desks: members[desks].replace(b"City", b"Cyti")}),
        lambda members: members.pop(desks),
        lambda members: members.pop("manifest.json"),
        lambda members: members.update({"tables/more/000001.jsonl": b"[]\n"}),
        lambda members: members.update({"manifest.json": b"[]"}),
        lambda members: members.update({"manifest.json": b"{"}),
        edit_manifest(release="9"),
        edit_manifest(signature="AAAA"),
    ]
    for change in changes:
        path.write_bytes(whole)
        repacked(path, change)
        with pytest.raises(Damaged):
            restored(empty, path)
    path.write_bytes(whole)

    def signed_anew(members: dict[str, bytes], **values: Any) -> None:
        manifest = json.loads(members["manifest.json"]) | values
        for name in ("signature", "key_id", "public_key", "algorithm"):
            manifest.pop(name)
        signed = Signer(tmp_path / "keys").signed(manifest)
        members["manifest.json"] = json.dumps(signed).encode()

    repacked(path, lambda members: signed_anew(members, schema="9999"))
    with pytest.raises(Conflict, match="does not know"):
        restored(empty, path)
    path.write_bytes(whole)
    repacked(path, lambda members: signed_anew(members, format="other"))
    with pytest.raises(Damaged, match="format"):
        restored(empty, path)
    path.write_bytes(whole)
    head = json.loads(everything_in(path)["manifest.json"])["head"] | {"hash": "0" * 64}
    repacked(path, lambda members: signed_anew(members, head=head))
    with pytest.raises(Damaged, match="signed head"):
        restored(empty, path)
    assert everything(empty) == before


def everything_in(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        found = {info.name: tar.extractfile(info) for info in tar}
        return {name: file.read() for name, file in found.items() if file}


@pytest.mark.one_backend
def test_a_file_that_is_there_is_kept_and_a_full_disk_leaves_no_half(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = saved(newsroom.database, tmp_path)
    first = path.read_bytes()
    with pytest.raises(Conflict, match="--force"):
        saved(newsroom.database, tmp_path)
    newsroom.article()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))  # stands in for a full disk
    try:
        with pytest.raises(OSError, match="File too large"):
            saved(newsroom.database, tmp_path, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == first
    assert [each.name for each in tmp_path.glob("desk.tar.gz*")] == ["desk.tar.gz"]
    saved(newsroom.database, tmp_path, force=True)
    assert path.read_bytes() != first


def test_a_restore_that_fails_halfway_changes_nothing(
    newsroom: Newsroom, empty: Database, tmp_path: Path
) -> None:
    fill(newsroom)
    path, before = saved(newsroom.database, tmp_path), everything(empty)
    calls = []

    def told(done: int, total: int) -> None:
        calls.append((done, total))
        if done > total // 2:
            raise OSError("the disk broke")

    for force in (False, True):
        with pytest.raises(OSError, match="broke"):
            restored(empty, path, told=told, force=force)
        assert everything(empty) == before
    filled = everything(newsroom.database)
    with pytest.raises(OSError, match="broke"):
        restored(newsroom.database, path, told=told, force=True)
    assert everything(newsroom.database) == filled


def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    newsroom: Newsroom, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old release wrote the columns that it knew; here the last step is taken back."""
    older = migrate.revisions()[-2]
    fill(newsroom)
    counted = {name: len(rows) for name, rows in everything(newsroom.database).items()}
    migrate.downgrade(newsroom.database, older)
    with pytest.raises(Conflict, match="db upgrade"):
        saved(newsroom.database, tmp_path)
    found = _reflected(newsroom.database)
    monkeypatch.setattr(migrate, "revisions", lambda: ["0001", older])
    with monkeypatch.context() as old:
        old.setattr("factcheck.backup.Base", found)
        path = saved(newsroom.database, tmp_path)
    monkeypatch.undo()
    target = embedded(tmp_path / "target.sqlite3")
    restored(target, path)
    assert migrate.at(target) == migrate.revisions()[-1]
    after = without_the_restore(everything(target))
    kept = {table.name for table in found.metadata.sorted_tables} - {"log_head"}
    assert {name: len(after[name]) for name in kept} == {name: counted[name] for name in kept}
    with target.reading() as session:
        assert list(log.verify(session))
    with pytest.raises(Conflict, match="not empty"):
        restored(target, path, force=True)
    target.dispose()


class _Old:
    """The models of an older release: those columns of today's that the database has."""

    def __init__(self, database: Database) -> None:
        from sqlalchemy import Column, MetaData, Table, inspect

        known = inspect(database.engine)
        tables = set(known.get_table_names())
        self.metadata = MetaData()
        for table in Base.metadata.sorted_tables:
            if table.name not in tables:
                continue
            there = {each["name"] for each in known.get_columns(table.name)}
            columns = [
                Column(each.name, each.type, primary_key=each.primary_key)
                for each in table.columns
                if each.name in there
            ]
            Table(table.name, self.metadata, *columns)


def _reflected(database: Database) -> _Old:
    return _Old(database)


def test_a_foreign_name_in_a_backup_writes_nothing_outside(tmp_path: Path) -> None:
    from factcheck.restore import _place

    for name in ("snapshots/../x", "snapshots//x", "snapshots/a/../../x", "snapshots/.x"):
        with pytest.raises(FactcheckError):
            _place(name, BytesIO(b"x"), tmp_path / "snapshots")
    assert list(tmp_path.iterdir()) == []
