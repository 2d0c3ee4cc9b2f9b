"""Claims, where they stand in each draft, and the facets that are checked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UnaryExpression,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    Session,
    contains_eager,
    mapped_column,
    relationship,
    selectinload,
)

from factcheck.db import Base
from factcheck.errors import NotFound
from factcheck.prepared import Prepared
from factcheck.saying import say
from factcheck.store.articles import Article
from factcheck.store.columns import (
    ArticleId,
    ClaimId,
    DeskId,
    Id,
    Json,
    MaybeJson,
    MaybeTime,
    Time,
    words,
)
from factcheck.store.pages import Cursor, Page, keyset
from factcheck.vocabulary import FacetType, Flag, Kind, Speech, Stage, Status


class Claim(Base):
    """One checkable assertion of an article.

    `draft_number` is the newest draft in which the claim stands; `speaker_*` is who makes
    it in the text (all None: the article's own voice). `stage_reason` is the word for why
    the claim is where it is (reopened, dismissed, disagreement), `flag` what to look at
    although the decision stands. `merged_into_id` is the claim that took this one in,
    `split_from_id` the one that this was a part of.
    """

    __tablename__ = "claims"
    __table_args__ = (
        Index(None, "article_id"),
        Index(None, "desk_id", "updated_at", "id"),
        Index(None, "desk_id", "score", "id"),
        Index(None, "desk_id", "status", "stage"),
        CheckConstraint("score >= 0 AND score <= 1", name="score"),
    )

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(default=1)
    desk_id: Mapped[DeskId]
    article_id: Mapped[ArticleId]
    draft_number: Mapped[int]
    statement: Mapped[str] = mapped_column(Text)
    kind: Mapped[Kind] = mapped_column(words(Kind, "kind"))
    kinds: Mapped[Json]
    score: Mapped[float]
    speaker_name: Mapped[str | None] = mapped_column(String(300))
    speaker_cue: Mapped[str | None] = mapped_column(String(200))
    speaker_speech: Mapped[Speech | None] = mapped_column(words(Speech, "speaker_speech"))
    status: Mapped[Status] = mapped_column(words(Status, "status"), default=Status.UNVERIFIED)
    stage: Mapped[Stage] = mapped_column(words(Stage, "stage"), default=Stage.QUEUED)
    stage_reason: Mapped[str | None] = mapped_column(String(500))
    flag: Mapped[Flag | None] = mapped_column(words(Flag, "flag"))
    rating: Mapped[str | None] = mapped_column(String(100))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    tags: Mapped[Json]
    priority: Mapped[int] = mapped_column(default=0)
    deadline: Mapped[MaybeTime]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"))
    split_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("claims.id"))
    evidence_count: Mapped[int] = mapped_column(default=0)
    extractor_name: Mapped[str] = mapped_column(String(40))
    extractor_version: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[Time]
    updated_at: Mapped[Time]

    anchors: Mapped[list["Anchor"]] = relationship(
        lazy="raise_on_sql", order_by="Anchor.draft_number", back_populates="claim"
    )
    anchor: Mapped["Anchor"] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin="and_(Anchor.claim_id == Claim.id, Anchor.draft_number == Claim.draft_number)",
    )
    facets: Mapped[list["Facet"]] = relationship(
        lazy="raise_on_sql",
        order_by="Facet.offset, Facet.id",
        cascade="all, delete-orphan",
        back_populates="claim",
    )
    article: Mapped[Article] = relationship(lazy="raise_on_sql", viewonly=True)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

    @property
    def speaker(self) -> dict[str, Any] | None:
        """Who makes the claim, where the text says so, and how; None: the article itself."""
        if self.speaker_name is None:
            return None
        return {
            "name": self.speaker_name,
            "start": self.anchor.speaker_start,
            "end": self.anchor.speaker_end,
            "cue": self.speaker_cue,
            "speech": self.speaker_speech,
            "mention": self.anchor.speaker_mention,
            "suggestion": self.anchor.speaker_suggestion,
        }

    @property
    def extractor(self) -> dict[str, str]:
        """Which program found the claim."""
        return {"name": self.extractor_name, "version": self.extractor_version}

    def touch(self, now: datetime) -> None:
        """Raise the version: the flush fails with a stale version if another did so first."""
        self.version += 1
        self.updated_at = now


class Anchor(Base):
    """Where a claim stands in one draft; spans count code points, `*_utf16` code units.

    `reasons` and `alarms` say why the words were flagged there, with spans into the draft.
    `speaker_mention` are the words that stand for the speaker, `speaker_suggestion` who that
    is likely to be; both are there only until a person names the speaker.
    """

    __tablename__ = "anchors"
    __table_args__ = (
        UniqueConstraint("claim_id", "draft_number"),
        CheckConstraint('"end" > start AND start >= 0', name="span"),
    )

    id: Mapped[Id]
    claim_id: Mapped[ClaimId]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"), index=True)
    draft_number: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    start_utf16: Mapped[int]
    end_utf16: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(String(64))
    suffix: Mapped[str] = mapped_column(String(64))
    speaker_start: Mapped[int | None]
    speaker_end: Mapped[int | None]
    speaker_mention: Mapped[MaybeJson]
    speaker_suggestion: Mapped[MaybeJson]
    reasons: Mapped[Json]
    alarms: Mapped[Json]

    claim: Mapped[Claim] = relationship(lazy="raise_on_sql", back_populates="anchors")

    def forget_speaker(self) -> None:
        """A person says who speaks: the text's own word for it counts no longer."""
        self.speaker_start = self.speaker_end = None
        self.speaker_mention = self.speaker_suggestion = None


class Facet(Base):
    """A part of a claim with its own tick. `offset` counts from the claim's first letter.

    An offset into the quote, not the draft, stays right when the claim moves as it is.
    """

    __tablename__ = "facets"
    __table_args__ = (Index(None, "claim_id"),)

    id: Mapped[Id]
    claim_id: Mapped[ClaimId]
    type: Mapped[FacetType] = mapped_column(words(FacetType, "type"))
    text: Mapped[str] = mapped_column(Text)
    offset: Mapped[int]
    value: Mapped[MaybeJson]
    unit: Mapped[str | None] = mapped_column(String(40))
    checked: Mapped[bool] = mapped_column(default=False)

    claim: Mapped[Claim] = relationship(lazy="raise_on_sql", back_populates="facets")

    @property
    def start(self) -> int:
        """Where it begins in the claim's newest draft, in code points."""
        return self.claim.anchor.start + self.offset

    @property
    def end(self) -> int:
        """Where it ends there."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of claims may be narrowed to; an empty field narrows nothing.

    `draft` leaves out claims that have no place in that draft of their article.
    """

    status: Sequence[Status] = ()
    stage: Sequence[Stage] = ()
    kind: Sequence[Kind] = ()
    article: Sequence[UUID] = ()
    assignee: UUID | None = None
    speaker: str | None = None
    q: str | None = None
    min_score: float | None = None
    has_evidence: bool | None = None
    updated_since: datetime | None = None
    draft: int | None = None


def _whole(query: Select[Claim]) -> Select[Claim]:
    """The claims with all that their JSON shape shows."""
    return query.join(Claim.anchor).options(
        contains_eager(Claim.anchor), selectinload(Claim.facets)
    )


def claim(session: Session, desk_id: UUID, claim_id: UUID) -> Claim:
    """The desk's claim, whole. Raises `NotFound`, for another desk's claim too."""
    found = session.scalar(
        _whole(select(Claim).where(Claim.id == claim_id, Claim.desk_id == desk_id))
    )
    if found is None:
        raise NotFound(say("There is no such claim."))
    return found


_VERSION = Prepared(
    select(Claim.version).where(
        Claim.id == bindparam("wanted", type_=Uuid()),
        Claim.desk_id == bindparam("desk_id", type_=Uuid()),
    )
)


def version(session: Session, desk_id: UUID, claim_id: UUID) -> int:
    """The claim's version now. Raises `NotFound`."""
    row = _VERSION.first(session, wanted=claim_id, desk_id=desk_id)
    if row is None:
        raise NotFound(say("There is no such claim."))
    found: int = row[0]
    return found


def anchors(session: Session, claim_id: UUID) -> list[Anchor]:
    """Every place where a claim has stood, by draft."""
    query = select(Anchor).where(Anchor.claim_id == claim_id)
    return list(session.scalars(query.order_by(Anchor.draft_number)))


def of_article(session: Session, article_id: UUID) -> list[Claim]:
    """All claims of an article, whole, in text order."""
    query = _whole(select(Claim).where(Claim.article_id == article_id))
    return list(session.scalars(query.order_by(Anchor.start, Claim.id)))


def page(
    session: Session,
    desk_id: UUID,
    filters: Filters,
    *,
    sort: str = "updated",
    limit: int,
    after: Cursor | None,
) -> Page[Claim]:
    """The desk's claims: newest change first, highest score first, or in text order."""
    orders: dict[str, list[UnaryExpression[Any]]] = {
        "updated": [Claim.updated_at.desc(), Claim.id.desc()],
        "score": [Claim.score.desc(), Claim.id.desc()],
        "position": [Claim.article_id.asc(), Anchor.start.asc(), Claim.id.asc()],
    }
    query = _whole(select(Claim).where(Claim.desk_id == desk_id, *_conditions(filters)))
    return keyset(session, query, orders[sort], limit=limit, after=after)


def _conditions(filters: Filters) -> list[Any]:
    """The WHERE terms for the filters that were set."""
    lists = ((Claim.status, filters.status), (Claim.stage, filters.stage))
    found: list[Any] = [column.in_(chosen) for column, chosen in lists if chosen]
    if filters.kind:
        found.append(Claim.kind.in_(filters.kind))
    if filters.article:
        found.append(Claim.article_id.in_(filters.article))
    if filters.assignee:
        found.append(Claim.assignee_id == filters.assignee)
    if filters.speaker:
        found.append(Claim.speaker_name.icontains(filters.speaker, autoescape=True))
    if filters.q:
        found.append(Claim.statement.icontains(filters.q, autoescape=True))
    if filters.min_score is not None:
        found.append(Claim.score >= filters.min_score)
    if filters.has_evidence is not None:
        found.append(
            Claim.evidence_count > 0 if filters.has_evidence else Claim.evidence_count == 0
        )
    if filters.draft is not None:
        found.append(Claim.draft_number == filters.draft)
    if filters.updated_since:
        found.append(Claim.updated_at >= filters.updated_since)
    return found
