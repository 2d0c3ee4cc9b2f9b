"""Sources, and the evidence that brings them to bear on a claim."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.store.claims import Claim
from factcheck.store.columns import ClaimId, DeskId, Id, MaybeTime, PersonId, Time, words
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import Reliability, SourceKind, Stance


class Source(Base):
    """A document, person, dataset or page.

    Sources with one `independence_group` count as one: ten papers that print the same
    wire story are one witness.
    """

    __tablename__ = "sources"
    __table_args__ = (Index(None, "desk_id", "id"),)

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
    created_by: Mapped[PersonId]
    created_at: Mapped[Time]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

    @property
    def marks(self) -> set[tuple[str, str]]:
        """What gives away that two sources are one: group or address, else title and publisher."""
        found = set()
        if self.independence_group:
            found.add(("group", " ".join(self.independence_group.casefold().split())))
        if self.url:
            address = urlsplit(self.url.casefold())
            found.add(("url", f"{address.netloc}{address.path}".rstrip("/")))
        return found or {("title", f"{self.title} / {self.publisher or ''}".casefold())}


class Evidence(Base):
    """A source brought to bear on a claim."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "claim_id"),)

    id: Mapped[Id]
    claim_id: Mapped[ClaimId]
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    stance: Mapped[Stance] = mapped_column(words(Stance, "stance"))
    passage: Mapped[str | None] = mapped_column(Text)
    locator: Mapped[str | None] = mapped_column(String(300))
    accessed_at: Mapped[MaybeTime]
    added_by: Mapped[PersonId]
    created_at: Mapped[Time]
    removed_at: Mapped[MaybeTime]

    source: Mapped[Source] = relationship(lazy="raise_on_sql")


def independent(found: Iterable[Source]) -> int:
    """How many of these sources stand for themselves: those that share a mark count as one."""
    witnesses: list[set[tuple[str, str]]] = []
    for each in found:
        same = [marks for marks in witnesses if marks & each.marks]
        witnesses = [marks for marks in witnesses if marks not in same]
        witnesses.append(each.marks.union(*same))
    return len(witnesses)


def source(session: Session, desk_id: UUID, source_id: UUID) -> Source:
    """The desk's source. Raises `NotFound`."""
    found = session.scalar(select(Source).where(Source.id == source_id, Source.desk_id == desk_id))
    if found is None:
        raise NotFound("There is no such source.")
    return found


def evidence_of(session: Session, claim_id: UUID) -> list[Evidence]:
    """The evidence that stands on a claim, with its sources, oldest first."""
    return list(session.scalars(_standing(claim_id).order_by(Evidence.id)))


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
