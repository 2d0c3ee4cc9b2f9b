"""People, what they may do on which desk, and the hashed keys of their tools."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    String,
    UnaryExpression,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.prepared import Prepared
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, Json, MaybeTime, PersonId, Time
from factcheck.store.desks import Desk
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import Role


class Person(Base):
    """Someone who works on claims, or (`service`) a program that has a key of its own.

    `email` is kept in lower case. A service account has no password and cannot log in.
    """

    __tablename__ = "people"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    service: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[MaybeTime]
    created_at: Mapped[Time]


class Membership(Base):
    """A person's role on a desk; `role` is the number of a `vocabulary.Role`."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("person_id", "desk_id"),
        CheckConstraint("role BETWEEN 1 AND 4", name="role"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    desk_id: Mapped[DeskId]
    role: Mapped[int]
    created_at: Mapped[Time]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    desk: Mapped[Desk] = relationship(lazy="raise_on_sql")


class ApiKey(Base):
    """A key of one person for one desk. Only the SHA-256 of its secret is kept.

    `role` caps what the key may do; the owner's own role caps it too.
    """

    __tablename__ = "api_keys"
    __table_args__ = (CheckConstraint("role BETWEEN 1 AND 4", name="role"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_id: Mapped[PersonId]
    desk_id: Mapped[DeskId]
    role: Mapped[int]
    scopes: Mapped[Json]
    secret_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[MaybeTime]
    revoked_at: Mapped[MaybeTime]
    created_at: Mapped[Time]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


def person(session: Session, person_id: UUID) -> Person:
    """The person with this id, who must exist."""
    return session.get_one(Person, person_id)


def find(session: Session, person_id: UUID) -> Person | None:
    """The person with this id, if there is one."""
    return session.get(Person, person_id)


def held(session: Session, person_id: UUID) -> Person | None:
    """The person as they are now, while nobody else changes them."""
    return session.get(Person, person_id, with_for_update=True)


def by_email(session: Session, email: str) -> Person | None:
    """The person with this address, whatever its case."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def membership(session: Session, person_id: UUID, desk_id: UUID) -> Membership | None:
    """The person's place on the desk, if any."""
    return session.scalar(
        select(Membership).where(Membership.person_id == person_id, Membership.desk_id == desk_id)
    )


def desks_of(session: Session, person_id: UUID) -> list[tuple[Desk, Role]]:
    """The desks a person belongs to, by name, with the role on each."""
    rows = session.execute(
        select(Desk, Membership.role)
        .join(Membership, Membership.desk_id == Desk.id)
        .where(Membership.person_id == person_id)
        .order_by(Desk.name, Desk.id)
    )
    return [(desk, Role(role)) for desk, role in rows]


@dataclass(frozen=True, slots=True)
class Holder:
    """An API key with its owner and the owner's role number on the key's desk."""

    key_id: str
    person_id: UUID
    desk_id: UUID
    key_role: int
    scopes: Sequence[str]
    secret_hash: str
    expires_at: datetime | None
    revoked_at: datetime | None
    name: str
    email: str
    disabled_at: datetime | None
    role: int


HOLDER = (
    select(
        ApiKey.id,
        ApiKey.person_id,
        ApiKey.desk_id,
        ApiKey.role,
        ApiKey.scopes,
        ApiKey.secret_hash,
        ApiKey.expires_at,
        ApiKey.revoked_at,
        Person.name,
        Person.email,
        Person.disabled_at,
        Membership.role,
    )
    .join(Person, Person.id == ApiKey.person_id)
    .join(
        Membership,
        (Membership.person_id == ApiKey.person_id) & (Membership.desk_id == ApiKey.desk_id),
    )
    .where(ApiKey.id == bindparam("key_id"))
)
"""The key with its owner, by `key_id`; the columns are the fields of `Holder`."""
_HOLDER = Prepared(HOLDER)


def holder(session: Session, key_id: str) -> Holder | None:
    """The key with its owner. Every request of a tool begins with this one statement."""
    row = _HOLDER.first(session, key_id=key_id)
    return Holder(*row) if row else None


def names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """The names of these people."""
    return {
        row.id: row.name
        for row in session.execute(select(Person).where(Person.id.in_(ids))).scalars()
    }


def count(session: Session) -> int:
    """How many people (service accounts included) there are."""
    return session.scalar(select(func.count()).select_from(Person)) or 0


def members(session: Session, desk_id: UUID) -> list[Person]:
    """Everybody who belongs to the desk, by name; those who were locked out are left out."""
    return [person for person, _ in members_with_roles(session, desk_id)]


def members_with_roles(session: Session, desk_id: UUID) -> list[tuple[Person, Role]]:
    """`members`, each with their role on the desk."""
    query = (
        select(Person, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.desk_id == desk_id, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [(person, Role(role)) for person, role in session.execute(query)]


def everyone(
    session: Session, desk_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Membership]:
    """The places on a desk with their people, by name; of those who were locked out too."""
    query = (
        select(Membership)
        .join(Membership.person)
        .where(Membership.desk_id == desk_id)
        .options(contains_eager(Membership.person))
    )
    return keyset(session, query, [Person.name.asc(), Person.id.asc()], limit=limit, after=after)


def place(session: Session, desk_id: UUID, person_id: UUID) -> Membership:
    """A person's place on the desk, as it is now. Raises `NotFound`."""
    query = (
        select(Membership)
        .join(Membership.person)
        .where(Membership.desk_id == desk_id, Membership.person_id == person_id)
        .options(contains_eager(Membership.person))
        .execution_options(populate_existing=True)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such person on this desk."))
    return found


def elsewhere(session: Session, desk_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have a place on another desk too."""
    query = select(Membership.person_id).where(
        Membership.person_id.in_(ids), Membership.desk_id != desk_id
    )
    return set(session.scalars(query))


def administered_without(session: Session, desk_id: UUID, person_id: UUID) -> bool:
    """Whether somebody else who can sign in administers the desk."""
    other = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.desk_id == desk_id,
            Membership.role == Role.ADMIN.value,
            Person.id != person_id,
            Person.service.is_(False),
            Person.disabled_at.is_(None),
        )
    )
    return session.scalar(other.limit(1)) is not None


def keys(session: Session, desk_id: UUID, *, limit: int, after: Cursor | None) -> Page[ApiKey]:
    """The keys of the desk with their owners, newest first; revoked and expired ones too."""
    query = (
        select(ApiKey)
        .join(ApiKey.person)
        .where(ApiKey.desk_id == desk_id)
        .options(contains_eager(ApiKey.person))
    )
    order: list[UnaryExpression[Any]] = [ApiKey.created_at.desc(), ApiKey.id.desc()]
    return keyset(session, query, order, limit=limit, after=after)


def counted(session: Session, desk_id: UUID, *, now: datetime, soon: datetime) -> dict[str, int]:
    """How many `people` can sign in, `keys` open the desk, and are `expiring` before `soon`."""
    able = select(func.count(Membership.id)).join(Person, Person.id == Membership.person_id)
    able = able.where(
        Membership.desk_id == desk_id, Person.service.is_(False), Person.disabled_at.is_(None)
    )
    live = select(func.count(ApiKey.id)).where(
        ApiKey.desk_id == desk_id,
        ApiKey.revoked_at.is_(None),
        or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now),
    )
    wanted = {"people": able, "keys": live, "expiring": live.where(ApiKey.expires_at <= soon)}
    row = session.execute(select(*(query.scalar_subquery() for query in wanted.values()))).one()
    return dict(zip(wanted, row, strict=True))
