"""Second factors: the secret behind a person's one-time codes, and their recovery codes."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CursorResult,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.store.columns import Id, MaybeTime, PersonId, Time


class SecondFactor(Base):
    """What makes a person's one-time codes (RFC 6238); the secret is sealed.

    It counts from `confirmed_at` on. `last_step` is the newest step of time whose code was
    used; no code up to there is taken again.
    """

    __tablename__ = "second_factors"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed_at: Mapped[MaybeTime]
    created_at: Mapped[Time]


class RecoveryCode(Base):
    """A code that stands in once for the device that makes codes; its SHA-256 is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[MaybeTime]


def find(session: Session, person_id: UUID) -> SecondFactor | None:
    """The person's second factor, confirmed or not."""
    return session.get(SecondFactor, person_id)


def is_on(session: Session, person_id: UUID) -> bool:
    """Whether the person signs in with a second factor."""
    found = find(session, person_id)
    return found is not None and found.confirmed_at is not None


def move_on(session: Session, person_id: UUID, step: int) -> bool:
    """Use up the codes until `step`; False when that one was used already."""
    result = session.execute(
        update(SecondFactor)
        .where(SecondFactor.person_id == person_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def use_code(session: Session, person_id: UUID, code_hash: str, now: datetime) -> bool:
    """Use up a recovery code; False when there is none like it, or it was used already."""
    result = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.code_hash == code_hash,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def codes_left(session: Session, person_id: UUID) -> int:
    """How many recovery codes a person has not used yet."""
    query = select(func.count()).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(query) or 0


def drop_codes(session: Session, person_id: UUID) -> None:
    """Remove a person's recovery codes."""
    session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.person_id == person_id)
        .execution_options(synchronize_session=False)
    )
