"""Desks and the versioned policies they work by."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, String, UniqueConstraint, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store.columns import DeskId, Id, Json, MaybeJson, MaybePersonId, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import PolicyName


class Desk(Base):
    """A team with its own confidential articles, people and policy.

    `threshold` is the check-worthiness (0–1) from which on a sentence makes a claim; None:
    the extractor's own. `imprint` is what `publish.set_imprint` keeps; None: all as it comes.
    """

    __tablename__ = "desks"
    __table_args__ = (CheckConstraint("threshold >= 0 AND threshold <= 1", name="threshold"),)

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    threshold: Mapped[float | None]
    imprint: Mapped[MaybeJson]
    created_at: Mapped[Time]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class Policy(Base):
    """One version of a desk's rules; never changed, only followed by the next version.

    `rules` is the dictionary form of `factcheck.review.policy.Rules`.
    """

    __tablename__ = "policies"
    __table_args__ = (UniqueConstraint("desk_id", "version"),)

    id: Mapped[Id]
    desk_id: Mapped[DeskId]
    version: Mapped[int]
    name: Mapped[PolicyName] = mapped_column(words(PolicyName, "name"))
    rules: Mapped[Json]
    created_by: Mapped[MaybePersonId]
    created_at: Mapped[Time]


def by_slug(session: Session, slug: str) -> Desk | None:
    """The desk called `slug`, if there is one."""
    return session.scalar(select(Desk).where(Desk.slug == slug))


def desk(session: Session, desk_id: UUID) -> Desk:
    """The desk with this id. Raises `NotFound`."""
    found = session.get(Desk, desk_id)
    if found is None:
        raise NotFound(say("There is no such desk."))
    return found


def version(session: Session, desk_id: UUID, wanted: UUID) -> int:
    """The version of the desk `wanted` now. Raises `NotFound` for any but the caller's own."""
    return own(session, desk_id, wanted).version


def own(session: Session, desk_id: UUID, wanted: UUID) -> Desk:
    """The desk `wanted`. Raises `NotFound` for any but the caller's own."""
    if wanted != desk_id:
        raise NotFound(say("There is no such desk."))
    return desk(session, desk_id)


def page(session: Session, desk_id: UUID, *, limit: int, after: Cursor | None) -> Page[Desk]:
    """The desks that somebody of this desk may know of: their own."""
    query = select(Desk).where(Desk.id == desk_id)
    return keyset(session, query, [Desk.id.asc()], limit=limit, after=after)


def every(session: Session) -> list[tuple[Desk, PolicyName | None]]:
    """All desks by their slugs, each with the name of the policy that holds on it."""
    newest = (
        select(Policy.desk_id, func.max(Policy.version).label("version"))
        .group_by(Policy.desk_id)
        .subquery()
    )
    query = (
        select(Desk, Policy.name)
        .outerjoin(newest, newest.c.desk_id == Desk.id)
        .outerjoin(Policy, and_(Policy.desk_id == Desk.id, Policy.version == newest.c.version))
        .order_by(Desk.slug)
    )
    return [(found, name) for found, name in session.execute(query)]


def policies(session: Session, desk_id: UUID) -> list[Policy]:
    """All versions of the desk's policy, newest first."""
    return list(
        session.scalars(
            select(Policy).where(Policy.desk_id == desk_id).order_by(Policy.version.desc())
        )
    )


def policy_page(
    session: Session, desk_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Policy]:
    """The versions of the desk's policy, newest first."""
    query = select(Policy).where(Policy.desk_id == desk_id)
    return keyset(session, query, [Policy.version.desc()], limit=limit, after=after)


def policy(session: Session, desk_id: UUID) -> Policy:
    """The policy that holds on the desk now. Raises `NotFound` when it has none."""
    newest = select(Policy).where(Policy.desk_id == desk_id).order_by(Policy.version.desc())
    found = session.scalar(newest.limit(1))
    if found is None:
        raise NotFound(say("This desk has no policy yet."))
    return found


def policy_state(policy: Policy) -> dict[str, Any]:
    """What the log keeps of a policy."""
    return {"name": policy.name.value, "version": policy.version, "rules": policy.rules}
