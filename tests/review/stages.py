"""The stages as an edge uses them: each step in a transaction of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from factcheck import intake, review
from factcheck.actor import Actor
from factcheck.review import Carried, Decision
from factcheck.store import articles, claims, log, reviews, sources
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.store.reviews import Review
from factcheck.store.sources import Evidence
from factcheck.vocabulary import SourceKind, Stance, Status
from tests.newsroom import TEXT, Newsroom

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHY = "The budget says so, page 12."


@dataclass(frozen=True)
class Stages:
    """The desk at work. `by` names one of the newsroom's people."""

    room: Newsroom

    def actor(self, name: str) -> Actor:
        """One of the desk's people."""
        return self.room.people[name]

    def receive(self, text: str = TEXT, **publication: Any) -> UUID:
        """Take in an article; gives its id."""
        with self.room.database.writing() as session:
            return intake.receive(
                session,
                title="Harbour",
                text=text,
                actor=self.actor("editor"),
                now=NOW,
                **publication,
            ).id

    def draft(self, article_id: UUID, text: str) -> Carried:
        """The article's next draft."""
        with self.room.database.writing() as session:
            article = articles.article(session, self.room.desk.id, article_id)
            return review.carry_over(session, article, text, actor=self.actor("editor"), now=NOW)

    def claims(self, article_id: UUID) -> list[Claim]:
        """All claims of an article, in text order."""
        with self.room.database.reading() as session:
            return claims.of_article(session, article_id)

    def claim(self, claim_id: UUID | None = None, **article: Any) -> Claim:
        """A claim as it stands now; the first one of a new article unless it is named."""
        if claim_id is None:
            return self.claims(self.receive(**article))[0]
        with self.room.database.reading() as session:
            return claims.claim(session, self.room.desk.id, claim_id)

    def evidence(
        self,
        claim_id: UUID,
        stance: Stance = Stance.SUPPORTS,
        kind: SourceKind = SourceKind.PRIMARY,
        by: str = "reviewer",
        **source: Any,
    ) -> UUID:
        """Bring a new source to bear on the claim; gives the evidence's id."""
        about = {"title": "The budget", "kind": kind, **source}
        with self.room.database.writing() as session:
            claim = claims.claim(session, self.room.desk.id, claim_id)
            return review.add_evidence(
                session, claim, stance=stance, source=about, actor=self.actor(by), now=NOW
            ).id

    def edit_evidence(self, claim_id: UUID, evidence_id: UUID, **changes: Any) -> Evidence:
        """Amend a piece of evidence."""
        with self.room.database.writing() as session:
            claim = claims.claim(session, self.room.desk.id, claim_id)
            actor = self.actor("reviewer")
            return review.edit_evidence(session, claim, evidence_id, changes, actor=actor, now=NOW)

    def remove_evidence(self, claim_id: UUID, evidence_id: UUID) -> None:
        """Take a piece of evidence away."""
        with self.room.database.writing() as session:
            claim = claims.claim(session, self.room.desk.id, claim_id)
            review.remove_evidence(
                session, claim, evidence_id, actor=self.actor("reviewer"), now=NOW
            )

    def decide(
        self, claim_id: UUID, status: Status = Status.VERIFIED, by: str = "reviewer", **more: Any
    ) -> Decision:
        """Decide on the claim as it stands."""
        with self.room.database.writing() as session:
            details = {"rationale": WHY, "now": NOW, **more}
            return review.decide(session, claim_id, status=status, actor=self.actor(by), **details)

    def edit(self, claim_id: UUID, **changes: Any) -> Claim:
        """Edit the claim's columns."""
        with self.room.database.writing() as session:
            claim = claims.claim(session, self.room.desk.id, claim_id)
            review.edit_claim(session, claim, changes, actor=self.actor("editor"), now=NOW)
            return claim

    def act(self, what: Any, claim_id: UUID, *args: Any, by: str = "reviewer", **more: Any) -> Any:
        """Do something of `factcheck.review` to the claim as it stands."""
        with self.room.database.writing() as session:
            claim = claims.claim(session, self.room.desk.id, claim_id)
            details = {"now": NOW, **more}
            return what(session, claim, *args, actor=self.actor(by), **details)

    def verified(self, **article: Any) -> Claim:
        """A claim that is final and verified."""
        claim = self.claim(**article)
        self.evidence(claim.id)
        self.decide(claim.id)
        return self.claim(claim.id)

    def reviews(self, claim_id: UUID) -> list[Review]:
        """Every decision on the claim, oldest first."""
        with self.room.database.reading() as session:
            return reviews.of_claims(session, [claim_id])

    def standing_evidence(self, claim_id: UUID) -> list[Evidence]:
        """The evidence that stands on the claim."""
        with self.room.database.reading() as session:
            return sources.evidence_of(session, claim_id)

    def events(self, thing_id: UUID, object_type: str = "claim") -> list[Event]:
        """What the log says of one thing, oldest first."""
        with self.room.database.reading() as session:
            return log.history(session, object_type, thing_id, limit=500, after=None).items

    def text(self, article_id: UUID, number: int) -> str:
        """The text of a draft."""
        with self.room.database.reading() as session:
            return articles.draft(session, article_id, number, with_text=True).text

    def verify_log(self) -> int:
        """How many entries the log has, all of them checked."""
        with self.room.database.reading() as session:
            return ([0, *log.verify(session)])[-1]
