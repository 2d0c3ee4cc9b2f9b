"""A claim with all that a decision on it is judged by, in few and cheap statements.

Decisions are what people wait for all day. Loading mapped objects costs ten times as much
as the rows behind them, so this file reads and writes rows: each statement is built once,
and only its values change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import BindParameter, Table, Uuid, and_, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from factcheck.errors import NotFound, StaleVersion
from factcheck.prepared import Prepared, Row
from factcheck.saying import say
from factcheck.store.articles import Article
from factcheck.store.claims import Anchor, Claim, Facet
from factcheck.store.desks import Policy
from factcheck.store.picture import ANCHOR_KEYS, CLAIM_KEYS, FACET_KEYS, Picture, plain
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.sources import Evidence, Source, marks
from factcheck.vocabulary import SourceKind, Stage, Stance, Status


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a claim stands; what the log names when something is done to it."""

    id: UUID
    version: int
    article_id: UUID
    status: Status
    stage: Stage
    stage_reason: str | None
    rating: str | None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The policy version that holds on the desk; `rules` as they are stored."""

    id: UUID
    version: int
    rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A review that no later one has superseded."""

    id: UUID
    status: Status
    rating: str | None
    reviewer_id: UUID
    evidence_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A source, as far as rules look at it."""

    kind: SourceKind
    marks: set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence that stands on the claim."""

    id: UUID
    stance: Stance
    added_by: UUID
    sha256: str | None
    source: Witness


@dataclass(frozen=True, slots=True)
class Found:
    """All of it. `author` is the article's byline, `picture` the claim as it is shown."""

    claim: Standpoint
    picture: Picture
    author: str | None
    policy: Rulebook
    standing: Sequence[Opinion]
    evidence: Sequence[Piece]


_CLAIMS, _ANCHORS, _POLICIES, _REVIEWS, _RELIED, _EVIDENCE, _SOURCES, _FACETS, _ARTICLES = (
    cast("Table", model.__table__)
    for model in (
        Claim,
        Anchor,
        Policy,
        Review,
        ReviewEvidence,
        Evidence,
        Source,
        Facet,
        Article,
    )
)
_SHOWN = (*CLAIM_KEYS, *ANCHOR_KEYS)
_STANDPOINT = tuple(
    _SHOWN.index(key)
    for key in ("id", "version", "article_id", "status", "stage", "stage_reason", "rating")
)
_newest = _POLICIES.alias("newest")
_ONE: BindParameter[UUID] = bindparam("claim_id", type_=Uuid())

_IN_PLACE = and_(
    _ANCHORS.c.claim_id == _CLAIMS.c.id, _ANCHORS.c.draft_number == _CLAIMS.c.draft_number
)
_AS_SHOWN = (*(_CLAIMS.c[key] for key in CLAIM_KEYS), *(_ANCHORS.c[key] for key in ANCHOR_KEYS))
_PICTURE = Prepared(
    select(*_AS_SHOWN)
    .join(_ANCHORS, _IN_PLACE)
    .where(_CLAIMS.c.id == _ONE, _CLAIMS.c.desk_id == bindparam("desk_id", type_=Uuid()))
)
_CLAIM = Prepared(
    select(
        *_AS_SHOWN,
        _ARTICLES.c.author,
        _POLICIES.c.id.label("policy_id"),
        _POLICIES.c.version.label("policy_version"),
        _POLICIES.c.rules,
    )
    .join(_ANCHORS, _IN_PLACE)
    .join(_ARTICLES, _ARTICLES.c.id == _CLAIMS.c.article_id)
    .join(_POLICIES, _POLICIES.c.desk_id == _CLAIMS.c.desk_id)
    .where(
        _CLAIMS.c.id == _ONE,
        _CLAIMS.c.desk_id == bindparam("desk_id", type_=Uuid()),
        _POLICIES.c.version
        == select(func.max(_newest.c.version))
        .where(_newest.c.desk_id == _CLAIMS.c.desk_id)
        .scalar_subquery(),
    )
)
_FACETS_OF = Prepared(
    select(*(_FACETS.c[key] for key in FACET_KEYS))
    .where(_FACETS.c.claim_id == _ONE)
    .order_by(_FACETS.c.offset, _FACETS.c.id)
)
_STANDING_OF = Prepared(
    select(
        _REVIEWS.c.id,
        _REVIEWS.c.status,
        _REVIEWS.c.rating,
        _REVIEWS.c.reviewer_id,
        _RELIED.c.evidence_id,
    )
    .outerjoin(_RELIED, _RELIED.c.review_id == _REVIEWS.c.id)
    .where(
        _REVIEWS.c.claim_id == _ONE,
        _REVIEWS.c.superseded_by_id.is_(None),
        _REVIEWS.c.undone_at.is_(None),
    )
    .order_by(_REVIEWS.c.claim_version, _REVIEWS.c.id)
)
_EVIDENCE_OF = Prepared(
    select(
        _EVIDENCE.c.id,
        _EVIDENCE.c.stance,
        _EVIDENCE.c.added_by,
        _EVIDENCE.c.sha256,
        _SOURCES.c.kind,
        _SOURCES.c.independence_group,
        _SOURCES.c.url,
        _SOURCES.c.title,
        _SOURCES.c.publisher,
    )
    .join(_SOURCES, _SOURCES.c.id == _EVIDENCE.c.source_id)
    .where(_EVIDENCE.c.claim_id == _ONE, _EVIDENCE.c.removed_at.is_(None))
    .order_by(_EVIDENCE.c.id)
)
_STAND = Prepared(
    update(_CLAIMS)
    .where(_CLAIMS.c.id == _ONE, _CLAIMS.c.version == bindparam("seen"))
    .values(
        version=bindparam("next_version"),
        status=bindparam("new_status"),
        stage=bindparam("new_stage"),
        stage_reason=bindparam("new_reason"),
        rating=bindparam("new_rating"),
        flag=None,
        updated_at=bindparam("now"),
    )
)
_REVIEW, _RELY = Prepared(insert(_REVIEWS)), Prepared(insert(_RELIED))
_SUPERSEDE = Prepared(
    update(_REVIEWS)
    .where(_REVIEWS.c.id == bindparam("earlier"))
    .values(superseded_by_id=bindparam("later"))
)


