"""What closes an article's check: sign-offs, and what those written about were asked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.columns import ArticleId, DeskId, Id, MaybePersonId, MaybeTime, PersonId, Time
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.people import Person


class SignOff(Base):
    """Somebody answers for a draft as it stood: every sentence accounted for.

    `override_reason` says why it was signed although something was still open.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (Index(None, "article_id", "id"),)

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    article_id: Mapped[ArticleId]
    draft_number: Mapped[int]
    sentences: Mapped[int]
    accounted: Mapped[int]
    claims: Mapped[int]
    open_claims: Mapped[int]
    override_reason: Mapped[str | None] = mapped_column(Text)
    signed_by: Mapped[PersonId]
    created_at: Mapped[Time]

    signer: Mapped[Person] = relationship(lazy="raise_on_sql")


class Reply(Base):
    """The right of reply: whom the desk asked what and when, and what came back."""

    __tablename__ = "replies"
    __table_args__ = (Index(None, "article_id", "id"),)

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    article_id: Mapped[ArticleId]
    asked: Mapped[str] = mapped_column(String(300))
    channel: Mapped[str | None] = mapped_column(String(100))
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[Time]
    deadline: Mapped[MaybeTime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[MaybeTime]
    recorded_by: Mapped[PersonId]
    answer_recorded_by: Mapped[MaybePersonId]
    created_at: Mapped[Time]


def newest_sign_off(session: Session, article_id: UUID) -> SignOff | None:
    """The article's newest sign-off, with who gave it."""
    query = select(SignOff).where(SignOff.article_id == article_id)
    query = query.options(joinedload(SignOff.signer))
    return session.scalar(query.order_by(SignOff.id.desc()).limit(1))


def replies(session: Session, article_id: UUID, *, limit: int, after: Cursor | None) -> Page[Reply]:
    """The article's right-of-reply log, oldest first."""
    query = select(Reply).where(Reply.article_id == article_id)
    return keyset(session, query, [Reply.id.asc()], limit=limit, after=after)


def all_replies(session: Session, article_id: UUID) -> list[Reply]:
    """The article's whole right-of-reply log, oldest first."""
    query = select(Reply).where(Reply.article_id == article_id)
    return list(session.scalars(query.order_by(Reply.id)))


def noted(
    session: Session, article_id: UUID, person_id: UUID, words: tuple[str, str], *, since: datetime
) -> bool:
    """Whether this person noted just that (whom, what) `since` then: a form was sent twice."""
    asked, question = words
    query = select(Reply.id).where(
        Reply.article_id == article_id,
        Reply.recorded_by == person_id,
        Reply.asked == asked,
        Reply.question == question,
        Reply.created_at >= since,
    )
    return session.scalar(query.limit(1)) is not None


def reply(session: Session, article_id: UUID, reply_id: UUID) -> Reply:
    """One entry of it. Raises `NotFound`."""
    query = select(Reply).where(Reply.id == reply_id, Reply.article_id == article_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such entry in the right-of-reply log."))
    return found
