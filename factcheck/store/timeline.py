"""What histories are told from: entries of the log, and what they speak of."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session, joinedload

from factcheck.store.claims import Claim
from factcheck.store.comments import Comment
from factcheck.store.log import Event
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.sources import Evidence


def entries(session: Session, claim_id: UUID, *, limit: int, after: Cursor | None) -> Page[Event]:
    """The entries about a claim, its fact and the comments on it, newest first.

    A fact bears the id of its claim.
    """
    ids = union_all(
        select(Claim.id).where(Claim.id == claim_id),
        select(Comment.id).where(Comment.claim_id == claim_id),
    )
    query = select(Event).where(
        Event.object_type.in_(("claim", "fact", "comment")), Event.object_id.in_(ids)
    )
    return keyset(session, query, [Event.seq.desc()], limit=limit, after=after)


def comments(session: Session, ids: Collection[UUID]) -> dict[UUID, Comment]:
    """These comments by their ids, without author and mentions."""
    if not ids:
        return {}
    query = select(Comment).where(Comment.id.in_(ids))
    return {each.id: each for each in session.scalars(query)}


def evidence(session: Session, claim_id: UUID, ids: Collection[UUID]) -> dict[UUID, Evidence]:
    """These pieces of a claim's evidence with their sources, also what was taken off it."""
    if not ids:
        return {}
    query = select(Evidence).where(Evidence.claim_id == claim_id, Evidence.id.in_(ids))
    query = query.options(joinedload(Evidence.source))
    return {each.id: each for each in session.scalars(query)}


def extract(
    session: Session, article_id: UUID, *, without: Collection[str], limit: int
) -> tuple[list[Event], int]:
    """The newest entries about an article, oldest first, and how many there are in all.

    Those whose action is one of `without` are left out of both.
    """
    which = (Event.article_id == article_id, Event.action.not_in(without))
    count = session.scalars(select(func.count()).select_from(Event).where(*which)).one()
    query = select(Event).where(*which).order_by(Event.seq.desc()).limit(limit)
    return list(session.scalars(query))[::-1], count


def dismissals(session: Session, article_id: UUID) -> dict[UUID, Event]:
    """The newest dismissal of each claim of an article that ever was dismissed."""
    query = select(Event).where(Event.article_id == article_id, Event.action == "claim.dismissed")
    return {each.object_id: each for each in session.scalars(query.order_by(Event.seq))}
