"""Sources, and the evidence that brings them to bear on a claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import (
    Mapped,
    Session,
    contains_eager,
    joinedload,
    mapped_column,
    relationship,
)

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.ids import uuid7
from factcheck.saying import say
from factcheck.store.claims import Claim
from factcheck.store.columns import ClaimId, DeskId, Id, MaybeTime, PersonId, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import Reliability, SourceKind, SourceState, Stance


class Source(Base):
    """A document, person, dataset or page.

    Sources with one `independence_group` count as one: ten papers that print the same
    wire story are one witness. `identity` tells whether two records are one source, once
    per desk. `state` is what the newest snapshot showed; `next_check_at` when the page is
    to be looked at again, None for what cannot be fetched.
    """

    __tablename__ = "sources"
    __table_args__ = (
        Index(None, "desk_id", "id"),
        Index(None, "desk_id", "identity", unique=True),
        Index(None, "next_check_at"),
    )

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(default=1)
    desk_id: Mapped[DeskId]
    url: Mapped[str | None] = mapped_column(String(2000))
    title: Mapped[str] = mapped_column(String(500))
    publisher: Mapped[str | None] = mapped_column(String(300))
    kind: Mapped[SourceKind] = mapped_column(words(SourceKind, "kind"))
    reliability: Mapped[Reliability | None] = mapped_column(words(Reliability, "reliability"))
    independence_group: Mapped[str | None] = mapped_column(String(200))
    confidential: Mapped[bool] = mapped_column(default=False)
    identity: Mapped[str] = mapped_column(String(64), default=lambda: uuid7().hex)
    state: Mapped[SourceState | None] = mapped_column(words(SourceState, "state"))
    checked_at: Mapped[MaybeTime]
    next_check_at: Mapped[MaybeTime]
    removed_at: Mapped[MaybeTime]
    created_by: Mapped[PersonId]
    created_at: Mapped[Time]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

    @property
    def marks(self) -> set[tuple[str, str]]:
        """What gives away that two sources are one."""
        return marks(self.independence_group, self.url, self.title, self.publisher)


class Evidence(Base):
    """A source brought to bear on a claim.

    `credibility` is that of what the source says here, from 1 (confirmed) to 6 (cannot be
    judged) on the Admiralty scale; `snapshot_id` the stored copy that was looked at;
    `sha256` the fingerprint of the evidence as it stands, which the log keeps of whatever
    a decision relied on.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index(None, "claim_id"),
        CheckConstraint("credibility BETWEEN 1 AND 6", name="credibility"),
    )

    id: Mapped[Id]
    claim_id: Mapped[ClaimId]
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    stance: Mapped[Stance] = mapped_column(words(Stance, "stance"))
    passage: Mapped[str | None] = mapped_column(Text)
    locator: Mapped[str | None] = mapped_column(String(300))
    accessed_at: Mapped[MaybeTime]
    credibility: Mapped[int | None]
    snapshot_id: Mapped[UUID | None] = mapped_column(ForeignKey("snapshots.id"), index=True)
    sha256: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[PersonId]
    created_at: Mapped[Time]
    removed_at: Mapped[MaybeTime]

    source: Mapped[Source] = relationship(lazy="raise_on_sql")
    claim: Mapped[Claim] = relationship(lazy="raise_on_sql", viewonly=True)


def marks(
    group: str | None, url: str | None, title: str, publisher: str | None
) -> set[tuple[str, str]]:
    """What gives away that two sources are one: group or address, else title and publisher."""
    found = set()
    if group:
        found.add(("group", " ".join(group.casefold().split())))
    if url:
        address = urlsplit(url.casefold())
        found.add(("url", f"{address.netloc}{address.path}".rstrip("/")))
    return found or {("title", f"{title} / {publisher or ''}".casefold())}


class Marked(Protocol):
    """A source, or what was read of one."""

    @property
    def marks(self) -> set[tuple[str, str]]:
        """What gives away that two sources are one."""
        ...


