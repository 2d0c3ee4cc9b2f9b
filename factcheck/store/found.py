"""Finding facts by their tokens: FTS5 on SQLite, a GIN index on PostgreSQL."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    Text,
    cast,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import Session

RARE = 5_000
"""A word that stands in more facts than these says little about what a text is about."""
_MOST_WORDS = 6
_MOST_FOUND = 200
_INDEX = table("facts_index", column("rowid", BigInteger()), column("facts_index", String()))
_NUMBER = literal_column("facts.number", BigInteger())
_TOKENS: ColumnElement[Any] = literal_column("facts.tokens", ARRAY(Text()))


def with_tokens(
    session: Session, query: Any, tokens: Sequence[str]
) -> tuple[Any, ColumnElement[int]]:
    """A query of facts, narrowed to those with all these tokens, and what to sort it by.

    FTS5 reads its lists of rows from the newest end and stops when a page is full, but only
    if it is asked to sort by its own row numbers.
    """
    if session.get_bind().dialect.name == "sqlite":
        query = query.join(_INDEX, _INDEX.c.rowid == _NUMBER).where(_matches(tokens))
        return query, _INDEX.c.rowid
    return query.where(_contains(tokens)), _NUMBER


def with_most(session: Session, words: Sequence[str], scope: Sequence[str]) -> list[int]:
    """The numbers of the facts in scope that have most of the text's rarest words.

    Common words are left out: reading where they stand takes longer than the answer is worth.
    """
    lists = [found for word in words if (found := _rare(session, [word, *scope]))]
    seen: Counter[int] = Counter()
    for numbers in sorted(lists, key=len)[:_MOST_WORDS]:
        seen.update(numbers)
    most = max(seen.values(), default=0)
    alike = (number for number, shared in seen.items() if shared == most)
    return sorted(alike, reverse=True)[:_MOST_FOUND]


def _rare(session: Session, tokens: Sequence[str]) -> Sequence[int]:
    """The facts with these tokens; none if they are too many."""
    if session.get_bind().dialect.name == "sqlite":
        query = select(_INDEX.c.rowid).where(_matches(tokens))
    else:
        query = select(_NUMBER).select_from(table("facts")).where(_contains(tokens))
    found = session.scalars(query.limit(RARE + 1)).all()
    return found if len(found) <= RARE else ()


def _matches(tokens: Sequence[str]) -> ColumnElement[bool]:
    """Tokens hold letters, digits, `_` and `=` alone, so quoting them is all it takes."""
    return _INDEX.c.facts_index.op("MATCH", is_comparison=True)(
        " ".join(f'"{each}"' for each in tokens)
    )


def _contains(tokens: Sequence[str]) -> ColumnElement[bool]:
    return _TOKENS.contains(cast(array(list(tokens)), ARRAY(Text())))
