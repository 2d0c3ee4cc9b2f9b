"""Where the claims of a draft stand, as plain rows: what a manuscript is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from factcheck.store.articles import Article
from factcheck.store.claims import Anchor, Claim
from factcheck.vocabulary import CLOSED, Stage, Status


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim in its place: the span in code points, and how the claim stands."""

    id: UUID
    start: int
    end: int
    status: Status
    stage: Stage
    version: int
    assignee_id: UUID | None
    statement: str

    @property
    def open(self) -> bool:
        """Whether it waits for a decision."""
        return self.stage not in CLOSED


def marks(session: Session, article: Article) -> list[Mark]:
    """The claims of the article's newest draft, in text order."""
    return _found(session, article, Claim.draft_number == article.draft_number)


def absent(session: Session, article: Article) -> list[Mark]:
    """The claims that have no place in the newest draft, where they last stood."""
    return _found(session, article, Claim.draft_number != article.draft_number)


def _found(session: Session, article: Article, condition: ColumnElement[bool]) -> list[Mark]:
    query = (
        select(
            Claim.id,
            Anchor.start,
            Anchor.end,
            Claim.status,
            Claim.stage,
            Claim.version,
            Claim.assignee_id,
            Claim.statement,
        )
        .join(Claim.anchor)
        .where(Claim.article_id == article.id, condition)
        .order_by(Anchor.start, Claim.id)
    )
    return [Mark(*row) for row in session.execute(query)]


def neighbours(found: Sequence[Mark], claim_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The claims before and behind this one in the text."""
    ids = [each.id for each in found]
    if claim_id not in ids:
        return (None, ids[0] if ids else None)
    at = ids.index(claim_id)
    return (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def next_open(found: Sequence[Mark], claim_id: UUID | None) -> UUID | None:
    """The next claim behind this one that waits for a decision, or else the first that does."""
    ids = [each.id for each in found]
    at = ids.index(claim_id) + 1 if claim_id in ids else 0
    waiting = [each.id for each in (*found[at:], *found[:at]) if each.open]
    return next((each for each in waiting if each != claim_id), None)
