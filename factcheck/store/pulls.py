"""Pulls: which key was given which versions of facts, and when for the first time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Select, func, or_, select, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from factcheck.db import Base
from factcheck.store.columns import DeskId, Time, words
from factcheck.store.people import ApiKey, Person
from factcheck.vocabulary import Surface

MOST_COUNTED = 1_000
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Pull(Base):
    """A key was given the versions with numbers from the first to the last, first at `at`.

    Of a fact or a list each version has a row of its own; of the change feed and of an
    export a row says what all of it held: every change, or what was in force `at` that time.
    """

    __tablename__ = "pulls"
    __table_args__ = (Index(None, "desk_id", "first_number"),)

    key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id"), primary_key=True)
    surface: Mapped[Surface] = mapped_column(words(Surface, "surface"), primary_key=True)
    first_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    desk_id: Mapped[DeskId]
    at: Mapped[Time]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One row of `Pull` that is still to be written."""

    key_id: str
    surface: Surface
    first_number: int
    last_number: int
    desk_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Pulled:
    """How often a key was given something by one surface (`MOST_COUNTED`: or more often).

    `upto` is the number of the newest version among it, `at` when it was given that.
    """

    key_id: str
    owner: str
    surface: Surface
    times: int
    upto: int
    at: datetime


def keep(session: Session, receipts: Iterable[Receipt]) -> None:
    """Write them; what was given before keeps its first time."""
    rows = [asdict(each) for each in receipts]
    if rows:
        insert = _INSERTS[session.get_bind().dialect.name]
        session.execute(insert(Pull).on_conflict_do_nothing(), rows)


def of_version(
    session: Session, desk_id: UUID, number: int, superseded: datetime | None
) -> Sequence[tuple[Pull, str]]:
    """The pulls that a version was in, first one first, each with the key's owner's name.

    `superseded`: when the next version took its place; None: it has not.
    """
    query = (
        select(Pull, Person.name)
        .join(ApiKey, ApiKey.id == Pull.key_id)
        .join(Person, Person.id == ApiKey.person_id)
        .where(
            Pull.desk_id == desk_id,
            Pull.first_number <= number,
            Pull.last_number >= number,
        )
        .order_by(Pull.at, Pull.key_id, Pull.surface)
    )
    if superseded is not None:
        query = query.where(or_(Pull.surface != Surface.EXPORT, Pull.at < superseded))
    return [(pull, name) for pull, name in session.execute(query)]


def of_desk(session: Session, desk_id: UUID) -> list[Pulled]:
    """What each key of the desk was given by each surface, the newest first.

    However much a key has pulled, this takes a few steps into the index for each surface.
    """
    rows = session.execute(union_all(*(_newest(desk_id, surface) for surface in Surface)))
    found: dict[tuple[str, str], Pulled] = {}
    for row in rows:
        each = Pulled(*row)
        earlier = found.setdefault((each.key_id, each.surface), each)
        if each.upto > earlier.upto:
            found[each.key_id, each.surface] = each
    return sorted(found.values(), key=lambda each: (each.at, each.key_id), reverse=True)


def _newest(desk_id: UUID, surface: Surface) -> Select[Any]:
    """The newest rows of one surface for every key, with the owner and a bounded count."""
    other = aliased(Pull)
    mine = (other.key_id == ApiKey.id, other.surface == surface)
    last = select(func.max(other.first_number)).where(*mine).correlate(ApiKey).scalar_subquery()
    some = select(other.key_id).where(*mine).limit(MOST_COUNTED).correlate(ApiKey).subquery()
    times = select(func.count()).select_from(some).scalar_subquery()
    return (
        select(ApiKey.id, Person.name, Pull.surface, times, Pull.last_number, Pull.at)
        .join(Person, Person.id == ApiKey.person_id)
        .join(Pull, Pull.key_id == ApiKey.id)
        .where(ApiKey.desk_id == desk_id, Pull.surface == surface, Pull.first_number == last)
    )
