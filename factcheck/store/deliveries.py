"""Deliveries: one message to one webhook each, with every attempt to bring it there.

Of the messages about one thing only the newest state counts: what waits is superseded when a
newer one is queued, and of those that wait for one thing only the oldest may be sent.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, Json, MaybeJson, MaybeTime, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import DeliveryState, HookState

PING = "ping"
OVERTAKEN = say("Something newer became of it.")
"""Why a message was superseded."""
_WAITS = text("state = 'pending'")
_DEAD = text("state = 'dead'")
PASSING = "state <> 'pending' AND (state <> 'delivered' OR substr(event, 1, 5) <> 'fact.')"
"""What may be dropped some day: all that is finished, but what brought a fact somewhere."""


class Delivery(Base):
    """A message. `message_id` is its `webhook-id`, the same at every attempt and replay.

    `seq` is the number of the log's entry that it tells of (0 of a ping), `subject_id` the
    thing that it is about. `attempts` are those since it was queued, last by a replay.
    `leased_until`: a process is sending it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("webhook_id", "message_id"),
        Index(None, "webhook_id", "id"),
        Index(None, "subject_id", "webhook_id", "seq"),
        Index(
            "ix_deliveries_waiting",
            "webhook_id",
            "next_at",
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        Index(
            "ix_deliveries_passing",
            "finished_at",
            sqlite_where=text(PASSING),
            postgresql_where=text(PASSING),
        ),
        Index("ix_deliveries_dead", "finished_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: Mapped[Id]
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhooks.id"))
    desk_id: Mapped[DeskId]
    message_id: Mapped[str] = mapped_column(String(60))
    event: Mapped[str] = mapped_column(String(40))
    subject_type: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[UUID]
    subject_version: Mapped[int | None]
    article_id: Mapped[UUID | None]
    seq: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[DeliveryState] = mapped_column(words(DeliveryState, "state"))
    reason: Mapped[str | None] = mapped_column(String(500))
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[MaybeTime]
    leased_until: Mapped[MaybeTime]
    created_at: Mapped[Time]
    finished_at: Mapped[MaybeTime]


class DeliveryAttempt(Base):
    """One attempt: what was sent where, and what came back. `took_ms` in milliseconds.

    `headers` are those of the request without its signatures. `answer` is the beginning of
    the answer's body; `error` says in words what was wrong, None of one that succeeded.
    """

    __tablename__ = "delivery_attempts"
    __table_args__ = (Index(None, "delivery_id", "id"),)

    id: Mapped[Id]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id"))
    at: Mapped[Time]
    url: Mapped[str] = mapped_column(String(2000))
    headers: Mapped[Json]
    code: Mapped[int | None]
    answer_headers: Mapped[MaybeJson]
    answer: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(String(500))
    took_ms: Mapped[int]
    next_at: Mapped[MaybeTime]


# Written out, for an index of the waiting ones is of use to no other query.
_IS_PENDING: Any = literal_column("'pending'")
_PENDING: ColumnElement[bool] = Delivery.state == _IS_PENDING


def _free(now: datetime) -> ColumnElement[bool]:
    """No process is sending it, or the one that did has not come back in time."""
    return or_(Delivery.leased_until.is_(None), Delivery.leased_until <= now)


def delivery(session: Session, webhook_id: UUID, delivery_id: UUID) -> Delivery:
    """One delivery of a webhook. Raises `NotFound`."""
    query = select(Delivery).where(Delivery.id == delivery_id, Delivery.webhook_id == webhook_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such delivery."))
    return found


def page(
    session: Session,
    webhook_id: UUID,
    states: Collection[DeliveryState],
    *,
    limit: int,
    after: Cursor | None,
) -> Page[Delivery]:
    """The deliveries of a webhook, newest first."""
    query = select(Delivery).where(Delivery.webhook_id == webhook_id)
    if states:
        query = query.where(Delivery.state.in_(states))
    return keyset(session, query, [Delivery.id.desc()], limit=limit, after=after)


def one_of_desk(session: Session, desk_id: UUID, delivery_id: UUID) -> Delivery:
    """One delivery of the desk, by whichever webhook. Raises `NotFound`."""
    query = select(Delivery).where(Delivery.id == delivery_id, Delivery.desk_id == desk_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such delivery."))
    return found


def of_desk(
    session: Session,
    desk_id: UUID,
    states: Collection[DeliveryState],
    *,
    webhook_id: UUID | None = None,
    limit: int,
    after: Cursor | None,
) -> Page[Delivery]:
    """What the desk's webhooks were or are to be told, newest first; removed ones too."""
    query = select(Delivery).where(Delivery.desk_id == desk_id)
    if webhook_id is not None:
        query = query.where(Delivery.webhook_id == webhook_id)
    if states:
        query = query.where(Delivery.state.in_(states))
    return keyset(session, query, [Delivery.id.desc()], limit=limit, after=after)


def attempts(session: Session, delivery_id: UUID) -> Sequence[DeliveryAttempt]:
    """Every attempt of a delivery, oldest first."""
    query = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery_id)
    return session.scalars(query.order_by(DeliveryAttempt.id)).all()


def last_attempts(session: Session, ids: Collection[UUID]) -> dict[UUID, DeliveryAttempt]:
    """The newest attempt of each of these deliveries."""
    place = func.row_number().over(
        partition_by=DeliveryAttempt.delivery_id, order_by=DeliveryAttempt.id.desc()
    )
    ranked = (
        select(DeliveryAttempt.id, place.label("place"))
        .where(DeliveryAttempt.delivery_id.in_(ids))
        .subquery()
    )
    query = select(DeliveryAttempt).join(ranked, ranked.c.id == DeliveryAttempt.id)
    found = session.scalars(query.where(ranked.c.place == 1))
    return {each.delivery_id: each for each in found}


def supersede_older(session: Session, newer: Delivery, now: datetime) -> None:
    """What waits for the same thing needs no sending any more, unless it is being sent."""
    _finish(
        session,
        [
            Delivery.webhook_id == newer.webhook_id,
            Delivery.subject_type == newer.subject_type,
            Delivery.subject_id == newer.subject_id,
            Delivery.seq < newer.seq,
            _free(now),
        ],
        DeliveryState.SUPERSEDED,
        OVERTAKEN,
        now,
    )


def cancel_all(session: Session, webhook_id: UUID, reason: str, now: datetime) -> None:
    """Nothing that waits for this webhook is sent any more."""
    _finish(session, [Delivery.webhook_id == webhook_id], DeliveryState.CANCELLED, reason, now)


def _finish(
    session: Session,
    which: list[ColumnElement[bool]],
    state: DeliveryState,
    reason: str,
    now: datetime,
) -> None:
    values = {"state": state, "reason": reason, "finished_at": now, "next_at": None}
    statement = update(Delivery).where(*which, _PENDING).values(values)
    session.execute(statement.execution_options(synchronize_session="fetch"))


def newer_exists(session: Session, delivery: Delivery) -> bool:
    """Whether something newer was queued for the same thing."""
    newer = exists().where(
        Delivery.webhook_id == delivery.webhook_id,
        Delivery.subject_type == delivery.subject_type,
        Delivery.subject_id == delivery.subject_id,
        Delivery.seq > delivery.seq,
    )
    return bool(session.scalar(select(newer)))


def waiting_webhooks(session: Session, now: datetime) -> list[UUID]:
    """The active webhooks for which something is due."""
    due = exists().where(
        Delivery.webhook_id == Webhook.id, _PENDING, Delivery.next_at <= now, _free(now)
    )
    query = select(Webhook.id).where(Webhook.state == HookState.ACTIVE, due)
    return list(session.scalars(query.order_by(Webhook.id)))


def due(session: Session, webhook_id: UUID, now: datetime, *, limit: int) -> Sequence[Delivery]:
    """What is due for a webhook, longest due first; of each thing only the oldest that waits."""
    older = aliased(Delivery)
    in_line = exists().where(
        older.webhook_id == Delivery.webhook_id,
        older.subject_type == Delivery.subject_type,
        older.subject_id == Delivery.subject_id,
        older.seq < Delivery.seq,
        older.state == _IS_PENDING,
    )
    query = (
        select(Delivery)
        .where(Delivery.webhook_id == webhook_id, _PENDING, Delivery.next_at <= now, _free(now))
        .where(~in_line)
        .order_by(Delivery.next_at, Delivery.id)
        .limit(limit)
    )
    return session.scalars(query.execution_options(populate_existing=True)).all()


def lease(session: Session, delivery: Delivery, until: datetime, now: datetime) -> bool:
    """Take a delivery, to send it before `until`; False when another process was quicker."""
    return _moved(session, [Delivery.id == delivery.id, _PENDING, _free(now)], leased_until=until)


def settle(session: Session, delivery_id: UUID, leased_until: datetime, **values: Any) -> bool:
    """Write down what became of a leased delivery; False when the lease had run out meanwhile.

    Then another process may be sending it, and what becomes of it is that one's to say.
    """
    mine = [Delivery.id == delivery_id, Delivery.leased_until == leased_until, _PENDING]
    return _moved(session, mine, leased_until=None, **values)


def _moved(session: Session, which: list[ColumnElement[bool]], **values: Any) -> bool:
    statement = update(Delivery).where(*which).values(values)
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1


def all_named(session: Session, ids: Collection[UUID]) -> Sequence[Delivery]:
    """These deliveries as they are now."""
    query = select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def delivered(session: Session, subject_id: UUID, version: int) -> Sequence[tuple["Delivery", str]]:
    """What webhooks took of a version of a thing, first one first, each with their address."""
    query = (
        select(Delivery, Webhook.url)
        .join(Webhook, Webhook.id == Delivery.webhook_id)
        .where(
            Delivery.subject_id == subject_id,
            Delivery.subject_version == version,
            Delivery.event.startswith("fact."),
            Delivery.state == DeliveryState.DELIVERED,
        )
        .order_by(Delivery.finished_at, Delivery.id)
    )
    return [(taken, url) for taken, url in session.execute(query)]
