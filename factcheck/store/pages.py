"""Keyset pages: a list read from where the last page ended, never by counting rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, or_
from sqlalchemy.orm import Session

from factcheck.errors import Rejected
from factcheck.saying import say

T = TypeVar("T")
Cursor: TypeAlias = list[str | int | float]
"""The sort values of the last row of a page, in the order of the sort."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and where the next page begins (None after the last)."""

    items: list[T]
    next: Cursor | None


def keyset(
    session: Session,
    query: Select[T],
    order: Sequence[UnaryExpression[Any]],
    *,
    limit: int,
    after: Cursor | None,
) -> Page[T]:
    """The next `limit` rows of `query` behind `after`, sorted by `order`.

    `order` holds `column.asc()` or `column.desc()`; the last column must be unique, and
    none may be NULL. Raises `Rejected` for a cursor that does not fit the sort.
    """
    columns = [term.element for term in order]
    if after is not None:
        query = query.where(behind(order, after))
    rows = session.execute(query.add_columns(*columns).order_by(*order).limit(limit + 1)).all()
    more = len(rows) > limit
    last = rows[limit - 1][1:] if more else None
    return Page(
        [row[0] for row in rows[:limit]], [_plain(value) for value in last] if last else None
    )


def behind(order: Sequence[UnaryExpression[Any]], after: Cursor) -> ColumnElement[bool]:
    """What holds of the rows behind a cursor: `(a, b) > (x, y)`, each way up or down.

    Raises `Rejected` for a cursor that does not fit the sort.
    """
    if len(after) != len(order):
        raise _unfit()
    terms: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for term, raw in zip(order, after, strict=True):
        column: Any = term.element
        value = _typed(column, raw)
        down = "DESC" in str(term.modifier).upper()
        terms.append(and_(*equal, column < value if down else column > value))
        equal.append(column == value)
    return or_(*terms)


def _plain(value: Any) -> str | int | float:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    plain: str | int | float = value
    return plain


def _typed(column: ColumnElement[Any], raw: Any) -> Any:
    kind = column.type.python_type
    try:
        if kind is datetime:
            return _moment(raw)
        if kind in (UUID, int, float):
            value = kind(raw)
            if kind is int:
                value.to_bytes(8, signed=True)  # as wide as the databases' own
            return value
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _unfit() from error
    if not isinstance(raw, str):
        raise _unfit()
    return raw


def _moment(raw: str) -> datetime:
    moment = datetime.fromisoformat(raw)
    if moment.tzinfo is None:
        raise ValueError("a naive datetime is no moment")
    return moment.astimezone(UTC)


def _unfit() -> Rejected:
    return Rejected(
        say("The cursor does not belong to this list."),
        {"cursor": [say("Use a `next` address as it was given, with the same filters and sort.")]},
    )
