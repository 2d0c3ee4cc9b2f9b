"""Facts for tools, who ask all day: only what is written out is read, and little is done to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, select
from sqlalchemy.orm import Session

from factcheck.errors import NotFound
from factcheck.prepared import Glance, Prepared, Row
from factcheck.store.facts import NO_FACT, Fact, FactFilters, Reader, check_seen, narrowed
from factcheck.store.pages import Cursor, Page, behind
from factcheck.store.people import HOLDER, Holder

_FACTS = cast("Table", Fact.__table__)
_WRITTEN = (_FACTS.c.number, _FACTS.c.version, _FACTS.c.body)
_SEEN = ("desk_id", "live", "public", "was_public")
_OPEN = tuple(_FACTS.c[name] for name in _SEEN)
_WANTED = _FACTS.c.claim_id == bindparam("wanted", type_=Uuid())
_BY_ID = Prepared(select(*_WRITTEN, *_OPEN).where(_WANTED))
_BY_ID_AND_KEY = Prepared(HOLDER.add_columns(*_WRITTEN, *_OPEN).outerjoin(_FACTS, _WANTED))
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """A fact as far as it is needed to be written out. `body` as in `Fact`."""

    number: int
    version: int
    body: str


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that not everybody may see."""

    fact: Written
    seen: Mapping[str, Any]

    def shown_to(self, reader: Reader) -> Written:
        """What the reader gets of it. Raises `NotFound`, `FactWithdrawn`."""
        check_seen(reader, number=self.fact.number, **self.seen)
        return self.fact


def one(session: Session, reader: Reader, claim_id: UUID) -> Written:
    """The fact. Raises `NotFound`, `FactWithdrawn`."""
    row = _BY_ID.first(session, wanted=claim_id)
    if row is None:
        raise NotFound(NO_FACT)
    return _found(row).shown_to(reader)


def one_by_key(
    session: Session | Glance, key_id: str, claim_id: UUID
) -> tuple[Holder | None, Found | None]:
    """Whose key it is, and the fact for whoever it is: both in one statement."""
    row = _BY_ID_AND_KEY.first(session, key_id=key_id, wanted=claim_id)
    if row is None:
        return None, None
    own = len(fields(Holder))
    fact = row[own:]
    return Holder(*row[:own]), _found(fact) if fact[0] is not None else None


def _found(row: Row) -> Found:
    return Found(Written(*row[:3]), dict(zip(_SEEN, row[3:], strict=True)))


def page(
    session: Session, reader: Reader, filters: FactFilters, *, limit: int, after: Cursor | None
) -> Page[Written]:
    """The same page for tools, who ask all day: only what is written out."""
    query, order = narrowed(session, reader, filters, tombstones=False)
    if after is not None:
        query = query.where(behind([order.desc()], after))
    query = query.with_only_columns(*_WRITTEN).order_by(order.desc()).limit(limit + 1)
    rows = [Written(*row) for row in session.execute(query)]
    return Page(rows[:limit], [rows[limit - 1].number] if len(rows) > limit else None)


def every(session: Session, reader: Reader, filters: FactFilters) -> Iterator[Written]:
    """All facts that a reader may see, newest change first, in one state of the database.

    They are read as they are taken: a million of them need no more memory than a thousand.
    """
    query, order = narrowed(session, reader, filters, tombstones=False)
    query = query.with_only_columns(*_WRITTEN).order_by(order.desc())
    found = session.execute(query.execution_options(yield_per=_BATCH))
    for rows in found.partitions():
        for row in rows:
            yield Written(*row)
