"""Who is at work on which claim just now: a note that nobody keeps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.store.columns import ArticleId, PersonId, Time
from factcheck.store.people import Person

LASTS = timedelta(seconds=40)
"""How long somebody is taken to be there after they were last heard of."""

_RENEWED = timedelta(seconds=15)
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Presence(Base):
    """Somebody has an article open, and perhaps one of its claims."""

    __tablename__ = "presences"
    __table_args__ = (Index(None, "article_id", "seen_at"),)

    person_id: Mapped[PersonId] = mapped_column(primary_key=True)
    article_id: Mapped[ArticleId] = mapped_column(primary_key=True)
    claim_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"))
    seen_at: Mapped[Time]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is there: on the claim, or on none of them."""

    person_id: UUID
    name: str
    claim_id: UUID | None
    seen_at: datetime


def present(session: Session, article_id: UUID, now: datetime) -> list[Present]:
    """Who has the article open, by name."""
    query = (
        select(Presence.person_id, Person.name, Presence.claim_id, Presence.seen_at)
        .join(Person, Person.id == Presence.person_id)
        .where(Presence.article_id == article_id, Presence.seen_at > now - LASTS)
        .order_by(Person.name, Person.id)
    )
    return [Present(*row) for row in session.execute(query)]


def stale(found: list[Present], person_id: UUID, claim_id: UUID | None, now: datetime) -> bool:
    """Whether what is noted of this person has to be written anew."""
    mine = next((each for each in found if each.person_id == person_id), None)
    return mine is None or mine.claim_id != claim_id or now - mine.seen_at > _RENEWED


def note(
    session: Session, person_id: UUID, article_id: UUID, claim_id: UUID | None, now: datetime
) -> None:
    """The person is there now; who left long ago is forgotten."""
    session.execute(delete(Presence).where(Presence.seen_at < now - LASTS * 10))
    insert = _INSERTS[session.get_bind().dialect.name]
    row = {"person_id": person_id, "article_id": article_id}
    now_there = {"claim_id": claim_id, "seen_at": now}
    session.execute(
        insert(Presence)
        .values(row | now_there)
        .on_conflict_do_update(index_elements=list(row), set_=now_there)
    )
