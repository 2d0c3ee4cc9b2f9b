"""Every change of every fact, in the order in which it was made: the change feed.

A number is the time of the change in microseconds since 1970, and at least one more than the
number before it. It is taken while the log's head row is held, so the order of the numbers is
the order of the commits. And it counts nothing, so it tells nobody how much is hidden.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.prepared import Prepared
from factcheck.saying import say
from factcheck.store.columns import ClaimId, DeskId, words
from factcheck.vocabulary import FeedOp, Status

BASE = "\x1a"
"""Stands in a stored fact where the service's own address belongs, which may change.

JSON has no place for this character, so nothing that a fact says can hold it.
"""


def parsed(stored: str, base_url: str = "") -> dict[str, Any]:
    """A stored fact as plain values."""
    found: dict[str, Any] = json.loads(stored.replace(BASE, base_url))
    return found


class FactVersion(Base):
    """One change of a fact: what it said from then on, or that it was withdrawn.

    `status` is the one that was last released, of a withdrawal too. `withheld`: what it said
    is not to be read any more. `reason` says why it was withdrawn.
    """

    __tablename__ = "fact_versions"
    __table_args__ = (
        UniqueConstraint("claim_id", "version"),
        Index(None, "desk_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    claim_id: Mapped[ClaimId]
    desk_id: Mapped[DeskId]
    version: Mapped[int]
    op: Mapped[FeedOp] = mapped_column(words(FeedOp, "op"))
    status: Mapped[Status] = mapped_column(words(Status, "status"))
    public: Mapped[bool]
    claimreview: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(100))
    withheld: Mapped[bool]
    body: Mapped[str | None] = mapped_column(Text)

    @property
    def said(self) -> dict[str, Any]:
        """What it said, as plain values; nothing of a withdrawal."""
        return parsed(self.body) if self.body else {}

    @property
    def readable(self) -> bool:
        """Whether what it said may be read."""
        return self.body is not None and not self.withheld


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change feed. `body` is None of a deletion and of what is withheld."""

    number: int
    claim_id: UUID
    version: int
    op: FeedOp
    body: str | None


_ROW = FactVersion.__table__.c
_CHANGES: Select[Any] = (
    select(
        _ROW.number,
        _ROW.claim_id,
        _ROW.version,
        _ROW.op,
        _ROW.withheld,
        _ROW.body,
    )
    .where(
        _ROW.desk_id == bindparam("desk_id", type_=Uuid()),
        _ROW.number > bindparam("after", type_=BigInteger()),
    )
    .order_by(_ROW.number)
    .limit(bindparam("most"))
)
_AFTER = Prepared(_CHANGES)
_LAST = Prepared(
    select(func.coalesce(func.max(_ROW.number), 0)).where(
        _ROW.desk_id == bindparam("desk_id", type_=Uuid())
    )
)


def changes(session: Session, desk_id: UUID, *, after: int, limit: int) -> list[Change]:
    """The desk's changes behind a number, oldest first."""
    rows = _AFTER.rows(session, desk_id=desk_id, after=after, most=limit)
    return [
        Change(number, claim_id, version, op, None if withheld else body)
        for number, claim_id, version, op, withheld, body in rows
    ]


def last(session: Session, desk_id: UUID) -> int:
    """The number of the desk's newest change; 0 where nothing has changed yet."""
    found: int = _LAST.rows(session, desk_id=desk_id)[0][0]
    return found


def of_fact(session: Session, desk_id: UUID, claim_id: UUID) -> Sequence[FactVersion]:
    """All that a desk ever said of a fact, oldest first. Raises `NotFound` if it said nothing."""
    found = [each for each in of_claim(session, claim_id) if each.desk_id == desk_id]
    if not found:
        raise NotFound(say("There is no such fact."))
    return found


def of_claim(session: Session, claim_id: UUID) -> Sequence[FactVersion]:
    """All that was ever said of a fact, oldest first."""
    query = select(FactVersion).where(FactVersion.claim_id == claim_id)
    return session.scalars(query.order_by(FactVersion.number)).all()
