"""Claims that are final and whose article may be spoken of: what newsroom tools pull."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, String, cast, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from factcheck.db import dump_json
from factcheck.errors import NotFound
from factcheck.store import reviews
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.reviews import Review, in_force
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence
from factcheck.vocabulary import Stage, Status


@dataclass(frozen=True, slots=True)
class FactFilters:
    """What a list of facts may be narrowed to; an empty field narrows nothing."""

    status: Sequence[Status] = ()
    q: str | None = None
    speaker: str | None = None
    publisher: str | None = None
    topic: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a fact stands on: all reviews of the claim, and the evidence of those in force.

    `copies` is the SHA-256 of the stored copy that a piece of evidence rests on, by its id.
    """

    reviews: list[Review]
    evidence: list[Evidence]
    copies: dict[UUID, str | None]

    @property
    def review(self) -> Review:
        """The review in force: the second person's, where there had to be one."""
        return in_force(self.reviews)[-1]

    @property
    def proposal(self) -> Review:
        """The review that gave the grounds, which a second person may have confirmed."""
        return in_force(self.reviews)[0]


def _facts(desk_id: UUID, now: datetime) -> Select[Claim]:
    return (
        select(Claim)
        .join(Claim.article)
        .join(Claim.anchor)
        .options(contains_eager(Claim.article), contains_eager(Claim.anchor))
        .where(
            Claim.desk_id == desk_id,
            Claim.stage == Stage.FINAL,
            or_(Article.embargo_until.is_(None), Article.embargo_until <= now),
        )
    )


def fact(session: Session, desk_id: UUID, claim_id: UUID, *, now: datetime) -> Claim:
    """The desk's claim if it is a fact. Raises `NotFound`."""
    found = session.scalar(_facts(desk_id, now).where(Claim.id == claim_id))
    if found is None:
        raise NotFound("There is no such fact.")
    return found


def page(
    session: Session,
    desk_id: UUID,
    filters: FactFilters,
    *,
    now: datetime,
    limit: int,
    after: Cursor | None,
) -> Page[Claim]:
    """The desk's facts, newest change first."""
    query = _facts(desk_id, now)
    if filters.status:
        query = query.where(Claim.status.in_(filters.status))
    if filters.q:
        query = query.where(Claim.statement.icontains(filters.q, autoescape=True))
    if filters.speaker:
        query = query.where(Claim.speaker_name.icontains(filters.speaker, autoescape=True))
    if filters.publisher:
        query = query.where(Article.publisher == filters.publisher)
    if filters.topic:
        tags = cast(Claim.tags, String)
        query = query.where(tags.icontains(dump_json(filters.topic), autoescape=True))
    if filters.since:
        query = query.where(Claim.updated_at >= filters.since)
    return keyset(
        session, query, [Claim.updated_at.desc(), Claim.id.desc()], limit=limit, after=after
    )


def grounds(session: Session, claims: Sequence[Claim]) -> dict[UUID, Grounds]:
    """What each of these facts stands on, in a fixed number of queries."""
    ids = [claim.id for claim in claims]
    decided: dict[UUID, list[Review]] = {claim_id: [] for claim_id in ids}
    for review in reviews.of_claims(session, ids):
        decided[review.claim_id].append(review)
    relied = {
        evidence_id
        for found in decided.values()
        for review in in_force(found)
        for evidence_id in review.evidence_ids
    }
    pieces = session.execute(
        select(Evidence, Snapshot.sha256)
        .outerjoin(Snapshot, Snapshot.id == Evidence.snapshot_id)
        .where(Evidence.id.in_(relied))
        .options(joinedload(Evidence.source))
        .order_by(Evidence.id)
    )
    evidence: dict[UUID, list[Evidence]] = {claim_id: [] for claim_id in ids}
    copies: dict[UUID, dict[UUID, str | None]] = {claim_id: {} for claim_id in ids}
    for piece, sha256 in pieces:
        evidence[piece.claim_id].append(piece)
        copies[piece.claim_id][piece.id] = sha256
    return {
        claim_id: Grounds(decided[claim_id], evidence[claim_id], copies[claim_id])
        for claim_id in ids
    }
