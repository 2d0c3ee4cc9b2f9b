"""Rows made ready for the driver ahead of the transaction that stores them, a table at a time.

What costs most of storing a row is turning its values into what the database takes. That
needs no database, so those who prepare an article do it, and the one who writes hands over
what is ready: to COPY on PostgreSQL, to a statement for many rows on SQLite.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum as Vocabulary
from itertools import chain
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON

from factcheck.db import Base, dump_json

Packed = bytes | list[tuple[Any, ...]]
"""Lines for COPY, or parameters for a statement that is run for each."""
_SPECIAL = re.compile(r"[\\\n\r\t]")
_ESCAPED = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_DIALECTS: Mapping[str, Callable[[], Dialect]] = {
    "sqlite": lambda: sqlite.dialect(paramstyle="qmark", json_serializer=dump_json),
    "postgresql": postgresql.dialect,
}


class Packer:
    """Packs rows of one table for one kind of database. `last` are columns to stand at the end."""

    def __init__(self, model: type[Base], backend: str, *, last: Sequence[str] = ()) -> None:
        table = cast("Table", model.__table__)
        first = [each.key for each in table.columns if each.key not in last]
        self.columns = [table.columns[name] for name in (*first, *last)]
        self._copies = backend == "postgresql"
        dialect = _DIALECTS[backend]()
        self._known = {each.key: _default(each) for each in self.columns}
        self._steps = [
            (each.key, _copied(each) if self._copies else _bound(each, dialect))
            for each in self.columns[: len(first)]
        ]
        self.sql = _sql(table, self.columns, dialect, copies=self._copies)

    def pack(self, rows: Iterable[Mapping[str, Any]]) -> Packed:
        """These rows; what a row does not name is the column's default, else NULL."""
        if self._copies:
            lines = ("\t".join(self._values(row)) + "\n" for row in rows)
            return "".join(lines).encode()
        return [tuple(self._values(row)) for row in rows]

    def line(self, row: Mapping[str, Any]) -> Any:
        """One row that is still without its last columns."""
        values = self._values(row)
        return "\t".join(values) if self._copies else tuple(values)

    def _values(self, row: Mapping[str, Any]) -> list[Any]:
        given = {**self._known, **row}
        return [
            (given[name] if process is None else process(given[name]))
            for name, process in self._steps
        ]


def write(session: Session, packer: Packer, parts: Iterable[Packed]) -> None:
    """Insert what was packed. The driver's complaints become SQLAlchemy's, without the values."""
    connection = session.connection()
    raw, dialect = connection.connection.driver_connection, connection.dialect
    cursor: Any = raw.cursor()  # type: ignore[union-attr]
    driver: Any = dialect.loaded_dbapi
    try:
        if dialect.name == "postgresql":
            with cursor.copy(packer.sql) as copy:
                for part in parts:
                    copy.write(part)
        else:
            cursor.executemany(packer.sql, chain.from_iterable(cast("Any", parts)))
    except driver.Error as error:
        lost = dialect.is_disconnect(error, cast("Any", raw), cursor)
        raise DBAPIError.instance(
            packer.sql,
            None,
            error,
            driver.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=dialect,
        ) from error
    finally:
        cursor.close()


def _sql(table: Table, columns: Sequence[Column[Any]], dialect: Dialect, *, copies: bool) -> str:
    quote = dialect.identifier_preparer
    names = ", ".join(quote.format_column(each) for each in columns)
    if copies:
        return f"COPY {quote.format_table(table)} ({names}) FROM STDIN"
    places = ", ".join("?" for _ in columns)
    return f"INSERT INTO {quote.format_table(table)} ({names}) VALUES ({places})"  # noqa: S608


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg if default is not None and default.is_scalar else None


def _bound(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _copied(column: Column[Any]) -> Callable[[Any], str]:
    return _json if isinstance(column.type, JSON) else _plain


def _json(value: Any) -> str:
    return r"\N" if value is None else _text(dump_json(value))


def _plain(value: Any) -> str:
    """As COPY reads it in its text format (PostgreSQL manual, "COPY", File Formats)."""
    if value is None:
        return r"\N"
    if isinstance(value, Vocabulary):
        return _text(value.value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else repr(value)


def _text(value: str) -> str:
    return value.translate(_ESCAPED) if _SPECIAL.search(value) else value
