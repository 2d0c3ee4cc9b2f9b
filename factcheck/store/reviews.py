"""Reviews: appended, never edited; a later one supersedes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    func,
    or_,
    select,
    update,
)
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
from factcheck.store.columns import ClaimId, Id, MaybeTime, PersonId, Time, words
from factcheck.store.desks import Policy
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.people import Person
from factcheck.store.sources import Evidence
from factcheck.vocabulary import DECIDED, HoldReason, Stage, Status


class Review(Base):
    """One person's decision on one version of a claim.

    `confirms_id` names the proposal that a second person confirmed with this review.
    `settled`: it made the claim final, rather than propose. `override_reason` says why an
    editor decided against the rules of the policy, None where nobody did. One that was taken
    back (`undone_at`) stays, and counts no longer.
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
    override_reason: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[MaybeTime]
    settled: Mapped[bool] = mapped_column(default=False)
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
    def counts(self) -> bool:
        """Whether it is neither superseded nor taken back."""
        return self.superseded_by_id is None and self.undone_at is None

    @property
    def undone(self) -> bool:
        """Whether its reviewer has taken it back."""
        return self.undone_at is not None

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
    """The reviews of a claim that count: neither superseded nor taken back; oldest first."""
    query = _whole([claim_id]).where(Review.superseded_by_id.is_(None), Review.undone_at.is_(None))
    return list(session.scalars(query.order_by(*_ORDER)))


def relying_on(session: Session, evidence_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these pieces of evidence that a review which counts relied on."""
    query = (
        select(ReviewEvidence.evidence_id)
        .join(Review, Review.id == ReviewEvidence.review_id)
        .where(
            ReviewEvidence.evidence_id.in_(evidence_ids),
            Review.superseded_by_id.is_(None),
            Review.undone_at.is_(None),
        )
    )
    return set(session.scalars(query))


def count_relying_on(session: Session, source_id: UUID, *, reader_id: UUID | None = None) -> int:
    """On how many decided claims a review that counts relied on evidence from a source.

    With a reader, proposals that are `veiled` to them are left out: on what a proposal
    relies can tell what it says.
    """
    query = (
        select(func.count(Claim.id.distinct()))
        .join(Review, Review.claim_id == Claim.id)
        .join(ReviewEvidence, ReviewEvidence.review_id == Review.id)
        .join(Evidence, Evidence.id == ReviewEvidence.evidence_id)
        .where(
            Evidence.source_id == source_id,
            Evidence.removed_at.is_(None),
            Review.superseded_by_id.is_(None),
            Review.undone_at.is_(None),
            Claim.stage.in_(DECIDED),
        )
    )
    if reader_id is not None:
        query = query.join(Policy, Policy.id == Review.policy_id).where(_open_to(reader_id))
    return session.scalar(query) or 0


def _open_to(reader_id: UUID) -> ColumnElement[bool]:
    """The same as `veiled`, turned round, of a review with its claim and policy."""
    return or_(
        Review.settled.is_(True),
        Review.reviewer_id == reader_id,
        Claim.stage == Stage.FINAL,
        Claim.stage_reason == HoldReason.DISAGREEMENT,
        Policy.rules["blind"].as_boolean().is_not(True),
    )


def in_force(found: Sequence[Review]) -> list[Review]:
    """Of a claim's reviews, oldest first: the newest that was not taken back, behind the
    proposal that it confirms, if any.
    """
    last = [each for each in found if each.undone_at is None][-1:]
    return [each for each in found if last and each.id == last[0].confirms_id] + last


def latest(session: Session, desk_id: UUID, *, limit: int) -> list[Review]:
    """The desk's newest decisions, newest first, with reviewer, policy, claim and article."""
    query = (
        select(Review)
        .join(Review.claim)
        .where(Claim.desk_id == desk_id)
        .options(
            joinedload(Review.reviewer),
            joinedload(Review.policy),
            contains_eager(Review.claim).joinedload(Claim.article),
        )
        .order_by(Review.created_at.desc(), Review.id.desc())
    )
    return list(session.scalars(query.limit(limit)))


def take_back(session: Session, review_id: UUID, now: datetime) -> None:
    """Mark a review as undone; what had given way to it counts again."""
    session.execute(update(Review).where(Review.id == review_id).values(undone_at=now))
    session.execute(
        update(Review).where(Review.superseded_by_id == review_id).values(superseded_by_id=None)
    )


def veiled(claim: Claim, review: Review, reader_id: UUID | None) -> bool:
    """Whether a review is held back from a reader (None: of a report) by a blind policy.

    A proposal is until the claim is final, replaced and undone ones too: nobody is to be led
    by it, nor to come by it with a reopening that is taken back. Two reviews that disagree
    are open: the editor has to see both.
    """
    opened = claim.stage is Stage.FINAL or claim.stage_reason == HoldReason.DISAGREEMENT
    hides = bool(review.policy.rules.get("blind")) and not review.settled
    return hides and not opened and review.reviewer_id != reader_id


def with_claims(session: Session, ids: Sequence[UUID]) -> list[Review]:
    """These reviews, each with its claim and the policy that it was judged by."""
    if not ids:
        return []
    query = select(Review).where(Review.id.in_(ids))
    query = query.options(joinedload(Review.claim), joinedload(Review.policy))
    return list(session.scalars(query))
