"""What is so now of the things that messages tell of, asked before each is sent."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.facts import Fact
from factcheck.vocabulary import Status


def facts_now(session: Session, claim_ids: Collection[UUID]) -> dict[UUID, Status | None]:
    """The status of each of these facts; None of one that was withdrawn."""
    if not claim_ids:
        return {}
    query = select(Fact.claim_id, Fact.live, Fact.status).where(Fact.claim_id.in_(claim_ids))
    return {claim_id: status if live else None for claim_id, live, status in session.execute(query)}


def claims_now(session: Session, claim_ids: Collection[UUID]) -> dict[UUID, Status]:
    """The status of each of these claims."""
    if not claim_ids:
        return {}
    query = select(Claim.id, Claim.status).where(Claim.id.in_(claim_ids))
    return {claim_id: status for claim_id, status in session.execute(query)}  # noqa: C416 - rows


def embargoed(session: Session, article_ids: Collection[UUID], now: datetime) -> set[UUID]:
    """Which of these articles are under embargo."""
    if not article_ids:
        return set()
    query = select(Article.id).where(Article.id.in_(article_ids), Article.embargo_until > now)
    return set(session.scalars(query))
