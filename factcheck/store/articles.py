"""Articles, their immutable drafts, and the ledger of every sentence of a draft."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    and_,
    bindparam,
    false,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, undefer

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.prepared import Prepared
from factcheck.saying import say
from factcheck.store.columns import ArticleId, DeskId, Id, Json, MaybeTime, PersonId, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import Disposition, LedgerNote


class Article(Base):
    """A story under check. `text_sha256` is that of its first draft, once per desk.

    `own`: the story is the desk's own, so its claims never leave as ClaimReview.
    `holds_facts`: facts of it wait for the end of its embargo.
    """

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("desk_id", "text_sha256"),
        Index(None, "desk_id", "id"),
        Index(
            "ix_articles_holds_facts",
            "embargo_until",
            sqlite_where=text("holds_facts"),
            postgresql_where=text("holds_facts"),
        ),
    )

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(default=1)
    desk_id: Mapped[DeskId]
    title: Mapped[str] = mapped_column(String(500))
    author: Mapped[str | None] = mapped_column(String(300))
    publisher: Mapped[str | None] = mapped_column(String(300))
    url: Mapped[str | None] = mapped_column(String(2000))
    language: Mapped[str] = mapped_column(String(35), default="en")
    published_at: Mapped[MaybeTime]
    embargo_until: Mapped[MaybeTime]
    deadline: Mapped[MaybeTime]
    own: Mapped[bool] = mapped_column(default=True)
    public: Mapped[bool] = mapped_column(default=False)
    holds_facts: Mapped[bool] = mapped_column(default=False, server_default=false())
    text_sha256: Mapped[str] = mapped_column(String(64))
    draft_number: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[PersonId]
    created_at: Mapped[Time]
    updated_at: Mapped[Time]

    drafts: Mapped[list["Draft"]] = relationship(
        lazy="raise_on_sql", order_by="Draft.number", back_populates="article"
    )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class Draft(Base):
    """One immutable text of an article; every span points into it.

    `language` is an ISO 639-1 code ("und": cannot be told), None where nobody looked;
    `notice` says what could not be done because of it. `alarms` are those of the whole
    text, in its order, with spans in code points and in UTF-16.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index(None, "desk_id", "sha256"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[Id]
    article_id: Mapped[ArticleId]
    desk_id: Mapped[DeskId]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(35))
    notice: Mapped[str | None] = mapped_column(Text)
    alarms: Mapped[Json] = mapped_column(
        server_default="[]", deferred=True, deferred_raiseload=True
    )
    created_by: Mapped[PersonId]
    created_at: Mapped[Time]

    article: Mapped[Article] = relationship(lazy="raise_on_sql", back_populates="drafts")


class Sentence(Base):
    """A sentence of a draft and what became of it. `score` is check-worthiness, 0 to 1.

    `note` says why it is no claim; None for one that is.
    """

    __tablename__ = "sentences"
    __table_args__ = (CheckConstraint('"end" > start AND start >= 0', name="span"),)

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    score: Mapped[float]
    disposition: Mapped[Disposition] = mapped_column(words(Disposition, "disposition"))
    note: Mapped[LedgerNote | None] = mapped_column(words(LedgerNote, "note"))


def article(session: Session, desk_id: UUID, article_id: UUID) -> Article:
    """The desk's article. Raises `NotFound`, for another desk's article too."""
    found = session.scalar(
        select(Article).where(Article.id == article_id, Article.desk_id == desk_id)
    )
    if found is None:
        raise NotFound(say("There is no such article."))
    return found


_VERSION = Prepared(
    select(Article.version).where(
        Article.id == bindparam("wanted", type_=Uuid()),
        Article.desk_id == bindparam("desk_id", type_=Uuid()),
    )
)


def version(session: Session, desk_id: UUID, article_id: UUID) -> int:
    """The article's version now. Raises `NotFound`."""
    row = _VERSION.first(session, wanted=article_id, desk_id=desk_id)
    if row is None:
        raise NotFound(say("There is no such article."))
    found: int = row[0]
    return found


def with_text(session: Session, desk_id: UUID, sha256: str) -> UUID | None:
    """The article of the desk that has a draft of exactly this text."""
    return session.scalar(
        select(Draft.article_id).where(Draft.desk_id == desk_id, Draft.sha256 == sha256).limit(1)
    )


def with_texts(session: Session, desk_id: UUID, sha256: Collection[str]) -> dict[str, UUID]:
    """The articles of the desk that have a draft of one of these texts, by its hash."""
    query = select(Draft.sha256, Draft.article_id).where(
        Draft.desk_id == desk_id, Draft.sha256.in_(sha256)
    )
    return {row.sha256: row.article_id for row in session.execute(query)}


def page(
    session: Session, desk_id: UUID, *, q: str | None = None, limit: int, after: Cursor | None
) -> Page[Article]:
    """The desk's articles, newest first; `q` looks in the titles."""
    query = select(Article).where(Article.desk_id == desk_id)
    if q:
        query = query.where(Article.title.icontains(q, autoescape=True))
    return keyset(session, query, [Article.id.desc()], limit=limit, after=after)


def holding_facts(session: Session, desk_id: UUID, *, limit: int) -> list[Article]:
    """The articles whose embargo holds facts back, the one that ends first before the others."""
    query = select(Article).where(
        Article.holds_facts, Article.desk_id == desk_id, Article.embargo_until.is_not(None)
    )
    return list(session.scalars(query.order_by(Article.embargo_until, Article.id).limit(limit)))


def drafts(session: Session, article_id: UUID) -> list[Draft]:
    """The article's drafts, oldest first, without their texts."""
    return list(
        session.scalars(select(Draft).where(Draft.article_id == article_id).order_by(Draft.number))
    )


def draft(session: Session, article_id: UUID, number: int, *, with_text: bool = False) -> Draft:
    """One draft, its text only when asked for. Raises `NotFound`."""
    query = select(Draft).where(Draft.article_id == article_id, Draft.number == number)
    if with_text:
        query = query.options(undefer(Draft.text))
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("This article has no such draft."))
    return found


def text_of(session: Session, draft_id: UUID) -> str:
    """A draft's text."""
    return session.scalars(select(Draft.text).where(Draft.id == draft_id)).one()


def alarms(session: Session, article_id: UUID, number: int) -> list[dict[str, Any]]:
    """The alarms of a draft, in text order, as they are stored."""
    query = select(Draft.alarms).where(Draft.article_id == article_id, Draft.number == number)
    return list(session.scalars(query).one())


def sentences(session: Session, draft_id: UUID) -> list[Sentence]:
    """The ledger of a draft, in text order."""
    return list(
        session.scalars(
            select(Sentence).where(Sentence.draft_id == draft_id).order_by(Sentence.number)
        )
    )


def ledgers(
    session: Session, article_ids: Sequence[UUID]
) -> dict[UUID, list[tuple[int, int, Disposition]]]:
    """For each article, the sentences of its newest draft: span and disposition, in order."""
    rows = session.execute(
        select(Draft.article_id, Sentence.start, Sentence.end, Sentence.disposition)
        .join(Draft, Draft.id == Sentence.draft_id)
        .join(Article, and_(Article.id == Draft.article_id, Article.draft_number == Draft.number))
        .where(Article.id.in_(article_ids))
        .order_by(Sentence.draft_id, Sentence.number)
    )
    found: dict[UUID, list[tuple[int, int, Disposition]]] = {each: [] for each in article_ids}
    for article_id, start, end, disposition in rows:
        found[article_id].append((start, end, disposition))
    return found
