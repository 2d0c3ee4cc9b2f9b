"""What each new draft did to the claims, kept so that it can be read again.

A long article has hundreds of claims, and most of them stay as they are: here they are read
and written as rows, a few statements for all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Row, and_, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, selectinload

from factcheck.db import Base
from factcheck.store.articles import Article, Sentence
from factcheck.store.claims import Anchor, Claim
from factcheck.store.columns import MaybeJson, MaybeTime, words
from factcheck.vocabulary import Change, Stage, Status

_AT_ONCE = 500


class Carry(Base):
    """The fate of one claim in one draft.

    `diff` are runs of words, as in `review.lookalikes.word_diff`; `places` the spans
    (`[start, end]`, code points of the draft) among which a person has to choose for an
    ambiguous one, and `placed_at` when somebody did.
    """

    __tablename__ = "carried_claims"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True, index=True)
    change: Mapped[Change] = mapped_column(words(Change, "change"))
    diff: Mapped[MaybeJson]
    places: Mapped[MaybeJson]
    placed_at: Mapped[MaybeTime]


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a claim stood in a draft, as `Anchor` has it."""

    start: int
    end: int
    quote: str
    speaker_start: int | None
    speaker_end: int | None
    reasons: Any


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with its place, as far as a new draft asks for it; the columns of `Claim`."""

    id: UUID
    version: int
    article_id: UUID
    draft_number: int
    status: Status
    stage: Stage
    speaker_name: str | None
    anchor: Stood


_CLAIM: tuple[Any, ...] = (
    Claim.id,
    Claim.version,
    Claim.article_id,
    Claim.draft_number,
    Claim.status,
    Claim.stage,
    Claim.speaker_name,
)
_ANCHOR: tuple[Any, ...] = (
    Anchor.start,
    Anchor.end,
    Anchor.quote,
    Anchor.speaker_start,
    Anchor.speaker_end,
    Anchor.reasons,
)


def hold(session: Session, article_id: UUID) -> None:
    """Keep others from bringing a new draft, or marking claims, until the transaction ends.

    Of no weight on SQLite, where one writer works at a time.
    """
    session.execute(select(Article.id).where(Article.id == article_id).with_for_update())


def standing(session: Session, article_id: UUID) -> list[Standing]:
    """All claims of an article in text order, held until the transaction ends.

    Held: nobody decides on one of them while it is carried over.
    """
    rows = session.execute(
        select(*_CLAIM, *_ANCHOR)
        .join(Claim.anchor)
        .where(Claim.article_id == article_id)
        .order_by(Claim.id)
        .with_for_update(of=Claim)
    )
    claims, anchors = ([column.key for column in each] for each in (_CLAIM, _ANCHOR))
    found = []
    for row in rows:
        place = Stood(**{name: getattr(row, name) for name in anchors})
        found.append(Standing(anchor=place, **{name: getattr(row, name) for name in claims}))
    return sorted(found, key=lambda each: each.anchor.start)


def sentence_spans(session: Session, draft_id: UUID) -> list[tuple[int, int]]:
    """The spans of a draft's sentences, in text order."""
    query = select(Sentence.start, Sentence.end).where(Sentence.draft_id == draft_id)
    return [(start, end) for start, end in session.execute(query.order_by(Sentence.number))]


def move(
    session: Session,
    claim_ids: Sequence[UUID],
    anchors: Sequence[Mapping[str, Any]],
    *,
    draft_number: int,
    now: datetime,
) -> None:
    """Stand claims on new places, with nothing else changed but their versions.

    The claims must be held (`standing`). `anchors` are rows of `Anchor`.
    """
    for at in range(0, len(claim_ids), _AT_ONCE):
        session.execute(
            update(Claim)
            .where(Claim.id.in_(claim_ids[at : at + _AT_ONCE]))
            .values(version=Claim.version + 1, draft_number=draft_number, updated_at=now)
            .execution_options(synchronize_session=False)
        )
    if anchors:
        session.connection().execute(insert(Anchor), anchors)


def keep(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what a draft did to the claims: rows of `Carry`."""
    if rows:
        session.connection().execute(insert(Carry), rows)


def whole(session: Session, claim_ids: Iterable[UUID]) -> list[Claim]:
    """These claims with anchor and facets."""
    query = select(Claim).where(Claim.id.in_(list(claim_ids)))
    eager = (contains_eager(Claim.anchor), selectinload(Claim.facets))
    return list(session.scalars(query.join(Claim.anchor).options(*eager)))


def one(session: Session, draft_id: UUID, claim_id: UUID) -> Carry | None:
    """What a draft did to one claim; None for a claim made since."""
    return session.get(Carry, (draft_id, claim_id))


def compared(session: Session, article_id: UUID, draft_id: UUID, number: int) -> list[Row[Any]]:
    """What a draft did to every claim, with where each stood before it and where in it.

    Rows of a `Carry`, how the claim stands today, and the two anchors (None: it stood
    nowhere); in text order of where it stands now, else of where it stood.
    """
    earlier, before, after = Anchor.__table__.alias(), Anchor.__table__.alias(), Anchor.__table__
    last = (
        select(earlier.c.claim_id, func.max(earlier.c.draft_number).label("number"))
        .join(Claim, Claim.id == earlier.c.claim_id)
        .where(Claim.article_id == article_id, earlier.c.draft_number < number)
        .group_by(earlier.c.claim_id)
        .subquery()
    )
    query = (
        select(
            Carry.claim_id.label("id"),
            Carry.change,
            Carry.diff,
            Carry.places,
            Carry.placed_at,
            Claim.version,
            Claim.status,
            Claim.stage,
            Claim.stage_reason,
            before.c.start.label("before_start"),
            before.c.end.label("before_end"),
            before.c.quote.label("before_quote"),
            after.c.start.label("after_start"),
            after.c.end.label("after_end"),
            after.c.quote.label("after_quote"),
            after.c.start_utf16,
            after.c.end_utf16,
        )
        .join(Claim, Claim.id == Carry.claim_id)
        .outerjoin(last, last.c.claim_id == Claim.id)
        .outerjoin(
            before,
            and_(before.c.claim_id == Claim.id, before.c.draft_number == last.c.number),
        )
        .outerjoin(after, and_(after.c.claim_id == Claim.id, after.c.draft_number == number))
        .where(Carry.draft_id == draft_id)
        .order_by(func.coalesce(after.c.start, before.c.start), Carry.claim_id)
    )
    return list(session.execute(query))
