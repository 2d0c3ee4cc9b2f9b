"""What the tests of backups need: a look at every row, and databases of their own."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from factcheck import migrate
from factcheck.backup import backup
from factcheck.clock import utcnow
from factcheck.db import Base, Database
from factcheck.restore import restore
from factcheck.signing import Signer
from factcheck.store.log import Event

Rows = dict[str, list[dict[str, Any]]]


def everything(database: Database) -> Rows:
    """Every row of every table, by the models."""
    with database.reading() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def without_the_restore(rows: Rows) -> Rows:
    """The rows as they were before the restore said that it had been."""
    kept = [row for row in rows["events"] if row["action"] != "log.restored"]
    return rows | {"events": kept, "log_head": []}


def saved(database: Database, folder: Path, **options: Any) -> Path:
    """A backup of the database, signed by the key in `folder`."""
    target = folder / "desk.tar.gz"
    signer = Signer(folder / "keys")
    snapshots = folder / "snapshots"
    backup(database, target, snapshots=snapshots, signer=signer, now=utcnow(), **options)
    return target


def restored(database: Database, source: Path, **options: Any) -> dict[str, Any]:
    """What `restore` says of the backup that it put into the database."""
    snapshots = Path(source).parent / "restored" / "snapshots"
    return restore(database, source, snapshots=snapshots, now=utcnow(), **options)


def embedded(path: Path) -> Database:
    """An SQLite database at head."""
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    return database


def agrees(database: Database) -> None:
    """Every row that a transaction writes with an entry of the log is there with it."""
    with database.reading() as session:
        told: dict[str, int] = dict(
            session.execute(select(Event.action, func.count()).group_by(Event.action)).all()
        )
        versions = dict(
            session.execute(
                select(Event.object_id, func.max(Event.object_version))
                .where(Event.object_type == "claim")
                .group_by(Event.object_id)
            ).all()
        )
    rows = everything(database)
    assert len(rows["reviews"]) == told.get("claim.reviewed", 0)
    assert len(rows["evidence"]) == told.get("evidence.added", 0)
    assert len(rows["articles"]) == told.get("article.received", 0)
    assert {each["id"] for each in rows["claims"]} == set(versions)
    reviewed = {each["claim_id"] for each in rows["reviews"]}
    for claim in rows["claims"]:
        assert claim["version"] >= (versions[claim["id"]] or 0)
        assert (claim["status"].value != "unverified") <= (claim["id"] in reviewed)
