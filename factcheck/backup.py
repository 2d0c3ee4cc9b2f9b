"""A backup: one state of the whole database and the stored sources, in one file.

It is read in one transaction, so work goes on meanwhile. No key of the data folder is in it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    func,
    select,
    text,
)
from sqlalchemy.orm import Session

from factcheck import __version__, dump, migrate
from factcheck.db import Base, Database
from factcheck.dump import Rows, Writer
from factcheck.errors import Conflict
from factcheck.kinds import Tokens, UtcDateTime
from factcheck.signing import Signer
from factcheck.store import log, pins

Told = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""
_CHUNK = 4_000_000
_LARGE = frozenset({"drafts", "reports", "renderings"})
"""Tables with rows of megabytes, of which few are read at once."""
_MANY, _FEW = 500, 10
_KINDS: tuple[tuple[Any, str], ...] = (
    (Uuid, "uuid"),
    (UtcDateTime, "time"),
    (Tokens, "words"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
    (Boolean, "boolean"),
    (Integer, "integer"),
    (Float, "number"),
    (String, "text"),
)


def backup(
    database: Database,
    target: Path,
    *,
    snapshots: Path,
    signer: Signer,
    now: datetime,
    force: bool = False,
    told: Told = lambda _done, _total: None,
) -> dict[str, Any]:
    """Write a backup to `target`; returns its manifest. A file that is there is kept.

    Raises:
        Conflict: `target` is there and `force` is not given, or the schema is not at head.
    """
    if target.exists() and not force:
        raise Conflict(f"{target} is there already; --force writes over it.")
    with _whole(target) as file, dump.writing(file) as writer:
        with database.reading() as session:
            manifest = _state(session, signer, now)
            manifest["backend"] = database.engine.dialect.name
            _tables(session, writer, manifest, told)
        for path in _files(snapshots):  # after the rows that name them: no file is missing
            writer.add_file(f"snapshots/{path.relative_to(snapshots).as_posix()}", path)
        manifest["members"] = dict(writer.members)
        manifest = signer.signed(manifest)
        writer.add(dump.MANIFEST, dump.manifest_text(manifest))
    return manifest


def _state(session: Session, signer: Signer, now: datetime) -> dict[str, Any]:
    """What the manifest says of the whole; the first look fixes the state that is read."""
    at = session.scalar(text("SELECT version_num FROM alembic_version"))
    newest = migrate.revisions()[-1]
    if at != newest:
        raise Conflict(f"The schema is {at}, not {newest}: run `factcheck db upgrade` first.")
    head = pins.signed_head(log.head(session), signer=signer, now=now)
    return {
        "format": dump.FORMAT,
        "release": __version__,
        "schema": at,
        "at": head["at"],
        "head": head,
    }


def _tables(session: Session, writer: Writer, manifest: dict[str, Any], told: Told) -> None:
    every = [(each, rows_of(each)) for each in Base.metadata.sorted_tables]
    counts = {
        each.name: session.scalar(select(func.count()).select_from(each)) or 0 for each, _ in every
    }
    done, total = 0, sum(counts.values())
    for each, rows in every:
        for number, (chunk, size) in enumerate(_chunks(session, each, rows), 1):
            writer.add(f"tables/{each.name}/{number:06}.jsonl", chunk)
            done += size
            told(done, total)
    manifest["tables"] = [
        {"name": rows.name, "rows": counts[rows.name], "columns": list(rows.columns.items())}
        for _, rows in every
    ]


def _chunks(session: Session, source: Table, rows: Rows) -> Iterator[tuple[bytes, int]]:
    """The table as lines, some megabytes at a time, each with its count of rows."""
    plain = rows.table
    order = [plain.c[column.name] for column in source.primary_key]
    at_once = _FEW if source.name in _LARGE else _MANY
    query = select(plain).order_by(*order).execution_options(yield_per=at_once)
    lines: list[bytes] = []
    size = 0
    for row in session.execute(query):
        lines.append(rows.packed(row))
        size += len(lines[-1])
        if size >= _CHUNK:
            yield b"".join(lines), len(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines), len(lines)


def rows_of(source: Table) -> Rows:
    """How a table is written down."""
    return Rows(source.name, {column.name: _kind(column) for column in source.columns})


def _kind(column: Column[Any]) -> str:
    return next(kind for types, kind in _KINDS if isinstance(column.type, types))


def _files(folder: Path) -> list[Path]:
    """The stored sources; what is still being written has a name of another kind."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".part", ".new", ".tmp"} and path.name[0] != "."
    )


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole and on the disk, or not at all; its owner's alone."""
    part = target.with_name(f"{target.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
