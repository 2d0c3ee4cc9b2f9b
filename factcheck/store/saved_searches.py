"""Searches that somebody kept to run them again; each person has their own on each desk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import Conflict, NotFound
from factcheck.ids import uuid7
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, PersonId, Time

MOST = 50
"""So many are kept for one person on one desk; more than that nobody reads."""


class SavedSearch(Base):
    """A search by its name; `query` are the words and filters as the page's address has them."""

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("person_id", "desk_id", "query"),)

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    person_id: Mapped[PersonId]
    name: Mapped[str] = mapped_column(String(100))
    query: Mapped[str] = mapped_column(String(2500))
    created_at: Mapped[Time]


def of_person(session: Session, desk_id: UUID, person_id: UUID) -> list[SavedSearch]:
    """What a person kept on a desk, by name."""
    query = select(SavedSearch).where(
        SavedSearch.desk_id == desk_id, SavedSearch.person_id == person_id
    )
    return list(session.scalars(query.order_by(SavedSearch.name, SavedSearch.id)))


def keep(
    session: Session, desk_id: UUID, person_id: UUID, *, name: str, query: str, now: datetime
) -> SavedSearch:
    """Keep a search; one that is kept already gets the new name.

    Raises `Conflict` for somebody who has `MOST` already.
    """
    kept = of_person(session, desk_id, person_id)
    for each in kept:
        if each.query == query:
            each.name = name
            return each
    if len(kept) >= MOST:
        raise Conflict(say("You have {count} saved searches; delete one first.", count=len(kept)))
    made = SavedSearch(
        id=uuid7(), desk_id=desk_id, person_id=person_id, name=name, query=query, created_at=now
    )
    session.add(made)
    session.flush()
    return made


def forget(session: Session, desk_id: UUID, person_id: UUID, search_id: UUID) -> None:
    """Delete one of a person's own searches. Raises `NotFound` for any other."""
    found = session.get(SavedSearch, search_id)
    if found is None or (found.desk_id, found.person_id) != (desk_id, person_id):
        raise NotFound(say("There is no such saved search."))
    session.delete(found)