def case(session: Session, desk_id: UUID, claim_id: UUID) -> Found:
    """The claim with what it is judged by. Raises `NotFound`, for another desk's claim too."""
    session.flush()  # rows are read past the session's own objects
    row = _CLAIM.first(session, claim_id=claim_id, desk_id=desk_id)
    if row is None:
        raise NotFound(say("There is no such claim."))
    found = _picture(session, claim_id, row)
    standing = _opinions(_STANDING_OF.rows(session, claim_id=claim_id))
    evidence = _EVIDENCE_OF.rows(session, claim_id=claim_id) if found["evidence_count"] else ()
    author, *policy = row[len(_SHOWN) :]
    return Found(
        Standpoint(*(row[at] for at in _STANDPOINT)),
        found,
        author,
        Rulebook(*policy),
        standing,
        [_piece(*each) for each in evidence],
    )


def shown(session: Session, desk_id: UUID, claim_id: UUID) -> Picture:
    """The claim as it is shown. Raises `NotFound`, for another desk's claim too."""
    row = _PICTURE.first(session, claim_id=claim_id, desk_id=desk_id)
    if row is None:
        raise NotFound(say("There is no such claim."))
    return _picture(session, claim_id, row)


def _picture(session: Session, claim_id: UUID, row: Row) -> Picture:
    facets = _FACETS_OF.rows(session, claim_id=claim_id)
    return {**_plain(_SHOWN, row), "facets": [_plain(FACET_KEYS, facet) for facet in facets]}


def _plain(keys: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """The columns of a row, which come in the order of the keys, as plain values."""
    return {key: plain(value) for key, value in zip(keys, row, strict=False)}


def _opinions(rows: Sequence[Row]) -> list[Opinion]:
    """One opinion for each review; a review has a row for each evidence that it relied on."""
    relied: dict[Row, list[UUID]] = {}
    for row in rows:
        relied.setdefault(row[:-1], []).extend([row[-1]] if row[-1] else [])
    return [Opinion(of[0], of[1], of[2], of[3], tuple(ids)) for of, ids in relied.items()]


def _piece(
    piece_id: UUID,
    stance: Stance,
    added_by: UUID,
    sha256: str | None,
    kind: SourceKind,
    *name: Any,
) -> Piece:
    return Piece(piece_id, stance, added_by, sha256, Witness(kind, marks(*name)))


def stand(
    session: Session,
    claim: Standpoint,
    *,
    status: Status,
    stage: Stage,
    reason: str | None,
    rating: str | None,
    now: datetime,
) -> Standpoint:
    """Move the claim on from exactly the version that was judged.

    Raises `StaleVersion`, before anything is written, when somebody was faster.
    """
    values = {
        "claim_id": claim.id,
        "seen": claim.version,
        "next_version": claim.version + 1,
        "new_status": status,
        "new_stage": stage,
        "new_reason": reason,
        "new_rating": rating,
        "now": now,
    }
    if _STAND.write(session, values) != 1:
        raise StaleVersion(say("Somebody changed this in the meantime. Read it again."))
    return Standpoint(claim.id, claim.version + 1, claim.article_id, status, stage, reason, rating)


def add_review(
    session: Session,
    row: Mapping[str, Any],
    relied: Sequence[UUID],
    superseded: Sequence[UUID],
) -> None:
    """Append a review with the evidence that it relied on; earlier ones give way to it."""
    _REVIEW.write(session, row)
    _RELY.write(session, *({"review_id": row["id"], "evidence_id": each} for each in relied))
    _SUPERSEDE.write(session, *({"earlier": each, "later": row["id"]} for each in superseded))


def expect(claim: Standpoint, seen: int | None) -> None:
    """Raises `StaleVersion` unless the claim is at the version that was seen, if one was."""
    if seen is not None and claim.version != seen:
        raise StaleVersion(say("Somebody changed this in the meantime. Read it again."))
