"""Stored answers: a request that comes twice under one Idempotency-Key acts once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, String, Uuid, bindparam, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.prepared import Prepared
from factcheck.store.columns import Json, PersonId, Time

KEPT = timedelta(days=7)


class StoredAnswer(Base):
    """The answer that was given to a key, stored in the transaction of what it answered.

    `fingerprint` is the SHA-256 of method, path and body.
    """

    __tablename__ = "idempotency_records"

    person_id: Mapped[PersonId] = mapped_column(primary_key=True)
    desk_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[Json]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Time] = mapped_column(index=True)


def shared(session: Session) -> bool:
    """Whether several processes may answer on this database; SQLite has one."""
    return session.get_bind().dialect.name == "postgresql"


def try_lock(session: Session, token: int) -> bool:
    """Claim a key among all processes until this transaction ends (PostgreSQL).

    `token` is a signed 64-bit number made from the key.
    """
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(token))))


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered, and to what."""

    fingerprint: str
    status: int
    headers: dict[str, str]
    body: bytes
    created_at: datetime


_STORED = Prepared(
    select(
        StoredAnswer.fingerprint,
        StoredAnswer.status,
        StoredAnswer.headers,
        StoredAnswer.body,
        StoredAnswer.created_at,
    ).where(
        StoredAnswer.person_id == bindparam("person", type_=Uuid()),
        StoredAnswer.desk_id == bindparam("desk", type_=Uuid()),
        StoredAnswer.key == bindparam("wanted", type_=String()),
    )
)
_KEEP = Prepared(insert(StoredAnswer))


def stored(session: Session, person_id: UUID, desk_id: UUID, key: str) -> Answered | None:
    """The answer kept for this key, if there is one; it may be older than the promise."""
    row = _STORED.first(session, person=person_id, desk=desk_id, wanted=key)
    return Answered(*row) if row else None


def keep(session: Session, **columns: Any) -> None:
    """Store an answer; an old one of the same key has to be forgotten before."""
    _KEEP.write(session, columns)


def forget_old(session: Session, now: datetime) -> None:
    """Drop answers that are older than the promise to replay them."""
    session.execute(delete(StoredAnswer).where(StoredAnswer.created_at < now - KEPT))
