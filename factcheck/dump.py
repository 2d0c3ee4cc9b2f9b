"""The file format of a backup: a gzipped tar of tables as JSON lines, read without a model.

Members: `tables/<name>/<number>.jsonl` (one array a row, some megabytes a member),
`snapshots/…` (the files as they are) and last `manifest.json`, signed, which names each
member with its size and SHA-256, and each table's columns with their types.
"""

import gzip
import hashlib
import json
import tarfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Double,
    LargeBinary,
    TableClause,
    Text,
    Uuid,
    column,
    table,
)
from sqlalchemy.types import TypeEngine

from factcheck.canonical import canonical_json
from factcheck.errors import Damaged
from factcheck.kinds import Tokens, UtcDateTime
from factcheck.signing import NotGenuine, checked

FORMAT = "factcheck.backup/1"
MANIFEST = "manifest.json"
_LEVEL = 6
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""How gzip begins with no name and no time in it; nothing else guards these bytes."""
_PIECE = 1 << 20

KINDS: dict[str, TypeEngine[Any]] = {
    "uuid": Uuid(),
    "time": UtcDateTime(),
    "json": JSON(none_as_null=True),
    "bytes": LargeBinary(),
    "boolean": Boolean(create_constraint=False),
    "integer": BigInteger(),
    "number": Double(),
    "text": Text(),
    "words": Tokens(),
}
"""The types of columns, by the words that the manifest has for them."""
_OUT: dict[str, Callable[[Any], Any]] = {
    "uuid": str,
    "time": datetime.isoformat,
    "bytes": lambda value: b64encode(value).decode(),
}
_IN: dict[str, Callable[[Any], Any]] = {
    "uuid": UUID,
    "time": datetime.fromisoformat,
    "bytes": b64decode,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in a backup: its columns with their kinds, in the order of the arrays."""

    name: str
    columns: dict[str, str]

    @property
    def table(self) -> TableClause:
        """Something to select from and insert into; it needs no model of the table."""
        return table(self.name, *(column(name, KINDS[kind]) for name, kind in self.columns.items()))

    def packed(self, row: Any) -> bytes:
        """A row as a line of JSON, in letters that every encoding has."""
        kinds = self.columns.values()
        cells = [_turned(_OUT, kind, cell) for kind, cell in zip(kinds, row, strict=True)]
        return json.dumps(cells, separators=(",", ":")).encode() + b"\n"

    def unpacked(self, line: bytes) -> dict[str, Any]:
        """The row again, by column."""
        cells = zip(self.columns.items(), json.loads(line), strict=True)
        return {name: _turned(_IN, kind, cell) for (name, kind), cell in cells}


def _turned(ways: dict[str, Callable[[Any], Any]], kind: str, cell: Any) -> Any:
    return cell if cell is None or kind not in ways else ways[kind](cell)


@dataclass(slots=True)
class Writer:
    """Adds members to a backup and remembers what they hold."""

    tar: tarfile.TarFile
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        """A member with these bytes."""
        self._add(name, BytesIO(data), len(data))

    def add_file(self, name: str, path: Path) -> None:
        """A member with what a file holds."""
        with path.open("rb") as source:
            self._add(name, source, path.stat().st_size)

    def _add(self, name: str, source: IO[bytes], size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        hashing = _Hashing(source)
        self.tar.addfile(info, hashing)
        self.members[name] = {"size": size, "sha256": hashing.hash.hexdigest()}


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._source.read(size)
        self.hash.update(data)
        return data


@contextmanager
def writing(file: IO[bytes]) -> Iterator[Writer]:
    """Write a backup to an open file."""
    with (
        gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        yield Writer(tar)


@contextmanager
def reading(file: IO[bytes]) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The members of a backup, one after the other, each to be read before the next.

    Raises:
        Damaged: the file is no backup, or was cut off or altered.
    """
    file.seek(0)
    if file.read(len(_HEADER)) != _HEADER:
        raise Damaged("This is no backup, or its first bytes were altered.")
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            yield _members(tar)
            while packed.read(_PIECE):  # to its very end, where gzip keeps its own check
                pass
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Damaged("The backup is cut off or altered; nothing was changed.") from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for info in tar:
        member = tar.extractfile(info) if info.isreg() else None
        if member is None:
            raise Damaged("The backup holds something that is no file.")
        yield info.name, member


def manifest_of(file: IO[bytes]) -> dict[str, Any]:
    """The manifest, after every member was held against it and its signature checked.

    Raises `Damaged`.
    """
    found: dict[str, dict[str, Any]] = {}
    text = b""
    with reading(file) as members:
        for name, member in members:
            if text or name in found:
                raise Damaged("The backup goes on behind its manifest, or holds a member twice.")
            if name == MANIFEST:
                text = member.read()
            else:
                found[name] = _measured(member)
    manifest = _read(text)
    for name in sorted(found.keys() | manifest["members"].keys()):
        if found.get(name) != manifest["members"].get(name):
            raise Damaged(f"In the backup {name} is not what the manifest says.")
    return manifest


def _measured(member: IO[bytes]) -> dict[str, Any]:
    """The size and SHA-256 of a member, read a piece at a time."""
    hashing, size = _Hashing(member), 0
    while piece := hashing.read(_PIECE):
        size += len(piece)
    return {"size": size, "sha256": hashing.hash.hexdigest()}


def _read(text: bytes) -> dict[str, Any]:
    if not text:
        raise Damaged("The backup has no manifest: it is cut off, or none of ours.")
    try:
        manifest: dict[str, Any] = json.loads(text)
        facts = checked(manifest, None)
    except (ValueError, AttributeError, NotGenuine) as error:
        raise Damaged("The manifest of the backup was altered.") from error
    if facts.get("format") != FORMAT:
        raise Damaged(f"The backup is of a format that this release does not know; {FORMAT} it is.")
    return manifest


def manifest_text(manifest: dict[str, Any]) -> bytes:
    """The manifest as it is stored."""
    return canonical_json(manifest).encode()
