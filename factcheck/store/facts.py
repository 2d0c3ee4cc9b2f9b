"""Facts: final claims that may leave the house, in their newest state.

`visible_to` alone decides who may see one; every list, feed, page and search begins with it.
The order of facts is that of their changes, by `number` (see `fact_versions`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    String,
    Text,
    and_,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from factcheck.db import Base
from factcheck.errors import FactWithdrawn, NotFound
from factcheck.kinds import Tokens
from factcheck.saying import say
from factcheck.store.columns import ArticleId, ClaimId, DeskId, Time
from factcheck.store.columns import words as words_of
from factcheck.store.desks import Desk
from factcheck.store.fact_versions import FactVersion
from factcheck.store.found import with_most, with_tokens
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.store.tokens import for_public, mark, marks, words
from factcheck.vocabulary import Status

EVERY_STATUS = frozenset(Status)
NO_FACT = say("There is no such fact.")
_CLAIMREVIEW = "claimreview=yes"


class Fact(Base):
    """What was last said of a claim that is, or once was, a fact. Its id is the claim's.

    `number` is that of its newest version, `public_number` that of the newest one that everybody
    could see, or that ended it: what the desk does afterwards is not for them. `live`: tools of
    the desk may read it; `public`: everybody may, `was_public`: could once; `claimreview`: it may
    leave as ClaimReview.
    `body` is its JSON as it leaves (see `fact_body`); None once it is withdrawn.
    """

    __tablename__ = "facts"
    __table_args__ = (
        Index(None, "desk_id", "live", "number"),
        Index(None, "desk_id", "live", "status", "number"),
        Index(None, "was_public", "public_number"),
        Index(None, "desk_id", "was_public", "public_number"),
        Index("ix_facts_tokens", "tokens", postgresql_using="gin").ddl_if(dialect="postgresql"),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    claim_id: Mapped[ClaimId] = mapped_column(unique=True)
    desk_id: Mapped[DeskId]
    article_id: Mapped[ArticleId]
    version: Mapped[int]
    status: Mapped[Status] = mapped_column(words_of(Status, "status"))
    live: Mapped[bool]
    public: Mapped[bool]
    was_public: Mapped[bool]
    public_number: Mapped[int | None] = mapped_column(BigInteger)
    claimreview: Mapped[bool]
    corrected: Mapped[bool]
    published_at: Mapped[Time]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(100))
    tokens: Mapped[list[str]] = mapped_column(Tokens(), deferred=True)
    body: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for facts: the tools of a desk, or (None) everybody."""

    desk_id: UUID | None


PUBLIC = Reader(None)


@dataclass(frozen=True, slots=True)
class FactFilters:
    """What a list of facts may be narrowed to; an empty field narrows nothing.

    `q`: every word of it stands in the fact. `speaker`: every word stands in the name.
    `article`: its id, or the address it was published at.
    `desks` is for the public, who see the facts of all; `since` a time of change.
    """

    status: Sequence[Status] = ()
    q: str | None = None
    speaker: str | None = None
    article: str | None = None
    publisher: str | None = None
    topic: str | None = None
    language: str | None = None
    since: datetime | None = None
    desks: Sequence[UUID] = ()
    claimreview: bool = False

    @property
    def tokens(self) -> list[str]:
        """The words that a fact must have, and whether it may leave as ClaimReview."""
        return words(self.q or "") + ([_CLAIMREVIEW] if self.claimreview else [])

    @property
    def marks(self) -> list[str]:
        """The marks that a fact must have; those for the public are marks of their own."""
        found = marks("who", words(self.speaker or ""))
        for name in ("article", "publisher", "topic", "language"):
            if value := getattr(self, name):
                found.append(mark(name, value))
        return found


def visible_to(reader: Reader) -> list[ColumnElement[bool]]:
    """What holds of the facts that a reader may see: the one place that decides it."""
    if reader.desk_id is None:
        return [Fact.was_public.is_(True), Fact.public.is_(True)]
    return [Fact.desk_id == reader.desk_id, Fact.live.is_(True)]


def _known_to(reader: Reader) -> list[ColumnElement[bool]]:
    """What holds of the facts that a reader may see or could once see."""
    if reader.desk_id is None:
        return [Fact.was_public.is_(True)]
    return [Fact.desk_id == reader.desk_id]


def _owned(reader: Reader, *, withdrawn: bool) -> list[str]:
    """The tokens of what `visible_to` lets through, for the index of words."""
    if reader.desk_id is None:
        return ["was_public=yes"] if withdrawn else ["public=yes"]
    of_desk = [f"desk={reader.desk_id.hex}"]
    return of_desk if withdrawn else [*of_desk, "live=yes"]


def fact(session: Session, reader: Reader, claim_id: UUID) -> Fact:
    """The fact, whole. Raises `NotFound`, or `FactWithdrawn` if the reader could once see it."""
    found = session.scalar(select(Fact).where(Fact.claim_id == claim_id))
    if found is None:
        raise NotFound(NO_FACT)
    outward = reader.desk_id is None
    check_seen(
        reader,
        number=(found.public_number if outward else None) or found.number,
        desk_id=found.desk_id,
        live=found.live,
        public=found.public,
        was_public=found.was_public,
    )
    return found


def check_seen(
    reader: Reader, *, number: int, desk_id: UUID, live: bool, public: bool, was_public: bool
) -> None:
    """The same as `visible_to`, of one fact. Raises `NotFound`, `FactWithdrawn`."""
    known = was_public if reader.desk_id is None else desk_id == reader.desk_id
    if not known:
        raise NotFound(NO_FACT)
    if not (public if reader.desk_id is None else live):
        raise FactWithdrawn(say("This fact has been withdrawn."), when(number))


