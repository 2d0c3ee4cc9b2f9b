"""What waits on a desk, and how far each article is: few queries, however much there is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from factcheck.store.articles import Article
from factcheck.store.claims import Anchor, Claim
from factcheck.vocabulary import CLOSED, Stage, Status

_IN_NEWEST = and_(Article.id == Claim.article_id, Article.draft_number == Claim.draft_number)
"""A claim that has no place in its article's newest draft is neither counted nor waited for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits, and how many wait like it (`total`, this one included)."""

    claim_id: UUID
    article_id: UUID
    title: str
    statement: str
    stage: Stage
    reason: str | None
    total: int


def waiting(session: Session, desk_id: UUID, *, each: int) -> list[Waiting]:
    """The most pressing claims of every open stage, `each` at most; stages are not sorted."""
    pressing = (Claim.priority.desc(), Claim.score.desc(), Claim.id.desc())
    ranked = (
        select(
            Claim.id,
            Claim.article_id,
            Article.title,
            Claim.statement,
            Claim.stage,
            Claim.stage_reason,
            func.count().over(partition_by=Claim.stage).label("total"),
            func.row_number().over(partition_by=Claim.stage, order_by=pressing).label("place"),
        )
        .join(Article, _IN_NEWEST)
        .where(Claim.desk_id == desk_id, Claim.stage.not_in(CLOSED))
        .subquery()
    )
    query = select(ranked).where(ranked.c.place <= each).order_by(ranked.c.place)
    return [Waiting(*row[:7]) for row in session.execute(query)]


def tallies(
    session: Session, article_ids: Sequence[UUID]
) -> dict[UUID, Counter[tuple[Status, Stage]]]:
    """For each article, how many claims of its newest draft have which status and stage."""
    rows = session.execute(
        select(Claim.article_id, Claim.status, Claim.stage, func.count())
        .join(Article, _IN_NEWEST)
        .where(Claim.article_id.in_(article_ids))
        .group_by(Claim.article_id, Claim.status, Claim.stage)
    )
    found: dict[UUID, Counter[tuple[Status, Stage]]] = {each: Counter() for each in article_ids}
    for article_id, status, stage, number in rows:
        found[article_id][status, stage] = number
    return found


def spans(
    session: Session, article_ids: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, int, int, Stage]]]:
    """For each article, the claims of its newest draft: id, span and stage, in text order."""
    rows = session.execute(
        select(Claim.article_id, Claim.id, Anchor.start, Anchor.end, Claim.stage)
        .join(Claim.anchor)
        .join(Article, _IN_NEWEST)
        .where(Claim.article_id.in_(article_ids))
        .order_by(Anchor.start, Claim.id)
    )
    found: dict[UUID, list[tuple[UUID, int, int, Stage]]] = defaultdict(list)
    for article_id, claim_id, start, end, stage in rows:
        found[article_id].append((claim_id, start, end, stage))
    return found


def last_change(session: Session, article_id: UUID) -> datetime | None:
    """When a claim of the article last changed."""
    return session.scalar(select(func.max(Claim.updated_at)).where(Claim.article_id == article_id))
