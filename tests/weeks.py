"""A desk over some weeks: articles that come, and decisions that are made, at set times."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from factcheck import intake, review
from factcheck.store import articles, claims
from factcheck.store.claims import Claim
from factcheck.store.period import Period
from factcheck.vocabulary import Status
from tests.review.stages import WHY, Stages

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NEXT = MONDAY + timedelta(days=7)
COSTS = " ".join(f"In {year} it cost US${year - 1900} million." for year in range(1950, 1967))
"""Seventeen claims."""


@dataclass(frozen=True)
class Weeks:
    """The desk of `stages`, which decides by a rationale alone."""

    stages: Stages

    @property
    def week(self) -> Period:
        """The first week."""
        return Period(self.stages.room.desk.id, MONDAY, NEXT)

    @property
    def later(self) -> Period:
        """The week after it."""
        return Period(self.stages.room.desk.id, NEXT, NEXT + timedelta(days=7))

    def receive(
        self, text: str, at: datetime = MONDAY, *, by: str = "editor", **publication: Any
    ) -> list[Claim]:
        """Take in an article; gives its claims in text order."""
        publication = {"title": "Harbour", **publication}
        with self.stages.room.database.writing() as session:
            actor = self.stages.actor(by)
            made = intake.receive(session, text=text, actor=actor, now=at, **publication).id
        return self.stages.claims(made)

    def decide(
        self,
        claim: Claim,
        at: datetime,
        status: Status = Status.VERIFIED,
        by: str = "reviewer",
    ) -> None:
        """Decide on the claim as it stands at that time."""
        self.stages.decide(claim.id, status, by=by, now=at, rationale=WHY)

    def undo(self, claim: Claim, at: datetime, by: str = "reviewer") -> None:
        """Take the last step on the claim back."""
        self.stages.act(review.undo, claim.id, by=by, now=at)

    def sign_off(self, article_id: UUID, at: datetime) -> None:
        """Sign the article's newest draft, finished or not."""
        with self.stages.room.database.writing() as session:
            article = articles.article(session, self.stages.room.desk.id, article_id)
            why = "It goes to print at noon."
            actor = self.stages.actor("editor")
            review.sign_off(session, article, override_reason=why, actor=actor, now=at)

    def alter(self, claim: Claim, **columns: Any) -> None:
        """Set columns of a claim, whatever the rules say; nothing else changes."""
        with self.stages.room.database.writing() as session:
            found = claims.claim(session, claim.desk_id, claim.id)
            for name, value in columns.items():
                setattr(found, name, value)


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)
