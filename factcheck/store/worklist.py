"""What waits on a desk, and how far each article is: few queries, however much there is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, UnaryExpression, and_, case, func, select
from sqlalchemy.orm import Session

from factcheck.store.articles import Article
from factcheck.store.claims import Anchor, Claim
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import CLOSED, Stage, Status

_IN_NEWEST = and_(Article.id == Claim.article_id, Article.draft_number == Claim.draft_number)
"""A claim that has no place in its article's newest draft is neither counted nor waited for."""
_OPEN = [stage for stage in Stage if stage not in CLOSED]


class Heap(StrEnum):
    """Why a claim is in a reviewer's queue, the nearest to them first."""

    MINE = "mine"
    REOPENED = "reopened"
    SECOND = "second"
    FREE = "free"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits, and how many wait in its heap (`total`, this one included)."""

    claim_id: UUID
    version: int
    article_id: UUID
    title: str
    statement: str
    stage: Stage
    reason: str | None
    priority: int
    heap: Heap
    total: int


class Narrow(StrEnum):
    """Which of a desk's articles to list. One is open while a claim of its newest draft waits."""

    ALL = "all"
    OPEN = "open"
    DUE = "due"
    DONE = "done"
    EMBARGOED = "embargoed"


def articles_page(
    session: Session,
    desk_id: UUID,
    narrow: Narrow,
    *,
    now: datetime,
    by: datetime,
    limit: int,
    after: Cursor | None,
) -> Page[Article]:
    """The desk's articles, newest first; those due until `by`, open ones alone, by deadline.

    Which are open is read from the desk's open claims by their index, so it costs as much
    as there is to do, however many articles are done.
    """
    open_ids = select(Claim.article_id).join(Article, _IN_NEWEST).where(*_open_on(desk_id))
    terms: dict[Narrow, list[ColumnElement[bool]]] = {
        Narrow.ALL: [],
        Narrow.OPEN: [Article.id.in_(open_ids)],
        Narrow.DUE: [Article.id.in_(open_ids), Article.deadline <= by],
        Narrow.DONE: [Article.id.not_in(open_ids)],
        Narrow.EMBARGOED: [Article.embargo_until > now],
    }
    order: list[UnaryExpression[Any]] = [Article.id.desc()]
    if narrow is Narrow.DUE:
        order = [Article.deadline.asc(), Article.id.asc()]
    query = select(Article).where(Article.desk_id == desk_id, *terms[narrow])
    return keyset(session, query, order, limit=limit, after=after)


def queue(session: Session, desk_id: UUID, person_id: UUID, *, each: int) -> list[Waiting]:
    """What waits for this person, `each` of a heap at most, the most pressing first.

    Sorts the keys of the desk's open claims, found by their index; the words are fetched for
    those that are shown alone.
    """
    ranked = _ranked(desk_id, person_id)
    query = (
        select(
            Claim.id,
            Claim.version,
            Claim.article_id,
            Article.title,
            Claim.statement,
            Claim.stage,
            Claim.stage_reason,
            Claim.priority,
            ranked.c.heap,
            ranked.c.total,
        )
        .join(ranked, ranked.c.id == Claim.id)
        .join(Article, Article.id == Claim.article_id)
        .where(ranked.c.place <= each)
        .order_by(ranked.c.place)
    )
    return [
        Waiting(
            row.id,
            row.version,
            row.article_id,
            row.title,
            row.statement,
            row.stage,
            row.stage_reason,
            row.priority,
            Heap(row.heap),
            row.total,
        )
        for row in session.execute(query)
    ]


def _ranked(desk_id: UUID, person_id: UUID) -> Subquery:
    """Every open claim of the desk: in which heap it is, of how many, and how far up."""
    heap = case(
        (Claim.assignee_id == person_id, Heap.MINE.value),
        (Claim.stage == Stage.REOPENED, Heap.REOPENED.value),
        (Claim.stage == Stage.AWAITING_SECOND, Heap.SECOND.value),
        (Claim.assignee_id.is_(None), Heap.FREE.value),
        else_=Heap.OTHERS.value,
    )
    pressing = (Claim.priority.desc(), Claim.score.desc(), Claim.id.desc())
    return (
        select(
            Claim.id,
            heap.label("heap"),
            func.count().over(partition_by=heap).label("total"),
            func.row_number().over(partition_by=heap, order_by=pressing).label("place"),
        )
        .join(Article, _IN_NEWEST)
        .where(*_open_on(desk_id))
        .subquery()
    )


def _open_on(desk_id: UUID) -> list[ColumnElement[bool]]:
    """What holds of a desk's open claims, put so that their index finds them."""
    return [Claim.desk_id == desk_id, Claim.status.in_(Status), Claim.stage.in_(_OPEN)]


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
