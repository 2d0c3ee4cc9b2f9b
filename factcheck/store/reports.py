"""Frozen verification reports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.columns import DeskId, Id, PersonId, Time
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.people import Person


class Report(Base):
    """A report as it was frozen: of an article, or of all that a desk did in a time.

    `document` is canonical JSON, `content_hash` the SHA-256 of its content; `disclosures`
    hold what of it is not for everybody. See `factcheck.report`.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index(
            "ix_reports_of_desk",
            "desk_id",
            "number",
            unique=True,
            sqlite_where=text("article_id IS NULL"),
            postgresql_where=text("article_id IS NULL"),
        ),
        Index(None, "desk_id", "id"),
    )

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    disclosures: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    created_by: Mapped[PersonId]
    created_at: Mapped[Time]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of a report: what it is of, who froze it, and the counts of its claims.

    `title` is the article's as it is now, None for a report of the desk; `cover` that of the
    document, with `since` and `until` of such a one, whose counts are not for everybody.
    """

    title: str | None
    by: str
    cover: dict[str, Any]
    counts: dict[str, Any]
    notice: str | None


def report(session: Session, desk_id: UUID, report_id: UUID) -> Report:
    """The desk's report. Raises `NotFound`."""
    found = session.scalar(select(Report).where(Report.id == report_id, Report.desk_id == desk_id))
    if found is None:
        raise NotFound(say("There is no such report."))
    return found


def page(session: Session, desk_id: UUID, *, limit: int, after: Cursor | None) -> Page[Report]:
    """The desk's reports, newest first, without their documents."""
    query = select(Report).where(Report.desk_id == desk_id)
    query = query.options(
        defer(Report.document, raiseload=True), defer(Report.disclosures, raiseload=True)
    )
    return keyset(session, query, [Report.id.desc()], limit=limit, after=after)


def summaries(session: Session, ids: Sequence[UUID]) -> dict[UUID, Summary]:
    """What a list tells of these reports; of their documents only that part is fetched."""
    told = [_part(session, each) for each in ("cover", "summary", "notice")]
    query = (
        select(Report.id, Article.title, Person.name, *told)
        .outerjoin(Article, Article.id == Report.article_id)
        .join(Person, Person.id == Report.created_by)
        .where(Report.id.in_(ids))
    )
    return {
        report_id: Summary(title, by, *(json.loads(each or "null") for each in parts))
        for report_id, title, by, *parts in session.execute(query)
    }


def _part(session: Session, name: str) -> ColumnElement[str]:
    """A part of a document's content, as JSON text."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_quote(func.json_extract(Report.document, f"$.content.{name}"))
    return cast(cast(Report.document, JSON)["content"][name], Text)


def of_article(session: Session, article_id: UUID) -> list[Any]:
    """The article's reports, newest first: id, number, hash, who and when, no document."""
    columns = (
        *(Report.id, Report.number, Report.content_hash),
        *(Report.created_by, Report.created_at),
    )
    query = select(*columns).where(Report.article_id == article_id)
    return list(session.execute(query.order_by(Report.number.desc())))


def of_claim_between(
    session: Session, claim_id: UUID, begun: datetime, ended: datetime | None
) -> list[Any]:
    """The reports that were frozen in this time of the article that a claim is in: id, number
    and time.
    """
    query = (
        select(Report.id, Report.number, Report.created_at)
        .join(Claim, Claim.article_id == Report.article_id)
        .where(Claim.id == claim_id, Report.created_at >= begun)
    )
    if ended is not None:
        query = query.where(Report.created_at < ended)
    return list(session.execute(query.order_by(Report.number)))


def newest(session: Session, article_id: UUID) -> Report | None:
    """The article's newest report."""
    query = select(Report).where(Report.article_id == article_id)
    return session.scalar(query.order_by(Report.number.desc()).limit(1))


def newest_of_desk(session: Session, desk_id: UUID) -> Report | None:
    """The newest report of the desk itself."""
    query = select(Report).where(Report.desk_id == desk_id, Report.article_id.is_(None))
    return session.scalar(query.order_by(Report.number.desc()).limit(1))
