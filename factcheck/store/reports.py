"""Frozen verification reports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.store.claims import Claim
from factcheck.store.columns import ArticleId, DeskId, Id, PersonId, Time


class Report(Base):
    """A report as it was frozen: `document` is canonical JSON, `content_hash` its SHA-256."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    article_id: Mapped[ArticleId]
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    created_by: Mapped[PersonId]
    created_at: Mapped[Time]


def report(session: Session, desk_id: UUID, report_id: UUID) -> Report:
    """The desk's report. Raises `NotFound`."""
    found = session.scalar(select(Report).where(Report.id == report_id, Report.desk_id == desk_id))
    if found is None:
        raise NotFound("There is no such report.")
    return found


def of_article(session: Session, article_id: UUID) -> list[Any]:
    """The article's reports, newest first: id, number, content hash and time, no document."""
    columns = (Report.id, Report.number, Report.content_hash, Report.created_at)
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


def next_number(session: Session, article_id: UUID) -> int:
    """The number of the article's next report."""
    newest = select(func.max(Report.number)).where(Report.article_id == article_id)
    return (session.scalar(newest) or 0) + 1
