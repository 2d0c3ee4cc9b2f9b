"""Earlier checks: what other publishers found about a claim, as their ClaimReview says."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, Json, MaybeTime, PersonId, Time
from factcheck.store.pages import Cursor, Page, keyset

_BATCH = 500
"""Identities that one query asks for."""


class EarlierCheck(Base):
    """One review of one claim by another publisher.

    `identity` tells whether two records are one, once per desk. `rating` are the words,
    the numbers are None unless they make a scale. `raw` is the ClaimReview as it came;
    `fetched_from` is None for what somebody sent.
    """

    __tablename__ = "earlier_checks"
    __table_args__ = (
        Index(None, "desk_id", "id"),
        Index(None, "desk_id", "identity", unique=True),
    )

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    identity: Mapped[str] = mapped_column(String(64))
    claim: Mapped[str] = mapped_column(Text)
    claimant: Mapped[str | None] = mapped_column(String(300))
    claim_date: Mapped[MaybeTime]
    publisher: Mapped[str | None] = mapped_column(String(300))
    site: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(2000))
    title: Mapped[str | None] = mapped_column(String(500))
    review_date: Mapped[MaybeTime]
    rating: Mapped[str | None] = mapped_column(String(500))
    rating_value: Mapped[float | None]
    best_rating: Mapped[float | None]
    worst_rating: Mapped[float | None]
    language: Mapped[str | None] = mapped_column(String(35))
    raw: Mapped[Json]
    fetched_from: Mapped[str | None] = mapped_column(String(2000))
    imported_by: Mapped[PersonId]
    imported_at: Mapped[Time]
    updated_at: Mapped[Time]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list may be narrowed to; None narrows nothing.

    `q`: each of its words stands in the claim, the claimant or the title. `publisher`: a
    part of the publisher's name or site.
    """

    q: str | None = None
    publisher: str | None = None


def check(session: Session, desk_id: UUID, check_id: UUID) -> EarlierCheck:
    """One earlier check of the desk. Raises `NotFound`."""
    query = select(EarlierCheck).where(EarlierCheck.id == check_id, EarlierCheck.desk_id == desk_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such earlier check."))
    return found


def page(
    session: Session, desk_id: UUID, filters: Filters, *, limit: int, after: Cursor | None
) -> Page[EarlierCheck]:
    """The desk's earlier checks, those that came last first."""
    query: Any = select(EarlierCheck).where(EarlierCheck.desk_id == desk_id)
    for word in (filters.q or "").split():
        told = (EarlierCheck.claim, EarlierCheck.claimant, EarlierCheck.title)
        query = query.where(or_(*(each.icontains(word, autoescape=True) for each in told)))
    if filters.publisher:
        named = (EarlierCheck.publisher, EarlierCheck.site)
        wanted = filters.publisher
        query = query.where(or_(*(each.icontains(wanted, autoescape=True) for each in named)))
    return keyset(session, query, [EarlierCheck.id.desc()], limit=limit, after=after)


def by_identity(
    session: Session, desk_id: UUID, identities: Collection[str]
) -> dict[str, EarlierCheck]:
    """Those that the desk has already, by their identities."""
    found: dict[str, EarlierCheck] = {}
    wanted = sorted(identities)
    for begin in range(0, len(wanted), _BATCH):
        some = wanted[begin : begin + _BATCH]
        query = select(EarlierCheck).where(
            EarlierCheck.desk_id == desk_id, EarlierCheck.identity.in_(some)
        )
        found |= {each.identity: each for each in session.scalars(query)}
    return found