def independent(found: Iterable[Marked]) -> int:
    """How many of these sources stand for themselves: those that share a mark count as one."""
    witnesses: list[set[tuple[str, str]]] = []
    for each in found:
        same = [marks for marks in witnesses if marks & each.marks]
        witnesses = [marks for marks in witnesses if marks not in same]
        witnesses.append(each.marks.union(*same))
    return len(witnesses)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of sources may be narrowed to; an empty field narrows nothing.

    `q` are words of title, publisher or address. `address` is a page's address as it was
    typed, `identity` what that makes of it. `open_only` leaves confidential ones out,
    `confidential_only` all others.
    """

    q: str | None = None
    kind: Sequence[SourceKind] = ()
    state: Sequence[SourceState] = ()
    address: str | None = None
    identity: str | None = None
    open_only: bool = False
    confidential_only: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A page that is to be looked at again; `due` is when, None for no set time."""

    id: UUID
    desk_id: UUID
    url: str
    title: str
    due: datetime | None


def source(session: Session, desk_id: UUID, source_id: UUID) -> Source:
    """The desk's source, unless it was removed. Raises `NotFound`."""
    return _found(session, _one(desk_id, source_id))


def leant_on(session: Session, desk_id: UUID, source_id: UUID) -> Source:
    """The same, for evidence that is about to lean on it: it is not removed meanwhile."""
    return _found(session, _one(desk_id, source_id).with_for_update(read=True, key_share=True))


def held(session: Session, desk_id: UUID, source_id: UUID) -> Source:
    """The same, as it is now and for the rest of the transaction. Raises `NotFound`."""
    query = _one(desk_id, source_id).with_for_update()
    return _found(session, query.execution_options(populate_existing=True))


def _one(desk_id: UUID, source_id: UUID) -> Select[Source]:
    return select(Source).where(
        Source.id == source_id, Source.desk_id == desk_id, Source.removed_at.is_(None)
    )


def _found(session: Session, query: Select[Source]) -> Source:
    found = session.scalar(query)
    if found is None:
        raise NotFound(say("There is no such source."))
    return found


def version(session: Session, desk_id: UUID, source_id: UUID) -> int:
    """The source's version now. Raises `NotFound`."""
    return source(session, desk_id, source_id).version


def page(
    session: Session, desk_id: UUID, filters: Filters, *, limit: int, after: Cursor | None
) -> Page[Source]:
    """The desk's sources, newest first."""
    query = select(Source).where(
        Source.desk_id == desk_id, Source.removed_at.is_(None), *_conditions(filters)
    )
    return keyset(session, query, [Source.id.desc()], limit=limit, after=after)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The WHERE terms for the filters that were set."""
    found: list[ColumnElement[bool]] = []
    if filters.q:
        named = (Source.title, Source.publisher, Source.url)
        found.append(or_(*(each.icontains(filters.q, autoescape=True) for each in named)))
    if filters.kind:
        found.append(Source.kind.in_(filters.kind))
    if filters.state:
        found.append(Source.state.in_(filters.state))
    if filters.address:
        found.append(or_(Source.identity == filters.identity, Source.url == filters.address))
    if filters.open_only:
        found.append(Source.confidential.is_(False))
    if filters.confidential_only:
        found.append(Source.confidential.is_(True))
    return found


def by_address(session: Session, desk_id: UUID, url: str, identity: str) -> Source | None:
    """The desk's source at this address, unless it was removed."""
    filters = Filters(address=url, identity=identity)
    return next(iter(page(session, desk_id, filters, limit=1, after=None).items), None)


def pages(
    session: Session,
    *,
    due: datetime | None = None,
    checked_before: datetime | None = None,
    desk_id: UUID | None = None,
    captured: bool = True,
    limit: int = 1_000_000,
) -> list[Target]:
    """The pages to look at again, the longest waiting first; confidential ones never.

    `captured` leaves out those of which nobody took a copy yet.
    """
    query = select(Source.id, Source.desk_id, Source.url, Source.title, Source.next_check_at).where(
        Source.url.is_not(None), Source.removed_at.is_(None), Source.confidential.is_(False)
    )
    if due is not None:
        query = query.where(Source.next_check_at <= due)
    if captured:
        query = query.where(Source.next_check_at.is_not(None))
    if checked_before is not None:
        query = query.where(or_(Source.checked_at.is_(None), Source.checked_at < checked_before))
    if desk_id is not None:
        query = query.where(Source.desk_id == desk_id)
    rows = session.execute(query.order_by(Source.next_check_at, Source.id).limit(limit))
    return [Target(id_, desk, url or "", title, due) for id_, desk, url, title, due in rows]


