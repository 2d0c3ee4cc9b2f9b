"""Put a backup back: all of it, in one transaction, or nothing."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from factcheck import dump, migrate
from factcheck.actor import OPERATOR_ID, Actor
from factcheck.backup import Told
from factcheck.db import Base, Database
from factcheck.dump import Rows
from factcheck.errors import Conflict, Damaged
from factcheck.store import log, logins
from factcheck.store.pins import RESTORED
from factcheck.vocabulary import Channel, Role

_PLACE = re.compile(r"snapshots(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_BATCH = 500
Manifest = dict[str, Any]


def restore(
    database: Database,
    source: Path,
    *,
    snapshots: Path,
    now: datetime,
    force: bool = False,
    told: Told = lambda _done, _total: None,
) -> Manifest:
    """Load a backup into an empty database, checked whole before anything is touched.

    The log begins a new epoch with an entry that says so, for cursors and heads of before
    may name entries that are gone. Returns the manifest.

    Raises:
        Damaged: the file is no backup, or was cut off or altered.
        Conflict: the database is not empty and `force` is not given, or the schema is unknown.
        LogBroken: the log that was saved does not verify.
    """
    with source.open("rb") as file:
        manifest = dump.manifest_of(file)
        if manifest["schema"] not in migrate.revisions():
            raise Conflict(
                f"The backup was made by release {manifest['release']} with schema "
                f"{manifest['schema']}, which this release does not know: update it first."
            )
        migrate.upgrade(database)
        if manifest["schema"] != migrate.revisions()[-1]:
            _restore_older(database, file, manifest, snapshots, now, told)
            return manifest
        with database.writing() as session:
            if force:
                _wipe(session.connection())
            _refuse_filled(session)
            epoch = _load(session, file, manifest, snapshots, told)
            _begin_epoch(session, manifest, epoch, now)
    return manifest


def _restore_older(
    database: Database,
    file: IO[bytes],
    manifest: Manifest,
    snapshots: Path,
    now: datetime,
    told: Told,
) -> None:
    """Load a backup of an older schema into an empty database, then bring it up to date."""
    with database.reading() as session:
        _refuse_filled(session)
    try:
        migrate.downgrade(database, manifest["schema"])
        with database.writing() as session:
            epoch = _load(session, file, manifest, snapshots, told)
    finally:
        migrate.upgrade(database)
    with database.writing() as session:
        _begin_epoch(session, manifest, epoch, now)


def _refuse_filled(session: Session) -> None:
    """Raise `Conflict` unless the database is as a migration leaves it."""
    for table in Base.metadata.sorted_tables:
        if table.name == log.LogHead.__tablename__:
            continue
        if session.execute(select(table.primary_key.columns[0]).limit(1)).first():
            raise Conflict(
                f"The database is not empty: there is something in {table.name}. Restore into an "
                "empty one; --force wipes this one first (not with a backup of an older schema)."
            )


def _load(
    session: Session, file: IO[bytes], manifest: Manifest, snapshots: Path, told: Told
) -> UUID:
    """Put all rows and files in their places; returns the log's new epoch."""
    tables = {
        each["name"]: Rows(each["name"], dict(each["columns"])) for each in manifest["tables"]
    }
    connection, epoch = session.connection(), uuid4()
    connection.exec_driver_sql("DELETE FROM log_head")  # the one that came with the schema
    done, total = 0, sum(each["rows"] for each in manifest["tables"])
    with _lenient(connection), dump.reading(file) as members:
        for name, member in members:
            if name.startswith("snapshots/"):
                _place(name, member, snapshots)
            if not name.startswith("tables/"):
                continue
            data = member.read()
            if hashlib.sha256(data).hexdigest() != manifest["members"][name]["sha256"]:
                raise Damaged("The backup changed while it was read.")
            rows = tables[name.split("/")[1]]
            done += _insert(connection, rows, data, epoch)
            told(done, total)
    _count(connection, manifest, tables)
    return epoch


def _insert(connection: Connection, rows: Rows, data: bytes, epoch: UUID) -> int:
    lines = data.splitlines()
    fresh = {"epoch": epoch} if rows.name == log.LogHead.__tablename__ else {}
    target = insert(rows.table)
    for start in range(0, len(lines), _BATCH):
        batch = lines[start : start + _BATCH]
        connection.execute(target, [rows.unpacked(line) | fresh for line in batch])
    return len(lines)


def _count(connection: Connection, manifest: Manifest, tables: dict[str, Rows]) -> None:
    for each in manifest["tables"]:
        query = select(func.count()).select_from(tables[each["name"]].table)
        found = connection.scalar(query)
        if found != each["rows"]:
            raise Damaged(f"{each['name']} has {found} rows instead of {each['rows']}.")


def _begin_epoch(session: Session, manifest: Manifest, epoch: UUID, now: datetime) -> None:
    """Check the log that came back against its own head, and say in it what happened.

    Logins end: what ended one since the backup, such as another password, is not in it.
    """
    then, newest = manifest["head"], log.head(session)
    for _ in log.verify(session):
        pass
    if (newest.seq, newest.hash) != (then["seq"], then["hash"]):
        raise Damaged("The log in the backup is not the one that its signed head names.")
    logins.end_every(session, now)
    log.record(
        session,
        RESTORED,
        SimpleNamespace(id=epoch),
        actor=_OPERATOR,
        now=now,
        desk_id=None,
        before={key: then[key] for key in ("epoch", "seq", "hash")} | {"at": manifest["at"]},
        after={"epoch": str(epoch)},
    )


_OPERATOR = Actor(
    person_id=OPERATOR_ID,
    name="operator",
    email="",
    desk_id=UUID(int=0),
    role=Role.ADMIN,
    scopes=frozenset(),
    auth_method="local",
    channel=Channel.CLI,
)


def _place(name: str, member: IO[bytes], folder: Path) -> None:
    """Put a stored source back, unless it is there: its name is the hash of what it holds."""
    if not _PLACE.fullmatch(name):
        raise Damaged(f"The backup wants to write to {name!r}.")
    path = folder.parent / name
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            while piece := member.read(1 << 20):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _lenient(connection: Connection) -> Iterator[None]:
    """Check foreign keys at the end: a row may name one of its own table that comes later."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # till the commit checks them
        yield
        return
    query = text(
        "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I ', conrelid::regclass, conname) "
        "FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable "
        "AND connamespace = to_regnamespace(current_schema())"
    )
    found = list(connection.scalars(query))
    for each in found:
        connection.exec_driver_sql(f"{each} DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for each in found:
        connection.exec_driver_sql(f"{each} NOT DEFERRABLE")


def _wipe(connection: Connection) -> None:
    """Empty every table, the log too: its guards stand aside and come back."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    if connection.dialect.name == "sqlite":
        query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = connection.execute(query).all()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for guard in guards:
            connection.exec_driver_sql(f'DROP TRIGGER "{guard.name}"')
        for name in names:
            connection.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608 - a table of ours
        for guard in guards:
            connection.exec_driver_sql(guard.sql)
        return
    for verb in ("DISABLE", "ENABLE"):
        for name in names:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" {verb} TRIGGER USER')
        if verb == "DISABLE":
            listed = ", ".join(f'"{name}"' for name in names)
            connection.exec_driver_sql(f"TRUNCATE {listed}")
