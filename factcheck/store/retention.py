"""Dropping what was kept long enough, a bounded number of rows at a time.

Each function gives how many rows it dropped; fewer than `limit`: there are no more.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Delete, and_, delete, or_, select, text, tuple_
from sqlalchemy.orm import Session

from factcheck.store.deliveries import PASSING, Delivery, DeliveryAttempt
from factcheck.store.idempotency import StoredAnswer
from factcheck.store.logins import Login
from factcheck.vocabulary import DeliveryState


def drop_answers(session: Session, before: datetime, limit: int) -> int:
    """Answers kept for requests that come twice."""
    key = tuple_(StoredAnswer.person_id, StoredAnswer.desk_id, StoredAnswer.key)
    old = (
        select(StoredAnswer.person_id, StoredAnswer.desk_id, StoredAnswer.key)
        .where(StoredAnswer.created_at < before)
        .order_by(StoredAnswer.created_at)
        .limit(limit)
    )
    return _dropped(session, delete(StoredAnswer).where(key.in_(old)))


def drop_logins(session: Session, before: datetime, limit: int) -> int:
    """Logins that began before that."""
    old = select(Login.id).where(Login.created_at < before).order_by(Login.created_at).limit(limit)
    return _dropped(session, delete(Login).where(Login.id.in_(old)))


def drop_deliveries(session: Session, before: datetime, dead_before: datetime, limit: int) -> int:
    """Finished messages to webhooks, with their attempts.

    Those by which a webhook took a fact stay: they say who has which version of it.
    """
    dead = Delivery.state == DeliveryState.DEAD
    old = session.scalars(
        select(Delivery.id)
        .where(
            text(PASSING),
            Delivery.finished_at < before,
            or_(~dead, and_(dead, Delivery.finished_at < dead_before)),
        )
        .order_by(Delivery.finished_at)
        .limit(limit)
    ).all()
    if old:
        tried = delete(DeliveryAttempt).where(DeliveryAttempt.delivery_id.in_(old))
        _dropped(session, tried)
        _dropped(session, delete(Delivery).where(Delivery.id.in_(old)))
    return len(old)


def drop_attempts(session: Session, before: datetime, limit: int) -> int:
    """What was sent and came back, of messages that are kept; by the ids, which hold their time."""
    bound = UUID(int=int(before.timestamp() * 1000) << 80)
    old = (
        select(DeliveryAttempt.id)
        .where(DeliveryAttempt.id < bound)
        .order_by(DeliveryAttempt.id)
        .limit(limit)
    )
    return _dropped(session, delete(DeliveryAttempt).where(DeliveryAttempt.id.in_(old)))


def _dropped(session: Session, statement: Delete) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount
