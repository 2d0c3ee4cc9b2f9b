"""What the pictures of a desk are drawn from: a fixed number of bounded reads each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from factcheck.store.claims import Anchor, Claim
from factcheck.store.log import Event
from factcheck.store.reviews import Review
from factcheck.vocabulary import CLOSED, Change, Stage, Status

MOST_ENTRIES = 20_000
"""How many entries of the log are read for all articles of one picture together."""
MOST_CLAIMS = 5_000
"""How many claims of a desk are looked at for one picture, those that changed last."""
_NOWHERE = {Change.GONE, Change.AMBIGUOUS}
"""A claim to which a draft did this has no place in it, and nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many claims of an article waited for a decision from this moment on."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How many decided claims somebody made, and how many of them are disputed."""

    name: str
    disputed: int
    total: int


def open_claims(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, list[Left]]:
    """For each article, every moment at which the number of its open claims changed.

    Reads the articles' own entries by the index of the log, `MOST_ENTRIES` of them at most:
    of more, the later ones are left out. Some ten are written for a claim.
    """
    rows = session.execute(
        select(
            Event.article_id,
            Event.at,
            Event.object_id,
            func.coalesce(Event.stage_to, Stage.QUEUED.value),  # a first entry may name none
            Event.action,
            Event.after["change"].as_string(),
        )
        .where(
            Event.article_id.in_(article_ids),
            Event.object_type == "claim",
            or_(Event.stage_to.is_not(None), Event.action == "claim.extracted"),
        )
        .order_by(Event.article_id, Event.seq)
        .limit(MOST_ENTRIES)
    )
    counts: dict[UUID, _Count] = defaultdict(_Count)
    for article_id, at, claim_id, stage, action, change in rows:
        counts[article_id].take(at, claim_id, stage, action, change)
    return {each: counts[each].moments for each in article_ids}


class _Count:
    """The open claims of one article, kept while its log is read."""

    def __init__(self) -> None:
        self.moments: list[Left] = []
        self._stages: dict[UUID, str] = {}
        self._nowhere: set[UUID] = set()
        self._open: set[UUID] = set()

    def take(
        self, at: datetime, claim_id: UUID, stage: str, action: str, change: str | None
    ) -> None:
        """Note one entry."""
        if action == "claim.carried" and change in _NOWHERE:
            self._nowhere.add(claim_id)
        elif action in {"claim.carried", "claim.placed"}:
            self._nowhere.discard(claim_id)
        waits = stage not in CLOSED and claim_id not in self._nowhere
        if waits is (claim_id in self._open):
            return
        (self._open.add if waits else self._open.discard)(claim_id)
        self._note(Left(at, len(self._open)))

    def _note(self, left: Left) -> None:
        """What happens at one moment is one step."""
        if self.moments and self.moments[-1].at == left.at:
            self.moments.pop()
        self.moments.append(left)


def speakers(
    session: Session, desk_id: UUID, *, since: datetime, least: int, limit: int
) -> list[SpeakerCount]:
    """Who makes claims that turn out disputed, the largest share first.

    Counts final claims that changed `since` then, of people with at least `least` of them.
    Who is only suggested, or called by a pronoun, is left out. Reads `MOST_CLAIMS` rows of an
    index at most.
    """
    recent = (
        select(Claim.id, Claim.draft_number, Claim.speaker_name, Claim.status)
        .where(
            Claim.desk_id == desk_id,
            Claim.updated_at >= since,
            Claim.stage == Stage.FINAL,
            Claim.speaker_name.is_not(None),
        )
        .order_by(Claim.updated_at.desc(), Claim.id.desc())
        .limit(MOST_CLAIMS)
        .subquery()
    )
    disputed = func.sum(case((recent.c.status == Status.DISPUTED, 1), else_=0))
    total = func.count()
    place = and_(
        Anchor.claim_id == recent.c.id,
        Anchor.draft_number == recent.c.draft_number,
        Anchor.speaker_mention.is_(None),
    )
    rows = session.execute(
        select(recent.c.speaker_name, disputed, total)
        .join(Anchor, place)
        .group_by(recent.c.speaker_name)
        .having(total >= least)
        .order_by((disputed * 1.0 / total).desc(), total.desc(), recent.c.speaker_name)
        .limit(limit)
    )
    return [SpeakerCount(*row) for row in rows]


def first_decisions(
    session: Session, desk_id: UUID, *, since: datetime
) -> list[tuple[datetime, datetime]]:
    """When a claim came, and when it was first decided, for those decided `since` then.

    A decision that was taken back is none. Looks at the `MOST_CLAIMS` claims that changed
    last, and at the decisions on each by their index.
    """
    recent = (
        select(Claim.id, Claim.created_at)
        .where(Claim.desk_id == desk_id, Claim.updated_at >= since)
        .order_by(Claim.updated_at.desc(), Claim.id.desc())
        .limit(MOST_CLAIMS)
        .subquery()
    )
    first = func.min(Review.created_at)
    rows = session.execute(
        select(recent.c.created_at, first)
        .join(Review, and_(Review.claim_id == recent.c.id, Review.undone_at.is_(None)))
        .group_by(recent.c.id, recent.c.created_at)
        .having(first >= since)
    )
    return [(came, decided) for came, decided in rows]
