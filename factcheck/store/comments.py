"""What people say to each other about a claim, and whom they call."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from factcheck.db import Base
from factcheck.store.columns import ArticleId, ClaimId, DeskId, Id, PersonId, Time
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.people import Person


class Comment(Base):
    """Words about a claim; never edited. `mentions` are the members that it calls."""

    __tablename__ = "comments"
    __table_args__ = (Index(None, "claim_id", "id"), Index(None, "desk_id", "id"))

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    article_id: Mapped[ArticleId]
    claim_id: Mapped[ClaimId]
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[PersonId]
    created_at: Mapped[Time]

    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    mentions: Mapped[list[Person]] = relationship(
        lazy="raise_on_sql", secondary="mentions", order_by="Person.name"
    )


class Mention(Base):
    """A member whom a comment calls."""

    __tablename__ = "mentions"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


_WHOLE: Sequence = (joinedload(Comment.author), selectinload(Comment.mentions))  # type: ignore[type-arg]


def of_claim(
    session: Session, claim_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Comment]:
    """The comments on a claim, oldest first."""
    query = select(Comment).where(Comment.claim_id == claim_id).options(*_WHOLE)
    return keyset(session, query, [Comment.id.asc()], limit=limit, after=after)


def calling(
    session: Session, desk_id: UUID, person_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Comment]:
    """The desk's comments that call a person, newest first."""
    query = (
        select(Comment)
        .join(Mention, Mention.comment_id == Comment.id)
        .where(Comment.desk_id == desk_id, Mention.person_id == person_id)
        .options(*_WHOLE)
    )
    return keyset(session, query, [Comment.id.desc()], limit=limit, after=after)
