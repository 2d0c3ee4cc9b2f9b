"""Pulls: which key was given which versions of facts, and when for the first time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.store.columns import DeskId, Time, words
from factcheck.store.people import ApiKey, Person
from factcheck.vocabulary import Surface

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