def claim_check(session: Session, target: Target, until: datetime) -> bool:
    """Take the check of a page, if nobody else has; others leave it alone until `until`."""
    seen = (
        Source.next_check_at.is_(None) if target.due is None else Source.next_check_at == target.due
    )
    taken = update(Source).where(Source.id == target.id, Source.removed_at.is_(None), seen)
    query = taken.values(next_check_at=until).returning(Source.id)
    query = query.execution_options(synchronize_session=False)
    return session.scalar(query) is not None


def by_identity(session: Session, desk_id: UUID, identity: str) -> Source | None:
    """The desk's source that is this one, removed or not."""
    return session.scalar(
        select(Source).where(Source.desk_id == desk_id, Source.identity == identity)
    )


def evidence_of(session: Session, claim_id: UUID) -> list[Evidence]:
    """The evidence that stands on a claim, with its sources, oldest first."""
    return list(session.scalars(_standing(claim_id).order_by(Evidence.id)))


def leaning_on(session: Session, source_id: UUID) -> list[Evidence]:
    """The evidence of all claims that rests on a source and was not taken away."""
    query = select(Evidence).where(Evidence.source_id == source_id, Evidence.removed_at.is_(None))
    return list(session.scalars(query.options(joinedload(Evidence.source)).order_by(Evidence.id)))


def claims_on(session: Session, source_id: UUID) -> list[UUID]:
    """The claims with evidence from the source, in the order of their ids, and held.

    A decision that is being recorded on one of them is waited for.
    """
    standing = select(Evidence.claim_id).where(
        Evidence.source_id == source_id, Evidence.removed_at.is_(None)
    )
    query = select(Claim.id).where(Claim.id.in_(standing)).order_by(Claim.id)
    return list(session.scalars(query.with_for_update(key_share=True)))


def counts(session: Session, source_ids: Sequence[UUID]) -> dict[UUID, int]:
    """On how many claims each of these sources is evidence."""
    query = (
        select(Evidence.source_id, func.count(Evidence.claim_id.distinct()))
        .where(Evidence.source_id.in_(source_ids), Evidence.removed_at.is_(None))
        .group_by(Evidence.source_id)
    )
    return dict.fromkeys(source_ids, 0) | {row[0]: row[1] for row in session.execute(query)}


def page_of_uses(
    session: Session, source_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Evidence]:
    """The evidence that rests on a source, with its claims, oldest first."""
    query = (
        select(Evidence)
        .join(Evidence.claim)
        .where(Evidence.source_id == source_id, Evidence.removed_at.is_(None))
        .options(joinedload(Evidence.source), contains_eager(Evidence.claim))
    )
    return keyset(session, query, [Evidence.id.asc()], limit=limit, after=after)


def page_of_evidence(
    session: Session, claim_id: UUID, *, limit: int, after: Cursor | None
) -> Page[Evidence]:
    """The evidence that stands on a claim, with its sources, oldest first."""
    return keyset(session, _standing(claim_id), [Evidence.id.asc()], limit=limit, after=after)


def _standing(claim_id: UUID) -> Select[Evidence]:
    return (
        select(Evidence)
        .where(Evidence.claim_id == claim_id, Evidence.removed_at.is_(None))
        .options(joinedload(Evidence.source))
    )


def evidence_of_article(session: Session, article_id: UUID) -> list[Evidence]:
    """The evidence that stands on an article's claims, with its sources, oldest first."""
    return list(
        session.scalars(
            select(Evidence)
            .join(Claim, Claim.id == Evidence.claim_id)
            .where(Claim.article_id == article_id, Evidence.removed_at.is_(None))
            .options(joinedload(Evidence.source))
            .order_by(Evidence.id)
        )
    )
