"""Webhooks: where the desk's own tools are told of what happens, and how far they have been.

The log is the outbox. A webhook's `position` is the number of the last entry that was looked
at for it; whoever moves it on makes its deliveries in the same transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CursorResult,
    Index,
    LargeBinary,
    Select,
    String,
    and_,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.articles import Article
from factcheck.store.columns import DeskId, Id, Json, MaybeTime, PersonId, Time, words
from factcheck.store.log import Event, LogHead
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import HookState


class Webhook(Base):
    """A subscription of a desk. Its secrets are sealed (`factcheck.sealing`).

    `old_secret` is the one before a rotation; it signs too until `old_secret_until`.
    `owner_id` and `key_id` are the person, and the key if one was used, who made it or
    changed it last: it is served only while they still may do that.
    """

    __tablename__ = "webhooks"
    __table_args__ = (Index(None, "desk_id", "id"), Index(None, "state", "position"))

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(default=1)
    desk_id: Mapped[DeskId]
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[Json]
    description: Mapped[str | None] = mapped_column(String(500))
    state: Mapped[HookState] = mapped_column(words(HookState, "state"))
    disabled_reason: Mapped[str | None] = mapped_column(String(500))
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    old_secret_until: Mapped[MaybeTime]
    position: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[PersonId]
    owner_id: Mapped[PersonId]
    key_id: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[Time]
    updated_at: Mapped[Time]
    removed_at: Mapped[MaybeTime]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


def _one(desk_id: UUID, webhook_id: UUID) -> Select[Webhook]:
    return select(Webhook).where(
        Webhook.id == webhook_id, Webhook.desk_id == desk_id, Webhook.removed_at.is_(None)
    )


def webhook(session: Session, desk_id: UUID, webhook_id: UUID) -> Webhook:
    """The desk's webhook. Raises `NotFound`."""
    return _found(session, _one(desk_id, webhook_id))


def held(session: Session, desk_id: UUID, webhook_id: UUID) -> Webhook:
    """The same, as it is now and for the rest of the transaction. Raises `NotFound`."""
    query = _one(desk_id, webhook_id).with_for_update()
    return _found(session, query.execution_options(populate_existing=True))


def _found(session: Session, query: Select[Webhook]) -> Webhook:
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such webhook."))
    return found


def version(session: Session, desk_id: UUID, webhook_id: UUID) -> int:
    """The webhook's version now. Raises `NotFound`."""
    return webhook(session, desk_id, webhook_id).version


def page(session: Session, desk_id: UUID, *, limit: int, after: Cursor | None) -> Page[Webhook]:
    """The desk's webhooks, newest first."""
    query = select(Webhook).where(Webhook.desk_id == desk_id, Webhook.removed_at.is_(None))
    return keyset(session, query, [Webhook.id.desc()], limit=limit, after=after)


def states(session: Session, desk_id: UUID) -> dict[HookState, int]:
    """How many of the desk's webhooks are in each state."""
    query = (
        select(Webhook.state, func.count(Webhook.id))
        .where(Webhook.desk_id == desk_id, Webhook.removed_at.is_(None))
        .group_by(Webhook.state)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def named(session: Session, ids: Collection[UUID]) -> dict[UUID, Webhook]:
    """These webhooks by their ids, removed ones too."""
    query = select(Webhook).where(Webhook.id.in_(ids))
    return {each.id: each for each in session.scalars(query)}


def held_all(session: Session, ids: Collection[UUID]) -> dict[UUID, Webhook]:
    """These webhooks, as they are now and for the rest of the transaction."""
    query = select(Webhook).where(Webhook.id.in_(ids)).order_by(Webhook.id)
    query = query.with_for_update(key_share=True)
    found = session.scalars(query.execution_options(populate_existing=True))
    return {each.id: each for each in found}


@dataclass(frozen=True, slots=True)
class Behind:
    """A webhook that has not been brought up to the head of the log."""

    id: UUID
    desk_id: UUID
    events: frozenset[str]
    position: int


def behind(session: Session) -> tuple[int, list[Behind]]:
    """The number of the newest entry, and the active webhooks that are not there yet."""
    head = session.scalars(select(LogHead.seq)).one()
    query = (
        select(Webhook.id, Webhook.desk_id, Webhook.events, Webhook.position)
        .where(Webhook.state == HookState.ACTIVE, Webhook.position < head)
        .order_by(Webhook.id)
    )
    found = [
        Behind(id_, desk_id, frozenset(events), position)
        for id_, desk_id, events, position in session.execute(query)
    ]
    return head, found


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the log that webhooks may be told of. `embargo_until` is its article's."""

    seq: int
    hash: str
    at: datetime
    action: str
    object_type: str
    object_id: UUID
    object_version: int | None
    article_id: UUID | None
    status_to: str | None
    after: Any
    embargo_until: datetime | None


_TOLD = (
    Event.seq,
    Event.hash,
    Event.at,
    Event.action,
    Event.object_type,
    Event.object_id,
    Event.object_version,
    Event.article_id,
    Event.status_to,
    Event.after,
    Article.embargo_until,
)
_WORTH_TELLING = or_(
    Event.object_type == "fact",
    and_(Event.object_type == "claim", Event.status_from != Event.status_to),
    Event.action.in_(["article.signed_off", "report.frozen"]),
)


def entries(session: Session, desk_id: UUID, *, after: int, upto: int, limit: int) -> list[Told]:
    """The desk's entries in that stretch of the log that webhooks may be told of, in order."""
    query = (
        select(*_TOLD)
        .outerjoin(Article, Article.id == Event.article_id)
        .where(Event.desk_id == desk_id, Event.seq > after, Event.seq <= upto, _WORTH_TELLING)
        .order_by(Event.seq)
        .limit(limit)
    )
    return [Told(*row) for row in session.execute(query)]


def move(session: Session, webhook: Behind, position: int) -> bool:
    """Move a webhook on; False when another process has done so, or it was disabled."""
    statement = update(Webhook).where(
        Webhook.id == webhook.id,
        Webhook.position == webhook.position,
        Webhook.state == HookState.ACTIVE,
    )
    result = session.execute(
        statement.values(position=position).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def hand_over(session: Session, key_id: str, to: str) -> None:
    """What one key set up goes on by another."""
    statement = update(Webhook).where(Webhook.key_id == key_id).values(key_id=to)
    session.execute(statement.execution_options(synchronize_session=False))


def head(session: Session) -> int:
    """The number of the newest entry of the log."""
    return session.scalars(select(LogHead.seq)).one()