def page(
    session: Session,
    reader: Reader,
    filters: FactFilters,
    *,
    limit: int,
    after: Cursor | None,
    tombstones: bool = False,
) -> Page[Fact]:
    """The facts that a reader may see, newest change first.

    `tombstones`: with those that they could once see in this very list: withdrawn ones, such
    as came to another verdict than is asked for, such as left as ClaimReview once.
    """
    query, order = narrowed(session, reader, filters, tombstones=tombstones)
    return keyset(session, query, [order.desc()], limit=limit, after=after)


def newest(session: Session, reader: Reader, filters: FactFilters) -> int | None:
    """The number of the newest change that such a page could show, withdrawals included."""
    query, order = narrowed(session, reader, filters, tombstones=True)
    found: int | None = session.scalar(
        query.with_only_columns(order).order_by(order.desc()).limit(1)
    )
    return found


def search(
    session: Session,
    reader: Reader,
    text: str,
    filters: FactFilters,
    *,
    limit: int,
    after: Cursor | None,
) -> Page[Fact]:
    """Facts about what a text says: those with all its words; if none, with most rare ones.

    A whole sentence seldom stands in a fact word for word. So where no fact has all its
    words, those are given that share most of its rarest ones. Newest change first.
    """
    asked = words(text)
    if not asked:
        return Page([], None)
    strict = replace(filters, q=f"{filters.q or ''} {text}")
    if len(asked) == 1 or page(session, reader, strict, limit=1, after=None).items:
        return page(session, reader, strict, limit=limit, after=after)
    alike = with_most(session, asked, _owned(reader, withdrawn=False))
    query, order = narrowed(session, reader, filters, tombstones=False)
    query = query.where(Fact.number.in_(alike))
    return keyset(session, query, [order.desc()], limit=limit, after=after)


def narrowed(
    session: Session, reader: Reader, filters: FactFilters, *, tombstones: bool
) -> tuple[Any, ColumnElement[int]]:
    """The query, and the column to sort it by."""
    query: Any = select(Fact).where(*(_known_to(reader) if tombstones else visible_to(reader)))
    order: ColumnElement[int] = Fact.__table__.c.number
    if tombstones and filters.claimreview:
        filters = replace(filters, claimreview=False)  # a withdrawn one has lost the token
        query = query.where(_once(reader, FactVersion.claimreview.is_(True)))
    outward = reader.desk_id is None
    wanted_tokens = filters.tokens + (for_public(filters.marks) if outward else filters.marks)
    if wanted_tokens:
        wanted_tokens += _owned(reader, withdrawn=tombstones)
        query, order = with_tokens(session, query, wanted_tokens)
    if outward and tombstones:
        order = Fact.__table__.c.public_number
    wanted = set(filters.status)
    if wanted and wanted != EVERY_STATUS:
        fitting = _of_status(Fact.status, wanted)
        if tombstones:
            before = _once(reader, _of_status(FactVersion.status, wanted))
            fitting = or_(and_(fitting, *visible_to(reader)), before)
        query = query.where(fitting)
    if len(filters.desks) == 1:
        query = query.where(Fact.desk_id == filters.desks[0])
    elif filters.desks:
        query = query.where(Fact.desk_id.in_(filters.desks))
    if filters.since:
        query = query.where(order >= number_at(filters.since))
    return query, order


def _of_status(status: Any, wanted: Collection[Status]) -> ColumnElement[bool]:
    """Not `IN`: it would have the database sort every fact of either status."""
    if len(wanted) == 1:
        only: ColumnElement[bool] = status == next(iter(wanted))
        return only
    others: ColumnElement[bool] = status.not_in(EVERY_STATUS - set(wanted))
    return others


def _once(reader: Reader, so: ColumnElement[bool]) -> ColumnElement[bool]:
    """That it was so of a version of the fact that the reader could see."""
    shown = [FactVersion.public.is_(True)] if reader.desk_id is None else []
    return exists().where(FactVersion.claim_id == Fact.claim_id, so, *shown)


def public_desks(session: Session) -> Sequence[Desk]:
    """The desks that have facts for everybody, or once had, by their slugs."""
    # Not `EXISTS`: SQLite makes a join of it, and reads every fact of the desk.
    newest_of = select(func.max(Fact.public_number)).where(
        Fact.desk_id == Desk.id, *_known_to(PUBLIC)
    )
    query = select(Desk).where(newest_of.scalar_subquery().is_not(None))
    return session.scalars(query.order_by(Desk.slug)).all()


def when(number: int) -> datetime:
    """The time of the change with this number."""
    return datetime.fromtimestamp(number // 1_000_000, UTC).replace(microsecond=number % 1_000_000)


def number_at(moment: datetime) -> int:
    """The least number that a change at this moment may have.

    >>> number_at(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
    1000005
    """
    whole = int(moment.replace(microsecond=0).timestamp())
    return whole * 1_000_000 + moment.microsecond


def count(session: Session, reader: Reader) -> int:
    """How many facts a reader may see; counted one by one, so not for what is asked all day."""
    return session.scalar(select(func.count(Fact.number)).where(*visible_to(reader))) or 0


def published(session: Session, claim_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these claims that are facts or once were."""
    return set(session.scalars(select(Fact.claim_id).where(Fact.claim_id.in_(claim_ids))))
