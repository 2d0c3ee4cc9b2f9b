"""Statements that are compiled once and run on the driver's own cursor.

SQLAlchemy spends more on handing a small statement over than SQLite does on running it.
The few statements that every request and every decision needs are written with SQLAlchemy
all the same, and compiled by it; what is left out is what it does at each call.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Row = tuple[Any, ...]
Processor = Callable[[Any], Any]


@dataclass(slots=True)
class _Compiled:
    """A statement for one database.

    `names` are the parameters in the order of the place holders, None where the driver
    takes them by name; `fixed` are values that the statement itself holds. What comes out
    is turned by `out`, which hangs on the driver's own types and so is known from the first
    answer on.
    """

    sql: str
    names: Sequence[str] | None
    fixed: Mapping[str, Any]
    into: Sequence[tuple[str, Processor]]
    kinds: Sequence[TypeEngine[Any]]
    out: Sequence[tuple[int, Processor]] | None = None

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        given = {**self.fixed, **values}
        for name, process in self.into:
            if name in values:
                given[name] = process(values[name])
        return given if self.names is None else [given[name] for name in self.names]

    def row(self, found: Row) -> Row:
        """A row as SQLAlchemy would give it."""
        row = list(found)
        for at, process in self.out or ():
            row[at] = process(row[at])
        return tuple(row)


@dataclass(frozen=True, slots=True)
class Glance:
    """A connection for single statements, each of which sees a state of its own.

    What a transaction costs is as much again as the statement in it.
    """

    dialect: Dialect
    raw: Any


class Prepared:
    """A statement whose values alone change from call to call."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, session: Session | Glance, **values: Any) -> list[Row]:
        """Run it once and give its rows."""
        dialect, raw = _link(session)
        compiled = self._for(dialect)
        cursor = _run(dialect, raw, compiled.sql, compiled.parameters(values))
        found = cursor.fetchall()
        if compiled.out is None:
            compiled.out = list(_out(compiled.kinds, cursor.description, dialect))
        return [compiled.row(each) for each in found]

    def first(self, session: Session | Glance, **values: Any) -> Row | None:
        """Run it once and give its first row, if there is one."""
        dialect, raw = _link(session)
        compiled = self._for(dialect)
        cursor = _run(dialect, raw, compiled.sql, compiled.parameters(values))
        found = cursor.fetchone()
        if compiled.out is None:
            compiled.out = list(_out(compiled.kinds, cursor.description, dialect))
        return None if found is None else compiled.row(found)

    def write(self, session: Session, *values: Mapping[str, Any]) -> int:
        """Run it for each of these; gives how many rows the last one touched."""
        dialect, raw = _link(session)
        compiled = self._for(dialect)
        touched = 0
        for each in values:
            touched = _run(dialect, raw, compiled.sql, compiled.parameters(each)).rowcount
        return touched

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return found


def _link(session: Session | Glance) -> tuple[Dialect, Any]:
    """The database's kind, and the driver's connection to it."""
    if isinstance(session, Glance):
        return session.dialect, session.raw
    connection = session.connection()
    return connection.dialect, connection.connection.driver_connection


def _run(dialect: Dialect, raw: Any, sql: str, parameters: Any) -> Any:
    """Run it on the transaction's own cursor; the driver's complaints become SQLAlchemy's."""
    cursor = raw.cursor()
    try:
        cursor.execute(sql, parameters)
    except dialect.loaded_dbapi.Error as error:
        lost = dialect.is_disconnect(error, raw, cursor)
        raise DBAPIError.instance(
            sql,
            parameters,
            error,
            dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=dialect,
        ) from error
    return cursor


def _compile(statement: Executable, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - what a dialect's compiler is
    into, fixed = {}, {}
    for name, parameter in compiled.binds.items():
        process = _impl(parameter.type, dialect).bind_processor(dialect)
        if process is not None:
            into[name] = process
        if not parameter.required:
            value = parameter.effective_value
            fixed[name] = process(value) if process else value
    columns = compiled._result_columns  # noqa: SLF001 - the one list of the columns' types
    kinds = [_impl(column.type, dialect) for column in columns]
    names = list(compiled.positiontup or ()) if compiled.positional else None
    return _Compiled(compiled.string, names, fixed, list(into.items()), kinds)


def _out(
    kinds: Sequence[TypeEngine[Any]], described: Sequence[Any], dialect: Dialect
) -> Iterator[tuple[int, Processor]]:
    """The columns whose values are not yet what SQLAlchemy would give, and how they become so."""
    for at, (kind, column) in enumerate(zip(kinds, described, strict=True)):
        process = kind.result_processor(dialect, column[1])
        if process is not None:
            yield at, process


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
