"""Logins: in which browsers somebody is signed in.

The browser has a token of 256 random bits; only its SHA-256 is kept here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.store.columns import DeskId, Id, MaybeTime, PersonId, Time, words
from factcheck.store.desks import Desk
from factcheck.store.people import Membership, Person
from factcheck.vocabulary import LoginMethod, Role


class Login(Base):
    """A browser in which somebody signed in, at work on one of their desks.

    `awaits_code`: the password was right, the code of the second factor has not come yet.
    `agent` says what the browser is, such as `Firefox on Linux`.
    """

    __tablename__ = "logins"
    __table_args__ = (Index(None, "person_id", "created_at"), Index(None, "created_at"))

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[PersonId]
    desk_id: Mapped[DeskId]
    how: Mapped[LoginMethod] = mapped_column(words(LoginMethod, "how"))
    awaits_code: Mapped[bool] = mapped_column(default=False)
    agent: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Time]
    seen_at: Mapped[Time]
    ended_at: Mapped[MaybeTime]


@dataclass(frozen=True, slots=True)
class Holder:
    """A login with whose it is, and what they are on its desk."""

    login: Login
    person: Person
    desk: Desk
    role: Role


def holder(session: Session, token_hash: str) -> Holder | None:
    """The login with this token, over or not, of somebody who still has a place on its desk."""
    query = (
        select(Login, Person, Desk, Membership.role)
        .join(Person, Person.id == Login.person_id)
        .join(Desk, Desk.id == Login.desk_id)
        .join(
            Membership,
            (Membership.person_id == Login.person_id) & (Membership.desk_id == Login.desk_id),
        )
        .where(Login.token_hash == token_hash, Person.disabled_at.is_(None))
    )
    row = session.execute(query).one_or_none()
    return Holder(row[0], row[1], row[2], Role(row[3])) if row else None


def standing(
    session: Session, person_id: UUID, *, begun_after: datetime, seen_after: datetime
) -> Sequence[Login]:
    """The logins of a person that are not over, the one used last first."""
    query = select(Login).where(
        Login.person_id == person_id,
        Login.ended_at.is_(None),
        Login.awaits_code.is_(False),
        Login.created_at > begun_after,
        Login.seen_at > seen_after,
    )
    return session.scalars(query.order_by(Login.seen_at.desc(), Login.id.desc())).all()


def last_desk(session: Session, person_id: UUID) -> UUID | None:
    """The desk on which a person worked last, as far as logins are kept."""
    query = select(Login.desk_id).where(Login.person_id == person_id)
    return session.scalar(query.order_by(Login.seen_at.desc(), Login.id.desc()).limit(1))


def see(session: Session, login_id: UUID, now: datetime) -> None:
    """Note that the login was used now."""
    session.execute(
        update(Login)
        .where(Login.id == login_id, Login.ended_at.is_(None), Login.seen_at < now)
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


def replace_token(session: Session, login_id: UUID, old: str, new: str, **changes: Any) -> bool:
    """Give a login another token; False if it is over, or was given one in the meantime."""
    result = session.execute(
        update(Login)
        .where(Login.id == login_id, Login.token_hash == old, Login.ended_at.is_(None))
        .values(token_hash=new, **changes)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def end(
    session: Session,
    person_id: UUID,
    *,
    now: datetime,
    only: UUID | None = None,
    but: UUID | None = None,
) -> int:
    """End logins of a person: all, one, or all but one. Gives how many there were."""
    statement = update(Login).where(Login.person_id == person_id, Login.ended_at.is_(None))
    if only is not None:
        statement = statement.where(Login.id == only)
    if but is not None:
        statement = statement.where(Login.id != but)
    result = session.execute(
        statement.values(ended_at=now).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount


def end_held(session: Session, token_hash: str, now: datetime) -> None:
    """End the login with this token."""
    session.execute(
        update(Login)
        .where(Login.token_hash == token_hash, Login.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def end_every(session: Session, now: datetime) -> None:
    """End all logins of everybody."""
    session.execute(
        update(Login)
        .where(Login.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def forget(session: Session, before: datetime) -> None:
    """Remove the logins that began before that."""
    session.execute(
        delete(Login).where(Login.created_at < before).execution_options(synchronize_session=False)
    )
