"""Reviews: appended, never edited; a later one supersedes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import (
    Mapped,
    Session,
    contains_eager,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)

from factcheck.db import Base
from factcheck.store.claims import Claim
from factcheck.store.columns import ClaimId, Id, PersonId, Time, words
from factcheck.store.desks import Policy
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.people import Person
from factcheck.vocabulary import Status


class Review(Base):
    """One person's decision on one version of a claim.

    `confirms_id` names the proposal that a second person confirmed with this review.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "claim_id"),)

    id: Mapped[Id]
    claim_id: Mapped[ClaimId]
    claim_version: Mapped[int]
    status: Mapped[Status] = mapped_column(words(Status, "status"))
    rating: Mapped[str | None] = mapped_column(String(100))
    rationale: Mapped[str] = mapped_column(Text)
    reviewer_id: Mapped[PersonId]
    policy_id: Mapped[UUID] = mapped_column(ForeignKey("policies.id"))
    confirms_id: Mapped[UUID | None] = mapped_column(ForeignKey("reviews.id"))
    superseded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("reviews.id"))
    created_at: Mapped[Time]

    claim: Mapped[Claim] = relationship(lazy="raise_on_sql")
    reviewer: Mapped[Person] = relationship(lazy="raise_on_sql")
    policy: Mapped[Policy] = relationship(lazy="raise_on_sql")
    relied_on: Mapped[list["ReviewEvidence"]] = relationship(
        lazy="raise_on_sql", order_by="ReviewEvidence.evidence_id"
    )

    @property
    def superseded(self) -> bool:
        """Whether a later review has taken this one's place."""
        return self.superseded_by_id is not None

    @property
    def evidence_ids(self) -> list[UUID]:
        """The evidence that the review relied on."""
        return [each.evidence_id for each in self.relied_on]


class ReviewEvidence(Base):
    """A piece of evidence that a review relied on."""

    __tablename__ = "review_evidence"

    review_id: Mapped[UUID] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    evidence_id: Mapped[UUID] = mapped_column(
        ForeignKey("evidence.id"), primary_key=True, index=True
    )


_ORDER = (Review.claim_version, Review.id)
"""Oldest first by the claim's own count: clocks of several machines may disagree."""


def of_claims(session: Session, claim_ids: Sequence[UUID]) -> list[Review]:
    """The reviews of these claims, oldest first, with reviewers, policies and evidence ids."""
    return list(session.scalars(_whole(claim_ids).order_by(*_ORDER)))


def page(session: Session, claim_id: UUID, *, limit: int, after: Cursor | None) -> Page[Review]:
    """The reviews of a claim, oldest first, as whole as `of_claims` gives them."""
    return keyset(
        session, _whole([claim_id]), [each.asc() for each in _ORDER], limit=limit, after=after
    )


def _whole(claim_ids: Sequence[UUID]) -> Select[Review]:
    return (
        select(Review)
        .where(Review.claim_id.in_(claim_ids))
        .options(
            joinedload(Review.reviewer),
            joinedload(Review.policy),
            selectinload(Review.relied_on),
        )
    )


def standing(session: Session, claim_id: UUID) -> list[Review]:
    """The reviews of a claim that no later one has superseded, oldest first."""
    query = _whole([claim_id]).where(Review.superseded_by_id.is_(None))
    return list(session.scalars(query.order_by(*_ORDER)))


def in_force(found: Sequence[Review]) -> list[Review]:
    """Of a claim's reviews, oldest first: the newest, behind the proposal it confirms if any."""
    last = found[-1:]
    return [each for each in found if last and each.id == last[0].confirms_id] + list(last)


def latest(session: Session, desk_id: UUID, *, limit: int) -> list[Review]:
    """The desk's newest decisions, newest first, with reviewer, claim and article."""
    query = (
        select(Review)
        .join(Review.claim)
        .where(Claim.desk_id == desk_id)
        .options(
            joinedload(Review.reviewer),
            contains_eager(Review.claim).joinedload(Claim.article),
        )
        .order_by(Review.created_at.desc(), Review.id.desc())
    )
    return list(session.scalars(query.limit(limit)))
