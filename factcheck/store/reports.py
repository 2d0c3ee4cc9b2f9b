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
    String,
    Text,
    UniqueConstraint,
    cast,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.columns import ArticleId, DeskId, Id, PersonId, Time
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.people import Person


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


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of a report: its article, who froze it, and the counts of its claims."""

    title: str
    by: str
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
    query = query.options(defer(Report.document, raiseload=True))
    return keyset(session, query, [Report.id.desc()], limit=limit, after=after)


def summaries(session: Session, ids: Sequence[UUID]) -> dict[UUID, Summary]:
    """What a list tells of these reports; of their documents only that part is fetched."""
    told = _part(session, "summary"), _part(session, "notice")
    query = (
        select(Report.id, Article.title, Person.name, *told)
        .join(Article, Article.id == Report.article_id)
        .join(Person, Person.id == Report.created_by)
        .where(Report.id.in_(ids))
    )
    return {
        row[0]: Summary(row[1], row[2], json.loads(row[3]), json.loads(row[4] or "null"))
        for row in session.execute(query)
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


def next_number(session: Session, article_id: UUID) -> int:
    """The number of the article's next report."""
    newest = select(func.max(Report.number)).where(Report.article_id == article_id)
    return (session.scalar(newest) or 0) + 1
